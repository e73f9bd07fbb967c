"""Times counted from another: "two years ago", "a year earlier", "last week", "that day", "the end of the year"."""

from dataclasses import replace
from datetime import date

from bilat.reading.times import choose
from bilat.reading.times.calendar import (
    Part,
    Reach,
    century_reach,
    day_reach,
    decade_reach,
    months_reach,
    quarter_reach,
    shifted,
)
from bilat.reading.times.found import FINENESS, Desk, Draft, Found, dated, undated
from bilat.reading.times.units import around, length, moved_reach, unit_reach
from bilat.records import TimeBasis

# So many years ago lie in no calendar (TIDES: MA65 is 65 million years ago).
EON = 1_000_000
HOURS_UNKNOWN = "the report's hour is not known"
NOT_COUNTED = "how many is not said"
NO_ANCHOR = "what it is counted from is not dated"
FISCAL = "which months the fiscal year has is not said"
# Units by how long they are; what is counted in one is known to about one.
COARSER = ("D", "W", "2W", "M", "3M", "Y", "10Y", "100Y")


def long_ago(_found: Found, _desk: Desk) -> Draft:
    """ "long ago", "some time ago", "a while ago"."""
    return Draft("DATE", "PAST_REF", "vague")


def ago(found: Found, desk: Desk) -> Draft | None:
    """ "two years ago", "six weeks ago", "a few years ago"."""
    amount, unit = found.amount(), found.unit()
    if amount is None or not found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE", "HALF"):
        return Draft("DATE", "PAST_REF", "vague")
    if unit.startswith("T"):
        return undated(HOURS_UNKNOWN, "TIME")
    if unit == "Y" and amount >= EON:
        scale, letters = (1e9, "GA") if amount >= 1e9 else (1e6, "MA")
        return Draft("DATE", f"{letters}{amount / scale:g}", "vague")
    if desk.today is None:
        return undated()
    if unit == "Y" and amount == 1 and desk.quarter:
        return dated(quarter_reach(desk.quarter[0] - 1, desk.quarter[1]), "context")
    return dated(moved_reach(desk.today, unit, -amount), desk.basis)


def moved(found: Found, desk: Desk) -> Draft | None:
    """ "a year earlier", "two days later", "six months from now", "year-ago"."""
    unit = found.unit()
    if unit.startswith("T"):
        counted = found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE", "HALF")
        return Draft(
            "DURATION", length(found.amount() if counted else None, unit), basis="explicit", ends=found.end - 1
        )
    if found.has("REF"):
        if found.word("REF") != "now":
            return None
        base, sign, basis = desk.today, 1, desk.basis
    else:
        sign = 1 if found.has("LATER") else -1
        base, basis = _base(desk, unit, sign)
        if unit == "Y" and sign == -1 and desk.quarter and found.amount() == 1:
            return dated(quarter_reach(desk.quarter[0] - 1, desk.quarter[1]), "context")
    amount = found.amount()
    if amount is None or not found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE", "HALF", "HYPHEN"):
        return undated(NOT_COUNTED)
    if base is None:
        return undated(NO_ANCHOR)
    return dated(moved_reach(base, unit, sign * amount), basis)


def _base(desk: Desk, unit: str, sign: int) -> tuple[date | None, TimeBasis]:
    """The day that "earlier" and "later" count from: of the last time named, if that is no vaguer than the unit.

    Figures are compared with those "a year earlier" than the period told of, not than the one compared with already.
    """
    last = desk.told if unit == "Y" and sign == -1 else desk.last
    if last and last.first and FINENESS.get(last.precision, 9) <= COARSER.index(unit):
        return last.first, "context"
    return (desk.today, desk.basis) if sign == -1 and (last is None or unit not in ("D", "W")) else (None, desk.basis)


def part_beside(found: Found, desk: Desk) -> Draft:
    """ "the next morning", "that same night": of the day last named or of the one after it."""
    last = desk.anchor(0, found.sentence)
    if last is None or last.first is None:
        return undated(NO_ANCHOR, "TIME")
    day = shifted(last.first, 1 if found.has("FOLLOWING", "NEXT") else 0)
    if day is None:
        return undated(NO_ANCHOR, "TIME")
    value = f"{day.isoformat()}T{found.tables.parts[found.word('PART') or 'night']}"
    return dated(Reach(value, "part-of-day", day, day), "context", kind="TIME")


def beside(found: Found, desk: Desk) -> Draft | None:
    """ "three days after", "weeks before the shooting": a length; "the day before": a day where it stands alone."""
    unit, end = found.unit(), found.end - 1
    counted = found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE")
    if counted or found.has("UNITS"):
        begins = found.first + 1 if found.has("THE") else None
        value = length(found.amount() if counted else None, unit)
        return Draft("DURATION", value, basis="explicit", begins=begins, ends=end)
    if not found.has("THE") or unit.startswith("T"):
        return None
    if found.after() not in ("", ",", ".", ";", "”", '"', ")"):
        return Draft("DATE", None, reason=NO_ANCHOR, ends=end) if unit == "D" else None
    return _neighbour(found, desk, unit, 1 if found.has("AFTER") else -1)


def which(found: Found, desk: Desk) -> Draft | None:
    """ "last week", "early next year", "later this month", "the end of the year", "the past decade"."""
    unit, step = found.unit(), found.which()
    if unit.startswith("T") or (unit == "100Y" and not found.has("THIS")):
        return None
    syntax, token = found.pieces.syntax, found.token
    if syntax.words[token][:1].isupper() and syntax.tag[token] == "NNP" and found.end - found.first == 2:
        return None  # "This Week", "Next Month": a programme, a journal
    word = found.word("LAST", "NEXT", "FOLLOWING") or ""
    pointing = (found.has("THE") and word in ("previous", "preceding", "following", "next")) or found.has("FOLLOWING")
    if found.has("FISCAL") and desk.today is not None:
        return _around_today(found, desk, desk.today, unit, step)
    if pointing and (unit == "D" or word != "next"):
        return _neighbour(found, desk, unit, step)
    if found.has("THE") and found.has("LAST", "NEXT") and not found.has("END", "START", "MIDDLE", "CURRENT"):
        if word == "last" and found.after() == "of":  # "the last week of March" ends with March
            return Draft("DURATION", length(1, unit), basis="explicit") if unit != "D" else None
        return _stretch(desk, unit, step)
    if unit == "D" and step:
        return None
    if desk.today is None:
        return undated()
    if found.has("LATEST"):
        year, number = desk.quarter or (desk.today.year, (desk.today.month + 2) // 3 - 1)
        return dated(quarter_reach(year, number), desk.basis) if unit == "3M" else None
    if (
        not found.has("LAST", "NEXT", "THIS", "CURRENT")
        and found.has("END")
        and found.direction == -1
        and desk.today.month <= 3
        and unit == "Y"
    ):
        step = -1  # "at the end of the year" told in January is the year that is over
    if unit == "3M" and step == 0 and desk.quarter and not found.has("THIS", "CURRENT"):
        return dated(quarter_reach(*desk.quarter), "context", found.part())
    return _around_today(found, desk, desk.today, unit, step)


def _around_today(found: Found, desk: Desk, today: date, unit: str, step: int) -> Draft | None:
    if unit == "10Y":
        reach = decade_reach(today.year // 10 + step)
    elif unit == "100Y":
        reach = century_reach(today.year // 100 + step)
    else:
        near = moved_reach(today, unit, step)
        reach = near if unit != "D" else day_reach(today)
    if reach is None:
        return None
    part: Part = found.part()
    draft = dated(reach, desk.basis, part)
    if found.has("FISCAL"):
        return Draft(
            "DATE",
            draft.value,
            draft.precision,
            basis=draft.basis,
            reason=FISCAL,
            reach=Reach(reach.value, reach.precision),
        )
    first, last = draft.first, draft.last
    if first and last and first <= today <= last:
        if found.has("EARLIER"):
            last = today
        elif found.has("LATER"):
            first = today
    return Draft("DATE", draft.value, draft.precision, first, last, draft.basis, reach=reach)


def _neighbour(found: Found, desk: Desk, unit: str, step: int) -> Draft | None:
    """ "the following year", "the previous day": beside the last time named."""
    last = desk.anchor(COARSER.index(unit), found.sentence)
    if last is None or last.first is None:
        return undated(NO_ANCHOR)
    return dated(moved_reach(last.first, unit, step or 1), "context")


def _stretch(desk: Desk, unit: str, step: int) -> Draft:
    """ "the past year", "over the next decade": a length that ends or begins with the report's day."""
    first, last = around(desk.today, unit, 1, step)
    return Draft("DURATION", length(1, unit), first=first, last=last, basis=desk.basis if first else "explicit")


def same(found: Found, desk: Desk) -> Draft | None:
    """ "that year", "the same day": the day, month or year of the last time named."""
    if found.has("THAT") and not found.has("SAME"):
        token = found.pieces.token[found.all("THAT")[0]]
        if found.pieces.syntax.tag[token] != "DT":
            return None
    named = Found(found.pieces, found.tables, found.rule, found.first, found.all("UNIT", "QUARTER")[0] + 1)
    unit = named.unit()  # "the same month last year": the month
    if unit.startswith("T"):
        return None
    last = desk.anchor(COARSER.index(unit), found.sentence)
    if last is None or last.first is None:
        return undated(NO_ANCHOR)
    if found.has("LAST", "AGO", "EARLIER") and found.end > named.end:  # "the same month last year"
        earlier = moved_reach(last.first, "M", -12)
        return dated(unit_reach(earlier.first, unit) if earlier and earlier.first else None, "context")
    return dated(unit_reach(last.first, unit), "context")


ENDED = ("ended", "ending")


def _ended(found: Found, desk: Desk) -> Draft | None:
    """ "the quarter ended Feb. 28": its months, named by the quarter that has most of them."""
    place = found.end + 1 + (found.after(2) in ("on", "in"))
    if not found.pieces.is_(place, "MONTH") or desk.today is None:
        return None
    month = found.tables.months[found.pieces.word(place).rstrip(".")]
    year = choose.year_of_month(desk.today, month, -1 if found.after() == "ended" else 0)
    most = quarter_reach(year, 0 if month == 1 else (month + 1) // 3)
    days = months_reach("", "quarter", year, month - 2, 3)
    if most is None or days is None:
        return None
    return dated(replace(days, value=most.value), desk.basis)


def the_unit(found: Found, desk: Desk) -> Draft | None:
    """ "for the year", "during the quarter", "the latest period"."""
    unit, before = found.unit(), found.before()
    if unit == "3M" and found.after() in ENDED and not found.has("LATEST"):
        return _ended(found, desk)
    syntax, token = found.pieces.syntax, found.token
    if syntax.words[token][:1].isupper() and syntax.tag[token].startswith("NNP") and before == "of":
        return None  # "Man of the Year"
    if found.has("LATEST") or unit == "3M":
        if desk.quarter:
            return dated(quarter_reach(*desk.quarter), "context")
        return None
    if unit not in ("W", "M", "Y") or found.after() in ("of", "-", "that", "before", "after", "he", "she", "they"):
        return None
    if before not in found.tables.before.units:
        return None
    if unit == "Y" and found.after() in (*ENDED, "to", "through"):
        return Draft("DURATION", "P1Y", basis="explicit")
    if desk.today is None:
        return undated()
    if found.has("FISCAL"):
        return Draft("DATE", f"{desk.today.year:04d}", "year", basis=desk.basis, reason=FISCAL)
    return dated(unit_reach(desk.today, unit), desk.basis)
