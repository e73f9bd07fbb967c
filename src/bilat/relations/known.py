"""What had been published by a day, and where words stand: shared by all views."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from bilat.records import Record, Where
from bilat.store.tables import reports

Span = tuple[int, int]
_CHUNK = 500
K = TypeVar("K")


class Source(Record, frozen=True, kw_only=True):
    """The words of one report that carry a line of a view; `corrected` are the fields that a person has set."""

    report: str
    revision: int
    item: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    words: str
    span: Span
    where: Where
    by: str
    corrected: tuple[str, ...] = ()


# The columns of `reports` that `source_of` and `independent` need, under names that do not clash with an item's.
REPORT_COLUMNS = (
    reports.c.id.label("report_id"),
    reports.c.revision.label("report_revision"),
    reports.c.title.label("report_title"),
    reports.c.source.label("report_source"),
    reports.c.published.label("report_published"),
    reports.c.known_day.label("report_known_day"),
    reports.c.url.label("report_url"),
    reports.c.origin.label("report_origin"),
    reports.c.copy_of.label("report_copy_of"),
)


def known_by(as_of: str | None) -> sa.ColumnElement[bool]:
    """The condition that a report could be read by the end of that day, and in this revision; null: now."""
    if as_of is None:
        return reports.c.superseded_on.is_(None)
    return sa.and_(
        reports.c.known_day <= as_of, sa.or_(reports.c.superseded_on.is_(None), reports.c.superseded_on > as_of)
    )


def place_columns(table: sa.Table) -> tuple[sa.ColumnElement[Any], ...]:
    """What `source_of` needs of an item's own table, words included."""
    c = table.c
    return c.item, c.located_in, c.span_start, c.span_end, c.by, c.corrected, words_of(table)


def words_of(table: sa.Table) -> sa.ColumnElement[str]:
    """The words of an item, cut out of title or text by the database."""
    whole = sa.case((table.c.located_in == "title", reports.c.title), else_=reports.c.text)
    return sa.func.substr(whole, table.c.span_start + 1, table.c.span_end - table.c.span_start).label("words")


def source_of(row: sa.Row[Any]) -> Source:
    """Of a row that holds `place_columns` of an item's table and `REPORT_COLUMNS`."""
    return Source(
        report=row.report_id,
        revision=row.report_revision,
        item=row.item,
        title=row.report_title,
        source=row.report_source,
        published=row.report_published,
        url=row.report_url,
        words=row.words,
        span=(row.span_start, row.span_end),
        where=row.located_in,
        by=row.by,
        corrected=corrected_of(row.corrected),
    )


def corrected_of(fields: str | None) -> tuple[str, ...]:
    """The fields that a person has set, out of an item's column `corrected`."""
    return tuple(msgspec.json.decode(fields)) if fields else ()


def independent(connection: sa.Connection, rows: Iterable[sa.Row[Any]]) -> int:
    """How many sources tell it apart from each other: a reprint, or a second report by the same source, adds none.

    Sources that are not known count together as one, and only where no known one tells it.
    """
    rows = list(rows)
    return independent_of(rows, origins(connection, rows))


def independent_of(rows: Sequence[sa.Row[Any]], roots: Mapping[int, str | None]) -> int:
    """The same, with the `origins` of many rows asked for once."""
    told = {roots.get(row.report_copy_of, row.report_origin) for row in rows}
    return len(told - {None}) or min(len(rows), 1)


def origins(connection: sa.Connection, rows: Iterable[sa.Row[Any]]) -> dict[int, str | None]:
    """Who filed the reports that some of these are copies of, by the keys of those reports."""
    roots = {row.report_copy_of for row in rows if row.report_copy_of is not None}
    found: dict[int, str | None] = {}
    for chunk in chunks(sorted(roots)):
        query = sa.select(reports.c.report, reports.c.origin).where(reports.c.report.in_(chunk))
        found |= {row.report: row.origin for row in connection.execute(query)}
    return found


def chunks(keys: Sequence[K]) -> Iterator[Sequence[K]]:
    """Keys in pieces that a database takes in one list."""
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
