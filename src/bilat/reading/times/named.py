"""Times named by a date, a month, a quarter, a season, a year or an hour."""

import re
from dataclasses import replace
from datetime import date

from bilat.reading.times import choose
from bilat.reading.times.calendar import (
    Reach,
    day_of,
    day_reach,
    decade_reach,
    half_reach,
    holiday_on,
    month_reach,
    quarter_reach,
    season_reach,
    shifted,
    weekend_reach,
    year_reach,
)
from bilat.reading.times.found import NO_SUCH_DAY, Desk, Draft, Found, dated, undated
from bilat.records import TimeBasis

EITHER_ORDER = "day and month may stand in either order"
FISCAL_MONTHS = "which months the fiscal year has is not said"
# Words behind which an hour without "a.m." or a zone is one.
# Names of days that are words of their own: days only with a full stop or in a date.
SHORT_DAYS = frozenset({"sun", "sat", "mon", "wed"})
HOUR_BEFORE = frozenset({"at", "by", "until", "till", "from", "around", "about", "before", "after", "since"})
NEAR = 2
# How many words behind an hour its weekday is looked for.
AHEAD = 6


def iso(found: Found, desk: Desk) -> Draft | None:
    """ "2025-12-11"."""
    numbers = [int(found.pieces.word(piece)) for piece in (found.first, found.first + 2, found.first + 4)]
    day = day_of(*numbers)
    return dated(day_reach(day), "explicit") if day else None


def numeric(found: Found, desk: Desk) -> Draft | None:
    """ "12/11/2025": read only where one order of day and month is possible."""
    one, two, year = (int(found.pieces.word(piece)) for piece in (found.first, found.first + 2, found.first + 4))
    if year < 100:
        year = _full_year(year, desk)
    orders = {day_of(year, one, two), day_of(year, two, one)} - {None}
    if len(orders) == 2:
        return undated(EITHER_ORDER)
    day = orders.pop() if orders else None
    return dated(day_reach(day), "explicit") if day else None


def _full_year(year: int, desk: Desk) -> int:
    """The year that two digits mean: not more than five years ahead of the report."""
    now = desk.today.year if desk.today else 2025
    century = now - now % 100
    return century + year if century + year <= now + 5 else century - 100 + year


def full_date(found: Found, desk: Desk) -> Draft | None:
    """ "March 5, 1946", "26-Feb-1987", "Feb 26", "Friday, Oct. 23", "Aug. 27 evening"."""
    day, basis = _date(found, desk)
    if day is None:
        return undated(NO_SUCH_DAY) if desk.today or found.year() else undated()
    return _with_part(found, day, basis)


def _with_part(found: Found, day: date, basis: TimeBasis) -> Draft:
    part = found.word("PART")
    if part is None:
        return dated(day_reach(day), basis)
    value = f"{day.isoformat()}T{found.tables.parts[part]}"
    return dated(Reach(value, "part-of-day", day, day), basis, kind="TIME")


def _date(found: Found, desk: Desk) -> tuple[date | None, TimeBasis]:
    """The day that month and day name, and what its year was taken from."""
    year, basis = found.year(), "explicit"
    if found.rule == "dashed" and year is None and found.has("NUM"):
        year = _full_year(int(found.word("NUM") or 0) % 100, desk)
    if year is not None:
        return day_of(year, found.month(), found.day()), "explicit"
    year = _year_before(found, desk)
    if year is not None:
        return day_of(year, found.month(), found.day()), "context"
    if desk.today is None:
        return None, desk.basis
    del basis
    return choose.day_without_year(desk.today, found.month(), found.day(), found.direction), desk.basis


def _year_before(found: Found, desk: Desk) -> int | None:
    """The year of a day or month that follows a year named just before ("In May 1980 … in December")."""
    if desk.year is None or found.sentence - desk.year_sentence >= NEAR or found.direction == 1:
        return None
    if desk.today is not None and desk.year >= desk.today.year - 1:
        return None
    return desk.year


def days(found: Found, desk: Desk) -> Draft | None:
    """ "May 5-7": a stretch of days."""
    first, _ = _date(found, desk)
    to = int(found.pieces.word(found.all("DAY")[1]))
    last = day_of(first.year, first.month, to) if first else None
    if first is None or last is None or last <= first:
        return None
    basis = "explicit" if found.year() else desk.basis
    length = (last - first).days + 1
    return Draft("DURATION", f"P{length}D", "day", first, last, basis, reach=day_reach(last))


def holiday(found: Found, desk: Desk) -> Draft | None:
    """ "Christmas Day", "last Thanksgiving", "New Year's Eve 1986"."""
    place = found.all("HOLIDAY")[0]
    end = named = None
    for length in (4, 3, 2, 1):
        words = tuple(found.pieces.word(piece).replace("’", "'") for piece in range(place, place + length))
        if place + length <= len(found.pieces.codes) and words in found.pieces.words.holidays:
            end, named = place + length, found.pieces.words.holidays[words]
            break
    if named is None or end is None:
        return None
    if found.pieces.is_(end, "YEAR"):
        day, basis = holiday_on(named, int(found.pieces.word(end))), "explicit"
        end += 1
    elif desk.today is None:
        return Draft("DATE", None, reason=undated().reason, ends=end)
    else:
        side = -1 if found.has("LAST") else 1 if found.has("NEXT") else found.direction
        day, basis = choose.holiday_without_year(desk.today, named, side), desk.basis
    if day is None:
        return None
    return Draft("DATE", day.isoformat(), "day", day, day, basis, reach=day_reach(day), ends=end)  # type: ignore[arg-type]


def month(found: Found, desk: Desk) -> Draft | None:
    """ "October 1987", "in July", "last October", "January this year", "the end of November"."""
    if _is_a_persons_name(found) or found.word("MONTH") == "march" and found.after() in ("of", "for", "on", "past", "by"):
        return None
    if found.year() is not None:
        return dated(month_reach(found.year() or 1, found.month()), "explicit", found.part())
    year = _year_before(found, desk)
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
    following = token + 1 < len(syntax) and syntax.tag[token + 1] == "NNP" and syntax.sentence[token + 1] == syntax.sentence[token]
    return following and syntax.tag[token - 1] not in ("IN", "DT", "JJ")


def weekday(found: Found, desk: Desk) -> Draft | None:
    """ "Thursday", "last Friday", "late Tuesday", "Wednesday night"."""
    if found.word("WDAY") in SHORT_DAYS and not found.pieces.word(found.all("WDAY")[0]).endswith("."):
        return None
    if desk.today is None:
        return undated(kind="TIME" if found.has("PART") else "DATE")
    day, basis = _weekday(found, desk)
    return _with_part(found, day, basis) if day else None


def _weekday(found: Found, desk: Desk) -> tuple[date | None, TimeBasis]:
    wanted, today = found.tables.weekdays[found.word("WDAY") or "monday"], desk.today
    if today is None:
        return None, desk.basis
    if found.has("FOLLOWING") and desk.last and desk.last.last:
        after = shifted(desk.last.last, 1)
        return (choose.weekday(after, wanted, 1) if after else None), "context"
    if found.has("LAST"):
        before = shifted(today, -1)
        return (choose.weekday(before, wanted, -1) if before else None), desk.basis
    if found.has("NEXT"):
        after = shifted(today, 1)
        return (choose.weekday(after, wanted, 1) if after else None), desk.basis
    side = 1 if found.has("THIS") else found.direction
    return choose.weekday(today, wanted, side), desk.basis


def clock(found: Found, desk: Desk) -> Draft | None:
    """ "2 p.m. EST", "10:35 a.m.", "noon Thursday", "5 p.m. EST Nov. 9", "1200 GMT"."""
    hour = _hour(found)
    if hour is None:
        return None
    day, basis = desk.today, desk.basis
    if found.has("MONTH"):
        day, basis = _date(found, desk)
    elif found.has("WDAY"):
        day, basis = _weekday(found, desk)
    elif found.has("TODAY"):
        day = _today(found, desk)
    elif ahead := _weekday_ahead(found):
        day, basis = _weekday(ahead, desk)
    elif desk.last and desk.last.precision == "day" and desk.last.first and desk.sentence == found.sentence:
        day, basis = desk.last.first, "context"
    if day is None:
        return undated(kind="TIME")
    precision = "minute" if not hour.endswith(":00") else "hour"
    return dated(Reach(f"{day.isoformat()}T{hour}", precision, day, day), basis, kind="TIME")  # type: ignore[arg-type]


def _weekday_ahead(found: Found) -> Found | None:
    """The weekday a few words on in the sentence: "at 10:35 a.m. (0735 GMT) Friday"."""
    for piece in range(found.end, min(found.end + AHEAD, len(found.pieces.codes))):
        if found.pieces.is_(piece, "WDAY") and found.pieces.syntax.sentence[found.pieces.token[piece]] == found.sentence:
            return Found(found.pieces, found.tables, "weekday", piece, piece + 1)
    return None


def _hour(found: Found) -> str | None:
    """The hour as "17:00"."""
    if found.has("NOON"):
        return f"{found.tables.clock_words[found.word('NOON') or 'noon']}:00"
    zone = found.all("ZONE")
    if zone and not found.pieces.syntax.words[found.pieces.token[zone[0]]].isupper():
        return None
    if not found.has("AMPM", "ZONE", "IN") and found.before() not in HOUR_BEFORE and not found.has("AT"):
        return None
    word = _hour_word(found)
    if word.isdecimal() and len(word) == 4:
        hour, minute = int(word[:2]), int(word[2:])
    else:
        parts = re.split(r"[:.]", word)
        hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    half = (found.word("AMPM") or ("pm" if found.word("PART") in ("afternoon", "evening") else "am")).replace(".", "")
    if found.has("AMPM", "PART"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _hour_word(found: Found) -> str:
    """The number that is the hour: the one before "p.m." or the zone, or the one with a colon."""
    for piece in found.all("AMPM", "ZONE", "IN"):
        if found.pieces.is_(piece - 1, "CLOCK", "DAY", "NUM", "YEAR") and piece > found.first:
            return found.pieces.word(piece - 1)
    return found.word("CLOCK") or "0"


def today(found: Found, desk: Desk) -> Draft | None:
    """ "today", "late yesterday", "tomorrow night", "tonight"."""
    if desk.today is None:
        return undated()
    day = _today(found, desk)
    if day is None:
        return None
    if found.word("TODAY") == "tonight":
        return dated(Reach(f"{day.isoformat()}TNI", "part-of-day", day, day), desk.basis, kind="TIME")
    return _with_part(found, day, desk.basis)


def _today(found: Found, desk: Desk) -> date | None:
    shift = found.tables.day_words[found.word("TODAY") or "today"]
    return shifted(desk.today, shift) if desk.today else None


def part(found: Found, desk: Desk) -> Draft | None:
    """ "this morning", "last night", "mid-afternoon"."""
    if desk.today is None:
        return undated(kind="TIME")
    day = shifted(desk.today, -1) if found.has("LAST") else desk.today
    return _with_part(found, day, desk.basis) if day else None


def quarter(found: Found, desk: Desk) -> Draft | None:
    """ "the third quarter", "third-quarter", "the fourth quarter of 1984", "this year's first quarter", "Q3 2025"."""
    number = _quarter_number(found)
    if number is None:
        return None
    year, basis = found.year(), "explicit"
    code = found.word("QCODE")
    if code and len(code) > 2:
        year = int(code[2:]) if len(code) == 6 else _full_year(int(code[2:]), desk)
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
    if not found.has("AGO", "EARLIER"):
        desk.quarter = (year, number)
    draft = dated(quarter_reach(year, number), basis, found.part())  # type: ignore[arg-type]
    if found.has("THE") and found.has("HYPHEN") and found.pieces.is_(found.first, "THE"):
        return replace(draft, begins=found.first + 1)  # "the third-quarter loss": the article is the loss's
    return draft


def _quarter_number(found: Found) -> int | None:
    code = found.word("QCODE")
    if code:
        # "Q3", "H1" stand for a time only in capitals: "1h" may be an hour
        if not found.pieces.syntax.words[found.token if not found.has("YEAR") else found.token - 1].isupper():
            return None
        return int(re.sub(r"\D", "", code[:2]))
    number = found.ordinal()
    return number if 1 <= number <= 4 else None


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
        return dated(half_reach(year, number), "explicit")
    if desk.today is None:
        return undated()
    if found.has("UNIT") and found.unit() != "Y":
        return None
    if not found.has("UNIT") and found.pieces.is_(found.end, "OF"):
        return None
    year = desk.today.year + (found.which() if found.has("UNIT") and (found.has("NEXT") or number == 1 or not found.has("LAST")) else 0)
    if not found.has("UNIT") and number == 2 and desk.today.month < 7 and found.direction == -1:
        year -= 1
    return dated(half_reach(year, number), desk.basis)


def season(found: Found, desk: Desk) -> Draft | None:
    """ "last fall", "this summer", "the winter of 1994", "over the summer"."""
    name = found.tables.seasons[found.word("SEASON") or "summer"]
    if found.year() is not None:
        return dated(season_reach(found.year() or 1, name), "explicit", found.part())
    bare = not found.has("LAST", "NEXT", "THIS")
    if bare and (found.before() not in SEASON_BEFORE or found.after() in ("of", "in")):
        return None
    if desk.today is None:
        return undated()
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else 0 if found.has("THIS") else found.direction
    return dated(season_reach(choose.year_of_season(desk.today, name, side), name), desk.basis, found.part())


SEASON_BEFORE = frozenset({"in", "over", "during", "by", "until", "since", "through", "into", "throughout", "for", "this"})


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
    code = found.word("FISCALCODE")
    numbers = [int(found.pieces.word(piece)) for piece in found.all("YEAR", "NUM", "DAY")] if not code else [int(re.sub(r"\D", "", code))]
    year = numbers[0] if numbers[0] > 99 else _full_year(numbers[0], desk)
    if not 1900 <= year <= 2100 or len(numbers) > 1 and (year + 1) % 100 != numbers[1] % 100:
        return None
    desk.quarter = None
    return Draft("DATE", f"{year:04d}", "year", basis="explicit", reason=FISCAL_MONTHS, reach=Reach(f"{year:04d}", "year"))


def weekend(found: Found, desk: Desk) -> Draft | None:
    """ "the weekend", "last weekend", "next weekend"."""
    if desk.today is None:
        return undated()
    side = -1 if found.has("LAST") else 1 if found.has("NEXT") else found.direction
    back = (desk.today.weekday() - 5) % 7 if side != 1 else 0
    if found.has("LAST") and desk.today.weekday() >= 5:
        back += 7
    day = shifted(desk.today, -back if side != 1 else 7 if found.has("NEXT") and desk.today.weekday() >= 5 else 0)
    return dated(weekend_reach(day), desk.basis, found.part()) if day else None


def years(found: Found, desk: Desk) -> Draft | None:
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


# Words before which a year may stand free of any preposition of its own.
YEAR_BEFORE = frozenset(
    "in since by until till of from to through during before after between and or for late early mid the fiscal than on"
    " with into throughout its their his her our 's ( , : – — - about around".split()
)


def year(found: Found, desk: Desk) -> Draft | None:
    """ "1987", "early 1990", "the year 2000"; not a number of things."""
    number = found.year() or 0
    if found.has("UNIT") and found.unit() != "Y" or not _is_year(found, number):
        return None
    return dated(year_reach(number), "explicit", found.part())


def _is_year(found: Found, number: int) -> bool:
    if found.end - found.first > 1 and 1000 <= number <= 2100:
        return True
    before, after, limits = found.before(), found.after(), found.tables.not_years
    if not 1500 <= number <= 2100 or after in limits.after or before in limits.before:
        return False
    if found.pieces.is_(found.end, "NUM", "DAY", "FRACTION", "YEAR", "WORD") or found.pieces.is_(found.first - 1, "NUM", "DAY"):
        return False
    if not 1900 <= number <= 2040:
        return before in ("in", "since", "of", "from", "until", "by", "between", "and", "after", "before")
    return True


def year_in_words(found: Found, desk: Desk) -> Draft | None:
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
