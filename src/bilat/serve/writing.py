"""Corrections made on a page: a wrong field, what is no event, a wrong link, and taking each of them back.

Each is one POST of a form by somebody who has signed in, and leads back to the page. A correction is kept under their
name and the token's, is shown as one, and undone by its number.
"""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bilat.relations.rows import Rows
from bilat.serve.addresses import own_path
from bilat.serve.answering import answer
from bilat.serve.visitors import SignedIn, Visitor

router = APIRouter()

Words = Annotated[str, Form(min_length=1, max_length=2000)]
Note = Annotated[str, Form(max_length=2000)]
Next = Annotated[str, Form(max_length=2000)]


@router.get("/corrections")
def corrections(request: Request, limit: Annotated[int, Query(ge=1, le=1000)] = 200) -> Response:
    """The last corrections, undone ones too, the newest first."""
    from bilat.linking.correcting import Correction

    found = Rows(request.app.state.record.corrections()[: -limit - 1 : -1], Correction)
    return answer(request, "corrections.html", found)


@router.post("/corrections/set")
def set_field(
    request: Request,
    visitor: SignedIn,
    report: Words,
    item: Words,
    field: Words,
    value: Annotated[str, Form(max_length=2000)],
    note: Note = "",
    next: Next = "",  # noqa: A002 - the field's name in forms
) -> Response:
    """Sets a field of an event, measure, statement or talks: who said it, when it was."""
    record = request.app.state.record
    record.correct(report, item, field=field, value=as_given(value), author=visitor.author, note=note.strip() or None)
    return _back(next)


@router.post("/corrections/drop")
def drop(
    request: Request,
    visitor: SignedIn,
    report: Words,
    item: Words,
    note: Note = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """Says that there is no such event, measure, statement or talks."""
    request.app.state.record.correct(report, item, author=visitor.author, note=note.strip() or None)
    return _back(next)


@router.post("/corrections/merge")
def merge(
    request: Request,
    visitor: SignedIn,
    first: Words,
    second: Words,
    note: Note = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """Says that two events (or measures, or talks) are one."""
    return _done(request.app.state.record.merge, visitor, note, next, first.strip(), second.strip())


@router.post("/corrections/split")
def split(
    request: Request,
    visitor: SignedIn,
    group: Words,
    item: Annotated[list[str], Form(min_length=1, max_length=1000)],
    note: Note = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """Says that some accounts of an event (or measure, or talks) tell another one: the link was wrong."""
    return _done(request.app.state.record.split, visitor, note, next, group, item)


@router.post("/corrections/undo")
def undo(
    request: Request,
    visitor: SignedIn,
    correction: Annotated[int, Form(ge=1, le=2**53)],
    next: Next = "",  # noqa: A002
) -> Response:
    """Takes a correction back."""
    request.app.state.record.undo(correction, author=visitor.author)
    return _back(next)


def as_given(value: str) -> Any:
    """A field's value: what is JSON stands for what it says, any other for its own words."""
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value


def _done(change: Callable[..., int], visitor: Visitor, note: str, next_: str, *what: Any) -> Response:
    change(*what, author=visitor.author, note=note.strip() or None)
    return _back(next_)


def _back(address: str) -> Response:
    return RedirectResponse(own_path(address, "/corrections"), 303)
