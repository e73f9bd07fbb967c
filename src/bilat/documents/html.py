"""A news page to its article, by trafilatura, and its day of publication, from the page's own fields or by htmldate.

The text is what trafilatura extracts, its paragraphs parted by an empty line; once made it is never changed. A page in
which there is no prose (a log-in form, an index, a notice that JavaScript is needed) is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from bilat.documents.document import is_iso
from bilat.documents.text import decode
from bilat.errors import InputError

# Pages larger than this are not parsed: on odd markup lxml and trafilatura need 250 times the size (measured: 480 MB).
LARGEST_PAGE = 2_000_000

# What makes an article: so many words in lines of at least so many words that hold the end of a sentence.
_LEAST_WORDS = 12
_LEAST_WORDS_A_LINE = 6
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s|$)")

_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE
)

# Fields that publishers fill with the day or moment of first publication, the most reliable first.
_PUBLISHED = (
    ("property", "article:published_time"),
    ("property", "og:article:published_time"),
    ("itemprop", "datepublished"),
    ("name", "parsely-pub-date"),
    ("name", "dc.date.issued"),
    ("name", "dcterms.created"),
    ("name", "dc.date"),
    ("name", "pubdate"),
    ("name", "publishdate"),
    ("name", "publish-date"),
    ("name", "date"),
)

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

# The clock stays out of it: htmldate's own bounds end today. A date in the future is shown as the page gives it.
_EARLIEST, _LATEST = "1900-01-01", "2100-12-31"


@dataclass(frozen=True, slots=True)
class Article:
    """What a page holds. `published` has the precision that the page gives: a day, or a day and time."""

    text: str
    title: str | None
    published: str | None
    source: str | None
    url: str | None


def read_page(data: bytes, name: str, *, url: str | None = None, charset: str | None = None) -> Article:
    """The article of a page. `url` is where it was found, `charset` what the server says of the encoding.

    Raises `InputError` where the page holds no article, is too large or is not text.
    """
    import trafilatura

    if len(data) > LARGEST_PAGE:
        raise InputError(name, f"is too large: more than {LARGEST_PAGE:,} bytes of HTML")
    if not data.strip():
        raise InputError(name, "is empty")
    page = decode(data, name, charset or _declared(data))
    tree = trafilatura.load_html(_whole(page))
    if tree is None:
        raise InputError(name, "is not an HTML page")
    published = _published(tree, page, url)  # before trafilatura prunes the tree
    found: Any = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=_htmldate(url)
    )
    text = (found.text or "") if found is not None else ""
    if found is None or not _is_prose(text):
        raise InputError(name, "holds no article; give the text itself, or the page as a browser saves it")
    return Article(
        text=re.sub(r"\n+", "\n\n", text),
        title=found.title or None,
        published=published,
        source=found.sitename or None,
        url=url or _web_address(found.url),
    )


def _whole(page: str) -> str:
    """A bare fragment as a page, which trafilatura asks for."""
    start = page[:10_000].lower()
    return page if "<html" in start or "<body" in start else f"<html><body><div>{page}</div></body></html>"


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4_096])
    return match.group(1).decode("ascii", "replace") if match else None


def _is_prose(text: str) -> bool:
    lines = (line.split() for line in text.split("\n") if _SENTENCE_END.search(line))
    return sum(len(words) for words in lines if len(words) >= _LEAST_WORDS_A_LINE) >= _LEAST_WORDS


def _web_address(url: str | None) -> str | None:
    """What the page calls its own address, if it is one that a reader can follow."""
    return url if url and re.match(r"https?://", url) else None


def _htmldate(url: str | None) -> dict[str, Any]:
    return {
        "extensive_search": False,
        "original_date": True,
        "min_date": _EARLIEST,
        "max_date": _LATEST,
        "url": url,
    }


def _published(tree: Any, page: str, url: str | None) -> str | None:
    """The publication date as an ISO day, or day and time where the page gives an ISO value."""
    for value in _own_fields(tree):
        stripped = value.strip()
        if is_iso(stripped):
            return stripped
    day = _day_by_htmldate(tree, url)
    return day if day is None or _names_day(page + (url or ""), day) else None


def _own_fields(tree: Any) -> Iterator[str]:
    """Values of the fields that say when the page was published."""
    fields: dict[tuple[str, str], str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "itemprop", "name"):
            fields.setdefault((key, (meta.get(key) or "").lower()), meta.get("content") or "")
    for field in _PUBLISHED:
        yield fields.get(field, "")
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json" and script.text:
            yield from _dates_in_json(script.text)
    for time in tree.iter("time"):
        if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None:
            yield time.get("datetime") or ""


def _dates_in_json(script: str) -> Iterator[str]:
    """Values of "datePublished" in a JSON-LD script, outermost first."""
    try:
        level = [msgspec.json.decode(script)]
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    while level:
        below: list[Any] = []
        for value in level:
            if isinstance(value, list):
                below.extend(value)
            elif isinstance(value, dict):
                published = value.get("datePublished")
                if isinstance(published, str):
                    yield published
                below.extend(value.values())
        level = below


def _day_by_htmldate(tree: Any, url: str | None) -> str | None:
    """The day that htmldate finds outside of the article's paragraphs, whose dates are those of events."""
    import copy

    from htmldate import find_date

    bare = copy.deepcopy(tree)
    for paragraph in list(bare.iterdescendants("p")):
        if paragraph.getparent() is None:
            continue  # stood inside one that is gone
        marks = f"{paragraph.get('class')} {paragraph.get('id')} {paragraph.get('itemprop')}".lower()
        if not any(mark in marks for mark in ("date", "time", "publish", "byline", "meta")):
            paragraph.drop_tree()
    day: str | None = find_date(bare, **_htmldate(url))
    return day


def _names_day(page: str, day: str) -> bool:
    """Whether the page itself names this day: where it gives a month or a year, htmldate adds the first, or today."""
    year, month, number = (int(part) for part in day.split("-"))
    name = _MONTHS[month - 1]
    words = rf"(?:{name}|{name[:3]}t?\.?)"  # "Sept" has four letters
    forms = (
        rf"{year}[-/.]?0?{month}[-/.]?0?{number}(?!\d)",
        rf"(?<!\d)0?{number}[-/.]0?{month}[-/.]{year}",
        rf"(?<!\d)0?{month}/0?{number}/{year}",
        rf"{words}\s+0?{number}(?:st|nd|rd|th)?,?\s+{year}",
        rf"(?<!\d)0?{number}(?:st|nd|rd|th)?\s+(?:of\s+)?{words},?\s+{year}",
    )
    return re.search("|".join(forms), page, re.IGNORECASE) is not None
