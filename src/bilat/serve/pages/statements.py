"""Statements: who said what, searched by speaker, side, topic, act and words."""

from fastapi import APIRouter, Request, Response

from bilat.relations.rows import Rows
from bilat.relations.statements import StatementLine
from bilat.serve.answering import answer
from bilat.serve.pages import choices
from bilat.serve.pages.choices import Chosen, Limit, given

router = APIRouter()


@router.get("/statements")
def statements(
    request: Request,
    words: Chosen = None,
    speaker: Chosen = None,
    country: Chosen = None,
    about: Chosen = None,
    act: Chosen = None,
    since: Chosen = None,
    until: Chosen = None,
    as_of: Chosen = None,
    limit: Limit = 50,
) -> Response:
    """The newest statements that fit, the newest first."""
    chosen = {
        "words": given(words), "speaker": given(speaker), "country": given(country), "about": given(about),
        "act": given(act), "since": given(since), "until": given(until), "as_of": given(as_of),
    }  # fmt: skip
    found = request.app.state.record.statements(**chosen, limit=limit)
    newest = Rows(reversed(found), StatementLine)
    return answer(request, "statements.html", newest, choices=choices, chosen=chosen, limit=limit)
