"""`bilat label`: the root of marked sentences, and what becomes of lines that are none."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import bilat
from bilat.cli import cli
from bilat.codebook import load_codebook
from bilat.encoder.labeller import load_labeller, marked_pieces
from bilat.encoder.rows import LONGEST
from bilat.errors import InputError
from bilat.labels import root_of, unmarked

EXAMPLES = [(name, text) for name, scale in load_codebook().events.scale.items() for text in scale.examples]
# How many of the codebook's example sentences, which nothing was learned from, get their own root.
FLOOR = 42


def labelled(marked: str) -> str:
    text, spans = unmarked(marked)
    return bilat.label(text, spans["s"], spans["t"]).root


def test_examples_of_the_codebook_have_their_root() -> None:
    right = [name for name, text in EXAMPLES if labelled(text) == name]
    assert len(right) >= FLOOR, sorted({(name, labelled(text)) for name, text in EXAMPLES if labelled(text) != name})


def test_no_example_was_learned_from() -> None:
    folder = Path(__file__).parents[1] / "training" / "data" / "sentences"
    lines = [line for path in folder.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    learned = {json.loads(line)["marked"] for line in lines}
    assert learned
    assert not learned & {text for _, text in EXAMPLES}


def test_who_is_marked_matters() -> None:
    text = "Oslo thanked Lisbon and warned Tripoli that it would cut off aid."
    lisbon, tripoli = (load_labeller().shares(text, (0, 4), target) for target in ((13, 19), (31, 38)))
    assert tripoli["THREATEN"] > lisbon["THREATEN"]
    assert lisbon["SUPPORT"] > tripoli["SUPPORT"]


def test_concede_and_retreat_count_as_one() -> None:
    root, share = root_of({"CONCEDE": 0.3, "RETREAT": 0.25, "REJECT": 0.4, "NONE": 0.05})
    assert root == "CONCEDE"
    assert share == pytest.approx(0.55 / 0.95)


def run(*lines: str) -> tuple[int, list[dict[str, object]], str]:
    done = CliRunner().invoke(cli, ["label", "-"], input="\n".join(lines), standalone_mode=False)
    return done.return_value, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_lines_come_in_order_with_their_ids() -> None:
    code, rows, _ = run(
        '{"id": "a", "text": "Chad expelled two Libyan diplomats.", "source": [0, 4], "target": [14, 34]}',
        '{"id": 7, "text": "Paris forgave Chad a third of its debt.", "source": [0, 5], "target": [14, 18]}',
        '{"text": "Paris and Bonn held talks.", "source": null, "target": null}',
    )
    assert code == 0
    assert [row["id"] for row in rows] == ["a", 7, 3]
    assert [row["root"] for row in rows[:2]] == ["SANCTION", "AID"]
    assert set(rows[0]) == {"id", "root", "quad", "score"}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "a", "text": "", "source": [0, 1], "target": [1, 2]}', "a: the text is empty"),
        (
            '{"id": "a", "text": "Peru met Chile.", "source": [0, 4], "target": [9, 99]}',
            "a: target [9, 99] is no stretch",
        ),
        (
            '{"id": "a", "text": "Peru met Chile.", "source": [4, 4], "target": [9, 14]}',
            "a: source [4, 4] is no stretch",
        ),
        ('{"id": "a"}', "-:1: is no marked sentence"),
        ("Peru met Chile.", "-:1: is no marked sentence"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_goes_on(line: str, problem: str) -> None:
    code, rows, told = run(line, '{"id": "b", "text": "Peru met Chile.", "source": [0, 4], "target": [9, 14]}')
    assert code == 3
    assert [row["id"] for row in rows] == ["b"]
    assert told.startswith(f"error: {problem}")
    assert told.count("\n") == 1


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(InputError, match="no stretch"):
        bilat.label("Peru met Chile.", (0, 40), (9, 14))


@dataclass
class Encoding:
    """Of a text of 2,000 pieces of one letter each."""

    ids: Sequence[int] = range(2000)
    offsets: Sequence[tuple[int, int]] = tuple((place, place + 1) for place in range(2000))


def test_of_a_long_text_what_stands_around_the_parties_is_read() -> None:
    pieces, marks = marked_pieces(Encoding(), (1500, 1502), (1600, 1601))
    assert len(pieces) == len(marks) == LONGEST - 2
    assert [piece for piece, mark in zip(pieces, marks, strict=True) if mark == 1] == [1500, 1501]
    assert [piece for piece, mark in zip(pieces, marks, strict=True) if mark == 2] == [1600]
