"""The words of a report cut at every place where an item begins or ends, so that overlapping items can all be shown.

Nothing is lost and nothing added: the pieces of all blocks, put together, are the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bilat.records import Passage, Reading, Span, Where

# One letter a kind: it begins the key of each item ("e1" is the first event) and names its layer on the page.
LETTERS = {
    "events": "e",
    "statements": "s",
    "measures": "m",
    "talks": "n",
    "agreements": "g",
    "key_points": "k",
    "times": "t",
    "actors": "a",
    "topics": "o",
    "skipped": "x",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of words that carries an item, or one part of it (its trigger, its cue, the words of a field).

    `anchor` is the id that a link to these words names; the first mark of an item has the plain one, "w-e1".
    """

    key: str
    part: str
    span: Span
    where: Where
    anchor: str | None = None

    @property
    def letter(self) -> str:
        """The kind of the item."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the same marks throughout, shortest mark first; `begins` are the marks that start here."""

    text: str
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def keyed(reading: Reading) -> dict[str, str]:
    """The key of every item that other items refer to: record id -> "s1"."""
    return {
        item.id: f"{LETTERS[kind]}{number}"
        for kind in ("statements", "measures", "agreements", "times")
        for number, item in enumerate(getattr(reading, kind), 1)
    }


def marks_of(reading: Reading) -> list[Mark]:
    """Every mark of the Reading, in the order of kinds, items and parts."""
    return [mark for mark in _all_marks(reading) if mark.span[0] < mark.span[1]]


def _all_marks(reading: Reading) -> Iterator[Mark]:
    for number, event in enumerate(reading.events, 1):
        key = f"e{number}"
        yield Mark(key, "words", event.span, event.where, f"w-{key}")
        yield Mark(key, "trigger", event.trigger, event.where)
        yield from _tellings(key, event.tellings)
    yield from _statement_marks(reading)
    for number, measure in enumerate(reading.measures, 1):
        key = f"m{number}"
        yield Mark(key, "words", measure.span, measure.where, f"w-{key}")
        yield from _evidence(key, measure.evidence, measure.where)
        yield from _tellings(key, measure.tellings)
    for number, talks in enumerate(reading.talks, 1):
        key = f"n{number}"
        yield Mark(key, "words", talks.span, talks.where, f"w-{key}")
        yield from _evidence(key, talks.evidence, talks.where)
        spans = [*(offer.span for offer in talks.offers), *(condition.span for condition in talks.conditions)]
        for count, span in enumerate(spans, 1):
            yield Mark(key, "detail", span, talks.where, f"w-{key}-d{count}")
    yield from _plain_marks(reading)


def _statement_marks(reading: Reading) -> Iterator[Mark]:
    for number, statement in enumerate(reading.statements, 1):
        key, where = f"s{number}", statement.where
        for count, span in enumerate(statement.content.spans):
            yield Mark(key, "content", span, where, None if count else f"w-{key}")
        if statement.cue:
            yield Mark(key, "cue", statement.cue.span, where)
        if statement.speaker and statement.speaker.span:
            yield Mark(key, "speaker", statement.speaker.span, where)


def _plain_marks(reading: Reading) -> Iterator[Mark]:
    """Marks of the kinds that are nothing but words."""
    for kind in ("agreements", "key_points", "times", "skipped"):
        for number, item in enumerate(getattr(reading, kind), 1):
            key = f"{LETTERS[kind]}{number}"
            yield Mark(key, "words", item.span, item.where, f"w-{key}")
    for number, actor in enumerate(reading.actors, 1):
        yield from _places(f"a{number}", actor.title_mentions, actor.mentions)
    for number, topic in enumerate(reading.topics, 1):
        yield from _places(f"o{number}", topic.title_spans, topic.spans)


def _places(key: str, in_title: Sequence[Span], in_text: Sequence[Span]) -> Iterator[Mark]:
    places: list[tuple[Span, Where]] = [(span, "title") for span in in_title]
    places += [(span, "text") for span in in_text]
    for count, (span, where) in enumerate(places, 1):
        yield Mark(key, "mention", span, where, f"w-{key}" if count == 1 else f"w-{key}-{count}")


def _tellings(key: str, tellings: Sequence[Passage]) -> Iterator[Mark]:
    for count, telling in enumerate(tellings, 1):
        yield Mark(key, "telling", telling.span, telling.where, f"w-{key}-{count}")


def _evidence(key: str, evidence: dict[str, Span], where: Where) -> Iterator[Mark]:
    for field in sorted(evidence):
        yield Mark(key, "detail", evidence[field], where, f"w-{key}-{re.sub('[^a-z_]', '', field.lower())}")


def pieces(text: str, cuts: Sequence[Span], marks: Iterable[Mark]) -> list[list[Piece]]:
    """The text cut at every edge of a mark, as one list of pieces for each block of `cuts` (see `blocks`).

    Marks that reach beyond the text are cut off at its end.
    """
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in marks:
        first, last = max(mark.span[0], 0), min(mark.span[1], len(text))
        if first < last:
            opens.setdefault(first, []).append(mark)
            closes.setdefault(last, []).append(mark)
    starts = [start for start, _ in cuts]
    edges = sorted({0, len(text), *starts, *opens, *closes})
    block_starts = set(starts)
    active: dict[Mark, None] = {}
    found: list[list[Piece]] = []
    for first, last in pairwise(edges):
        for mark in closes.get(first, ()):
            active.pop(mark, None)
        active |= dict.fromkeys(opens.get(first, ()))
        if first in block_starts:
            found.append([])
        shortest_first = sorted(active, key=lambda mark: mark.span[1] - mark.span[0])
        found[-1].append(Piece(text[first:last], tuple(shortest_first), tuple(opens.get(first, ()))))
    return found


_LINE = re.compile(r"[^\n]*\n?")
_LINE_OF_ITS_OWN = re.compile(r"[ \t]*[-–—•*·>]|[ \t]{2,}|\t")


def blocks(text: str) -> list[Span]:
    """Paragraphs and lines that stand by themselves, with the white space after each: together the whole text.

    A line end inside a block is a wrap: the sentence goes on, or the next line's first word would not have fitted.
    """
    lines = [(found.start(), found.end()) for found in _LINE.finditer(text) if found.end() > found.start()]
    found: list[list[int]] = []
    for number, (start, end) in enumerate(lines):
        joins = number > 0 and (not text[start:end].strip() or _is_wrap(text, lines, number))
        if found and joins:
            found[-1][1] = end
        else:
            found.append([start, end])
    return [(start, end) for start, end in found]


def _is_wrap(text: str, lines: Sequence[Span], number: int) -> bool:
    """Whether the line goes on in mid-sentence, or where the line before was full: one word more was too much."""
    before, line = text[slice(*lines[number - 1])].rstrip(), text[slice(*lines[number])]
    if not before or _LINE_OF_ITS_OWN.match(line):
        return False
    if line[0].islower() and before[-1].isalnum():
        return True
    around = lines[max(0, number - 3) : number + 3]
    width = max(len(text[slice(*other)].rstrip()) for other in around)
    return 40 <= width <= 100 and len(before) + 1 + len(line.split(maxsplit=1)[0]) > width - 5
