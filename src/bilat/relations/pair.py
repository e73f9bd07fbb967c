"""Everything on a pair of countries at once, as its page shows it: the two days asked about stand in it.

`on` is the day in the world that is asked about, `as_of` what had been published by then.
"""

from collections.abc import Iterable
from datetime import date
from typing import get_args

import sqlalchemy as sa

from bilat.records import EventStatus, EventType, Record
from bilat.relations.brief_standing import measures_between
from bilat.relations.happenings import Happening, described, known_happenings, with_words
from bilat.relations.measures import KnownMeasure
from bilat.relations.naming import country_name
from bilat.relations.people import ActivePerson, active_people
from bilat.relations.settling import Known
from bilat.relations.sides_say import SaidOnTopic, said_by_topic
from bilat.relations.talks import TalksThread, negotiations
from bilat.relations.timeline import chosen
from bilat.relations.tone import PERIODS, TonePeriod, tone_of_known

# The tone is drawn in the shortest periods of which there are at most so many.
MOST_PERIODS = 40
_DAYS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
MOST_PEOPLE = 12


class Question(Record, frozen=True, kw_only=True):
    """What is asked of a pair.

    `on` is a day, `since` and `until` bound the timeline, talks and what is said, `by` is the period of the tone (null:
    as suits the time there is), `types` and `status` keep events of these, `limit` is how many of the timeline.
    """

    on: str
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    by: str | None = None
    types: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    limit: int = 40


class PairView(Record, frozen=True, kw_only=True):
    """A pair of countries. `first_day` and `last_day` are those of its events; null where there are none.

    `first_reported` and `last_reported` are days of reports: what lies before them is told as background.

    `events` counts those in the time asked for, of which `timeline` holds the last ones, in order of day. `tone` is
    that of all time, in periods of `by`.
    """

    pair: tuple[str, str]
    names: tuple[str, str]
    on_day: str
    as_of: str | None
    since: str | None
    until: str | None
    first_day: str | None
    last_day: str | None
    first_reported: str | None
    last_reported: str | None
    by: str
    events: int
    tone: tuple[TonePeriod, ...]
    measures: tuple[KnownMeasure, ...]
    timeline: tuple[Happening, ...]
    talks: tuple[TalksThread, ...]
    said: tuple[SaidOnTopic, ...]
    people: tuple[ActivePerson, ...]


def pair_view(connection: sa.Connection, first: str, second: str, question: Question, *, today: str) -> PairView:
    """The pair by the codes of its countries; `today` is the day up to which one can know. Raises `UsageError`."""
    as_of = question.as_of
    known = known_happenings(connection, first, second, as_of=as_of, words=False)
    days = [day for one in known if one.time is not None for day in (one.day, one.last_day)]
    reported = [row.known_day for one in known for row in one.accounts]
    by = question.by or _period(reported)
    fitting = _fitting(known, question)
    last = with_words(connection, first, second, fitting[max(len(fitting) - question.limit, 0) :], as_of)
    limits = {"since": question.since, "until": question.until, "as_of": as_of}
    return PairView(
        pair=(first, second),
        names=(country_name(first), country_name(second)),
        on_day=question.on,
        as_of=as_of,
        since=question.since,
        until=question.until,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        first_reported=min(reported, default=None),
        last_reported=max(reported, default=None),
        by=by,
        events=len(fitting),
        tone=tone_of_known(known, by),
        measures=tuple(measures_between(connection, (first, second), on=question.on, as_of=as_of)),
        timeline=tuple(described(connection, last, as_of or today)),
        talks=tuple(reversed(negotiations(connection, first, second, **limits))),
        said=said_by_topic(connection, first, second, **limits),
        people=active_people(connection, first, second, **limits, limit=MOST_PEOPLE),
    )


def _fitting(known: Iterable[Known], question: Question) -> list[Known]:
    """The happenings of the types and statuses asked for that can have been in the time asked for."""
    types = chosen(question.types or None, get_args(EventType), "event type")
    states = chosen(question.status or None, get_args(EventStatus), "status")
    return [
        one
        for one in known
        if (types is None or one.lead.type in types)
        and (states is None or one.status in states)
        and one.last_day >= (question.since or "")
        and (question.until is None or one.day <= question.until)
    ]


def _period(days: Iterable[str]) -> str:
    """The shortest period of which the days span few enough to be read."""
    days = sorted(days)
    if not days:
        return "month"
    span = (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days
    return next((name for name, length in _DAYS.items() if span <= length * MOST_PERIODS and name in PERIODS), "year")
