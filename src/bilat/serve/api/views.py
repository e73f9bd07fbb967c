"""Views of one thing (an event, a report, an actor), and of the whole record."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response
from starlette.exceptions import HTTPException

from bilat.feeds.health import DroppedCount, DroppedItem, FeedHealth
from bilat.linking.correcting import Correction
from bilat.records import Act, EventType
from bilat.relations.actor import ActorView
from bilat.relations.alerts import Alert, Entry
from bilat.relations.cite import Citation
from bilat.relations.compare import Comparison
from bilat.relations.event import EventAccounts
from bilat.relations.measures import KnownMeasure
from bilat.relations.report import ReportReading
from bilat.relations.rows import Rows
from bilat.relations.sources import SourceLine
from bilat.relations.statements import LinePeriod, StatementLine
from bilat.relations.stories import Story
from bilat.relations.today import Today
from bilat.serve.api.asking import (
    AsOf,
    Country,
    Cursor,
    Id,
    Limit,
    MaybeCountry,
    MaybeWord,
    On,
    Since,
    Until,
    Word,
    answer,
    page_back,
    page_on,
    record_of,
)
from bilat.serve.api.pairs import Period
from bilat.serve.api.schema import get
from bilat.serve.news import Change, change_number

router = APIRouter(tags=["The record"])

Item = Annotated[str | None, Query(max_length=300, description="The event's own id in the report that `id` names.")]


@get(router, "/measures", KnownMeasure, "page")
def measures(
    request: Request,
    by: MaybeCountry = None,
    against: MaybeCountry = None,
    on: On = None,
    as_of: AsOf = None,
    proposed: bool = False,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Measures and whether they are in force on a day: yes, no, due or unknown.

    `proposed` adds what is only called for.
    """
    found = record_of(request).measures(by, against, on=on, as_of=as_of, proposed=proposed)
    return page_on(request, found, lambda one: one.id, limit, cursor)


@get(router, "/statements", StatementLine, "page")
def statements(
    request: Request,
    speaker: MaybeWord = None,
    country: MaybeCountry = None,
    about: MaybeWord = None,
    act: Annotated[list[Act], Query(description="Only these acts.")] = [],  # noqa: B006
    words: MaybeWord = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Who said what, each statement once, in order of day; the last ones first: `next` leads to those before.

    `speaker` is an actor's id or part of a name, `country` the side that is spoken for, `about` a topic, `words` what
    is said in whatever form.
    """
    record = record_of(request)
    asked = {"speaker": speaker, "country": country, "about": about, "words": words}
    days = {"since": since, "until": until, "as_of": as_of}
    return page_back(
        request,
        lambda most: record.statements(**asked, **days, act=act or None, limit=most),
        lambda one: f"{one.sources[0].report} {one.sources[0].item}",
        limit,
        cursor,
    )


@get(router, "/lines", LinePeriod, "list")
def lines(
    request: Request,
    country: Country,
    about: Word,
    by: Period = "month",
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
) -> Response:
    """What a side said on a topic, period by period, with what changed."""
    return answer(request, record_of(request).lines(country, about, by=by, since=since, until=until, as_of=as_of))


@get(router, "/stories", Story, "page")
def stories(
    request: Request,
    country: MaybeCountry = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Reports on the same news, in order of day; the last stories first: `next` leads to those before."""
    record = record_of(request)
    days = {"since": since, "until": until, "as_of": as_of}
    return page_back(
        request, lambda most: record.stories(country=country, **days, limit=most), lambda one: one.id, limit, cursor
    )


@get(router, "/today", Today)
def today(
    request: Request,
    since: Annotated[str | None, Query(max_length=40, description="A moment in UTC: what was added after it.")] = None,
    country: MaybeCountry = None,
    type: EventType | None = None,  # noqa: A002 - the field's name
    topic: MaybeWord = None,
    limit: Limit = 50,
) -> Response:
    """What was added to the record, by event, the newest first."""
    return answer(request, record_of(request).today(since=since, country=country, type=type, topic=topic, limit=limit))


@get(router, "/event", EventAccounts, missing=True)
def event(request: Request, id: Id, item: Item = None, as_of: AsOf = None) -> Response:  # noqa: A002
    """Every account of an event, how they were linked and why, how they differ, what people corrected.

    The event by its id, or by a report's id and its own in it (`item`).
    """
    return answer(request, record_of(request).event(id, item, as_of=as_of))


@get(router, "/compare", Comparison, missing=True)
def compare(request: Request, id: Id, item: Item = None, as_of: AsOf = None) -> Response:  # noqa: A002
    """Every account of one call, visit or meeting: what each names, what each leaves out, with the words."""
    return answer(request, record_of(request).compare(id, item, as_of=as_of))


@get(router, "/report", ReportReading, missing=True)
def report(
    request: Request,
    id: Id,  # noqa: A002
    revision: Annotated[int | None, Query(ge=1, le=10**6, description="The newest, unless it is given.")] = None,
) -> Response:
    """A report as it was read and corrected. A public server gives no text: `reading` is null there."""
    return answer(request, record_of(request).report(id, revision))


@get(router, "/cite", Citation, missing=True)
def cite(request: Request, id: Id, as_of: AsOf = None) -> Response:  # noqa: A002
    """What is known to cite a report or an event by."""
    return answer(request, record_of(request).citation(id, as_of=as_of))


@get(router, "/actor", ActorView, missing=True)
def actor(
    request: Request,
    id: Id,  # noqa: A002
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    limit: Limit = 50,
) -> Response:
    """An actor: names, roles, its newest events between countries, its newest statements."""
    return answer(request, record_of(request).actor(id, since=since, until=until, as_of=as_of, limit=limit))


@get(router, "/sources", SourceLine, "list")
def sources(request: Request, as_of: AsOf = None) -> Response:
    """Who the reports come from, the source with most reports first."""
    return answer(request, record_of(request).sources(as_of=as_of))


@get(router, "/feeds", FeedHealth, "list")
def feeds(request: Request) -> Response:
    """How the feeds are: last success, last error, items, latency. Addresses are told without passwords and keys."""
    return answer(request, record_of(request).feeds())


@get(router, "/dropped", DroppedItem, "list")
def dropped(request: Request, reason: MaybeWord = None, feed: MaybeWord = None, limit: Limit = 100) -> Response:
    """What came in a feed and was not kept, with the reason, the newest first."""
    return answer(request, record_of(request).dropped(reason=reason, feed=feed, limit=limit))


@get(router, "/dropped-counts", DroppedCount, "list")
def dropped_counts(request: Request) -> Response:
    """How much was dropped, by reason."""
    return answer(request, record_of(request).dropped_counts())


@get(router, "/alerts", Alert, "list", private=True)
def alerts(request: Request) -> Response:
    """The saved questions. Where their webhooks lead is not told, and nothing of them by a public server."""
    _not_in_public(request)
    return answer(request, Rows([_without_webhook(one) for one in record_of(request).alerts()], Alert))


@get(router, "/alert", Entry, "list", missing=True, private=True)
def alert(request: Request, name: Id, newest: Limit = 50) -> Response:
    """What answers a saved question, the newest first; not told by a public server."""
    _not_in_public(request)
    return answer(request, Rows(record_of(request).alert_entries(name, newest=newest), Entry))


@get(router, "/corrections", Correction, "page")
def corrections(request: Request, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """What people have corrected, undone corrections too, in the order they were made; the last first, as elsewhere."""
    found = record_of(request).corrections()
    return page_back(
        request, lambda most: Rows(found[-most:], Correction), lambda one: str(one.correction), limit, cursor
    )


@get(router, "/change", Change)
def change(request: Request) -> Response:
    """A number that grows with every change of the record; `/news` tells it as it changes."""
    return answer(request, Change(change_number(record_of(request))))


def _without_webhook(one: Alert) -> Alert:
    """Such an address is often a secret itself."""
    return msgspec.structs.replace(one, webhook=None)


def _not_in_public(request: Request) -> None:
    """What its owner watches for is nobody else's."""
    if request.app.state.settings.public:
        raise HTTPException(403, "this server is public: saved questions are not told")
