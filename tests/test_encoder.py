"""The learned tagger: its answer for a window depends on that window alone, and belongs to the columns of this code."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat
from bilat.encoder import load_learned
from bilat.encoder.chains import Chain
from bilat.learned import Window
from bilat.parser import load_parser
from bilat.reading.encoding.columns import SIZES, columns_of
from bilat.reading.encoding.windows import LONGEST, windows_of
from bilat.reading.events.answers import ANSWERS, MODES, STATUSES
from bilat.reading.events.asked import STANDINGS
from bilat.reading.quotes import find_quotations
from bilat.reading.statements.labels import LABELS
from bilat.syntax import Block, Syntax

FOLDER = Path(bilat.__file__).parent / "encoder"
SETTINGS = json.loads((FOLDER / "settings.json").read_text(encoding="utf-8"))
PARAGRAPHS = [
    '"We will sign," Trade Minister Ana Ruiz said on Friday.',
    "Officials denied that a date had been set.",
    "Exports fell.",
    "According to the ministry, talks go on, and the premier told reporters that he was “not in a hurry”.",
]


def parsed(text: str) -> Syntax:
    return load_parser()("", text, [Block("paragraph", "text", 0, len(text), text)])


def windows(text: str) -> list[Window]:
    syntax = parsed(text)
    columns = columns_of(syntax, find_quotations(syntax)).values()
    return [Window(syntax.words[a:b], [column[a:b] for column in columns]) for a, b in windows_of(syntax)]


def test_the_weights_belong_to_this_code() -> None:
    assert SETTINGS["labels"] == list(LABELS)
    assert SETTINGS["columns"] == SIZES
    assert SETTINGS["answers"] == list(ANSWERS)
    assert SETTINGS["statuses"] == list(STATUSES)
    assert SETTINGS["modes"] == [list(mode) for mode in MODES]
    assert SETTINGS["standings"] == list(STANDINGS)


def test_all_weights_are_small() -> None:
    weights = sum(file.stat().st_size for file in FOLDER.parent.rglob("*.onnx"))
    assert weights < 60e6


def test_the_card_tells_what_was_learned_from() -> None:
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    for word in ("PolNeAR", "seed", "dev", "Apache-2.0", "make train"):
        assert word in card


def test_a_window_is_answered_alike_alone_and_among_others() -> None:
    encode = load_learned().encode
    each = [window for text in PARAGRAPHS for window in windows(text)]
    together = encode(each)
    assert together.labels == [encode([window]).labels[0] for window in each]
    assert together.labels == encode(each[::-1]).labels[::-1]
    for window, hidden in zip(each, together.hidden, strict=True):
        assert np.array_equal(hidden, encode([window]).hidden[0])


@given(st.text(max_size=400))
@settings(max_examples=25, deadline=None)
def test_any_text_has_one_legal_label_a_word(text: str) -> None:
    found = windows("So " + text)
    for window, labels in zip(found, load_learned().encode(found).labels, strict=True):
        assert len(labels) == len(window.words)
        before = "O"
        for number in labels:
            label = LABELS[number]
            assert label[0] != "I" or before[1:] == label[1:]
            before = label


def test_columns_hold_what_their_sizes_say() -> None:
    syntax = parsed(" ".join(PARAGRAPHS))
    columns = columns_of(syntax, find_quotations(syntax))
    assert list(columns) == list(SIZES)
    for name, column in columns.items():
        assert len(column) == len(syntax)
        assert all(0 <= number < SIZES[name] for number in column)


def test_windows_hold_every_word_once_in_order() -> None:
    syntax = parsed("word " * 1000)
    places = list(windows_of(syntax))
    assert [token for a, b in places for token in range(a, b)] == list(range(len(syntax)))
    assert all(b - a <= LONGEST for a, b in places)


def test_the_best_chain_is_the_best_of_all() -> None:
    """Against every chain there is, on small windows."""
    labels = ["O", "B-x", "I-x"]
    chance = np.random.default_rng(3)
    after, at_start = chance.normal(size=(3, 3)), chance.normal(size=3)
    chain = Chain(labels, after.tolist(), at_start.tolist())
    scores = [chance.normal(size=(length, 3)) for length in (4, 1, 0, 3)]

    def worth(window: np.ndarray, path: tuple[int, ...]) -> float:
        legal = all(b != 2 or a in (1, 2) for a, b in pairwise((0, *path)))
        if not legal:
            return -np.inf
        steps = sum(after[a, b] for a, b in pairwise(path))
        return float(at_start[path[0]] + steps + sum(window[place, label] for place, label in enumerate(path)))

    for window, found in zip(scores, chain.best(scores), strict=True):
        paths: list[tuple[int, ...]] = [()]
        for _ in range(len(window)):
            paths = [(*path, label) for path in paths for label in range(3)]
        if len(window):
            assert worth(window, tuple(found)) >= max(worth(window, path) for path in paths) - 1e-5
        else:
            assert found == []
