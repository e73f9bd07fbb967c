"""Reading what a scorer asks for, and scoring it: one way for every benchmark and for the floors in the tests.

The scorer (`../shared/bench/score.py`) and the annotated data are not part of this repository.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import bilat
from bilat.records import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "bench" / "score.py"
POLNEAR = SHARED / "data" / "polnear" / "data"
TEMPEVAL = SHARED / "data" / "tempeval3" / "data" / "TBAQ-cleaned"


def score_published(task: str, gold: Path, scorer: Path = SCORER) -> dict[str, Any]:
    """Scores of `task` ("attribution" or "times") on annotated texts, read by `bilat.read`."""
    texts = _run(scorer, "texts", task, "--gold", str(gold))
    rows = [json.loads(line) for line in texts.splitlines()]
    return _score(task, gold, (Document(**row) for row in rows), scorer)


def score_samples(task: str, scorer: Path = SCORER) -> dict[str, Any]:
    """Scores of `task` ("events" or "measures") on the sample reports that ship with bilat."""
    folder = Path(str(files("bilat") / "samples"))
    lines = (folder / "samples.jsonl").read_text(encoding="utf-8").splitlines()
    return _score(task, folder / "expected.jsonl", (Document(**json.loads(line)) for line in lines), scorer)


def scorer() -> Any:
    """The published scorer as a module; null where it is not here."""
    if not SCORER.is_file():
        return None
    spec = importlib.util.spec_from_file_location("published_scorer", SCORER)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _score(task: str, gold: Path, documents: Iterable[Document], scorer: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "read.jsonl"
        with predicted.open("wb") as out:
            for document in documents:
                out.write(bilat.read(document).to_json() + b"\n")
        result: dict[str, Any] = json.loads(_run(scorer, task, "--gold", str(gold), "--pred", str(predicted)))
    return result


def _run(scorer: Path, *arguments: str) -> str:
    command = [sys.executable, str(scorer), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
