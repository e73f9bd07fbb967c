"""Finding the codebook's names in text: a name, what it can mean, and where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bilat.codebook.actors import Actors, Office

NameKind = Literal["country", "demonym", "capital", "organisation", "body", "outlet", "person"]

# Names are looked up by their first letters: as many as the shortest names have ("EU", "UN").
KEY = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a name can mean: `key` is a country code, an organisation's id, or the row's own name."""

    kind: NameKind
    key: str
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, with all it can mean."""

    text: str
    meanings: tuple[Meaning, ...]


class NameIndex:
    """All names of the codebook, found longest first."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Names may come in any order, each text once."""
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        for name in sorted(names, key=lambda name: (-len(name.text), name.text)):
            self._by_key[name.text[:KEY]].append(name)

    def at(self, text: str, offset: int) -> Name | None:
        """The longest name that stands at `offset` of `text` and ends at the end of a word."""
        for name in self._by_key.get(text[offset : offset + KEY], ()):
            if text.startswith(name.text, offset):
                after = offset + len(name.text)
                if after >= len(text) or not (text[after].isalnum() and name.text[-1].isalnum()):
                    return name
        return None

    def __iter__(self) -> Iterator[Name]:
        """All names."""
        for names in self._by_key.values():
            yield from names


def actor_names(actors: Actors) -> NameIndex:
    """The index over all actor tables."""
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    for country in actors.countries:
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("country", (country.name, *country.aliases)),
            ("demonym", country.demonyms),
            ("capital", country.capital),
        )
        for kind, texts in kinds:
            for text in texts:
                _add(meanings, text, kind, country.code, caution=text in country.caution)
    for organisation in actors.organisations:
        for text in (organisation.name, *organisation.aliases):
            _add(meanings, text, "organisation", organisation.id)
    for body in actors.bodies:
        for text in (body.name, *body.aliases):
            _add(meanings, text, "body", body.key, caution=text in body.caution)
    for outlet in actors.outlets:
        for text in (outlet.name, *outlet.aliases):
            _add(meanings, text, "outlet", outlet.name)
    for holder in actors.holders:
        for text in (holder.person, *holder.aliases):
            _add(meanings, text, "person", holder.person)
    return NameIndex(Name(text, tuple(found)) for text, found in meanings.items())


def _add(meanings: dict[str, list[Meaning]], text: str, kind: NameKind, key: str, *, caution: bool = False) -> None:
    meaning = Meaning(kind, key, caution)
    if meaning not in meanings[text]:
        meanings[text].append(meaning)


class TitleIndex:
    """Titles of office as sequences of words, longest first. Short abbreviations ("PM") keep their capitals."""

    def __init__(self, offices: Iterable[Office]) -> None:
        """Several offices may share a title ("Commerce Secretary"); all are kept, in the table's order."""
        by_words: dict[tuple[str, ...], list[Office]] = defaultdict(list)
        self._exact: set[tuple[str, ...]] = set()
        for office in offices:
            for title in office.titles:
                words = tuple(_words(title.lower()))
                if office not in by_words[words]:
                    by_words[words].append(office)
                if title.isupper() and len(title) <= 4:
                    self._exact.add(words)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[Office, ...]]]] = defaultdict(list)
        for words, found in sorted(by_words.items(), key=lambda item: (-len(item[0]), item[0])):
            self._by_first[words[0]].append((words, tuple(found)))

    def at(self, words: list[str], lower: list[str], token: int) -> tuple[int, tuple[Office, ...]] | None:
        """The longest title that starts at the token: its length in tokens, and the offices it can mean."""
        for title, offices in self._by_first.get(lower[token], ()):
            length = len(title)
            if length == 1 or tuple(lower[token : token + length]) == title:
                if title not in self._exact or words[token].isupper():
                    return length, offices
        return None


def _words(title: str) -> list[str]:
    """A title cut as the tokenizer cuts it: at blanks and hyphens, the possessive apart."""
    parts = title.replace("-", " - ").replace("'s", " 's").replace(",", " ,").replace("(", "( ").replace(")", " )")
    return parts.split()
