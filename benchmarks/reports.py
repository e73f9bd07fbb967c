"""Whole reports against what two annotators found in them: events between countries, their status, and measures.

    python -m benchmarks.reports [--part opened|unopened] [--readers] [--misses]

80 wire reports on trade of February and March 1987 and 40 reports of our own in the manner of 2025 (`eval/gold/`). The
rules and thresholds were chosen with the opened part; the unopened quarter was not looked at before the end. Scored by
the project's published scorer: exact is (type, source, target); quad its class and the unordered pair; status is of the
exact ones. The wire's texts and the scorer are not part of this repository; what needs them is skipped, saying so.
"""

import argparse
import itertools
import json
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.scoring import SHARED, scorer
from bilat.codebook import Codebook, load_codebook
from bilat.encoder import load_learned
from bilat.parser import load_parser
from bilat.reading import read_document
from bilat.records import Document

GOLD = Path(__file__).parent.parent / "eval" / "gold"
TRADE = SHARED / "data" / "reuters" / "trade-1987-02-26_03-31.jsonl"
# What bilat adds to PLOVER's contexts, and what they are exported as.
PLAIN = {"trade": "economic", "energy": "natural_resource"}
READERS = ("rules", "judge", "both")
TEXTS = {"wire": TRADE, "own": GOLD / "reports_own_texts.jsonl"}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["opened", "unopened"], default="opened")
    parser.add_argument("--readers", action="store_true", help="rules alone, judge alone and both, side by side")
    parser.add_argument("--misses", action="store_true", help="also list what was missed and what was too much")
    options = parser.parse_args()
    for name, reader in itertools.product(TEXTS, READERS if options.readers else ("both",)):
        result = score(name, options.part, reader, misses=options.misses)
        if result is None:
            print(f"{name}: skipped, {TEXTS[name]} or the scorer is not here")
            continue
        for task, row in result.items():
            print(f"{name} {options.part}, {reader}, {task}: {json.dumps(row)}")


def score(name: str, part: str, reader: str = "both", *, misses: bool = False) -> dict[str, Any] | None:
    """The scores of one set of reports; null where its texts or the scorer are not here."""
    published = scorer()
    if published is None or not TEXTS[name].exists():
        return None
    gold = GOLD / f"reports_{name}_{part}.jsonl"
    ids = [json.loads(line)["id"] for line in gold.read_text(encoding="utf-8").splitlines()]
    texts = {row["id"]: row for row in map(json.loads, TEXTS[name].read_text(encoding="utf-8").splitlines())}
    with tempfile.TemporaryDirectory() as scratch:
        pred = Path(scratch) / "pred.jsonl"
        documents = (Document(**{key: texts[id_][key] for key in ("id", "title", "published", "text")}) for id_ in ids)
        codebook = codebook_of(reader)
        readings = [read_document(document, codebook, load_parser(), load_learned()) for document in documents]
        pred.write_bytes(b"\n".join(map(msgspec.json.encode, readings)) + b"\n")
        if misses:
            show(published, gold, pred)
        return {
            "events": published.score_events(gold, pred),
            "modes and contexts": manner(published, gold, pred),
            "measures": published.score_measures(gold, pred),
        }


def codebook_of(reader: str) -> Codebook:
    """The codebook with thresholds under which only the rules or only the judge find events between countries."""
    codebook = load_codebook()
    own = codebook.judging
    judging = {
        "rules": msgspec.structs.replace(own, otherwise=2.0, beside=2.0, least={}, veto=-1.0),
        "judge": msgspec.structs.replace(own, veto=2.0),
        "both": own,
    }
    return replace(codebook, judging=judging[reader])


def manner(published: Any, gold: Path, pred: Path) -> dict[str, Any]:
    """Of the exact events with one telling on each side: how often the mode is right, and precision and recall of the
    contexts (bilat's `trade` and `energy` counted as PLOVER's economic and natural_resource)."""
    read = published.read_jsonl(pred)
    count: Counter[str] = Counter()
    for id_, row in published.read_jsonl(gold).items():
        want, got = (by_key(published, each) for each in (row, read[id_]))
        for key in want.keys() & got.keys():
            if len(want[key]) == len(got[key]) == 1:
                one, other = want[key][0], got[key][0]
                contexts = contexts_of(one), contexts_of(other)
                count.update(events=1, mode=one.get("mode") == other["mode"], shared=len(contexts[0] & contexts[1]))
                count.update(wanted=len(contexts[0]), read=len(contexts[1]))
    return {
        "events": count["events"],
        "mode right": f"{count['mode']} of {count['events']}",
        "contexts": published.f1(count["shared"], count["read"], count["wanted"]),
    }


def by_key(published: Any, row: dict[str, Any]) -> dict[Any, list[dict[str, Any]]]:
    """Events by type and countries."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for event in row["events"]:
        for key, _ in published.tuples(row | {"events": [event]}):
            found.setdefault(key, []).append(event)
    return found


def contexts_of(event: dict[str, Any]) -> set[str]:
    return {PLAIN.get(context, context) for context in event.get("contexts") or ()}


def show(published: Any, gold: Path, pred: Path) -> None:
    """What each report lacks and has too much, by report."""
    read = published.read_jsonl(pred)
    for id_, row in published.read_jsonl(gold).items():
        want, got = (Counter(published.tuples(each)) for each in (row, read[id_]))
        for sign, left in (("missed", want - got), ("too much", got - want)):
            for (key, status), times in sorted(left.items(), key=str):
                print(f"  {id_} {sign}: {' '.join(map(str, key))} {status}" + (f" x{times}" if times > 1 else ""))
        fields = ("by", "on", "kind", "status", "rate", "effective")
        measures = [
            Counter(tuple(str(one[field]) for field in fields) for one in published.measure_rows(each))
            for each in (row, read[id_])
        ]
        for sign, left in (("missed", measures[0] - measures[1]), ("too much", measures[1] - measures[0])):
            for measure in sorted(left.elements()):
                print(f"  {id_} measure {sign}: {' '.join(measure)}")


if __name__ == "__main__":
    main()
