"""Opening a record: the right file or server, the right version, one writer at a time."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.store import files, fulltext, migrating, servers, tables, writers
from bilat.store.complaints import is_held, told
from bilat.store.tables import VERSION

# How long a writer waits for another one before it gives up, in seconds.
PATIENCE = 30.0
# The first half of the lock that writers of a record share on a PostgreSQL server; the schema's name is the other.
_LOCK = files.APPLICATION


def default_address() -> str:
    """Where the record is unless `--db` or `$BILAT_DB` says otherwise: one file in the user's data folder."""
    import platformdirs

    return os.environ.get("BILAT_DB") or str(Path(platformdirs.user_data_dir("bilat", appauthor=False)) / "record.db")


class Store:
    """An open record. `reading()` and `writing()` give connections; both end their transaction when left."""

    def __init__(self, engine: sa.Engine, address: str, path: Path | None, patience: float) -> None:
        """Made by `open_store`; `path` is the file, null on a server."""
        self.engine = engine
        self.address = address
        self.path = path
        self.patience = patience
        self._writer: int | None = None
        self._signing_in = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees the record as it was when first asked, whatever is added meanwhile."""
        with told(self.address), self.engine.connect() as connection:
            if self.path is None:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A connection that may write, alone; what was written is kept when the block ends, or not at all.

        Raises `RecordError`, which names who holds the record, where another writer does not end in time.
        """
        with self._signing_in:
            if self._writer is None:
                with self.alone() as connection:
                    writer = writers.sign_in(connection)
                self._writer = writer
        with self.alone() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sa.Connection]:
        """As `writing`, but nobody is told who we are: for what makes the tables, or takes no time."""
        with told(self.address), self.engine.connect().execution_options(bilat_writes=True) as connection:
            try:
                transaction = connection.begin()
                if self.path is None:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(self.patience * 1000))}")
                    schema = sa.func.hashtext(sa.func.current_schema())
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, schema)))
            except sa.exc.OperationalError as error:
                if is_held(error):
                    raise RecordError(self.address, self._held()) from None
                raise
            with transaction:
                yield connection

    def close(self) -> None:
        """Closes all connections, and signs out as a writer."""
        try:
            if self._writer is not None:
                with self.alone() as connection:
                    writers.sign_out(connection, self._writer)
        except RecordError:
            pass  # a full disk, a lost server: the next writer strikes us out
        finally:
            self._writer = None
            self.engine.dispose()

    def __enter__(self) -> "Store":
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    def _held(self) -> str:
        """Who holds the record, as an error says it."""
        with self.engine.connect() as connection:
            known = sa.inspect(connection).has_table(tables.writers.name)
            others = writers.signed_in(connection, self._writer) if known else []
        who = "; ".join(others) or "another program"
        return f"is being written by {who}; wait until it has ended, then try again"


def open_store(address: str | Path, *, create: bool = True, patience: float = PATIENCE) -> Store:
    """The record at a path or a PostgreSQL URL. An older one is brought up to date, after a copy of it was made.

    Raises `RecordError` where there is none and `create` is false, or it is no record, broken, or of a newer bilat.
    """
    address = str(address)
    if servers.is_server(address):
        store = Store(servers.engine_of(address), servers.shown(address), None, patience)
    else:
        files.check_place(Path(address), create=create)
        path = Path(os.path.realpath(address))
        store = Store(files.engine_of(path, patience), address, path, patience)
    try:
        with told(store.address):
            _make_or_migrate(store, create=create)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _make_or_migrate(store: Store, *, create: bool) -> None:
    with store.engine.connect() as connection:
        found = _version(connection, store)
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
        migrating.migrate(store, found)
    if store.path is not None:
        files.log_ahead(store.engine)


def _version(connection: sa.Connection, store: Store) -> int | None:
    """The version of the record; None where there is nothing yet. Raises `RecordError` where it is another's."""
    if store.path is not None and not files.is_ours(connection, store.address):
        return None
    return migrating.version_of(connection, store.address)


def _make(store: Store) -> None:
    with store.alone() as connection:
        if _version(connection, store) is not None:
            return  # another process was first
        if store.path is None:
            servers.check_encoding(connection, store.address)
        else:
            files.make_ours(connection)
        tables.metadata.create_all(connection, checkfirst=False)
        fulltext.create(connection)
        migrating.set_version(connection, VERSION)
