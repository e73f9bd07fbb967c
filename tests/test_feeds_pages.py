"""Pages of reports that misbehave, one way a case (feed_page_faults.toml): the feed's own text is taken, and marked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import bilat
from bilat.feeds.waiting import DAY, HOUR
from bilat.store.putting import load_reading
from bilat.store.tables import feed_items
from tests.feed_clock import START
from tests.feed_faults import reply
from tests.feed_news import page, rss, story
from tests.feed_running import Watching
from tests.feed_server import Asked, FeedServer, Reply, serving

STORY = story(3, "paper.example", START - HOUR)
FAULTS = tomllib.loads(Path(__file__).with_name("feed_page_faults.toml").read_text(encoding="utf-8"))["fault"]
HTML = {"Content-Type": "text/html; charset=utf-8"}
BODIES = {
    "page": page(STORY, "The Paper"),
    "bare": b"<html><head><title>Please wait</title></head><body><p>Loading</p></body></html>",
    "login": (
        b"<html><head><title>Sign in</title></head><body><article><p>Subscribers can enter an address and a password "
        b"here. Everybody else is asked to buy one of our many subscriptions first.</p></article></body></html>"
    ),
    "teaser": (
        f"<html><head><title>{STORY.title}</title></head><body><article><p>{STORY.title} is what this report tells, "
        "which only our readers can see.</p></article></body></html>"
    ).encode(),
}


@pytest.fixture(scope="module")
def server() -> Iterator[FeedServer]:
    with serving(lambda _: Reply()) as running:
        yield running


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["name"]))
def test_a_page_that_misbehaves(fault: dict[str, Any], server: FeedServer, tmp_path: Path) -> None:
    link = server.url("paper.example", "")
    full = fault.get("body") == "teaser"
    misbehaves = True

    def answer(asked: Asked) -> Reply:
        if asked.path == "/feed":
            return Reply(rss([STORY], "The Paper", link, full=full), headers={"Content-Type": "text/xml"})
        if asked.path == "/robots.txt":
            status = fault.get("robots_status", 200) if misbehaves else 200
            return Reply(fault.get("robots", "").encode(), status, {"Content-Type": "text/plain"})
        return _page(fault if misbehaves else {}, asked, link)

    server.answer = answer
    server.asked.clear()
    with bilat.Record(tmp_path / "record.db") as record:
        watching = Watching(record)
        watching.once(f"{link}/feed")
        (item,) = _items(record)
        if "pages_asked" in fault:
            assert sum(asked.path == STORY.path for asked in server.asked) == fault["pages_asked"]
        if fault["text_from"] == "later":
            assert (item.state, item.tries, watching.reports()) == ("waiting", 1, [])
            assert fault["detail"] in item.detail
            assert item.next_try >= watching.clock.now() + (900 if "Retry-After" in str(fault) else 25)
            misbehaves = fault["in_the_end"] == "feed"
            for _ in range(6):
                watching.clock.pass_(DAY)
                watching.once()
            (item,) = _items(record)
        expected = fault.get("in_the_end", fault["text_from"])
        assert (item.state, item.text_from) == ("kept", expected)
        if expected == "feed":
            assert fault["detail"] in item.detail
        (row,) = watching.reports()
        with record.store.reading() as connection:
            document = load_reading(connection, row.report).document
        assert document.text_from == expected
        assert STORY.paragraphs[0] in document.text
        assert (STORY.paragraphs[1] in document.text) == (expected == "page" or full)
        assert document.title == STORY.title
        assert document.url == f"{link}{STORY.path}"
        assert document.source == "The Paper"


def _page(fault: dict[str, Any], asked: Asked, link: str) -> Reply:
    if asked.path == "/":
        return Reply(BODIES["page"], headers=HTML)
    name = fault.get("body", "page")
    if name in BODIES:
        plain = {**fault, "body": "given"}
        return reply(plain, asked, (), link, given=BODIES[name], kind=HTML["Content-Type"])
    return reply(fault, asked, (), link, kind=HTML["Content-Type"])


def _items(record: bilat.Record) -> list[Any]:
    with record.store.reading() as connection:
        return list(connection.execute(sa.select(feed_items)).all())
