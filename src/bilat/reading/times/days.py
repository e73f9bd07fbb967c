"""Times named by a date, a weekday, a holiday or an hour."""

import re
from datetime import date

from bilat.codebook.times import Holiday
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
# Names of days that are words of their own: days only with a full stop or in a date.
SHORT_DAYS = frozenset({"sun", "sat", "mon", "wed"})
# How many words behind a full date the next month is still of its year.
NEAR = 4
# From this hour on, "tonight" is before midnight.
EVENING = 6
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
    if found.rule == "dashed" and found.before() == "long" and found.word("MONTH") == "march":
        return None  # the rocket
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
    one, to = (int(found.pieces.word(piece)) for piece in found.all("DAY")[:2])
    named, _ = _date(found, desk)
    first, last = (day_of(named.year, named.month, day) if named else None for day in (one, to))
    if first is None or last is None or last <= first:
        return None
    basis = "explicit" if found.year() else desk.basis
    length = (last - first).days + 1
    return Draft("DURATION", f"P{length}D", "day", first, last, basis, reach=day_reach(last))


def other_day(found: Found, desk: Desk) -> Draft | None:
    """The "3" of "April 2 or 3", the "10" of "10 to 14 April"."""
    syntax, pieces = found.pieces.syntax, found.pieces
    if pieces.is_(found.first - 2, "DAY") and pieces.is_(found.first - 3, "MONTH"):
        after = found.token + 1
        if pieces.is_(found.end, "HYPHEN") or (
            after < len(syntax) and syntax.tag[after].startswith(("NN", "JJ", "CD"))
        ):
            return None  # "on April 2 and 3 people"
        whole = Found(pieces, found.tables, "date", found.first - 3, found.first - 1)
    else:
        whole = Found(pieces, found.tables, "date", found.end + 1, found.end + 3 + pieces.is_(found.end + 3, "YEAR"))
    named, basis = _date(whole, desk)
    day = day_of(named.year, named.month, int(pieces.word(found.first))) if named else None
    return dated(day_reach(day), basis) if day else None


def part_of_day(found: Found, desk: Desk) -> Draft | None:
    """ "the night of March 3", "the morning of Aug. 4, 1944"."""
    day, basis = _date(found, desk) if found.has("MONTH") else _weekday(found, desk)
    return _with_part(found, day, basis) if day else undated(kind="TIME")


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
    if found.after() in found.tables.not_days.after and _is_capital(found, found.token + 1):
        return None  # "the Sunday Times"
    if desk.today is None:
        return undated(kind="TIME" if found.has("PART") else "DATE")
    day, basis = _weekday(found, desk)
    if day:
        desk.weekday = day, found.end
    return _with_part(found, day, basis) if day else None


def _is_capital(found: Found, token: int) -> bool:
    """A name with one capital, not a word of a line in capitals."""
    words, tags = found.pieces.syntax.words, found.pieces.syntax.tag
    return words[token].istitle() and tags[token].startswith("NNP")


def _weekday(found: Found, desk: Desk) -> tuple[date | None, TimeBasis]:
    wanted, today = found.tables.weekdays[found.word("WDAY") or "monday"], desk.today
    if today is None:
        return None, desk.basis
    if found.has("FOLLOWING") and desk.last and desk.last.last:
        after = shifted(desk.last.last, 1)
        return (choose.weekday(after, wanted, 1) if after else None), "context"
    if found.has("THE") and found.has("LAST") and desk.last and desk.last.first:
        before = shifted(desk.last.first, -1)
        return (choose.weekday(before, wanted, -1) if before else None), "context"
    if found.has("LAST"):
        before = shifted(today, -1)
        return (choose.weekday(before, wanted, -1) if before else None), desk.basis
    if found.has("NEXT"):
        after = shifted(today, 1)
        return (choose.weekday(after, wanted, 1) if after else None), desk.basis
    side = 1 if found.has("THIS") else found.direction
    joined = _joined_weekday(found, desk, wanted, today, side)
    if joined:
        return joined, desk.basis
    if side != 1 and (found.has("LOCAL") or _in_local_time(found)) and wanted == (today.weekday() + 1) % 7:
        side = 1  # "early on Friday Beijing time", told where it is still Thursday
    return choose.weekday(today, wanted, side, desk.names_today), desk.basis


def _joined_weekday(found: Found, desk: Desk, wanted: int, today: date, side: int) -> date | None:
    """The "Friday" of "next Thursday and Friday": the one behind the first, unless that is not yet and it has been."""
    if (
        desk.weekday is None
        or desk.weekday[1] != found.first - 1
        or not found.pieces.is_(found.first - 1, "AND", "OR", "TO", "COMMA", "HYPHEN", "SLASH")
    ):
        return None
    after = shifted(desk.weekday[0], 1)
    day = choose.weekday(after, wanted, 1) if after else None
    return day if day and (day <= today or desk.weekday[0] > today or side == 1) else None


def nth_weekday(found: Found, desk: Desk) -> Draft | None:
    """ "the third Thursday of November", "the last Monday in May 2026"."""
    wanted, month, year = found.tables.weekdays[found.word("WDAY") or "monday"], found.month(), found.year()
    if year is None and desk.today is None:
        return undated()
    if year is None and desk.today is not None:
        year = choose.year_of_month(desk.today, month, found.direction)
    last = found.has("LAST") and not found.has("ORD", "DAYORD")
    named = Holiday(names=(), month=month, weekday=wanted, nth=-1 if last else found.ordinal())
    day = holiday_on(named, year or 1)
    return dated(day_reach(day), "explicit" if found.has("YEAR") else desk.basis) if day else undated(NO_SUCH_DAY)


def _in_local_time(found: Found) -> bool:
    """ "Friday morning local time", "Friday Beijing time": the day is that of another place than the report's."""
    syntax, after = found.pieces.syntax, found.token + 1
    after += after < len(syntax) and syntax.lower[after] == ","
    end = min(after + 3, len(syntax))
    place = next((token for token in range(after, end) if syntax.lower[token] == "time"), None)
    if place is None or place == after or syntax.sentence[place] != found.sentence:
        return False
    return all(syntax.tag[token].startswith("NNP") or syntax.lower[token] == "local" for token in range(after, place))


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
    elif ahead := _day_ahead(found):
        day, basis = _weekday(ahead, desk) if ahead.rule == "weekday" else _date(ahead, desk)
    elif desk.last and desk.last.first == desk.last.last is not None and desk.sentence == found.sentence:
        day, basis = desk.last.first, "context"
    if day is None:
        return undated(kind="TIME")
    if hour == "24:00" and found.has("NOON") and found.has("MONTH", "WDAY"):
        return dated(day_reach(day), basis)  # whether it is the night before or after is not said
    precision = "minute" if not hour.endswith(":00") else "hour"
    return dated(Reach(f"{day.isoformat()}T{hour}", precision, day, day), basis, kind="TIME")  # type: ignore[arg-type]


def _day_ahead(found: Found) -> Found | None:
    """The day a few words on in the sentence: "at 9:20 a.m. (0620 GMT) Tuesday", "14:00 CET (1300 GMT) on Dec. 15"."""
    pieces = found.pieces
    for piece in range(found.end, min(found.end + AHEAD, len(pieces.codes))):
        if pieces.token[piece] < 0 or pieces.syntax.sentence[pieces.token[piece]] != found.sentence:
            return None
        if pieces.is_(piece, "WDAY"):
            return Found(pieces, found.tables, "weekday", piece, piece + 1)
        if pieces.is_(piece, "MONTH") and pieces.is_(piece + 1, "DAY"):
            return Found(pieces, found.tables, "date", piece, piece + 2)
        if pieces.is_(piece, "DAY") and pieces.is_(piece + 1, "MONTH"):
            return Found(pieces, found.tables, "date", piece, piece + 2)
    return None


def _hour(found: Found) -> str | None:
    """The hour as "17:00"."""
    if found.has("NOON"):
        return f"{found.tables.clock_words[found.word('NOON') or 'noon']}:00"
    zone = found.all("ZONE")
    if zone and not found.pieces.syntax.words[found.pieces.token[zone[0]]].isupper():
        return None
    if (
        not found.has("AMPM", "ZONE", "IN", "LOCAL", "THIS")
        and found.before() not in found.tables.before.hours
        and not found.has("AT")
    ):
        return None
    word = _hour_word(found)
    if word.isdecimal() and len(word) == 4:
        hour, minute = int(word[:2]), int(word[2:])
    else:
        parts = re.split(r"[:.]", word)
        hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    late = found.word("PART") in ("afternoon", "evening") or (found.word("PART") == "night" and hour >= EVENING)
    half = (found.word("AMPM") or ("pm" if late else "am")).replace(".", "")
    if found.has("AMPM", "PART"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _hour_word(found: Found) -> str:
    """The number that is the hour: the one before "p.m." or the zone, or the one with a colon."""
    for piece in found.all("AMPM", "ZONE", "IN", "THIS"):
        if found.pieces.is_(piece - 1, "CLOCK", "DAY", "NUM", "YEAR") and piece > found.first:
            return found.pieces.word(piece - 1)
    return found.word("CLOCK") or "0"


def today(found: Found, desk: Desk) -> Draft | None:
    """ "today", "late yesterday", "tomorrow night", "tonight", "the day after tomorrow"."""
    syntax, token = found.pieces.syntax, found.token
    inside = token > syntax.sentences[found.sentence][0] and syntax.tag[token - 1] == "NNP"
    if inside and _is_capital(found, token) and syntax.head[token - 1] == token:
        return None  # "USA Today"
    if desk.today is None:
        return undated()
    day = _today(found, desk)
    if found.has("UNIT"):
        day = shifted(day, 1 if found.has("AFTER") else -1) if day and found.unit() == "D" else None
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
