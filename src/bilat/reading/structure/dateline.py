"""Datelines: where, when and by which agency a report was filed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bilat.codebook import Codebook
from bilat.records import Dateline, Span

# A dateline is over after so many characters.
LONGEST = 100
_SEPARATOR = re.compile(r"\s+(?:--|[-–—])\s+|\s*(?:--|[–—])\s*|:\s+|\s+(?:--|[-–—])(?=\w)|(?<=\))\s*-\s*")
_AGENCY = re.compile(r"\(([^()\n]{2,40})\)\s*$")
_AGENCY_ALONE = re.compile(r"\(([^()\n]{2,40})\)\s*(?:(?:--|[-–—:])\s*)?")
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_BEFORE = r"(?:^|[\s,;|])"
_DATE_FORMS = tuple(
    re.compile(rf"{_BEFORE}{form}\s*[,.]?\s*$", re.IGNORECASE)
    for form in (rf"{_MONTH}\s+{_DAY}{_YEAR}", rf"{_DAY}\s+{_MONTH}{_YEAR}")
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"{_BEFORE}(?P<weekday>{'|'.join(_WEEKDAYS)})\s*$", re.IGNORECASE)
_CAPITALS = re.compile(r"[^\W\d_a-z][^\W\d_a-z.'’-]+(?: [^\W\d_a-z][^\W\d_a-z.'’-]*){0,3}")
# A report filed a few days "after" it was published belongs to that year all the same.
SLACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Head:
    places: str
    day: str | None
    agency: str | None


def read_dateline(text: str, span: Span, codebook: Codebook, published: str | None) -> Dateline | None:
    """The dateline that a paragraph opens with; its span takes in the dash after it."""
    start, end = span
    opening = text[start : min(end, start + LONGEST)]
    alone = _AGENCY_ALONE.match(opening)
    if alone:
        return _agency_alone(alone, start, codebook)
    for separator in _SEPARATOR.finditer(opening):
        colon = separator.group().strip() == ":"
        found = _read(opening[: separator.start()], codebook, published, needs_place=colon)
        if found:
            return _with_span(found, start, start + len(opening[: separator.end()].rstrip()))
    if end - start < LONGEST and not opening.rstrip().endswith((".", "!", "?")):
        found = _read(opening, codebook, published, needs_place=False, alone=True)
        return _with_span(found, start, end) if found else None
    return None


def _with_span(found: Dateline, start: int, end: int) -> Dateline:
    return Dateline(place=found.place, country=found.country, date=found.date, agency=found.agency, span=(start, end))


def _agency_alone(match: re.Match[str], start: int, codebook: Codebook) -> Dateline | None:
    """ "(Reuters) - " and "(CNN) ": without a dash only an outlet that the codebook knows."""
    agency = " ".join(match.group(1).split())
    name = codebook.names.at(agency, 0)
    known = name is not None and any(meaning.kind == "outlet" for meaning in name.meanings)
    dashed = match.group().rstrip().endswith(("-", "–", "—", ":"))
    if known or (dashed and agency[0].isupper() and len(agency.split()) < 4):
        return Dateline(agency=agency, span=(start, start + len(match.group().rstrip())))
    return None


def _read(
    words: str, codebook: Codebook, published: str | None, *, needs_place: bool, alone: bool = False
) -> Dateline | None:
    """A dateline from the words before its dash.

    Sure signs are a date, an agency, or a city that the codebook knows in capitals; before a colon, or without any
    dash, a known city is asked for besides.
    """
    head = _parts(words, published)
    if not head.places or len(head.places.split()) > 8:
        return None
    year = int(published[:4]) if published and published[:4].isdigit() else None
    place = _place(head.places, codebook, year)
    if place is None:
        return None
    name, country, known = place
    signed = head.day is not None or head.agency is not None
    if alone and not (signed and known):
        return None
    if needs_place and not known:
        return None
    if not signed and not (known and (needs_place or head.places.partition(",")[0].isupper())):
        return None
    return Dateline(place=name, country=country, date=head.day, agency=head.agency)


def _parts(words: str, published: str | None) -> _Head:
    rest = " ".join(words.split()).rstrip(",;| ")
    agency = _AGENCY.search(rest)
    if agency:
        rest = rest[: agency.start()].rstrip(",;| ")
    day = None
    for form in (*_DATE_FORMS, _WEEKDAY):
        match = form.search(rest)
        if match:
            day = _weekday(match, published) if form is _WEEKDAY else _date(match, published)
            if day:
                rest = rest[: match.start()]
            break
    return _Head(rest.strip(",;| "), day, agency.group(1).strip() if agency else None)


def _date(match: re.Match[str], published: str | None) -> str | None:
    """A TIMEX3 day; without a year in the words it is the last such day before publication."""
    month = _MONTHS[match["month"][:3].lower()]
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    if match["year"]:
        return _iso(int(match["year"]), month, day)
    issued = _day(published)
    if issued is None:
        return f"XXXX-{month:02}-{day:02}"
    same_year = _iso(issued.year, month, day)
    if same_year is None or date.fromisoformat(same_year) > issued + SLACK:
        return _iso(issued.year - 1, month, day)
    return same_year


def _weekday(match: re.Match[str], published: str | None) -> str | None:
    issued = _day(published)
    if issued is None:
        return None
    wanted = _WEEKDAYS.index(match["weekday"].lower())
    return (issued - timedelta(days=(issued.weekday() - wanted) % 7)).isoformat()


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # 30 February, or a year that no calendar has: the words name no day
        return None


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:  # a document may carry any text as its date
        return None


def _place(words: str, codebook: Codebook, year: int | None) -> tuple[str, str | None, bool] | None:
    """Name, country, and whether the codebook knows the place; None where the words are no place."""
    first, region = _region(words, codebook, year)
    parts = [part.strip() for part in first.split("/")]
    known = [codebook.layouts.place(part, year) for part in parts]
    if not all(_may_be_place(part, found is not None) for part, found in zip(parts, known, strict=True)):
        return None
    names = [found[0] if found else _cased(part) for part, found in zip(parts, known, strict=True)]
    countries = [region] if region else list(dict.fromkeys(found[1] if found else None for found in known))
    country = countries[0] if len(countries) == 1 else None
    return "/".join(names), country, region is not None or all(found is not None for found in known)


def _region(words: str, codebook: Codebook, year: int | None) -> tuple[str, str | None]:
    """The place without "Pa.", "[India]", "Italy" after it, and the country these name."""
    bracketed = re.fullmatch(r"([^\[\]]+?)\s*\[([^\[\]]+)\]", words)
    first, comma, rest = (bracketed[1], ",", bracketed[2]) if bracketed else words.partition(",")
    if not comma:
        return words, None
    country = codebook.layouts.region(rest.strip(), year)
    if country is None and codebook.layouts.place(first.strip(), year) is None:
        return words, None
    return first.strip(), country


def _may_be_place(part: str, known: bool) -> bool:
    if known:
        return part[:1].isupper()
    return bool(_CAPITALS.fullmatch(part)) and len(part) > 2


def _cased(part: str) -> str:
    """A place in capitals as it is usually written."""
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), part) if part.isupper() else part
