"""What is answered when something cannot be: one sentence, as a page or as JSON, `{"status": 404, "problem": "…"}`."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bilat.errors import BilatError, InputError, NotFoundError, RecordError, UsageError
from bilat.serve import answering
from bilat.serve.headers import add_headers
from bilat.serve.suffixes import form_of
from bilat.view.safe import one_line

TITLES = {
    400: "This cannot be asked",
    401: "A token is needed",
    403: "This is not allowed",
    404: "This is not here",
    405: "This cannot be asked in this way",
    413: "This is too much",
    422: "This cannot be asked",
    429: "Too many requests",
    503: "The record is busy",
}
_WORDS = {404: "nothing has this address", 405: "this address does not take this method"}
_UNEXPECTED = "something went wrong in the server; its log says what"
_BUSY = "the record cannot be read or written just now; try again in a moment"
_LONGEST = 500
_log = logging.getLogger("bilat.serve")


class Problem(msgspec.Struct, frozen=True):
    """Why something cannot be answered: the status of HTTP, and a sentence for a person."""

    status: int
    problem: str


def install(app: FastAPI) -> None:
    """Has the application answer errors in plain words."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(InputError, _usage)
    app.add_exception_handler(RecordError, _record)
    app.add_exception_handler(500, _unexpected)


def problem(request: Request, status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    """An error as a page or as JSON, as the address asks."""
    words = one_line(words)
    words = words if len(words) <= _LONGEST else words[:_LONGEST] + " …"
    if form_of(request.scope) == "html" and not request.scope["path"].startswith("/api/"):
        title = TITLES.get(status) or HTTPStatus(status).phrase
        answer: Response = answering.page(request, "problem.html", status, title=title, problem=words)
    else:
        answer = answering.json(Problem(status, words), status)
    answer.headers.update(headers or {})
    return answer


def unavailable(request: Request, error: RecordError) -> Response:
    """The answer while the record cannot be reached; what the database says of it is for the log alone."""
    _log.warning("the record cannot be read or written: %s", error.problem)
    return problem(request, 503, _BUSY, {"Retry-After": "5"})


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    plain = HTTPStatus(error.status_code).phrase
    words = _WORDS.get(error.status_code, plain) if error.detail == plain else str(error.detail)
    return problem(request, error.status_code, words, error.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return problem(request, 422, "; ".join(_told(each["loc"], each["msg"]) for each in error.errors()))


async def _usage(request: Request, error: Exception) -> Response:
    assert isinstance(error, BilatError)
    return problem(request, 404 if isinstance(error, NotFoundError) else 422, str(error))


async def _record(request: Request, error: Exception) -> Response:
    assert isinstance(error, RecordError)
    return unavailable(request, error)


async def _unexpected(request: Request, _: Exception) -> Response:
    answer = problem(request, 500, _UNEXPECTED)
    add_headers(answer.headers)  # this answer is given outside of all middleware
    return answer


def _told(where: tuple[object, ...], what: str) -> str:
    """ "limit: it should be a valid integer"."""
    name = str(where[-1]) if where else "request"
    return f"{name}: {what.removeprefix('Input ').removeprefix('Value error, ')}"
