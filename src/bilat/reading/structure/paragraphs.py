"""Paragraphs: lines joined where a wire wrapped them, each line its own where a page has one line a paragraph."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bilat.records import Span
from bilat.syntax import BlockKind

# Line ends of any system; \x1c-\x1e and the Unicode separators count as in str.splitlines.
_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
# Marks that are not seen: byte order mark, zero-width and direction marks, control characters (\x03 ends a wire story).
HIDDEN = "\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_EDGE = re.compile(f"[\\s{HIDDEN}]*")
_INDENT = re.compile(r"[^\S\n\r]*")
_NOT_SHOWN = re.compile(f"[\\s{HIDDEN}]")
_FIRST_WORD = re.compile(r"\S+")
_FINAL = re.compile(r"[.!?:;…][\"'”’)\]]*$")
BULLET = re.compile(r"(?:[-–—*]|--)[ \t]+(?=\S)|[•·‣▪●◦➤►][ \t]*(?=\S)")

# A wire wraps its lines; a page does not have lines of this length alone.
WIDEST_WRAP = 110
# An indent of one blank is a slip in wire copy unless a sentence ends before it.
INDENT = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on its way to become a block: `start` to `end` in the text, `spaced` after an empty line.

    `lines` are its lines; `words` is where its words begin, after a bullet's mark; `kind` is None until known.
    """

    start: int
    end: int
    lines: tuple[Span, ...]
    spaced: bool
    words: int
    kind: BlockKind | None = None
    speaker: Span | None = None

    def cut(self, start: int) -> "Piece":
        """The piece from a later start on."""
        return replace(self, start=start, words=max(start, self.words))


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it; `indent` in characters."""

    start: int
    end: int
    indent: int
    spaced: bool


def shown(text: str) -> str:
    """Text as the parser is shown it: white space and unseen marks as blanks, of the same length."""
    return _NOT_SHOWN.sub(" ", text)


def find_lines(text: str) -> list[Line]:
    """The lines of a text that hold something."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = trimmed(text, match.start(), match.end())
        if start < end:
            breaks = len(re.findall(r"\r\n|[^\S \t]", text[last : match.start()])) if found else 2
            indent = _INDENT.match(text, match.start(), match.end())
            width = indent.end() - indent.start() if indent else 0
            found.append(Line(start, end, width, breaks > 1))
            last = end
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """A stretch without white space and unseen marks at its edges."""
    match = _EDGE.match(text, start, end)
    start = match.end() if match else start
    while end > start and _NOT_SHOWN.match(text[end - 1]):
        end -= 1
    return start, end


def is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether the lines were broken at a width: then most lines without a final stop go on in the next.

    A line goes on where the next one begins in lower case or with a figure. One that begins with a capital tells
    nothing where its first word would not have fitted any more, and else speaks against it. Indented lines and bullets
    open paragraphs in either case.
    """
    widest = max((line.end - line.start for line in lines), default=0)
    if widest > WIDEST_WRAP:
        return False
    base = min((line.indent for line in lines), default=0)
    on = off = 0
    for before, after in pairwise(lines):
        if after.spaced or after.indent >= base + INDENT or BULLET.match(text, after.start):
            continue
        if _FINAL.search(text, max(before.start, before.end - 4), before.end):
            continue
        if text[after.start].islower() or text[after.start].isdigit():
            on += 1
        else:
            word = _FIRST_WORD.match(text, after.start, after.end)
            off += word is None or word.end() - word.start() < widest - (before.end - before.start)
    return on > 0 and on >= off


def find_pieces(text: str, lines: list[Line], wrapped: bool) -> list[Piece]:
    """Paragraphs in order."""
    if not wrapped:
        return [_piece(text, [line]) for line in lines]
    base = min((line.indent for line in lines), default=0)
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or _starts_paragraph(text, groups[-1][-1], line, base):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_piece(text, group) for group in groups]


def _starts_paragraph(text: str, before: Line, line: Line, base: int) -> bool:
    if line.spaced or line.indent >= base + INDENT:
        return True
    return line.indent > base and bool(_FINAL.search(text, max(before.start, before.end - 4), before.end))


def _piece(text: str, lines: list[Line]) -> Piece:
    start, end = lines[0].start, lines[-1].end
    bullet = BULLET.match(text, start, end)
    return Piece(
        start=start,
        end=end,
        lines=tuple((line.start, line.end) for line in lines),
        spaced=lines[0].spaced,
        words=bullet.end() if bullet else start,
        kind="bullet" if bullet else None,
    )
