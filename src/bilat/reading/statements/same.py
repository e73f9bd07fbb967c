"""The same words twice in a report: a post and the sentence that quotes it, a headline and its paragraph."""

import re
from collections import Counter
from collections.abc import Sequence

# Statements of fewer words are alike by chance.
FEWEST = 6
# Two statements with this share of their words in common, in runs of `RUN`, are the same.
ALIKE = 0.9
RUN = 3

_WORD = re.compile(r"\w+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


def plain_words(text: str) -> tuple[str, ...]:
    """Words in lower case without punctuation; "U.S." is "us"."""
    lower = text.lower().replace("’", "'")
    return tuple(_WORD.findall(_DOTTED.sub(lambda match: match.group().replace(".", ""), lower)))


def first_tellings(texts: Sequence[str]) -> list[int | None]:
    """For each text the number of an earlier one with the same words, if there is one. Linear in the words."""
    first_with: dict[tuple[str, ...], int] = {}
    sizes: list[Counter[str]] = []
    found: list[int | None] = []
    for number, text in enumerate(texts):
        words = plain_words(text)
        sizes.append(Counter(words))
        if len(words) < FEWEST:
            found.append(None)
            continue
        runs = [words[start : start + RUN] for start in range(len(words) - RUN + 1)]
        votes = Counter(first_with[run] for run in runs if run in first_with)
        best = min(votes, key=lambda other: (-votes[other], other), default=None)
        alike = best is not None and _alike(sizes[best], sizes[number])
        found.append(best if alike else None)
        if not alike:
            for run in runs:
                first_with.setdefault(run, number)
    return found


def _alike(first: Counter[str], second: Counter[str]) -> bool:
    return (first & second).total() >= ALIKE * max(first.total(), second.total())
