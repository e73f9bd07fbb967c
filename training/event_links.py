"""Fits the weights of linking/events.toml to the pairs of accounts that a reader judged.

    python -m training.event_links [--readings FILE]

Needs the wire of 1987 (or its Readings, see benchmarks/merges.py); eval/judged/event_pairs.jsonl says which pairs of
accounts tell one happening. Prints the weights, and what six folds say of them, each fold with pairs of countries and
families of its own. A pair of countries and family counts for no more than ten pairs, so that the news of one month
does not decide alone. Weights are drawn towards `EXPECTED`, with the strength of `RIDGE`.
"""

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from benchmarks.merges import PAIRS, readings

import bilat
from bilat.linking.events_block import accounts_by_key
from bilat.linking.events_compare import Account, compare, settings
from bilat.store.tables import events, reports

# What one would expect before looking.
EXPECTED = {
    "base": -2.0, "words": 4.0, "near": 2.0, "same_day": 0.5, "apart": -1.5, "told_apart": -0.7, "one_possible": -1.5,
    "same_type": 0.5, "same_people": 0.8, "same_visitors": 1.0, "other_people": -1.5, "countries": 0.5, "topics": 0.5,
    "same_place": 0.5, "other_place": -0.5, "same_numbers": 0.7, "other_numbers": -0.7,
}  # fmt: skip
RIDGE = 1.0
MOST = 10
FOLDS = 6


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="JSON lines of Readings, in place of reading the wire")
    names = list(settings().weights)
    features, same, kinds = judged(parser.parse_args().readings, names[1:])
    count = Counter(kinds)
    weight = np.array([min(1.0, MOST / count[kind]) for kind in kinds])
    guessed = np.zeros(len(same))
    order = list(dict.fromkeys(kinds))
    np.random.default_rng(0).shuffle(order)
    for fold in range(FOLDS):
        inside = np.array([order.index(kind) % FOLDS == fold for kind in kinds])
        guessed[inside] = likelihood(features[inside], fit(features[~inside], same[~inside], weight[~inside], names))
    for least in (0.5, 0.6, 0.7, 0.8, 0.9):
        joined = weight * (guessed >= least)
        right = (joined * same).sum()
        print(f"{least}: {right / joined.sum():.3f} of joined pairs right, {right / (weight * same).sum():.3f} found")
    for name, value in zip(names, fit(features, same, weight, names), strict=True):
        print(f"{name} = {value:.2f}")


def judged(cache: Path | None, names: list[str]) -> tuple[np.ndarray, np.ndarray, list[tuple[str, str]]]:
    """Features of the judged pairs that can be one happening at all, the verdicts, and pair and family of each."""
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    features, same, kinds = [], [], []
    with tempfile.TemporaryDirectory() as scratch, bilat.Record(Path(scratch) / "record.db") as record:
        for reading in readings(cache):
            record.add(reading)
        with record.store.reading() as connection:
            found = by_name(connection)
    for row in rows:
        one, other = found.get((row["report"], row["item"])), found.get((row["other"], row["other_item"]))
        likeness = compare(one, other) if one and other else None
        if one and likeness:
            features.append([1.0, *(likeness.features[name] for name in names)])
            same.append(float(row["same"]))
            kinds.append((min(one.direction), one.family))
    return np.array(features), np.array(same), kinds


def by_name(connection: sa.Connection) -> dict[tuple[str, str], Account]:
    """All accounts, by report and item."""
    named = sa.select(events.c.event, reports.c.id, events.c.item).join(reports, reports.c.report == events.c.report)
    names = {row.event: (row.id, row.item) for row in connection.execute(named)}
    keys = sorted(names)
    parts = (keys[start : start + 500] for start in range(0, len(keys), 500))
    return {names[account.event]: account for part in parts for account in accounts_by_key(connection, part)}


def fit(features: np.ndarray, same: np.ndarray, weight: np.ndarray, names: list[str]) -> np.ndarray:
    """Logistic regression by Newton's method, drawn towards what is expected; the base is free."""
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    ridge = np.array([0.01] + [RIDGE] * (len(names) - 1))
    found = expected.copy()
    for _ in range(50):
        guessed = likelihood(features, found)
        slope = features.T @ (weight * (guessed - same)) + ridge * (found - expected)
        bend = (features * (weight * guessed * (1 - guessed))[:, None]).T @ features + np.diag(ridge)
        found = found - np.linalg.solve(bend, slope)
    return found


def likelihood(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """How likely each pair is one happening."""
    return np.asarray(1 / (1 + np.exp(-features @ weights)))


if __name__ == "__main__":
    main()
