"""Keeping a record: `bilat check` finds what is damaged, `bilat backup` copies what is live, `bilat doctor` tells."""

import json
import os
import shutil
import sqlite3
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

import bilat
from bilat import cli
from bilat.diagnosis import EXTRAS, examine
from bilat.errors import RecordError
from bilat.linking.rereading import keep_reading
from bilat.store.files import copy_file
from bilat.store.tables import reports, writers
from tests.killing import contents
from tests.made_readings import telling
from tests.postgres import Server
from tests.sample_readings import sample_readings
from tests.stored import found, holding, rows, texts


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """An empty record."""
    with bilat.Record(record_address) as opened:
        yield opened


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
    with record.store.writing() as connection:
        keep_reading(connection, connection.execute(sa.select(reports.c.report)).scalar_one(), gone, "later rules")
    found_ = record.check()
    assert {each.level for each in found_} == {"notice"}
    assert any("speaks of e-one of one" in each.problem for each in found_)
    assert json.loads(found_.to_json_lines().splitlines()[0])["level"] == "notice"


# --- doctor


def test_the_doctor_tells_what_there_is(record_address: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with bilat.Record(record_address) as record:
        for reading in sample_readings()[:3]:
            record.add(reading)
        assert cli.run(["doctor", "--db", record_address]) == 0
    told = json.loads(capfdbinary.readouterr().out)
    assert told["bilat"] == bilat.__version__
    assert {extra["name"] for extra in told["extras"]} == set(EXTRAS)
    assert all(extra["version"] for extra in told["extras"])  # the extra `dev` brings them all
    described = told["record"]
    assert described["counts"]["reports"] == 3
    assert described["counts"]["events"] == sum(len(reading.events) for reading in sample_readings()[:3])
    assert described["bytes"] > 50_000
    assert described["readers"] == [{"reader": told["reader"], "reports": 3}]
    assert [writer.split()[:2] for writer in described["writers"]] == [["process", str(os.getpid())]]
    assert (told["there"], told["problem"]) == (True, None)


def test_the_doctor_makes_no_record_and_tells_of_a_broken_one(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "record.db"
    assert cli.run(["doctor", "--db", str(path)]) == 0
    assert json.loads(capfdbinary.readouterr().out)["problem"] == "there is no record yet; `bilat add` makes one"
    path.write_text("no record" * 100)
    assert cli.run(["doctor", "--db", str(path)]) == 1
    assert "is not a record of bilat" in json.loads(capfdbinary.readouterr().out)["problem"]
    assert path.read_text() == "no record" * 100


def test_the_doctor_says_what_is_missing_for_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(EXTRAS, "parquet", ("no-such-package", "Parquet files"))
    assert [extra.version for extra in examine(tmp_path / "none.db").extras if extra.name == "parquet"] == [None]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(telling("one", "2025-03-01"))
    assert cli.run(["doctor", "--db", str(tmp_path / "record.db")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) < 20
    assert any("not installed, needed for Parquet files: pip install 'bilat[parquet]'" in line for line in lines)
    assert any("1 reports, 1 events" in line and "published 2025-03-01 to 2025-03-01" in line for line in lines)


def test_a_corrected_report_is_neither_its_own_copy_nor_told_twice(record: bilat.Record) -> None:
    words = "Envoys of India and the United States met in Muscat on Monday to speak of duties on almonds. " * 3
    for name, day in (("first", "2025-03-01"), ("reprint", "2025-03-02")):
        record.add(telling(name, day, text=words, title="Envoys meet"))
    assert [copy is not None for (copy,) in rows(record, reports.c.copy_of)] == [False, True]
    before = sorted(rows(record, reports.c.id, reports.c.copy_of, reports.c.story), key=repr)
    record.correct("first", "e-first", field="status", value="planned")
    assert sorted(rows(record, reports.c.id, reports.c.copy_of, reports.c.story), key=repr) == before
    assert not record.check()


def test_check_and_backup_as_commands(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, copy = tmp_path / "record.db", tmp_path / "copy.db"
    shutil.copy(whole, path)
    assert cli.run(["backup", str(copy), "--db", str(path)]) == 0
    assert capsys.readouterr().err == f"{copy}: a copy of {path}; use it with --db\n"
    assert cli.run(["check", "--db", str(copy)]) == 0
    assert tuple(capsys.readouterr()) == ("", f"{copy}: nothing wrong\n")
    damage(str(copy), "UPDATE reports SET superseded_on = '2025-01-01' WHERE report = 3")
    assert cli.run(["check", "--db", str(copy)]) == 1
    out, err = capsys.readouterr()
    assert json.loads(out)["kind"] == "revision"
    assert err == f"{copy}: 1 thing is wrong\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert cli.run(["check", "--db", str(copy)]) == 1
    assert capsys.readouterr().out.startswith("wrong: sample-")
