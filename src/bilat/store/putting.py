"""Putting a Reading into the record: which report it is, which revision, and its rows."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.documents import is_iso
from bilat.documents.addresses import page_key
from bilat.errors import InputError
from bilat.records import Document, Reading, content_id
from bilat.store import fulltext, tables
from bilat.store.corrections import fixes_of
from bilat.store.rows import Items, Row, items_of, rows_beside

Outcome = Literal["new", "revision", "unchanged"]

# Two texts under one id are revisions of one report where they share so much of their words; two reports on different
# news share about a seventh.
SAME_REPORT = 0.3
# So do a summary and the whole of it: most words of the shorter one stand in the longer.
_SHORTENED = 0.8
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a report stands: the key of its revision, and whether that is new."""

    report: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Stamp:
    """When, by which versions and in which scope a report was read."""

    added_at: datetime
    reader: str
    scope: str


def address_of(url: str | None) -> str | None:
    """A key to compare: one page has one, with http or https, for phones, with trackers in its address or without."""
    return page_key(url) if url else None


def digest_of(document: Document) -> str:
    """The same for the same title, text and day of publication."""
    return content_id("", document.title or "", document.text, document.published or "")


def find_report(connection: sa.Connection, document: Document) -> sa.Row[Any] | None:
    """The newest revision of this report in the record: the same id, or else the same address."""
    reports = tables.reports
    wanted = [reports.c.id == document.id]
    address = address_of(document.url)
    if address is not None:
        wanted.append(reports.c.address == address)
    for condition in wanted:
        newest = sa.select(reports).where(condition).order_by(reports.c.revision.desc()).limit(1)
        if found := connection.execute(newest).first():
            return found
    return None


def known_revision(connection: sa.Connection, document: Document) -> sa.Row[Any] | None:
    """The revision of a report that is this very one, so that it need not be read again; it may be an older one.

    An older one counts too: a corpus that holds two revisions of a report can be added again without a change.
    """
    newest = find_report(connection, document)
    if newest is None:
        return None
    reports = tables.reports
    same = (reports.c.id == newest.id, reports.c.digest == digest_of(document))
    return connection.execute(sa.select(reports).where(*same).limit(1)).first()


def check_keepable(document: Document) -> None:
    """Raises `InputError` where a database cannot keep what a document holds, or its day is none."""
    for name in ("id", "url", "title", "text", "source"):
        value = getattr(document, name) or ""
        if "\0" in value:
            problem = f"a zero character in {name} at {value.index(chr(0)):,}, which no record can keep; take it out"
            raise InputError(document.id.replace("\0", "?"), problem)
        try:
            value.encode()
        except UnicodeEncodeError as error:
            problem = f"half a surrogate pair in {name} at character {error.start:,}"
            raise InputError(document.id.encode(errors="replace").decode(), problem) from None
    if document.published is not None and not is_iso(document.published):
        raise InputError(document.id, f"published is {document.published!r}, not an ISO date such as 2025-12-11")


def put_reading(connection: sa.Connection, reading: Reading, stamp: Stamp) -> Placed:
    """Puts a report in, if it is not there; a changed text becomes a revision, under the id that the report has.

    Raises `InputError` where the record has another report of this id: other words, and no address that says that it is
    the same; and where `check_keepable` does.
    """
    document = reading.document
    check_keepable(document)
    known = known_revision(connection, document)
    if known is not None:
        return Placed(known.report, "unchanged")
    older = find_report(connection, document)
    if older is not None:
        _check_same(document, older)
        document = msgspec.structs.replace(document, id=older.id)
        reading = msgspec.structs.replace(reading, document=document)
    row = _report_row(document, stamp, older)
    report = _insert(connection, tables.reports, [row])[0]
    if older is not None:
        connection.execute(
            tables.reports.update()
            .where(tables.reports.c.report == older.report)
            .values(superseded_on=row["known_day"])
        )
    connection.execute(tables.readings.insert().values(report=report, reading=_pack(reading)))
    fulltext.index(connection, "reports", [report])
    put_items(connection, report, items_of(reading, row["known_day"], fixes_of(connection, reading)))
    return Placed(report, "new" if older is None else "revision")


def load_reading(connection: sa.Connection, report: int) -> Reading:
    """The Reading as it was put in, its text from the report."""
    reports, readings = tables.reports, tables.readings
    row = connection.execute(
        sa.select(readings.c.reading, reports.c.text).join(reports).where(readings.c.report == report)
    ).one()
    reading = Reading.from_json(zlib.decompress(row.reading))
    return msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=row.text))


def put_items(connection: sa.Connection, report: int, items: Items) -> None:
    """The rows of a report's items; it must have none."""
    _insert_plain(connection, tables.actors, report, items.actors)
    _insert_plain(connection, tables.agreements, report, items.agreements)
    _insert_plain(connection, tables.topics, report, [{"topic": topic} for topic in items.topics])
    beside = rows_beside(items)
    for owner, name, key, rows in (
        (tables.events, "event_pairs", "event", [row for row, _ in items.events]),
        (tables.measures, "measure_parties", "measure", [row for row, _ in items.measures]),
        (tables.statements, "statement_topics", "statement", [row for row, _ in items.statements]),
        (tables.talks, "talks_pairs", "talks", [row for row, _ in items.talks]),
    ):
        keys = _insert(connection, owner, [{"report": report} | row for row in rows])
        found_by = zip(keys, beside[name].values(), strict=True)
        _insert_all(
            connection, tables.metadata.tables[name], [{key: own} | row for own, each in found_by for row in each]
        )
        if owner is tables.statements:
            fulltext.index(connection, "statements", keys)


def remove_items(connection: sa.Connection, report: int) -> None:
    """Takes all rows of a report's items out, so that they can be made again."""
    for beside, owner, key in (
        (tables.event_pairs, tables.events, "event"),
        (tables.measure_parties, tables.measures, "measure"),
        (tables.statement_topics, tables.statements, "statement"),
        (tables.talks_pairs, tables.talks, "talks"),
    ):
        keys = list(connection.execute(sa.select(owner.c[key]).where(owner.c.report == report)).scalars())
        if owner is tables.statements:
            fulltext.forget(connection, "statements", keys)
        connection.execute(beside.delete().where(beside.c[key].in_(keys)))
        connection.execute(owner.delete().where(owner.c.report == report))
    for table in (tables.actors, tables.agreements, tables.topics):
        connection.execute(table.delete().where(table.c.report == report))


def replace_reading(connection: sa.Connection, report: int, reading: Reading, reader: str) -> None:
    """Puts a new Reading of the same text in the place of the old; the rows are for the caller to make again."""
    connection.execute(
        tables.readings.update().where(tables.readings.c.report == report).values(reading=_pack(reading))
    )
    connection.execute(tables.reports.update().where(tables.reports.c.report == report).values(reader=reader))


def document_row(document: Document) -> Row:
    """What `reports` holds of a document itself, whatever the record held before."""
    dateline = document.dateline
    return {
        "url": document.url,
        "title": document.title,
        "text": document.text,
        "published": document.published,
        "source": document.source,
        "origin": (dateline.agency if dateline else None) or document.source,
        "language": document.language,
        "kind": document.kind,
        "digest": digest_of(document),
    }


def _report_row(document: Document, stamp: Stamp, older: sa.Row[Any] | None) -> Row:
    return document_row(document) | {
        "id": document.id,
        "revision": 1 if older is None else older.revision + 1,
        "address": address_of(document.url),
        "known_day": _known_day(document, stamp, older),
        "scope": stamp.scope,
        "reader": stamp.reader,
        "added_at": stamp.added_at.isoformat(timespec="seconds"),
    }


def _known_day(document: Document, stamp: Stamp, older: sa.Row[Any] | None) -> str:
    """The day from which this revision could be read.

    A report that changed without a new date was seen to have changed when it was added.
    """
    published = document.published[:10] if document.published else None
    added = stamp.added_at.date().isoformat()
    if older is None:
        return published or added
    return published if published and published > older.known_day else max(added, str(older.known_day))


def is_same_report(first: str, second: str) -> bool:
    """Whether two texts share so many of their words that they are versions of one report."""
    one, other = (set(_WORD.findall(text.lower())) for text in (first, second))
    common = len(one & other)
    return common >= SAME_REPORT * len(one | other) or common >= _SHORTENED * min(len(one), len(other))


def _check_same(document: Document, older: sa.Row[Any]) -> None:
    if document.id != older.id or (older.address and older.address == address_of(document.url)):
        return
    if not is_same_report(document.text, older.text):
        title = f" ({older.title})" if older.title else ""
        raise InputError(
            document.id,
            f"the record holds another report of this id{title}, published {older.published or 'on an unknown day'}; "
            "give this one an id of its own",
        )


def _pack(reading: Reading) -> bytes:
    bare = msgspec.structs.replace(reading, document=msgspec.structs.replace(reading.document, text=""))
    return zlib.compress(bare.to_json(), 6)


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> list[int]:
    """Inserts rows and gives their keys, in the order of the rows."""
    if not rows:
        return []
    key = next(iter(table.primary_key))
    statement = table.insert().returning(key, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def _insert_plain(connection: sa.Connection, table: sa.Table, report: int, rows: Sequence[Row]) -> None:
    _insert_all(connection, table, [{"report": report} | row for row in rows])


def _insert_all(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
