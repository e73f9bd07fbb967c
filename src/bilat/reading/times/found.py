"""What a rule of the grammar has found, what is known so far, and the draft of a time that is made of both."""

import re
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from bilat.codebook.times import TimeTables
from bilat.reading.times.calendar import Part, Reach, part_of
from bilat.reading.times.pieces import Pieces
from bilat.reading.times.tense import Direction, direction
from bilat.records import Precision, TimeBasis, TimeType

NO_DATE = "the report has no date to count from"
NO_SUCH_DAY = "there is no such day"
# So many times are kept to count from, and so many sentences on they still are what "the next day" follows.
REMEMBERED, NEAR_SENTENCES = 6, 2
# Precisions by how long they are, in the places of `relative.COARSER`.
FINENESS = {
    "minute": 0, "hour": 0, "part-of-day": 0, "day": 0, "weekend": 1, "week": 1, "month": 3, "quarter": 4,
    "half-year": 5, "season": 5, "year": 5, "decade": 6, "century": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A time before it has an id. `reach` is set where it can be what a later time is counted from.

    `begins` and `ends` are the pieces it covers where they are not all that the grammar found.
    """

    type: TimeType
    value: str | None
    precision: Precision | None = None
    first: date | None = None
    last: date | None = None
    basis: TimeBasis | None = None
    reason: str | None = None
    reach: Reach | None = None
    begins: int | None = None
    ends: int | None = None


def dated(reach: Reach | None, basis: TimeBasis, part: Part = "whole", kind: TimeType = "DATE") -> Draft:
    """A time of known value; `reach` None means that the calendar has no such time."""
    if reach is None:
        return Draft(kind, None, reason=NO_SUCH_DAY)
    narrow = part_of(reach, part)
    return Draft(kind, reach.value, reach.precision, narrow.first, narrow.last, basis, reach=reach)


def undated(reason: str = NO_DATE, kind: TimeType = "DATE") -> Draft:
    """A time whose value cannot be known."""
    return Draft(kind, None, reason=reason)


@dataclass(slots=True)
class Desk:
    """What is known while a report is read from its first word on.

    `today` is the day that relative times are counted from, with its `basis`, and `names_today` whether the report
    names its weekday: one that tells of today by name, and of tomorrow as past, was written on until tomorrow. `last`
    is the latest time in the text that later ones may be counted from and `sentence` where it stood; `named` those
    before it with their sentences; `told` the latest that is not itself one to compare with; `weekday` the last weekday
    with the piece behind it; `quarter` the year and quarter a results report is about; `year` the year of the last full
    date, `year_piece` the piece behind it.
    """

    today: date | None
    basis: TimeBasis
    names_today: bool = False
    last: Reach | None = None
    sentence: int = -1
    told: Reach | None = None
    weekday: tuple[date, int] | None = None
    named: deque[tuple[Reach, int]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    quarter: tuple[int, int] | None = None
    year: int | None = None
    year_piece: int = -1

    def remember(self, reach: Reach, sentence: int) -> None:
        """Make it the time that later ones are counted from."""
        self.last, self.sentence = reach, sentence
        self.named.append((reach, sentence))

    def anchor(self, coarsest: int, sentence: int) -> Reach | None:
        """The latest time named that is no coarser than said: the last one, or one of the sentences just before."""
        for place, (reach, where) in enumerate(reversed(self.named)):
            if place and sentence - where > NEAR_SENTENCES:
                return None
            if reach.first is not None and FINENESS.get(reach.precision, 9) <= coarsest:
                return reach
        return None


@dataclass(frozen=True)
class Found:
    """The pieces `first` to `end` (exclusive) that the rule `rule` matched."""

    pieces: Pieces
    tables: TimeTables
    rule: str
    first: int
    end: int

    def all(self, *classes: str) -> list[int]:
        """Pieces of these classes, in order."""
        codes = self.pieces.words.codes
        wanted = "".join([codes[name] for name in classes])
        return [place for place, code in enumerate(self._codes, self.first) if code in wanted]

    @cached_property
    def _codes(self) -> str:
        """The classes of what was found, one character a piece."""
        return self.pieces.codes[self.first : self.end]

    def word(self, *classes: str) -> str | None:
        """The first word of these classes, without an abbreviation's full stop."""
        inside = self.all(*classes)
        return self.pieces.word(inside[0]).rstrip(".") if inside else None

    def has(self, *classes: str) -> bool:
        """Whether a piece is of one of the classes."""
        codes = self.pieces.words.codes
        return any(codes[name] in self._codes for name in classes)

    def before(self, distance: int = 1) -> str:
        """The word so far before what was found; empty at a border."""
        place = self.first - distance
        return self.pieces.word(place) if place >= 0 else ""

    def after(self, distance: int = 1) -> str:
        """The word so far behind it; empty at a border."""
        place = self.end - 1 + distance
        return self.pieces.word(place) if place < len(self.pieces.codes) else ""

    @property
    def token(self) -> int:
        """The token of the last piece, by which the arcs go on."""
        return self.pieces.token[self.end - 1]

    @property
    def sentence(self) -> int:
        """The sentence it stands in."""
        return self.pieces.syntax.sentence[self.token]

    @cached_property
    def direction(self) -> Direction:
        """On which side of the report's day it lies."""
        day = self.has("WDAY", "DAY", "DAYORD", "TODAY", "HOLIDAY")
        return direction(self.pieces.syntax, self.pieces.token[self.first], self.token + 1, day)

    def year(self) -> int | None:
        """The year of four digits that is named."""
        word = self.word("YEAR")
        return int(word) if word else None

    def month(self) -> int:
        """The month that is named."""
        return self.tables.months[self.word("MONTH") or "january"]

    def day(self) -> int:
        """The day of the month that is named: the number nearest to the month."""
        month = self.all("MONTH")[0]
        beside = sorted(self.all("DAY", "DAYORD"), key=lambda piece: (abs(piece - month), piece))
        return int(re.sub(r"\D", "", self.pieces.word(beside[0]))) if beside else 0

    def ordinal(self) -> int:
        """The ordinal that is named: 3 of "third"."""
        word = self.word("ORD", "DAYORD") or "first"
        return self.tables.ordinals.get(word) or int(re.sub(r"\D", "", word) or 1)

    def unit(self) -> str:
        """The unit's letter, its last one where several are named: "D", "TH", "3M"."""
        inside = self.all("UNIT", "UNITS", "QUARTER", "WEEKEND")
        word = self.pieces.word(inside[-1]) if inside else "day"
        if self.pieces.is_(inside[-1] if inside else -1, "QUARTER"):
            return "3M"
        return self.tables.unit.get(word) or self.tables.units.get(word) or "D"

    def part(self) -> Part:
        """Which part of a longer time is meant."""
        for name, part in (
            ("EARLY", "early"),
            ("LATE", "late"),
            ("MID", "mid"),
            ("MIDDLE", "mid"),
            ("END", "end"),
            ("START", "start"),
        ):
            if self.has(name):
                return part  # type: ignore[return-value]  # the literals of Part
        return "whole"

    def which(self) -> Literal[-1, 0, 1]:
        """-1 for "last", 1 for "next", 0 for "this"."""
        word = self.word("LAST", "NEXT", "FOLLOWING", "THIS", "CURRENT")
        if self.has("NEXT", "FOLLOWING"):
            return 1
        return -1 if word and self.has("LAST") and not self.has("THIS") else 0

    def amount(self) -> float | None:
        """The number that stands before the unit; None for "several"."""
        numbers = self.all("DAY", "NUM", "WORD", "HUNDRED", "EON", "FRACTION", "HALF", "COUPLE")
        if self.has("FEW", "SEVERAL"):
            return None
        if not numbers:
            return 1.0
        if numbers == self.all("HALF") and self.is_half_more():
            return 1.5
        return sum_of([self.pieces.word(i) for i in numbers], self.tables)

    def is_half_more(self) -> bool:
        """ "a century and a half": the half stands behind the unit."""
        return self.has("HALF") and self.has("AND") and self.all("UNIT", "UNITS", "QUARTER")[0] < self.all("HALF")[0]


_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


# No length of time has more figures; a longer run of them is no number that anybody counts.
LONGEST_NUMBER = 12


def sum_of(words: list[str], tables: TimeTables) -> float:
    """A number in words or digits: ["twenty", "four"] 24, ["2", "1/2"] 2.5, ["a", "hundred"] 100."""
    total = 0.0
    for word in words:
        if word in tables.scales:
            total = max(total, 1) * tables.scales[word]
        elif word in tables.eons:
            total *= tables.eons[word]
        elif word in tables.numbers:
            total += tables.numbers[word]
        elif word == "couple":
            total += 2
        elif word == "half":
            total += 0.5
        elif word in _SIGNS:
            total += _SIGNS[word]
        elif "/" in word:
            above, below = word.split("/")
            total += int(above) / max(1, int(below))
        elif len(word) <= LONGEST_NUMBER:
            total += float(word.replace(",", ""))
    return total
