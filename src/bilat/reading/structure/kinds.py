"""What a paragraph is (headline, sub-heading) and what the whole document is (report, readout, post …)."""

import re
from dataclasses import replace

from bilat.reading.structure.paragraphs import Piece
from bilat.reading.structure.posts import Signed
from bilat.reading.structure.turns import is_transcript
from bilat.records import Document, DocumentKind

LONGEST_HEADLINE = 140
LONGEST_SUBHEADING = 60
MOST_WORDS = 9
_STOP = re.compile(r"[.!?:;,…][\"'”’)\]]*$|[-–—]$")
_WORDS = re.compile(r"\w+")
_READOUT = re.compile(r"(?:\w+ ){0,3}readout of\b|.{0,60}\breadout\b.{0,12}$", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?:\w+[ -]){0,4}(?:statement|declaration|communiqu[eé]|fact ?sheet|remarks|press release)"
    r"(?: by| from| on| of| following| between| after| regarding| issued|:|$|,)",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(r"(?:\w+ ){0,3}transcript\b", re.IGNORECASE)
_POSTED = re.compile(r"(?:X|Twitter|Truth Social|@\w+|.{1,40} on (?:X|Twitter|Truth Social))", re.IGNORECASE)


def with_kinds(text: str, title: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces with every kind known."""
    first = next((number for number, piece in enumerate(pieces) if piece.kind is None), None)
    named = list(pieces)
    if first is not None and _is_headline(text, title, pieces, first):
        named[first] = replace(named[first], kind="headline")
    return [
        replace(piece, kind="subheading" if _is_subheading(text, named, number) else "paragraph")
        if piece.kind is None
        else piece
        for number, piece in enumerate(named)
    ]


def _is_headline(text: str, title: str, pieces: list[Piece], number: int) -> bool:
    """The title again, or a short line without a final stop that stands alone above the report."""
    piece = pieces[number]
    words = text[piece.start : piece.end]
    if title and _WORDS.findall(words.lower()) == _WORDS.findall(title.lower()):
        return True
    if len(words) > LONGEST_HEADLINE or _STOP.search(words) or number + 1 >= len(pieces) or number > 0:
        return False
    after = pieces[number + 1]
    alone = after.spaced or (not title and len(_WORDS.findall(words)) > 2)
    return alone and len(piece.lines) == 1 and bool(_STOP.search(text, max(after.start, after.end - 4), after.end))


def _is_subheading(text: str, pieces: list[Piece], number: int) -> bool:
    piece = pieces[number]
    if piece.kind is not None or number + 1 >= len(pieces) or len(piece.lines) > 1:
        return False
    words = text[piece.start : piece.end]
    if len(words) > LONGEST_SUBHEADING or len(words.split()) > MOST_WORDS or _STOP.search(words):
        return False
    above = number > 0 and pieces[number - 1].kind != "headline"
    return above and not words[0].islower() and words[0] not in "\"“'‘" and pieces[number + 1].speaker is None


def document_kind(document: Document, text: str, pieces: list[Piece], posts: list[Signed]) -> DocumentKind:
    """The kind by plain signs in title, source and layout; what the input itself says stands."""
    if document.kind != "report":
        return document.kind
    heading = document.title or (text[pieces[0].start : pieces[0].end][:200] if pieces else "")
    source = document.source or ""
    if _READOUT.match(heading) or "readout" in source.lower():
        return "readout"
    if is_transcript(pieces) or _TRANSCRIPT.match(heading):
        return "transcript"
    if _is_post(source, pieces, posts):
        return "post"
    return "statement" if _STATEMENT.match(heading) else "report"


def _is_post(source: str, pieces: list[Piece], posts: list[Signed]) -> bool:
    if posts and pieces and all(piece.kind == "post" for piece in pieces):
        return True
    return bool(source) and bool(_POSTED.fullmatch(source.strip()))
