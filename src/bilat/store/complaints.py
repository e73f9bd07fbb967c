"""What databases complain of, as one line that says what is wrong and what to do."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from bilat.errors import RecordError

_FULL = "the disk is full; nothing half-written was kept, make room and do it again"
_READ_ONLY = "may not be written to; check the permissions of the file and its folder, or give another file with --db"
_HELD = "is being written by another program; wait until it has ended, then try again"
_UNREACHABLE = "is not to be reached ({}); check the address, and that the server runs"

# What SQLite and PostgreSQL say, and what that means for whoever reads it; {} is the database's own line.
_MEANINGS = (
    ("readonly database", _READ_ONLY),
    ("read-only transaction", "is on a server that takes no changes now ({})"),
    ("unable to open", "cannot be opened; check that its folder exists and that you may read and write there"),
    ("disk is full", _FULL),
    ("No space left", _FULL),
    ("could not extend file", _FULL),
    ("malformed", "is damaged; `bilat check` says where, and a backup (bilat backup) brings it back"),
    ("not a database", "is not a record of bilat; give another file with --db"),
    (
        "disk I/O error",
        "cannot be read or written: the disk is full, allows no larger file or reports an error; nothing half-written "
        "was kept",
    ),
    ("database is locked", _HELD),
    ("lock timeout", _HELD),
    ("password authentication failed", "the server does not take this user name and password"),
    ("no password supplied", "the server asks for a password; give it in the URL or in ~/.pgpass"),
    ('database ".*" does not exist', "{}; make it with createdb, or give another address"),
    ("permission denied", "{}; ask for the right to create tables there"),
    ("terminating connection", "the server has ended the connection; try again when it is back"),
    ("connection is closed", "the server has ended the connection; try again when it is back"),
    ("connection unexpectedly", "the server has ended the connection; try again when it is back"),
    ("Connection refused", _UNREACHABLE),
    ("No such file or directory", _UNREACHABLE),
    ("No route to host", _UNREACHABLE),
    ("Network is unreachable", _UNREACHABLE),
    ("timeout expired", _UNREACHABLE),
    ("resolve host", _UNREACHABLE),
    ("translate host name", _UNREACHABLE),
)


@contextmanager
def told(record: str) -> Iterator[None]:
    """Turns what a database complains of into a `RecordError`."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise RecordError(record, _meaning(str(getattr(error, "orig", None) or error))) from error


def is_held(error: sa.exc.DBAPIError) -> bool:
    """Whether a database has waited in vain for another writer to end."""
    return any(words in str(error.orig) for words in ("database is locked", "lock timeout"))


def _meaning(problem: str) -> str:
    lines = [line.strip() for line in problem.splitlines() if line.strip()]
    own = lines[0].removeprefix("connection failed: ").removeprefix("FATAL: ").strip() if lines else "an unknown error"
    # psycopg tells all addresses that it tried; each failed like the first, or the last says why.
    meaning = next((meaning for words, meaning in _MEANINGS if re.search(words, problem)), "{}")
    return meaning.format(own)
