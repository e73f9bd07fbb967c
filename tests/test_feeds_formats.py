"""Feeds, lists of feeds and pieces of HTML as bytes: what is read of them, and what cannot be."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.errors import InputError
from bilat.feeds.following import checked
from bilat.feeds.formats import MOST_ITEMS, read_feed
from bilat.feeds.opml import Outline, read_opml, write_opml
from bilat.feeds.redacting import shown, shown_in
from bilat.feeds.words import one_line, plain
from tests.feed_clock import START
from tests.feed_news import atom, json_feed, rss, story

STORIES = [story(number, "paper.example", START - 3_600 * number) for number in range(1, 4)]
LINK = "https://paper.example"


@pytest.mark.parametrize("make", [rss, atom, json_feed])
def test_every_format_is_read_alike(make: Any) -> None:
    feed = read_feed(make(STORIES, "The Paper &co", LINK), f"{LINK}/feed", START)
    assert feed.title == "The Paper &co"
    assert feed.notice is None
    for item, told in zip(feed.items, STORIES, strict=True):
        assert (item.title, item.url) == (told.title, LINK + told.path)
        assert item.text == told.paragraphs[0]
        assert item.published is not None
        assert item.published.startswith("2026-03-02T0")
        assert item.guid


FEEDS: list[tuple[str, str, dict[str, Any]]] = [
    ("old RSS", '<rss version="0.91"><channel><item><title>A</title><link>/a</link></item></channel></rss>', {}),
    (
        "RDF",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel rdf:about="x"><title>T</title></channel><item rdf:about="y"><title>A</title><link>/a</link></item>'
        "</rdf:RDF>",
        {},
    ),
    (
        "the longest text counts",
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>A</title>'
        "<link>/a</link><description>Short.</description><content:encoded><![CDATA[<p>Long one.</p><p>And two.</p>]]>"
        "</content:encoded></item></channel></rss>",
        {"text": "Long one.\n\nAnd two."},
    ),
    (
        "an id that is an address is the link",
        '<rss version="2.0"><channel><item><title>A</title><guid>https://paper.example/a</guid></item></channel></rss>',
        {"guid": "https://paper.example/a"},
    ),
    (
        "a date of a zone",
        '<rss version="2.0"><channel><item><title>A</title><link>/a</link><pubDate>Sun, 01 Mar 2026 23:30:00 -0500'
        "</pubDate></item></channel></rss>",
        {"published": "2026-03-02T04:30:00Z"},
    ),
    (
        "Atom's updated where nothing else is",
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link href="/a"/>'
        "<updated>2026-03-01T10:00:00+05:30</updated></entry></feed>",
        {"published": "2026-03-01T04:30:00Z"},
    ),
    (
        "markup and entities in a title",
        '<rss version="2.0"><channel><item><title>&lt;b&gt;A&lt;/b&gt;</title><link>/a</link></item></channel></rss>',
        {},
    ),
    (
        "a link of another kind",
        '<rss version="2.0"><channel><item><title>A</title><link>javascript:alert(1)</link></item></channel></rss>',
        {"url": None},
    ),
    (
        "JSON with a number for an id",
        '{"version":"jsonfeed.org","items":[{"id":7,"title":"A","url":"/a"}]}',
        {"guid": "7"},
    ),
    ("JSON with nonsense", '{"version":"jsonfeed.org","items":[{"id":[],"title":"A","url":"/a","tags":3},4,null]}', {}),
    ("JSON with HTML", '{"items":[{"title":"A","url":"/a","content_html":"<p>B</p>"}]}', {"text": "B"}),
]


@pytest.mark.parametrize(("name", "feed", "expected"), FEEDS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_read_of_a_feed(name: str, feed: str, expected: dict[str, Any]) -> None:
    (item,) = read_feed(feed.encode(), f"{LINK}/feed", START).items
    assert item.title == "A", name
    assert item.url == expected.get("url", f"{LINK}/a")
    for field, value in expected.items():
        assert getattr(item, field) == value


def test_what_no_database_keeps_is_left_out() -> None:
    feed = read_feed(b'{"title":"T\\u0000","items":[{"id":"\\u0000a","title":"A\\u0000"}]}', LINK, START)
    assert (feed.title, feed.items[0].title, feed.items[0].guid) == ("T", "A", "a")


def test_a_feed_without_end_is_read_to_a_limit() -> None:
    items = "<item><title>A</title></item>" * (MOST_ITEMS + 5)
    feed = read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), LINK, START)
    assert len(feed.items) == MOST_ITEMS
    assert feed.notice == "holds 1,005 items; the first 1,000 were looked at"


def test_nothing_outside_of_a_feed_is_read() -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
        "<item><title>A&x;</title></item></channel></rss>"
    )
    (item,) = read_feed(feed.encode(), LINK, START).items
    assert "root:" not in repr(item)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2**32))
def test_whatever_the_bytes_it_is_a_feed_or_an_input_error(noise: bytes, seed: int) -> None:
    chance = random.Random(seed)
    feed = bytearray(chance.choice([rss, atom, json_feed])(STORIES, "The Paper", LINK))
    start = chance.randrange(len(feed))
    feed[start : start + chance.randrange(200)] = noise
    for data in (noise, bytes(feed)):
        try:
            found = read_feed(data, f"{LINK}/feed", START, charset=chance.choice([None, "utf-8", "utf-16", "klingon"]))
        except InputError:
            continue
        for item in found.items:
            repr(item).encode()
            assert "\0" not in (item.title or "") + item.text


PIECES = [
    (
        "<p>One <b>bold</b>&nbsp;word.</p>tail<p>Two<br>three &amp; four</p>",
        "One bold word.\n\ntail\n\nTwo\n\nthree & four",
    ),
    ("No markup at all: a < b.", "No markup at all: a < b."),
    ("line one\nline two", "line one\n\nline two"),
    ("<script>alert(1)</script><style>p{}</style><p>Text.</p><!-- comment -->after", "Text.\n\nafter"),
    ("<p>Text.</p><p>The post A title appeared first on <a href='x'>A paper</a>.</p>", "Text."),
    ("<p>Text.</p><a href='x'>Continue reading…</a>", "Text."),
    ("&lt;p&gt;", "<p>"),
    ("<div><div><ul><li>A</li><li>B</li></ul></div></div>", "A\n\nB"),
    ("", ""),
    ("<p></p>", ""),
    ("<img src=x onerror=alert(1)>", ""),
]


@pytest.mark.parametrize(("html", "text"), PIECES)
def test_the_words_of_a_piece_of_html(html: str, text: str) -> None:
    assert plain(html) == text


def test_a_piece_of_any_depth_is_read() -> None:
    assert plain("<b>" * 200 + "deep") == "deep"
    assert plain("<b>" * 50_000 + "deep") in ("", "deep"), "no parser goes that deep"
    assert one_line("Two\n<i>lines</i>") == "Two lines"


def test_a_list_of_feeds_goes_out_and_comes_in_again() -> None:
    feeds = [
        Outline(
            address="https://a.example/feed?x=1&y=<2>", name='A "paper" & co', folder="Asia", home="https://a.example"
        ),
        Outline(address="https://b.example/feed", name="B \x08\ud800 bell", folder="Asia"),
        Outline(address="https://c.example/feed"),
    ]
    again = read_opml(write_opml(feeds), "list")
    assert [(each.address, each.folder) for each in again] == [(each.address, each.folder) for each in feeds]
    assert [each.name for each in again] == ['A "paper" & co', "B  bell", "https://c.example/feed"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is not an OPML file"),
        (b"<rss/>", "is not an OPML file: it has no <opml> with a <body>"),
        (b"<opml><body>", "is not an OPML file"),
        (b"\x00\x01", "is not an OPML file"),
        (b"x" * 5_000_001, "is too large"),
    ],
)
def test_what_is_no_list_of_feeds(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as told:
        read_opml(data, "list.opml")
    assert str(told.value).startswith("list.opml: ")
    assert "\n" not in str(told.value)


def test_a_list_reads_no_other_file() -> None:
    data = (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body><outline text="&x;" xmlUrl="http://a"/>'
        b"</body></opml>"
    )
    with pytest.raises(InputError, match="references external entity"):
        read_opml(data, "list")


def test_folders_in_folders() -> None:
    data = b'<opml><body><outline text="A"><outline title="B"><outline xmlUrl="http://a"/></outline></outline></body></opml>'
    assert read_opml(data, "x") == [Outline(address="http://a", folder="A / B")]
    assert read_opml(b"<opml><body>" + b"<outline>" * 200 + b"</outline>" * 200 + b"</body></opml>", "x") == []


SHOWN = [
    ("https://paper.example/feed", "https://paper.example/feed"),
    ("https://reader:secret@paper.example/feed", "https://…@paper.example/feed"),
    ("https://paper.example/feed?token=secret&format=rss", "https://paper.example/feed?token=…&format=rss"),
    ("https://paper.example/feed?api_key=secret", "https://paper.example/feed?api_key=…"),
    ("https://paper.example/feed?X-Amz-Signature=secret", "https://paper.example/feed?X-Amz-Signature=…"),
    ("https://paper.example/u/9f86d081884c7d659a2feaa0c55ad015/feed", "https://paper.example/u/…/feed"),
    (
        "https://paper.example/2026/a-long-title-of-a-report-no-7",
        "https://paper.example/2026/a-long-title-of-a-report-no-7",
    ),
    ("https://paper.example/feed?page=2#top", "https://paper.example/feed?page=2"),
    ("http://[", "http://["),
]


@pytest.mark.parametrize(("url", "expected"), SHOWN)
def test_addresses_are_shown_without_secrets(url: str, expected: str) -> None:
    assert shown(url) == expected
    assert "secret" not in shown_in(f"no answer from {url} within 3 seconds")


def test_an_address_that_is_followed_has_no_fragment() -> None:
    assert checked("https://paper.example/feed#top") == "https://paper.example/feed"
