"""Reports' rows as they would be made now from their Readings and the corrections, held against those there are."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.records import Reading
from bilat.store import tables
from bilat.store.corrections import fixes_of
from bilat.store.putting import document_row
from bilat.store.rows import Items, Row, items_of, rows_beside
from bilat.store.spans import wrong_spans

# Tables whose rows are made from a Reading, and the column that tells the rows of one report apart.
MADE: Mapping[str, tuple[sa.Table, str]] = {
    table.name: (table, name)
    for table, name in (
        (tables.events, "item"),
        (tables.measures, "item"),
        (tables.statements, "item"),
        (tables.talks, "item"),
        (tables.agreements, "item"),
        (tables.actors, "actor"),
        (tables.topics, "topic"),
    )
}
# Tables by which items are found: of which table, and its key.
BESIDE: Mapping[str, tuple[sa.Table, sa.Table, str]] = {
    beside.name: (beside, owner, key)
    for beside, owner, key in (
        (tables.event_pairs, tables.events, "event"),
        (tables.measure_parties, tables.measures, "measure"),
        (tables.statement_topics, tables.statements, "statement"),
        (tables.talks_pairs, tables.talks, "talks"),
    )
}
# Columns that are not made from a Reading: keys, and what is linked later.
_LATER = ("report", "happening", "chain", "thread", "link_reason", "link_score", "link_by")

Wrong = tuple[Literal["reading", "row"], str]
Rows = Mapping[str, Mapping[int, list[Mapping[str, Any]]]]


def wrong_rows(
    connection: sa.Connection, reports: Sequence[sa.Row[Any]], *, corrected: bool
) -> Iterator[tuple[sa.Row[Any], Wrong]]:
    """What is wrong with the rows of some reports, which follow each other; `reports` have their packed Readings.

    `corrected` says whether anybody has corrected a field of this record.
    """
    there = _rows(connection, reports[0].report, reports[-1].report)
    for report in reports:
        for wrong in _wrong(connection, report, there, corrected=corrected):
            yield report, wrong


def _wrong(connection: sa.Connection, report: sa.Row[Any], there: Rows, *, corrected: bool) -> Iterator[Wrong]:
    if report.reading is None:
        yield "reading", "has no Reading"
        return
    try:
        bare = Reading.from_json(zlib.decompress(report.reading))
    except (zlib.error, msgspec.DecodeError) as error:
        yield "reading", f"its Reading cannot be read: {error}"
        return
    reading = msgspec.structs.replace(bare, document=msgspec.structs.replace(bare.document, text=report.text))
    for name, value in document_row(reading.document).items():
        if getattr(report, name) != value:
            yield "row", f"{name} is not what the Reading and the text give"
    for problem in wrong_spans(reading):
        yield "reading", problem
    fixes = fixes_of(connection, reading) if corrected else None
    try:
        items = items_of(reading, report.known_day, fixes)
    except msgspec.ValidationError as error:
        yield "row", f"a correction does not fit its Reading: {error}"
        return
    for name, wanted in _made(items).items():
        for problem in _differences(name, wanted, there[name].get(report.report, [])):
            yield "row", problem
    for name, beside in rows_beside(items).items():
        for problem in _missing(name, beside, there[name].get(report.report, [])):
            yield "row", problem


def _rows(connection: sa.Connection, first: int, last: int) -> Rows:
    """All rows of the reports with keys from `first` to `last`, by table and report."""
    found: dict[str, dict[int, list[Mapping[str, Any]]]] = {name: {} for name in (*MADE, *BESIDE)}
    queries = {name: (sa.select(table), table.c.report) for name, (table, _) in MADE.items()}
    for name, (beside, owner, key) in BESIDE.items():
        columns = [column for column in beside.c if column.name != key]
        joined = sa.select(owner.c.report, owner.c.item, *columns).join(owner, owner.c[key] == beside.c[key])
        queries[name] = (joined, owner.c.report)
    for name, (query, report) in queries.items():
        for row in connection.execute(query.where(report.between(first, last))).mappings():
            found[name].setdefault(row["report"], []).append(dict(row))
    return found


def _made(items: Items) -> dict[str, list[Row]]:
    """The rows of each table that the items of a report make."""
    return {
        "events": [row for row, _ in items.events],
        "measures": [row for row, _ in items.measures],
        "statements": [row for row, _ in items.statements],
        "talks": [row for row, _ in items.talks],
        "agreements": items.agreements,
        "actors": items.actors,
        "topics": [{"topic": topic} for topic in items.topics],
    }


def _differences(name: str, wanted: list[Row], rows: list[Mapping[str, Any]]) -> Iterator[str]:
    table, told_by = MADE[name]
    there = {row[told_by]: row for row in rows}
    key = next(iter(table.primary_key)).name
    for row in wanted:
        found = there.pop(row[told_by], None)
        if found is None:
            yield f"{name} have no row for {row[told_by]}"
            continue
        for column in (each.name for each in table.c):
            if column not in (*_LATER, key) and found[column] != row.get(column):
                yield f"{column} of {row[told_by]} in {name} is not what the Reading and the corrections give"
    for extra in there:
        yield f"{name} have a row for {extra}, which the Reading has not"


def _missing(name: str, wanted: Mapping[str, list[Row]], rows: list[Mapping[str, Any]]) -> Iterator[str]:
    there: dict[str, list[Row]] = {}
    for row in rows:
        there.setdefault(row["item"], []).append({key: row[key] for key in row if key not in ("report", "item")})
    for item, expected in wanted.items():
        if sorted(there.get(item, []), key=_sorted_by) != sorted(expected, key=_sorted_by):
            yield f"{name} of {item} are not what the Reading and the corrections give"


def _sorted_by(row: Row) -> str:
    return repr(sorted(row.items()))
