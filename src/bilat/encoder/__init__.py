"""The learned parts of bilat: a small encoder (MiniLM, int8), a chain of labels on top, and a judge of events.

They are loaded once a process, on first use, and run by ONNX Runtime. Windows are encoded one at a time: int8
arithmetic scales by what stands in a batch, so in batches a window's answer would depend on its neighbours. How they
were made stands in training/README.md and, with data, split, seed and scores, in `CARD.md` beside this file.
"""

import functools
import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bilat.encoder.chains import Chain
from bilat.encoder.rows import lay_out
from bilat.learned import Encoded, PairAnswer, PairQuestion, Window

# Words whose pieces are kept: a vocabulary of news has no more that come back.
KEPT_WORDS = 100_000
# Questions answered in one call.
AT_ONCE = 64


@functools.cache
def load_learned() -> "OnnxParts":
    """The learned parts that ship with bilat."""
    return OnnxParts()


class OnnxParts:
    """`bilat.learned.Learned`, by ONNX Runtime."""

    def __init__(self) -> None:
        """Reads weights, tokenizer and settings from this folder."""
        from tokenizers import Tokenizer

        folder = files("bilat.encoder")
        self._encoder, self._branch, self._judge = (
            session((folder / name).read_bytes()) for name in ("encoder.onnx", "branch.onnx", "judge.onnx")
        )
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self._chain = Chain(self._settings["labels"], self._settings["after"], self._settings["at_start"])
        unknown = self._settings["unknown"]

        @functools.lru_cache(maxsize=KEPT_WORDS)
        def pieces(word: str) -> tuple[int, ...]:
            return tuple(tokenizer.encode(word, add_special_tokens=False).ids) or (unknown,)

        self._pieces = pieces

    def encode(self, windows: Sequence[Window]) -> Encoded:
        """Labels and pieces of the windows; the pieces are kept in half precision, as a report may be long."""
        scores, hidden, first = [], [], []
        for window in windows:
            inputs = _inputs(window, [self._pieces(word) for word in window.words], self._settings)
            own, pieces = self._encoder.run(["scores", "hidden"], inputs)
            scores.append(own[0])
            hidden.append(pieces[0].astype(np.float16))
            first.append(inputs["first"])
        return Encoded(self._chain.best(scores), hidden, first)

    def judge(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> list[PairAnswer]:
        """The answer to each question, as shares of one. Only windows that a question asks about are looked at."""
        starts = np.concatenate([[0], np.cumsum([first.shape[1] for first in encoded.first])]).astype(np.int64)
        words: dict[int, NDArray[Any]] = {}

        def vector(word: int) -> NDArray[Any]:
            window = int(np.searchsorted(starts, word, side="right")) - 1
            if window not in words:
                pieces = encoded.hidden[window].astype(np.float32)[None]
                words[window] = self._branch.run(["words"], {"hidden": pieces, "first": encoded.first[window]})[0][0]
            found: NDArray[Any] = words[window][word - starts[window]]
            return found

        answers: list[PairAnswer] = []
        for begin in range(0, len(questions), AT_ONCE):
            answers += self._judged(vector, questions[begin : begin + AT_ONCE])
        return answers

    def _judged(self, vector: Callable[[int], NDArray[Any]], questions: Sequence[PairQuestion]) -> list[PairAnswer]:
        focus, source, target = (
            _padded([getattr(question, name) for question in questions]) for name in ("focus", "source", "target")
        )
        used = np.unique(np.concatenate([focus.ravel(), source.ravel(), target.ravel()]))
        used = used[used >= 0]

        def place(rows: NDArray[Any]) -> NDArray[Any]:
            return np.where(rows < 0, -1, np.searchsorted(used, rows))

        inputs = {
            "words": np.stack([vector(int(word)) for word in used]),
            "focus": place(focus),
            "source": place(source),
            "target": place(target),
            "standing": np.array([question.standing for question in questions], dtype=np.int64),
        }
        *scores, looked = self._judge.run(["types", "statuses", "modes", "labels", "looked"], inputs)
        types, statuses, modes, labels = (_shares(each) for each in scores)
        return [
            PairAnswer(types[row], statuses[row], modes[row], labels[row], looked[row]) for row in range(len(questions))
        ]


def session(model: bytes) -> Any:
    """A model that is ready to run, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread: a second gains little on paragraphs, and processes beside it have cores of their own.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options)


def _inputs(window: Window, pieces: Sequence[tuple[int, ...]], settings: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """The arrays of one window: a batch of one."""
    numbers, word, first = lay_out(pieces, settings["opening"], settings["closing"])
    columns = [[0, *column] for column in window.columns]
    return {
        "pieces": np.array([numbers], dtype=np.int64),
        "word": np.array([word], dtype=np.int64),
        "first": np.array([first], dtype=np.int64),
        "columns": np.array(columns, dtype=np.int64)[:, None, :],
    }


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[Any]:
    """The rows with -1 after them, as one array."""
    found = np.full((len(rows), max(map(len, rows))), -1, dtype=np.int64)
    for number, row in enumerate(rows):
        found[number, : len(row)] = row
    return found


def _shares(scores: NDArray[Any]) -> NDArray[Any]:
    """Softmax of each row."""
    grown = np.exp(scores - scores.max(1, keepdims=True))
    shares: NDArray[Any] = grown / grown.sum(1, keepdims=True)
    return shares
