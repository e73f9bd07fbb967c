"""Quality floors: F1 on development sets, pinned in floors.json. They only rise; a fall names what fell.

PolNeAR dev and TempEval-3's TimeBank and AQUAINT for statements and times, our annotation of speakers, our own samples
for events and measures.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks import reports, speakers
from benchmarks.scoring import POLNEAR, TEMPEVAL, score_published, score_samples

from tests.shared import needs

FLOORS: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))


def check(task: str, result: dict[str, Any]) -> None:
    fallen = {name: (result[name]["f1"], floor) for name, floor in FLOORS[task].items() if result[name]["f1"] < floor}
    assert not fallen, f"{task}: F1 and floor of what fell: {fallen}"


def test_attribution() -> None:
    needs("bench", "score.py")
    needs("data", "polnear")
    check("attribution", score_published("attribution", POLNEAR / "dev"))


def test_times() -> None:
    needs("bench", "score.py")
    needs("data", "tempeval3")
    check("times", score_published("times", TEMPEVAL))


def test_speakers() -> None:
    """Of the 300 speakers drawn so many right at least, so many wrong at most, in percent."""
    if not speakers.there():
        pytest.skip("the annotated reports are not here")
    verdicts = Counter(verdict for _, verdict, _ in speakers.judged())
    assert 100 * verdicts["right"] / verdicts.total() >= FLOORS["speakers"]["right"]
    assert 100 * verdicts["wrong"] / verdicts.total() <= FLOORS["speakers"]["wrong, at most"]


@pytest.mark.parametrize("task", ["events", "measures"])
def test_samples(task: str) -> None:
    needs("bench", "score.py")
    check(task, score_samples(task))


@pytest.mark.parametrize("name", ["wire", "own"])
def test_whole_reports(name: str) -> None:
    """Events and measures of the opened part of eval/gold."""
    found = reports.score(name, "opened")
    if found is None:
        pytest.skip("the wire's texts or the scorer are not here")
    got = {row: found["events"][row]["f1"] for row in ("exact", "quad", "pair")}
    got |= {"status": found["events"]["status_accuracy"], "measures": found["measures"]["found"]["f1"]}
    fallen = {row: (got[row], floor) for row, floor in FLOORS[f"reports, {name}"].items() if got[row] < floor}
    assert not fallen, f"{name}: figure and floor of what fell: {fallen}"
