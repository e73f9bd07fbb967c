"""How well measures are read from the sample reports (src/bilat/samples): `python benchmarks/measures.py [--show]`.

A measure is found when imposer and target agree (one to one, best agreement first); of the found ones kind, status,
rate and start are then compared. The samples are a development yardstick, coded once by a language model; they are no
gold standard.
"""

import json
import sys
from collections import Counter
from importlib.resources import files
from typing import Any

import bilat
from bilat.records import Document, Reading

FIELDS = ("kind", "status", "rate", "effective")


def lines(name: str) -> list[dict[str, Any]]:
    """The rows of a sample file."""
    return [json.loads(line) for line in (files("bilat.samples") / name).read_text(encoding="utf-8").splitlines()]


def found(reading: Reading) -> list[dict[str, Any]]:
    """A Reading's measures in the form of the expected ones, one for each pair of imposer and target."""
    country = {actor.id: actor.country or actor.id for actor in reading.actors}
    rows = []
    for measure in reading.measures:
        for by in measure.imposed_by or (None,):
            for on in measure.on or (None,):
                rows.append(
                    {
                        "imposed_by": country.get(by, by) if by else None,
                        "on": country.get(on, on) if on else None,
                        "kind": measure.kind,
                        "status": measure.status,
                        "rate": measure.rate.value if measure.rate else None,
                        "effective": measure.effective.value if measure.effective else None,
                    }
                )
    return rows


def compare(gold: list[dict[str, Any]], read: list[dict[str, Any]], count: Counter[str]) -> None:
    """Adds one report to the counts."""
    count.update(gold=len(gold), read=len(read))
    ranked = sorted(
        (
            (sum(want[name] == got[name] for name in FIELDS), i, j)
            for i, want in enumerate(gold)
            for j, got in enumerate(read)
            if (want["imposed_by"], want["on"]) == (got["imposed_by"], got["on"])
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_read: set[int] = set()
    for _, i, j in ranked:
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            count["found"] += 1
            count.update({name: int(gold[i][name] == read[j][name]) for name in FIELDS})


def main() -> None:
    """Prints one JSON object; with --show first every report's expected and read measures."""
    expected = {row["id"]: row["measures"] for row in lines("expected.jsonl")}
    count: Counter[str] = Counter()
    for row in lines("samples.jsonl"):
        reading = bilat.read(
            Document(**{key: row[key] for key in ("id", "title", "published", "source", "url", "text")})
        )
        read = found(reading)
        compare(expected[row["id"]], read, count)
        if "--show" in sys.argv:
            for want in expected[row["id"]]:
                print("expected", row["id"], [want[name] for name in ("imposed_by", "on", *FIELDS)])
            for got in read:
                print("read    ", row["id"], list(got.values()))
    result: dict[str, Any] = {
        "gold": count["gold"],
        "read": count["read"],
        "precision": round(100 * count["found"] / max(1, count["read"]), 1),
        "recall": round(100 * count["found"] / max(1, count["gold"]), 1),
        "of_the_found": {name: round(100 * count[name] / max(1, count["found"]), 1) for name in FIELDS},
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
