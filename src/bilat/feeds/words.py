"""The words of a piece of HTML from a feed: a summary, or a whole report."""

import re
from html import unescape
from typing import Any

# Elements that stand on lines of their own, and those of which nothing is read.
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "tr",
     "section", "article", "header", "footer", "hr", "dd", "dt", "figure"]
)  # fmt: skip
_UNREAD = frozenset(["script", "style", "noscript", "iframe", "object", "svg", "form", "figcaption", "template"])
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BLANKS = re.compile(r"[^\S\n]+")
_ENDS = re.compile(r"\s*\n\s*")
# What programs that make feeds write below every item.
_FOOT = re.compile(
    r"^(?:The post .{1,300} (?:appeared first|first appeared) on .{1,100}|(?:Continue|Read|Keep) reading\b.{0,200}"
    r"|Read (?:more|the full (?:story|article))\b.{0,200}|\[?(?:\.\.\.|…)\]?|Full story.{0,20}|Click here.{0,100})"
    r"[.…>»→]*$",
    re.IGNORECASE,
)


def plain(html: str) -> str:
    """Its paragraphs, parted by an empty line, without "Continue reading"; of a text without markup its lines."""
    return "\n\n".join(line for line in _lines(html) if not _FOOT.match(line))


def one_line(html: str) -> str:
    """A title: its words on one line."""
    return " ".join(_lines(html))


def _lines(html: str) -> list[str]:
    if not _MARKUP.search(html):
        return _parted(html)
    from lxml import etree  # type: ignore[import-untyped]  # it ships no types
    from lxml import html as parser

    try:
        tree = parser.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):  # nothing in it, or a character that XML cannot hold
        return _parted(unescape(_MARKUP.sub(" ", html)))
    pieces: list[str] = []
    _gather(tree, pieces)
    return _parted("".join(pieces))


def _gather(tree: Any, pieces: list[str]) -> None:
    """The words below an element in their order; a walk, so that no depth of markup is too deep."""
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if name in _UNREAD:
                element.clear(keep_tail=True)
            pieces.append(("\n" if name in _BLOCKS else "") + (element.text or ""))
        else:
            pieces.append(("\n" if name in _BLOCKS else "") + ((element.tail or "") if element is not tree else ""))


def _parted(text: str) -> list[str]:
    lines = (line.strip() for line in _ENDS.sub("\n", _BLANKS.sub(" ", text)).split("\n"))
    return [line for line in lines if line]
