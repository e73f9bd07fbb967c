"""Rates and sums of money as tokens: "a 25% duty", "from 25 to 18 percent", "300 mln dlrs", "$2.5 billion"."""

import re
from dataclasses import dataclass

from bilat.codebook.measures import MeasureWords
from bilat.records import Money, Rate
from bilat.syntax import Syntax

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# One token where the tokenizer leaves them together: "25-percent", "100pct".
_JOINED = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)-?(?:%|pct|percent|per)")
# A longer run of figures is no rate or sum; as a number it might not even be finite.
LONGEST_NUMBER = 20


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage in tokens `first` to `last` (exclusive); `previous` is what it replaces ("from 25% to 50%")."""

    first: int
    last: int
    rate: Rate
    previous: Rate | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money in tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    money: Money


def number_at(syntax: Syntax, words: MeasureWords, token: int) -> float | None:
    """The number that a token writes, in figures or as a word."""
    word = syntax.lower[token]
    if word[0].isdigit():
        if len(word) > LONGEST_NUMBER:
            return None
        return float(word.replace(",", "")) if _NUMBER.fullmatch(word) else None
    return words.numbers.get(word)


def percents(syntax: Syntax, words: MeasureWords, first: int, last: int) -> list[Percent]:
    """The percentages between two tokens, in text order. Percentage points are none."""
    found: list[Percent] = []
    for token in range(first, last):
        percent = _percent_at(syntax, words, token, first, last)
        if percent is None:
            continue
        if found and found[-1].last > percent.first:
            if percent.first > found[-1].first:
                continue  # the second half of "to 10 percent, from 20 percent"
            found.pop()  # the first half of "from 25% to 50%"
        found.append(percent)
    return found


def _percent_at(syntax: Syntax, words: MeasureWords, token: int, first: int, last: int) -> Percent | None:
    lower = syntax.lower
    joined = _JOINED.match(lower[token]) if lower[token][0].isdigit() else None
    if joined:
        return Percent(token, token + 1, _rate(float(joined[1])))
    start = _number_before(syntax, words, token, first)
    if start is None or any(lower[t] in words.lists.points for t in range(token + 1, min(token + 3, last))):
        return None
    value = number_at(syntax, words, start)
    if value is None:
        return None
    if start - 1 > first and lower[start - 1] == "than" and lower[start - 2] in ("more", "less"):
        return None  # "rates of more than 100 percent" give no rate
    lowest = _range_start(syntax, words, start, first)
    if lowest is not None:
        return Percent(lowest, token + 1, _rate(value))
    before, begin = _from(syntax, words, start, first)
    if before is None:
        before, end = _up_from(syntax, words, token + 1, last)
        return Percent(start, end if before is not None else token + 1, _rate(value), _rate_or_none(before))
    return Percent(begin, token + 1, _rate(value), _rate_or_none(before))


def _range_start(syntax: Syntax, words: MeasureWords, number: int, first: int) -> int | None:
    """Where "between 9% and 18%", "ranging from 9 to 18 pct" starts: of a range the highest rate is given."""
    lower = syntax.lower
    start = number - 2
    while start > first and (lower[start] in words.lists.percent or lower[start] in ("per", "cent")):
        start -= 1
    if start - 1 < first or number_at(syntax, words, start) is None:
        return None
    opening = lower[start - 1]
    if lower[number - 1] == "and" and opening == "between":
        return start - 1
    ranging = lower[max(first, start - 2)] in ("ranging", "range", "ranges", "ranged", "anywhere")
    if lower[number - 1] == "to" and opening == "from" and ranging:
        return start - 1
    return None


def _number_before(syntax: Syntax, words: MeasureWords, token: int, first: int) -> int | None:
    """Where the number of a percent sign at `token` stands."""
    lower = syntax.lower
    if lower[token] in words.lists.percent:
        start = token - 1
    elif lower[token] == "cent" and token - 1 > first and lower[token - 1] == "per":
        start = token - 2
    else:
        return None
    if start > first and lower[start] == "-":
        start -= 1
    return start if start >= first else None


def _from(syntax: Syntax, words: MeasureWords, number: int, first: int) -> tuple[float | None, int]:
    """The old rate of "from 25 [pct] to 18 pct", and where it starts."""
    lower = syntax.lower
    if number - 2 < first or lower[number - 1] != "to":
        return None, number
    start = number - 2
    while start > first and (lower[start] in words.lists.percent or lower[start] in ("per", "cent")):
        start -= 1
    if start - 1 < first or lower[start - 1] != "from":
        return None, number
    return number_at(syntax, words, start), start


def _up_from(syntax: Syntax, words: MeasureWords, after: int, last: int) -> tuple[float | None, int]:
    """The old rate of "to 10 percent, up from 20 [percent]", and where it ends."""
    lower, token = syntax.lower, after
    while token < last and token < after + 3 and lower[token] in (",", "up", "down"):
        token += 1
    if token + 1 >= last or lower[token] != "from":
        return None, after
    value = number_at(syntax, words, token + 1)
    unit = lower[token + 2] if token + 2 < last else ""
    if value is None or (
        unit and unit[0].isalpha() and unit not in words.lists.percent and syntax.tag[token + 2][:1] == "N"
    ):
        return None, after  # "from 20 countries"
    return value, token + 3 if unit in words.lists.percent else token + 2


def _rate(value: float) -> Rate:
    return Rate(value=value, unit="percent")


def _rate_or_none(value: float | None) -> Rate | None:
    return None if value is None else _rate(value)


def sums(syntax: Syntax, words: MeasureWords, first: int, last: int) -> list[Sum]:
    """The sums of money between two tokens, in text order."""
    found = []
    token = first
    while token < last:
        amount = _sum_at(syntax, words, token, last)
        if amount is None:
            token += 1
        else:
            found.append(amount)
            token = amount.last
    return found


def _sum_at(syntax: Syntax, words: MeasureWords, token: int, last: int) -> Sum | None:
    lower = syntax.lower
    start, currency = token, words.currencies.get(lower[token])
    if currency:
        token += 1
    value = number_at(syntax, words, token) if token < last else None
    if value is None:
        return None
    token += 1
    if token < last and lower[token] in words.scales:
        value *= words.scales[lower[token]]
        token += 1
    if currency is None:
        # "300 mln U.S. dlrs"
        if token + 1 < last and lower[token] in ("u.s.", "us", "canadian", "australian"):
            token += 1
        currency = words.currencies.get(lower[token]) if token < last else None
        if currency is None:
            return None
        token += 1
    return Sum(start, token, Money(amount=value, currency=currency))
