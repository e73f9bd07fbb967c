"""Sources: who the reports come from, and how the feeds are."""

from fastapi import APIRouter, Request, Response

from bilat.serve.answering import answer
from bilat.serve.pages.choices import Chosen, Limit, given

router = APIRouter()


@router.get("/sources")
def sources(request: Request, as_of: Chosen = None) -> Response:
    """The sources, the one with most reports first."""
    record = request.app.state.record
    return answer(
        request,
        "sources.html",
        record.sources(as_of=given(as_of)),
        as_of=given(as_of),
        feeds=record.feeds(),
        dropped=record.dropped_counts(),
    )


@router.get("/dropped")
def dropped(request: Request, reason: Chosen = None, limit: Limit = 100) -> Response:
    """What feeds had that is not in the record, and why; the latest first."""
    record = request.app.state.record
    found = record.dropped(reason=given(reason), limit=limit)
    counts = record.dropped_counts()
    return answer(request, "dropped.html", found, reason=given(reason), counts=counts, limit=limit)
