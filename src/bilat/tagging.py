"""What a learned tagger is asked and answers. Who answers is not known here (see `bilat.encoder`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a report that is read by itself: its words, and for each column a number a word."""

    words: Sequence[str]
    columns: Sequence[Sequence[int]]


# The windows of one report -> for each window the number of one label a word. What is answered for a window depends on
# that window alone.
Tag = Callable[[Sequence[Window]], list[list[int]]]
