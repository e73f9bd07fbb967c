"""How a report is laid out: title, dateline, bullets, sub-headings, paragraphs, embedded posts, boilerplate.

Only finds; the text stays as it is and every offset points into it. What the parser is shown differs from the text in
three ways, all of the same length: white space and unseen marks are blanks, the mark of a bullet is blank, and capitals
that tell nothing (a headline in capitals, storage's capital after "U.S.") are put into ordinary case.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilat.codebook import Codebook
from bilat.codebook.layout import Casing
from bilat.reading.structure.casing import (
    has_artefacts,
    in_ordinary_case,
    is_all_capitals,
    seen_words,
    without_artefacts,
    words_in_lower_case,
)
from bilat.reading.structure.dateline import read_dateline
from bilat.reading.structure.kinds import document_kind, with_kinds
from bilat.reading.structure.paragraphs import Piece, find_lines, find_pieces, is_wrapped, shown, trimmed
from bilat.reading.structure.posts import Signed, find_posts
from bilat.reading.structure.skips import part_skipped, skipped
from bilat.reading.structure.turns import find_turns
from bilat.records import Dateline, Document, DocumentKind, Skipped, Span
from bilat.syntax import Block

__all__ = ["Layout", "Post", "find_structure"]

# The dateline stands before the first paragraph as long as this, among so many pieces at most.
PARAGRAPH = 60
FIRST_PIECES = 8
# Between a label and its words stand at most a time and a colon: "(00:12:07): ".
LABEL_END = 20
_SEEN_MARK = re.compile(r"\S+(?:\s+\S+)*")


@dataclass(frozen=True, slots=True)
class Post:
    """A post from a platform quoted in the report: block number of its words, and what its signature says.

    `signature` covers the whole signature, `author` the name in it.
    """

    block: int
    author: Span
    name: str
    handle: str | None
    date: Span | None
    signature: Span


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a report in reading order, the title first.

    What belongs to no block is white space, the dateline, a post's signature, the label of a turn, or `skipped`.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: DocumentKind
    dateline: Dateline | None = None
    posts: tuple[Post, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def find_structure(document: Document, codebook: Codebook) -> Layout:
    """The layout of a document."""
    text, title = document.text, document.title or ""
    lines = find_lines(text)
    wrapped = is_wrapped(text, lines)
    pieces, skips = part_skipped(text, find_pieces(text, lines, wrapped), codebook.layouts)
    pieces, posts = find_posts(text, pieces)
    pieces, dateline = _without_dateline(text, pieces, codebook, document.published)
    pieces = with_kinds(text, title, find_turns(text, pieces, codebook))

    heading, title_skips = _title(title, document, codebook)
    blocks = (*heading, *_blocks(text, pieces))
    blocks = _in_ordinary_case(text, blocks, wrapped, codebook.layouts.casing)
    signed = _posts(text, blocks, posts)
    skips += [skipped((post.signature.start, post.signature.end), "signature") for post in posts if post.words is None]
    skips += _unread(text, blocks, skips, dateline, signed)
    return Layout(
        title=title,
        blocks=blocks,
        kind=document_kind(document, text, pieces, posts),
        dateline=dateline,
        posts=signed,
        skipped=(*title_skips, *sorted(skips, key=lambda skip: skip.span)),
    )


def _without_dateline(
    text: str, pieces: list[Piece], codebook: Codebook, published: str | None
) -> tuple[list[Piece], Dateline | None]:
    """Cuts the dateline off the paragraph that opens the body."""
    for number, piece in enumerate(pieces[:FIRST_PIECES]):
        if piece.kind is not None:
            continue
        found = read_dateline(text, (piece.start, piece.end), codebook, published)
        if found and found.span:
            start, end = trimmed(text, found.span[1], piece.end)
            rest = [piece.cut(start)] if start < end else []
            return [*pieces[:number], *rest, *pieces[number + 1 :]], found
        if piece.end - piece.start > PARAGRAPH and number > 0:
            break
    return pieces, None


def _title(title: str, document: Document, codebook: Codebook) -> tuple[tuple[Block, ...], list[Skipped]]:
    """The title as a block, without the outlet's name behind it ("… | Sample Post")."""
    start, end = trimmed(title, 0, len(title))
    if start == end:
        return (), []
    cut = max(title.rfind(mark, start, end) for mark in (" | ", " - ", " – ", " — "))
    tail = title[cut + 3 : end].strip() if cut > start else ""
    name = codebook.names.at(tail, 0) if tail else None
    outlet = name is not None and name.text == tail and any(meaning.kind == "outlet" for meaning in name.meanings)
    if tail and (outlet or tail == document.source):
        words = title[start:cut]
        return (Block("title", "title", start, cut, shown(words)),), [skipped((cut + 1, end), "boilerplate", "title")]
    return (Block("title", "title", start, end, shown(title[start:end])),), []


def _blocks(text: str, pieces: Sequence[Piece]) -> list[Block]:
    found = []
    for piece in pieces:
        words = " " * (piece.words - piece.start) + shown(text[piece.words : piece.end])
        found.append(Block(piece.kind or "paragraph", "text", piece.start, piece.end, words, piece.speaker))
    return found


def _in_ordinary_case(text: str, blocks: Sequence[Block], wrapped: bool, casing: Casing) -> tuple[Block, ...]:
    """The blocks with capitals that tell nothing put right, where there are any."""
    loud = [is_all_capitals(block.shown) for block in blocks]
    spoilt = wrapped and has_artefacts(text)
    if not spoilt and not any(loud):
        return tuple(blocks)
    seen = seen_words([block.shown for block in blocks if block.where == "text"])
    lower = words_in_lower_case(text) if spoilt else frozenset()
    found = []
    for block, capitals in zip(blocks, loud, strict=True):
        words = block.shown
        if capitals:
            words = in_ordinary_case(words, casing, seen)
        elif spoilt and block.where == "text":
            words = without_artefacts(text[block.start : block.end], words, casing, lower, seen)
        found.append(_with_shown(block, words))
    return tuple(found)


def _with_shown(block: Block, words: str) -> Block:
    return Block(block.kind, block.where, block.start, block.end, words, block.speaker)


def _posts(text: str, blocks: Sequence[Block], posts: Sequence[Signed]) -> tuple[Post, ...]:
    number = {block.start: i for i, block in enumerate(blocks) if block.where == "text"}
    return tuple(
        Post(
            block=number[post.words.start],
            author=post.signature.author,
            name=text[slice(*post.signature.author)],
            handle=post.signature.handle,
            date=post.signature.date,
            signature=(post.signature.start, post.signature.end),
        )
        for post in posts
        if post.words is not None
    )


def _label(block: Block, speaker: Span) -> Span:
    """The label of a turn with the colon and the time after it."""
    return (speaker[0], block.start) if 0 <= block.start - speaker[1] <= LABEL_END else speaker


def _unread(
    text: str, blocks: Sequence[Block], skips: Sequence[Skipped], dateline: Dateline | None, posts: Sequence[Post]
) -> list[Skipped]:
    """Unseen marks at the edges of paragraphs: all that is in no block and is neither skipped nor white space."""
    taken = [(block.start, block.end) for block in blocks if block.where == "text"]
    taken += [_label(block, block.speaker) for block in blocks if block.speaker and block.kind != "post"]
    taken += [skip.span for skip in skips]
    taken += [post.signature for post in posts]
    taken += [dateline.span] if dateline and dateline.span else []
    found: list[Skipped] = []
    last = 0
    for start, end in [*sorted(taken), (len(text), len(text))]:
        for match in _SEEN_MARK.finditer(text, last, max(last, start)):
            found.append(skipped(match.span(), "layout"))
        last = max(last, end)
    return found
