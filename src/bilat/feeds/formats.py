"""From the bytes of a feed to its items: RSS and Atom by feedparser, JSON Feed by ourselves. Nothing is fetched.

What is wrong with a feed that still gives items is told beside them. What an item does not say is null: no date is made
up, and one that cannot be is none.
"""

import calendar
import io
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import msgspec

from bilat.errors import InputError
from bilat.feeds.words import one_line, plain
from bilat.records import Record

# More items than this of one answer are not looked at: the newest of a feed stand first.
MOST_ITEMS = 1_000
# Dates before this are those of clocks that were never set.
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
# Clocks of others may be ahead by so many seconds.
_AHEAD = 86_400.0
# PostgreSQL indexes no more than 2,700 bytes.
_LONGEST_ID = 600
_LONGEST_ADDRESS = 2_000
_LONGEST_TITLE = 1_000

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_FEED_LINK = re.compile(
    rb"<link\b[^>]{0,300}?type=[\"']application/(?:rss|atom|feed)\+(?:xml|json)[\"'][^>]{0,300}>", re.IGNORECASE
)
_HREF = re.compile(rb"href=[\"']([^\"']{1,300})[\"']", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.{0,2000}?-->\s*)*$", re.IGNORECASE | re.DOTALL)


class Item(Record, frozen=True, kw_only=True):
    """One item of a feed. `published` is ISO in UTC; `text` the longest text that the feed gives, as paragraphs."""

    guid: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    text: str = ""


class Feed(Record, frozen=True, kw_only=True):
    """A feed: `items` the newest first, as it gives them; `ttl` the seconds that it asks to be left alone."""

    title: str | None = None
    home: str | None = None
    ttl: float = 0.0
    items: tuple[Item, ...] = ()
    notice: str | None = None


def read_feed(data: bytes, url: str, now: float, *, charset: str | None = None) -> Feed:
    """The feed that was found at `url`. Raises `InputError` (named "feed") where the bytes are none.

    `now` in seconds since 1970: what is dated after it has no date.
    """
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise InputError("feed", "is empty")
    if start.startswith(b"{"):
        return _read_json(data, url, now)
    if _HTML.match(data[:2_000]):
        raise InputError("feed", _no_feed(data, url))
    return _read_xml(data, url, now, charset)


def _no_feed(data: bytes, url: str) -> str:
    links = [_HREF.search(link) for link in _FEED_LINK.findall(data[:200_000])]
    named = [urljoin(url, link.group(1).decode("utf-8", "replace")) for link in links if link]
    return "is a web page, not a feed" + (f"; the feed that it names: {named[0][:200]}" if named else "")


def _read_xml(data: bytes, url: str, now: float, charset: str | None) -> Feed:
    import feedparser  # type: ignore[import-untyped]  # it ships no types

    told = f"text/xml; charset={charset}" if charset and charset.isascii() else "application/xml"
    if _is_utf8(data):
        told = "application/xml; charset=utf-8"  # whatever is declared: no other encoding looks like it
    headers = {"content-type": told, "content-location": url}
    # Nothing of it is ever shown as HTML, so nothing need be made harmless.
    found = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version and not found.entries:
        raise InputError("feed", "is no feed: neither RSS, Atom nor JSON Feed")
    broken = isinstance(found.get("bozo_exception"), _xml_errors())
    entries = list(found.entries)
    notice = None
    if broken:
        cut = not _END.search(data[-4_000:])
        if cut and entries:
            entries.pop()  # who knows how much of it is missing
        notice = ("is cut off" if cut else "is not well-formed XML") + f"; {len(entries)} items could be read"
        if not entries:
            raise InputError("feed", notice.replace("; 0 items could be read", ", and no item could be read"))
    base = _web(found.feed.get("link"), url)
    return _feed(
        [_item(entry, base or url, now) for entry in entries[:MOST_ITEMS]],
        title=found.feed.get("title"),
        home=base,
        ttl=_ttl(found.feed),
        notice=notice or _left_out(len(entries)),
    )


def _xml_errors() -> tuple[type[Exception], ...]:
    from xml.sax import SAXException

    return (SAXException,)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii() and b"\0" not in data[:200]


def _item(entry: Any, base: str, now: float) -> Item:
    texts = [content.get("value") or "" for content in entry.get("content") or []]
    texts.append(entry.get("summary") or "")
    published = next(
        (entry[name] for name in ("published_parsed", "updated_parsed", "created_parsed") if name in entry), None
    )
    guid = _short(entry.get("id"), _LONGEST_ID)
    link = _web(entry.get("link"), base)
    if link is None and guid is not None and guid.startswith(("http://", "https://")):
        link = _web(guid, base)
    return Item(
        guid=guid,
        url=link,
        title=_title(entry.get("title")),
        published=_moment(None if published is None else float(calendar.timegm(published)), now),
        text=max((plain(each) for each in texts), key=len),
    )


def _ttl(feed: Any) -> float:
    """`ttl` in minutes, or the syndication module's period."""
    ttl = str(feed.get("ttl") or "")
    if ttl.isascii() and ttl.isdecimal():
        return 60.0 * float(ttl[:6])
    periods = {"hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0}
    period = periods.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0.0)
    often = str(feed.get("sy_updatefrequency") or "1").strip()
    return period / max(int(often[:4]) if often.isascii() and often.isdecimal() else 1, 1)


def _read_json(data: bytes, url: str, now: float) -> Feed:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise InputError("feed", "is broken JSON") from None
    if "jsonfeed.org" not in str(found.get("version")) and not isinstance(found.get("items"), list):
        raise InputError("feed", "is no feed: neither RSS, Atom nor JSON Feed")
    entries = [entry for entry in _list(found.get("items")) if isinstance(entry, dict)]
    base = _web(_text(found.get("home_page_url")), url)
    return _feed(
        [_json_item(entry, base or url, now) for entry in entries[:MOST_ITEMS]],
        title=_text(found.get("title")),
        home=base,
        ttl=0.0,
        notice=_left_out(len(entries)),
    )


def _json_item(entry: dict[str, Any], base: str, now: float) -> Item:
    identity = entry.get("id")
    guid = str(identity) if isinstance(identity, str | int | float) else None
    html, text = _text(entry.get("content_html")), _text(entry.get("content_text"))
    texts = [plain(html or ""), text or "", plain(_text(entry.get("summary")) or "")]
    day = _text(entry.get("date_published")) or _text(entry.get("date_modified"))
    return Item(
        guid=_short(guid, _LONGEST_ID),
        url=_web(_text(entry.get("url")) or _text(entry.get("external_url")), base),
        title=_title(_text(entry.get("title"))),
        published=_moment(_seconds(day), now),
        text=max(texts, key=len),
    )


def _seconds(day: str | None) -> float | None:
    try:
        moment = datetime.fromisoformat((day or "").strip())
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return None


def _moment(seconds: float | None, now: float) -> str | None:
    """An ISO moment in UTC; null where it lies before any feed, or ahead of the clock."""
    if seconds is None or not _EARLIEST <= seconds <= now + _AHEAD:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _feed(items: list[Item], *, title: str | None, home: str | None, ttl: float, notice: str | None) -> Feed:
    kept = tuple(_kept(item) for item in items)
    return Feed(title=_keepable(_title(title)), home=_keepable(home), ttl=ttl, notice=notice, items=kept)


def _kept(item: Item) -> Item:
    """Without what no database keeps."""
    values = {name: _keepable(getattr(item, name)) for name in item.__struct_fields__}
    return Item(**values)


def _keepable(value: Any) -> Any:
    return value.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _title(html: str | None) -> str | None:
    return _short(one_line(str(html or "")), _LONGEST_TITLE)


def _short(value: Any, longest: int) -> str | None:
    return str(value).strip()[:longest] or None if value else None


def _web(link: str | None, base: str) -> str | None:
    """An http address, whole; null where it is none."""
    if not link or not str(link).strip():
        return None
    try:
        url = urljoin(base, str(link).strip())
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) and len(url) <= _LONGEST_ADDRESS else None


def _left_out(count: int) -> str | None:
    return f"holds {count:,} items; the first {MOST_ITEMS:,} were looked at" if count > MOST_ITEMS else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
