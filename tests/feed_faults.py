"""What a server that misbehaves sends, by name (tests/feed_faults.toml)."""

import gzip
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.feed_news import Story, json_feed, rss
from tests.feed_server import Asked, Reply

RSS = "application/rss+xml"
MARKED = "“points” – naïve"
MEGABYTE = 1_000_000


@cache
def faults() -> list[dict[str, Any]]:
    found = tomllib.loads(Path(__file__).with_name("feed_faults.toml").read_text(encoding="utf-8"))["fault"]
    assert len({fault["name"] for fault in found}) == len(found)
    return list(found)


def reply(
    fault: dict[str, Any], asked: Asked, stories: Sequence[Story], link: str, *, given: bytes = b"", kind: str = RSS
) -> Reply:
    """What the server answers who asks for a feed of these stories, or for what is given."""
    name = fault.get("body", "rss")
    body = given if name == "given" else _body(name, stories, link)
    headers = {"Content-Type": kind}
    if packed := fault.get("packed"):
        body, headers["Content-Encoding"] = _packed(packed, body), "gzip"
    headers |= {
        name: _filled(value, link).replace("{path}", asked.path) for name, value in fault.get("headers", {}).items()
    }
    if fault.get("body") == "onward":
        headers["Location"] = f"{asked.path}x"
    if headers.get("Location") == "/feed/":
        headers["Location"] = "/feed" if asked.path == "/feed/" else "/feed/"
    without_length = headers.get("Content-Length") == ""
    body = body[: fault["cut"]] if without_length else body
    raw = fault["raw"].encode() if "raw" in fault else None
    return Reply(
        body,
        fault.get("status", 200),
        headers if not without_length else {name: value for name, value in headers.items() if value},
        wait=fault.get("wait", 0.0),
        drip=fault.get("drip", 0.0),
        cut=fault.get("cut"),
        times=fault.get("times", 1),
        raw=raw,
        length=not without_length,
    )


def _filled(value: str, link: str) -> str:
    return value.replace("{port}", link.rpartition(":")[2]).replace("{long}", "x" * 200_000)


_BOMB = gzip.compress(b" " * (100 * MEGABYTE), 9)


def _packed(how: str, body: bytes) -> bytes:
    packed = gzip.compress(body)
    return {"gzip": packed, "cut": packed[:-20], "broken": b"no gzip at all", "bomb": _BOMB}[how]


def _body(name: str, stories: Sequence[Story], link: str) -> bytes:
    plain = rss(stories, "The Paper", link)
    makers: dict[str, Callable[[], bytes]] = {
        "rss": lambda: plain,
        "onward": lambda: b"",
        "empty": lambda: b"",
        "padding": lambda: b"<!-- padding -->".ljust(MEGABYTE),
        "marked": lambda: marked(plain).encode(),
        "cp1252": lambda: marked(plain).replace(' encoding="UTF-8"', "").encode("cp1252"),
        "invalid": lambda: plain.replace(b"<description>", b"<b>cut & paste</i><description>", 2),
        "control": lambda: plain.replace(b"<title>", b"<title>\x08", 3),
        "entities": lambda: _entities(plain),
        "deep": lambda: plain.replace(b"<item>", b"<item>" + b"<x>" * 3_000 + b"</x>" * 3_000, 1),
        "no-dates": lambda: re.sub(rb"<pubDate>.*?</pubDate>", b"", plain),
        "no-ids": lambda: re.sub(rb"<guid.*?</guid>", b"", plain),
        "one-id": lambda: re.sub(rb"(<guid[^>]*>).*?(</guid>)", rb"\g<1>1\g<2>", plain),
        "no-links": lambda: re.sub(rb"(<item>.*?)<link>.*?</link>", rb"\1", plain),
        "blank-item": lambda: plain.replace(b"<item>", b"<item></item><item>", 1),
        "clock-1970": lambda: _dated(plain, b"Thu, 01 Jan 1970 00:00:07 GMT"),
        "clock-2099": lambda: _dated(plain, b"Thu, 01 Jan 2099 00:00:07 GMT"),
        "page": lambda: b'<!DOCTYPE html><html><link rel="alternate" type="application/rss+xml" href="/2"></html>',
        "picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "json-cut": lambda: json_feed(stories, "The Paper", link)[:-80],
        "json-other": lambda: b'{"error": "no such feed"}',
    }  # fmt: skip
    return makers[name]()


def marked(feed: bytes) -> str:
    """The feed with letters outside of ASCII in the text of its first item."""
    return feed.decode().replace("&lt;p&gt;", f"&lt;p&gt;{MARKED} ", 1)


def _dated(feed: bytes, date: bytes) -> bytes:
    return re.sub(rb"(<pubDate>).*?(</pubDate>)", rb"\g<1>" + date + rb"\g<2>", feed)


def _entities(feed: bytes) -> bytes:
    names = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)]
    head = f'<!DOCTYPE rss [<!ENTITY e0 "{"ha" * 50}">{"".join(names)}]>'
    return feed.replace(b"<rss", head.encode() + b"<rss", 1).replace(b"<title>", b"<title>&e9;", 2)
