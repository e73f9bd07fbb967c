"""Pair: two countries over time, and how things stand on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from bilat.errors import UsageError
from bilat.relations import naming
from bilat.relations.happenings import Happening
from bilat.relations.measures import KnownMeasure
from bilat.relations.pair import PairView
from bilat.relations.pairs import PairLine
from bilat.relations.people import ActivePerson
from bilat.relations.rows import Rows
from bilat.relations.sides_say import SaidOnTopic
from bilat.relations.talks import TalksThread
from bilat.relations.tone import PERIODS, TonePeriod
from bilat.serve.answering import answer
from bilat.serve.pages import choices
from bilat.serve.pages.choices import Chosen, Limit, given, given_all

router = APIRouter()
Name = Annotated[str, Path(max_length=60)]
# Parts of the page that are a table of their own in CSV: `?table=measures`.
TABLES = {
    "timeline": Happening,
    "tone": TonePeriod,
    "measures": KnownMeasure,
    "talks": TalksThread,
    "said": SaidOnTopic,
    "people": ActivePerson,
}
# The slider goes so far beyond the last report, and to today where the last one is not older.
_AHEAD, _LATELY = timedelta(days=120), timedelta(days=400)


@router.get("/pairs")
def pairs(request: Request, first: Chosen = None, second: Chosen = None) -> Response:
    """The pairs of countries of the record; with two of them, the way to their page."""
    a, b = given(first), given(second)
    if a and b:
        return RedirectResponse("/" + "/".join(naming.pair_codes(a, b)), 303)
    return answer(request, "pairs.html", request.app.state.record.pairs(), rows=None, choices=choices, line=PairLine)


@router.get("/{first}/{second}")
def pair(
    request: Request,
    first: Name,
    second: Name,
    on: Chosen = None,
    as_of: Chosen = None,
    since: Chosen = None,
    until: Chosen = None,
    by: Chosen = None,
    type: Annotated[list[str], Query()] = [],  # noqa: A002, B006 - the field's name; FastAPI copies it
    status: Annotated[list[str], Query()] = [],  # noqa: B006
    limit: Limit = 40,
    table: Chosen = None,
) -> Response:
    """Two countries by codes or names. `on` is the day asked about, `as_of` that by which a report had to be there."""
    try:
        codes = naming.pair_codes(first, second)
    except UsageError as error:  # no view that was asked wrongly, but an address that there is not
        raise HTTPException(404, str(error)) from None
    if codes != (first, second):
        return RedirectResponse(f"/{codes[0]}/{codes[1]}" + (f"?{request.url.query}" if request.url.query else ""), 307)
    view = request.app.state.record.pair(
        *codes,
        on=given(on),
        as_of=given(as_of),
        since=given(since),
        until=given(until),
        by=given(by),
        types=given_all(type),
        status=given_all(status),
        limit=limit,
    )
    chosen = {"on": given(on), "as_of": given(as_of), "since": given(since), "until": given(until), "by": given(by)}
    return answer(
        request,
        "pair.html",
        view,
        rows=_table(view, given(table)),
        choices=choices,
        periods=tuple(PERIODS),
        limit=limit,
        chosen=chosen | {"type": given_all(type), "status": given_all(status)},
        today=datetime.now(UTC).date().isoformat(),
        slider=_slider(view),
    )


def _table(view: PairView, name: str | None) -> Rows[Any]:
    name = name or "timeline"
    if name not in TABLES:
        raise UsageError(f"{name!r} is no table of a pair; there are {', '.join(TABLES)}")
    return Rows(getattr(view, name), TABLES[name])


def _slider(view: PairView) -> dict[str, object]:
    """The days that the slider goes over, as numbers of days.

    From the first report to what is known to lie ahead, and to today where reports still come. A day asked about beyond
    that (today, of an archive) is at the end: else all days that tell something would share a corner.
    """
    today = datetime.now(UTC).date()
    asked = date.fromisoformat(view.on_day)
    start = date.fromisoformat(view.first_reported) if view.first_reported else today - _AHEAD
    last = date.fromisoformat(view.last_reported) if view.last_reported else today
    end = last + _AHEAD
    if today - last < _LATELY:
        end = max(end, today)
    start = min(start, asked) if asked < end else start
    return {
        "start": start.isoformat(),
        "days": (end - start).days,
        "value": min((asked - start).days, (end - start).days),
    }
