"""Pages from the web: one address, one answer, within limits of size, time and redirects."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilat.errors import InputError

if TYPE_CHECKING:
    import httpx

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"text/plain"})


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is for all of it, redirects included; `bytes` are counted unpacked."""

    seconds: float = 30.0
    connect_seconds: float = 10.0
    bytes: int = 4_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent. `url` is the last address; `type` is null where the server does not say."""

    url: str
    data: bytes
    type: str | None
    charset: str | None


LIMITS = Limits()
LARGEST_PORT = 65_535


def fetch(address: str, limits: Limits = LIMITS) -> Answer:
    """The page or plain text at an http or https address. Raises `InputError`, in one line, where there is none."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_within(address, limits))
    with ThreadPoolExecutor(1) as pool:  # a notebook runs a loop of its own in this thread
        return pool.submit(asyncio.run, _within(address, limits)).result()


def check_address(url: "httpx.URL", name: str) -> None:
    """Refuse what must not be fetched. Called for the address given and for each that it redirects to.

    This is the place for a policy on private addresses (a server that reads addresses for others needs one; the
    command line reads what its user may reach).
    """
    if url.scheme not in ("http", "https") or not url.host:
        raise InputError(name, f"only http and https addresses are read, not {str(url)[:80]}")
    if url.port is not None and not 0 < url.port <= LARGEST_PORT:
        raise InputError(name, f"there is no port {url.port}")


async def _within(address: str, limits: Limits) -> Answer:
    """One deadline over all: a server that sends a byte now and then cannot hold us."""
    import httpx

    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(address, limits)
    except httpx.TimeoutException:
        raise InputError(address, f"the server did not answer within {limits.connect_seconds:g} seconds") from None
    except TimeoutError:
        raise InputError(address, f"took longer than {limits.seconds:g} seconds") from None
    except httpx.ConnectError as error:
        raise InputError(address, _no_connection(error)) from None
    except httpx.DecodingError:
        raise InputError(address, "the server's compressed answer is broken") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(address, f"could not be fetched: {str(error) or type(error).__name__}") from None
    except UnicodeError:
        raise InputError(address, "is not a valid address") from None


async def _follow(address: str, limits: Limits) -> Answer:
    import httpx

    from bilat import __version__

    url = httpx.URL(address)
    headers = {"User-Agent": f"bilat/{__version__}", "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9"}
    async with httpx.AsyncClient(headers=headers, timeout=limits.connect_seconds) as client:
        for _ in range(limits.redirects + 1):
            check_address(url, address)
            async with client.stream("GET", url) as response:
                if response.next_request is None:
                    return await _answer(response, address, limits)
                url = response.next_request.url
    raise InputError(address, f"redirects more than {limits.redirects} times")


async def _answer(response: "httpx.Response", name: str, limits: Limits) -> Answer:
    if response.status_code != 200:
        phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
        raise InputError(name, f"the server answers {response.status_code}{phrase}")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower() or None
    if kind is not None and kind not in PAGE_TYPES | TEXT_TYPES:
        raise InputError(name, f"is {kind[:60]}; HTML pages and plain text are read")
    chunks, size = [], 0
    async for chunk in response.aiter_bytes():
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.bytes:
            raise InputError(name, f"is too large: more than {limits.bytes:,} bytes")
    return Answer(str(response.url), b"".join(chunks), kind, response.charset_encoding)


def _no_connection(error: "httpx.ConnectError") -> str:
    text = str(error)
    if re.search(r"getaddrinfo|name resolution|Name or service|nodename|No address", text):
        return "there is no server of that name (or no network)"
    return f"no connection: {text}"
