"""Draws items of one kind from the readings of a corpus, with their words around them, for a person to judge.

    python -m benchmarks.sample_items CORPUS.jsonl --kind events --count 100 --seed 7

prints, an item a paragraph, what bilat read and the sentence it was read from. A judgement is a line in
`eval/judged/KIND.jsonl`: {"report", "item", "right": true|false, "why"}; ids and reasons only, never the words.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

import bilat
from bilat.records import Document, Reading

KINDS = ("times", "actors", "statements", "events", "measures", "talks", "agreements", "topics", "key_points")
AROUND = 160
Drawn = tuple[Reading, dict[str, Any], tuple[int, int]]


def readings(corpus: Path) -> Iterator[Reading]:
    """The readings of a JSON Lines corpus, in order."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known = {key: row[key] for key in ("id", "title", "published", "source", "text") if key in row}
            yield bilat.read(Document(**known))


def spans(item: dict[str, Any]) -> list[tuple[int, int]]:
    """The spans of an item in its text."""
    if "span" in item:
        return [tuple(item["span"])]
    if "content" in item:
        return [tuple(span) for span in item["content"]["spans"]]
    keys = ("mentions", "title_mentions") if "mentions" in item else ("spans", "title_spans")
    return [tuple(span) for span in item[keys[item["in"] == "title"]]]


def shown(reading: Reading, item: dict[str, Any], span: tuple[int, int]) -> str:
    """The words around a span, with the span in brackets."""
    text = (reading.document.title if item["in"] == "title" else reading.document.text) or ""
    start, end = span
    around = text[max(0, start - AROUND) : start] + "[[" + text[start:end] + "]]" + text[end : end + AROUND]
    return " ".join(around.split())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kind", choices=KINDS, required=True)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    drawn = []
    for reading in readings(args.corpus):
        for item in msgspec.json.decode(reading.to_json())[args.kind]:
            # an actor or topic is judged at one of its mentions, so that frequent ones are drawn more often
            places = spans(item) if args.kind in ("actors", "topics") else spans(item)[:1]
            drawn += [(reading, item, place) for place in places]
    for number, (reading, item, place) in enumerate(sorted_sample(chance, drawn, args.count), 1):
        hidden = ("in", "span", "spans", "mentions", "title_mentions", "title_spans", "tellings", "contexts")
        fields = {key: value for key, value in item.items() if key not in hidden and value not in (None, [], {})}
        print(f"{number}. {reading.document.id} {item.get('id', list(place))} (published {reading.document.published})")
        print(f"   {json.dumps(fields, ensure_ascii=False)}")
        print(f"   {shown(reading, item, place)}\n")


def sorted_sample(chance: random.Random, items: list[Drawn], count: int) -> list[Drawn]:
    """A sample in the order of the corpus."""
    chosen = chance.sample(range(len(items)), min(count, len(items)))
    return [items[index] for index in sorted(chosen)]


if __name__ == "__main__":
    main()
