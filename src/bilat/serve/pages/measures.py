"""Measures of all countries, as they stand on a day."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from bilat.serve.answering import answer
from bilat.serve.pages import choices
from bilat.serve.pages.choices import Chosen, Limit, given

router = APIRouter()


@router.get("/measures")
def measures(
    request: Request,
    by: Chosen = None,
    against: Chosen = None,
    on: Chosen = None,
    as_of: Chosen = None,
    limit: Limit = 60,
) -> Response:
    """What is in force on `on` first, then what is due, then the rest."""
    chosen = {"by": given(by), "against": given(against), "on": given(on), "as_of": given(as_of)}
    today = datetime.now(UTC).date().isoformat()
    day = chosen["on"] or chosen["as_of"] or today
    found = request.app.state.record.measures(chosen["by"], chosen["against"], on=day, as_of=chosen["as_of"])
    return answer(request, "measures.html", found, choices=choices, chosen=chosen, limit=limit, on_day=day, today=today)
