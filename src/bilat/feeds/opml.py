"""Lists of feeds as OPML, the format that feed readers exchange. Nothing is fetched."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from bilat.errors import InputError
from bilat.records import Record

# Larger lists are none.
LARGEST = 5_000_000
_DEEPEST = 20


class Outline(Record, frozen=True, kw_only=True):
    """One feed of a list: its address, its name, and the folders it stands in, joined by " / "."""

    address: str
    name: str | None = None
    folder: str | None = None
    home: str | None = None


def read_opml(data: bytes, name: str) -> list[Outline]:
    """The feeds of a list, each address once, in order. Raises `InputError`, which begins with `name`."""
    from lxml import etree  # type: ignore[import-untyped]  # it ships no types

    if len(data) > LARGEST:
        raise InputError(name, f"is too large for a list of feeds: more than {LARGEST:,} bytes")
    # No entity of the file's own is resolved, no other file is read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"is not an OPML file: {' '.join(str(error).split())[:120]}") from None
    body = root.find("body") if root.tag == "opml" else None
    if body is None:
        raise InputError(name, "is not an OPML file: it has no <opml> with a <body>")
    return list({outline.address: outline for outline in reversed(list(_outlines(body, ())))}.values())[::-1]


def write_opml(feeds: Iterable[Outline]) -> bytes:
    """The list of feeds, in folders as they are named."""
    folders: dict[str | None, list[Outline]] = {}
    for feed in feeds:
        folders.setdefault(feed.folder, []).append(feed)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">', "  <head><title>bilat</title></head>"]
    lines.append("  <body>")
    for folder, own in folders.items():
        if folder is not None:
            lines.append(f"    <outline text={_quoted(folder)}>")
        lines += [f"{'    ' if folder is None else '      '}{_line(feed)}" for feed in own]
        if folder is not None:
            lines.append("    </outline>")
    return "\n".join([*lines, "  </body>", "</opml>", ""]).encode()


def _line(feed: Outline) -> str:
    home = f" htmlUrl={_quoted(feed.home)}" if feed.home else ""
    return f'<outline type="rss" text={_quoted(feed.name or feed.address)} xmlUrl={_quoted(feed.address)}{home}/>'


def _quoted(value: str) -> str:
    """An attribute; what XML cannot hold is left out."""
    fit = "".join(
        each
        for each in value
        if each in "\t\n\r" or " " <= each < "\ud800" or "\ue000" <= each <= "\ufffd" or each > "\uffff"
    )
    return quoteattr(fit)


def _outlines(element: Any, folders: tuple[str, ...]) -> Iterator[Outline]:
    for outline in element.iterchildren("outline"):
        name = (outline.get("text") or outline.get("title") or "").strip() or None
        address = (outline.get("xmlUrl") or outline.get("xmlurl") or outline.get("url") or "").strip()
        if address:
            home = outline.get("htmlUrl") or None
            yield Outline(address=address, name=name, folder=" / ".join(folders) or None, home=home)
        elif len(folders) < _DEEPEST:
            yield from _outlines(outline, (*folders, name) if name else folders)
