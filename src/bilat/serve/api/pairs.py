"""Views of two countries."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from bilat.errors import NotFoundError
from bilat.records import EventStatus, EventType
from bilat.relations.added_duty import AddedDuty
from bilat.relations.agreements import AgreementHistory
from bilat.relations.brief import Brief
from bilat.relations.happenings import Happening
from bilat.relations.pair import PairView
from bilat.relations.pairs import PairLine
from bilat.relations.people import ActivePerson
from bilat.relations.sides_say import SaidOnTopic
from bilat.relations.talks import TalksThread
from bilat.relations.tone import TonePeriod
from bilat.serve.api.asking import AsOf, Country, Cursor, Limit, On, Since, Until, answer, page_back, record_of
from bilat.serve.api.schema import get

router = APIRouter(tags=["Two countries"])

Period = Literal["week", "month", "quarter", "year"]
Types = Annotated[list[EventType], Query(description="Only events of these types (PLOVER).")]
Status = Annotated[list[EventStatus], Query(description="Only events of these statuses.")]


@get(router, "/timeline", Happening, "page")
def timeline(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    type: Types = [],  # noqa: A002, B006 - the field's name; FastAPI copies it
    status: Status = [],  # noqa: B006
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """What happened, is planned or was denied between two countries, each event once, in order of day.

    The last events first: `next` leads to those before them.
    """
    asked = {"since": since, "until": until, "as_of": as_of}
    record = record_of(request)
    return page_back(
        request,
        lambda most: record.timeline(first, second, **asked, types=type or None, status=status or None, limit=most),
        lambda one: one.id,
        limit,
        cursor,
    )


@get(router, "/tone", TonePeriod, "list")
def tone(
    request: Request,
    first: Country,
    second: Country,
    by: Period = "month",
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """How the two dealt with each other: the mean intensity of what occurred by period, with an interval."""
    return answer(request, record_of(request).tone(first, second, by=by, since=since, until=until, as_of=as_of))


@get(router, "/talks", TalksThread, "list")
def talks(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """Negotiations: rounds, offers, conditions, deadlines, and who said what about them."""
    return answer(request, record_of(request).talks(first, second, since=since, until=until, as_of=as_of))


@get(router, "/agreements", AgreementHistory, "list")
def agreements(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """The agreements that reports name, each with its names and its history."""
    return answer(request, record_of(request).agreements(first, second, since=since, until=until, as_of=as_of))


@get(router, "/brief", Brief)
def brief(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """One page: where things stand, talks, what happened, was said, is planned and disputed, the tone."""
    return answer(request, record_of(request).brief(first, second, since=since, until=until, as_of=as_of))


@get(router, "/people", ActivePerson, "list")
def people(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = 50,
) -> Response:
    """The people of the two who are most active between them."""
    days = {"since": since, "until": until, "as_of": as_of}
    return answer(request, record_of(request).people(first, second, **days, limit=limit))


@get(router, "/said-by-topic", SaidOnTopic, "list")
def said_by_topic(
    request: Request,
    first: Country,
    second: Country,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """What each of the two says on each topic, in reports that tell of the two."""
    return answer(request, record_of(request).said_by_topic(first, second, since=since, until=until, as_of=as_of))


@get(router, "/added-duty", AddedDuty, missing=True)
def added_duty(request: Request, by: Country, against: Country, on: On = None, as_of: AsOf = None) -> Response:
    """The duty that one country adds on all goods of another; 404 where it is not known, or not to add up."""
    found = record_of(request).added_duty(by, against, on=on, as_of=as_of)
    if found is None:
        raise NotFoundError("what is known does not add up to one duty on all goods; see measures")
    return answer(request, found)


@get(router, "/pair", PairView)
def pair(
    request: Request,
    first: Country,
    second: Country,
    on: On = None,
    as_of: AsOf = None,
    since: Since = None,
    until: Until = None,
    by: Period | None = None,
    type: Types = [],  # noqa: A002, B006
    status: Status = [],  # noqa: B006
    limit: Limit = 40,
) -> Response:
    """What the page of a pair shows: tone, measures on a day, timeline, talks, what each side says, people."""
    view = record_of(request).pair(
        first, second, on=on, as_of=as_of, since=since, until=until, by=by, types=type, status=status, limit=limit
    )
    return answer(request, view)


@get(router, "/pairs", PairLine, "list")
def pairs(request: Request, limit: Limit = 100) -> Response:
    """Between which countries the record holds events, the pair with most accounts first."""
    return answer(request, record_of(request).pairs(limit=limit))
