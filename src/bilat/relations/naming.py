"""What users call countries and days, as the record has them."""

import difflib
import functools
from datetime import date

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


def pair_codes(first: str, second: str) -> tuple[str, str]:
    """The codes of two different countries. Raises `UsageError` where they are not."""
    a, b = country_code(first), country_code(second)
    if a == b:
        raise UsageError(f"a pair is two different countries, not {a} twice")
    return a, b


def iso_day(value: str | None, name: str) -> str | None:
    """A day as the record has it; `name` is the option it was given with. Raises `UsageError` for what is none."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name} takes a day such as 2025-12-11, not {value!r}") from None
