"""How often bilat sees an event between countries where a report tells none.

    python -m benchmarks.no_pair [--list FILE]

1,250 wire reports drawn by a seed, those of the trade folder left out (they tell such events nearly always). Every
event between two countries that bilat reads in them was judged true or false by a reader who saw the whole report
(`eval/judged/no_pair.jsonl`: ids and verdicts). Reports with a true one are not of the kind asked for and leave the
count; the rest are those "with nothing between two countries", as far as bilat and the readers know. `--list` writes
what has not been judged yet, with the sentence, for a reader.
"""

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import bilat
from benchmarks.scoring import SHARED, scorer
from bilat.records import Document, Reading

FOLDER = SHARED / "data" / "reuters"
JUDGED = Path(__file__).parent.parent / "eval" / "judged" / "no_pair.jsonl"
DRAWN, SEED = 1250, 1987


class Found(NamedTuple):
    """An event between two countries in a report."""

    report: str
    type: str
    source: str
    target: str


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", type=Path, help="write the events that nobody has judged to this file")
    options = parser.parse_args()
    published = scorer()
    if published is None or not FOLDER.is_dir():
        print(f"no_pair: skipped, {FOLDER} or the scorer is not here")
        return
    verdicts = {
        Found(row["report"], row["type"], row["source"], row["target"]): row["true"]
        for row in map(json.loads, JUDGED.read_text(encoding="utf-8").splitlines() if JUDGED.exists() else [])
    }
    told: dict[str, list[Found]] = {}
    rows: list[dict[str, Any]] = []
    for document in drawn():
        reading = bilat.read(document)
        keys = {Found(document.id, *key) for key, _ in published.tuples(json.loads(reading.to_json()))}
        told[document.id] = sorted(keys)
        rows += [shown(document, reading, key) for key in told[document.id] if key not in verdicts]
    if options.list is not None:
        options.list.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    true = {report for report, keys in told.items() if any(verdicts.get(key) for key in keys)}
    rest = [report for report in told if report not in true]
    false = sum(verdicts.get(key) is False for report in rest for key in told[report])
    print(f"{len(told)} reports, {len(true)} of them with a true event between countries; {len(rest)} without:")
    print(f"{false} false events, {100 * false / len(rest):.2f} in 100 reports; {len(rows)} events not judged")


def drawn() -> Iterator[Document]:
    """The sample, in the order of the draw."""
    trade = {json.loads(line)["id"] for path in FOLDER.glob("trade-*.jsonl") for line in path.open(encoding="utf-8")}
    reports = []
    for path in sorted(FOLDER.glob("reuters-*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            reports += [row for row in map(json.loads, lines) if row["id"] not in trade]
    random.Random(SEED).shuffle(reports)
    for row in reports[:DRAWN]:
        yield Document(id=row["id"], title=row["title"], text=row["text"], published=row["published"])


def shown(document: Document, reading: Reading, key: Found) -> dict[str, Any]:
    """An event for a reader: with the words that bilat gives for it."""
    words = []
    for event in reading.events:
        if event.type == key.type:
            text = (document.title or "") if event.where == "title" else document.text
            words.append(
                {"status": event.status, "by": event.by, "score": event.score, "words": text[slice(*event.span)]}
            )
    return key._asdict() | {"told": words, "title": document.title, "text": document.text}


if __name__ == "__main__":
    main()
