"""Which version a record has, and bringing an older one up to date."""

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.store import files
from bilat.store.migrations import STEPS
from bilat.store.tables import VERSION, meta, metadata

if TYPE_CHECKING:
    from bilat.store.opening import Store


def version_of(connection: sa.Connection, record: str) -> int | None:
    """The version of the tables; None where there are none of ours.

    Raises `RecordError` where tables of another program have the names of ours, or the version has been lost.
    """
    there = set(sa.inspect(connection).get_table_names()) & set(metadata.tables)
    if not there:
        return None
    if meta.name in there and {column["name"] for column in sa.inspect(connection).get_columns(meta.name)} == set(
        meta.columns.keys()
    ):
        value = connection.execute(sa.select(meta.c.value).where(meta.c.name == "version")).scalar()
        if value is not None and value.isdecimal():
            return int(value)
    raise RecordError(
        record,
        f"has tables named {', '.join(sorted(there)[:3])}, and is no record of bilat or a damaged one; give another",
    )


def set_version(connection: sa.Connection, version: int) -> None:
    """Writes the version down."""
    connection.execute(meta.delete().where(meta.c.name == "version"))
    connection.execute(meta.insert().values(name="version", value=str(version)))


def migrate(store: "Store", found: int) -> None:
    """Takes the steps from `found` to today's version in one transaction; of a file a copy is made first.

    Raises `RecordError` where a step is missing. Whatever goes wrong, the record stays what it was.
    """
    with store.alone() as connection:
        if version_of(connection, store.address) != found:
            return  # another process was first
        if missing := set(range(found, VERSION)) - set(STEPS):
            problem = f"is of record version {min(missing)}, which this bilat cannot bring up to date"
            raise RecordError(store.address, problem)
        copy = None if store.path is None else _free_name(store.path, found)
        if store.path is not None and copy is not None:
            files.copy_file(store.path, copy)
        try:
            for version in range(found, VERSION):
                STEPS[version](connection)
            set_version(connection, VERSION)
        except BaseException:
            if copy is not None:
                copy.unlink()  # the record is as it was; copies of failed attempts would pile up
            raise


def _free_name(path: Path, version: int) -> Path:
    """What the copy is called: `record.db.version-1`, with a number where an earlier copy has that name."""
    name = f"{path.name}.version-{version}"
    copy, number = path.with_name(name), 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{name}.{number}")
    return copy
