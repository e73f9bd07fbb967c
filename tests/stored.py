"""What tests of the record ask of it, and another program that holds it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

import bilat
from bilat.store import fulltext
from bilat.store.tables import reports, statements


def rows(record: bilat.Record, *columns: sa.ColumnElement[object]) -> list[tuple[object, ...]]:
    """Rows of these columns."""
    with record.store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns))]


def texts(record: bilat.Record) -> list[tuple[object, ...]]:
    return sorted(rows(record, reports.c.id, reports.c.revision, reports.c.text))


def found(record: bilat.Record, table: sa.Table, words: str) -> list[str]:
    name = reports.c.id if table is reports else statements.c.item
    with record.store.reading() as connection:
        return sorted(
            connection.execute(sa.select(name).where(fulltext.matches(connection, table.name, words))).scalars()
        )


@contextmanager
def holding(address: str) -> Iterator["subprocess.Popen[str]"]:
    """Another program in the middle of a transaction."""
    command = [sys.executable, "-m", "tests.holder", address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        try:
            yield process
        finally:
            process.kill()
