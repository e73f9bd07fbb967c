"""What the learned parts are asked and answer. Who answers is not known here (see `bilat.encoder`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a report that is read by itself: its words, and for each column a number a word."""

    words: Sequence[str]
    columns: Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder makes of a report's windows: a label number for each word, and what its lower layers make of
    each piece of a word (pieces, width), with the first piece of each word.

    What is answered for a window depends on it alone.
    """

    labels: list[list[int]]
    hidden: list[NDArray[Any]]
    first: list[NDArray[Any]]


@dataclass(frozen=True, slots=True)
class PairQuestion:
    """What does one party do to another in a sentence? Words of the report, and how each party stands to it."""

    focus: Sequence[int]
    source: Sequence[int]
    target: Sequence[int]
    standing: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PairAnswer:
    """How likely each type, status, mode and label is, in the order of their numbers, and how much each word of the
    focus was looked at."""

    types: NDArray[Any]
    statuses: NDArray[Any]
    modes: NDArray[Any]
    labels: NDArray[Any]
    looked: NDArray[Any]


class Learned(Protocol):
    """What was learned: one encoder for a report's windows, and a judge that asks its words."""

    def encode(self, windows: Sequence[Window]) -> Encoded:
        """Labels and vectors of the windows."""

    def judge(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> list[PairAnswer]:
        """The answer to each question about the encoded words."""
