"""The same report from several feeds, with trackers, with another title, dated anew: one report, with revisions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

import bilat
from bilat.documents.addresses import clean, page_key, site_of
from bilat.feeds.formats import Item
from bilat.feeds.sameness import is_about, is_front_page, keys_of
from bilat.feeds.waiting import HOUR
from tests.feed_clock import START
from tests.feed_news import Story, atom, json_feed, page, rss, story
from tests.feed_running import Watching
from tests.feed_server import Asked, FeedServer, Reply, serving

FIRST = story(3, "paper.example", START - HOUR)
OTHER = story(5, "paper.example", START - HOUR)


@dataclass
class Feed:
    """A feed at a path: which stories, how their addresses begin and end."""

    make: Callable[..., bytes] = rss
    stories: Sequence[Story] = (FIRST,)
    host: str = "paper.example"
    scheme_and_slash: str = "http://"
    tracking: str = ""
    title: str = "The Paper"


@dataclass
class World:
    """Feeds by path, pages by path (null: there is none)."""

    server: FeedServer
    watching: Watching
    feeds: dict[str, Feed] = field(default_factory=dict)
    pages: dict[str, Story | None] = field(default_factory=lambda: {FIRST.path: FIRST, OTHER.path: OTHER})

    def answer(self, asked: Asked) -> Reply:
        if feed := self.feeds.get(asked.path):
            link = f"{feed.scheme_and_slash}{feed.host}:{self.server.port}"
            return Reply(feed.make(feed.stories, feed.title, link, tracking=feed.tracking))
        shown = self.pages.get(asked.path.partition("?")[0].removesuffix("/"))
        if shown is None:
            return Reply(b"", 404)
        return Reply(page(shown, "The Paper"), headers={"Content-Type": "text/html"})

    def poll(self) -> None:
        self.watching.once(*(self.server.url("wire.example", path) for path in self.feeds))
        self.watching.clock.pass_(3 * HOUR)

    def pages_asked(self) -> int:
        return sum("report" in asked.path for asked in self.server.asked)


@pytest.fixture
def world(record_address: str) -> Iterator[World]:
    with serving(lambda _: Reply()) as server, bilat.Record(record_address) as record:
        made = World(server, Watching(record))
        server.answer = made.answer
        yield made


def revisions(world: World) -> list[tuple[int, str | None, str]]:
    """Number, title and text of all revisions, which must all be of one report."""
    rows = world.watching.reports()
    assert len({row.id for row in rows}) == 1, [row.url for row in rows]
    assert not world.watching.record.check()
    return [(row.revision, row.title, row.text) for row in rows]


def test_three_feeds_have_it(world: World) -> None:
    world.feeds = {
        "/a": Feed(rss, tracking="?utm_source=a&utm_medium=rss"),
        "/b": Feed(atom, host="www.paper.example", tracking="?at_medium=RSS&at_campaign=b#top"),
        "/c": Feed(json_feed, tracking="/?fbclid=1234"),
    }
    world.poll()
    assert [number for number, _, _ in revisions(world)] == [1]
    assert world.pages_asked() == 1
    assert world.watching.reports()[0].url == f"http://paper.example:{world.server.port}{FIRST.path}"
    assert [told.outcome for told in world.watching.told] == ["new", "unchanged", "unchanged"]


def test_its_title_and_text_are_edited(world: World) -> None:
    world.feeds = {"/a": Feed(), "/b": Feed(atom, tracking="?utm_source=b")}
    world.poll()
    edited = FIRST.edited()
    world.pages[FIRST.path] = edited
    world.feeds["/b"].stories = (edited,)
    world.poll()
    world.feeds["/a"].stories = (edited,)
    world.poll()
    found = revisions(world)
    assert [number for number, _, _ in found] == [1, 2]
    assert [title for _, title, _ in found] == [FIRST.title, edited.title]
    assert edited.paragraphs[-1] in found[1][2]


def test_its_title_is_edited_in_a_feed_without_pages(world: World) -> None:
    world.feeds, world.pages = {"/a": Feed()}, {}
    world.poll()
    world.feeds["/a"].stories = (replace(FIRST, title=f"{FIRST.title}, papers say"),)
    world.poll()
    assert [title for _, title, _ in revisions(world)] == [FIRST.title, f"{FIRST.title}, papers say"]


def test_a_summary_never_takes_the_place_of_the_whole(world: World) -> None:
    world.feeds = {"/a": Feed()}
    world.poll()
    world.pages = {}
    world.feeds = {"/a": Feed(stories=(FIRST.edited(),)), "/b": Feed(atom, stories=(FIRST.edited(),))}
    world.poll()
    ((_, title, text),) = revisions(world)
    assert title == FIRST.title
    assert FIRST.text in text


def test_a_feed_does_not_speak_for_another_paper(world: World) -> None:
    """What a stranger's feed says of a report of a paper is no revision of it, and not said by the paper."""
    world.pages = {OTHER.path: OTHER}
    world.watching.once(world.server.url("paper.example", "/a"))  # nothing there yet
    world.feeds = {"/a": Feed(stories=(FIRST, OTHER))}
    world.watching.clock.pass_(HOUR)
    world.watching.once()
    made_up = replace(OTHER, number=8, path="/8/made-up", title="Brazil bans all trade with China")
    made_up = replace(made_up, paragraphs=("Brazil said on Monday that it bans all trade with China.",))
    twisted = replace(FIRST, title=f"{FIRST.title} and regrets it", paragraphs=(f"{FIRST.paragraphs[0]} Not so.",))
    world.feeds["/b"] = Feed(stories=(twisted, made_up), title="A Stranger")
    world.watching.once(world.server.url("wire.example", "/b"))
    rows = {row.title: row for row in world.watching.reports()}
    assert set(rows) == {FIRST.title, OTHER.title, made_up.title}
    assert {title: row.source for title, row in rows.items()} == {
        FIRST.title: "The Paper",
        OTHER.title: "The Paper",
        made_up.title: "A Stranger",
    }
    assert len(world.watching.reports()) == 3


@pytest.mark.parametrize("with_page", [True, False])
def test_it_is_dated_anew(world: World, with_page: bool) -> None:
    world.feeds = {"/a": Feed(), "/b": Feed(atom)}
    world.pages = {FIRST.path: FIRST} if with_page else {}
    world.poll()
    world.feeds["/a"].stories = (replace(FIRST, published=START + HOUR),)
    world.poll()
    # The page says when it was first published; the feed alone is all there is to go by.
    assert len(revisions(world)) == (1 if with_page else 2)


def test_its_ids_change_with_every_poll(world: World) -> None:
    world.feeds = {"/a": Feed()}
    for number in range(3):
        world.feeds["/a"].stories = (replace(FIRST, host=f"session-{number}"),)
        world.poll()
    assert len(revisions(world)) == 1
    (feed,) = world.watching.record.feeds()
    assert feed.items == 1


def test_its_address_changes_with_its_title(world: World) -> None:
    world.feeds = {"/a": Feed()}
    world.poll()
    moved = replace(FIRST.edited(), path="/3/updated-report")
    world.pages["/3/updated-report"] = moved
    world.feeds["/a"].stories = (moved,)
    world.poll()
    assert len(revisions(world)) == 2


def test_it_is_at_two_addresses_of_a_paper(world: World) -> None:
    again = replace(FIRST, path="/us/3/report")
    world.pages[again.path] = again
    world.feeds = {"/a": Feed(), "/b": Feed(atom, stories=(again,))}
    world.poll()
    assert len(revisions(world)) == 1


def test_two_papers_with_the_same_words_are_two_reports_and_one_source(world: World) -> None:
    world.feeds = {"/a": Feed(), "/b": Feed(atom, host="gazette.example")}
    world.poll()
    rows = world.watching.reports()
    assert len({row.id for row in rows}) == 2
    assert [row.copy_of for row in rows] == [None, rows[0].report]


def test_an_id_that_is_used_again_is_another_report(world: World) -> None:
    world.feeds, world.pages = {"/a": Feed()}, {}
    world.feeds["/a"].stories = (replace(FIRST, path="/"),)  # no page of its own
    world.poll()
    other = ("A court in Nairobi fined a German shipping line for a late container.", *OTHER.paragraphs[1:])
    world.feeds["/a"].stories = (replace(OTHER, path="/", number=3, title="Kenya fines Germany", paragraphs=other),)
    world.poll()
    assert len({row.id for row in world.watching.reports()}) == 2


def test_a_page_that_many_lead_to_is_that_of_none(world: World) -> None:
    wall = replace(story(9, "paper.example", START), title="Before you go on", path="/9/report-9")
    wall = replace(wall, paragraphs=("We and our 812 partners would like to know you better, with your consent.",) * 3)
    inner = world.answer
    world.pages[wall.path] = wall
    world.feeds = {"/a": Feed(stories=(FIRST, OTHER))}
    world.server.answer = lambda asked: (
        Reply(b"", 302, {"Location": wall.path}) if asked.path in (FIRST.path, OTHER.path) else inner(asked)
    )
    world.poll()
    rows = world.watching.reports()
    assert {row.url.partition(str(world.server.port))[2] for row in rows} == {FIRST.path, OTHER.path}
    assert {told.text_from for told in world.watching.told} == {"feed"}


def test_an_aggregator_leads_to_the_page_of_the_paper(world: World) -> None:
    inner = world.answer
    world.feeds = {"/a": Feed(), "/b": Feed(atom, stories=(replace(FIRST, path="/go/77"),), host="wire.example")}
    world.server.answer = lambda asked: (
        Reply(b"", 302, {"Location": f"http://www.paper.example:{world.server.port}{FIRST.path}?utm_source=wire"})
        if asked.path == "/go/77"
        else inner(asked)
    )
    world.poll()
    assert len(revisions(world)) == 1


ADDRESSES: list[tuple[str, list[str]]] = [
    (
        "https://paper.example/world/report-1",
        [
            "http://paper.example/world/report-1",
            "https://www.paper.example/world/report-1/",
            "https://m.paper.example/world/report-1?utm_source=x&utm_medium=y",
            "https://amp.paper.example/world/report-1/amp",
            "https://PAPER.example:443/world/./report-1#comments",
            "https://paper.example/world/report%2D1?fbclid=1&ref=rss&cmpid=2",
            "https://reader:secret@paper.example//world/report-1",
        ],
    ),
    ("https://paper.example/?p=7", ["https://paper.example/index.php?p=7", "https://paper.example?utm_id=2&p=7"]),
    ("https://paper.example/a?b=1&c=2", ["https://paper.example/a?c=2&b=1"]),
    ("https://paper.example/caf%C3%A9", ["https://paper.example/café", "https://paper.example/caf%c3%a9"]),
    ("https://xn--bcher-kva.example/a", ["https://bücher.example/a"]),
    ("https://paper.example/gallery?gallery=5&eid=3", []),
    ("https://paper.example/gallery?gallery=6&eid=3", []),
    ("https://paper.example:8443/a", []),
    ("https://other.example/a", []),
    ("https://paper.example/A", []),
    ("not an address", []),
    ("http://[", []),
]


def test_addresses_of_one_page_have_one_key() -> None:
    for one, others in ADDRESSES:
        for other in others:
            assert page_key(other) == page_key(one)
    assert len({page_key(one) for one, _ in ADDRESSES}) == len(ADDRESSES)


def test_a_key_is_never_longer_than_an_index_holds() -> None:
    long = [f"https://paper.example/{'x' * 5_000}{end}" for end in "ab"]
    assert max(len(page_key(each)) for each in long) <= 600
    assert page_key(long[0]) != page_key(long[1])


def test_addresses_to_follow_track_nobody() -> None:
    assert clean("https://u:p@www.paper.example/a?utm_source=b&id=3&FBCLID=4#top") == "https://www.paper.example/a?id=3"
    assert clean("https://paper.example/a?b=1&b=2") == "https://paper.example/a?b=1&b=2"
    assert site_of("https://www.paper.example:8443/a") == "paper.example:8443"
    assert site_of("mailto:a@paper.example") is None


ITEMS: list[tuple[list[dict[str, Any]], list[str]]] = [
    ([{"guid": "1", "url": "http://x.example/a"}], ["id 1"]),
    ([{"url": "http://x.example/a?utm_source=b"}], ["at https://x.example/a"]),
    (
        [{"guid": "1", "url": "http://x.example/a"}, {"guid": "1", "url": "http://x.example/b"}],
        ["at https://x.example/a", "at https://x.example/b"],
    ),
]


@pytest.mark.parametrize(("items", "keys"), ITEMS)
def test_items_are_known_again(items: list[dict[str, Any]], keys: list[str]) -> None:
    assert keys_of([Item(**each) for each in items]) == keys


def test_items_with_nothing_else_are_known_by_their_words() -> None:
    one, other = keys_of([Item(title="A", text="B"), Item(title="A", text="C")])
    assert one != other
    assert keys_of([Item(title="A", text="B")]) == [one]


def test_whether_a_page_is_that_of_an_item() -> None:
    assert is_about("India raises tariff on copper pipes", None, "New duties: copper pipes from abroad cost more.")
    assert not is_about("India raises tariff on copper pipes", "Sign in", "Enter an address to go on.")
    assert is_about(None, None, "Anything.")
    assert is_front_page("https://paper.example/")
    assert not is_front_page("https://paper.example/?p=3")
    assert not is_front_page("https://paper.example/a")
