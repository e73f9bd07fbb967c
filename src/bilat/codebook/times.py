"""Words that times are written with (data in times.toml), and the class each belongs to for the grammar of times."""

from typing import Literal

import msgspec

from bilat.codebook.tables import read_toml
from bilat.errors import CodebookError

# Classes that a number or a mark gets from its shape, not from the table.
SHAPES = (
    "OTHER", "BAR", "DAY", "NUM", "YEAR", "DAYORD", "DECADE", "CLOCK", "FRACTION", "QCODE", "FISCALCODE",
)  # fmt: skip
# Classes of the tables that give each word a value.
TABLES = {
    "MONTH": "months", "WDAY": "weekdays", "WORD": "numbers", "HUNDRED": "scales", "EON": "eons", "ORD": "ordinals",
    "UNIT": "unit", "UNITS": "units",
    "DECADE": "decades", "SEASON": "seasons", "PART": "parts", "NOON": "clock_words", "TODAY": "day_words",
    "REF": "vague_days", "SET": "sets", "LONGWORD": "lengths",
}  # fmt: skip


class Holiday(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day with a name: of fixed date, the nth weekday of a month, or so many days from Easter."""

    names: tuple[str, ...]
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None


class NotYears(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words next to which a number of four digits is no year."""

    after: frozenset[str]
    before: frozenset[str]


class NotDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words next to which a weekday is a part of a name."""

    after: frozenset[str]


class Before(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words behind which an hour, a season, a length or a unit is what it looks like."""

    hours: frozenset[str]
    seasons: frozenset[str]
    lengths: frozenset[str]
    many: frozenset[str]
    units: frozenset[str]


class TimeTables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """times.toml as it stands."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    scales: dict[str, int]
    eons: dict[str, int]
    ordinals: dict[str, int]
    unit: dict[str, str]
    units: dict[str, str]
    lengths: dict[str, str]
    decades: dict[str, int]
    seasons: dict[str, Literal["SP", "SU", "FA", "WI"]]
    parts: dict[str, Literal["MO", "AF", "EV", "NI"]]
    clock_words: dict[str, int]
    day_words: dict[str, int]
    vague_days: dict[str, Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]]
    sets: dict[str, str]
    holidays: tuple[Holiday, ...]
    words: dict[str, tuple[str, ...]]
    not_years: NotYears
    not_days: NotDays
    before: Before


class TimeWords(msgspec.Struct, frozen=True, kw_only=True):
    """The tables, with what is looked up word by word made from them.

    `code` gives a word's class as one character, `codes` a class's character; `holidays` the holidays by their words.
    """

    tables: TimeTables
    codes: dict[str, str]
    code: dict[str, str]
    holidays: dict[tuple[str, ...], Holiday]


def load_times() -> TimeWords:
    """The words of time, validated. Raises `CodebookError` where one word stands in two tables."""
    tables = read_toml("times.toml", TimeTables)
    classes: dict[str, str] = {}
    for name, words in [*((name, getattr(tables, table)) for name, table in TABLES.items()), *tables.words.items()]:
        for word in words:
            _enter(classes, word, name)
            if name in ("MONTH", "WDAY"):
                _enter(classes, word + ".", name)
    holidays = {tuple(name.split()): holiday for holiday in tables.holidays for name in holiday.names}
    for words in holidays:
        classes.setdefault(words[0], "HOLIDAY")
    names = [*SHAPES, *TABLES, *tables.words, "HOLIDAY"]
    codes = {name: chr(0x100 + number) for number, name in enumerate(dict.fromkeys(names))}
    return TimeWords(
        tables=tables,
        codes=codes,
        code={word: codes[name] for word, name in classes.items()},
        holidays=holidays,
    )


def _enter(classes: dict[str, str], word: str, name: str) -> None:
    if word in classes:
        raise CodebookError(f"codebook/times.toml: {word!r} stands under {classes[word]} and {name}; keep one")
    classes[word] = name
