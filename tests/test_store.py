"""The record as it is kept: what is put in stays, whoever else writes, and older records are brought up to date."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
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
from bilat.store.tables import events, meta, reports, statements, writers
from tests.killing import contents
from tests.made_readings import report, telling
from tests.postgres import Server
from tests.sample_readings import sample_readings
from tests.stored import found, holding, rows, texts


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """An empty record, of which a writer waits a moment alone."""
    with bilat.Record(record_address, patience=0.2) as opened:
        yield opened


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
