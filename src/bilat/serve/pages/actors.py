"""Actor: what reports call it, its offices, what it did and said."""

from typing import Any

from fastapi import APIRouter, Request, Response

from bilat.relations.happenings import Happening
from bilat.relations.rows import Rows
from bilat.relations.statements import StatementLine
from bilat.serve.answering import answer
from bilat.serve.pages.choices import Chosen, Limit, given

router = APIRouter()


@router.get("/actors/{actor:path}")
def actor(
    request: Request,
    actor: str,
    since: Chosen = None,
    until: Chosen = None,
    as_of: Chosen = None,
    limit: Limit = 40,
    table: Chosen = None,
) -> Response:
    """One actor by its id; CSV is its events, with `?table=statements` its statements."""
    chosen = {"since": given(since), "until": given(until), "as_of": given(as_of)}
    view = request.app.state.record.actor(actor, **chosen, limit=limit)
    rows: Rows[Any] = (
        Rows(view.statements, StatementLine) if given(table) == "statements" else Rows(view.events, Happening)
    )
    return answer(request, "actor.html", view, rows=rows, chosen=chosen, limit=limit)
