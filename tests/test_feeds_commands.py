"""`bilat feeds` and `bilat watch`, as they are called."""

import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import bilat
from bilat.cli import run
from bilat.commands import feeds
from bilat.feeds.manner import Manner
from bilat.feeds.opml import read_opml
from tests.feed_clock import START
from tests.feed_news import page, rss, story
from tests.feed_reader import quick_read
from tests.feed_server import Asked, FeedServer, Reply, serving

STORY = story(3, "127.0.0.1", START)
HOME = story(4, "127.0.0.1", START, abroad=False)
OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Asia"><outline text="Paper &amp; Co" xmlUrl="http://127.0.0.1:{port}/feed"/></outline>
<outline text="Broken" type="rss" xmlUrl="http://127.0.0.1:{port}/broken"/></body></opml>"""


def answer(asked: Asked) -> Reply:
    if asked.path == "/feed":
        link = f"http://{asked.headers['host']}"
        return Reply(rss([STORY, HOME], "The Paper", link), headers={"Content-Type": "application/rss+xml"})
    if asked.path == STORY.path:
        return Reply(page(STORY, "The Paper"), headers={"Content-Type": "text/html"})
    return Reply(b"", 500 if asked.path == "/broken" else 404)


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with serving(answer) as running:
        yield running


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "record.db")


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_from_a_list_of_feeds_to_reports(
    server: FeedServer, db: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def call(*arguments: str, code: int = 0) -> tuple[str, str]:
        assert run([*arguments, "--db", db]) == code
        told = capfdbinary.readouterr()
        return told.out.decode(), told.err.decode()

    opml = tmp_path / "feeds.opml"
    opml.write_text(OPML.replace("{port}", str(server.port)), encoding="utf-8")
    assert call("feeds", "import", str(opml))[1] == "2 feeds added; `bilat watch` polls them\n"
    assert "0 feeds added, 2 followed already" in call("feeds", "import", str(opml))[1]
    out, log = call("watch", "--once", "--allow", "127.0.0.1", code=3)
    (told,) = lines(out)
    assert (told["outcome"], told["title"], told["text_from"]) == ("new", STORY.title, "page")
    events = [entry["event"] for entry in lines(log)]
    assert (events[0], events[-1]) == ("started", "ended")
    assert {"polled", "failed", "kept", "dropped"} <= set(events)
    listed = lines(call("feeds", "list")[0])
    assert [(feed["name"], feed["folder"], feed["failures"]) for feed in listed] == [
        ("Broken", None, 1),
        ("Paper & Co", "Asia", 0),
    ]
    assert listed[0]["error"] == "the server answers 500 Internal Server Error"
    assert lines(call("feeds", "dropped", "--counts")[0]) == [{"reason": "fewer-than-two-countries", "items": 1}]
    assert [item["title"] for item in lines(call("feeds", "dropped")[0])] == [HOME.title]
    assert call("feeds", "dropped", "--reason", "not-english")[0] == ""
    exported = call("feeds", "export")[0]
    assert sorted(each.address for each in read_opml(exported.encode(), "x")) == sorted(
        f"http://127.0.0.1:{server.port}{path}" for path in ("/feed", "/broken")
    )
    call("feeds", "export", "--out", str(tmp_path / "out.opml"))
    assert (tmp_path / "out.opml").read_text(encoding="utf-8") == exported
    assert (tmp_path / "out.opml").stat().st_mode & 0o077 == 0
    assert "is followed no longer" in call("feeds", "remove", f"http://127.0.0.1:{server.port}/broken")[1]
    assert "no feed 99 is followed" in call("feeds", "remove", "99", code=2)[1]


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["watch", "--once"], 1, "there is no record"),
        (["watch", "ftp://paper.example/feed"], 2, "is not an http or https address"),
        (["watch", "no-such.opml"], 1, "no-such.opml: No such file or directory"),
        (["feeds", "add", "paper.example"], 2, "is not an http or https address"),
        (["feeds", "add", "http://user:secret@"], 2, "is not an http or https address"),
        (["feeds", "list"], 1, "there is no record"),
        (["watch", "--every", "0"], 2, "--every"),
    ],
)
def test_wrong_usage_is_told(
    arguments: list[str], code: int, problem: str, db: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--db", db]) == code
    told = capfd.readouterr()
    assert problem in told.err
    assert "secret" not in told.err
    assert not told.out


def test_a_record_without_feeds_says_what_to_do(db: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["feeds", "add", "https://paper.example/feed", "--db", db]) == 0
    assert run(["feeds", "remove", "1", "--db", db]) == 0
    assert run(["watch", "--db", db]) == 2
    assert "no feed is followed yet; `bilat feeds add URL` adds one" in capfd.readouterr().err


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_to(server: FeedServer, db: str, signal_: signal.Signals) -> None:
    command = [sys.executable, "-m", "bilat.cli", "watch", server.url("127.0.0.1"), "--allow", "127.0.0.1", "--db", db]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "polled" not in (line := process.stderr.readline()):
            assert line
        time.sleep(0.1)
        process.send_signal(signal_)
        out, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert lines(log)[-1]["event"] == "ended"
    assert "Traceback" not in log
    assert len(lines(out)) <= 1


def test_a_person_is_shown_lines_without_escape_sequences_of_strangers(server: FeedServer, db: str) -> None:
    name = "Evil \x1b[31mred"
    assert run(["feeds", "add", server.url("127.0.0.1"), "--name", name, "--folder", "Asia", "--db", db]) == 0
    with bilat.Record(db) as record:
        record.watch(once=True, manner=Manner(allow=("127.0.0.1",)), read=quick_read)
        shown = io.StringIO()
        console = Console(file=shown, width=100)
        feeds._print_feeds(record.feeds(), console, datetime.now(UTC))
        feeds._print_dropped(record.dropped_counts(), record.dropped(), console)
    text = shown.getvalue()
    assert "\x1b" not in text
    assert "Evil ␛[31mred" in text
    assert "2 items: 1 kept, 1 left out" in text
    assert "names fewer than two countries" in text
    assert HOME.title in text
