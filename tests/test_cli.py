"""The command line: what goes where, in which order, with which exit code."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from bilat import cli
from bilat.records import Reading
from tests.paragraphs import ENGLISH, FOREIGN
from tests.server import misbehaving

BILAT = [sys.executable, "-m", "bilat.cli"]
SAMPLES = "src/bilat/samples/samples.jsonl"

# What `bilat` must not load before it is needed.
HEAVY = {"spacy", "trafilatura", "htmldate", "py3langid", "rich", "httpx", "numpy", "lxml", "jinja2"}


class Result:
    """What a command did."""

    def __init__(self, code: int, out: bytes, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def readings(self) -> list[Reading]:
        return [Reading.from_json(line) for line in self.out.splitlines()]


Bilat = Callable[..., Result]


@pytest.fixture
def bilat(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Bilat:
    """Run a command in this process (the model is loaded once); `stdin` is what it is given."""

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = cli.run(list(arguments))
        out, err = capfdbinary.readouterr()
        return Result(code, out, err.decode())

    return run


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with misbehaving() as address:
        yield address


# --- start


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, bilat, bilat.cli; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_help_loads_nothing_heavy() -> None:
    code = f"import sys, bilat.cli; bilat.cli.run(['read', '--help']); print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == ""
    assert "Usage: bilat read" in done.stdout


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_every_command_has_help_with_examples(bilat: Bilat, name: str) -> None:
    done = bilat(name, "--help")
    assert done.code == 0
    assert f"bilat {name}" in done.out.decode().partition("Examples:")[2]


def test_version(bilat: Bilat) -> None:
    done = bilat("--version")
    assert done.code == 0
    assert done.out.startswith(b"bilat 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["read", "--no-such", "x"],
        ["no-such"],
        ["read", "-", "-"],
        ["read", "x.txt", "--published", "Thursday"],
    ],
)
def test_wrong_usage(bilat: Bilat, arguments: list[str]) -> None:
    done = bilat(*arguments)
    assert done.code == 2
    assert done.out == b""
    assert "Error: " in done.err


# --- read


def test_readings_come_in_the_order_of_the_inputs(bilat: Bilat, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(ENGLISH)
    (tmp_path / "a.jsonl").write_text(
        '{"id": "a1", "text": "Modi met Trump."}\n{"id": "a2", "text": "Talks resume."}\n'
    )
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"id": "c1", "text": "Goyal visited Washington."}'))
    done = bilat(
        "read", f"{tmp_path}/b.txt", f"{tmp_path}/a.jsonl", "-", f"{tmp_path}/c.jsonl.gz", stdin=b"Tokyo said no."
    )
    assert (done.code, done.err) == (0, "")
    assert [reading.document.text.split()[0] for reading in done.readings] == ["NEW", "Modi", "Talks", "Tokyo", "Goyal"]
    assert [reading.document.id for reading in done.readings][1:3] == ["a1", "a2"]


def test_options_stand_in_for_what_the_input_says(bilat: Bilat, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Talks.", "title": "Own", "source": "Own"}')
    done = bilat("read", f"{tmp_path}/a.jsonl", "--published", "2025-12-11", "--source", "Wire")
    (reading,) = done.readings
    assert (reading.document.published, reading.document.source, reading.document.title) == (
        "2025-12-11",
        "Wire",
        "Own",
    )


def test_standard_input_may_be_json_lines_or_a_page(bilat: Bilat) -> None:
    (reading,) = bilat("read", "-", stdin=b'{"id": "x", "text": "Talks resume."}').readings
    assert reading.document.id == "x"
    page = f"<!DOCTYPE html><html><body><p>{ENGLISH}</p></body></html>".encode()
    (reading,) = bilat("read", "-", stdin=page).readings
    assert reading.document.text == ENGLISH


def test_failed_inputs_are_named_and_the_rest_is_done(bilat: Bilat, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"id": "a1", "text": "Talks resume."}\n{"id": "a2", "te\n{"id": "a3", "text": "No."}\n'
    )
    (tmp_path / "hindi.txt").write_text(FOREIGN["Hindi"])
    done = bilat("read", f"{tmp_path}/none.txt", f"{tmp_path}/hindi.txt", f"{tmp_path}/a.jsonl")
    assert done.code == 3
    assert [reading.document.id for reading in done.readings] == ["a1", "a3"]
    first, second, third = done.err.splitlines()
    assert first == f"error: {tmp_path}/none.txt: there is no such file"
    assert second == f"error: {tmp_path}/hindi.txt: is not in English (it looks like Hindi); only English is read"
    assert third.startswith(f"error: {tmp_path}/a.jsonl:2: is not a JSON object")


def test_an_address_is_an_input(bilat: Bilat, server: str) -> None:
    done = bilat("read", f"{server}/page", f"{server}/missing")
    assert done.code == 3
    assert [reading.document.url for reading in done.readings] == [f"{server}/page"]
    assert done.err == f"error: {server}/missing: the server answers 404 Not Found\n"


def test_a_date_in_the_future_is_read_with_a_warning(bilat: Bilat) -> None:
    done = bilat("read", "-", "--published", "2999-01-01", stdin=b"Talks resume.")
    assert done.code == 0
    assert done.readings[0].document.published == "2999-01-01"
    assert "warning: " in done.err
    assert "2999-01-01 lies in the future" in done.err


@pytest.mark.parametrize("name", ["evil\x1b[31m.txt", "two\nlines.txt", "\u202egnp.txt", "x\x9b0m", "a\rb"])
def test_names_of_inputs_bring_no_control_characters(bilat: Bilat, name: str) -> None:
    done = bilat("read", name)
    assert done.code == 3
    assert done.err.count("\n") == 1
    assert not any(char in done.err for char in "\x1b\u202e\x9b\r")


def test_a_name_that_is_no_unicode(tmp_path: Path) -> None:
    done = subprocess.run([*BILAT, "read", os.fsencode(tmp_path) + b"/caf\xe9.txt"], capture_output=True, check=False)
    assert done.returncode == 3
    assert b"there is no such file" in done.stderr


def test_on_a_terminal_people_get_the_view(bilat: Bilat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = bilat("read", "-", "--title", "\x1b[31mTalks", stdin=b"Modi met Trump in Washington on Thursday.")
    assert done.code == 0
    assert not done.out.startswith(b"{")
    assert "Talks" in done.out.decode()
    assert b"\x1b[31mTalks" not in done.out
    as_json = bilat("read", "-", "--json", stdin=b"Modi met Trump in Washington on Thursday.")
    assert len(as_json.readings) == 1


def test_a_page_is_written(bilat: Bilat, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = bilat("read", "-", "--html", str(page), stdin=b"Modi met Trump <script>alert(1)</script> on Thursday.")
    assert (done.code, done.out, done.err) == (0, b"", "")
    assert "<script>alert(1)" not in page.read_text()
    assert "Modi" in page.read_text()


def test_a_page_takes_one_report(bilat: Bilat, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert bilat("read", SAMPLES, "--html", str(page)).code == 2
    assert not page.exists()
    done = bilat("read", "-", "--html", str(tmp_path / "no" / "page.html"), stdin=b"Talks resume.")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert bilat("read", "-", "--html", str(page), stdin=b"").code == 3


# --- the other commands


def test_schema_is_a_schema(bilat: Bilat) -> None:
    schema = json.loads(bilat("schema").out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:bilat:reading:1"


def test_demo_tells_of_the_pair(bilat: Bilat, tmp_path: Path) -> None:
    done = bilat("demo", "--db", str(tmp_path / "samples.db"))
    assert done.code == 0
    assert "# India – United States" in done.out.decode()
    assert f"--db {tmp_path / 'samples.db'}" in done.err
    assert len(bilat("demo", "--json").readings) >= 24


# --- leaving early


def test_a_closed_pipe_ends_quietly() -> None:
    with subprocess.Popen([*BILAT, "demo", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.PIPE_CLOSED


def test_an_interrupt_is_told_in_one_line() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*BILAT, "read", "-"], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": "a", "text": "Talks resume."}\n')
        process.stdin.flush()
        assert b'"id":"a"' in process.stdout.readline()  # results stream: this one is there before the input ends
        process.send_signal(signal.SIGINT)
        assert process.stderr.read().strip() == b"bilat: interrupted"
    assert process.returncode == cli.INTERRUPTED


def test_progress_goes_to_a_terminal_on_stderr() -> None:
    master, slave = os.openpty()
    done = subprocess.run(
        [*BILAT, "read", "-"], input=b"Talks resume.", stdout=subprocess.PIPE, stderr=slave, check=False
    )
    os.close(slave)
    told = os.read(master, 10_000)
    os.close(master)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert b" read" in told
