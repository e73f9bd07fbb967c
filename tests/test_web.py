"""Pages from the web, from a server on this machine that misbehaves."""

import asyncio
from collections.abc import Iterator

import pytest

from bilat.documents import read_inputs
from bilat.documents.web import Limits, fetch
from bilat.errors import InputError
from bilat.records import Document
from tests.paragraphs import ENGLISH
from tests.server import misbehaving


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with misbehaving() as address:
        yield address


@pytest.fixture(autouse=True)
def _directly(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("path", ["page", "packed", "no-type", "windows", "wrong-charset", "unknown-charset", "hop"])
def test_pages_are_read(server: str, path: str) -> None:
    (document,) = read_inputs([f"{server}/{path}"])
    assert isinstance(document, Document), document
    assert ENGLISH in document.text
    assert "“The two sides are close,”" in document.text
    assert document.title == "Talks resume"
    assert document.published == "2025-12-09"
    assert document.url == f"{server}/{'page' if path == 'hop' else path}"


def test_plain_text_is_read(server: str) -> None:
    (document,) = read_inputs([f"{server}/plain"])
    assert isinstance(document, Document)
    assert document.text == ENGLISH


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("missing", "the server answers 404 Not Found"),
        ("loop", "redirects more than 5 times"),
        ("to-file", "only http and https addresses are read, not file:"),
        ("to-no-port", "there is no port 99999"),
        ("pdf", "is application/pdf; HTML pages and plain text are read"),
        ("pdf-as-text", "is a PDF file; give its text, for instance from pdftotext"),
        ("empty", "is empty"),
        ("early", "could not be fetched: "),
        ("broken-gzip", "the server's compressed answer is broken"),
        ("nonsense", "could not be fetched: "),
        ("huge", "is too large: more than 4,000,000 bytes"),
        ("bomb", "is too large: more than 4,000,000 bytes"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(server: str, path: str, problem: str) -> None:
    (error,) = read_inputs([f"{server}/{path}"])
    assert isinstance(error, InputError)
    assert str(error).startswith(f"{server}/{path}: {problem}")
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("path", "limits", "problem"),
    [
        ("silent", Limits(connect_seconds=0.2), "did not answer within 0.2 seconds"),
        ("silent", Limits(seconds=0.2), "took longer than 0.2 seconds"),
        ("dripping", Limits(seconds=0.3, connect_seconds=5), "took longer than 0.3 seconds"),
        ("hop", Limits(redirects=0), "redirects more than 0 times"),
        ("page", Limits(bytes=100), "is too large: more than 100 bytes"),
    ],
)
def test_limits(server: str, path: str, limits: Limits, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        fetch(f"{server}/{path}", limits)


def test_addresses_without_a_server() -> None:
    with pytest.raises(InputError, match="there is no server of that name"):
        fetch("http://no-such-host.invalid/")
    with pytest.raises(InputError, match="no connection"):
        fetch("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    "address", ["http://[", "http://a b/", "http://\x1b/", "http://" + "x" * 300 + "/", "http://a:99999/"]
)
def test_broken_addresses(address: str) -> None:
    with pytest.raises(InputError):
        fetch(address)


def test_a_page_can_be_fetched_inside_of_a_running_loop(server: str) -> None:
    async def notebook() -> bytes:
        return fetch(f"{server}/plain").data

    assert asyncio.run(notebook()).decode() == ENGLISH
