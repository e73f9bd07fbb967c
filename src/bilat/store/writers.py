"""Who has opened a record for writing, so that somebody who waits can be told.

The row of a program that was killed stays; the next writer of that machine strikes it out.
"""

import os
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bilat.store.servers import shown
from bilat.store.tables import writers

# Rows of other machines, on which there is no telling who runs, are struck out after so long.
_FORGOTTEN = timedelta(days=7)


def sign_in(connection: sa.Connection) -> int:
    """Writes down who we are and strikes out who is gone. Gives the key to sign out with."""
    here, now = socket.gethostname(), datetime.now(UTC)
    gone = [
        row.writer
        for row in connection.execute(sa.select(writers))
        if (not _is_running(row.process) if row.host == here else row.since < _text(now - _FORGOTTEN))
    ]
    connection.execute(writers.delete().where(writers.c.writer.in_(gone)))
    row = {"process": os.getpid(), "host": here, "command": _command(), "since": _text(now)}
    return int(connection.execute(writers.insert().values(row).returning(writers.c.writer)).scalar_one())


def sign_out(connection: sa.Connection, writer: int) -> None:
    """Takes our own row away."""
    connection.execute(writers.delete().where(writers.c.writer == writer))


def signed_in(connection: sa.Connection, besides: int | None = None) -> list[str]:
    """Who has the record open for writing and, as far as can be told, still runs: one line each."""
    here = socket.gethostname()
    rows = connection.execute(sa.select(writers).order_by(writers.c.since, writers.c.writer)).all()
    return [
        f"process {row.process}{'' if row.host == here else f' on {row.host}'} ({row.command}) since {row.since}"
        for row in rows
        if row.writer != besides and (row.host != here or _is_running(row.process))
    ]


def _command() -> str:
    """The command line as people know it, without passwords."""
    program = Path(sys.argv[0] or "python")
    name = "bilat" if program.name == "__main__.py" else program.name
    line = " ".join([name, *(shown(each) for each in sys.argv[1:6])])
    return line.encode(errors="replace").decode()[:200]


def _is_running(process: int) -> bool:
    if sys.platform == "win32":  # there, signal 0 is Ctrl-C
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
