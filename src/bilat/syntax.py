"""Tokens, sentences and arcs of one report, as plain lists: what every reading module works on.

The title and the body stand in one stream of tokens (the title first), so that no module needs a special case for
titles; `Block.where` says which text a token's offsets point into. Who made the arcs is not known here (see
`bilat.parser`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bilat.records import Passage, Span, Where

BlockKind = Literal["title", "headline", "bullet", "subheading", "paragraph", "post"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch that is parsed by itself.

    `shown` is the text as the parser sees it: of the same length as the stretch `start:end`, with white space and the
    mark of a bullet turned into blanks and capitals that tell nothing (a headline in capitals, old wires' "U.S.
    Officials") put into ordinary case, so that offsets stay what they are. `speaker` is the label of a transcript turn
    ("MS. HAYDEN"; later paragraphs of the turn have it too) or the name under an embedded post, as a span.
    """

    kind: BlockKind
    where: Where
    start: int
    end: int
    shown: str
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Syntax:
    """The tokens of a report's blocks. All lists are of one length, indexed by token; `head` of a root is itself.

    `words` are as shown to the parser, `lower` the same in lower case; `start` and `end` are code points into the text
    that `blocks[block[i]].where` names; `tag` is a Penn Treebank tag, `dep` a ClearNLP/spaCy dependency label.
    `sentences` are token ranges, end exclusive; `left` and `right` the first and last token of each token's subtree.
    """

    title: str
    text: str
    blocks: tuple[Block, ...]
    words: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    tag: list[str]
    dep: list[str]
    head: list[int]
    block: list[int]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    left: list[int]
    right: list[int]
    children: list[list[int]] = field(repr=False)

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.words)

    def where(self, token: int) -> Where:
        """Which text the token stands in."""
        return self.blocks[self.block[token]].where

    def span(self, first: int, last: int) -> Span:
        """Offsets of the tokens `first` to `last`, `last` exclusive."""
        return self.start[first], self.end[last - 1]

    def passage(self, first: int, last: int) -> Passage:
        """The same with the text it points into."""
        return Passage(span=self.span(first, last), where=self.where(first))

    def source(self, where: Where) -> str:
        """The text that spans `in` it point into."""
        return self.title if where == "title" else self.text

    def slice(self, first: int, last: int) -> str:
        """The words of the report at those tokens, as they stand there."""
        return self.source(self.where(first))[self.start[first] : self.end[last - 1]]

    def token_at(self, where: Where, offset: int) -> int:
        """The token that stands at an offset of the title or the text, or the one before it."""
        body = next((number for number, block in enumerate(self.blocks) if block.where == "text"), len(self.blocks))
        parted = bisect_left(self.block, body)  # the title's tokens come first
        low, high = (0, parted) if where == "title" else (parted, len(self))
        return max(low, bisect_right(self.start, offset, low, high) - 1)

    def subtree(self, token: int) -> tuple[int, int]:
        """Token range that the token's subtree covers."""
        return self.left[token], self.right[token] + 1

    def child(self, token: int, *labels: str) -> int | None:
        """The first child with one of these dependency labels."""
        for other in self.children[token]:
            if self.dep[other] in labels:
                return other
        return None

    def ancestors(self, token: int) -> Iterator[int]:
        """The token's head, its head's head and so on, up to the root."""
        while self.head[token] != token:
            token = self.head[token]
            yield token

    def conjuncts(self, token: int) -> list[int]:
        """The token and what is coordinated with it further on ("Modi" -> "Modi", "Trump")."""
        found, stack = [], [token]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(other for other in self.children[current] if self.dep[other] == "conj")
        return sorted(found)


# What makes a `Syntax` from a report's title, text and blocks (`bilat.parser` holds the one that is used).
Parse = Callable[[str, str, Sequence[Block]], Syntax]

_BLANK = re.compile(r"\s")


def blanked(text: str) -> str:
    """Text as the parser is shown it: each white-space character one blank, nothing else changed."""
    return _BLANK.sub(" ", text)
