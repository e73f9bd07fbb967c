"""The OpenAPI description: FastAPI knows the paths and parameters, msgspec the types of requests and answers."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

import msgspec
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

import bilat
from bilat.serve.problems import Problem

PREFIX = "/api/v1"
F = TypeVar("F", bound=Callable[..., Any])
Form = Literal["one", "list", "page"]
# What every route may answer besides what it is asked for.
_REFUSALS = {
    400: "The request, or the name that the server is called by, cannot be understood.",
    401: "A token is needed, or the one that was shown is not known here.",
    413: "The request is too large.",
    422: "A value is not one that can be asked for: an unknown country, a day that is none.",
    429: "Too many requests; `Retry-After` says in how many seconds to come back.",
    503: "The record cannot be reached, or another program writes to it; `Retry-After` says when to come back.",
}
_NOT_FOUND = "The record holds nothing of this id."
_PRIVATE = "The server is public: what its owner watches for is not told."
_FORBIDDEN = "The server is public: nothing can be written through it."
_DESCRIPTION = (
    "The record of what countries do and say to each other. Each address is a view of `bilat` with its options as "
    "parameters. Days are ISO (`2025-12-11`), countries ISO 3166-1 alpha-3 codes or English names. `on` is the day in "
    "the world that is asked about, `as_of` the day by which a report had to be published. Unknown is `null`. An error "
    'is always `{"status": 422, "problem": "…"}`.'
)
# Stands in a description for the schema of a type until all are known.
_TYPE = "x-bilat-type"
_kinds: list[Any] = [Problem]


def get(
    router: APIRouter, path: str, kind: Any, form: Form = "one", *, missing: bool = False, private: bool = False
) -> Callable[[F], F]:
    """A route that answers with one `kind`, a list of them, or a page of a list.

    `missing` where there may be none; `private` where a public server does not tell.
    """
    responses = _responses({200: "What was asked for."}, missing=missing)
    if private:
        responses[403] = {"description": _PRIVATE} | _content(_reference(Problem))
    responses[200] |= _content(_formed(kind, form))
    return router.get(path, response_model=None, responses=responses)


def post(router: APIRouter, path: str, body: Any, kind: Any, *, needed: bool = True) -> Callable[[F], F]:
    """A route that takes a `body` (`needed` or not) and writes, and answers with one `kind`."""
    responses = _responses({200: "It is done."}, missing=True)
    responses[200] |= _content(_reference(kind))
    responses[403] = {"description": _FORBIDDEN} | _content(_reference(Problem))
    extra = {"security": [{"token": []}], "requestBody": {"required": needed, **_content(_reference(body))}}
    return router.post(path, response_model=None, responses=responses, openapi_extra=extra)


def description(app: FastAPI, routers: list[APIRouter]) -> dict[str, Any]:
    """The whole description (OpenAPI 3.1), made once."""
    if app.openapi_schema is None:
        found = get_openapi(
            title="bilat",
            version=bilat.__version__,
            description=_DESCRIPTION,
            routes=[route for router in routers for route in router.routes],
        )
        schemas, components = msgspec.json.schema_components(_kinds, ref_template="#/components/schemas/{name}")
        found["paths"] = _filled(found["paths"], schemas)
        found["components"] = {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "`bilat token new NAME`"}},
        }
        app.openapi_schema = found
    return app.openapi_schema


def _responses(good: Mapping[int, str], *, missing: bool) -> dict[int | str, dict[str, Any]]:
    refusals = _REFUSALS | ({404: _NOT_FOUND} if missing else {})
    found: dict[int | str, dict[str, Any]] = {status: {"description": words} for status, words in good.items()}
    for status in sorted(refusals):
        found[status] = {"description": refusals[status]} | _content(_reference(Problem))
    return found


def _formed(kind: Any, form: Form) -> dict[str, Any]:
    if form == "one":
        return _reference(kind)
    items = {"type": "array", "items": _reference(kind)}
    if form == "list":
        return items
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {"items": items, "next": {"type": ["string", "null"]}},
    }


def _reference(kind: Any) -> dict[str, Any]:
    if kind not in _kinds:
        _kinds.append(kind)
    return {_TYPE: _kinds.index(kind)}


def _content(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": dict(schema)}}}


def _filled(value: Any, schemas: tuple[dict[str, Any], ...]) -> Any:
    """The description with the schemas in it."""
    if isinstance(value, dict):
        if _TYPE in value:
            return schemas[value[_TYPE]]
        return {name: _filled(each, schemas) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, schemas) for each in value]
    return value
