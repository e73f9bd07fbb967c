"""How many reports have a word: the rates that `bilat.linking` starts from while a record is small.

    python -m training.word_rates > src/bilat/linking/words.csv

Counted in three collections: the wire of 1987, PolNeAR's training articles (2016 and before) and TempEval-3's
(1989-2005); the rate of a word is the mean of its three rates, so that no collection's own subjects stand out. Only
numbers leave the texts. Reports that anything is measured with are left out where they can be: the clusters are in none
of the three, and of the wire every fifth report is counted.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bilat.linking.words import uses_of

SHARED = Path(__file__).parents[2] / "shared" / "data"
# A word that fewer than one report in 250 has is rare anyway.
LEAST = 0.004
_TAG = re.compile(r"<[^>]+>")


def main() -> None:
    rates = [rates_of(texts) for texts in (wire(), polnear(), tempeval())]
    mean = {word: sum(each.get(word, 0.0) for each in rates) / len(rates) for word in set().union(*rates)}
    write = csv.writer(sys.stdout, lineterminator="\n").writerow
    write(("word", "rate"))
    for word in sorted(mean):
        if mean[word] >= LEAST and not word[0].isdigit():
            write((word, f"{mean[word]:.4f}"))


def rates_of(texts: Iterable[str]) -> dict[str, float]:
    """The share of texts that have each word."""
    count: Counter[str] = Counter()
    number = 0
    for text in texts:
        count.update(uses_of(None, text).keys())
        number += 1
    return {word: times / number for word, times in count.items()}


def wire() -> Iterator[str]:
    with gzip.open(SHARED / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 5 == 0:
                yield json.loads(line)["text"]


def polnear() -> Iterator[str]:
    for file in sorted((SHARED / "polnear").rglob("train/**/*.txt")):
        yield file.read_text(encoding="utf-8")


def tempeval() -> Iterator[str]:
    for file in sorted((SHARED / "tempeval3").rglob("*.tml")):
        whole = file.read_text(encoding="utf-8")
        body = re.search(r"<TEXT>(.*?)</TEXT>", whole, flags=re.DOTALL)
        yield _TAG.sub("", body.group(1) if body else whole)


if __name__ == "__main__":
    main()
