"""When: the time expressions of a report as TIMEX3, counted from the report's date.

Words become pieces with a class each (`pieces`), a grammar over classes finds what belongs together (`grammar`), and
one function a rule says what it means (`days`, `periods`, `relative`, `lengths`). Reading goes from the first word to
the last, so that "a year earlier" can be counted from what was named before.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from bilat.reading.page import Page
from bilat.reading.times import days, lengths, periods, relative
from bilat.reading.times.found import Desk, Draft, Found
from bilat.reading.times.grammar import grammar, stretches
from bilat.reading.times.outside import unparsed
from bilat.reading.times.pieces import cut
from bilat.records import Time, TimeBasis, rule
from bilat.syntax import Syntax

__all__ = ["read_times"]

Meaning = Callable[[Found, Desk], Draft | None]

MEANINGS: Mapping[str, Meaning] = {
    "iso": days.iso,
    "numeric": days.numeric,
    "dashed": days.full_date,
    "clock": days.clock,
    "days": days.days,
    "other-day": days.other_day,
    "part-of": days.part_of_day,
    "part-beside": relative.part_beside,
    "date": days.full_date,
    "holiday": days.holiday,
    "month": periods.month,
    "set": lengths.recurring,
    "nth-weekday": days.nth_weekday,
    "weekday": days.weekday,
    "part": days.part,
    "today": days.today,
    "quarter": periods.quarter,
    "months-quarter": periods.months_quarter,
    "past-quarter": periods.past_quarter,
    "half": periods.half,
    "fiscal": periods.fiscal,
    "season": periods.season,
    "decade": periods.decade,
    "weekend": periods.weekend,
    "long-ago": relative.long_ago,
    "ago": relative.ago,
    "moved": relative.moved,
    "lasting": lengths.lasting,
    "recent": lengths.recent,
    "range": lengths.between,
    "which": relative.which,
    "same": relative.same,
    "and-a-half": lengths.and_a_half,
    "long": lengths.long_word,
    "beside": relative.beside,
    "length": lengths.counted,
    "half-unit": lengths.half_unit,
    "one": lengths.one,
    "the": relative.the_unit,
    "many": lengths.many,
    "years": periods.years,
    "year": periods.year,
    "year-words": periods.year_in_words,
    "reference": lengths.reference,
}


# A dateline's day this long before publication is the day the report speaks from.
FILED_BEFORE = 3
# Where the dateline lies east of where it was published, its day may be the next one already.
FILED_AHEAD = -1
# Rules whose times are compared with, and not told of.
COMPARED = frozenset({"ago", "moved", "past-quarter"})


def read_times(page: Page) -> tuple[Time, ...]:
    """The times of a report in the order of its words.

    A time that is counted from the report's day has value None and a `reason` where the report has no date.
    """
    today, basis = _today(page)
    desk = Desk(today, basis, _names_weekday(page, today))
    outside = [time for syntax in unparsed(page) for time in _read(page, syntax, desk) if time.by in NAMED_DAYS]
    times = [*outside, *_read(page, page.syntax, desk)]
    return tuple(sorted(times, key=lambda time: (time.where != "title", time.span)))


# What a dateline or a signature is read for.
NAMED_DAYS = frozenset(rule(f"times.{name}") for name in ("iso", "numeric", "dashed", "clock", "date", "weekday"))


def _read(page: Page, syntax: Syntax, desk: Desk) -> Iterator[Time]:
    words = page.codebook.times
    pieces = cut(syntax, words)
    codes = tuple(words.codes.items())
    search = grammar(codes).search
    stretch, core = stretches(codes)
    for run in stretch.finditer(pieces.codes):
        place, end = run.span()
        if not core.search(pieces.codes, place, end):
            continue
        while match := search(pieces.codes, place, end):
            found = Found(pieces, words.tables, (match.lastgroup or "").replace("_", "-"), *match.span())
            draft = MEANINGS[found.rule](found, desk)
            if draft is None:
                place = match.start() + 1
                continue
            first = match.start() if draft.begins is None else draft.begins
            place = match.end() if draft.ends is None else draft.ends
            yield _time(page, found, first, place, draft)
            _remember(desk, found, draft)


def _today(page: Page) -> tuple[date | None, TimeBasis]:
    """The day relative times are counted from: the dateline's where it is near the day of publication, else that."""
    published = _iso_day(page.published)
    filed = _iso_day(page.layout.dateline.date if page.layout.dateline else None)
    if filed and (published is None or FILED_AHEAD <= (published - filed).days <= FILED_BEFORE):
        return filed, "dateline"
    return published, "published"


def _names_weekday(page: Page, today: date | None) -> bool:
    """Whether the report names the weekday of its own day."""
    if today is None:
        return False
    weekdays = page.codebook.times.tables.weekdays
    names = {word for word, number in weekdays.items() if number == today.weekday() and word.endswith("day")}
    return not names.isdisjoint(page.syntax.lower)


def _iso_day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:  # a date of another form, or of no day ("2025-12"): nothing is counted from it
        return None


def _remember(desk: Desk, found: Found, draft: Draft) -> None:
    """What later times may be counted from."""
    if draft.reach is None or draft.type not in ("DATE", "TIME"):
        return
    desk.remember(draft.reach, found.sentence)
    if found.rule not in COMPARED:
        desk.told = draft.reach
    if draft.basis == "explicit" and draft.reach.first and draft.reach.precision in ("day", "month"):
        desk.year, desk.year_piece = draft.reach.first.year, found.end


def _time(page: Page, found: Found, first: int, end: int, draft: Draft) -> Time:
    span, where = found.pieces.span(first, end), found.pieces.where(first)
    return Time(
        id=page.item_id("time", where, *span),
        where=where,
        span=span,
        by=rule(f"times.{found.rule}"),
        type=draft.type,
        value=draft.value,
        start=draft.first.isoformat() if draft.first else None,
        end=draft.last.isoformat() if draft.last else None,
        precision=draft.precision,
        basis=draft.basis,
        reason=draft.reason,
    )
