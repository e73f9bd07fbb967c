"""Opening a record: the right file or server, the right version, one writer at a time."""

import os
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.store import fulltext, migrating
from bilat.store.tables import VERSION, metadata, writers

# "blat" in ASCII, in the head of the file: SQLite's mark for files of an application's own.
APPLICATION = 0x626C6174
# How long a writer waits for another one before it gives up, in seconds.
PATIENCE = 30.0
# SQLite keeps this much of the file in memory, in KiB.
CACHE = 65_536
# The number of the lock that writers share on a PostgreSQL server.
SERVER_LOCK = APPLICATION


def default_address() -> str:
    """Where the record is unless `--db` or `$BILAT_DB` says otherwise: one file in the user's data folder."""
    import platformdirs

    return os.environ.get("BILAT_DB") or str(Path(platformdirs.user_data_dir("bilat", appauthor=False)) / "record.db")


class Store:
    """An open record. `reading()` and `writing()` give connections; both end their transaction when left."""

    def __init__(self, engine: sa.Engine, address: str, patience: float) -> None:
        """Made by `open_store`."""
        self.engine = engine
        self.address = address
        self.patience = patience
        self._writer: int | None = None

    @property
    def is_file(self) -> bool:
        """Whether it is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the record as it was when first asked, whatever is added meanwhile."""
        with _told(self.address), self.engine.connect() as connection:
            if not self.is_file:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection that may write, alone; what was written is kept when the block ends, or not at all.

        Raises `RecordError`, which names who holds the record, where another writer does not end in time.
        """
        if self._writer is None:
            self._sign_in()
        with _told(self.address), self._alone() as connection:
            yield connection

    def close(self) -> None:
        """Closes all connections, and signs out as a writer."""
        if self._writer is not None:
            with _told(self.address), self._alone() as connection:
                connection.execute(writers.delete().where(writers.c.writer == self._writer))
            self._writer = None
        self.engine.dispose()

    def __enter__(self) -> "Store":
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    @contextmanager
    def _alone(self) -> Iterator[sa.Connection]:
        with self.engine.connect().execution_options(bilat_writes=True) as connection:
            try:
                transaction = connection.begin()
                if not self.is_file:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self.patience * 1000)}")
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(SERVER_LOCK)))
            except sa.exc.OperationalError as error:
                if _is_held(error):
                    raise RecordError(self.address, self._who_holds()) from None
                raise
            with transaction:
                yield connection

    def _sign_in(self) -> None:
        """Writes down who we are, and strikes out those of this machine who are gone."""
        here = socket.gethostname()
        with _told(self.address), self._alone() as connection:
            for other in connection.execute(sa.select(writers).where(writers.c.host == here)).all():
                if not _is_running(other.process):
                    connection.execute(writers.delete().where(writers.c.writer == other.writer))
            row = {
                "process": os.getpid(),
                "host": here,
                "command": " ".join(["bilat", *sys.argv[1:4]])[:200],
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }
            key = connection.execute(writers.insert().values(row)).inserted_primary_key
            self._writer = key[0] if key else None

    def _who_holds(self) -> str:
        with self.engine.connect() as connection:
            rows = connection.execute(sa.select(writers).where(writers.c.writer != (self._writer or -1))).all()
        others = [row for row in rows if row.host != socket.gethostname() or _is_running(row.process)]
        who = "; ".join(f"process {row.process} on {row.host} ({row.command}) since {row.since}" for row in others)
        return f"is being written by {who or 'another program'}; wait until it has ended, then try again"


def open_store(address: str | Path, *, create: bool = True, patience: float = PATIENCE) -> Store:
    """The record at a path or a PostgreSQL URL. An older one is brought up to date, after a copy of it was made.

    Raises `RecordError` where there is none and `create` is false, or it is no record, broken, or of a newer bilat.
    """
    address = str(address)
    server = address.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))
    engine = _server(address) if server else _file(Path(address), create=create, patience=patience)
    store = Store(engine, _shown(address), patience)
    try:
        with _told(store.address):
            _make_or_migrate(store, None if server else Path(address), create=create)
    except BaseException:
        engine.dispose()
        raise
    return store


def _server(address: str) -> sa.Engine:
    try:
        import psycopg  # noqa: F401 - asked for here, so that its absence can be told
    except ImportError:
        raise RecordError(_shown(address), "needs the extra: pip install 'bilat[postgres]'") from None
    url = sa.make_url(address.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    return sa.create_engine(url, connect_args={"application_name": "bilat"})


def _file(path: Path, *, create: bool, patience: float) -> sa.Engine:
    if path.is_dir():
        raise RecordError(str(path), "is a folder; give the file of the record")
    if not path.exists() or path.stat().st_size == 0:
        if not create:
            raise RecordError(str(path), "there is no record yet; `bilat add` makes one")
        path.parent.mkdir(parents=True, exist_ok=True)
    else:
        _check_head(path)
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": patience})

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        readonly = not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
        for pragma in (
            f"busy_timeout = {int(patience * 1000)}",
            "query_only = ON" if readonly else "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            f"cache_size = -{CACHE}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("bilat_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _check_head(path: Path) -> None:
    """A SQLite file says so in its first bytes, and in bytes 68 to 71 whose it is."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        raise RecordError(str(path), "is not a record of bilat; give another file with --db")
    if int.from_bytes(head[68:72], "big") not in (APPLICATION, 0):
        raise RecordError(str(path), "is a SQLite file of another program; give another file with --db")


def _make_or_migrate(store: Store, path: Path | None, *, create: bool) -> None:
    with store.engine.connect() as connection:
        found = migrating.version_of(connection)
    if found is None:
        if not create:
            raise RecordError(store.address, "holds no record yet; `bilat add` makes one")
        _make(store)
    elif found > VERSION:
        raise RecordError(
            store.address,
            f"was written by a newer bilat (record version {found}, this one knows {VERSION}); update bilat",
        )
    elif found < VERSION:
        migrating.migrate(store, path, found)


def _make(store: Store) -> None:
    with store._alone() as connection:
        if migrating.version_of(connection) is not None:
            return  # another process was first
        if store.is_file:
            if connection.execute(sa.text("SELECT count(*) FROM sqlite_schema")).scalar():
                raise RecordError(store.address, "is a SQLite file of another program; give another file with --db")
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        metadata.create_all(connection)
        fulltext.create(connection)
        migrating.set_version(connection, VERSION)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """What the database complains of, as one line that says what to do."""
    try:
        yield
    except (sa.exc.OperationalError, sa.exc.DatabaseError, sqlite3.DatabaseError) as error:
        raise RecordError(address, _meaning(str(getattr(error, "orig", None) or error))) from error


# What a database says, and what that means for whoever reads it.
_MEANINGS = (
    ("readonly database", "may not be written to; check its permissions, or give another file with --db"),
    ("unable to open", "cannot be opened; check that its folder exists and may be written to"),
    ("disk is full", "the disk is full; nothing of this report was kept, make room and add it again"),
    ("No space left", "the disk is full; nothing of this report was kept, make room and add it again"),
    ("malformed", "is damaged; restore a backup (bilat backup makes them)"),
    ("not a database", "is not a record of bilat; give another file with --db"),
    ("disk I/O error", "cannot be read from or written to: the disk reports an error"),
    ("database is locked", "is being written by another program; wait until it has ended, then try again"),
)


def _meaning(problem: str) -> str:
    first = problem.strip().splitlines()[0]
    return next((meaning for words, meaning in _MEANINGS if words in problem), first)


def _is_held(error: sa.exc.OperationalError) -> bool:
    return any(words in str(error.orig) for words in ("database is locked", "lock timeout"))


def _is_running(process: Any) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _shown(address: str) -> str:
    """The address for people: without a password."""
    return sa.make_url(address).render_as_string(hide_password=True) if "://" in address else address
