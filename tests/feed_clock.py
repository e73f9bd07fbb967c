"""A clock that does not wait: where nothing is under way, it is the moment that somebody waits for."""

import asyncio
from datetime import UTC, datetime

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC).timestamp()


class QuickClock:
    """Time passes when somebody sleeps, and by nothing else."""

    def __init__(self, start: float = START) -> None:
        self._now = start

    def now(self) -> float:
        return self._now

    def pass_(self, seconds: float) -> None:
        self._now += seconds

    async def sleep(self, seconds: float) -> None:
        self._now += max(seconds, 0.0)
        await asyncio.sleep(0)

    async def wait(self, tasks: set[asyncio.Task[None]], stopped: asyncio.Task[None], until: float) -> None:
        if tasks:
            await asyncio.wait({*tasks, stopped}, return_when=asyncio.FIRST_COMPLETED)
        else:
            self._now = max(self._now, until)
            await asyncio.sleep(0)
