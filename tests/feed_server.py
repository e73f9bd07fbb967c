"""A server of feeds and pages on this machine, that answers as it is told: well, or badly on purpose.

Its hosts are names that end in `.example`; `resolve` finds them all here.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bilat.feeds.addresses import resolve_host

PHRASES = {
    200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 308: "Permanent Redirect", 403: "Forbidden",
    404: "Not Found", 410: "Gone", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable",
}  # fmt: skip
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, with the names of its headers in lower case."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. `wait` before it and `drip` between its bytes are in seconds; after `cut` bytes of the body it breaks
    off, whatever length it told; a body sent `times` over, or not with `length`, tells none; `raw` is sent instead.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0
    cut: int | None = None
    times: int = 1
    raw: bytes | None = None
    length: bool = True


Answer = Callable[[Asked], Reply]


class FeedServer:
    """Answers requests by `answer`, which can be replaced while it runs, and keeps them in `asked`."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[Asked] = []
        self.most_at_once: Counter[str] = Counter()
        self.bytes_sent = 0
        self._open: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.port = 0

    def url(self, host: str, path: str = "/feed") -> str:
        return f"http://{host}:{self.port}{path}"

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._take, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            asked = await _read(reader)
            self.asked.append(asked)
            self._open[asked.host] += 1
            self.most_at_once[asked.host] = max(self.most_at_once[asked.host], self._open[asked.host])
            try:
                await self._send(self.answer(asked), writer)
            finally:
                self._open[asked.host] -= 1
        with suppress(ConnectionError, asyncio.CancelledError):
            writer.close()
            await writer.wait_closed()

    async def _send(self, reply: Reply, writer: asyncio.StreamWriter) -> None:
        if reply.wait:
            await asyncio.sleep(reply.wait)
        headers = {"Content-Length": str(len(reply.body)), **reply.headers, "Connection": "close"}
        if reply.times > 1 or reply.status == 304 or not reply.length:
            del headers["Content-Length"]
        lines = [f"HTTP/1.1 {reply.status} {PHRASES.get(reply.status, '')}", *(f"{n}: {v}" for n, v in headers.items())]
        head = "\r\n".join([*lines, "", ""]).encode("latin-1")
        if reply.raw is not None:
            writer.write(reply.raw)
        elif reply.drip:
            for byte in head + reply.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(reply.drip)
        else:
            writer.write(head)
            for _ in range(reply.times):
                body = reply.body[: reply.cut]
                for start in range(0, len(body), _PIECE):
                    writer.write(body[start : start + _PIECE])
                    await writer.drain()
                    self.bytes_sent += len(body[start : start + _PIECE])
        await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    return Asked(headers.get("host", "").partition(":")[0], head[0].split()[1], headers, time.monotonic())


@contextmanager
def serving(answer: Answer) -> Iterator[FeedServer]:
    """The server while it runs."""
    server = FeedServer(answer)
    server.start()
    try:
        yield server
    finally:
        server.stop()


async def resolve(host: str, port: int) -> list[str]:
    """All names that end in `.example` are here; numbers are what the machine makes of them."""
    return ["127.0.0.1"] if host.endswith(".example") else await resolve_host(host, port)
