"""What a reader of statements hands over: token ranges for speaker, cue and content. Nothing is resolved yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from bilat.records import Span, StatementKind
from bilat.syntax import Syntax

# Tokens `first` to `last`, `last` exclusive.
Range = tuple[int, int]

# Tokens that are cut from the edges of a range: they belong to the sentence, not to the words of a part of it.
LOOSE = frozenset({",", ":", ";", "-", "--", "–", "—", ".", "...", "…", "―"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a statement. `label` is a speaker that stands outside the tokens (a post's signature).

    `kind` says how much of the words is quoted.
    """

    rule: str
    content: tuple[Range, ...]
    source: Range | None = None
    cue: Range | None = None
    label: Span | None = None
    kind: StatementKind = "direct"


def marked(tokens: int, ranges: Iterable[Range]) -> bytearray:
    """For each of so many tokens whether it stands in one of the ranges."""
    inside = bytearray(tokens)
    for first, last in ranges:
        inside[first:last] = b"\1" * (last - first)
    return inside


def head_of(syntax: Syntax, words: Range) -> int:
    """The token of the range that the others hang on."""
    first, last = words
    for token in range(first, last):
        head = syntax.head[token]
        if head == token or not first <= head < last:
            return token
    return first


def trimmed(syntax: Syntax, words: Range) -> Range:
    """The range without loose punctuation at its edges; empty ranges come back empty."""
    first, last = words
    while first < last and syntax.words[first] in LOOSE:
        first += 1
    while last > first and syntax.words[last - 1] in LOOSE:
        last -= 1
    return first, last
