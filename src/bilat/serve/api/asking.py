"""What the routes of the API share: their parameters, and long lists page by page."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import Query, Request, Response

from bilat.errors import UsageError
from bilat.record import Record
from bilat.relations.rows import Rows
from bilat.serve import answering, excerpts

R = TypeVar("R", bound=msgspec.Struct)

# A zero character is nowhere in the record, and PostgreSQL takes none.
_PLAIN = r"^[^\x00]*$"
Word = Annotated[str, Query(max_length=300, pattern=_PLAIN)]
MaybeWord = Annotated[str | None, Query(max_length=300, pattern=_PLAIN)]
Id = Annotated[str, Query(min_length=1, max_length=1000, pattern=_PLAIN, description="An id, as other views give it.")]
Country = Annotated[
    str, Query(max_length=100, pattern=_PLAIN, description="A country: its code or name.", examples=["IND"])
]
MaybeCountry = Annotated[
    str | None, Query(max_length=100, pattern=_PLAIN, description="A country: its code or name.", examples=["IND"])
]
Since = Annotated[str | None, Query(max_length=10, description="From this day on.", examples=["2025-08-01"])]
Until = Annotated[str | None, Query(max_length=10, description="Up to and with this day.", examples=["2026-06-30"])]
AsOf = Annotated[
    str | None,
    Query(max_length=10, description="Only what had been published by the end of this day.", examples=["2026-01-31"]),
]
On = Annotated[
    str | None, Query(max_length=10, description="The day in the world; else today.", examples=["2026-02-10"])
]
Limit = Annotated[int, Query(ge=1, le=1000, description="So many at most.")]
Cursor = Annotated[
    str | None, Query(max_length=2000, description="Where to go on: `next` of the page before.", pattern=_PLAIN)
]
# While somebody goes from page to page so many new lines may come in before the place is lost.
_SLACK = 200


class Page(msgspec.Struct, frozen=True):
    """A part of a list, and where to go on; null at its end."""

    items: Any
    next: str | None


class Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How many lines were given, and which was the first of the last page."""

    given: Annotated[int, msgspec.Meta(ge=0, le=10**9)]
    first: str


def record_of(request: Request) -> Record:
    """The record that is served."""
    record: Record = request.app.state.record
    return record


def answer(request: Request, view: Any) -> Response:
    """A view as JSON, in public with excerpts in place of whole texts."""
    return answering.json(_shown(request, view))


def page_back(
    request: Request,
    last: Callable[[int], Rows[R]],
    key: Callable[[R], str],
    limit: int,
    cursor: str | None,
) -> Response:
    """A page of a list in order of day: the last lines first, then those before them.

    `last` gives so many of the last lines, `key` what a line is known by.
    """
    place = _place(cursor)
    wanted = place.given + limit + _SLACK
    found = last(wanted)
    end = len(found) - place.given
    if place.given:
        end = next((at for at in reversed(range(len(found))) if key(found[at]) == place.first), end)
    end = max(0, end)
    start = max(0, end - limit)
    items = found[start:end]
    more = start > 0 or (len(found) >= wanted and bool(items))
    following = _cursor(Place(place.given + len(items), key(items[0]))) if items and more else None
    return answering.json(Page(_shown(request, items), following))


def page_on(request: Request, found: Rows[R], key: Callable[[R], str], limit: int, cursor: str | None) -> Response:
    """A page of a list from its beginning."""
    place = _place(cursor)
    start = place.given
    if place.given:  # where the last line of the page before stands now
        start = next((at + 1 for at, one in enumerate(found) if key(one) == place.first), start)
    items = found[start : start + limit]
    more = start + limit < len(found)
    following = _cursor(Place(start + len(items), key(items[-1]))) if items and more else None
    return answering.json(Page(_shown(request, items), following))


def _shown(request: Request, view: Any) -> Any:
    return view if request.app.state.settings.shows_whole_texts else excerpts.excerpted(record_of(request), view)


def _cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _place(cursor: str | None) -> Place:
    if cursor is None:
        return Place(0, "")
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=Place)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise UsageError("cursor is none that a page has given; leave it out to begin at the beginning") from None
