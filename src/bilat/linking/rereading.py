"""Reading reports again that older rules, codebooks or models have read, and what that changes."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.linking.placing import remake
from bilat.records import Reading, Record
from bilat.store.putting import load_reading, replace_reading
from bilat.store.tables import reports

# Kinds of items whose changes are told.
_TOLD = ("events", "statements", "measures", "talks", "agreements")


class Change(Record, frozen=True, kw_only=True):
    """An item that a new reading has, has no longer, or tells otherwise; `fields`: what differs, old and new."""

    report: str
    revision: int
    items: str
    item: str
    change: Literal["added", "removed", "changed"]
    words: str
    fields: dict[str, tuple[Any, Any]] = msgspec.field(default_factory=dict)


def outdated(connection: sa.Connection, reader: str) -> list[tuple[int, str]]:
    """Key and scope of each report that another version has read, the oldest first."""
    rows = connection.execute(
        sa.select(reports.c.report, reports.c.scope).where(reports.c.reader != reader).order_by(reports.c.report)
    )
    return [(row.report, row.scope) for row in rows]


def changes(old: Reading, new: Reading, revision: int) -> Iterator[Change]:
    """What differs between two Readings of one text."""
    for kind in _TOLD:
        before = {item.id: item for item in getattr(old, kind)}
        after = {item.id: item for item in getattr(new, kind)}
        for item in before.keys() | after.keys():
            a, b = before.get(item), after.get(item)
            fields = _differences(a, b) if a is not None and b is not None else {}
            if a is None or b is None or fields:
                change: Literal["added", "removed", "changed"] = (
                    "added" if a is None else "removed" if b is None else "changed"
                )
                yield Change(
                    report=new.document.id,
                    revision=revision,
                    items=kind,
                    item=item,
                    change=change,
                    words=_words(new, b if b is not None else a),
                    fields=fields,
                )


def keep_reading(connection: sa.Connection, report: int, reading: Reading, reader: str) -> None:
    """Puts a new Reading in the place of the old one and makes the report's rows again."""
    replace_reading(connection, report, reading, reader)
    remake(connection, report, reading)


def stored(connection: sa.Connection, report: int) -> tuple[Reading, int]:
    """The Reading that the record holds, and its revision."""
    revision = connection.execute(sa.select(reports.c.revision).where(reports.c.report == report)).scalar_one()
    return load_reading(connection, report), revision


def _differences(old: msgspec.Struct, new: msgspec.Struct) -> dict[str, tuple[Any, Any]]:
    a, b = msgspec.to_builtins(old), msgspec.to_builtins(new)
    return {name: (a.get(name), b.get(name)) for name in a.keys() | b.keys() if a.get(name) != b.get(name)}


def _words(reading: Reading, item: Any) -> str:
    span = item.content.spans[0] if hasattr(item, "content") else item.span
    text = (reading.document.title or "") if item.where == "title" else reading.document.text
    return text[slice(*span)]
