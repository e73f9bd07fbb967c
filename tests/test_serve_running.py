"""`bilat serve` in a process of its own: where it is, what it refuses, its news, and that it stops."""

import http.client
import json
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import bilat
from bilat.cli import run
from bilat.serve.news import change_number
from tests.serve_fixtures import new_token, record_in, running
from tests.test_corrections import telling


@contextmanager
def asked(address: str, path: str, method: str = "GET", **headers: str) -> Iterator[http.client.HTTPResponse]:
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)) as connection:
        connection.request(method, path, headers=headers)
        with connection.getresponse() as answer:
            yield answer


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_in_order_while_somebody_listens(stop: signal.Signals, tmp_path: Path) -> None:
    with running("serve", "--port", "0", "--log", "--db", record_in(tmp_path)) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        with asked(address, "/statements.json?words=secretword") as answer:
            assert answer.status == 200
        for path, length in (("/statements.json", True), ("/news", False)):
            with asked(address, path, method="HEAD") as answer:
                assert answer.status == (200 if length else 405)
                assert not answer.read()
        with asked(address, "/news") as listening:
            assert listening.getheader("content-type", "").startswith("text/event-stream")
            event_of(listening)
            begun = time.monotonic()
            process.send_signal(stop)
            _, told = process.communicate(timeout=20)
            assert time.monotonic() - begun < 4
            listening.read()  # the stream was ended, not cut off
        assert process.returncode == (0 if stop is signal.SIGINT else -signal.SIGTERM)
        assert "Traceback" not in told
        if stop is signal.SIGINT:
            assert told.endswith("bilat: stopped\n")
        lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
        assert [(line["method"], line["path"], line["status"]) for line in lines] == [
            ("GET", "/statements.json", 200),
            ("HEAD", "/statements.json", 200),
            ("HEAD", "/news", 405),
            ("GET", "/news", 200),
        ]
        assert "secretword" not in told
    with bilat.Record(tmp_path / "record.db") as record:
        assert not record.check()


def test_news_come_when_something_is_added(tmp_path: Path) -> None:
    path = record_in(tmp_path)
    with running("serve", "--port", "0", "--db", path) as (_, address), asked(address, "/news") as listening:
        first = event_of(listening)
        with bilat.Record(path) as record:
            record.add(telling(7, "09", "2026-01"))
            assert event_of(listening) == change_number(record) > first


def event_of(stream: http.client.HTTPResponse) -> int:
    """The number that the next event tells."""
    while True:
        line = stream.readline().decode()
        assert line, "the stream ended"
        if line.startswith("data: "):
            return int(json.loads(line.removeprefix("data: "))["number"])


def test_a_proxy_says_who_asks_only_where_it_is_trusted(tmp_path: Path) -> None:
    path = record_in(tmp_path)
    said = {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}
    for trusted, client in (((), "127.0.0.1"), (("--trust-proxy", "127.0.0.1"), "192.0.2.9")):
        with running("serve", "--port", "0", "--log", *trusted, "--db", path) as (process, address):
            with asked(address, "/pairs.json", **said):
                pass
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=20)
        assert f'"client":"{client}"' in told


def test_the_demo_serves_a_record_of_its_own(tmp_path: Path) -> None:
    samples = record_in(tmp_path)  # read before, so that this is quick; nothing is added twice
    own = tmp_path / "mine.db"
    with running("demo", "--serve", "--port", "0", "--db", samples, BILAT_DB=str(own)) as (process, address):
        with asked(address, "/IND/USA") as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        assert process.returncode == 0
    assert not own.exists()


def test_a_taken_port_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["serve", "--port", str(port), "--db", record_in(tmp_path)]) == 2
    told = f"bilat: port {port} of 127.0.0.1 is taken by another program; give another one with --port\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("host", ["no such host", "300.1.1.1", "192.0.2.1", "", "x" * 300])
def test_an_address_that_is_not_ours_is_one_line(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--host", host, "--port", "0", "--public", "--db", record_in(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert host[:50] in told


def test_a_missing_record_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--db", str(tmp_path / "nix.db")]) == 1
    told = f"bilat: {tmp_path / 'nix.db'}: there is no record yet; `bilat add` makes one\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--host", "::"), ("--allow-host", "news.example.org")])
def test_reached_from_elsewhere_it_asks_for_a_token_or_public(
    options: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = record_in(tmp_path)
    assert run(["serve", *options, "--port", "0", "--db", path]) == 2
    told = capsys.readouterr().err
    assert "make a token first (bilat token new NAME)" in told
    assert "--public" in told
    new_token(path)
    assert run(["token", "revoke", "desk", "--db", path]) == 0
    assert run(["serve", *options, "--port", "0", "--db", path]) == 2


def test_tokens_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = record_in(tmp_path)
    assert run(["token", "new", "Asha Rao", "--db", path]) == 0
    made = capsys.readouterr()
    assert made.out.startswith("bilat_")
    assert len(made.out.splitlines()) == 1
    assert "not shown again" in made.err
    assert run(["token", "revoke", "Asha Rao", "--db", path]) == 0
    assert run(["token", "list", "--db", path]) == 0
    listed = capsys.readouterr().out
    (line,) = listed.splitlines()
    assert json.loads(line)["revoked_at"] is not None
    assert made.out.strip() not in listed
    assert run(["token", "revoke", "Asha Rao", "--db", path]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
