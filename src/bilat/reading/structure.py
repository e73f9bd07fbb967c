"""How a report is laid out: title, dateline, bullets, sub-headings, paragraphs, embedded posts, boilerplate.

Only finds; the text stays as it is and every offset points into it.
"""

import re
from dataclasses import dataclass

from bilat.codebook import Codebook
from bilat.records import Dateline, Document, DocumentKind, Skipped, Span
from bilat.syntax import Block, blanked


@dataclass(frozen=True, slots=True)
class Post:
    """A post from a platform quoted in the report: block number of its words, and what its signature says."""

    block: int
    author: Span
    name: str
    handle: str | None
    date: Span | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a report in reading order, the title first. What belongs to no block is white space or `skipped`."""

    title: str
    blocks: tuple[Block, ...]
    kind: DocumentKind
    dateline: Dateline | None = None
    posts: tuple[Post, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def find_structure(document: Document, codebook: Codebook) -> Layout:
    """The layout of a document."""
    blocks = []
    title = document.title or ""
    if title:
        blocks.append(Block("title", "title", 0, len(title), blanked(title)))
    for match in re.finditer(r"(?:[^\n]|\n(?! *\n|    ))+", document.text):
        shown = blanked(match.group())
        if shown.strip():
            blocks.append(Block("paragraph", "text", match.start(), match.end(), shown))
    return Layout(title, tuple(blocks), document.kind)
