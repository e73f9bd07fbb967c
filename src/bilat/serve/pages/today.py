"""Today: what is new in the record since the last look, by event."""

from datetime import datetime

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bilat.relations.rows import Rows
from bilat.relations.today import NewEvent
from bilat.serve.answering import answer
from bilat.serve.cookies import cookie_name
from bilat.serve.pages import choices
from bilat.serve.pages.choices import Chosen, Limit, given

router = APIRouter()
# When this browser last looked: the time in UTC at which the newest report it was shown had been added.
SEEN = "bilat_seen"
_KEPT = 365 * 24 * 3600
_LONGEST = 40


@router.get("/")
def today(
    request: Request,
    since: Chosen = None,
    country: Chosen = None,
    type: Chosen = None,  # noqa: A002 - the field's name
    topic: Chosen = None,
    limit: Limit = 40,
    seen: Chosen = None,
) -> Response:
    """What was added since `since`: by default since the last look of this browser; "all" is ever."""
    if seen is not None:
        response = RedirectResponse("/", 303)
        if (look := _moment(seen)) is not None:
            response.set_cookie(cookie_name(request, SEEN), look, max_age=_KEPT, httponly=True, samesite="lax")
        return response
    asked = given(since)
    last_look = _moment(request.cookies.get(cookie_name(request, SEEN), ""))
    moment = None if asked == "all" else asked or last_look
    view = request.app.state.record.today(
        since=moment, country=given(country), type=given(type), topic=given(topic), limit=limit
    )
    return answer(
        request,
        "today.html",
        view,
        rows=Rows(view.events, NewEvent),
        choices=choices,
        limit=limit,
        last_look=last_look,
        asked=asked,
        chosen={"country": given(country), "type": given(type), "topic": given(topic)},
    )


def _moment(value: str) -> str | None:
    """A moment as the record has it; None for what is none, whoever has put it into an address or a cookie."""
    try:
        return datetime.fromisoformat(value[:_LONGEST].replace(" ", "+")).isoformat()
    except ValueError:
        return None
