"""What stands on the page and is not read: boilerplate, tables of figures, stage directions, rules and ornaments."""

import re

from bilat.codebook.layout import Layouts
from bilat.reading.structure.paragraphs import Piece
from bilat.records import Skipped, Span, Where, rule

_FIGURE = re.compile(r"[-+(<]?[$£€¥]?\d[\d.,/:-]*(?:[)%]|pct|p)?|n\.?a\.?|nil|-+", re.IGNORECASE)
_STAGE = re.compile(
    r"[(\[](?:applause|laughter|crosstalk|inaudible|pause|cheers|end|audio|video)[^()\[\]]{0,40}[)\]]\.?", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W_]")
_GAP = re.compile(r"\S(?: {3,}|\t)\S")
LONGEST_ROW = 110


def skipped(span: Span, reason: str, where: Where = "text") -> Skipped:
    """A stretch that is deliberately not coded."""
    return Skipped(span=span, reason=reason, where=where, by=rule(f"structure.{reason.replace(' ', '-')}"))


def part_skipped(text: str, pieces: list[Piece], layouts: Layouts) -> tuple[list[Piece], list[Skipped]]:
    """The pieces that are read, and what is skipped."""
    tables = _tables(text, pieces, layouts.table_words)
    left: list[Piece] = []
    found: list[Skipped] = []
    for number, piece in enumerate(pieces):
        words = text[piece.start : piece.end]
        reason = "table" if number in tables else _reason(words, layouts)
        if reason is None:
            left.append(piece)
        else:
            found.append(skipped((piece.start, piece.end), reason))
    return left, found


def _reason(words: str, layouts: Layouts) -> str | None:
    if not _LETTER.search(words):
        return "ornament"
    if layouts.boilerplate.matches(words):
        return "boilerplate"
    return "stage direction" if len(words) < 60 and _STAGE.fullmatch(words) else None


def _tables(text: str, pieces: list[Piece], units: frozenset[str]) -> set[int]:
    """Numbers of the pieces that are lines of figures: two such lines at least must stand together."""
    rows = [all(_is_row(text[start:end], units) for start, end in piece.lines) for piece in pieces]
    found: set[int] = set()
    first = 0
    for number in range(len(pieces) + 1):
        if number < len(pieces) and rows[number]:
            continue
        if sum(len(piece.lines) for piece in pieces[first:number]) > 1:
            found.update(range(first, number))
        first = number + 1
    return found


def _is_row(line: str, table_words: frozenset[str]) -> bool:
    """Whether a line is mostly figures and units, or figures set apart by wide gaps."""
    if len(line) > LONGEST_ROW:
        return False
    words = line.replace("|", " ").split()
    figures = sum(1 for word in words if _FIGURE.fullmatch(word.strip(",;:")))
    if not figures:
        return False
    if "|" in line or _GAP.search(line):
        return True
    units = sum(1 for word in words if word.lower().strip(",;:") in table_words)
    return not line.endswith(".") and (figures + units) * 2 >= len(words) and (figures > 1 or units > 0)
