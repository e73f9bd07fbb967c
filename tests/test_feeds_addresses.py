"""Where feeds and pages may be fetched from: nowhere that only this machine can reach, whatever its name means."""

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import bilat
from bilat.feeds.addresses import Guard, RefusedAddressError, refusal
from bilat.feeds.fetching import Answer, Fetcher, FetchError, Limits
from bilat.feeds.waiting import Turns, Waits
from tests.feed_clock import QuickClock
from tests.feed_running import Watching
from tests.feed_server import FeedServer, Reply, serving

REFUSED = {
    "a loopback address": ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1"],
    "a private address": ["10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::ffff:10.0.0.1", "192.0.0.8"],
    "a link-local address": ["169.254.1.1", "fe80::1", "fe80::1%eth0", "::ffff:169.254.1.1"],
    "a metadata address": ["169.254.169.254", "100.100.100.200", "168.63.129.16", "::ffff:169.254.169.254"],
    "an address inside a provider's network": ["100.64.0.1", "100.127.255.255", "::ffff:100.64.0.1"],
    "an unspecified address": ["0.0.0.0", "::"],
    "a multicast address": ["224.0.0.1", "ff02::1"],
    "a reserved address": ["fc00::1", "fd00:ec2::254", "fec0::1", "64:ff9b:1::1", "4000::1"],
    "no address": ["", "x", "2130706433", "127.1"],
}
ALLOWED = ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


def test_addresses_that_are_refused() -> None:
    for kind, addresses in REFUSED.items():
        for address in addresses:
            assert refusal(address) == kind, address
    assert [refusal(address) for address in ALLOWED] == [None] * len(ALLOWED)
    assert refusal("240.0.0.1")
    assert refusal("2001:db8::1")


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with serving(lambda _: Reply(b"here")) as running:
        yield running


def fetch(url: str, guard: Guard, context: ssl.SSLContext | None = None, **limits: float) -> Answer:
    async def get() -> Answer:
        clock = QuickClock()
        async with Fetcher(guard, Turns(clock, Waits()), clock, context) as fetcher:
            return await fetcher.get(url, Limits(**{"seconds": 3.0, **limits}))  # type: ignore[arg-type]

    return asyncio.run(get())


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]"]
)
def test_this_machine_is_refused_however_it_is_written(host: str, server: FeedServer) -> None:
    server.asked.clear()
    with pytest.raises(
        FetchError, match=r"is not fetched; where that is meant, allow it|is not a valid address"
    ) as refused:
        fetch(f"http://{host}:{server.port}/", Guard())
    assert not refused.value.may_help
    assert not server.asked


def test_a_host_that_is_allowed_by_name_is_fetched(server: FeedServer) -> None:
    assert fetch(f"http://127.0.0.1:{server.port}/", Guard(["127.0.0.1"])).data == b"here"
    assert fetch(f"http://LOCALHOST:{server.port}/", Guard(["localhost."])).data == b"here"
    with pytest.raises(FetchError, match="is a loopback address"):
        fetch(f"http://127.0.0.1:{server.port}/", Guard(["localhost"]))


def test_a_name_is_looked_up_once_and_what_was_looked_at_is_connected_to(server: FeedServer) -> None:
    """So that a name cannot mean another address a moment later (DNS rebinding)."""
    asked: list[str] = []

    async def once(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.asked.clear()
    # No other resolver knows this name: a second look-up by the library underneath would fail.
    guard = Guard(["only-here.invalid"], once)
    assert fetch(f"http://only-here.invalid:{server.port}/x", guard).data == b"here"
    assert asked == ["only-here.invalid"]
    assert [each.headers["host"] for each in server.asked] == [f"only-here.invalid:{server.port}"]


def test_a_name_in_other_letters_is_one_name(server: FeedServer) -> None:
    asked: list[str] = []

    async def here(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    assert fetch(f"http://bücher.example:{server.port}/", Guard(["Bücher.example"], here)).data == b"here"
    assert fetch(f"http://xn--bcher-kva.example:{server.port}/", Guard(["bücher.example"], here)).data == b"here"
    assert asked == ["xn--bcher-kva.example"] * 2


def test_a_host_with_one_private_address_is_refused_whole() -> None:
    async def both(_host: str, _port: int) -> list[str]:
        return ["93.184.215.14", "10.0.0.1"]

    with pytest.raises(RefusedAddressError, match=r"mixed\.example is a private address"):
        asyncio.run(Guard(resolve=both).addresses("mixed.example", 80))


def test_an_address_that_takes_no_connection_is_passed_over(server: FeedServer) -> None:
    async def two(_host: str, _port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]  # the server listens at the second alone

    assert fetch(f"http://two.example:{server.port}/", Guard(["two.example"], two)).data == b"here"


def test_proxies_of_the_surroundings_are_not_used(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would look the name up itself."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    with pytest.raises(FetchError, match="is a loopback address"):
        fetch("http://127.0.0.1:9/", Guard())


def test_what_is_added_is_not_fetched_by_adding(tmp_path: Path) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        watching = Watching(record, allow=())
        watching.once("http://169.254.169.254/latest/meta-data", "http://[::ffff:127.0.0.1]/feed")
        assert [(feed.error or "").partition(" and is not fetched")[0] for feed in record.feeds()] == [
            "169.254.169.254 is a metadata address",
            "::ffff:127.0.0.1 is a loopback address",
        ]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for secure.example."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=secure.example"]
    command += ["-addext", "subjectAltName=DNS:secure.example", "-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def test_certificates_are_held_against_the_name(certificate: Path) -> None:
    async def here(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    told: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    ours = ssl.create_default_context(cafile=certificate / "certificate.pem")
    with _secure(context) as port:
        guard = Guard(["secure.example", "other.example"], here)
        assert fetch(f"https://secure.example:{port}/", guard, ours).data == b"ok"
        with pytest.raises(FetchError, match="certificate"):
            fetch(f"https://other.example:{port}/", guard, ours)
        with pytest.raises(FetchError, match="certificate"):
            fetch(f"https://secure.example:{port}/", guard)
    assert told[:2] == ["secure.example", "other.example"]


class _secure:  # noqa: N801 - used as a function
    """A server that speaks TLS, and one sentence."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._port = 0

    def __enter__(self) -> int:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self._port

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            await writer.drain()
            writer.close()

        self._loop.set_exception_handler(lambda *_: None)  # handshakes that fail are what is tried
        server = self._loop.run_until_complete(asyncio.start_server(answer, "127.0.0.1", 0, ssl=self._context))
        self._port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()
