"""One address, one answer: within limits of time and size, redirects followed by hand, one request a host at a time."""

import asyncio
import ssl
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Literal
from urllib.parse import urljoin

import httpx

from bilat.errors import BilatError
from bilat.feeds.addresses import Guard, RefusedAddressError
from bilat.feeds.transport import GuardedTransport
from bilat.feeds.waiting import Clock, Turns, retry_after

Kind = Literal["refused", "timeout", "connection", "protocol", "encoding", "too-large", "redirects", "status", "robots"]

_PERMANENT = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers after which another try may do better.
_FOR_NOW = frozenset({408, 425, 429})
_TRY_AGAIN: frozenset[Kind] = frozenset({"timeout", "connection", "protocol", "encoding"})
# A host that asks to be left alone for longer is not waited for, in seconds.
_LONGEST_TURN = 90.0
_ENCODINGS = {"gzip": zlib.MAX_WBITS | 16, "x-gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS}


class FetchError(BilatError):
    """Why there is no answer. `may_help`: another try may do better; `after`: the seconds that the server asks for."""

    def __init__(
        self, kind: Kind, problem: str, *, status: int | None = None, after: float | None = None, wait: bool = False
    ) -> None:
        """`wait` says of a kind that seldom passes that it will."""
        super().__init__(problem)
        self.kind = kind
        self.problem = problem
        self.status = status
        self.after = after
        self.may_help = wait or kind in _TRY_AGAIN or (status is not None and (status >= 500 or status in _FOR_NOW))


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is for all hops together, without waits for a turn; `bytes` are counted unpacked."""

    seconds: float = 60.0
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    bytes: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent. `url` is the last address, `moved` the one that permanent redirects alone led to."""

    status: int
    url: str
    moved: str | None
    headers: Mapping[str, str]
    data: bytes
    seconds: float

    @property
    def type(self) -> str | None:
        """The media type in lower case; null where the server does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower() or None

    @property
    def charset(self) -> str | None:
        """The encoding of a text, as the server says."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.strip().partition("=")
            if name.lower() == "charset":
                return value.strip("\"' ") or None
        return None


# Asked before each hop; raises `FetchError` where the address must not be fetched.
Before = Callable[[str], Awaitable[None]]


class Fetcher:
    """Fetches addresses. Use it in an `async with` block."""

    def __init__(self, guard: Guard, turns: Turns, clock: Clock, context: ssl.SSLContext | None = None) -> None:
        """`context` stands in for the machine's own list of authorities."""
        from bilat import __version__

        self.turns = turns
        self._clock = clock
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(guard, context),
            headers={"User-Agent": f"bilat/{__version__}", "Accept-Encoding": "gzip"},
            trust_env=False,
            follow_redirects=False,
        )
        self._client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # none is kept

    async def __aenter__(self) -> "Fetcher":
        """The fetcher itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Closes it."""
        await self._client.aclose()

    async def get(
        self, address: str, limits: Limits, headers: Mapping[str, str] | None = None, before: Before | None = None
    ) -> Answer:
        """The answer, be it 200, 304, 404 or 410. Raises `FetchError` where there is none, or none for now."""
        try:
            url, moved, permanent = _checked(address), None, True
            seen, left = {str(url)}, limits.seconds
            for _ in range(limits.redirects + 1):
                if before is not None:
                    await before(str(url))
                async with self._answering(url, limits, left, headers or {}) as (response, begun):
                    target = response.headers.get("location")
                    if response.status_code not in _REDIRECTS or target is None:
                        return await self._answer(response, url, moved, limits, begun)
                    permanent = permanent and response.status_code in _PERMANENT
                    new = _with_password(_checked(urljoin(str(url), target.strip())), url)
                    permanent = permanent and not (url.scheme == "https" and new.scheme == "http")
                    url, moved = new, str(new) if permanent else moved
                left -= time.monotonic() - begun
                if str(url) in seen:
                    raise FetchError("redirects", "redirects in a circle")
                seen.add(str(url))
        except RefusedAddressError as error:
            raise FetchError("refused", str(error)) from None
        raise FetchError("redirects", f"redirects more than {limits.redirects} times")

    @asynccontextmanager
    async def _answering(
        self, url: httpx.URL, limits: Limits, left: float, headers: Mapping[str, str]
    ) -> AsyncIterator[tuple[httpx.Response, float]]:
        """The head of an answer, and when it was asked for; all of it within the limits of time."""
        host = url.netloc.decode("ascii").rpartition("@")[2]
        if (wait := self.turns.free_at(host) - self._clock.now()) > _LONGEST_TURN:
            raise FetchError("status", f"{host} has asked to be left alone for now", status=429, after=wait)
        async with self.turns.turn(host):
            begun = time.monotonic()
            try:
                async with asyncio.timeout(left):
                    times = httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds)
                    async with self._client.stream("GET", url, headers=dict(headers), timeout=times) as response:
                        yield response, begun
            except httpx.TimeoutException:
                raise FetchError("timeout", "the server did not answer in time") from None
            except TimeoutError:
                raise FetchError("timeout", f"took longer than {limits.seconds:g} seconds") from None
            except httpx.ConnectError as error:
                raise FetchError("connection", _one_line(error)) from None
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                raise FetchError("protocol", f"the answer breaks off or is no HTTP: {_one_line(error)}") from None

    async def _answer(
        self, response: httpx.Response, url: httpx.URL, moved: str | None, limits: Limits, begun: float
    ) -> Answer:
        status, headers = response.status_code, {name.lower(): value for name, value in response.headers.items()}
        if status >= 500 or status in _FOR_NOW:
            after = retry_after(headers, self._clock.now())
            if after is not None and status in (429, 503):
                self.turns.hold(url.netloc.decode("ascii").rpartition("@")[2], after)
            raise FetchError("status", _status(response), status=status, after=after)
        if status not in (200, 304):
            return Answer(status, str(url), moved, headers, b"", time.monotonic() - begun)
        data = b"" if status == 304 else await _unpacked(response, limits)
        return Answer(status, str(url), moved, headers, data, time.monotonic() - begun)


async def _unpacked(response: httpx.Response, limits: Limits) -> bytes:
    """The body, never more of it in memory than the limit, however it is packed."""
    packing = response.headers.get("content-encoding", "identity").strip().lower() or "identity"
    if packing != "identity" and packing not in _ENCODINGS:
        raise FetchError("encoding", f"is packed in a way that was not asked for ({packing[:40]})")
    unpack = zlib.decompressobj(_ENCODINGS[packing]) if packing in _ENCODINGS else None
    data = bytearray()
    try:
        async for piece in response.aiter_raw():
            data += piece if unpack is None else unpack.decompress(piece, limits.bytes + 1 - len(data))
            if len(data) > limits.bytes:
                raise FetchError("too-large", f"is too large: more than {limits.bytes:,} bytes")
    except zlib.error:
        raise FetchError("encoding", "the server's compressed answer is broken") from None
    if unpack is not None and not unpack.eof:
        raise FetchError("encoding", "the server's compressed answer is cut off")
    return bytes(data)


def _checked(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        raise FetchError("refused", "is not a valid address") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError("refused", f"only http and https addresses are fetched, not {url.scheme[:20]}:")
    if url.port is not None and not 0 < url.port < 65_536:
        raise FetchError("refused", f"there is no port {url.port}")
    return url.copy_with(fragment=None)


def _with_password(new: httpx.URL, old: httpx.URL) -> httpx.URL:
    """A redirect inside of one host, and not to less safety, keeps the name and password of the address."""
    same = new.raw_host == old.raw_host and (new.scheme, new.port) in ((old.scheme, old.port), ("https", None))
    return new.copy_with(userinfo=old.userinfo) if same and old.userinfo and not new.userinfo else new


def _status(response: httpx.Response) -> str:
    phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
    return f"the server answers {response.status_code}{phrase}"[:120]


def _one_line(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:200]
