"""Running the watcher from a program that is none of asyncio's, and stopping it by a signal."""

import asyncio
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.feeds.following import follow, outlines_of
from bilat.feeds.keeping import Read
from bilat.feeds.manner import Manner, Summary
from bilat.feeds.watching import Surroundings, Watcher
from bilat.store import Store
from bilat.store.tables import feeds


def watch(
    store: Store,
    inputs: Iterable[str],
    *,
    once: bool,
    manner: Manner | None,
    around: Surroundings | None,
    read: Read,
) -> Summary:
    """Watches these feeds, or all that are followed, until a signal or, with `once`, until nothing is due.

    Raises `UsageError` where there is none to watch.
    """
    around = around or Surroundings()
    outlines = outlines_of(inputs)
    only = follow(store, outlines, now=around.clock.now())[0] if outlines else None
    if only is None and not _follows(store):
        raise UsageError("no feed is followed yet; `bilat feeds add URL` adds one, or name some: bilat watch URL…")
    watcher = Watcher(store, read, manner or Manner(), around, only=only, once=once)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_until_told(watcher))
    with ThreadPoolExecutor(1) as pool:  # a notebook runs a loop of its own in this thread
        return pool.submit(asyncio.run, _until_told(watcher)).result()


async def _until_told(watcher: Watcher) -> Summary:
    with _signals(watcher):
        return await watcher.run()


@contextmanager
def _signals(watcher: Watcher) -> Iterator[None]:
    """SIGINT and SIGTERM stop the watcher; a second one ends the program as ever."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    both = (signal.SIGINT, signal.SIGTERM)

    def told() -> None:
        for each in both:
            loop.remove_signal_handler(each)
        watcher.stop()

    for each in both:
        loop.add_signal_handler(each, told)
    try:
        yield
    finally:
        for each in both:
            loop.remove_signal_handler(each)


def _follows(store: Store) -> bool:
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(feeds)).scalar_one() > 0
