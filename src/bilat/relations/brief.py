"""One page on a pair of countries since a day: where things stand, talks, what happened, was said and is planned.

Every line carries the numbers of its sources, which stand at the end. Two days are on the page: `since` and `until` are
days in the world, `as_of` the day up to which reports were read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.records import Record
from bilat.relations.brief_lines import (
    Draft,
    accounts_apart,
    happened,
    planned,
    said,
    times_apart,
    tone_of,
    whole_sentences,
)
from bilat.relations.brief_standing import measure_conflicts, measures_between, measures_of, talks_of
from bilat.relations.known import Source
from bilat.relations.naming import country_name, days_later
from bilat.relations.timeline import timeline

# A page holds so many lines of what happened, and so many of a section else.
MOST_HAPPENINGS = 15
MOST_LINES = 8
# A brief goes back so many days unless it is told since when.
USUAL_DAYS = 90
_TITLES = {
    "standing": "Where things stand",
    "talks": "Talks",
    "happened": "What happened",
    "said": "Who said what",
    "planned": "What is planned",
    "disputed": "What is disputed",
    "tone": "Tone",
}
_STANDING = "Measures of one on the other on {day}, as far as reports tell."
_MOST_IMPORTANT = "The most important events, the newest first."


class Line(Record, frozen=True, kw_only=True):
    """A line of the page: what it says, the words of a report, the numbers of its sources.

    `about` is the id of the event, measure or talks, to look it up by; `under` says that it goes with the line above.
    """

    text: str
    day: str | None
    quote: str | None
    refs: tuple[int, ...]
    about: str | None
    under: bool = False


class Section(Record, frozen=True, kw_only=True):
    """A part of the page; `left` says how many lines more there are, `note` how to read it."""

    name: str
    title: str
    lines: tuple[Line, ...]
    left: int = 0
    note: str | None = None


class Reference(Record, frozen=True, kw_only=True):
    """A report that lines rest on, under its number."""

    number: int
    report: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None


class Brief(Record, frozen=True, kw_only=True):
    """The page. `since` and `until` bound what happened; sections without lines are left out."""

    pair: tuple[str, str]
    names: tuple[str, str]
    since: str
    until: str
    as_of: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    reports: int
    independent_sources: int


@dataclass(frozen=True, slots=True)
class _Drafted:
    name: str
    drafts: Sequence[Draft]
    most: int = MOST_LINES
    note: str | None = None
    left: int = 0


class _Numbers:
    """Reports by number, in the order in which lines name them."""

    def __init__(self) -> None:
        self.found: dict[str, Reference] = {}

    def of(self, sources: Iterable[Source]) -> tuple[int, ...]:
        return tuple(sorted({self._number(source) for source in sources}))

    def _number(self, source: Source) -> int:
        if source.report not in self.found:
            self.found[source.report] = Reference(
                number=len(self.found) + 1,
                report=source.report,
                title=source.title,
                source=source.source,
                published=source.published,
                url=source.url,
            )
        return self.found[source.report].number


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a brief is about, and the last day whose reports it was made from."""

    since: str
    until: str
    today: str


def period_of(since: str | None, until: str | None, as_of: str | None) -> Period:
    """The period, with what is not given filled in. Raises `UsageError` where it ends before it begins."""
    today = as_of or datetime.now(UTC).date().isoformat()
    until = until or today
    since = since or days_later(until, -USUAL_DAYS)
    if since > until:
        raise UsageError(f"the period ends on {until}, before it begins on {since}")
    return Period(since, until, today)


def brief(connection: sa.Connection, first: str, second: str, *, period: Period, as_of: str | None) -> Brief:
    """The page on two countries, by their codes."""
    pair = (first, second)
    since, until, today = period.since, period.until, period.today
    found = timeline(connection, first, second, since=since, as_of=as_of, today=today)
    past = [one for one in found if one.day <= until]
    tone, note = tone_of(past)
    done, more = happened(past, MOST_HAPPENINGS)
    steps = measures_between(connection, pair, on=until, as_of=as_of)
    apart = [*measure_conflicts(steps), *times_apart(found), *accounts_apart(connection, past, as_of)]
    drafted = (
        _Drafted("standing", measures_of(steps, until), note=_STANDING.format(day=until)),
        _Drafted("talks", talks_of(connection, pair, since=since, until=until, as_of=as_of)),
        _Drafted("happened", done, MOST_HAPPENINGS, _MOST_IMPORTANT if more else None, more),
        _Drafted("said", said(connection, pair, since, until, as_of)),
        _Drafted("planned", planned(found, today)),
        _Drafted("disputed", apart),
        _Drafted("tone", tone, note=note),
    )
    numbers = _Numbers()
    sections = tuple(_section(connection, each, numbers) for each in drafted if each.drafts)
    references = tuple(numbers.found.values())
    return Brief(
        pair=pair,
        names=(country_name(first), country_name(second)),
        since=since,
        until=until,
        as_of=today,
        sections=sections,
        references=references,
        reports=len(references),
        independent_sources=len({one.source or one.report for one in references}),
    )


def _section(connection: sa.Connection, drafted: _Drafted, numbers: _Numbers) -> Section:
    shown = whole_sentences(connection, drafted.drafts[: drafted.most])
    return Section(
        name=drafted.name,
        title=_TITLES[drafted.name],
        lines=tuple(
            Line(
                text=one.text,
                day=one.day,
                quote=one.quote,
                refs=numbers.of(one.sources),
                about=one.about,
                under=one.under,
            )
            for one in shown
        ),
        left=drafted.left + len(drafted.drafts) - len(shown),
        note=drafted.note,
    )
