"""Records in SQLite files: how they are opened, whose a file is, and copying one.

A file is never looked into but through SQLite: closing any other handle on it would drop the locks that this process
holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.store.complaints import told

# "blat" in ASCII, in the head of the file: SQLite's mark for files of an application's own.
APPLICATION = 0x626C6174
# SQLite keeps this much of the file in memory, in KiB.
CACHE = 65_536
# After a large transaction the log beside the file is cut down to this, in bytes.
LARGEST_LOG = 64 * 2**20
# How long it is tried to switch a file to write-ahead logging while others are busy with it, in seconds.
_SWITCHES_WITHIN = 1.0

# The size of the head of a SQLite file, in bytes.
_SMALLEST = 100

_FOREIGN = "is a SQLite file of another program; give another file with --db"


def engine_of(path: Path, patience: float) -> sa.Engine:
    """Connections to a file; a writer waits `patience` seconds for another one."""
    # What may only be read is opened anew each time, because how depends on whether somebody writes there now.
    pool = sa.QueuePool if may_write(path) else sa.NullPool
    engine = sa.create_engine("sqlite://", creator=lambda: connect(path, patience), poolclass=pool)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("bilat_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def connect(path: Path, patience: float) -> sqlite3.Connection:
    """A connection whose transactions are begun by its user, not by the driver."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{_mode(path)}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in (
            "synchronous = NORMAL",
            "foreign_keys = ON",
            f"cache_size = -{CACHE}",
            f"journal_size_limit = {LARGEST_LOG}",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_place(path: Path, *, create: bool) -> None:
    """Raises `RecordError` where there can be no record at this path, or there is none and `create` is false."""
    if "\0" in str(path):
        raise RecordError(str(path).replace("\0", "?"), "is no name of a file")
    if str(path) == ":memory:":
        raise RecordError(str(path), "is no name of a file; give one in a temporary folder for a record to throw away")
    try:
        if path.is_dir():
            raise RecordError(str(path), "is a folder; give the file of the record")
        there = path.exists()
        if there and not path.is_file():
            raise RecordError(str(path), "is no plain file; give another one with --db")
        if there and 0 < path.stat().st_size < _SMALLEST:  # SQLite would take one byte for an empty file
            raise RecordError(str(path), "is not a record of bilat; give another file with --db")
        if not there and not create:
            raise RecordError(str(path), "there is no record yet; `bilat add` makes one")
        if not there:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(str(path), f"cannot be opened: {error.strerror or error}") from None


def is_ours(connection: sa.Connection, record: str) -> bool:
    """Whether the file holds a record; false for one that is empty. Raises `RecordError` where it is another's."""
    whose = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if whose == APPLICATION:
        return True
    if whose or connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one():
        raise RecordError(record, _FOREIGN)
    return False


def make_ours(connection: sa.Connection) -> None:
    """Marks an empty file as a record."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def log_ahead(engine: sa.Engine) -> None:
    """Switches a file to write-ahead logging, so that readers go on while somebody writes.

    The file remembers it. While others are busy with the file it cannot be done; who opens it next tries again.
    """
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        if connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            return
        until = time.monotonic() + _SWITCHES_WITHIN
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    return
                time.sleep(0.02)
            else:
                return
    finally:
        raw.close()


def copy_file(path: Path, copy: Path) -> None:
    """A copy of a record, whole even while others write to it (SQLite's own backup).

    Raises `RecordError` where there is a file of that name, or no room for one.
    """
    with (
        appearing(copy) as part,
        told(str(copy)),
        closing(connect(path, 0)) as source,
        closing(_target(part)) as target,
    ):
        source.backup(target)
        target.execute("DELETE FROM writers")


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Where to write a file that has its name only when it is complete. Raises `RecordError` where there is one."""
    if path.exists():
        raise RecordError(str(path), "is there already, and is not overwritten; give another name")
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        yield part
        part.rename(path)
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):
            part.with_name(f"{part.name}{beside}").unlink(missing_ok=True)


def _target(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rwc", uri=True, isolation_level=None)


def may_write(path: Path) -> bool:
    """Whether a file, and the log that SQLite keeps beside it, may be written."""
    return os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def _mode(path: Path) -> str:
    if may_write(path):
        return "mode=rwc"
    # Where nobody writes there is no log, and SQLite need not make one to read.
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
