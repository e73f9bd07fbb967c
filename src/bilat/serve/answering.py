"""One view in the form that was asked for: a page, JSON or CSV. What is not public is left out of all three."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from bilat.export.formats import cell_text
from bilat.relations.rows import Rows
from bilat.relations.shapes import cells_of, columns_of
from bilat.serve import excerpts, visitors
from bilat.serve.addresses import quoted
from bilat.serve.suffixes import form_of
from bilat.serve.templating import environment

View = msgspec.Struct | Rows[Any]


def answer(
    request: Request,
    template: str,
    view: View,
    *,
    rows: "Rows[Any] | Callable[[Any], Rows[Any]] | None" = None,
    status: int = 200,
    **context: Any,
) -> Response:
    """A view as a page (`/path`), as JSON (`/path.json`) or as CSV (`/path.csv`).

    The template gets the view as `view`, and `context`. CSV is the table of `rows`, or what that makes of the view; by
    default the view where it is a table; of a struct one line. In public mode view and rows are excerpted first;
    nothing of `context` is, so a whole text has no place there.
    """
    state, whole = request.app.state, view
    if not state.settings.shows_whole_texts:
        view = excerpts.excerpted(state.record, view)
    if callable(rows):
        rows = rows(view)
    if rows is not None and not state.settings.shows_whole_texts:
        rows = excerpts.excerpted(state.record, rows, of=whole)
    form = form_of(request.scope)
    if form == "json":
        return json(view, status)
    if form == "csv":
        return as_csv(rows if rows is not None else view, status)
    return page(request, template, status, view=view, **context)


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, with what the base template needs: who is signed in, the CSRF field, links to the other forms."""
    text = (
        environment()
        .get_template(template)
        .render(
            request=request,
            path=request.url.path,
            here=here_of(request),
            query=dict(request.query_params),
            settings=request.app.state.settings,
            public=request.app.state.settings.public,
            person=visitors.person_of(request),
            csrf=visitors.csrf_of(request),
            form_address=lambda form: form_address(request, form),
            **context,
        )
    )
    return HTMLResponse(text, status)


def here_of(request: Request) -> str:
    """The address of this page with its question, whatever stands in an id: to come back to."""
    query = request.scope["query_string"].decode("latin-1")
    return quoted(request.scope["path"]) + (f"?{query}" if query else "")


def form_address(request: Request, form: str) -> str:
    """The address of this page in another form, with the same question."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "form"]
    path = request.scope["path"].rstrip("/") or "/index"
    return f"{quoted(path)}.{form}" + (f"?{urlencode(asked)}" if asked else "")


def json(view: View | Sequence[Any], status: int = 200) -> Response:
    """JSON: an object for a struct, a list for rows."""
    return Response(msgspec.json.encode(view), status, media_type="application/json")


def as_csv(view: View, status: int = 200) -> Response:
    """CSV after RFC 4180; no cell is a formula for a spreadsheet (`bilat.view.safe`)."""
    rows = view if isinstance(view, Rows) else Rows([view], type(view))
    columns = columns_of(rows.kind)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        cells = cells_of(row, columns)
        writer.writerow([cell_text(cells[name], shape) for name, shape in columns.items()])
    return Response(out.getvalue().encode("utf-8", "replace"), status, media_type="text/csv; charset=utf-8")
