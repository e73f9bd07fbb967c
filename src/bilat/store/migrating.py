"""Which version a record has, and bringing an older one up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.store.migrations import STEPS
from bilat.store.tables import VERSION, meta

if TYPE_CHECKING:
    from bilat.store.opening import Store


def version_of(connection: sa.Connection) -> int | None:
    """The version of the tables; None where there are none of ours."""
    if not sa.inspect(connection).has_table("meta"):
        return None
    value = connection.execute(sa.select(meta.c.value).where(meta.c.name == "version")).scalar()
    return None if value is None else int(value)


def set_version(connection: sa.Connection, version: int) -> None:
    """Writes the version down."""
    connection.execute(meta.delete().where(meta.c.name == "version"))
    connection.execute(meta.insert().values(name="version", value=str(version)))


def migrate(store: "Store", path: Path | None, found: int) -> None:
    """Takes the steps from `found` to today's version in one transaction; of a file a copy is made first."""
    if path is not None:
        copy_file(path, path.with_name(f"{path.name}.version-{found}"))
    with store._alone() as connection:
        if version_of(connection) != found:
            return  # another process was first
        for version in range(found, VERSION):
            if version not in STEPS:
                raise RecordError(
                    store.address, f"is of record version {version}, which this bilat cannot bring up to date"
                )
            STEPS[version](connection)
        set_version(connection, VERSION)


def copy_file(path: Path, copy: Path) -> None:
    """A copy of a record, whole even while others write to it (SQLite's own backup)."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
