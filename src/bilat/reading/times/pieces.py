"""A report's words as the grammar of times sees them: one character a word, its class (`bilat.codebook.times`)."""

import re
from dataclasses import dataclass

from bilat.codebook.times import TimeWords
from bilat.records import Where
from bilat.syntax import Syntax

# Longer words are no times, however many hyphens they have.
LONGEST_WORD = 40
# Marks at which a word that holds a number or a month is parted ("mid-1996", "Feb-1987", "12/11/2025").
_PARTS = re.compile(r"[^-–—/]+|[-–—/]")
_SHAPES = tuple(
    (name, re.compile(pattern, re.ASCII))
    for name, pattern in (
        ("DAY", r"0?[1-9]|[12]\d|3[01]"),
        ("YEAR", r"1[0-9]\d\d|20\d\d|21\d\d"),
        ("NUM", r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
        ("DAYORD", r"[12]?1st|2?2nd|2?3rd|[12]?[04-9]th|1[1-3]th|30th|31st"),
        ("DECADE", r"'?(?:1[5-9]|20)?\d0'?s"),
        ("CLOCK", r"(?:[01]?\d|2[0-4]):[0-5]\d"),
        ("FRACTION", r"[1-9]/[2-9]|[½¼¾]"),
        ("QCODE", r"(?:[1-4]q|q[1-4]|h[12]|[12]h)(?:\d\d|20\d\d)?"),
        ("FISCALCODE", r"fy'?(?:\d\d|\d{4})"),
    )
)
# Words that are months or weekdays only where the tagger calls them names: "may", "march", "the sun".
DOUBTFUL = frozenset({"may", "march", "mar", "sun", "sat", "mon", "wed", "dec", "jan", "sep"})


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a report in order: `codes` has one character for each, `token` the token it stands in.

    A border between blocks is a piece with token -1. `parts` holds the word and offsets of
    pieces that are not a whole token.
    """

    syntax: Syntax
    words: TimeWords
    codes: str
    token: list[int]
    parts: dict[int, tuple[str, int, int]]

    def word(self, piece: int) -> str:
        """The piece in lower case; empty at a border and beyond the last."""
        if not 0 <= piece < len(self.token):
            return ""
        if piece in self.parts:
            return self.parts[piece][0]
        token = self.token[piece]
        return self.syntax.lower[token] if token >= 0 else ""

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the pieces `first` to `last`, `last` exclusive, into the text of their block."""
        start = self.parts[first][1] if first in self.parts else self.syntax.start[self.token[first]]
        end = self.parts[last - 1][2] if last - 1 in self.parts else self.syntax.end[self.token[last - 1]]
        return start, end

    def where(self, piece: int) -> Where:
        """Which text the piece stands in."""
        return self.syntax.where(self.token[piece])

    def is_(self, piece: int, *classes: str) -> bool:
        """Whether there is such a piece and it is of one of the classes."""
        return 0 <= piece < len(self.codes) and any(self.codes[piece] == self.words.codes[name] for name in classes)


def cut(syntax: Syntax, words: TimeWords) -> Pieces:
    """The pieces of a report. Borders between blocks become pieces of class BAR."""
    code_of, other, bar = words.code, words.codes["OTHER"], words.codes["BAR"]
    codes: list[str] = []
    token: list[int] = []
    parts: dict[int, tuple[str, int, int]] = {}
    before, blocks = -1, syntax.block
    for i, word in enumerate(syntax.lower):
        if blocks[i] != before:
            before = blocks[i]
            codes.append(bar)
            token.append(-1)
        code = code_of.get(word)
        if code is None:
            code = other if word.isalpha() else shape(word, words)
            if code == other and not word.isalpha() and len(word) <= LONGEST_WORD:
                inner = _parted(syntax.words[i], words)
                for part, first in inner:
                    parts[len(codes)] = (part.lower(), syntax.start[i] + first, syntax.start[i] + first + len(part))
                    codes.append(_code(part.lower(), words))
                    token.append(i)
                if inner:
                    continue
        elif word.rstrip(".") in DOUBTFUL and not syntax.tag[i].startswith("NNP"):
            code = other
        codes.append(code)
        token.append(i)
    return Pieces(syntax, words, "".join(codes), token, parts)


def shape(word: str, words: TimeWords) -> str:
    """The class of a number or mark by its shape."""
    if word[0].isdecimal() or word[-1].isdecimal() or word[-1] in "s½¼¾":
        for name, pattern in _SHAPES:
            if pattern.fullmatch(word):
                return words.codes[name]
    return words.codes["OTHER"]


def _code(word: str, words: TimeWords) -> str:
    return words.code.get(word) or shape(word, words)


def _parted(word: str, words: TimeWords) -> list[tuple[str, int]]:
    """The parts of a word with their offsets in it; none where it has one part, or no part is of a class."""
    inner = [(match.group(), match.start()) for match in _PARTS.finditer(word)]
    other = words.codes["OTHER"]
    timely = any(_code(part.lower(), words) != other for part, _ in inner if part.isalnum())
    return inner if len(inner) > 1 and timely else []
