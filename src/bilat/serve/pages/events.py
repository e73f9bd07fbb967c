"""Event: every account of it, why they stand together, how they differ."""

from fastapi import APIRouter, Request, Response

from bilat.relations.event import EventAccounts
from bilat.relations.happenings import Telling
from bilat.relations.naming import days_later
from bilat.relations.rows import Rows
from bilat.serve.answering import answer
from bilat.serve.pages.choices import Chosen, given
from bilat.serve.visitors import person_of

router = APIRouter()
# Events that lie so many days around are offered as what may be the same.
_NEAR = 4
_PAIR = 2


@router.get("/events/{event:path}")
def event(request: Request, event: str, item: Chosen = None, as_of: Chosen = None) -> Response:
    """One event by its id, or by a report's id and the event's own in it (`item`)."""
    view = request.app.state.record.event(event, given(item), as_of=given(as_of))
    rows = Rows(view.event.sources if view.event else (), Telling)
    near = _near(request, view) if person_of(request) else ()
    return answer(request, "event.html", view, rows=rows, as_of=given(as_of), near=near)


def _near(request: Request, view: EventAccounts) -> tuple[object, ...]:
    """Events between the same two around the same day, to merge it with."""
    if view.event is None:
        return ()
    pair = tuple(dict.fromkeys((*view.event.source, *view.event.target)))
    if len(pair) != _PAIR:
        return ()
    since, until = days_later(view.event.day, -_NEAR), days_later(view.event.day, _NEAR)
    found = request.app.state.record.timeline(*pair, since=since, until=until, limit=60)
    return tuple(one for one in found if one.id != view.id and one.id.startswith("event-"))
