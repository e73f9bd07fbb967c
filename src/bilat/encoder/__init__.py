"""The learned part of bilat: a small encoder (MiniLM, int8) with a chain of labels on top, run by ONNX Runtime.

It is loaded once a process, on first use. Windows are answered one at a time: int8 arithmetic scales by what stands in
a batch, so in batches a window's labels would depend on its neighbours. How it was made stands in training/README.md
and, with data, split, seed and scores, in `CARD.md` beside this file.
"""

import functools
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bilat.encoder.chains import Chain
from bilat.encoder.rows import lay_out
from bilat.tagging import Tag, Window

# Words whose pieces are kept: a vocabulary of news has no more that come back.
KEPT_WORDS = 100_000


@functools.cache
def load_tagger() -> Tag:
    """The tagger of statements, as a function from a report's windows to the numbers of their labels."""
    import onnxruntime
    from tokenizers import Tokenizer

    folder = files("bilat.encoder")
    options = onnxruntime.SessionOptions()
    # One thread: a second gains little on paragraphs, and processes beside it have cores of their own.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession((folder / "encoder.onnx").read_bytes(), options)
    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    chain = Chain(settings["labels"], settings["after"], settings["at_start"])

    @functools.lru_cache(maxsize=KEPT_WORDS)
    def pieces(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word, add_special_tokens=False).ids) or (settings["unknown"],)

    def tag(windows: Sequence[Window]) -> list[list[int]]:
        scores = []
        for window in windows:
            inputs = _inputs(window, [pieces(word) for word in window.words], settings)
            scores.append(session.run(["scores"], inputs)[0][0])
        return chain.best(scores)

    return tag


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
