"""How feeds are watched over time: what is asked, when, of whom, what is remembered, and what is shown of it."""

import asyncio
import dataclasses
import io
import itertools
import random
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import bilat
from bilat.feeds.addresses import Guard
from bilat.feeds.fetching import Fetcher
from bilat.feeds.keeping import out_of_scope
from bilat.feeds.logs import json_log, plain_log
from bilat.feeds.waiting import (
    DAY,
    HOUR,
    MINUTE,
    RealClock,
    Turns,
    Waits,
    back_off,
    fresh_for,
    http_date,
    next_poll,
    retry_after,
)
from bilat.records import Document, Reading
from bilat.store import feeds as store_feeds
from bilat.store.tables import feed_items, feeds
from tests.feed_clock import START, QuickClock
from tests.feed_news import page, rss, story
from tests.feed_reader import quick_read
from tests.feed_running import LIMITS, Watching
from tests.feed_server import Asked, FeedServer, Reply, resolve, serving

STORIES = [story(number, "paper.example", START - HOUR * number) for number in range(1, 4)]
XML = {"Content-Type": "application/rss+xml"}


def well(asked: Asked) -> Reply:
    if asked.path.startswith("/feed"):
        return Reply(rss(STORIES, "The Paper", f"http://{asked.headers['host']}"), headers=XML)
    found = next((each for each in STORIES if asked.path == each.path), None)
    return Reply(b"", 404) if found is None else Reply(page(found, "The Paper"), headers={"Content-Type": "text/html"})


@pytest.fixture(scope="module")
def running() -> Iterator[FeedServer]:
    with serving(well) as server:
        yield server


@pytest.fixture
def server(running: FeedServer) -> FeedServer:
    running.answer = well
    running.asked.clear()
    running.most_at_once.clear()
    return running


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    with bilat.Record(tmp_path / "record.db") as record:
        yield Watching(record)


def asked_for(server: FeedServer, path: str = "/feed") -> list[dict[str, str]]:
    return [asked.headers for asked in server.asked if asked.path == path]


def test_a_record_of_either_kind_is_kept_fresh(record_address: str, server: FeedServer) -> None:
    with bilat.Record(record_address) as record:
        watching = Watching(record)
        summary = watching.once(server.url("paper.example"))
        assert (summary.polls, summary.failed, summary.items, summary.waiting) == (1, 0, 3, 0)
        assert summary.reports == {"new": 3}
        assert [row.text_from for row in _items(record)] == ["page"] * 3
        watching.clock.pass_(HOUR)
        assert watching.once().items == 0
        (feed,) = record.feeds()
        assert (feed.name, feed.items, feed.kept, feed.failures) == ("The Paper", 3, 3, 0)
        assert feed.latency is not None
        assert feed.last_success == _iso(watching.clock.now())
        record.remove_feed("1")
        assert record.feeds() == ()
        assert len(watching.reports()) == 3
        assert not record.check()


def test_only_what_has_changed_is_asked_for(server: FeedServer, watching: Watching) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.path == "/feed" and asked.headers.get("if-none-match") == '"one"':
            return Reply(b"", 304)  # without an ETag
        reply = well(asked)
        return Reply(
            reply.body, headers={**reply.headers, "ETag": '"one"', "Last-Modified": "Mon, 02 Mar 2026 01:00:00 GMT"}
        )

    server.answer = answer
    watching.once(server.url("paper.example"))
    for _ in range(3):
        watching.clock.pass_(HOUR)
        watching.once()
    first, *others = asked_for(server)
    assert "if-none-match" not in first
    assert [each["if-none-match"] for each in others] == ['"one"'] * 3
    assert [each["if-modified-since"] for each in others] == ["Mon, 02 Mar 2026 01:00:00 GMT"] * 3
    assert all(each["accept-encoding"] == "gzip" and each["user-agent"].startswith("bilat/") for each in others)
    assert watching.record.feeds()[0].status == 304
    watching.clock.pass_(DAY)
    watching.once()
    assert "if-none-match" not in asked_for(server)[-1], "now and then it is asked for whole"


def test_a_feed_that_was_cut_off_is_asked_for_whole(server: FeedServer, watching: Watching) -> None:
    feed = rss(STORIES, "The Paper", server.url("paper.example", ""))
    cut = Reply(feed[:800], headers={**XML, "ETag": '"cut"'}, length=False)
    server.answer = lambda asked: cut if asked.path == "/feed" else well(asked)
    watching.once(server.url("paper.example"))
    server.answer = well
    watching.clock.pass_(HOUR)
    assert watching.once().reports["new"] >= 1
    assert "if-none-match" not in asked_for(server)[-1]
    assert len(watching.reports()) == 3


def test_feeds_can_be_watched_inside_of_a_running_loop(server: FeedServer, watching: Watching) -> None:
    async def notebook() -> None:
        watching.once(server.url("paper.example"))

    asyncio.run(notebook())
    assert len(watching.reports()) == 3


@pytest.mark.parametrize(("status", "remembered"), [(301, True), (308, True), (302, False), (307, False)])
def test_where_a_feed_has_moved_to_for_good_is_remembered(
    server: FeedServer, watching: Watching, status: int, remembered: bool
) -> None:
    server.answer = lambda asked: Reply(b"", status, {"Location": "/feed2"}) if asked.path == "/feed" else well(asked)
    old, new = server.url("paper.example"), server.url("paper.example", "/feed2")
    watching.once(old)
    assert watching.record.feeds()[0].address == (new if remembered else old)
    watching.clock.pass_(HOUR)
    watching.once()
    assert len(asked_for(server)) == (1 if remembered else 2)
    assert watching.record.add_feeds([old]) == 0, "it is known by its old address too"
    assert len(watching.reports()) == 3


def test_a_feed_that_moves_to_one_that_is_followed_is_stopped(server: FeedServer, watching: Watching) -> None:
    server.answer = lambda asked: Reply(b"", 301, {"Location": "/feed2"}) if asked.path == "/feed" else well(asked)
    watching.once(server.url("paper.example", "/feed2"), server.url("paper.example"))
    assert sorted((feed.state, feed.notice) for feed in watching.record.feeds()) == [
        ("active", None),
        ("stopped", "has moved to the address of feed 1, which is followed"),
    ]
    assert len(watching.reports()) == 3


def test_a_permanent_move_behind_a_temporary_one_is_not_for_good(server: FeedServer, watching: Watching) -> None:
    moves = {"/feed": (302, "/feed2"), "/feed2": (301, "/feed3")}
    server.answer = lambda asked: (
        Reply(b"", moves[asked.path][0], {"Location": moves[asked.path][1]}) if asked.path in moves else well(asked)
    )
    watching.once(server.url("paper.example"))
    assert watching.record.feeds()[0].address == server.url("paper.example")


def test_a_run_that_was_stopped_goes_on_where_it_was(server: FeedServer, watching: Watching) -> None:
    watching.once(server.url("paper.example"))
    (polled,) = asked_for(server)
    watching.clock.pass_(5 * MINUTE)
    assert watching.once().polls == 0, "its next poll is not due"
    watching.clock.pass_(15 * MINUTE)
    assert watching.once().polls == 1
    assert polled


class Killed(BaseException):
    """Stands in for the end of a program."""


def test_what_waits_is_read_by_the_next_run(server: FeedServer, watching: Watching) -> None:
    read: list[str] = []

    def kill(document: Document) -> Reading:
        read.append(document.id)
        if len(read) == 2:
            raise Killed
        return quick_read(document)

    watching.read = kill
    with pytest.raises(Killed):
        watching.once(server.url("paper.example"))
    assert [row.state for row in _items(watching.record)] == ["kept", "waiting", "waiting"]
    watching.read = quick_read
    summary = watching.once()
    assert (summary.polls, summary.reports) == (0, {"new": 2})
    assert len(watching.reports()) == 3


def test_an_item_that_bilat_fails_on_is_told_of_and_the_others_are_read(server: FeedServer, watching: Watching) -> None:
    def fail(document: Document) -> Reading:
        if STORIES[1].title == document.title:
            raise ZeroDivisionError("no such thing")
        return quick_read(document)

    watching.read = fail
    watching.once(server.url("paper.example"))
    assert len(watching.reports()) == 2
    for _ in range(6):
        watching.clock.pass_(DAY)
        watching.once()
    (dropped,) = watching.record.dropped(reason="unreadable")
    assert dropped.title == STORIES[1].title
    assert dropped.detail == "bilat failed on it, please report this: ZeroDivisionError: no such thing"
    assert any(entry["event"] == "broken" for entry in watching.log)


def test_an_item_that_changes_while_it_is_read_is_read_again(server: FeedServer, watching: Watching) -> None:
    watching.once(server.url("paper.example"))
    (first, *_) = _items(watching.record)
    with watching.record.store.writing() as connection:
        connection.execute(
            feed_items.update().where(feed_items.c.item == first.item).values(digest="new", state="waiting")
        )
        store_feeds.drop_item(connection, first, "no-text", detail=None, text_from=None, now=START)
        store_feeds.put_off(connection, first, "slow", START + DAY)
    found = _items(watching.record)[0]
    assert (found.state, found.next_try, found.digest) == ("waiting", None, "new")


def test_what_was_left_out_is_counted_and_can_be_looked_at(server: FeedServer, watching: Watching) -> None:
    home = [story(number, "paper.example", START - HOUR, abroad=False) for number in (11, 12)]
    texts = {
        "/13/x": "Les négociateurs indiens et américains ont repris mardi à New Delhi leurs discussions sur un accord "
        "commercial. Le ministre du Commerce a déclaré que les deux pays étudiaient une baisse des droits de douane, "
        "tout en protégeant les agriculteurs. La prochaine réunion se tiendra à Washington le mois prochain.",
        "/14/x": "",
    }
    others = [story(int(path[1:3]), "paper.example", START - HOUR) for path in texts]
    others = [
        dataclasses.replace(each, path=path, paragraphs=(text,), title=f"Autre {path}")
        for each, (path, text) in zip(others, texts.items(), strict=True)
    ]
    feed = rss([*home, *others], "The Paper", server.url("paper.example", ""))
    server.answer = lambda asked: Reply(feed, headers=XML) if asked.path.startswith("/feed") else Reply(b"", 404)
    summary = watching.once(server.url("paper.example"), server.url("paper.example", "/feed2"))
    assert summary.reports == {}
    counts = {count.reason: count.items for count in watching.record.dropped_counts()}
    assert counts == {"fewer-than-two-countries": 2, "not-english": 1, "no-text": 1}
    shown = watching.record.dropped(reason="fewer-than-two-countries")
    assert {item.title for item in shown} == {each.title for each in home}
    assert {item.url for item in shown} == {server.url("paper.example", each.path) for each in home}
    assert {item.detail for item in shown} == {"the server answers 404"}
    assert len(watching.record.dropped(limit=1)) == 1
    assert len(watching.record.dropped(feed="1")) <= 4
    with pytest.raises(bilat.errors.UsageError, match="no feed 77 is followed"):
        watching.record.dropped(feed="77")


def test_the_reader_says_what_is_out_of_scope_in_the_words_that_are_looked_for() -> None:
    home, abroad = (story(number, "paper.example", START, abroad=number == 2) for number in (1, 2))
    assert out_of_scope(bilat.read(Document(id="a", text=home.text), scope="pair"))
    assert not out_of_scope(bilat.read(Document(id="b", text=abroad.text), scope="pair"))


def test_secrets_of_addresses_are_sent_and_not_shown(server: FeedServer, watching: Watching) -> None:
    server.answer = lambda asked: Reply(b"", 403) if asked.path.startswith("/feed") else well(asked)
    secret = f"http://reader:p4ssw0rd@paper.example:{server.port}/feed?token=abc123&format=rss"
    watching.once(secret)
    assert asked_for(server, "/feed?token=abc123&format=rss")[0]["authorization"].startswith("Basic ")
    (feed,) = watching.record.feeds()
    assert feed.address == f"http://…@paper.example:{server.port}/feed?token=…&format=rss"
    written = io.StringIO()
    for make in (json_log, plain_log):
        log = make(written.write, watching.clock.now)
        for entry in watching.log:
            log(**entry)
        log("kept", feed=secret, title="\x1b[31mred\nline", problem=f"no answer from {secret}, which is sad")
    assert "p4ssw0rd" not in written.getvalue() + repr(feed)
    assert "abc123" not in written.getvalue() + repr(feed)
    assert "\x1b" not in written.getvalue()
    assert watching.record.feed_list()[0].address == secret


def test_a_password_goes_with_a_feed_that_moves_and_to_no_other_host(server: FeedServer, watching: Watching) -> None:
    elsewhere = server.url("gazette.example", "/feed3")
    moves = {"/feed": "/feed2", "/feed2": elsewhere}
    server.answer = lambda asked: (
        Reply(b"", 301, {"Location": moves[asked.path], "Set-Cookie": "a=b"}) if asked.path in moves else well(asked)
    )
    watching.once(f"http://reader:p4ssw0rd@paper.example:{server.port}/feed")
    assert [("authorization" in asked.headers, "cookie" in asked.headers) for asked in server.asked[:3]] == [
        (True, False),
        (True, False),
        (False, False),
    ]
    assert watching.record.feed_list()[0].address == elsewhere


def test_one_request_at_a_time_to_a_host_with_pauses(server: FeedServer, watching: Watching) -> None:
    moments: list[float] = []

    def answer(asked: Asked) -> Reply:
        moments.append(watching.clock.now())
        if asked.path == "/robots.txt":
            return Reply(b"User-agent: *\nCrawl-delay: 7\n", headers={"Content-Type": "text/plain"})
        return well(asked)

    server.answer = answer
    watching.once(*(server.url("paper.example", f"/feed{number}") for number in range(3)))
    assert server.most_at_once["paper.example"] == 1
    pauses = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert min(pauses) >= 1
    assert max(pauses) == pytest.approx(7, abs=0.5)


def test_hosts_do_not_wait_for_each_other() -> None:
    async def run() -> list[str]:
        clock, done = RealClock(), list[str]()
        turns = Turns(clock, Waits(between_requests=0.05))

        async def ask(host: str, seconds: float) -> None:
            async with turns.turn(host):
                await asyncio.sleep(seconds)
                done.append(host)

        await asyncio.gather(ask("slow", 0.3), ask("slow", 0.0), ask("quick", 0.0))
        return done

    assert asyncio.run(run()) == ["quick", "slow", "slow"]


def test_a_host_that_asks_for_it_is_left_alone(server: FeedServer, watching: Watching) -> None:
    busy = True

    def answer(asked: Asked) -> Reply:
        return Reply(b"", 429, {"Retry-After": "7200"}) if busy and asked.path == "/feed" else well(asked)

    server.answer = answer
    watching.once(server.url("paper.example"), server.url("paper.example", "/feed2"))
    paths = [asked.path for asked in server.asked]
    assert paths[:2] in (["/feed"], ["/feed2", "/feed"], ["/feed", "/feed2"])
    assert len([path for path in paths if path == "/feed"]) == 1
    busy = False
    watching.clock.pass_(2 * HOUR + 60)
    watching.once()
    assert len(watching.reports()) == 3


def test_back_off_doubles_and_is_spread_by_chance() -> None:
    waits, chance = Waits(), random.Random(1)
    found = [back_off(waits, failures, None, chance) for failures in range(1, 15)]
    assert all(0.5 <= wait / min(MINUTE * 2**number, DAY) <= 1 for number, wait in enumerate(found))
    assert found == [
        back_off(waits, failures, None, again) for again in [random.Random(1)] for failures in range(1, 15)
    ]
    assert back_off(waits, 10_000, None, chance) <= DAY
    assert back_off(waits, 1, 5_000, chance) == 5_000
    assert back_off(waits, 1, 10 * DAY, chance) == DAY
    polls = [next_poll(waits, 0, chance) for _ in range(100)]
    assert 0.9 * waits.every <= min(polls) < max(polls) <= 1.1 * waits.every
    assert next_poll(waits, 2 * HOUR, chance) >= 1.8 * HOUR


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": " 0 "}, 0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "1e9"}, None),
        ({"retry-after": "٣"}, None),
        ({"retry-after": "99999999999999999999"}, 999_999_999),
        ({"retry-after": "Mon, 02 Mar 2026 06:10:00 GMT"}, 600),
        ({"retry-after": "Mon, 02 Mar 2026 05:00:00 GMT"}, 0),
        ({"retry-after": "Thu, 01 Jan 1970 01:00:00 GMT", "date": "Thu, 01 Jan 1970 00:00:00 GMT"}, 3_600),
        ({"retry-after": "Mon, 02 Mar 2026 06:10:00 GMT", "date": "nonsense"}, 600),
        ({"retry-after": "Mon, 99 Mar 2026"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_what_retry_after_says(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, START) == seconds


def test_how_long_an_answer_stays_fresh() -> None:
    assert fresh_for({"cache-control": "public, max-age=1800"}) == 1_800
    assert fresh_for({"cache-control": 'max-age="60"'}) == 60
    assert fresh_for({"cache-control": "no-store, max-age=x"}) == 0
    assert fresh_for({}) == 0
    assert http_date("Thu, 01 Jan 1970 00:00:01 GMT") == 1
    assert http_date("") is None


def test_a_feed_that_asks_for_it_is_polled_less(server: FeedServer, watching: Watching) -> None:
    server.answer = lambda asked: (
        Reply(well(asked).body.replace(b"<link>", b"<ttl>120</ttl><link>", 1), headers=XML)
        if asked.path == "/feed"
        else Reply(well(asked).body, headers={**XML, "Cache-Control": "max-age=10800"})
        if asked.path == "/feed2"
        else well(asked)
    )
    watching.once(server.url("paper.example"), server.url("paper.example", "/feed2"))
    with watching.record.store.reading() as connection:
        rows = connection.execute(sa.select(feeds).order_by(feeds.c.feed)).all()
    assert [round((row.next_poll - START) / HOUR) for row in rows] == [2, 3]


def test_rules_of_a_robots_txt_are_asked_for_once_a_day(server: FeedServer, watching: Watching) -> None:
    watching.once(server.url("paper.example"))
    assert len(asked_for(server, "/robots.txt")) == 1
    assert len([asked for asked in server.asked if "report" in asked.path]) == 3


def test_a_fetcher_keeps_to_the_time_for_all_hops() -> None:
    def answer(asked: Asked) -> Reply:
        return Reply(b"", 302, {"Location": f"{asked.path}x"}, wait=0.35)

    async def get(server: FeedServer) -> None:
        clock = QuickClock()
        async with Fetcher(Guard(["paper.example"], resolve), Turns(clock, Waits()), clock) as fetcher:
            await fetcher.get(server.url("paper.example"), LIMITS)

    with (
        serving(answer) as server,
        pytest.raises(bilat.errors.BilatError, match=r"took longer than 1\.5 seconds|in time"),
    ):
        asyncio.run(get(server))


def _items(record: bilat.Record) -> list[Any]:
    with record.store.reading() as connection:
        return list(connection.execute(sa.select(feed_items).order_by(feed_items.c.item)).all())


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def test_tracking_names_are_each_told_once() -> None:
    file = Path(bilat.__file__).parent / "documents" / "tracking.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    for names in table.values():
        assert len(set(names)) == len(names)
        assert names == [name.lower() for name in names]
