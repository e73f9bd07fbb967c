"""Topics: the words that name them, as sequences of tokens (data in topics.toml)."""

import re
from dataclasses import dataclass

import msgspec

from bilat.codebook.tables import read_toml
from bilat.errors import CodebookError

# The tokenizer parts words at a hyphen between letters, and the possessive from its word.
_PARTS = re.compile(r"(?<=[^\W\d_])(-)(?=[^\W\d_])|(?='s\b)|(?=’s\b)|\s+")


class TopicRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A topic: `context` is a PLOVER context, `part_of` a wider topic that its words count for too."""

    id: str
    description: str
    context: str
    words: tuple[str, ...]
    names: tuple[str, ...] = ()
    part_of: str | None = None


class TopicsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """topics.toml."""

    topic: tuple[TopicRow, ...]
    not_before: tuple[str, ...]
    not_these: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that name `topics`; none where the words only look like a topic. `exact` compares capitals too."""

    tokens: tuple[str, ...]
    topics: tuple[str, ...]
    exact: bool


class Topics:
    """The topics of the codebook, arranged by the first token of what names them."""

    def __init__(self, file: TopicsFile) -> None:
        """Raises `CodebookError` where an id stands twice or a wider topic does not exist."""
        self.by_id: dict[str, TopicRow] = {}
        for row in file.topic:
            if row.id in self.by_id:
                raise CodebookError(f"codebook/topics.toml: the topic {row.id!r} stands there twice; join the two")
            self.by_id[row.id] = row
        for row in file.topic:
            if row.part_of is not None and row.part_of not in self.by_id:
                raise CodebookError(f"codebook/topics.toml: {row.id!r} is part of {row.part_of!r}, which is no topic")
        self.not_before = frozenset(file.not_before)
        found: dict[tuple[tuple[str, ...], bool], list[str]] = {}
        for row in file.topic:
            ids = [row.id] if row.part_of is None else [row.id, row.part_of]
            for words in row.words:
                for form in _with_plural(words.lower()):
                    _add(found, tokens_of(form), ids, exact=False)
            for name in row.names:
                _add(found, tokens_of(name), ids, exact=True)
        for words in file.not_these:
            for form in _with_plural(words):
                found[tokens_of(form), False] = []
        self.by_first: dict[str, tuple[Phrase, ...]] = _by_first(found)

    def context(self, topic: str) -> str | None:
        """The PLOVER context of a topic, None where there is no such topic."""
        row = self.by_id.get(topic)
        return row.context if row else None


def tokens_of(words: str) -> tuple[str, ...]:
    """A phrase as the tokenizer cuts it: "counter-terrorism" is three tokens."""
    return tuple(part for part in _PARTS.split(words) if part)


def load_topics() -> Topics:
    """The topics that ship with bilat. Raises `CodebookError`."""
    return Topics(read_toml("topics.toml", TopicsFile))


def _add(
    found: dict[tuple[tuple[str, ...], bool], list[str]], tokens: tuple[str, ...], ids: list[str], *, exact: bool
) -> None:
    there = found.setdefault((tokens, exact), [])
    there.extend(topic for topic in ids if topic not in there)


def _by_first(found: dict[tuple[tuple[str, ...], bool], list[str]]) -> dict[str, tuple[Phrase, ...]]:
    arranged: dict[str, list[Phrase]] = {}
    for (tokens, exact), ids in found.items():
        arranged.setdefault(tokens[0].lower(), []).append(Phrase(tokens, tuple(ids), exact))
    return {
        first: tuple(sorted(phrases, key=lambda phrase: (-len(phrase.tokens), phrase.tokens)))
        for first, phrases in arranged.items()
    }


def _with_plural(words: str) -> tuple[str, ...]:
    """The words, and with their last one in the plural."""
    last = words[-1]
    if not last.isalpha() or last == "s" or words.endswith((" on", " to", " in", " and", "ed", "ing", "ment of")):
        return (words,)
    if last == "y" and words[-2:-1] not in "aeiou":
        return words, words[:-1] + "ies"
    return words, words + ("es" if words.endswith(("x", "z", "ch", "sh")) else "s")
