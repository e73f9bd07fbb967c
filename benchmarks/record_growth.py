"""Makes a record file a hundred times as large: its own rows again, under other keys, on other days.

What is copied went through the door first, so a copy has what the door writes: rows, links, and what links are found by
(bands of signatures, telling words, full text). Each copy lies some weeks after the one before. A copied text has the
words of its original and no Reading of its own days, so the grown record is for measuring only.
"""

import sqlalchemy as sa

import bilat
from bilat.store import fulltext
from bilat.store.tables import metadata, word_counts

# Days between two copies: whole weeks, as near-duplicates are looked for by the week.
APART = 35
_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*"
_DAYS = {"day", "known_day", "superseded_on", "published"}
_TIMES = {"time", "announced", "effective", "ended", "deadline"}
_IDS = {"reports.id", "stories.id", "happenings.id", "chains.id", "threads.id"}
_NOT_COPIED = {"meta", "writers", "word_counts", "corrections", "correction_items", "alerts", "alert_deliveries"}


def grow(record: bilat.Record, copies: int) -> None:
    """Adds so many copies of what the record holds; SQLite files only."""
    tables = [table for table in metadata.sorted_tables if table.name not in _NOT_COPIED]
    with record.store.writing() as connection:
        last = {table.name: _last(connection, table) for table in tables}
        for copy in range(1, copies + 1):
            for table in tables:
                # Rows of the record as it was: keys of copies are higher.
                chosen = sa.select(*(_copied(column, copy, last) for column in table.columns)).where(
                    *(column <= last[name] for column, name in _keys(table))
                )
                connection.execute(table.insert().from_select(list(table.columns), chosen, include_defaults=False))
            print(f"  {copy + 1} of {copies + 1} copied", end="\r", flush=True)
        connection.execute(word_counts.update().values(stories=word_counts.c.stories * (copies + 1)))
        fulltext.rebuild(connection)


def _keys(table: sa.Table) -> list[tuple[sa.Column[int], str]]:
    """The columns that hold keys, each with the table whose key it is."""
    own = [(column, table.name) for column in table.primary_key.columns if column is table.autoincrement_column]
    others = [
        (column, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if not column.nullable
    ]
    return own + others


def _last(connection: sa.Connection, table: sa.Table) -> int:
    column = table.autoincrement_column
    return 0 if column is None else int(connection.execute(sa.select(sa.func.max(column))).scalar() or 0)


def _copied(column: sa.Column[object], copy: int, last: dict[str, int]) -> sa.ColumnElement[object]:
    """A column's value in a copy."""
    name = column.name
    if column is column.table.autoincrement_column:
        return column + copy * last[column.table.name]
    if column.foreign_keys:
        return column + copy * last[next(iter(column.foreign_keys)).column.table.name]
    if str(column) in _IDS:
        return column + f"~{copy}"
    if name == "week":
        return column + copy * APART // 7
    if name == "band":
        # Another signature: reports of different copies share none.
        return column.op("&")(0x7FFFFFFFFFFFFF00) + copy
    if name in _DAYS or name.removesuffix("_start").removesuffix("_end") in _TIMES:
        moved = sa.func.date(sa.func.substr(column, 1, 10), f"+{copy * APART} days").concat(sa.func.substr(column, 11))
        return sa.case((column.op("GLOB")(_DAY), moved), else_=column)
    return column
