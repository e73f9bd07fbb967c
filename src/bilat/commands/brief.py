"""`bilat brief`."""

import os
import sys
from pathlib import Path

import msgspec

from bilat.record import Record
from bilat.relations.brief import Brief
from bilat.relations.brief_pages import to_html, to_markdown

_BY_ENDING = {".html": "html", ".htm": "html", ".json": "json"}


def brief_command(
    first: str,
    second: str,
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    form: str | None,
    out: str | None,
    db: str | None,
) -> None:
    """Write the brief to stdout, or to a file, which is replaced in one go."""
    with Record(db, create=False) as record:
        brief = record.brief(first, second, since=since, until=until, as_of=as_of)
    text = written(brief, form or _BY_ENDING.get(Path(out or "").suffix.lower(), "markdown"))
    if out is None:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        return
    path = Path(out)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def written(brief: Brief, form: str) -> str:
    """The brief in a format: markdown, html or json."""
    if form == "html":
        return to_html(brief)
    return to_markdown(brief) if form == "markdown" else msgspec.json.encode(brief).decode() + "\n"
