"""A program that watches feeds is killed at random moments: nothing is lost, and nothing is there twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import sqlalchemy as sa

import bilat
from bilat.feeds.waiting import HOUR
from bilat.store.tables import feed_items, reports
from tests.feed_clock import START
from tests.feed_news import page, rss, story
from tests.feed_server import Asked, Reply, serving

STORIES = [story(number, "paper.example", START - HOUR * number) for number in range(1, 21)]
KILLS = 5


def answer(asked: Asked) -> Reply:
    if asked.path == "/feed":
        link = f"http://{asked.headers['host']}"
        return Reply(rss(STORIES, "The Paper", link), headers={"Content-Type": "application/rss+xml"})
    found = next((each for each in STORIES if asked.path == each.path), None)
    return Reply(b"", 404) if found is None else Reply(page(found, "The Paper"), headers={"Content-Type": "text/html"})


def test_a_watcher_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    record = tmp_path / "record.db"
    chance, held, killed = random.Random(4), [0], 0
    with serving(answer) as server:
        command = [sys.executable, "-m", "tests.feed_watcher", str(record), server.url("paper.example")]
        for _ in range(KILLS):
            killed += _run(command, kill_after=chance.uniform(0.05, 0.6))
            held.append(_looked_over(record))
        assert _run(command, kill_after=None) == 0
    assert killed >= KILLS - 2, "the kills should hit a running program"
    assert held == sorted(held)
    assert _looked_over(record) == len(STORIES)
    with bilat.Record(record) as opened, opened.store.reading() as connection:
        rows = connection.execute(sa.select(reports)).all()
        items = connection.execute(sa.select(feed_items)).all()
    assert len({row.id for row in rows}) == len(rows) == len(STORIES)
    assert {item.report for item in items} == {row.id for row in rows}
    assert [item.state for item in items] == ["kept"] * len(STORIES)


def _run(command: list[str], kill_after: float | None) -> int:
    """Whether it was killed before its end."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        process.communicate(timeout=60)
    assert process.returncode in (0, -signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


def _looked_over(record: Path) -> int:
    """The number of reports in a record that is whole; each has an item that says so, and the other way round."""
    if not record.exists():
        return 0
    try:
        opened = bilat.Record(record, create=False)
    except bilat.errors.RecordError as error:
        assert "no record yet" in error.problem  # noqa: PT017 - it was killed before it had made one
        return 0
    with opened:
        assert not opened.check()
        with opened.store.reading() as connection:
            ids = set(connection.execute(sa.select(reports.c.id)).scalars())
            kept = sa.select(feed_items.c.report).where(feed_items.c.state == "kept")
            assert set(connection.execute(kept).scalars()) == ids
            return len(ids)
