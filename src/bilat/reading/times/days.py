"""Times named by a date, a weekday, a holiday or an hour."""

import re
from datetime import date

from bilat.reading.times import choose
from bilat.reading.times.calendar import (
    Reach,
    day_of,
    day_reach,
    holiday_on,
    shifted,
)
from bilat.reading.times.found import NO_SUCH_DAY, Desk, Draft, Found, dated, undated
from bilat.records import TimeBasis

EITHER_ORDER = "day and month may stand in either order"
# Words behind which an hour without "a.m." or a zone is one.
# Names of days that are words of their own: days only with a full stop or in a date.
SHORT_DAYS = frozenset({"sun", "sat", "mon", "wed"})
# How many words behind a full date the next month is still of its year.
NEAR = 4
# How many words behind an hour its weekday is looked for.
AHEAD = 6


def iso(found: Found, _desk: Desk) -> Draft | None:
    """ "2025-12-11"."""
    numbers = [int(found.pieces.word(piece)) for piece in (found.first, found.first + 2, found.first + 4)]
    day = day_of(*numbers)
    return dated(day_reach(day), "explicit") if day else None


def numeric(found: Found, desk: Desk) -> Draft | None:
    """ "12/11/2025": read only where one order of day and month is possible."""
    one, two, year = (int(found.pieces.word(piece)) for piece in (found.first, found.first + 2, found.first + 4))
    if year < 100:
        year = full_year(year, desk)
    orders = {day_of(year, one, two), day_of(year, two, one)} - {None}
    if len(orders) == 2:
        return undated(EITHER_ORDER)
    day = orders.pop() if orders else None
    return dated(day_reach(day), "explicit") if day else None


def full_year(year: int, desk: Desk) -> int:
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
        year = full_year(int(found.word("NUM") or 0) % 100, desk)
    if year is not None:
        return day_of(year, found.month(), found.day()), "explicit"
    year = year_before(found, desk)
    if year is not None:
        return day_of(year, found.month(), found.day()), "context"
    if desk.today is None:
        return None, desk.basis
    del basis
    return choose.day_without_year(desk.today, found.month(), found.day(), found.direction), desk.basis


def year_before(found: Found, desk: Desk) -> int | None:
    """The year of a time that follows a full date at once, or opens the next sentence ("In May 1980 … In July …")."""
    if desk.year is None or (desk.today is not None and desk.year >= desk.today.year - 1):
        return None
    syntax, tokens = found.pieces.syntax, found.pieces.token
    earlier, here = syntax.sentence[tokens[desk.year_piece - 1]], found.sentence
    if syntax.block[tokens[desk.year_piece - 1]] != syntax.block[found.token] or found.direction == 1:
        return None
    if earlier == here:
        return desk.year if found.first - desk.year_piece <= NEAR else None
    opens = tokens[found.first] - syntax.sentences[here][0] <= 1
    return desk.year if here == earlier + 1 and opens else None


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
    """ "2 p.m. EST", "10:35 a.m.", "noon Thursday", "6 p.m. EST March 3", "1200 GMT"."""
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
    if hour == "24:00" and found.has("NOON") and found.has("MONTH", "WDAY"):
        return dated(day_reach(day), basis)  # whether it is the night before or after is not said
    precision = "minute" if not hour.endswith(":00") else "hour"
    return dated(Reach(f"{day.isoformat()}T{hour}", precision, day, day), basis, kind="TIME")  # type: ignore[arg-type]


def _weekday_ahead(found: Found) -> Found | None:
    """The weekday a few words on in the sentence: "at 9:20 a.m. (0620 GMT) Tuesday"."""
    for piece in range(found.end, min(found.end + AHEAD, len(found.pieces.codes))):
        if (
            found.pieces.is_(piece, "WDAY")
            and found.pieces.syntax.sentence[found.pieces.token[piece]] == found.sentence
        ):
            return Found(found.pieces, found.tables, "weekday", piece, piece + 1)
    return None


def _hour(found: Found) -> str | None:
    """The hour as "17:00"."""
    if found.has("NOON"):
        return f"{found.tables.clock_words[found.word('NOON') or 'noon']}:00"
    zone = found.all("ZONE")
    if zone and not found.pieces.syntax.words[found.pieces.token[zone[0]]].isupper():
        return None
    if not found.has("AMPM", "ZONE", "IN") and found.before() not in found.tables.before.hours and not found.has("AT"):
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
