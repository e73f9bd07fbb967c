"""The labelled texts of training/data, and PLOVER's label data, as passages."""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from bilat.records import Document
from training.events.examples import Passage, Told, plover, report, sentences

DATA = Path(__file__).parent.parent / "data"
Labels = dict[tuple[str, int, int], list[Told]]


def passages(shared: Path) -> Iterator[Passage]:
    """All that the judge learns from; `shared` is the folder that holds PLOVER's label data and the wire reports."""
    yield from plover(shared / "plover" / "plv_train.tsv")
    yield from sentences(DATA / "sentences")
    yield from own_reports()
    yield from wire_reports(shared / "reuters")


def own_reports() -> Iterator[Passage]:
    """Our own reports: those written for training, and the samples that ship, of which only the labels are here."""
    samples = {row["id"]: row for row in _lines(Path(str(files("bilat.samples") / "samples.jsonl")))}
    for row in _lines(DATA / "reports.jsonl"):
        told: Labels = defaultdict(list)
        for where, start, end, type_, source, target, status, *unsure in row["labels"]:
            told[where, start, end].append(Told(type_, source, target, status, not unsure))
        yield report(_document(samples.get(row["id"], row)), told)


def wire_reports(folder: Path) -> Iterator[Passage]:
    """Wire reports of 1987, of which only ids, places and labels are kept here."""
    told: dict[str, Labels] = {}
    with (DATA / "wire.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            own = told.setdefault(row["report"], defaultdict(list))
            if row["where"]:
                place = row["where"], int(row["start"]), int(row["end"])
                own[place].append(Told(row["type"], row["source"], row["target"], row["status"], not row["unsure"]))
    done = set()
    for path in sorted(folder.glob("*.jsonl*")):
        for row in _lines(path):
            if row["id"] in told and row["id"] not in done:
                done.add(row["id"])
                yield report(_document(row), told[row["id"]])


def _document(row: dict[str, Any]) -> Document:
    return Document(id=row["id"], title=row["title"], text=row["text"], published=row["published"])


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
