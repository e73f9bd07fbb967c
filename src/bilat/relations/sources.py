"""Who the record's reports come from, and how much each tells that no other had before it."""

import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.known import known_by
from bilat.relations.rows import Rows
from bilat.store.tables import events, reports, statements


class SourceLine(Record, frozen=True, kw_only=True, gc=False):
    """One source. `copies` are its reports whose words another report had before, `with_events` those that tell one.

    `source` is null for reports of which none is known. `first_day` and `last_day` are days from which reports were
    known, `last_added` when the last one came, in UTC.
    """

    source: str | None
    reports: int
    copies: int
    with_events: int
    statements: int
    first_day: str
    last_day: str
    last_added: str


def sources(connection: sa.Connection, *, as_of: str | None = None) -> Rows[SourceLine]:
    """The sources of the record, the one with most reports first."""
    c = reports.c
    rows = connection.execute(
        sa.select(
            c.source,
            sa.func.count().label("reports"),
            sa.func.count(c.copy_of).label("copies"),
            sa.func.min(c.known_day).label("first_day"),
            sa.func.max(c.known_day).label("last_day"),
            sa.func.max(c.added_at).label("last_added"),
        )
        .where(known_by(as_of))
        .group_by(c.source)
    ).all()
    telling = _counted(connection, sa.func.count(events.c.report.distinct()), events, as_of)
    saying = _counted(connection, sa.func.count(), statements, as_of)
    found = [
        SourceLine(
            **row._mapping,
            with_events=telling.get(row.source, 0),
            statements=saying.get(row.source, 0),
        )
        for row in rows
    ]
    return Rows(sorted(found, key=lambda one: (-one.reports, one.source or "")), SourceLine)


def _counted(
    connection: sa.Connection, count: sa.ColumnElement[int], table: sa.Table, as_of: str | None
) -> dict[str | None, int]:
    """Something counted in a table of items, by the source of their reports."""
    query = (
        sa.select(reports.c.source, count.label("counted"))
        .join(table, table.c.report == reports.c.report)
        .where(known_by(as_of), table.c.dropped == 0)
        .group_by(reports.c.source)
    )
    return {row.source: row.counted for row in connection.execute(query)}
