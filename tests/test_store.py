"""The record as it is kept: what is put in stays, whoever else writes, and older records are brought up to date."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat
from bilat import linking
from bilat.errors import InputError, RecordError
from bilat.records import Content, Document, Reading, Statement
from bilat.store import VERSION, fulltext, load_reading, migrating, open_store
from bilat.store.files import copy_file
from bilat.store.tables import events, meta, reports, statements, writers
from tests.killing import contents
from tests.made_readings import report, telling
from tests.postgres import Server
from tests.sample_readings import sample_readings


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """An empty record, of which a writer waits a moment alone."""
    with bilat.Record(record_address, patience=0.2) as opened:
        yield opened


def rows(record: bilat.Record, *columns: sa.ColumnElement[object]) -> list[tuple[object, ...]]:
    with record.store.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.select(*columns))]


def texts(record: bilat.Record) -> list[tuple[object, ...]]:
    return sorted(rows(record, reports.c.id, reports.c.revision, reports.c.text))


# --- putting in


def test_a_reading_comes_out_as_it_went_in(record: bilat.Record) -> None:
    for reading in sample_readings():
        assert record.add(reading).outcome == "new"
    with record.store.reading() as connection:
        keys = connection.execute(sa.select(reports.c.report).order_by(reports.c.report)).scalars().all()
        assert [load_reading(connection, key) for key in keys] == list(sample_readings())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    title=st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
)
def test_any_text_survives(record: bilat.Record, text: str, title: str | None) -> None:
    name = f"r{time.monotonic_ns()}"
    record.add(Reading(document=Document(id=name, text=text, title=title)))
    with record.store.reading() as connection:
        found = connection.execute(sa.select(reports.c.title, reports.c.text).where(reports.c.id == name)).one()
    assert tuple(found) == (title, text)
    assert record.add(Reading(document=Document(id=name, text=text, title=title))).outcome == "unchanged"


def test_adding_again_changes_nothing(record: bilat.Record, record_address: str) -> None:
    for reading in sample_readings()[:4]:
        record.add(reading)
    before = contents(record_address)
    assert [record.add(reading).outcome for reading in sample_readings()[:4]] == ["unchanged"] * 4
    assert contents(record_address) == before


def test_a_changed_report_is_a_revision_and_both_stay(record: bilat.Record) -> None:
    first = telling("a", "2025-03-01", text="Envoys of India and the United States will meet in Muscat on trade.")
    edited = telling("a", "2025-03-02", text="Envoys of India and the United States have met in Muscat on trade.")
    assert record.add(first).revision == 1
    added = record.add(edited)
    assert (added.revision, added.outcome) == (2, "revision")
    days = rows(record, reports.c.revision, reports.c.known_day, reports.c.superseded_on)
    assert sorted(days) == [(1, "2025-03-01", "2025-03-02"), (2, "2025-03-02", None)]
    assert not record.check()


def test_a_corpus_with_two_revisions_can_be_added_again(record: bilat.Record) -> None:
    first = telling("a", "2025-03-01", text="Envoys of India and the United States will meet in Muscat on trade.")
    edited = telling("a", "2025-03-01", text="Envoys of India and the United States have met in Muscat on trade.")
    outcomes = [record.add(reading).outcome for reading in (first, edited, first, edited)]
    assert outcomes == ["new", "revision", "unchanged", "unchanged"]


def test_the_same_address_is_the_same_report(record: bilat.Record) -> None:
    words = "Envoys met in Muscat."
    record.add(Reading(document=report("a", "2025-03-01", words, url="https://paper.invalid/talks?utm_source=feed")))
    later = Reading(
        document=report("b", "2025-03-02", "Nothing alike is told here.", url="https://paper.invalid/talks")
    )
    added = record.add(later)
    assert (added.report, added.revision, added.outcome) == ("a", 2, "revision")
    assert record.add(later).outcome == "unchanged"
    with record.store.reading() as connection:
        assert load_reading(connection, 2).document.id == "a"


def test_a_correction_follows_a_report_to_its_next_revision(record: bilat.Record) -> None:
    url = "https://paper.invalid/talks"
    text = "Envoys of India and the United States met in Muscat."
    record.add(telling("a", "2025-03-01", text=text, url=url))
    record.correct("a", "e-a", field="status", value="planned")
    reading = telling("a", "2025-03-02", text=text + " They left.", url=url)
    document = msgspec.structs.replace(reading.document, id="of-the-feed")
    record.add(msgspec.structs.replace(reading, document=document))
    assert sorted(rows(record, events.c.report, events.c.status)) == [(1, "planned"), (2, "planned")]
    assert not record.check()


def test_another_report_of_an_id_is_refused_by_name(record: bilat.Record) -> None:
    record.add(Reading(document=Document(id="a", text="Envoys met in Muscat.", title="Talks", published="2025-03-01")))
    with pytest.raises(
        InputError, match=r"^a: the record holds another report of this id \(Talks\), published 2025-03-01"
    ):
        record.add(Reading(document=Document(id="a", text="Rain fell on the coast all night.", title="Weather")))
    assert len(texts(record)) == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": "Envoys\0met."}, "a zero character in text at 6"),
        ({"title": "\0"}, "a zero character in title at 0"),
        ({"url": "https://paper.invalid/\0"}, "a zero character in url"),
        ({"id": "a\0"}, "a zero character in id"),
        ({"text": "half \ud83d a pair"}, "half a surrogate pair in text at character 5"),
        ({"id": "\udcff"}, "half a surrogate pair in id"),
        ({"published": "0000-01-01"}, "published is '0000-01-01', not an ISO date"),
        ({"published": "31 Dec"}, "published is '31 Dec', not an ISO date"),
    ],
)
def test_what_no_database_can_keep_is_refused(record: bilat.Record, fields: dict[str, str], problem: str) -> None:
    document = Document(**({"id": "a", "text": "Envoys met."} | fields))  # type: ignore[arg-type]
    for given_ in (document, Reading(document=document)):
        with pytest.raises(InputError, match=problem) as refused:
            record.add(given_)
        assert "\0" not in str(refused.value)
        str(refused.value).encode()
    assert texts(record) == []


def test_a_report_is_there_wholly_or_not_at_all(record: bilat.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    record.add(sample_readings()[0])
    before = contents(record.address) if "://" not in record.address else None
    monkeypatch.setattr(linking, "place", fail)
    with pytest.raises(ZeroDivisionError):
        record.add(sample_readings()[1])
    assert len(texts(record)) == 1
    if before is not None:
        assert contents(record.address) == before
    monkeypatch.undo()
    assert record.add(sample_readings()[1]).outcome == "new"
    assert not record.check()


def test_days_before_1900_are_days(record: bilat.Record) -> None:
    record.add(telling("old", "1850-01-01"))
    record.add(telling("oldest", "0001-01-01"))
    assert sorted(rows(record, reports.c.known_day)) == [("0001-01-01",), ("1850-01-01",)]
    assert not record.check()


def test_text_is_ordered_by_code_point(record: bilat.Record) -> None:
    names = ["a-b", "B", "ab", "é", "z", "A", "a b"]
    for name in names:
        record.add(telling(name, "2025-03-01", url=None))
    with record.store.reading() as connection:
        ordered = connection.execute(sa.select(reports.c.id).order_by(reports.c.id)).scalars().all()
        upper = connection.execute(sa.select(reports.c.id).where(reports.c.id < "a")).scalars().all()
    assert ordered == sorted(names)
    assert sorted(upper) == ["A", "B"]


# --- full text


def found(record: bilat.Record, table: sa.Table, words: str) -> list[str]:
    name = reports.c.id if table is reports else statements.c.item
    with record.store.reading() as connection:
        return sorted(
            connection.execute(sa.select(name).where(fulltext.matches(connection, table.name, words))).scalars()
        )


@pytest.fixture
def searched(record: bilat.Record) -> bilat.Record:
    """Two reports, one of them with a statement."""
    said = "Asha Rao said the duties on almonds would end."
    statement = Statement(
        id="s-1",
        by="made/1",
        speaker=None,
        cue=None,
        content=Content(spans=((14, len(said)),), text=said[14:]),
        kind="indirect",
        act="say",
    )
    record.add(Reading(document=report("almonds", "2025-03-01", said), statements=(statement,)))
    record.add(Reading(document=report("steel", "2025-03-02", "A tariff on São Tomé's “steel” was raised: 25%.")))
    return record


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Tariffs", ["steel"]),
        ("raising steel", ["steel"]),
        ("duty", ["almonds"]),
        ("ALMOND", ["almonds"]),
        ("almond steel", []),
        ("Report", ["almonds", "steel"]),  # of the title
        ("nothing", []),
        ("", []),
        (" \n", []),
        ("\0", []),
        ("...", []),
        ('"', []),
        ("steel\"' OR 1=1 --", []),
        ("NEAR(steel)", []),
        (":words %s %(words)s", []),
        ("steel\0", ["steel"]),
    ],
)
def test_words_are_found_in_any_form(searched: bilat.Record, words: str, names: list[str]) -> None:
    assert found(searched, reports, words) == names


def test_statements_are_found(searched: bilat.Record) -> None:
    assert found(searched, statements, "almond duties") == ["s-1"]
    assert found(searched, statements, "steel") == []


def test_what_was_taken_out_is_not_found(searched: bilat.Record) -> None:
    from bilat.store.putting import remove_items

    with searched.store.writing() as connection:
        key = connection.execute(sa.select(reports.c.report).where(reports.c.id == "almonds")).scalar_one()
        remove_items(connection, key)
    assert found(searched, statements, "almond") == []
    with searched.store.writing() as connection:
        assert searched.store.path is None or fulltext.damaged(connection) == []


def test_a_text_of_the_greatest_length_can_be_kept(record: bilat.Record) -> None:
    text = " ".join(f"{number:x}q{number * 7919:x}" for number in range(100_000))[:1_000_000]
    record.add(Reading(document=Document(id="long", text=text)))
    assert found(record, reports, text.split()[1_000]) == ["long"]


# --- one writer, many readers


@contextmanager
def holding(address: str) -> Iterator["subprocess.Popen[str]"]:
    """Another program in the middle of a transaction."""
    command = [sys.executable, "-m", "tests.holder", address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        try:
            yield process
        finally:
            process.kill()


def test_readers_go_on_and_a_second_writer_is_told_who_holds_the_record(
    record: bilat.Record, record_address: str
) -> None:
    with holding(record_address) as other:
        other.send_signal(signal.SIGSTOP)  # it will not end by itself
        begun = time.monotonic()
        assert rows(record, reports.c.id, reports.c.title) == [("before", "Report before")]
        assert time.monotonic() - begun < 0.2
        with pytest.raises(RecordError) as refused:
            record.add(telling("after", "2025-03-10"))
        assert time.monotonic() - begun >= 0.2
        told = str(refused.value)
        assert f"is being written by process {other.pid} (holder.py" in told
        assert " since 20" in told
        assert "wait until it has ended" in told
        assert "\n" not in told
        assert rows(record, reports.c.id) == [("before",)]
    assert record.add(telling("after", "2025-03-10")).outcome == "new"
    assert sorted(rows(record, reports.c.id, reports.c.title)) == [
        ("after", "Report after"),
        ("before", "Report before"),
    ]


def test_a_second_writer_waits_for_the_first(record_address: str) -> None:
    with holding(record_address) as other, bilat.Record(record_address, patience=20) as record:
        threading.Timer(0.4, other.kill).start()
        begun = time.monotonic()
        assert record.add(telling("after", "2025-03-10")).outcome == "new"
        assert 0.3 < time.monotonic() - begun < 15


def test_a_reader_sees_one_moment(record: bilat.Record, record_address: str) -> None:
    record.add(telling("one", "2025-03-01"))
    with record.store.reading() as connection:
        assert len(connection.execute(sa.select(reports.c.id)).all()) == 1
        with bilat.Record(record_address) as other:
            other.add(telling("two", "2025-03-02"))
        assert len(connection.execute(sa.select(reports.c.id)).all()) == 1
    assert len(rows(record, reports.c.id)) == 2


def test_writers_sign_in_and_out(record_address: str) -> None:
    with bilat.Record(record_address) as reader:
        assert rows(reader, writers.c.process) == []
        with bilat.Record(record_address) as writer:
            writer.add(telling("one", "2025-03-01"))
            writer.add(telling("two", "2025-03-01"))
            assert rows(reader, writers.c.process, writers.c.host) == [(os.getpid(), socket.gethostname())]
        assert rows(reader, writers.c.process) == []


def test_writers_that_are_gone_are_struck_out(record: bilat.Record, record_address: str) -> None:
    with holding(record_address) as other:
        gone = other.pid
    with record.store.alone() as connection:
        for host, since in (("elsewhere", "2001-01-01T00:00:00+00:00"), ("elsewhere", "2999-01-01T00:00:00+00:00")):
            row = {"process": 1, "host": host, "command": "bilat add", "since": since}
            connection.execute(writers.insert().values(row))
    assert len(rows(record, writers.c.process)) == 3
    record.add(telling("one", "2025-03-01"))
    left = rows(record, writers.c.process, writers.c.since)
    assert gone not in [process for process, _ in left]
    assert [since[:4] for process, since in left if process == 1 and isinstance(since, str)] == ["2999"]


def test_no_password_is_kept_of_the_command_line(record: bilat.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "postgresql://ada:hunter2@db.invalid/bilat?sslpassword=hunter2"
    monkeypatch.setattr(sys, "argv", ["/usr/bin/bilat", "add", "--db", address, "in\udcff.txt"])
    record.add(telling("one", "2025-03-01"))
    (command,) = (str(command) for (command,) in rows(record, writers.c.command))
    assert "hunter2" not in command
    assert command.startswith("bilat add --db postgresql://ada:***@db.invalid/bilat in")


def test_threads_share_a_record(record_address: str) -> None:
    failed: list[BaseException] = []
    with bilat.Record(record_address) as record:

        def add(number: int) -> None:
            try:
                for each in range(4):
                    record.add(telling(f"r{number}-{each}", "2025-03-01"))
                    rows(record, reports.c.id)
            except BaseException as error:  # noqa: BLE001 - told below, in the thread that can fail the test
                failed.append(error)

        threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert len(texts(record)) == 16
        assert len(rows(record, writers.c.writer)) == 1
        assert not record.check()


# --- opening


def test_several_processes_make_one_record(tmp_path: Path, postgres_server: Server) -> None:
    """All have been started before the first is told to go."""
    code = (
        "import sys, bilat; from tests.made_readings import telling; print(flush=True); sys.stdin.readline();"
        "bilat.Record(sys.argv[1]).add(telling(sys.argv[2], '2025-03-01'))"
    )
    with postgres_server.database() as empty:
        for address in (str(tmp_path / "new" / "record.db"), empty):
            processes = [
                subprocess.Popen(
                    [sys.executable, "-c", code, address, f"r{number}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
                for number in range(4)
            ]
            for process in processes:
                assert process.stdout is not None
                process.stdout.readline()
            for process in processes:
                assert process.stdin is not None
                process.stdin.write(b"\n")
                process.stdin.flush()
            assert [process.wait() for process in processes] == [0] * 4
            for process in processes:
                process.communicate()
            with bilat.Record(address, create=False) as record:
                assert len(texts(record)) == 4
                assert not record.check()


def test_a_file_is_ours_logs_ahead_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a b?c#d%41é.db"
    with bilat.Record(path) as record:
        record.add(telling("one", "2025-03-01"))
        with record.store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA application_id").scalar_one() == int.from_bytes(b"blat", "big")
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
            kinds = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE type = 'table'").all()
        assert ("reports", 1) in [tuple(kind) for kind in kinds]
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_record_is_found_behind_a_link(tmp_path: Path) -> None:
    bilat.Record(tmp_path / "record.db").close()
    (tmp_path / "link.db").symlink_to(tmp_path / "record.db")
    with bilat.Record(tmp_path / "link.db", create=False) as record:
        record.add(telling("one", "2025-03-01"))
    with bilat.Record(tmp_path / "record.db", create=False) as record:
        assert len(texts(record)) == 1


def test_opening_one_record_twice_in_a_process_drops_no_lock(tmp_path: Path) -> None:
    """Another program that ends as the last one would else take the log away, with what stands in it."""
    path = tmp_path / "record.db"
    with bilat.Record(path) as first:
        first.add(telling("one", "2025-03-01"))
        bilat.Record(path, create=False).close()
        code = "import sys, bilat; bilat.Record(sys.argv[1]).close()"
        subprocess.run([sys.executable, "-c", code, str(path)], check=True)
        assert path.with_name("record.db-wal").exists()
        first.add(telling("two", "2025-03-02"))
    with bilat.Record(path) as record:
        assert len(texts(record)) == 2


def test_closing_twice_and_without_a_server(record: bilat.Record) -> None:
    record.add(telling("one", "2025-03-01"))
    record.close()
    record.close()


def test_a_lost_server_is_one_line(postgres_server: Server, postgres_address: str) -> None:
    with bilat.Record(postgres_address) as record:
        record.add(telling("one", "2025-03-01"))
        with pytest.raises(RecordError, match="the server has ended the connection"):
            _lose(postgres_server, record)
        assert record.add(telling("two", "2025-03-01")).outcome == "new"


def _lose(server: Server, record: bilat.Record) -> None:
    with record.store.reading() as connection:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bilat'")
        connection.execute(sa.select(reports)).all()


# --- versions


@pytest.fixture
def older(record_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a record whose version is one behind."""
    with bilat.Record(record_address) as record:
        record.add(telling("one", "2025-03-01"))
    monkeypatch.setattr("bilat.store.opening.VERSION", VERSION + 1)
    monkeypatch.setattr(migrating, "VERSION", VERSION + 1)
    return record_address


def steps(monkeypatch: pytest.MonkeyPatch, *statements_: str) -> None:
    def step(connection: sa.Connection) -> None:
        for statement in statements_:
            connection.exec_driver_sql(statement)

    monkeypatch.setattr(migrating, "STEPS", {VERSION: step})


def version_of(address: str) -> int:
    if "://" not in address:
        with closing(sqlite3.connect(address)) as connection:
            return int(connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])
    engine = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))
    try:
        with engine.connect() as connection_:
            return int(connection_.execute(sa.select(meta.c.value).where(meta.c.name == "version")).scalar_one())
    finally:
        engine.dispose()


def test_an_older_record_is_brought_up_to_date_after_a_copy(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch, "ALTER TABLE reports ADD COLUMN mood TEXT", "UPDATE reports SET mood = 'calm'")
    with open_store(older, create=False) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT id, mood FROM reports").all() == [("one", "calm")]
    assert version_of(older) == VERSION + 1
    if "://" not in older:
        copy = Path(f"{older}.version-{VERSION}")
        assert version_of(str(copy)) == VERSION
        with closing(sqlite3.connect(copy)) as connection_:
            assert connection_.execute("SELECT id FROM reports").fetchall() == [("one",)]
            assert "mood" not in [row[1] for row in connection_.execute("PRAGMA table_info(reports)")]


def test_a_step_that_fails_leaves_the_record_as_it_was(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch, "ALTER TABLE reports ADD COLUMN mood TEXT", "UPDATE reports SET no_such = 1")
    with pytest.raises(RecordError):
        open_store(older)
    assert version_of(older) == VERSION
    if "://" not in older:
        assert os.listdir(Path(older).parent) == ["record.db"]  # noqa: PTH208 - names alone
    monkeypatch.undo()
    with bilat.Record(older, create=False) as record:
        assert not record.check()
        assert record.add(telling("two", "2025-03-02")).outcome == "new"


def test_a_missing_step_is_told(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "STEPS", {})
    with pytest.raises(RecordError, match=f"is of record version {VERSION}, which this bilat cannot bring up to date"):
        open_store(older)


def test_an_earlier_copy_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    bilat.Record(path).close()
    (tmp_path / f"record.db.version-{VERSION}").write_text("mine")
    monkeypatch.setattr("bilat.store.opening.VERSION", VERSION + 1)
    monkeypatch.setattr(migrating, "VERSION", VERSION + 1)
    steps(monkeypatch)
    open_store(path).close()
    assert (tmp_path / f"record.db.version-{VERSION}").read_text() == "mine"
    assert version_of(str(tmp_path / f"record.db.version-{VERSION}.2")) == VERSION


def test_several_bring_a_record_up_to_date_at_once(older: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch, "ALTER TABLE reports ADD COLUMN mood TEXT")
    failed: list[BaseException] = []

    def open_it() -> None:
        try:
            open_store(older).close()
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert version_of(older) == VERSION + 1


# --- backup


def test_a_backup_holds_what_the_record_holds(record: bilat.Record, record_address: str, tmp_path: Path) -> None:
    for reading in sample_readings()[:6]:
        record.add(reading)
    copy = tmp_path / "copy.db"
    record.backup(copy)
    assert contents(str(copy)) == contents(record_address)
    with bilat.Record(copy, create=False) as copied:
        assert rows(copied, writers.c.writer) == []
        assert not copied.check()
        assert found(copied, reports, "tariffs")
        assert copied.add(sample_readings()[6]).outcome == "new"
    with pytest.raises(RecordError, match="is there already, and is not overwritten"):
        record.backup(copy)


def test_a_backup_is_whole_while_others_write(record_address: str, tmp_path: Path) -> None:
    with bilat.Record(record_address) as record:
        record.add(sample_readings()[0])
        with holding(record_address):
            record.backup(tmp_path / "held.db")
        ended = threading.Event()

        def write() -> None:
            with bilat.Record(record_address) as writer:
                for number in range(1_000):
                    if ended.is_set():
                        break
                    writer.add(telling(f"r{number}", "2025-03-01"))

        thread = threading.Thread(target=write)
        thread.start()
        for number in range(4):
            record.backup(tmp_path / f"{number}.db")
        ended.set()
        thread.join()
    counts = []
    for name in ("held", *range(4)):
        with bilat.Record(tmp_path / f"{name}.db", create=False) as copied:
            assert not copied.check()
            counts.append(len(texts(copied)))
    assert counts == sorted(counts)
    assert counts[0] == 2


def test_a_backup_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    with bilat.Record(path) as record, pytest.raises(RecordError, match="is a folder"):
        record.backup(tmp_path)
    shutil.copy(path, tmp_path / "broken.db")
    with (tmp_path / "broken.db").open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * 40_000)
    with pytest.raises(RecordError):
        copy_file(tmp_path / "broken.db", tmp_path / "copy.db")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["broken.db", "record.db"]


# --- check


def damage(address: str, statement: str) -> None:
    """Does to a record what no part of bilat would: foreign keys are not looked at."""
    engine = sa.create_engine(
        f"sqlite:///{address}" if "://" not in address else address.replace("://", "+psycopg://", 1)
    )
    with engine.begin() as connection:
        if "://" in address:
            connection.exec_driver_sql("SET session_replication_role = replica")
        changed = connection.exec_driver_sql(statement)
        assert changed.rowcount != 0, "the statement damages nothing"
    engine.dispose()


ONE_EVENT = "(SELECT min(event) FROM events)"
DAMAGES: Mapping[str, tuple[str, str, str]] = {
    "a text": (
        "UPDATE reports SET text = 'x' || text WHERE report = 1",
        "row",
        "digest is not what the Reading and the text give",
    ),
    "a cut text": (
        "UPDATE reports SET text = substr(text, 1, 40) WHERE report = 1",
        "reading",
        "does not lie in the text",
    ),
    "a title": ("UPDATE reports SET title = 'X' WHERE report = 1", "row", "title is not what"),
    "a day of publication": ("UPDATE reports SET known_day = '2001-01-01' WHERE report = 1", "row", "is not what"),
    "no Reading": ("DELETE FROM readings WHERE report = 1", "reading", "has no Reading"),
    "a broken Reading": (
        "UPDATE readings SET reading = substr(reading, 1, 30)",
        "reading",
        "its Reading cannot be read",
    ),
    "an event's type": (f"UPDATE events SET type = 'AID' WHERE event = {ONE_EVENT}", "row", "type of e-"),
    "an event's span": (
        f"UPDATE events SET span_end = span_end + 1 WHERE event = {ONE_EVENT}",
        "row",
        "span_end of e-",
    ),
    "an event's score": (f"UPDATE events SET intensity = 0.123 WHERE event = {ONE_EVENT}", "row", "intensity of e-"),
    "an event's fix": (f"UPDATE events SET dropped = 1 WHERE event = {ONE_EVENT}", "row", "dropped of e-"),
    "an event twice": (
        "INSERT INTO events (report, item, type, status, source, target, day, located_in, span_start, span_end, by, "
        "dropped) VALUES (1, 'e-x', 'AID', 'occurred', '[]', '[]', '2025-01-01', 'text', 0, 1, 'x', 0)",
        "row",
        "which the Reading has not",
    ),
    "no event": (f"DELETE FROM events WHERE event = {ONE_EVENT}", "row", "events have no row for e-"),
    "no measure": (
        "DELETE FROM measures WHERE measure = (SELECT min(measure) FROM measures)",
        "row",
        "have no row for",
    ),
    "no actors": ("DELETE FROM actors WHERE report = 1", "row", "actors have no row for"),
    "no topics": ("DELETE FROM topics WHERE report = 1", "row", "topics have no row for"),
    "no pair": (
        "DELETE FROM event_pairs WHERE event = (SELECT min(event) FROM event_pairs)",
        "row",
        "event_pairs of e-",
    ),
    "a pair's day": ("UPDATE event_pairs SET day = '2001-01-01'", "row", "event_pairs of e-"),
    "no parties": ("DELETE FROM measure_parties", "row", "measure_parties of"),
    "no topics of statements": ("DELETE FROM statement_topics", "row", "statement_topics of"),
    "an orphan": ("DELETE FROM reports WHERE report = 2", "orphan", "points to report 2, which is not there"),
    "no group": ("DELETE FROM happenings", "orphan", "points to happening"),
    "an account without group": ("UPDATE measures SET chain = NULL", "group", "stands in no group"),
    "an empty group": ("INSERT INTO chains (id) VALUES ('measure-x')", "group", "nothing of measures stands in it"),
    "a copy of itself": ("UPDATE reports SET copy_of = report WHERE report = 3", "copy", "which is a copy itself"),
    "a copy of a copy": ("UPDATE reports SET copy_of = report - 1 WHERE report IN (4, 5)", "copy", "is a copy itself"),
    "a lost revision": ("UPDATE reports SET revision = 2 WHERE report = 3", "revision", "should be revision 1"),
    "superseded by nothing": (
        "UPDATE reports SET superseded_on = '2025-01-01' WHERE report = 3",
        "revision",
        "no later",
    ),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the samples, to be copied and damaged."""
    path = tmp_path_factory.mktemp("whole") / "record.db"
    with bilat.Record(path) as record:
        for reading in sample_readings():
            record.add(reading)
    return path


@pytest.fixture(scope="module")
def whole_on_a_server(postgres_server: Server) -> str:
    """The name of a database that holds the same."""
    postgres_server.execute("CREATE DATABASE whole TEMPLATE empty_record")
    with bilat.Record(postgres_server.address("whole")) as record:
        for reading in sample_readings():
            record.add(reading)
    return "whole"


def test_nothing_is_wrong_with_a_whole_record(whole: Path) -> None:
    with bilat.Record(whole) as record:
        assert record.check() == ()


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_to_a_file_is_found(whole: Path, tmp_path: Path, name: str) -> None:
    shutil.copy(whole, tmp_path / "record.db")
    _check_damage(str(tmp_path / "record.db"), name)


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_on_a_server_is_found(whole_on_a_server: str, postgres_server: Server, name: str) -> None:
    with postgres_server.database(whole_on_a_server) as address:
        _check_damage(address, name)


def _check_damage(address: str, name: str) -> None:
    statement, kind, problem = DAMAGES[name]
    damage(address, statement)
    with bilat.Record(address, create=False) as record:
        found_ = record.check()
    assert any(each.kind == kind and problem in each.problem and each.level == "problem" for each in found_), found_


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM reports_words_docsize", "search index of reports"),
        ("UPDATE statements_words_data SET block = x'00' WHERE id > 10", "search index of statements"),
        ("INSERT INTO reports_words (reports_words) VALUES ('delete-all')", "search index of reports"),
        ("DROP TABLE topics", "no such table: topics"),
        ("DROP TABLE reports_words", "search index of reports"),
    ],
)
def test_damage_to_what_only_a_file_has(whole: Path, tmp_path: Path, statement: str, problem: str) -> None:
    path = tmp_path / "record.db"
    shutil.copy(whole, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with bilat.Record(path) as record:
        assert any(problem in f"{each.where} {each.problem}" for each in record.check()), record.check()


def test_damaged_pages_are_found_or_the_record_does_not_open(whole: Path, tmp_path: Path) -> None:
    size = whole.stat().st_size
    for place in range(4_096, size, size // 12):
        path = tmp_path / f"{place}.db"
        shutil.copy(whole, path)
        with path.open("r+b") as file:
            file.seek(place // 4_096 * 4_096)
            file.write(os.urandom(2_000))
        try:
            with bilat.Record(path) as record:
                problems = record.check()
        except RecordError as error:
            assert "\n" not in str(error)  # noqa: PT017 - either is right
        else:
            assert problems, place


def test_a_correction_whose_account_is_gone_is_a_notice(record: bilat.Record) -> None:
    record.add(telling("one", "2025-03-01"))
    record.correct("one", "e-one", field="status", value="planned")
    assert not record.check()
    gone = msgspec.structs.replace(telling("one", "2025-03-01"), events=())
    from bilat.linking.rereading import keep_reading

    with record.store.writing() as connection:
        keep_reading(connection, connection.execute(sa.select(reports.c.report)).scalar_one(), gone, "later rules")
    found_ = record.check()
    assert {each.level for each in found_} == {"notice"}
    assert any("speaks of e-one of one" in each.problem for each in found_)
    assert json.loads(found_.to_json_lines().splitlines()[0])["level"] == "notice"
