"""Corrections through the API, with a token."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response

from bilat.errors import UsageError
from bilat.serve.api.asking import answer, record_of
from bilat.serve.api.schema import post
from bilat.serve.visitors import Bearer, Visitor, checked_name

router = APIRouter(tags=["Corrections"])

Named = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
Words = Annotated[str, msgspec.Meta(max_length=2000)]


class _Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    author: Annotated[str, msgspec.Meta(max_length=80, description="Who says so, beside the token's name.")] = ""
    note: Annotated[str, msgspec.Meta(max_length=2000, description="Why, for whoever reads it later.")] = ""


class SetField(_Said, frozen=True, kw_only=True, tag="set"):
    """A field of an event, measure, statement or talks is something else: who spoke, when it was."""

    report: Named
    item: Named
    field: Named
    value: Any


class Drop(_Said, frozen=True, kw_only=True, tag="drop"):
    """There is no such event, measure, statement or talks."""

    report: Named
    item: Named


class Merge(_Said, frozen=True, kw_only=True, tag="merge"):
    """Two events (or measures, or talks) are one."""

    first: Named
    second: Named


class Split(_Said, frozen=True, kw_only=True, tag="split"):
    """Some accounts of an event (or measure, or talks) tell another one."""

    group: Named
    items: Annotated[list[Named], msgspec.Meta(min_length=1, max_length=1000)]


class Undo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes a correction back; may be left out."""

    author: Annotated[str, msgspec.Meta(max_length=80, description="Who says so, beside the token's name.")] = ""


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """The number of a correction, to undo it by."""

    correction: int


CorrectionAsked = SetField | Drop | Merge | Split


@post(router, "/corrections", CorrectionAsked, Made)
async def correct(request: Request, visitor: Bearer) -> Response:
    """Corrects the record. The correction is kept with its author and the token's name, and can be undone."""
    from starlette.concurrency import run_in_threadpool

    asked = _decoded(await request.body(), CorrectionAsked)
    number = await run_in_threadpool(_carried_out, request, asked, visitor)
    return answer(request, Made(correction=number))


@post(router, "/corrections/{correction}/undo", Undo, Made, needed=False)
async def undo(request: Request, visitor: Bearer, correction: Annotated[int, Path(ge=1, le=2**53)]) -> Response:
    """Takes a correction back; it stays in the list, marked."""
    from starlette.concurrency import run_in_threadpool

    asked: Undo = _decoded(await request.body() or b"{}", Undo)
    author = _author(visitor, asked.author)
    await run_in_threadpool(record_of(request).undo, correction, author=author)
    return answer(request, Made(correction=correction))


def _carried_out(request: Request, asked: SetField | Drop | Merge | Split, visitor: Visitor) -> int:
    record = record_of(request)
    said: dict[str, Any] = {"author": _author(visitor, asked.author), "note": asked.note.strip() or None}
    match asked:
        case SetField():
            return record.correct(asked.report, asked.item, field=asked.field, value=asked.value, **said)
        case Drop():
            return record.correct(asked.report, asked.item, **said)
        case Merge():
            return record.merge(asked.first, asked.second, **said)
        case Split():
            return record.split(asked.group, asked.items, **said)


def _author(visitor: Visitor, name: str) -> str:
    person = checked_name(name) if name.strip() else None
    return Visitor(visitor.by, visitor.token, visitor.token_name, person).author


def _decoded(body: bytes, kind: Any) -> Any:
    try:
        decoded = msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:  # also where a value is of another type
        raise UsageError(f"the body is not what is asked for: {error}") from None
    if b"\\u0000" in body:
        raise UsageError("the body holds a zero character")
    return decoded
