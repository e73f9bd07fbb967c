"""Feeds whose servers misbehave, one way a case (tests/feed_faults.toml): nothing is lost, and nothing comes twice."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import bilat
from bilat.feeds.waiting import HOUR
from tests.feed_clock import START
from tests.feed_faults import RSS, faults, reply
from tests.feed_news import page, rss, story
from tests.feed_running import Watching
from tests.feed_server import Asked, FeedServer, Reply, serving

STORIES = tuple(story(number, "paper.example", START - HOUR * number) for number in range(1, 6))
# Ten times the largest body that is taken would have been sent by a server that nobody stops.
MOST_BYTES = 30_000_000


def well(asked: Asked) -> Reply:
    """What a server that behaves answers."""
    if asked.path.startswith("/feed"):
        link = f"http://{asked.headers['host']}"
        return Reply(rss(STORIES, "The Paper", link), headers={"Content-Type": RSS})
    for each in STORIES:
        if asked.path == each.path:
            return Reply(page(each, "The Paper"), headers={"Content-Type": "text/html; charset=utf-8"})
    return Reply(b"", 404)


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with serving(well) as running:
        yield running


@pytest.mark.parametrize("fault", faults(), ids=lambda fault: str(fault["name"]))
def test_a_feed_that_misbehaves(fault: dict[str, Any], server: FeedServer, tmp_path: Path) -> None:
    link = server.url("paper.example", "")

    def badly(asked: Asked) -> Reply:
        return reply(fault, asked, STORIES, link) if asked.path.startswith("/feed") else well(asked)

    with bilat.Record(tmp_path / "record.db") as record:
        watching = Watching(record)
        server.answer, server.bytes_sent = badly, 0
        summary = watching.once(f"{link}/feed")
        assert server.bytes_sent < MOST_BYTES
        _check_first(fault, record, watching, summary.failed)
        server.answer = well
        watching.clock.pass_(3 * HOUR)
        if fault.get("stopped"):
            assert watching.once().polls == 0
            assert record.add_feeds([f"{link}/feed"]) == 0
            watching.clock.pass_(400 * 24 * HOUR)  # the command adds it by the machine's own clock
        assert watching.once().failed == 0
        _check_in_the_end(fault, record, watching)


def _check_first(fault: dict[str, Any], record: bilat.Record, watching: Watching, failed: int) -> None:
    (feed,) = record.feeds()
    if "error" in fault:
        assert failed == 1
        assert feed.error is not None
        assert fault["error"] in feed.error
        assert "\n" not in feed.error
        assert (feed.failures, feed.items, feed.last_success) == (1, 0, None)
        assert [entry["problem"] for entry in watching.log if entry["event"] in ("failed", "stopped")]
    else:
        assert failed == 0
        assert (feed.failures, feed.error) == (0, None)
        assert feed.items == fault["items"]
        assert fault["notice"] in (feed.notice or "") if "notice" in fault else feed.notice is None
    assert feed.state == ("stopped" if fault.get("stopped") else "active")
    if feed.next_poll is not None:
        again = datetime.fromisoformat(feed.next_poll).timestamp() - watching.clock.now()
        assert fault.get("again", 20) - 20 <= again <= fault.get("again", 20 * 60)


def _check_in_the_end(fault: dict[str, Any], record: bilat.Record, watching: Watching) -> None:
    found = watching.reports()
    newest = [row for row in found if row.superseded_on is None]
    assert len({row.id for row in newest}) == len(newest)
    assert len(newest) == len(STORIES)
    assert all(any(each.text in row.text for row in newest) for each in STORIES)
    (feed,) = record.feeds()
    assert (feed.kept, feed.dropped, feed.waiting) == (feed.items, 0, 0)
    assert not record.check()
    if "first" in fault:
        kept = [entry for entry in watching.log if entry["event"] == "kept"]
        assert kept
    if "published" in fault:
        published = {datetime.fromtimestamp(each.published, UTC).isoformat() for each in STORIES}
        assert {row.published for row in newest} == published
