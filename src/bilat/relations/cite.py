"""Citing a report or an event of the record, as BibTeX and CSL-JSON.

A report is cited as what it is: a piece of news or a page, with title, source, day of publication, address, and the day
on which it was added as the day it was accessed. An event is an entry of the record: its title is made here, its note
names the reports that it rests on.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.errors import NotFoundError
from bilat.records import Record, content_id, slug
from bilat.relations.event_accounts import accounts_of, day_of, lead_of, who_of
from bilat.relations.phrases import kind_of
from bilat.store.tables import happenings, reports
from bilat.view.safe import one_line, safe_url

Format = Literal["bibtex", "csl-json"]
FORMATS: tuple[Format, ...] = ("bibtex", "csl-json")

# A report without a title is cited by the beginning of its text, so many characters at most.
_LONGEST_TITLE = 90
_KINDS = {"readout": "Readout", "statement": "Statement", "post": "Post", "transcript": "Transcript"}
# The macros that every BibTeX style knows.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Characters that TeX takes for commands. A backslash and braces come first, in one pass with the rest.
_TEX: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_TEX_TABLE = str.maketrans(dict(_TEX))


class Citation(Record, frozen=True, kw_only=True):
    """What is known for a citation. `issued` is an ISO date as precise as known ("2025", "2025-12", "2025-12-11")."""

    key: str
    kind: Literal["report", "event"]
    id: str
    title: str
    source: str | None
    issued: str | None
    accessed: str | None
    url: str | None
    medium: str | None
    note: str | None


def cite(connection: sa.Connection, id_: str, *, as_of: str | None = None) -> Citation:
    """The citation of a report or of an event, by its id. Raises `UsageError` where the record has neither."""
    if connection.execute(sa.select(happenings.c.happening).where(happenings.c.id == id_)).first():
        return _event(connection, id_, as_of)
    newest = sa.select(reports).where(reports.c.id == id_).order_by(reports.c.revision.desc())
    if as_of is not None:
        newest = newest.where(reports.c.known_day <= as_of)
    row = connection.execute(newest.limit(1)).first()
    if row is None:
        raise NotFoundError(f"the record has no report or event {id_}; `bilat timeline` shows the ids of both")
    return _report(row)


def written(citation: Citation, form: Format) -> str:
    """The citation in a format, one entry, with a line end."""
    if form == "bibtex":
        return to_bibtex(citation)
    return msgspec.json.format(msgspec.json.encode([to_csl(citation)]), indent=2).decode() + "\n"


def to_bibtex(citation: Citation) -> str:
    """A BibTeX entry. Titles are in braces twice, so that styles leave their capitals as they are."""
    year, month, day = (*(citation.issued or "").split("-"), "", "", "")[:3]
    body = "author" if citation.kind == "report" else "organization"
    fields = {
        "title": f"{{{{{tex(citation.title)}}}}}",
        body: f"{{{{{tex(citation.source)}}}}}" if citation.source else "",
        "year": year and f"{{{year}}}",
        "month": month and _MONTHS[int(month) - 1],
        "day": day and f"{{{int(day)}}}",
        "date": citation.issued and f"{{{citation.issued}}}",
        "url": citation.url and f"{{{_tex_url(citation.url)}}}",
        "urldate": citation.accessed and f"{{{citation.accessed}}}",
        "note": citation.note and f"{{{tex(citation.note)}}}",
    }
    lines = "".join(f",\n  {name} = {value}" for name, value in fields.items() if value)
    return f"@{'misc' if citation.kind == 'event' else 'online'}{{{citation.key}{lines}\n}}\n"


def to_csl(citation: Citation) -> dict[str, Any]:
    """A CSL-JSON item."""
    kind = "webpage" if citation.medium in _KINDS else "article-newspaper"
    if citation.kind == "event":
        kind = "dataset"
    texts = {
        "title": citation.title,
        "publisher" if kind == "dataset" else "container-title": citation.source,
        "genre": _KINDS.get(citation.medium or ""),
        "URL": citation.url,
        "note": citation.note,
    }
    dates = {"issued": citation.issued, "accessed": citation.accessed}
    item: dict[str, Any] = {"id": citation.key, "type": kind}
    item |= {name: value for name, value in texts.items() if value}
    parts = {name: [int(part) for part in value.split("-")] for name, value in dates.items() if value}
    return item | {name: {"date-parts": [part]} for name, part in parts.items()}


def tex(words: str) -> str:
    """Words as TeX prints them: nothing in them is a command, and no brace is left open."""
    return one_line(words).strip().translate(_TEX_TABLE)


def _tex_url(url: str | None) -> str:
    """An address for a `url` field, which is taken as it stands; only what would end the field is encoded."""
    return (url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _report(row: sa.Row[Any]) -> Citation:
    issued = _iso(row.published)
    return Citation(
        key=_key(row.source, issued, row.id),
        kind="report",
        id=row.id,
        title=one_line(row.title or "").strip() or _beginning(row.text),
        source=one_line(row.source).strip() if row.source else None,
        issued=issued,
        accessed=row.added_at[:10],
        url=safe_url(row.url),
        medium=row.kind,
        note=f"{'revision ' + str(row.revision) + '; ' if row.revision > 1 else ''}report {row.id} in the record",
    )


def _event(connection: sa.Connection, id_: str, as_of: str | None) -> Citation:
    rows = accounts_of(connection, id_, None, as_of)
    type_, mode, status = lead_of(rows)
    issued = day_of(rows) or next((known for row in rows if (known := _iso(row.time))), None)
    who = who_of(connection, rows)
    kind = kind_of(type_, mode)
    title = one_line(
        f"{kind[0].upper()}{kind[1:]}: {', '.join(who)}" + ("" if status == "occurred" else f" ({status})")
    )
    told = [_told(row) for row in {row.report: row for row in rows}.values()]
    added = connection.execute(
        sa.select(sa.func.max(reports.c.added_at)).where(reports.c.report.in_([row.report for row in rows]))
    ).scalar_one()
    return Citation(
        key=f"bilat-{id_}",
        kind="event",
        id=id_,
        title=title,
        source="bilat",
        issued=issued,
        accessed=str(added)[:10],
        url=None,
        medium=None,
        note=f"{id_} in the record, coded {type_}{'/' + mode if mode else ''}, from {len(told)} "
        f"report{'s' if len(told) != 1 else ''}: {'; '.join(told)}",
    )


def _told(row: sa.Row[Any]) -> str:
    parts: Sequence[str | None] = (row.report_title, row.report_source, row.report_published)
    told = ", ".join(one_line(part).strip() for part in parts if part) or row.report_id
    url = safe_url(row.report_url)
    return f"{told}, {url}" if url else told


def _beginning(text: str) -> str:
    """The first words of a report, to stand for its title."""
    line = one_line(next((line for line in text.split("\n") if line.strip()), "")).strip().lstrip("-–•* ")
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def _iso(published: str | None) -> str | None:
    """Year, month and day as far as they are known; None where the text is no such date."""
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])", published or "")
    if match is None:
        return None
    year, month, day = (*(int(part) for part in match[0].split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return match[0]


def _key(source: str | None, issued: str | None, id_: str) -> str:
    """A key that stays when a report's words change: from its source, its year and its id alone."""
    return "-".join((slug(source or "")[:40].strip("-") or "report", (issued or "nd")[:4], content_id("", id_)[-8:]))
