"""The most likely chain of labels of each window (Viterbi).

The windows of a report go through together, each in a row of its own: exact sums that no other row changes, unlike the
encoder's, which therefore takes one window a call.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[Any]
# Added to the score of what cannot be: "I-cue" after anything but "B-cue" or "I-cue".
NEVER = -1e4


class Chain:
    """Scores of one label after another. `labels` are "O" and pairs of "B-" and "I-", in the order of their numbers."""

    def __init__(self, labels: Sequence[str], after: Sequence[Sequence[float]], at_start: Sequence[float]) -> None:
        """`after` and `at_start` are in the order of `labels`: score of one after another, and of one as the first."""
        inner = [label.startswith("I-") for label in labels]
        self._after = np.array(after, dtype=np.float32)
        for first, one in enumerate(labels):
            for second, other in enumerate(labels):
                if inner[second] and one[1:] != other[1:]:
                    self._after[first, second] = NEVER
        self._at_start = np.where(inner, NEVER, np.array(at_start, dtype=np.float32)).astype(np.float32)

    def best(self, windows: Sequence[Scores]) -> list[list[int]]:
        """The label numbers of each window. No window's answer depends on another's: each has rows of its own."""
        order = sorted(range(len(windows)), key=lambda number: -len(windows[number]))
        found: list[list[int]] = [[] for _ in windows]
        if not order or not len(windows[order[0]]):
            return found
        lengths = np.array([len(windows[number]) for number in order])
        padded = np.zeros((len(order), lengths[0], len(self._at_start)), dtype=np.float32)
        for row, number in enumerate(order):
            padded[row, : lengths[row]] = windows[number]
        came_from = np.zeros(padded.shape, dtype=np.int8)
        total = padded[:, 0] + self._at_start
        for place in range(1, int(lengths[0])):
            active = int((lengths > place).sum())
            reached = total[:active, :, None] + self._after
            came_from[:active, place] = reached.argmax(1)
            total[:active] = reached.max(1) + padded[:active, place]
        for row, number in enumerate(order):
            found[number] = _traced(came_from[row, : lengths[row]], int(total[row].argmax())) if lengths[row] else []
        return found


def _traced(came_from: NDArray[Any], last: int) -> list[int]:
    labels = [last]
    for step in came_from[:0:-1]:
        labels.append(int(step[labels[-1]]))
    return labels[::-1]
