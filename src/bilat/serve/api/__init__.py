"""The API: every view as JSON under `/api/v1`, described by OpenAPI at `/api/openapi.json`, and as a page at `/api`."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse

from bilat.serve.answering import page
from bilat.serve.api import corrections, pairs, views
from bilat.serve.api.schema import PREFIX, description
from bilat.serve.api.told import operations

_ROUTERS = (pairs.router, views.router, corrections.router)


def install(app: FastAPI) -> None:
    """Adds the routes and their description."""
    api = APIRouter(prefix=PREFIX)
    for router in _ROUTERS:
        api.include_router(router)
    app.include_router(api)

    def openapi() -> dict[str, Any]:
        return description(app, [api])

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to have a description of one's own

    @app.get("/api/openapi.json", include_in_schema=False)
    def described() -> Response:
        """The description (OpenAPI 3.1)."""
        return JSONResponse(app.openapi())

    @app.get("/api", include_in_schema=False)
    def told(request: Request) -> Response:
        """The same for people."""
        return page(
            request, "api.html", about=app.openapi()["info"]["description"], operations=operations(app.openapi())
        )
