"""Posts quoted in a report: the words, and under them (or after them) "— Name (@handle) December 11, 2025"."""

import re
from dataclasses import dataclass, replace

from bilat.reading.structure.paragraphs import Piece, trimmed
from bilat.records import Span

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    rf"{_MONTHS}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{_MONTHS}(?:,?\s*\d{{4}})?|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}"
)
_TAIL = rf"\s*\((?P<handle>@\w{{1,40}})\)[\s,:]*(?:(?:\d{{1,2}}:\d\d\s*[AP]M\s*[·-]?\s*)?(?P<date>{_DATE}))?\s*$"
_NAME = r"(?P<name>[^\s()@—–][^()@\n—–]{0,60}?)"
# On its own line the dash may be a hyphen or wanting; within a line only a long dash, or a hyphen between blanks.
_LINE = re.compile(rf"(?:(?:[-–—―]|--|&mdash;)\s*)?{_NAME}{_TAIL}")
_WITHIN = re.compile(rf"(?:[–—―]\s*|\s(?:--?)\s+|&mdash;\s*){_NAME}{_TAIL}")
# A signature is not longer than this.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a post: spans into the text; `start` is where the signature begins."""

    start: int
    end: int
    author: Span
    handle: str
    date: Span | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A post's words (a piece of kind "post") and its signature; no words where the page has lost them."""

    words: Piece | None
    signature: Signature


def find_posts(text: str, pieces: list[Piece]) -> tuple[list[Piece], list[Signed]]:
    """The pieces with posts marked and signatures taken out, and the posts in order."""
    parted = sum(piece.spaced for piece in pieces) * 2 > len(pieces)
    left: list[Piece] = []
    posts: list[Signed] = []
    for piece in pieces:
        signature = _signature(text, piece)
        if signature is None:
            left.append(piece)
            continue
        if signature.start > piece.start:
            start, end = trimmed(text, piece.start, signature.start)
            words = replace(piece, end=end, words=start, kind="post", lines=_within(piece, end))
            words = replace(words, speaker=signature.author)
            left.append(words)
            posts.append(Signed(words, signature))
        else:
            posts.append(Signed(_taken(left, signature, parted), signature))
    return left, posts


def _signature(text: str, piece: Piece) -> Signature | None:
    """The signature a paragraph ends in; a paragraph that is one begins with it."""
    if ")" not in text[max(piece.start, piece.end - 40) : piece.end] or "@" not in text[piece.start : piece.end]:
        return None
    first = max(piece.start, piece.end - LONGEST)
    match = _LINE.fullmatch(text, piece.start, piece.end) if first == piece.start else None
    if match and not _sign(text, match):
        match = None
    match = match or _WITHIN.search(text, first, piece.end)
    if match is None:
        return None
    date = match.span("date") if match["date"] else None
    return Signature(match.start(), piece.end, match.span("name"), match["handle"], date)


def _sign(text: str, match: re.Match[str]) -> bool:
    """A line without a dash is a signature only if it is dated and short ("Name (@handle) December 11, 2025")."""
    dashed = text[match.start()] in "-–—―&"
    return (dashed or match["date"] is not None) and len(match["name"].split()) <= 6


def _within(piece: Piece, end: int) -> tuple[Span, ...]:
    return tuple((first, min(last, end)) for first, last in piece.lines if first < end)


def _taken(left: list[Piece], signature: Signature, parted: bool) -> Piece | None:
    """Marks what stands above a signature as its words: one paragraph, or all of them up to an empty line.

    `parted` says that the page parts its paragraphs by empty lines, so that lines without one belong together.
    """
    if not left or left[-1].kind in ("post", "bullet"):
        return None
    last = first = left.pop()
    lines = last.lines
    while parted and not first.spaced and left and left[-1].kind is None:
        first = left.pop()
        lines = first.lines + lines
    words = replace(first, end=last.end, lines=lines, kind="post", speaker=signature.author)
    left.append(words)
    return words
