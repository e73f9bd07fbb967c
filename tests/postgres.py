"""A PostgreSQL server of the tests' own, in a temporary folder; it is started when a test first asks for it.

Debian's package keeps its programs in /usr/lib/postgresql/VERSION/bin. Where there are none, tests that need a server
skip and say so, unless $BILAT_POSTGRES is "required", as it is in CI.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bilat.record import Record

USER, PASSWORD = "bilat", "a secret"
# Nothing here has to outlive a power failure.
_SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60", "timezone=UTC")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version there is."""
    found = shutil.which("postgres")
    if found is not None:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


@dataclass(frozen=True)
class Server:
    """A running server: the folder of its socket, its port, and databases on it."""

    folder: Path
    port: int
    names: Iterator[int] = field(default_factory=count)

    def address(self, database: str) -> str:
        """The URL of a database, by the socket and without a password."""
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    def address_with(self, password: str, database: str = "template1") -> str:
        """The URL of a database, by the network, where a password is asked for."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self, template: str | None = None) -> Iterator[str]:
        """The address of a fresh database: with nothing in it, or what a template holds."""
        name = f"test_{next(self.names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template0'} {'' if template else ordering(self)}")
        try:
            yield self.address(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> list[Any]:
        """The rows of one statement of SQL."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def ordering(server: Server) -> str:
    """Databases that order text as people do, as most servers are set up: what bilat shows must not depend on it."""
    known = server.execute("SELECT 1 FROM pg_collation WHERE collname = 'en-x-icu'")
    version = int(server.execute("SHOW server_version_num")[0][0])
    return (
        "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'" if known and version >= 150000 else "ENCODING 'UTF8'"
    )


@contextmanager
def running() -> Iterator[Server]:
    """A server while the block runs. Skips the test where PostgreSQL is not installed."""
    folder_of_programs = programs()
    if folder_of_programs is None:
        assert os.environ.get("BILAT_POSTGRES") != "required", "PostgreSQL is required here, and is not installed"
        pytest.skip("needs PostgreSQL (apt-get install postgresql), which is not installed")
    with tempfile.TemporaryDirectory(prefix="bilat-postgres-") as temporary:
        folder = Path(temporary)
        owner = _owner()
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        process = _start(folder_of_programs, folder, owner)
        try:
            server = Server(folder, _port_of(folder))
            _wait_for(server, process)
            server.execute(f"ALTER USER {USER} PASSWORD '{PASSWORD}'")
            with server.database() as address:
                Record(address).close()
                server.execute(f"CREATE DATABASE empty_record TEMPLATE {address.partition('@/')[2].partition('?')[0]}")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # PostgreSQL's fast way to end: it waits for nobody
            process.wait(20)


def _start(programs: Path, folder: Path, owner: pwd.struct_passwd | None) -> "subprocess.Popen[bytes]":
    data = folder / "data"
    whose: dict[str, Any] = {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    options = ("--no-sync", "--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256")
    password = folder / "password"
    password.write_text(PASSWORD)
    command = [str(programs / "initdb"), "-D", str(data), "-U", USER, f"--pwfile={password}", *options]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, **whose)
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *_SETTINGS)
    given = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", data, *given], cwd=folder, stdout=log, stderr=log, **whose
        )


def _owner() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    pytest.skip("PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")


def _port_of(folder: Path) -> int:
    """The port that the server was given: it stands in the fourth line of its own note."""
    note = folder / "data" / "postmaster.pid"
    for _ in range(200):
        lines = note.read_text().splitlines() if note.exists() else []
        if len(lines) >= 4:
            return int(lines[3])
        time.sleep(0.05)
    raise AssertionError((folder / "log").read_text())


def _wait_for(server: Server, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            server.execute("SELECT 1")
        except psycopg.OperationalError:
            assert process.poll() is None, (server.folder / "log").read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError((server.folder / "log").read_text())
