"""How right the events are, on the samples that ship and on PLOVER's labels where they are at hand.

    python -m benchmarks.events [--misses]

The samples (src/bilat/samples) are scored as shared/bench/score.py does: exact (type, source, target), quad with the
pair unordered, the pair alone, and the status of the exact ones. They are a yardstick to develop by, written and
annotated by one person, not a measure of what to expect of the news. The label data says which type the verb list gives
to a predicate between two marked parties: a check of the list, not of finding events.
"""

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

import bilat
from benchmarks.scoring import SHARED
from bilat.codebook import load_codebook
from bilat.labels import unmarked
from bilat.parser import load_parser
from bilat.reading.events import candidates, classify, frames
from bilat.reading.structure import find_structure
from bilat.records import Document
from bilat.syntax import Syntax

SAMPLES = Path(bilat.__file__).parent / "samples"
LABELS = SHARED / "data" / "plover" / "plv_train.tsv"
MUTUAL = {"AGREE", "CONSULT", "COOPERATE"}
STATE = {"GOV", "LEG", "MIL", "JUD", "COP", "SPY", "IGO"}

Key = tuple[str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also list what was missed and what was too much")
    options = parser.parse_args()
    samples(misses=options.misses)
    if LABELS.exists():
        labels()
    else:
        print(f"labels: skipped, {LABELS} is not here")


def samples(*, misses: bool) -> None:
    """The sample reports against what an analyst would code."""
    reports = [json.loads(line) for line in (SAMPLES / "samples.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row for row in map(json.loads, lines)}
    count: Counter[tuple[str, str]] = Counter()
    quads = {name: quad.quad for name, quad in load_codebook().events.scale.items()}
    for report in reports:
        reading = msgspec.to_builtins(bilat.read(Document(**report)))
        truth, guess = list(keys(gold[report["id"]])), list(keys(reading))
        compare(count, truth, guess, quads)
        if misses:
            show(report["id"], truth, guess)
    for name in ("exact", "quad", "pair"):
        print(f"samples {name:6}", f1(count[name, "hit"], count[name, "read"], count[name, "gold"]))
    print(f"samples status of the exact: {100 * count['status', 'hit'] / max(1, count['exact', 'hit']):.1f} %")


def keys(row: dict[str, Any]) -> Iterable[tuple[Key, str]]:
    """(type, source country, target country) with status; pairs of a mutual event are unordered."""
    code = {actor["id"]: state(actor) for actor in row.get("actors", [])}

    def side(ids: list[str]) -> set[str]:
        return {country for one in ids if (country := code.get(one, one if len(one) == 3 else None))}

    for event in row["events"]:
        sources, targets = side(event["source"]), side(event["target"])
        pairs = [(a, b) for a in sorted(sources) for b in sorted(targets) if a != b]
        if event["type"] in MUTUAL:
            both = sorted(sources | targets)
            pairs = [(a, b) for i, a in enumerate(both) for b in both[i + 1 :]]
            if sources and targets:
                pairs = [pair for pair in pairs if set(pair) & sources and set(pair) & targets]
        for a, b in pairs:
            yield (event["type"], a, b), event["status"]


def state(actor: dict[str, Any]) -> str | None:
    official = actor["kind"] in ("country", "government") or actor["sector"] in STATE
    country: str | None = actor["country"]
    return (country or ("IGO" if actor["sector"] == "IGO" else None)) if official else None


def compare(
    count: Counter[tuple[str, str]],
    truth: list[tuple[Key, str]],
    guess: list[tuple[Key, str]],
    quads: dict[str, int],
) -> None:
    shapes: dict[str, Callable[[Key], tuple[Any, ...]]] = {
        "exact": lambda key: key,
        "quad": lambda key: (quads[key[0]], *sorted(key[1:])),
    }
    for name, shape in shapes.items():
        wanted, read = Counter(shape(key) for key, _ in truth), Counter(shape(key) for key, _ in guess)
        count.update({(name, "hit"): (wanted & read).total(), (name, "gold"): len(truth), (name, "read"): len(guess)})
    pairs, found = ({tuple(sorted(key[1:])) for key, _ in side} for side in (truth, guess))
    count.update({("pair", "hit"): len(pairs & found), ("pair", "gold"): len(pairs), ("pair", "read"): len(found)})
    count["status", "hit"] += (Counter(truth) & Counter(guess)).total()


def f1(hit: int, read: int, gold: int) -> str:
    precision, recall = hit / max(1, read), hit / max(1, gold)
    value = 2 * precision * recall / (precision + recall) if hit else 0.0
    return f"p {100 * precision:5.1f}  r {100 * recall:5.1f}  f1 {100 * value:5.1f}  ({hit} of {gold}, {read} read)"


def show(name: str, truth: list[tuple[Key, str]], guess: list[tuple[Key, str]]) -> None:
    wanted, read = Counter(key for key, _ in truth), Counter(key for key, _ in guess)
    print(f"  {name}: missed {sorted((wanted - read).elements())}; too much {sorted((read - wanted).elements())}")


def labels() -> None:
    """Which type the entry that fits best has, of those who stand around the marked source."""
    events = load_codebook().events
    parse = load_parser()
    answered = right = total = tokens = 0
    took = 0.0
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text, spans = unmarked(row["marked_sentence"])
            if len(spans) < 2:
                continue
            layout = find_structure(Document(id="x", text=text), load_codebook())
            syntax = parse("", text, layout.blocks)
            started = time.perf_counter()
            root = label(syntax, events, spans["s"], spans["t"])
            took += time.perf_counter() - started
            total, tokens = total + 1, tokens + len(syntax)
            answered += root is not None
            right += ("YIELD" if root in ("CONCEDE", "RETREAT") else root) == row["gold_root"]
    print(f"labels: {total} sentences, {answered} answered, {right} right ({100 * right / max(1, answered):.1f} %)")
    print(f"labels: {1e6 * took / max(1, tokens):.1f} microseconds a token for finding and classifying")


def label(syntax: Syntax, events: Any, source: tuple[int, int], target: tuple[int, int]) -> str | None:
    best: tuple[float, str] | None = None
    for trigger, rules in candidates(syntax, events):
        fitting = classify(syntax, events, trigger, rules)
        if not fitting:
            continue
        verb = frames.is_verb(syntax, trigger)
        around = frames.subjects(syntax, trigger) if verb else frames.owners(syntax, trigger)
        weight = 3.0 * any(inside(syntax, token, source) for token in around)
        if verb and not weight:
            continue
        weight += any(inside(syntax, token, target) for token in range(*syntax.subtree(trigger)))
        if weight and (best is None or weight > best[0]):
            best = weight, fitting[0].rule.type
    return best[1] if best is not None else None


def inside(syntax: Syntax, token: int, span: tuple[int, int]) -> bool:
    return span[0] <= syntax.start[token] and syntax.end[token] <= span[1]


if __name__ == "__main__":
    main()
