"""The loop: feeds are polled when they are due, their items are read one site at a time, and all of it can be stopped.

What is due stands in the record. The loop asks for it, starts a task for each feed and for one item of each site, and
waits until a task has ended or something else is due. A feed that is added meanwhile is seen within a minute.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import msgspec
import sqlalchemy as sa

from bilat.errors import BilatError
from bilat.feeds.addresses import Guard, Resolver
from bilat.feeds.desk import Desk
from bilat.feeds.fetching import Fetcher
from bilat.feeds.formats import Item
from bilat.feeds.keeping import Dropped, Keeper, Kept, Read
from bilat.feeds.logs import Log, no_log
from bilat.feeds.manner import Manner, Report, Summary
from bilat.feeds.pages import NoPage, Pages
from bilat.feeds.polling import Poller
from bilat.feeds.redacting import shown, shown_in
from bilat.feeds.robots import Robots
from bilat.feeds.waiting import Clock, RealClock, Turns, back_off
from bilat.store import Store, feeds

# The record is asked at least so often what is due, in seconds: another program may have added a feed.
_LOOK_AGAIN = 60.0


@dataclass(slots=True)
class Counts:
    """What was done so far."""

    polls: int = 0
    failed: int = 0
    items: int = 0
    reports: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a test replaces: the clock, chance, the look-up of names, who is told what."""

    clock: Clock = field(default_factory=RealClock)
    chance: random.Random = field(default_factory=random.SystemRandom)
    resolve: Resolver | None = None
    log: Log = no_log
    tell: Callable[[Report], None] | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """A feed to be polled or an item to be read, by its key, with how often in a row it has failed."""

    kind: Literal["feed", "item"]
    number: int
    host: str
    tries: int
    row: feeds.AnyRow


class Watcher:
    """Watches feeds of a record. `run` once."""

    def __init__(
        self,
        store: Store,
        read: Read,
        manner: Manner,
        around: Surroundings,
        *,
        only: Collection[int] | None = None,
        once: bool = False,
    ) -> None:
        """`only` these feeds, else all; `once`: each feed that is due is polled once, and the run ends."""
        self._store, self._read, self._manner, self._around = store, read, manner, around
        self._only, self._once = only, once
        self._clock, self._log = around.clock, around.log
        self._counts = Counts()
        self._running: dict[asyncio.Task[None], _Work] = {}
        self._done: set[tuple[str, int, str | None]] = set()
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Ends the run: what is being read is read, what waits for the network is left for the next run."""
        self._stopped.set()

    async def run(self) -> Summary:
        """Watches until it is stopped, or with `once` until nothing is due. Raises `RecordError`."""
        manner, around = self._manner, self._around
        turns = Turns(self._clock, manner.waits)
        guard = Guard(manner.allow, around.resolve)
        self._log("started", once=self._once or None)
        async with Desk(self._store) as desk, Fetcher(guard, turns, self._clock) as fetcher:
            self._desk = desk
            self._turns = turns
            self._poller = Poller(desk, fetcher, self._clock, manner, around.chance, self._log)
            self._pages = Pages(desk, fetcher, Robots(fetcher, self._clock), manner.page_limits)
            self._keeper = Keeper(self._store, self._read, self._clock.now)
            try:
                await self._loop()
            finally:
                for task in self._running:
                    task.cancel()
                await asyncio.gather(*self._running, return_exceptions=True)
            waiting = await desk.ask(lambda connection: feeds.count_waiting(connection, self._only))
        summary = self._summary(waiting)
        self._log("ended", **{name: value or None for name, value in msgspec.structs.asdict(summary).items()})
        return summary

    async def _loop(self) -> None:
        stopped = asyncio.create_task(_wait_for(self._stopped))
        try:
            while not self._stopped.is_set():
                until = await self._start()
                if self._once and not self._running:
                    return
                await self._clock.wait(set(self._running), stopped, until)
                await self._reap()
        finally:
            stopped.cancel()

    async def _start(self) -> float:
        """Starts what is due, of each host one; gives when to look again, unless a task ends before."""
        now, only = self._clock.now(), self._only
        due, items, soonest = await self._desk.ask(
            lambda connection: (
                feeds.due_feeds(connection, now, only),
                feeds.due_items(connection, now, only),
                feeds.next_due(connection, now, only),
            )
        )
        works = [_Work("feed", row.feed, _host(row.address), row.failures, row) for row in due]
        works += [_Work("item", row.item, _host(row.url or ""), row.tries, row) for row in items]
        busy = {work.host for work in self._running.values()}
        for work in works:
            if len(self._running) >= self._manner.most_at_once:
                break
            known = (work.kind, work.number, work.row.digest if work.kind == "item" else None)
            if work.host in busy or known in self._done or self._turns.free_at(work.host) > now + _LOOK_AGAIN:
                continue
            if self._once:
                self._done.add(known)
            task = asyncio.create_task(self._poll(work.row) if work.kind == "feed" else self._handle(work.row))
            self._running[task] = work
            busy.add(work.host)
        return min(now + _LOOK_AGAIN, soonest or now + _LOOK_AGAIN)

    async def _reap(self) -> None:
        """Takes away the tasks that have ended. Raises `RecordError` where the record was at fault."""
        for task in [task for task in self._running if task.done()]:
            work = self._running.pop(task)
            error = task.exception()
            if isinstance(error, Exception) and not isinstance(error, BilatError):
                await self._mend(work, error)
            elif error is not None:
                raise error

    async def _mend(self, work: "_Work", error: Exception) -> None:
        """A feed or item that bilat itself fails on does not end a program that is left running: it is told of."""
        problem = f"bilat failed on it, please report this: {type(error).__name__}: {error}"[:300]
        now = self._clock.now()
        wait = back_off(self._manner.waits, work.tries + 1, None, self._around.chance)
        self._counts.failed += 1
        self._log("broken", **{work.kind: work.number}, problem=problem)

        def write(connection: sa.Connection) -> None:
            if work.kind == "feed":
                feeds.failed(connection, work.number, problem, status=None, next_poll=now + wait, now=now)
            elif work.tries + 1 < self._manner.tries:
                feeds.put_off(connection, work.row, problem, now + wait)
            else:
                feeds.drop_item(connection, work.row, "unreadable", detail=problem, text_from=None, now=now)

        await self._desk.write(write)

    async def _poll(self, feed: feeds.AnyRow) -> None:
        found = await self._poller.poll(feed)
        self._counts.polls += 1
        self._counts.failed += found is None
        self._counts.items += found or 0

    async def _handle(self, row: feeds.AnyRow) -> None:
        """Reads one item. Whatever is wrong with it, the others are read."""
        item = msgspec.json.decode(row.entry, type=Item)
        feed = await self._desk.ask(lambda connection: feeds.get_feed(connection, row.feed))
        if feed is None or await self._is_read(row, feed):
            return
        page = await self._pages.page(item)
        if isinstance(page, NoPage) and page.may_help and row.tries + 1 < self._manner.tries:
            await self._later(row, feed, page.problem, page.after)
            return
        became = await self._desk.read(lambda: self._keeper.keep(row, feed, item, page))
        if isinstance(became, Dropped):
            self._counts.dropped[became.reason] += 1
            self._log("dropped", feed=feed.address, title=item.title, reason=became.reason, detail=became.detail)
        else:
            self._tell(row, feed, became)

    async def _is_read(self, row: feeds.AnyRow, feed: feeds.AnyRow) -> bool:
        """Whether another feed had the same at the same address; then what became of it became of this one."""
        now = self._clock.now()
        same = await self._desk.write(lambda connection: feeds.settle_as(connection, row, now))
        if same is None:
            return False
        if same.state == "kept":
            self._tell(row, feed, Kept(same.report, "unchanged", same.text_from))
        else:
            self._counts.dropped[same.reason] += 1
            self._log("dropped", feed=feed.address, title=row.title, reason=same.reason)
        return True

    async def _later(self, row: feeds.AnyRow, feed: feeds.AnyRow, problem: str, after: float | None) -> None:
        wait = back_off(self._manner.waits, row.tries + 1, after, self._around.chance)
        until = self._clock.now() + wait
        told = shown_in(problem)
        await self._desk.write(lambda connection: feeds.put_off(connection, row, told, until))
        self._log("later", feed=feed.address, title=row.title, url=row.url, problem=told, again_in=round(wait))

    def _tell(self, row: feeds.AnyRow, feed: feeds.AnyRow, kept: Kept) -> None:
        self._counts.reports[kept.outcome] += 1
        told = {"feed": feed.address, "title": row.title, "url": row.url, "text_from": kept.text_from}
        self._log("kept", **told, report=kept.report, outcome=kept.outcome)
        if self._around.tell is not None:
            name = feed.name or feed.title or shown(feed.address)
            url = None if row.url is None else shown(row.url)
            self._around.tell(
                Report(
                    report=kept.report,
                    outcome=kept.outcome,
                    title=row.title,
                    url=url,
                    feed=name,
                    text_from=kept.text_from,
                )
            )

    def _summary(self, waiting: int) -> Summary:
        counts = self._counts
        return Summary(
            polls=counts.polls,
            failed=counts.failed,
            items=counts.items,
            reports=dict(sorted(counts.reports.items())),
            dropped=dict(sorted(counts.dropped.items())),
            waiting=waiting,
        )


async def _wait_for(event: asyncio.Event) -> None:
    await event.wait()


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return url
