"""The labeller: which PLOVER root the published label data would give a sentence with two marked parties.

A second encoder (MiniLM too), as here the two parties are marked in the input itself, which a report's shared pass
cannot do for every pair. It is loaded by `bilat label` alone.
"""

import functools
import json
from importlib.resources import files

import numpy as np

from bilat.encoder import session
from bilat.encoder.rows import LONGEST
from bilat.records import Span

# What a piece belongs to.
SOURCE, TARGET = 1, 2


@functools.cache
def load_labeller() -> "Labeller":
    """The labeller that ships with bilat."""
    return Labeller()


class Labeller:
    """Reads one sentence a call, so that no answer depends on another's."""

    def __init__(self) -> None:
        """Reads weights, tokenizer and settings from this folder."""
        from tokenizers import Tokenizer

        folder = files("bilat.encoder")
        self._session = session((folder / "labeller.onnx").read_bytes())
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))

    def shares(self, text: str, source: Span | None, target: Span | None) -> dict[str, float]:
        """How likely each answer is (`bilat.reading.events.answers.ANSWERS`), in shares of one."""
        pieces, marks = marked_pieces(self._tokenizer.encode(text, add_special_tokens=False), source, target)
        pieces = [self._settings["opening"], *pieces, self._settings["closing"]]
        inputs = {
            "pieces": np.array([pieces], dtype=np.int64),
            "marks": np.array([[0, *marks, 0]], dtype=np.int64),
        }
        scores = self._session.run(["labels"], inputs)[0][0]
        grown = np.exp(scores - scores.max())
        return dict(zip(self._settings["answers"], (grown / grown.sum()).tolist(), strict=True))


def marked_pieces(encoding: object, source: Span | None, target: Span | None) -> tuple[list[int], list[int]]:
    """Pieces of a text and which party each belongs to; of a long text what stands around the two parties."""
    pieces, marks = [], []
    for piece, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):  # type: ignore[attr-defined]  # tokenizers is untyped
        inside = [span is not None and start < span[1] and end > span[0] for span in (source, target)]
        pieces.append(piece)
        marks.append(TARGET if inside[1] else SOURCE if inside[0] else 0)
    longest = LONGEST - 2
    if len(pieces) > longest:
        marked = [place for place, mark in enumerate(marks) if mark] or [0]
        first = max(0, min((marked[0] + marked[-1] - longest) // 2, len(pieces) - longest))
        pieces, marks = pieces[first : first + longest], marks[first : first + longest]
    return pieces, marks
