"""What a report is about, as weights of words, and how alike two reports are.

The weight of a word grows with how often the report uses it and with how few stories do. `words.csv` has the share of
reports that have a word in three collections of news (`training/word_rates.py` counts them), to start from while a
record is small; the record's own counts take over as it grows. Names weigh more than other
words, and so does what stands in the title. The settings were chosen on three sets of reports that were grouped by hand
(`eval/README.md`, stories): wire reports of 1987, invented reports of 2024, news of 1998 to 2000.
"""

import functools
import math
from collections.abc import Iterable, Mapping
from importlib.resources import files

import msgspec

from bilat.linking.words import Use

# The prior rates count as so many stories; a word that they do not have is in this share of all.
PRIOR, RARE = 500, 0.001
# A word that more than this share of stories uses tells nothing.
COMMON = 0.3
# How much a title adds to the count of a word, and how much more a name weighs.
TITLE, NAME = 1.0, 0.7
# Of a page the menu or a notice is sometimes taken for the text. Where the text has none of its title's telling words,
# at least so many, its own words weigh so much less.
TITLE_WORDS, BESIDE = 5, 0.3
# How much rarity counts: its logarithm to this power.
RARITY = 1.5
# So many words are kept of a report, the heaviest.
KEPT = 80
# The likeness of names alone is this part of the whole.
NAMES = 0.3
# Reports that both have so many numbers and share few of them (a market's daily figures, the terms of two bonds) lose
# up to this part of their likeness.
NUMBERS, OTHER_NUMBERS = 4, 0.6
# Reports far apart in time lose up to a fifth of their likeness, most of it within so many days. It is no more because
# the date of a page is often the day on which it was fetched or changed.
APART, DAYS = 0.2, 10.0
# Weights are kept as whole numbers.
SCALE = 10_000


class Vector(msgspec.Struct, frozen=True):
    """The telling words of a report with their weights, in ten-thousandths; the sum of the weights' squares is one."""

    weights: dict[str, int]
    names: frozenset[str]
    numbers: frozenset[str]  # without years and single digits, which many reports share
    day: int | None  # of publication, counted from the first day of the year 1; null where that is unknown


@functools.cache
def prior_rates() -> dict[str, float]:
    """The share of news reports that have a word, from `words.csv`."""
    lines = files("bilat.linking").joinpath("words.csv").read_text(encoding="utf-8").splitlines()
    return {word: float(rate) for word, rate in (line.split(",") for line in lines[1:])}


def vector_of(uses: Mapping[str, Use], counts: Mapping[str, int], stories: int, day: int | None) -> Vector:
    """The vector of a report. Of so many `stories` in the record, `counts` says how many use a word."""
    prior = prior_rates()
    heavy: dict[str, float] = {}
    for word, use in uses.items():
        share = (counts.get(word, 0) + 1 + PRIOR * prior.get(word, RARE)) / (stories + 1 + PRIOR)
        if share > COMMON:
            continue
        times = (1 + math.log(use.times) if use.times else 0) + TITLE * use.in_title
        heavy[word] = times * (1 + NAME * use.is_name) * (-math.log(share)) ** RARITY
    titled = [word for word in heavy if uses[word].in_title]
    if len(titled) >= TITLE_WORDS and not any(uses[word].times for word in titled):
        heavy = {word: weight * (1 if uses[word].in_title else BESIDE) for word, weight in heavy.items()}
    kept = sorted(heavy, key=lambda word: (-heavy[word], word))[:KEPT]
    length = math.sqrt(sum(heavy[word] ** 2 for word in kept)) or 1.0
    return Vector(
        weights={word: round(SCALE * heavy[word] / length) for word in kept},
        names=frozenset(word for word in kept if uses[word].is_name),
        numbers=frozenset(word for word in kept if word[0].isdecimal() and len(word) > 1 and not _is_year(word)),
        day=day,
    )


def likeness(one: Vector, other: Vector) -> float:
    """How alike two reports are, from 0 to 1: the cosine of their words and of their names, less what speaks against.

    What speaks against is that they give other numbers, and that they are far apart in time.
    """
    alike = (1 - NAMES) * _product(one, other, one.weights) / SCALE**2 + NAMES * _names_alike(one, other)
    fewer = min(len(one.numbers), len(other.numbers))
    if fewer >= NUMBERS:
        agree = min(1.0, 2 * len(one.numbers & other.numbers) / fewer)  # half of them is as many as reports share
        alike *= 1 - OTHER_NUMBERS * (1 - agree)
    if one.day is not None and other.day is not None:
        alike *= 1 - APART * (1 - math.exp(-abs(one.day - other.day) / DAYS))
    return min(alike, 1.0)


def shared(one: Vector, other: Vector) -> list[str]:
    """The words of both, those first that make them alike most."""
    both = one.weights.keys() & other.weights.keys()
    return sorted(both, key=lambda word: (-one.weights[word] * other.weights[word], word))


def _names_alike(one: Vector, other: Vector) -> float:
    """The cosine of the names alone; that of all words where one has no names."""
    length = math.sqrt(_product(one, one, one.names) * _product(other, other, other.names))
    if not length:
        return _product(one, other, one.weights) / SCALE**2
    return _product(one, other, one.names & other.names) / length


def _product(one: Vector, other: Vector, words: Iterable[str]) -> int:
    return sum(one.weights[word] * other.weights.get(word, 0) for word in words)


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")
