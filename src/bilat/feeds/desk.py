"""Where work is done that takes the processor or the record, beside the loop that waits for the network.

Reports are read by one thread, one after the other; a second one parses feeds and pages, and a third one, which has
never long to do, asks the record and writes what became of a poll. So polling goes on while a long report is read.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import sqlalchemy as sa

from bilat.store import Store

T = TypeVar("T")


class Desk:
    """Three threads. Use it in an `async with` block; leaving it waits for what was begun."""

    def __init__(self, store: Store) -> None:
        """`store` is the record that is written."""
        self.store = store
        self._reader = ThreadPoolExecutor(1, "bilat-read")
        self._parser = ThreadPoolExecutor(1, "bilat-parse")
        self._clerk = ThreadPoolExecutor(1, "bilat-write")

    async def __aenter__(self) -> "Desk":
        """The desk itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Waits for what was begun; what was not is left."""
        for pool in (self._reader, self._parser, self._clerk):
            pool.shutdown(wait=True, cancel_futures=True)

    async def read(self, work: Callable[[], T]) -> T:
        """Does what takes long: reading a report and putting it in."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, work)

    async def think(self, work: Callable[[], T]) -> T:
        """Does what takes a moment: parsing a feed or a page."""
        return await asyncio.get_running_loop().run_in_executor(self._parser, work)

    async def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Writes to the record: all of it or nothing."""

        def written() -> T:
            with self.store.writing() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._clerk, written)

    async def ask(self, work: Callable[[sa.Connection], T]) -> T:
        """Asks the record."""

        def asked() -> T:
            with self.store.reading() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._clerk, asked)
