"""How alike two passages are by their words, rarer words weighing more."""

import csv
import functools
import math
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files

# A number is kept whole, so that 300 million and 30 million differ.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
# Words are compared by their beginnings: "retaliate" and "retaliation", "tariff" and "tariffs".
_STEM = 6
# A word that the list does not hold is as rare as this: the list ends there.
RAREST = 0.005


@functools.lru_cache(maxsize=50_000)  # the accounts that a report is compared with share most of their words
def stem(word: str) -> str:
    """The beginning of a word without a plural's s; numbers as they are, without commas."""
    if word[0].isdigit():
        return word.replace(",", "")
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:_STEM]


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, each once."""
    return frozenset(map(stem, _WORD.findall(text.lower())))


def numbers(words: Iterable[str]) -> frozenset[str]:
    """The numbers among stems; days, years and small counts say too little."""
    return frozenset(
        word for word in words if word[0].isdigit() and not re.fullmatch(r"[12]?\d|3[01]|(19|20)\d\d", word)
    )


@functools.cache
def _weights() -> Mapping[str, float]:
    """Of every stem in the list of words; several words of one beginning count as the commonest of them."""
    lines = (files("bilat.linking") / "words.csv").read_text(encoding="utf-8").splitlines()
    rates: dict[str, float] = {}
    for row in csv.DictReader(lines):
        beginning = stem(row["word"])
        rates[beginning] = max(rates.get(beginning, 0.0), float(row["rate"]))
    return {beginning: -math.log(max(rate, RAREST)) for beginning, rate in rates.items()}


def weight(word: str) -> float:
    """How much a stem says: minus the logarithm of the share of reports that have it."""
    return _weights().get(word, -math.log(RAREST))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of their weight two sets of stems share: 0 nothing, 1 all (cosine, each stem once)."""
    if not one or not other:
        return 0.0
    shared = sum(weight(word) ** 2 for word in one & other)
    length = math.sqrt(sum(weight(word) ** 2 for word in one) * sum(weight(word) ** 2 for word in other))
    return shared / length if length else 0.0
