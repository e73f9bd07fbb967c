"""The stretches that the tagger reads one at a time: paragraphs, long ones cut where a sentence ends."""

from collections.abc import Iterator

from bilat.syntax import Syntax

# Tokens. The encoder takes 512 pieces of words; 19 in 20 paragraphs of news have fewer than 90 tokens.
LONGEST = 200


def windows_of(syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Token ranges in order, end exclusive. Each lies in one block."""
    first = 0
    for begin, end in syntax.sentences:
        if syntax.block[begin] != syntax.block[first] or end - first > LONGEST:
            if begin > first:
                yield first, begin
            first = begin
        while end - first > LONGEST:
            yield first, first + LONGEST
            first += LONGEST
    if first < len(syntax):
        yield first, len(syntax)
