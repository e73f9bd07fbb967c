"""How long to wait: between polls, after failures, before the next request to a host. Pure, but for the turns."""

import asyncio
import email.utils
import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0


class Clock(Protocol):
    """The time, and waiting for it. A test gives one that does not wait."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        ...

    async def wait(self, tasks: "set[asyncio.Task[None]]", stopped: "asyncio.Task[None]", until: float) -> None:
        """Waits until a moment, or until one of the tasks has ended, or `stopped` has."""
        ...


@dataclass(frozen=True, slots=True)
class Waits:
    """All in seconds. `jitter` is the part of a wait that chance may take away or add."""

    every: float = 15 * MINUTE
    longest: float = DAY
    after_failure: float = MINUTE
    between_requests: float = 1.0
    longest_between: float = MINUTE  # whatever a robots.txt asks for
    between_changes: float = HOUR  # an item that changes all the time is not read again more often
    jitter: float = 0.1


def next_poll(waits: Waits, asked: float, chance: random.Random) -> float:
    """Seconds until the next poll of a feed that answered well; `asked` is how long it asks to be left alone."""
    wait = min(max(waits.every, asked), waits.longest)
    return wait * chance.uniform(1 - waits.jitter, 1 + waits.jitter)


def back_off(waits: Waits, failures: int, asked: float | None, chance: random.Random) -> float:
    """Seconds before another try after so many failures in a row: doubled each time, half of it by chance.

    Never before `asked`, what a Retry-After says, and never longer than `waits.longest`.
    """
    doubled = min(waits.after_failure * 2.0 ** min(failures - 1, 30), waits.longest)
    return min(max(doubled * chance.uniform(0.5, 1.0), asked or 0.0), waits.longest)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that an answer asks to wait: a number, or a date, held against the server's own clock if it tells it.

    Null where it says nothing, or nothing that can be understood.
    """
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    moment = http_date(value)
    if moment is None:
        return None
    theirs = http_date(headers.get("date", ""))
    return max(moment - (now if theirs is None else theirs), 0.0)


def fresh_for(headers: Mapping[str, str]) -> float:
    """The seconds for which the server says that its answer stays as it is; 0 where it does not say."""
    for part in headers.get("cache-control", "").split(","):
        name, _, value = part.strip().partition("=")
        value = value.strip('"')
        if name.lower() == "max-age" and value.isascii() and value.isdecimal():
            return float(value[:9])
    return 0.0


def http_date(value: str) -> float | None:
    """A date as HTTP writes it, in seconds since 1970; null where it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except OverflowError:
        return None


class RealClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds since 1970."""
        return datetime.now(UTC).timestamp()

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        await asyncio.sleep(seconds)

    async def wait(self, tasks: "set[asyncio.Task[None]]", stopped: "asyncio.Task[None]", until: float) -> None:
        """Waits until a moment, or until one of the tasks has ended, or `stopped` has."""
        seconds = max(until - self.now(), 0.0)
        await asyncio.wait({*tasks, stopped}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    between: float = 0.0


class Turns:
    """One request at a time to a host, with a pause after each."""

    def __init__(self, clock: Clock, waits: Waits) -> None:
        """Hosts are known for as long as this lives."""
        self._clock, self._waits = clock, waits
        self._hosts: dict[str, _Host] = {}

    def free_at(self, host: str) -> float:
        """When the next request to a host may begin."""
        return self._hosts[host].free_at if host in self._hosts else 0.0

    def hold(self, host: str, seconds: float) -> None:
        """Leaves a host alone for so long: it has asked for it."""
        own = self._host(host)
        own.free_at = max(own.free_at, self._clock.now() + min(seconds, self._waits.longest))

    def slow(self, host: str, between: float) -> None:
        """Pauses so long between requests to a host, as its robots.txt asks."""
        self._host(host).between = min(between, self._waits.longest_between)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Waits for a turn with a host, and pauses after it."""
        own = self._host(host)
        async with own.lock:
            if (wait := own.free_at - self._clock.now()) > 0:
                await self._clock.sleep(wait)
            try:
                yield
            finally:
                pause = max(self._waits.between_requests, own.between)
                own.free_at = max(own.free_at, self._clock.now() + pause)

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())
