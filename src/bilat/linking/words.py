"""The words of a report that tell what it is about.

A word stands here without its case and ending, so that "tariffs" and "Tariff" are one.
"""

import re
from itertools import islice
from typing import NamedTuple

# Only so many words of a text are looked at: what a report is about stands at its beginning, and what comes late in a
# long one is background, or other news.
LEAD = 400
# What is longer is no word.
LONGEST = 40
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_OWNER = re.compile(r"['’]s?$")
_ENDINGS = (("sses", "ss"), ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
_SENTENCE_END = re.compile(r"[.!?:;\"”“\n]\W*$")


class Use(NamedTuple):
    """How a report uses a word."""

    times: int  # in the first `LEAD` words of the text
    in_title: bool
    is_name: bool  # written with a capital where no sentence begins, mostly
    shown: str  # as it is first written, for people


def stem(word: str) -> str:
    """The word in lower case, without the ending of a plural or an owner."""
    plain = _OWNER.sub("", word.lower()[:LONGEST])
    if len(plain) > 3:
        for ending, instead in _ENDINGS:
            if plain.endswith(ending):
                return plain[: len(plain) - len(ending)] + instead
    return plain


def uses_of(title: str | None, text: str) -> dict[str, Use]:
    """Every word of title and lead, with how it is used."""
    times: dict[str, int] = {}
    capital: dict[str, int] = {}
    shown: dict[str, str] = {}
    for match in islice(_WORD.finditer(text), LEAD):
        word = match.group()
        key = stem(word)
        times[key] = times.get(key, 0) + 1
        shown.setdefault(key, word)
        if word[0].isupper() and not _begins(text, match.start()):
            capital[key] = capital.get(key, 0) + 1
    titled = {stem(match.group()): match.group() for match in islice(_WORD.finditer(title or ""), LEAD)}
    return {
        key: Use(
            times.get(key, 0),
            key in titled,
            2 * capital.get(key, 0) > times.get(key, 0),
            shown.get(key) or titled[key],
        )
        for key in times | titled
    }


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = text[max(0, at - 6) : at]
    return not before.strip() or _SENTENCE_END.search(before) is not None


def words_of(text: str) -> list[str]:
    """All words and numbers of a text in order, in lower case."""
    return [match.group().lower() for match in _WORD.finditer(text)]


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text."""
    return frozenset(match.group() for match in _WORD.finditer(text) if match.group()[0].isdecimal())


def names_of(text: str) -> frozenset[str]:
    """The words that are written with a capital where no sentence begins, in lower case."""
    return frozenset(
        match.group().lower()
        for match in _WORD.finditer(text)
        if match.group()[0].isupper() and not _begins(text, match.start())
    )
