"""Adding is killed with SIGKILL at random moments; afterwards the record is looked over, and adding again completes it.

Shared by tests/test_store_kill.py and benchmarks/kills.py.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

import bilat
from bilat.errors import RecordError
from bilat.store.tables import metadata

# Makes an empty record and gives its address while the block runs.
Fresh = Callable[[], AbstractContextManager[str]]
# What differs between two runs that came to the same: when, and who wrote.
_OF_THE_RUN = {"added_at"}
_NOT_COMPARED = {"writers"}


@dataclass(frozen=True)
class Killed:
    """What became of it: kills that hit a running program, reports there at each, and records that were completed."""

    seconds: float
    held: tuple[int, ...]
    completed: int


def fresh_file(folder: Path) -> Fresh:
    """Records in files of a folder, one after the other."""

    @contextmanager
    def fresh() -> Iterator[str]:
        path = folder / "killed.db"
        yield str(path)
        for beside in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + beside).unlink(missing_ok=True)

    return fresh


class Adder:
    """The program that adds the readings of a file (tests/adder.py)."""

    def __init__(self, readings: Path) -> None:
        command = [sys.executable, "-m", "tests.adder", str(readings)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def run(self, address: str, kill_after: float | None = None) -> float | None:
        """The seconds it took; null where it was killed, so many seconds after it was begun, before its end."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{address}\n")
        process = int(self._told("opening"))
        begun = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        code = int(self._told("ended"))
        assert code in (0, -signal.SIGKILL)
        return time.monotonic() - begun if code == 0 else None

    def close(self) -> None:
        self._process.communicate()

    def _told(self, what: str) -> str:
        assert self._process.stdout is not None
        word, _, value = self._process.stdout.readline().partition(" ")
        assert word == what, word
        return value


def kill_adding(readings: Path, fresh: Fresh, *, kills: int, seed: int) -> Killed:
    """Adds the readings again and again to a record and kills it, until it completes; then begins with a new record.

    Raises `AssertionError` where a record cannot be opened, is not whole, or has become another one in the end.
    """
    chance = random.Random(seed)
    held: list[int] = []
    completed = 0
    with closing(Adder(readings)) as adder:
        with fresh() as address:
            seconds = adder.run(address)
            assert seconds is not None
            expected = contents(address)
        while len(held) < kills:
            with fresh() as address:
                while adder.run(address, chance.uniform(0, seconds) if len(held) < kills else None) is None:
                    held.append(looked_over(address))
                found = contents(address)
                assert [name for name in expected if found[name] != expected[name]] == [], "it is another record"
                assert looked_over(address) == len(expected["reports"])
                completed += 1
    return Killed(seconds, tuple(held), completed)


def looked_over(address: str) -> int:
    """The number of reports of a record that is whole; 0 where the program came to make none."""
    try:
        with bilat.Record(address, create=False) as record:
            problems = record.check()
            with record.store.reading() as connection:
                count = connection.execute(
                    sa.select(sa.func.count()).select_from(metadata.tables["reports"])
                ).scalar_one()
    except RecordError as error:
        if "no record yet" in error.problem:
            return 0
        raise
    assert not problems, problems
    return int(count)


def contents(address: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, with names in the place of keys, which depend on how often adding was begun."""
    names: dict[str, dict[Any, Any]] = {}
    found: dict[str, list[dict[str, Any]]] = {}
    with bilat.Record(address, create=False) as record, record.store.reading() as connection:
        for table in metadata.sorted_tables:
            if table.name in _NOT_COMPARED:
                continue
            named = []
            known = names[table.name] = {}  # a report may be a copy of an earlier one
            for row in connection.execute(sa.select(table).order_by(*table.primary_key)).mappings():
                named.append(_named(table, dict(row), names))
                own = ("id", "revision", "report", "item", "name")
                known[row[next(iter(table.primary_key)).name]] = tuple(named[-1].get(name) for name in own)
            found[table.name] = sorted(named, key=repr)
    return found


def _named(table: sa.Table, row: dict[str, Any], names: dict[str, dict[Any, Any]]) -> dict[str, Any]:
    named = {name: value for name, value in row.items() if name not in _OF_THE_RUN}
    for key in table.foreign_keys:
        if row[key.parent.name] is not None:
            named[key.parent.name] = names[key.column.table.name][row[key.parent.name]]
    own = list(table.primary_key)
    if len(own) == 1 and own[0].autoincrement is True:
        del named[own[0].name]
    return named
