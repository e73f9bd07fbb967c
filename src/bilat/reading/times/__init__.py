"""When: the time expressions of a report as TIMEX3, counted from the report's date.

Words become pieces with a class each (`pieces`), a grammar over classes finds what belongs together (`grammar`), and one
function a rule says what it means (`named`, `relative`, `lengths`). Reading goes from the first word to the last, so that
"a year earlier" can be counted from what was named before.
"""

from collections.abc import Callable, Mapping
from datetime import date

from bilat.reading.page import Page
from bilat.reading.times import lengths, named, relative
from bilat.reading.times.found import Desk, Draft, Found
from bilat.reading.times.grammar import grammar
from bilat.reading.times.pieces import Pieces, cut
from bilat.records import Time, TimeBasis, rule

__all__ = ["read_times"]

Meaning = Callable[[Found, Desk], Draft | None]

MEANINGS: Mapping[str, Meaning] = {
    "iso": named.iso,
    "numeric": named.numeric,
    "dashed": named.full_date,
    "clock": named.clock,
    "days": named.days,
    "date": named.full_date,
    "holiday": named.holiday,
    "month": named.month,
    "set": lengths.recurring,
    "weekday": named.weekday,
    "part": named.part,
    "today": named.today,
    "quarter": named.quarter,
    "past-quarter": named.past_quarter,
    "half": named.half,
    "fiscal": named.fiscal,
    "season": named.season,
    "decade": named.decade,
    "weekend": named.weekend,
    "ago": relative.ago,
    "moved": relative.moved,
    "lasting": lengths.lasting,
    "recent": lengths.recent,
    "range": lengths.between,
    "which": relative.which,
    "same": relative.same,
    "beside": relative.beside,
    "length": lengths.counted,
    "half-unit": lengths.half_unit,
    "one": lengths.one,
    "the": relative.the_unit,
    "many": lengths.many,
    "years": named.years,
    "year": named.year,
    "year-words": named.year_in_words,
    "reference": lengths.reference,
}


# A dateline's day this long before publication is the day the report speaks from.
FILED_BEFORE = 3


def read_times(page: Page) -> tuple[Time, ...]:
    """The times of a report in the order of its words.

    A time that is counted from the report's day has value None and a `reason` where the report has no date.
    """
    words = page.codebook.times
    pieces = cut(page.syntax, words)
    search = grammar(tuple(words.codes.items())).search
    today, basis = _today(page)
    desk = Desk(today, basis)
    times = []
    place = 0
    while match := search(pieces.codes, place):
        name = (match.lastgroup or "").replace("_", "-")
        found = Found(pieces, words.tables, name, match.start(), match.end())
        draft = MEANINGS[name](found, desk)
        if draft is None:
            place = match.start() + 1
            continue
        first = match.start() if draft.begins is None else draft.begins
        place = match.end() if draft.ends is None else draft.ends
        times.append(_time(page, pieces, name, first, place, draft))
        _remember(desk, found, draft)
    return tuple(times)


def _today(page: Page) -> tuple[date | None, TimeBasis]:
    """The day that relative times are counted from: the dateline's where it is near the day of publication, else that."""
    published = _iso_day(page.published)
    filed = _iso_day(page.layout.dateline.date if page.layout.dateline else None)
    if filed and (published is None or 0 <= (published - filed).days <= FILED_BEFORE):
        return filed, "dateline"
    return published, "published"


def _iso_day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:  # a date of another form, or of no day ("2025-12"): nothing is counted from it
        return None


def _remember(desk: Desk, found: Found, draft: Draft) -> None:
    """What later times may be counted from."""
    if draft.reach is None or draft.type not in ("DATE", "TIME"):
        return
    desk.last, desk.sentence = draft.reach, found.sentence
    if draft.basis == "explicit" and draft.reach.first and draft.reach.precision in ("day", "month"):
        desk.year, desk.year_sentence = draft.reach.first.year, found.sentence


def _time(page: Page, pieces: Pieces, name: str, first: int, end: int, draft: Draft) -> Time:
    span, where = pieces.span(first, end), pieces.where(first)
    return Time(
        id=page.item_id("time", where, *span),
        where=where,
        span=span,
        by=rule(f"times.{name}"),
        type=draft.type,
        value=draft.value,
        start=draft.first.isoformat() if draft.first else None,
        end=draft.last.isoformat() if draft.last else None,
        precision=draft.precision,
        basis=draft.basis,
        reason=draft.reason,
    )
