"""Alerts: what answers a saved question, its feed, and webhooks on a server that misbehaves."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import sqlalchemy as sa

import bilat
from bilat.errors import UsageError
from bilat.relations.webhooks import Delivery, Manner
from bilat.store.tables import alert_deliveries
from tests.hooks import BROKEN, DRIPPING, SILENT, Hook, hook
from tests.made_readings import event_id, ruling, telling

ATOM = "{http://www.w3.org/2005/Atom}"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_750_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    with bilat.Record(record_address) as record:
        yield record


@pytest.fixture
def server() -> Iterator[Hook]:
    with hook() as running:
        yield running


def sent(record: bilat.Record, clock: Clock | None = None, **options: Any) -> list[Delivery]:
    clock = clock or Clock()
    manner = Manner(clock=lambda: clock.now, sleep=clock.sleep, seconds=0.5, **options)
    return list(record.send_alerts(manner=manner))


def states(deliveries: list[Delivery]) -> list[tuple[str, int]]:
    return [(each.state, each.tries) for each in deliveries]


def reports(record: bilat.Record, name: str) -> list[str]:
    return [entry.sources[0].report for entry in record.alert_entries(name)]


def test_entries_by_type_person_and_topic(record: bilat.Record) -> None:
    record.add(telling("a", "2025-03-01", type="REQUEST", topics=("trade",)))
    record.add(telling("b", "2025-04-01", type="ACCUSE", by=("USA:bo-lind",), topics=("energy", "oil")))
    record.add(telling("c", "2025-05-01", type="ACCUSE", by=("CHN",), topics=("energy",)))
    record.add_alert("all", "India", "usa")
    record.add_alert("accusing", "USA", "IND", type="ACCUSE")
    record.add_alert("lind", "IND", "USA", person="Lind")
    record.add_alert("full", "IND", "USA", person="Bo Lind")
    record.add_alert("rao", "IND", "USA", person="Rao")
    record.add_alert("energy", "IND", "USA", topic="energy")
    assert reports(record, "all") == ["b", "a"]
    for name in ("accusing", "lind", "full", "energy"):
        assert reports(record, name) == ["b"], name
    assert reports(record, "rao") == []


def test_a_second_report_of_the_same_event_is_nothing_new(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    sent(record)
    record.add(telling("b", "2025-03-01"))
    if event_id(record, "a") != event_id(record, "b"):
        record.merge(event_id(record, "a"), event_id(record, "b"))
    assert sent(record) == []
    assert len(record.alert_entries("all")) == 1
    assert len(record.alert_entries("all")[0].sources) == 2


def test_a_measure_that_changes_state(record: bilat.Record) -> None:
    record.add_alert("duties", "IND", "USA", measures=True)
    record.add_alert("events too", "IND", "USA", measures=True, type="REQUEST")
    record.add(telling("a", "2025-07-01"))
    for name, day, state in (
        ("b", "2025-07-30", "announced"), ("c", "2025-08-27", "in-force"), ("d", "2025-09-15", "in-force"),
        ("e", "2025-09-20", "announced"), ("f", "2026-02-07", "ended"),
    ):  # fmt: skip
        record.add(ruling(name, day, state))  # type: ignore[arg-type]
    entries = record.alert_entries("duties")
    assert [(entry.state, entry.sources[0].report) for entry in entries] == [
        ("ended", "f"), ("in-force", "c"), ("announced", "b"),
    ]  # fmt: skip
    assert entries[1].title == "United States to India: 25% tariff on goods: in force (was announced)"
    assert reports(record, "events too")[-1] == "a"


def test_what_cannot_be_asked_is_refused(record: bilat.Record) -> None:
    record.add_alert("one", "IND", "USA")
    with pytest.raises(UsageError, match="there is an alert 'one' already"):
        record.add_alert("one", "IND", "CHN")
    with pytest.raises(UsageError, match="a pair is two different countries"):
        record.add_alert("two", "IND", "India")
    with pytest.raises(UsageError, match="'TALK' is no type of event; the types are AGREE"):
        record.add_alert("two", "IND", "USA", type="TALK")
    with pytest.raises(UsageError, match="'shoes' is no topic"):
        record.add_alert("two", "IND", "USA", topic="shoes")
    for name in ("", " ", "a\nb", "x" * 81):
        with pytest.raises(UsageError, match="one line"):
            record.add_alert(name, "IND", "USA")
    with pytest.raises(UsageError, match="no alert 'three'"):
        record.remove_alert("three")
    with pytest.raises(UsageError, match="no alert 'three'"):
        record.alert_feed("three")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.invalid/", "javascript:alert(1)", "hook", "", "http://", "http://u:p@a.invalid/",
     "http://a.invalid/ b"],
)  # fmt: skip
def test_odd_addresses_of_webhooks_are_refused(record: bilat.Record, url: str) -> None:
    with pytest.raises(UsageError, match="http or https"):
        record.add_alert("one", "IND", "USA", webhook=url)


def test_feed_is_atom(record: bilat.Record) -> None:
    record.add(telling("a", "2025-03-01", title="<b>Bold & \x0bodd</b>", url="javascript:alert(1)"))
    record.add(telling("b", "2025-04-01", type="ACCUSE"))
    record.add_alert("a <question>", "IND", "USA")
    root = Xml.fromstring(record.alert_feed("a <question>"))
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        updated = datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "")
        assert updated.tzinfo is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "bilat"
    entries = root.findall(f"{ATOM}entry")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    links = [link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert links == ["https://b.invalid/report"]
    assert "<b>Bold & ␋odd</b>" in (entries[1].findtext(f"{ATOM}content") or "")


def test_ids_of_a_feed_stay(record: bilat.Record, tmp_path: Path) -> None:
    record.add_alert("all", "IND", "USA")
    empty = Xml.fromstring(record.alert_feed("all"))
    record.add(telling("a", "2025-03-01"))
    first = record.alert_feed("all")
    assert first == record.alert_feed("all")
    with bilat.Record(tmp_path / "other.db") as other:
        other.add(telling("z", "2025-01-01", by=("CHN",)))
        other.add(telling("a", "2025-03-01"))
        other.add_alert("all", "IND", "USA")
        again = Xml.fromstring(other.alert_feed("all"))
    root = Xml.fromstring(first)
    path = f"{ATOM}entry/{ATOM}id"
    assert root.findtext(path) == again.findtext(path)
    assert root.findtext(f"{ATOM}id") == again.findtext(f"{ATOM}id") == empty.findtext(f"{ATOM}id")


def test_only_what_came_after_the_alert_is_sent_and_once(record: bilat.Record, server: Hook) -> None:
    record.add(telling("a", "2025-03-01"))
    record.add_alert("all", "IND", "USA", webhook=server.url)
    assert sent(record) == []
    record.add(telling("b", "2025-04-01", type="ACCUSE"))
    record.add(telling("c", "2025-02-01", type="THREATEN"))
    assert states(sent(record)) == [("sent", 1), ("sent", 1)]
    assert [body["entry"]["sources"][0]["report"] for body in server.bodies] == ["b", "c"]
    assert server.bodies[0]["alert"] == "all"
    assert server.ids == server.entries()
    assert sent(record) == []
    assert len(server.bodies) == 2
    (alert,) = record.alerts()
    assert (alert.sent, alert.pending, alert.failed) == (2, 0, 0)


def test_a_server_that_fails_twice_is_tried_again_after_longer_waits(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers = [500, 503]
    clock = Clock()
    assert states(sent(record, clock)) == [("pending", 1), ("pending", 2), ("sent", 3)]
    assert clock.slept == pytest.approx([2, 4])
    assert len(set(server.ids)) == 1
    assert sent(record) == []


@pytest.mark.parametrize("answer", [SILENT, DRIPPING, BROKEN])
def test_a_server_that_does_not_answer(record: bilat.Record, server: Hook, answer: int) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers = [answer]
    first, second = sent(record)
    assert (first.state, second.state) == ("pending", "sent")
    assert first.error is not None
    assert ("no connection" if answer == BROKEN else "no answer within 0.5 seconds") in first.error


def test_a_webhook_that_is_gone_is_told_nothing_more(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    record.add(telling("b", "2025-04-01", type="ACCUSE"))
    server.answers = [410]
    assert states(sent(record)) == [("gone", 1)]
    record.add(telling("c", "2025-05-01", type="THREATEN"))
    assert sent(record) == []
    assert len(server.bodies) == 1
    assert record.alerts()[0].gone_at is not None


def test_an_answer_that_no_try_mends_is_not_tried_again(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers = [404]
    (delivery,) = sent(record)
    assert (delivery.state, delivery.error) == ("failed", "answered 404 Not Found")
    assert sent(record) == []
    assert record.alerts()[0].failed == 1
    assert [each.state for each in record.send_alerts(again=True)] == ["sent"]


def test_no_redirect_is_followed(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers, server.headers = [302], {"Location": "/elsewhere"}
    assert states(sent(record)) == [("failed", 1)]
    assert server.paths == ["/hook"]


def test_after_so_many_tries_it_has_failed_and_is_kept(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers = [500] * 3
    assert states(sent(record, tries=3)) == [("pending", 1), ("pending", 2), ("failed", 3)]
    assert sent(record) == []
    assert [each.state for each in record.send_alerts(again=True)] == ["sent"]
    assert len(set(server.ids)) == 1


def test_a_server_may_ask_for_more_time(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    record.add(telling("a", "2025-03-01"))
    server.answers, server.headers = [429], {"Retry-After": "17"}
    clock = Clock()
    assert states(sent(record, clock)) == [("pending", 1), ("sent", 2)]
    assert clock.slept == pytest.approx([17])


def test_a_run_that_was_stopped_loses_nothing(record: bilat.Record, server: Hook) -> None:
    record.add_alert("all", "IND", "USA", webhook=server.url)
    for name, kind in (("a", "REQUEST"), ("b", "ACCUSE"), ("c", "THREATEN")):
        record.add(telling(name, "2025-03-01", type=kind))  # type: ignore[arg-type]
    clock = Clock()
    run = record.send_alerts(manner=Manner(clock=lambda: clock.now, sleep=clock.sleep))
    assert next(run).state == "sent"
    run.close()  # type: ignore[attr-defined]
    with record.store.writing() as connection:  # killed in the middle of the second
        (second, *_) = connection.execute(
            sa.select(alert_deliveries.c.delivery).where(alert_deliveries.c.state == "pending")
        ).scalars()
        taken = alert_deliveries.c.delivery == second
        connection.execute(alert_deliveries.update().where(taken).values(state="sending", next_at=clock.now + 600))
    assert states(sent(record, clock)) == [("sent", 1)]
    clock.now += 601
    assert [each.state for each in sent(record, clock)] == ["sent"]
    assert len(set(server.ids)) == len(server.ids) == 3


def test_commands(record: bilat.Record, record_address: str, tmp_path: Path, server: Hook) -> None:
    def run(*words: str, code: int = 0) -> str:
        command = [sys.executable, "-m", "bilat.cli", "alerts", *words, "--db", record_address]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout

    run("add", "all", "--pair", "IND", "USA", "--webhook", server.url)
    record.add(telling("a", "2025-03-01"))
    (alert,) = map(json.loads, run("list").splitlines())
    assert (alert["name"], alert["pair"], alert["webhook"]) == ("all", ["IND", "USA"], server.url)
    out = tmp_path / "feed.xml"
    run("feed", "all", "--out", str(out))
    assert run("feed", "all").encode() == out.read_bytes()
    assert [file.name for file in tmp_path.glob(".feed*")] == []
    server.answers = [404]
    assert json.loads(run("send", code=3))["state"] == "failed"
    assert json.loads(run("send", "--again"))["state"] == "sent"
    run("remove", "all")
    assert run("list") == ""
    run("remove", "all", code=2)
