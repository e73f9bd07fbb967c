"""Watching the feeds of the tests' server."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

import bilat
from bilat.feeds.fetching import Limits
from bilat.feeds.manner import Manner, Report, Summary
from bilat.feeds.waiting import Waits
from bilat.feeds.watching import Surroundings
from bilat.records import Document, Reading
from bilat.store.tables import reports
from tests.feed_clock import QuickClock
from tests.feed_reader import quick_read
from tests.feed_server import resolve

HOSTS = ("paper.example", "www.paper.example", "gazette.example", "www.gazette.example", "wire.example")
# What a test does not wait longer for, in seconds.
LIMITS = Limits(seconds=1.5, connect_seconds=1.5, read_seconds=0.8)


@dataclass
class Watching:
    """Runs of `bilat watch --once` on one record, with a clock, and all that was logged and told."""

    record: bilat.Record
    clock: QuickClock = field(default_factory=QuickClock)
    allow: tuple[str, ...] = HOSTS
    limits: Limits = LIMITS
    log: list[dict[str, Any]] = field(default_factory=list)
    told: list[Report] = field(default_factory=list)
    read: Callable[[Document], Reading] = quick_read
    waits: Waits = field(default_factory=Waits)

    def once(self, *feeds: str) -> Summary:
        def log(event: str, **fields: Any) -> None:
            self.log.append({"event": event, **fields})

        around = Surroundings(
            clock=self.clock, chance=random.Random(6), resolve=resolve, log=log, tell=self.told.append
        )
        manner = Manner(allow=self.allow, feed_limits=self.limits, page_limits=self.limits, waits=self.waits)
        return self.record.watch(feeds, once=True, manner=manner, around=around, read=self.read)

    def reports(self) -> list[Any]:
        """All revisions of all reports, in the order of their keys."""
        with self.record.store.reading() as connection:
            return list(connection.execute(sa.select(reports).order_by(reports.c.report)).all())
