"""What users call countries and days, as the record has them."""

import difflib
import functools
import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from bilat.errors import UsageError


@functools.cache
def _countries() -> dict[str, str]:
    """Every name of a country, in lower case, with its code."""
    from bilat.codebook.actors import Country
    from bilat.codebook.tables import read_csv

    named: dict[str, str] = {}
    for country in read_csv("countries.csv", Country):
        for name in (country.code, country.name, *country.aliases):
            named.setdefault(name.lower(), country.code)
    return named


def country_code(name: str) -> str:
    """The code of a country: "ind", "India" -> "IND". Raises `UsageError` with the nearest names for what is none."""
    named = _countries()
    code = named.get(name.strip().lower())
    if code is not None:
        return code
    near = difflib.get_close_matches(name.strip().lower(), named, n=3, cutoff=0.6)
    hints = dict.fromkeys(f"{named[each]} ({each.title() if len(each) > 3 else each.upper()})" for each in near)
    advice = f"did you mean {' or '.join(hints)}?" if hints else "give a code such as IND"
    raise UsageError(f"{name!r} is no country that bilat knows; {advice}")


@functools.cache
def country_name(code: str) -> str:
    """The name of a country by its code; the code itself where there is none."""
    from bilat.codebook.actors import Country
    from bilat.codebook.tables import read_csv

    return next((country.name for country in read_csv("countries.csv", Country) if country.code == code), code)


def pair_codes(first: str, second: str) -> tuple[str, str]:
    """The codes of two different countries. Raises `UsageError` where they are not."""
    a, b = country_code(first), country_code(second)
    if a == b:
        raise UsageError(f"a pair is two different countries, not {a} twice")
    return a, b


def days_later(day: str, days: int) -> str:
    """The day so many days later, earlier where negative; at most to the ends of the calendar."""
    number = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()


def iso_day(value: str | None, name: str) -> str | None:
    """A day as the record has it; `name` is the option it was given with. Raises `UsageError` for what is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name} takes a day such as 2025-12-11, not {value!r}") from None


class Days(TypedDict):
    """The days that a view is asked for, as the record has them; null where they are open."""

    since: str | None
    until: str | None
    as_of: str | None


def asked_days(since: str | None, until: str | None, as_of: str | None) -> Days:
    """The days checked. Raises `UsageError` for what is no day, and where `since` comes after `until`."""
    days = Days(since=iso_day(since, "since"), until=iso_day(until, "until"), as_of=iso_day(as_of, "as_of"))
    if days["since"] and days["until"] and days["since"] > days["until"]:
        raise UsageError(f"since {days['since']} comes after until {days['until']}; exchange the two")
    return days


@functools.cache
def _names_of(code: str) -> re.Pattern[str]:
    """A country's names, its adjective, its capital and the bodies of its government, as whole words."""
    from bilat.codebook.actors import Body, Country
    from bilat.codebook.tables import read_csv

    names = [
        name
        for country in read_csv("countries.csv", Country)
        if country.code == code
        for name in (country.name, *country.aliases, *country.demonyms, *country.capital)
    ]
    names += [
        name
        for body in read_csv("bodies.csv", Body)
        if body.country == code and body.sector == "GOV"
        for name in (body.name, *body.aliases)
        if name not in body.caution
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")


def country_in(words: str, codes: Iterable[str]) -> str | None:
    """Which one of some countries the words name: "the Indian statement" -> "IND"; None for none or several."""
    found = [code for code in codes if _names_of(code).search(words)]
    return found[0] if len(found) == 1 else None


def without_countries(words: str, codes: Iterable[str]) -> str:
    """The words without the names of some countries: "U.S.-Soviet grain agreement" -> "- grain agreement"."""
    for code in codes:
        words = _names_of(code).sub("", words)
    return words
