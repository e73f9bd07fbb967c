"""Bad input around the record, through the command line: one clear line, exit code 1 or 3, and nothing is lost."""

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import sqlalchemy as sa

import bilat
from bilat import cli
from bilat.store import tables
from tests.made_readings import ruling, telling
from tests.paragraphs import ENGLISH
from tests.postgres import Server
from tests.sample_readings import SAMPLES, sample_readings

ROOT = Path(__file__).parents[1]
# How each command that only asks is called; DIR is a new folder.
VIEWS = {
    "agreements": ["IND", "USA"],
    "alerts": ["list"],
    "backup": ["DIR/copy.db"],
    "brief": ["IND", "USA", "--since", "0001-01-01"],
    "check": [],
    "cite": ["old"],
    "compare": ["old", "e-old"],
    "correct": ["--list"],
    "export": ["DIR", "--format", "csv"],
    "feeds": ["list"],
    "measures": ["--by", "USA"],
    "reread": [],
    "statements": [],
    "stories": [],
    "talks": ["IND", "USA"],
    "timeline": ["IND", "USA"],
    "token": ["list"],
    "tone": ["IND", "USA"],
}
# Commands that ask nothing, work without a record, or go on until they are stopped.
OTHERS = {"add", "demo", "doctor", "explain", "label", "merge", "read", "schema", "serve", "split", "watch"}
THERE = sorted(VIEWS.keys() & cli.cli.commands.keys())


class Result(NamedTuple):
    """What a command did; `line` is the one line that it told on stderr."""

    code: int
    out: str
    lines: list[str]

    @property
    def line(self) -> str:
        assert len(self.lines) == 1, self.lines
        return self.lines[0]


Bilat = Callable[..., Result]


@pytest.fixture
def bilat_(capfdbinary: pytest.CaptureFixture[bytes]) -> Bilat:
    """Runs a command on a record, in this process."""

    def run(name: str, *arguments: str | Path, db: str | Path) -> Result:
        code = cli.run([name, *map(str, arguments), "--db", str(db)])
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return Result(code, out.decode(), err.decode().splitlines())

    return run


def view(name: str, folder: Path) -> list[str]:
    """The arguments of a command that only asks."""
    return [part.replace("DIR", str(folder / "new")) for part in VIEWS[name]]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports that `bilat add` can read."""
    file = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    file.write_bytes(b"\n".join((ROOT / SAMPLES).read_bytes().splitlines()[:3]))
    return file


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that nothing is wrong with, to be copied."""
    path = tmp_path_factory.mktemp("whole") / "record.db"
    with bilat.Record(path) as record:
        for reading in sample_readings()[:5]:
            record.add(reading)
    return path


# --- a file that is no record

NOT_OURS = "give another file with --db"


def _text(path: Path) -> None:
    path.write_text(ENGLISH * 100)


def _short_text(path: Path) -> None:
    path.write_text("x")


def _binary(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def _other_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE meta (name TEXT, value TEXT); CREATE TABLE songs (title TEXT)")


def _other_application(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA application_id = 252006673; CREATE TABLE features (title TEXT)")


def _folder(path: Path) -> None:
    path.mkdir()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


NO_RECORDS: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (_text, f"is not a record of bilat; {NOT_OURS}"),
    "short text": (_short_text, f"is not a record of bilat; {NOT_OURS}"),
    "binary": (_binary, f"is not a record of bilat; {NOT_OURS}"),
    "SQLite": (_other_sqlite, f"is a SQLite file of another program; {NOT_OURS}"),
    "a SQLite application's": (_other_application, f"is a SQLite file of another program; {NOT_OURS}"),
    "folder": (_folder, "is a folder; give the file of the record"),
    "pipe": (_pipe, "is no plain file; give another one with --db"),
}


@pytest.mark.parametrize("name", NO_RECORDS)
def test_what_is_no_record_is_refused_and_not_touched(bilat_: Bilat, tmp_path: Path, corpus: Path, name: str) -> None:
    make, problem = NO_RECORDS[name]
    path = tmp_path / "it.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    for done in (bilat_("add", corpus, db=path), bilat_("check", db=path)):
        assert (done.code, done.out, done.line) == (1, "", f"bilat: {path}: {problem}")
    assert [file.name for file in tmp_path.iterdir()] == ["it.db"]
    assert not path.is_file() or path.read_bytes() == before


def test_every_command_that_asks_is_tried() -> None:
    assert cli.cli.commands.keys() - OTHERS == set(VIEWS)


@pytest.mark.parametrize("name", THERE)
def test_a_view_of_no_record_makes_none(bilat_: Bilat, tmp_path: Path, name: str) -> None:
    path = tmp_path / "none.db"
    done = bilat_(*_split(name, tmp_path), db=path)
    assert done.code == 1
    assert done.line == f"bilat: {path}: there is no record yet; `bilat add` makes one"
    path.touch()
    done = bilat_(*_split(name, tmp_path), db=path)
    assert done.code == 1
    assert done.line == f"bilat: {path}: holds no record yet; `bilat add` makes one"
    assert path.read_bytes() == b""


def _split(name: str, folder: Path) -> list[str]:
    return [name, *view(name, folder)]


def test_a_record_in_a_folder_that_cannot_be_made(bilat_: Bilat, tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = bilat_("add", corpus, db=tmp_path / "file" / "record.db")
    assert done.code == 1
    assert done.line.startswith(f"bilat: {tmp_path}/file/record.db: cannot be opened: ")
    for address in (str(tmp_path / ("x" * 300)), str(tmp_path / "a\0b"), ":memory:"):
        assert bilat_("add", corpus, db=address).code == 1
        assert not Path(":memory:").exists()


def test_a_newer_record_is_left_alone(bilat_: Bilat, tmp_path: Path, whole: Path, corpus: Path) -> None:
    path = tmp_path / "record.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("UPDATE meta SET value = '99' WHERE name = 'version'; PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    for name in ("add", "check"):
        done = bilat_(name, *([corpus] if name == "add" else []), db=path)
        assert done.code == 1
        assert done.line == (
            f"bilat: {path}: was written by a newer bilat (record version 99, this one knows {tables.VERSION}); "
            "update bilat"
        )
    assert path.read_bytes() == before


def test_a_record_whose_version_is_lost(bilat_: Bilat, tmp_path: Path, whole: Path) -> None:
    for statement in ("DELETE FROM meta", "UPDATE meta SET value = 'x'", "DROP TABLE meta"):
        path = tmp_path / "record.db"
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)
        done = bilat_("check", db=path)
        assert done.code == 1
        assert "is no record of bilat or a damaged one" in done.line


@pytest.mark.parametrize(
    "length", [1, 15, 16, 99, 100, 511, 512, 4_095, 4_096, 4_097, 20_000, -40_960, -8_192, -4_096, -1]
)
def test_a_truncated_record(bilat_: Bilat, tmp_path: Path, whole: Path, corpus: Path, length: int) -> None:
    path = tmp_path / "record.db"
    data = whole.read_bytes()[:length]
    path.write_bytes(data)
    checked = bilat_("check", db=path)
    assert checked.code == 1
    told = f"{checked.out} {checked.lines}"
    assert "is damaged; " in told or "is not a record of bilat" in told or "wrong" in checked.lines[-1], told
    if not checked.out:  # it does not open, so nothing is added either
        added = bilat_("add", corpus, db=path)
        assert added.code == 1
        assert added.line == checked.line
        assert path.read_bytes() == data


# --- no right to write, no room


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that anybody may enter."""
    with tempfile.TemporaryDirectory(prefix="bilat-open-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def confined(*arguments: str | Path) -> Result:
    """Runs a command as `tests.confined` does, and gives stderr without what the libraries tell."""
    command = [sys.executable, "-m", "tests.confined", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Result(done.returncode, done.stdout, done.stderr.splitlines())


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
def test_what_may_only_be_read_can_be_read(
    open_folder: Path, whole: Path, corpus: Path, file_mode: int, folder_mode: int
) -> None:
    path = open_folder / "record.db"
    shutil.copy(whole, path)
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    shown = confined("--as-nobody", "timeline", "IND", "USA", "--db", path)
    assert (shown.code, shown.lines) == (0, [])
    assert shown.out
    checked = confined("--as-nobody", "check", "--db", path)
    assert checked.code == 0
    assert "was not checked, because the record may not be written to" in checked.out
    assert checked.lines == [f"{path}: nothing wrong"]
    written = confined("--as-nobody", "merge", "event-1", "event-2", "--db", path)
    assert (written.code, written.out) == (1, "")
    told = f"bilat: {path}: may not be written to; check the permissions of the file and its folder"
    assert written.line.startswith(told)
    assert path.read_bytes() == before
    assert [file.name for file in open_folder.iterdir()] == ["record.db"]


def test_somebody_who_may_not_write_reads_beside_a_writer(open_folder: Path, whole: Path) -> None:
    path = open_folder / "record.db"
    shutil.copy(whole, path)
    open_folder.chmod(0o755)
    with bilat.Record(path) as writer:
        writer.add(telling("latest", "2025-12-31"))
        shown = confined("--as-nobody", "timeline", "IND", "USA", "--since", "2025-12-31", "--db", path)
    assert (shown.code, shown.lines) == (0, [])
    assert "latest" in shown.out


def test_a_file_that_may_not_be_read(open_folder: Path, whole: Path) -> None:
    path = open_folder / "record.db"
    shutil.copy(whole, path)
    path.chmod(0o000)
    shown = confined("--as-nobody", "timeline", "IND", "USA", "--db", path)
    assert shown.code == 1
    assert shown.line == (
        f"bilat: {path}: cannot be opened; check that its folder exists and that you may read and write there"
    )


def test_a_folder_where_no_record_can_be_made(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    shown = confined("--as-nobody", "add", "none.txt", "--db", open_folder / "record.db")
    assert shown.code == 1
    assert "cannot be opened" in shown.line
    shown = confined("--as-nobody", "add", "none.txt", "--db", open_folder / "deep" / "record.db")
    assert shown.code == 1
    assert "cannot be opened: Permission denied" in shown.line


def _completes(bilat_: Bilat, path: Path, corpus: Path, kept: int) -> None:
    """What was kept is whole, and with room adding again completes it."""
    with bilat.Record(path) as record:
        assert record.check() == ()
        with record.store.reading() as connection:
            assert connection.execute(sa.select(sa.func.count()).select_from(tables.reports)).scalar_one() == kept
    done = bilat_("add", corpus, db=path)
    assert done.code == 0
    outcomes = [json.loads(line)["outcome"] for line in done.out.splitlines()]
    assert outcomes.count("unchanged") == kept
    assert bilat_("check", db=path).code == 0


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve reports."""
    file = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    file.write_bytes(b"\n".join((ROOT / SAMPLES).read_bytes().splitlines()[:12]))
    return file


def test_no_larger_file_is_allowed(bilat_: Bilat, tmp_path: Path, larger: Path) -> None:
    path = tmp_path / "record.db"
    bilat.Record(path).close()
    done = confined("--largest-file", str(path.stat().st_size + 150_000), "add", larger, "--db", path)
    assert done.code == 1
    assert done.line == (
        f"bilat: {path}: cannot be read or written: the disk is full, allows no larger file or reports an error; "
        "nothing half-written was kept"
    )
    kept = len(done.out.splitlines())
    assert 0 < kept < 12
    _completes(bilat_, path, larger, kept)


@contextmanager
def small_disk(size: int) -> Iterator[Path]:
    """A disk of so many bytes; skips the test where none may be mounted."""
    libc = ctypes.CDLL(None, use_errno=True)
    with tempfile.TemporaryDirectory(prefix="bilat-disk-") as name:
        if libc.mount(b"tmpfs", name.encode(), b"tmpfs", 0, f"size={size}".encode()) != 0:
            pytest.skip(f"needs the right to mount a small disk: {os.strerror(ctypes.get_errno())}")
        try:
            yield Path(name)
        finally:
            libc.umount2(name.encode(), 2)


def test_a_full_disk(bilat_: Bilat, tmp_path: Path, larger: Path) -> None:
    with small_disk(1_000_000) as disk:
        path = disk / "record.db"
        done = bilat_("add", larger, db=path)
        assert done.code == 1
        told = f"bilat: {path}: the disk is full; nothing half-written was kept, make room and do it again"
        assert done.line == told
        kept = len(done.out.splitlines())
        assert 0 < kept < 12
        with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(1_000))
        assert "the disk is full" in bilat_("backup", disk / "copy.db", db=path).line
        os.truncate(disk / "filler", (disk / "filler").stat().st_size - 100_000)  # SQLite needs 32 kB to read
        failed = bilat_("backup", disk / "copy.db", db=path)
        assert failed.code == 1
        assert "the disk is full" in failed.line
        assert not (disk / "copy.db").exists()
        (disk / "filler").unlink()
        shutil.copytree(disk, tmp_path / "moved")
        assert bilat_("check", db=path).code == 0
    _completes(bilat_, tmp_path / "moved" / "record.db", larger, kept)


# --- corpora and dates


def test_two_reports_of_one_id(bilat_: Bilat, tmp_path: Path) -> None:
    first = "Ministers of India and Japan met in Tokyo on Monday to speak of steel. They agreed to meet again in May."
    rows = [
        {"id": "edited", "text": first, "published": "2025-03-03"},
        {"id": "other", "text": first.replace("steel", "rice"), "published": "2025-03-03"},
        {"id": "edited", "text": first.replace("in May", "in June"), "published": "2025-03-04"},
        {"id": "other", "text": "Heavy rain fell on the coast last night, and roads were closed.", "title": "Rain"},
        {"id": "edited", "text": first, "published": "2025-03-03"},
        {"id": "last", "text": "The President of France flew to Berlin.", "published": "2025-03-05"},
    ]
    corpus, path = tmp_path / "corpus.jsonl", tmp_path / "record.db"
    corpus.write_text("\n".join(json.dumps(row) for row in rows))
    for again in (False, True):
        done = bilat_("add", corpus, db=path)
        assert done.code == 3
        assert done.line == (
            "error: other: the record holds another report of this id, published 2025-03-03; "
            "give this one an id of its own"
        )
        outcomes = [tuple(json.loads(line).values()) for line in done.out.splitlines()]
        assert outcomes == [
            ("edited", 1, "unchanged" if again else "new"),
            ("other", 1, "unchanged" if again else "new"),
            ("edited", 2, "unchanged" if again else "revision"),
            ("edited", 1, "unchanged"),
            ("last", 1, "unchanged" if again else "new"),
        ]
    assert bilat_("check", db=path).code == 0


def test_what_cannot_be_kept_is_named_and_the_rest_is_done(bilat_: Bilat, tmp_path: Path) -> None:
    rows = [
        {"id": "zero", "text": "India met\0Japan."},
        {"id": "year-zero", "text": "India met Japan.", "published": "0000-01-01"},
        {"id": "old", "text": "Envoys of Japan met envoys of Russia.", "published": "1850-01-01"},
    ]
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps(row) for row in rows))
    done = bilat_("add", corpus, db=tmp_path / "record.db")
    assert done.code == 3
    assert done.lines == [
        "error: zero: a zero character in text at 9, which no record can keep; take it out",
        f"error: {corpus}:2: published is '0000-01-01', not an ISO date such as 2025-12-11",
    ]
    assert [json.loads(line)["report"] for line in done.out.splitlines()] == ["old"]


@pytest.fixture(scope="module", params=["1850-01-01", "0001-01-01", "9999-12-31"])
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A record of one day long ago, or far ahead."""
    path = tmp_path_factory.mktemp("old") / "record.db"
    with bilat.Record(path) as record:
        for name in ("old", "other"):
            reading = telling(name, request.param, type="CONSULT", mode="visit")
            events = tuple(msgspec.structs.replace(event, intensity=1.5) for event in reading.events)
            record.add(msgspec.structs.replace(reading, events=events))
        record.add(ruling("ruling", request.param, "in-force"))
    return path, request.param


@pytest.mark.parametrize("name", THERE)
def test_days_long_ago_and_far_ahead_work_everywhere(
    bilat_: Bilat, old: tuple[Path, str], tmp_path: Path, name: str
) -> None:
    path, day = old
    done = bilat_(*_split(name, tmp_path), db=path)
    assert done.code == 0, done
    if name in ("timeline", "tone") or (name == "brief" and day < "9999"):
        assert day[:4] in done.out
    if name == "export":
        assert any(day in file.read_text() for file in (tmp_path / "new").glob("*.csv"))


@pytest.mark.parametrize("name", sorted({"brief", "talks", "timeline", "tone"} & set(THERE)))
def test_the_year_0_is_none(bilat_: Bilat, whole: Path, name: str) -> None:
    done = bilat_(name, "IND", "USA", "--since", "0000-01-01", db=whole)
    assert done.code in (1, 2)
    assert "0000-01-01" in done.lines[-1]


# --- countries

PAIRED = [name for name in THERE if VIEWS[name][:2] == ["IND", "USA"]]


@pytest.mark.parametrize("name", PAIRED)
@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ("IDN ", "USAA", "did you mean"),
        ("Indai", "USA", "did you mean IND (India)"),
        ("IND", "Untied States", "did you mean USA (United States)"),
        ("QQQQ", "USA", "give a code such as IND"),
        ("", "USA", "give a code such as IND"),
        ("IND", "India", "a pair is two different countries, not IND twice"),
        ("IND\n\x1b[31m", "USA", "is no country that bilat knows"),
    ],
)
def test_countries_that_are_none(bilat_: Bilat, whole: Path, name: str, first: str, second: str, problem: str) -> None:
    done = bilat_(name, first, second, db=whole)
    assert done.code in (1, 2)
    assert problem in done.lines[-1]
    assert "\x1b" not in done.lines[-1]


# --- servers


def test_an_address_that_is_none(bilat_: Bilat) -> None:
    for address, problem in (
        ("mysql://ada:hunter2@db/x", "mysql://ada:***@db/x: is neither a file nor a PostgreSQL URL"),
        ("sqlite:///x.db", "is neither a file nor a PostgreSQL URL"),
        ("postgresql://ada:hunter2@db:port/x", "postgresql://…: cannot be understood"),
        ("postgresql://ada:hunter2@db:99999/x", ""),
        ("postgresql://ada:hunt@er2@[::1/x", ""),
        ("postgresql://", ""),
    ):
        done = bilat_("check", db=address)
        assert done.code == 1
        assert problem in done.line
        assert "hunter2" not in done.line
        assert "er2" not in done.line


def test_a_server_that_is_not_there(bilat_: Bilat, tmp_path: Path) -> None:
    for address in (
        "postgresql://ada:hunter2@127.0.0.1:1/x?password=hunter2",
        "postgresql://ada:hunter2@localhost:1/x",
        f"postgresql://ada:hunter2@/x?host={tmp_path}",
        "postgresql://ada:hunter2@no-such-host.invalid/x",
    ):
        done = bilat_("check", db=address)
        assert done.code == 1
        assert "is not to be reached (" in done.line, done.line
        assert "check the address, and that the server runs" in done.line
        assert "hunter2" not in done.line


def test_a_server_that_does_not_answer(bilat_: Bilat) -> None:
    import socket

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = deaf.getsockname()[1]
        done = bilat_("check", db=f"postgresql://ada:hunter2@127.0.0.1:{port}/x?connect_timeout=2")
    assert done.code == 1
    assert "is not to be reached" in done.line


def test_a_wrong_password_and_a_wrong_database(bilat_: Bilat, postgres_server: Server, postgres_address: str) -> None:
    done = bilat_("check", db=postgres_server.address_with("hunter2"))
    assert done.code == 1
    assert "the server does not take this user name and password" in done.line
    assert "hunter2" not in done.line
    done = bilat_("check", db=postgres_server.address("no_such"))
    assert done.code == 1
    assert 'database "no_such" does not exist; make it with createdb' in done.line
    done = bilat_(
        "check", db=postgres_server.address_with("a%20secret", postgres_address.partition("@/")[2].partition("?")[0])
    )
    assert (done.code, done.out) == (0, "")
    assert "secret" not in done.line


def test_a_database_that_is_not_ours(bilat_: Bilat, postgres_server: Server, corpus: Path) -> None:
    with postgres_server.database() as empty:
        done = bilat_("timeline", "IND", "USA", db=empty)
        assert done.code == 1
        assert done.line.endswith("holds no record yet; `bilat add` makes one")
    with postgres_server.database() as taken:
        name = taken.partition("@/")[2].partition("?")[0]
        postgres_server.execute("CREATE TABLE events (name text)", name)
        postgres_server.execute("CREATE TABLE meta (key text)", name)
        done = bilat_("add", corpus, db=taken)
        assert done.code == 1
        assert "has tables named events, meta, and is no record of bilat" in done.line
        assert postgres_server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(2,)]


def test_a_database_without_all_characters(bilat_: Bilat, postgres_server: Server, corpus: Path) -> None:
    postgres_server.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    done = bilat_("add", corpus, db=postgres_server.address("latin"))
    assert done.code == 1
    assert "is a database in LATIN1; a record needs one in UTF8" in done.line


def test_a_server_where_nothing_may_be_written(bilat_: Bilat, postgres_server: Server, postgres_address: str) -> None:
    with bilat.Record(postgres_address) as record:
        record.add(telling("one", "2025-03-01"))
    name = postgres_address.partition("@/")[2].partition("?")[0]
    postgres_server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert bilat_("timeline", "IND", "USA", db=postgres_address).code == 0
    done = bilat_("merge", "event-1", "event-2", db=postgres_address)
    assert done.code == 1
    assert "is on a server that takes no changes now" in done.line
