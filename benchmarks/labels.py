"""Labels of marked sentences: PLOVER's label data, by the labeller that ships.

    python -m benchmarks.labels

The label data that is at hand is what the labeller learned from, so the figure printed here only says that the
shipped weights work. What to expect of new sentences is told by folds, which train anew each time:
`python -m training.labels.train --data ../shared/data --folds 3` (about 15 minutes). The held-out test set is
said to be about ten points of root harder than folds.
"""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import bilat
from benchmarks.scoring import SHARED
from bilat.codebook import load_codebook
from bilat.labels import unmarked

LABELS = SHARED / "data" / "plover" / "plv_train.tsv"
# The label data has one label for the two, in the class of material cooperation.
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
YIELD_QUAD = 2


def main() -> None:
    """Command line."""
    if not LABELS.exists():
        print(f"labels: skipped, {LABELS} is not here")
        return
    pairs = []
    with LABELS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            text, spans = unmarked(row["marked_sentence"])
            root = bilat.label(text, spans.get("s"), spans.get("t")).root
            pairs.append((row["gold_root"], MERGED.get(root, root)))
    print(f"labels, learned from: {json.dumps(macro_f1(pairs))}")


def macro_f1(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Macro-F1 of (gold root, answered root): of conflict against cooperation, of the quad classes, of the roots."""
    quads = {name: scale.quad for name, scale in load_codebook().events.scale.items()} | {"YIELD": YIELD_QUAD}
    by_quad = [(quads[gold], quads[said]) for gold, said in pairs]
    roots = f1_by_label(pairs)
    return {
        "binary": mean(f1_by_label([(gold > 2, said > 2) for gold, said in by_quad])),
        "quad": mean(f1_by_label(by_quad)),
        "root": mean(roots),
        "by root": roots,
        "worst pairs": Counter(f"{gold} read as {said}" for gold, said in pairs if gold != said).most_common(5),
    }


def matrix(pairs: Sequence[tuple[str, str]]) -> str:
    """How often each gold root (a row) was answered by each root (a column), as a table in Markdown."""
    roots = sorted({root for pair in pairs for root in pair})
    count = Counter(pairs)
    rows = [[gold, *(str(count[gold, said] or "·") for said in roots)] for gold in roots]
    lines = [["gold", *(root[:4] for root in roots)], ["---"] * (len(roots) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def f1_by_label(pairs: Sequence[tuple[Any, Any]]) -> dict[str, float]:
    found = {}
    for label in sorted({gold for gold, _ in pairs}):
        hit = sum(gold == said == label for gold, said in pairs)
        both = sum(said == label for _, said in pairs) + sum(gold == label for gold, _ in pairs)
        found[str(label)] = round(200 * hit / both, 1)
    return found


def mean(scores: dict[str, float]) -> float:
    return round(sum(scores.values()) / len(scores), 1)


if __name__ == "__main__":
    main()
