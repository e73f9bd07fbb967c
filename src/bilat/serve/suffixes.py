"""The same view in three forms: `/path` is a page, `/path.json` and `/path.csv` the same as data.

The suffix is taken off before a route is looked for, so that a route need not know of it. An address whose last part
ends that way of itself (the id of a report) is asked for as a page with `?form=html`.
"""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Receive, Scope, Send

Form = Literal["html", "json", "csv"]
SUFFIXES: Mapping[str, Form] = {".json": "json", ".csv": "csv"}
# Under these nothing is a page.
_OTHERS = ("/api/", "/static/")
KEY = "bilat.form"


class Suffixes:
    """Takes the suffix off the address and keeps which form is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` gets the address without suffix."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and not scope["path"].startswith(_OTHERS):
            scope = {**scope, **cut(scope["path"], scope["query_string"])}
        await self._app(scope, receive, send)


def cut(path: str, query: bytes) -> dict[str, object]:
    """The address without suffix, and the form that it asks for."""
    wished = dict(parse_qsl(query.decode("latin-1"))).get("form")
    for suffix, form in SUFFIXES.items():
        if path.endswith(suffix) and wished is None:
            bare = path.removesuffix(suffix)
            return {"path": "/" if bare in ("", "/", "/index") else bare, KEY: form}
    return {KEY: wished if wished in SUFFIXES.values() else "html"}


def form_of(scope: Scope) -> Form:
    """In which form an answer is asked for."""
    form: Form = scope.get(KEY, "html")
    return form
