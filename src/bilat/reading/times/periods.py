"""Times named by a month, a quarter, a half, a season, a year or a decade."""

import re
from dataclasses import replace
from datetime import date

from bilat.reading.times import choose
from bilat.reading.times.calendar import (
    Reach,
    decade_reach,
    half_reach,
    month_reach,
    months_reach,
    quarter_reach,
    season_reach,
    shifted,
    weekend_reach,
    year_reach,
)
from bilat.reading.times.days import full_year, year_before
from bilat.reading.times.found import Desk, Draft, Found, dated, undated
from bilat.records import TimeBasis

SATURDAY = 5
FISCAL_MONTHS = "which months the fiscal year has is not said"


def month(found: Found, desk: Desk) -> Draft | None:
    """ "October 1987", "in July", "last October", "January this year", "the end of November"."""
    if _is_a_persons_name(found) or _is_a_march(found):
        return None
    if found.year() is not None:
        return dated(month_reach(found.year() or 1, found.month()), "explicit", found.part())
    year = year_before(found, desk)
    if year is not None and not found.has("LAST", "NEXT", "THIS"):
        return dated(month_reach(year, found.month()), "context", found.part())
    if desk.today is None:
        return undated()
    if found.has("UNIT", "QUARTER"):
        if found.unit() != "Y":
            return None
        year = desk.today.year + found.which()
    elif found.has("LAST", "NEXT"):
        year = _beyond(found, desk.today)
    elif found.has("THIS"):
        year = desk.today.year
    else:
        year = choose.year_of_month(desk.today, found.month(), found.direction)
    return dated(month_reach(year, found.month()), desk.basis, found.part())


def _beyond(found: Found, today: date) -> int:
    """The year of "last October" and "next March": never the month that it is."""
    if found.has("NEXT"):
        return today.year + (found.month() <= today.month)
    return today.year - (found.month() >= today.month)


def _is_a_march(found: Found) -> bool:
    """ "the annual March for Life", "the Women's March"."""
    tag = found.pieces.syntax.tag[found.token - 1] if found.token else ""
    if found.end - found.first == 1 and found.word("MONTH") == "march" and tag == "POS":
        return True
    return (
        found.end - found.first == 1
        and found.word("MONTH") == "march"
        and tag != "IN"
        and found.after() in ("of", "for", "on")
    )


def _is_a_persons_name(found: Found) -> bool:
    """ "Theresa May", "April Glaspie": a bare month beside a name and behind no preposition."""
    if found.end - found.first > 1:
        return False
    syntax, token = found.pieces.syntax, found.token
    alone = found.word("MONTH") in ("may", "april", "june", "august", "jan", "mar", "march")
    if not alone or not token or syntax.sentence[token - 1] != syntax.sentence[token]:
        return False
    if syntax.tag[token - 1] == "NNP" and syntax.head[token - 1] == token:
        return True
    following = (
        token + 1 < len(syntax)
        and syntax.tag[token + 1] == "NNP"
        and syntax.sentence[token + 1] == syntax.sentence[token]
    )
    return following and syntax.tag[token - 1] not in ("IN", "DT", "JJ")


def quarter(found: Found, desk: Desk) -> Draft | None:
    """ "the third quarter", "third-quarter", "the fourth quarter of 1984", "this year's first quarter", "Q3 2025"."""
    number = _quarter_number(found)
    if number is None:
        return None
    year, basis = found.year(), "explicit"
    code = found.word("QCODE")
    if found.has("FISCALCODE"):
        year = _fiscal_year(found, desk)[0]
    elif code and len(code) > 2:
        year = int(code[2:]) if len(code) == 6 else full_year(int(code[2:]), desk)
    if year is None:
        if desk.today is None:
            return undated()
        basis = desk.basis
        if found.has("AGO", "EARLIER"):
            year = desk.quarter[0] - 1 if desk.quarter else desk.today.year - 1
        elif found.has("UNIT") and found.has("LAST", "NEXT", "THIS", "CURRENT"):
            year = desk.today.year + found.which()
        else:
            year = choose.year_of_quarter(desk.today, number, found.direction)
    if code and "h" in code:
        return dated(half_reach(year, number), basis)  # type: ignore[arg-type]
    reach = quarter_reach(year, number)
    over = desk.today is None or reach is None or reach.last is None or reach.last < desk.today
    if not found.has("AGO", "EARLIER") and (over or found.direction == -1):
        desk.quarter = (year, number)
    draft = _of_fiscal(found, dated(reach, basis, found.part()))  # type: ignore[arg-type]
    if found.pieces.is_(found.first, "THE") and found.pieces.is_(found.all("QUARTER")[-1] - 1, "HYPHEN"):
        return replace(draft, begins=found.first + 1)  # "the third-quarter loss": the article is the loss's
    return draft


def _quarter_number(found: Found) -> int | None:
    code = found.word("QCODE")
    if code:
        # "Q3", "H1" stand for a time only in capitals: "1h" may be an hour
        if not found.pieces.syntax.words[found.token if not found.has("YEAR") else found.token - 1].isupper():
            return None
        return int(re.sub(r"\D", "", code[:2]))
    number = 4 if found.has("LAST") and not found.has("ORD", "DAYORD") else found.ordinal()
    return number if 1 <= number <= 4 else None


def months_quarter(found: Found, desk: Desk) -> Draft | None:
    """ "the July-September quarter", "the April-June quarter 2025"."""
    first, last = (found.tables.months[found.pieces.word(piece).rstrip(".")] for piece in found.all("MONTH"))
    if (last - first) % 12 != 2:
        return None
    year = found.year()
    if year is None and desk.today is None:
        return undated()
    if year is None and desk.today is not None:
        ended = choose.year_of_month(desk.today, last, found.direction)
        year = ended - (last < first)
    days = months_reach("", "quarter", year or 1, first, 3)
    middle = quarter_reach(year or 1, (first + 3) // 3)
    if days is None or middle is None:
        return None
    desk.quarter = int(middle.value[:4]), int(middle.value[-1])
    return dated(replace(days, value=middle.value), "explicit" if found.has("YEAR") else desk.basis)


def past_quarter(found: Found, desk: Desk) -> Draft | None:
    """ "the year-ago quarter", "the year-earlier period", "the 1988 period"."""
    year = found.year()
    if year is None and desk.today is None:
        return undated()
    basis: TimeBasis = "explicit" if year else desk.basis
    if year is None and desk.today is not None:
        year = (desk.quarter[0] if desk.quarter else desk.today.year) - 1
    if desk.quarter:
        return dated(quarter_reach(year or 1, desk.quarter[1]), "context")
    return dated(year_reach(year or 1), basis)


def half(found: Found, desk: Desk) -> Draft | None:
    """ "the first half of 1987", "the second half of next year", "the last half of the 1980s"."""
    number = 2 if found.has("LAST") and not found.has("ORD", "DAYORD") else found.ordinal()
    if number > 2:
        return None
    if found.has("DECADE"):
        return decade(found, desk)
    year = found.year()
    if year is not None:
        return _of_fiscal(found, dated(half_reach(year, number), "explicit"))
    if desk.today is None:
        return undated()
    if found.has("UNIT") and found.unit() != "Y":
        return None
    if not found.has("UNIT") and found.pieces.is_(found.end, "OF"):
        return None
    year = desk.today.year + (
        found.which() if found.has("UNIT") and (found.has("NEXT") or number == 1 or not found.has("LAST")) else 0
    )
    if not found.has("UNIT") and number == 2 and desk.today.month < 7 and found.direction == -1:
        year -= 1
    return _of_fiscal(found, dated(half_reach(year, number), desk.basis))


def _of_fiscal(found: Found, draft: Draft) -> Draft:
    """A half or quarter of a fiscal year has its value, but no days: they differ from country to country."""
    if found.has("FISCAL", "FISCALCODE"):
        reach = Reach(draft.reach.value, draft.reach.precision) if draft.reach else None
        return replace(draft, first=None, last=None, reason=FISCAL_MONTHS, reach=reach)
    return draft


def season(found: Found, desk: Desk) -> Draft | None:
    """ "last fall", "this summer", "the winter of 1994", "over the summer"."""
    name = found.tables.seasons[found.word("SEASON") or "summer"]
    if found.year() is not None:
        return dated(season_reach(found.year() or 1, name), "explicit", found.part())
    bare = not found.has("LAST", "NEXT", "THIS")
    if bare and (found.before() not in found.tables.before.seasons or found.after() in ("of", "in")):
        return None
    if bare and not found.has("THE") and not found.pieces.syntax.tag[found.token].startswith("NN"):
        return None
    if desk.today is None:
        return undated()
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else 0 if found.has("THIS") else found.direction
    return dated(season_reach(choose.year_of_season(desk.today, name, side), name), desk.basis, found.part())


def decade(found: Found, desk: Desk) -> Draft | None:
    """ "the 1990s", "the late 1970s", "the '80s", "the nineties"; people "in their 80s" are not."""
    word = (found.word("DECADE") or "").strip("'s").replace("'", "")
    if word.isdecimal() and len(word) == 4:
        return dated(decade_reach(int(word[:3])), "explicit", found.part())
    if not found.has("THE"):
        return None
    tens = int(word[0]) if word.isdecimal() else found.tables.decades[found.word("DECADE") or "nineties"]
    century = 20 if desk.today and 2000 + 10 * tens <= desk.today.year and tens > 0 else 19
    return dated(decade_reach(century * 10 + tens), "explicit", found.part())


def fiscal(found: Found, desk: Desk) -> Draft | None:
    """ "fiscal 1989", "fiscal year 2026", "FY26": its year, without days, which differ from country to country."""
    if found.has("UNIT") and found.unit() != "Y":
        return None
    year, next_one = _fiscal_year(found, desk)
    if not 1900 <= year <= 2100 or (next_one is not None and (year + 1) % 100 != next_one % 100):
        return None
    desk.quarter = None
    return Draft(
        "DATE", f"{year:04d}", "year", basis="explicit", reason=FISCAL_MONTHS, reach=Reach(f"{year:04d}", "year")
    )


def _fiscal_year(found: Found, desk: Desk) -> tuple[int, int | None]:
    """The year of "FY26", "fiscal 1989"; of "FY2025-26" the first and what stands for the second."""
    numbers = [
        int(re.sub(r"\D", "", found.pieces.word(piece))) for piece in found.all("FISCALCODE", "YEAR", "NUM", "DAY")
    ]
    year = numbers[0] if numbers[0] > 99 else full_year(numbers[0], desk)
    return year, numbers[1] if len(numbers) > 1 else None


def weekend(found: Found, desk: Desk) -> Draft | None:
    """ "the weekend", "last weekend", "next weekend"."""
    if desk.today is None:
        return undated()
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else found.direction
    if found.has("THIS") and not found.has("LAST"):  # the one of this week, unless it is told as over
        side = -1 if found.direction == -1 and desk.today.weekday() < SATURDAY else 1
    back = (desk.today.weekday() - 5) % 7 if side != 1 else 0
    if found.has("LAST") and desk.today.weekday() >= 5:
        back += 7
    day = shifted(desk.today, -back if side != 1 else 7 if found.has("NEXT") and desk.today.weekday() >= 5 else 0)
    return dated(weekend_reach(day), desk.basis, found.part()) if day else None


def years(found: Found, _desk: Desk) -> Draft | None:
    """ "1986/87", "1985-89": a stretch of years, or one year that begins in the first and ends in the second."""
    first = found.year() or 0
    word = found.pieces.word(found.end - 1)
    last = first - first % 100 + int(word) if word.isdecimal() and len(word) == 2 else 0
    if last <= first:
        last += 100
    if not 1900 <= first <= 2100 or len(word) != 2 or last - first > 20:
        return None
    one, two = year_reach(first), year_reach(last)
    if one is None or two is None:
        return None
    length = 1 if last - first == 1 else last - first + 1
    return Draft("DURATION", f"P{length}Y", "year", one.first, two.last, "explicit", reach=one)


def year(found: Found, _desk: Desk) -> Draft | None:
    """ "1987", "early 1990", "the year 2000"; not a number of things."""
    number = found.year() or 0
    if (found.has("UNIT") and found.unit() != "Y") or not _is_year(found, number):
        return None
    return dated(year_reach(number), "explicit", found.part())


def _is_year(found: Found, number: int) -> bool:
    if found.end - found.first > 1 and 1000 <= number <= 2100:
        return True
    before, after, limits = found.before(), found.after(), found.tables.not_years
    if not 1500 <= number <= 2100 or after in limits.after or before in limits.before:
        return False
    if found.pieces.is_(found.first - 1, "HYPHEN") and found.pieces.is_(found.first - 2, "NUM", "DAY"):
        return False  # the end of a telephone number
    if found.pieces.is_(found.end, "NUM", "DAY", "FRACTION", "YEAR", "WORD") or found.pieces.is_(
        found.first - 1, "NUM", "DAY"
    ):
        return False
    if not 1900 <= number <= 2040:
        return before in ("in", "since", "of", "from", "until", "by", "between", "and", "after", "before")
    return True


def year_in_words(found: Found, _desk: Desk) -> Draft | None:
    """ "nineteen ninety-six", "the year two thousand", as transcripts write them."""
    words = [found.pieces.word(piece) for piece in found.all("WORD", "HUNDRED")]
    numbers = [found.tables.numbers.get(word, 0) for word in words]
    if found.pieces.is_(found.end, "UNITS", "UNIT", "HYPHEN", "WORD", "HUNDRED"):
        return None
    if words[1] == "thousand" and found.has("UNIT") and found.unit() == "Y":
        number = numbers[0] * 1000 + sum(numbers[2:])
    elif numbers[0] in (18, 19, 20) and 10 <= numbers[1] <= 90 and (len(numbers) == 2 or numbers[1] >= 20 > numbers[2]):
        number = numbers[0] * 100 + sum(numbers[1:])
    else:
        return None
    return dated(year_reach(number), "explicit") if number <= 2100 else None
