"""Report: the text with everything that was read marked in it, what was skipped and why, what people corrected."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bilat.relations.report import Fact
from bilat.relations.rows import Rows
from bilat.serve.answering import answer
from bilat.serve.pages.assets import asset_response

router = APIRouter()
Revision = Annotated[int | None, Query(ge=1, le=10**6)]


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """The style and script of a marked report, which `bilat read --html` writes too."""
    return asset_response(name)


@router.get("/reports/{report:path}")
def report(request: Request, report: str, revision: Revision = None) -> Response:
    """One report, in its newest revision or an older one."""
    view = request.app.state.record.report(report, revision)
    return answer(request, "report.html", view, rows=lambda view: Rows(view.facts, Fact))
