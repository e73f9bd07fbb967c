"""A day of feeds: 500 reports in 40 feeds, a fault in a fifth of all answers, four programs one after the other."""

from collections import Counter
from pathlib import Path
from typing import Any

import bilat
from bilat.records import Document, Reading
from tests.feed_day import FEEDS, REPORTS, DayClock, World, outcome, run_day
from tests.feed_reader import quick_read
from tests.feed_server import serving

# Of so many reports one is read as bilat reads it; of the others is only looked whether they name two countries.
READ_ONE_OF = 20


def test_nothing_is_lost_and_nothing_comes_twice(tmp_path: Path) -> None:
    clock = DayClock()
    world = World(clock)
    events: Counter[str] = Counter()
    read: list[str] = []

    def log(event: str, **_: Any) -> None:
        events[event] += 1

    def some_read(document: Document) -> Reading:
        read.append(document.id)
        return bilat.read(document, scope="pair") if len(read) % READ_ONE_OF == 0 else quick_read(document)

    with serving(world.answer) as server, bilat.Record(tmp_path / "record.db") as record:
        world.server = server
        summaries = run_day(record, world, clock, some_read, log=log)
        found = outcome(record, world)
        assert (found.lost, found.twice, found.strange, found.not_edited, found.not_dropped) == ((), (), (), (), ())
        assert found.waiting == 0
        assert found.kept + found.dropped == REPORTS
        assert found.revisions >= sum(each.edited_at is not None for each in world.reports if each.story.abroad) * 0.8
        assert all(summary.polls and summary.failed for summary in summaries)
        assert events["broken"] == 0
        assert 0.15 < world.answers["badly"] / world.answers.total() < 0.25
        feeds = record.feeds()
        assert len(feeds) == FEEDS
        assert all(feed.last_success and feed.latency for feed in feeds)
        assert sum(feed.last_error is not None for feed in feeds) > FEEDS / 2
        assert sum(total.items for total in record.dropped_counts()) == found.dropped
        assert not record.check()
