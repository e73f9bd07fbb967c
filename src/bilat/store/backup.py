"""A copy of a live record, as a SQLite file."""

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bilat.store import files, fulltext
from bilat.store.tables import meta, metadata, writers

if TYPE_CHECKING:
    from bilat.store.opening import Store

# Rows copied from a server at a time.
_ROWS = 1_000


def back_up(store: "Store", copy: Path) -> None:
    """Copies a record as it is at one moment, whatever is written meanwhile; the file appears when it is complete.

    The copy of a record on a server is a SQLite file too, with the same keys. Raises `RecordError` where the file is
    there already or cannot be written.
    """
    files.check_place(copy, create=True)
    if store.path is not None:
        files.copy_file(store.path, copy)
    else:
        with files.appearing(copy) as part:
            _copy_tables(store, part)


def _copy_tables(store: "Store", part: Path) -> None:
    from bilat.store.opening import open_store

    with open_store(part) as target, store.reading() as source, target.alone() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # a report may point to a later one
        for table in metadata.sorted_tables:
            if table not in (meta, writers):
                rows = source.execute(sa.select(table).execution_options(yield_per=_ROWS))
                for some in rows.mappings().partitions():
                    connection.execute(table.insert(), [dict(row) for row in some])
        fulltext.rebuild(connection)
