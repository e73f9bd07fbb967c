"""Stories: reports on the same news."""

from fastapi import APIRouter, Request, Response

from bilat.serve.answering import answer
from bilat.serve.pages.choices import Limit

router = APIRouter()


@router.get("/stories")
def stories(
    request: Request,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: Limit = 100,
) -> Response:
    """The last stories, with their reports."""
    found = request.app.state.record.stories(since=since, until=until, as_of=as_of, country=country, limit=limit)
    return answer(request, "stories.html", found)
