"""Times counted from another: "two years ago", "a year earlier", "last week", "that day", "the end of the year"."""

from datetime import date

from bilat.reading.times.calendar import Part, Reach, century_reach, day_reach, decade_reach, quarter_reach
from bilat.reading.times.found import Desk, Draft, Found, dated, undated
from bilat.reading.times.units import around, length, moved_reach, unit_reach
from bilat.records import TimeBasis

HOURS_UNKNOWN = "the report's hour is not known"
NOT_COUNTED = "how many is not said"
NO_ANCHOR = "what it is counted from is not dated"
FISCAL = "which months the fiscal year has is not said"
# Units by how long they are; what is counted in one is known to about one.
COARSER = ("D", "W", "2W", "M", "3M", "Y", "10Y", "100Y")
FINENESS = {
    "minute": 0, "hour": 0, "part-of-day": 0, "day": 0, "weekend": 1, "week": 1, "month": 3, "quarter": 4,
    "half-year": 5, "season": 5, "year": 5, "decade": 6, "century": 7,
}  # fmt: skip


def ago(found: Found, desk: Desk) -> Draft | None:
    """ "two years ago", "six weeks ago", "a few years ago"."""
    amount, unit = found.amount(), found.unit()
    if amount is None or not found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE"):
        return Draft("DATE", "PAST_REF", "vague")
    if unit.startswith("T"):
        return undated(HOURS_UNKNOWN, "TIME")
    if desk.today is None:
        return undated()
    if unit == "Y" and amount == 1 and desk.quarter:
        return dated(quarter_reach(desk.quarter[0] - 1, desk.quarter[1]), "context")
    return dated(moved_reach(desk.today, unit, -amount), desk.basis)


def moved(found: Found, desk: Desk) -> Draft | None:
    """ "a year earlier", "two days later", "six months from now", "year-ago"."""
    unit = found.unit()
    if unit.startswith("T"):
        return Draft("DURATION", length(found.amount(), unit), basis="explicit", ends=found.end - 1)
    if found.has("REF"):
        if found.word("REF") != "now":
            return None
        base, sign, basis = desk.today, 1, desk.basis
    else:
        sign = 1 if found.has("LATER") else -1
        base, basis = _base(desk, unit)
        if unit == "Y" and sign == -1 and desk.quarter and found.amount() == 1:
            return dated(quarter_reach(desk.quarter[0] - 1, desk.quarter[1]), "context")
    amount = found.amount()
    if amount is None or not found.has("A", "DAY", "NUM", "WORD", "HUNDRED", "COUPLE", "HYPHEN"):
        return undated(NOT_COUNTED)
    if base is None:
        return undated(NO_ANCHOR)
    return dated(moved_reach(base, unit, sign * amount), basis)


def _base(desk: Desk, unit: str) -> tuple[date | None, TimeBasis]:
    """The day that "earlier" and "later" count from: of the last time named, if that is no vaguer than the unit."""
    last = desk.last
    if last and last.first and FINENESS.get(last.precision, 9) <= COARSER.index(unit):
        return last.first, "context"
    return (desk.today, desk.basis) if desk.last is None or unit not in ("D", "W") else (None, desk.basis)


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
    return _neighbour(desk, unit, 1 if found.has("AFTER") else -1)


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
    if pointing and (unit == "D" or word != "next"):
        return _neighbour(desk, unit, step)
    if found.has("THE") and found.has("LAST", "NEXT") and not found.has("END", "START", "MIDDLE", "CURRENT"):
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


def _neighbour(desk: Desk, unit: str, step: int) -> Draft | None:
    """ "the following year", "the previous day": beside the last time named."""
    last = desk.last
    if last is None or last.first is None or FINENESS.get(last.precision, 9) > COARSER.index(unit):
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
    unit, last = found.unit(), desk.last
    if unit.startswith("T"):
        return None
    if last is None or last.first is None or FINENESS.get(last.precision, 9) > COARSER.index(unit):
        return undated(NO_ANCHOR)
    if found.has("LAST"):  # "the same month last year"
        earlier = moved_reach(last.first, "M", -12)
        return dated(unit_reach(earlier.first, unit) if earlier and earlier.first else None, "context")
    return dated(unit_reach(last.first, unit), "context")


def the_unit(found: Found, desk: Desk) -> Draft | None:
    """ "for the year", "during the quarter", "the latest period"."""
    unit, before = found.unit(), found.before()
    if found.has("LATEST") or unit == "3M":
        if desk.quarter:
            return dated(quarter_reach(*desk.quarter), "context")
        return None
    if unit not in ("W", "M", "Y") or found.after() in ("of", "-", "that", "before", "after", "he", "she", "they"):
        return None
    if before not in found.tables.before.units:
        return None
    if unit == "Y" and found.after() in ("ended", "ending", "to", "through"):
        return Draft("DURATION", "P1Y", basis="explicit")
    if desk.today is None:
        return undated()
    if found.has("FISCAL"):
        return Draft("DATE", f"{desk.today.year:04d}", "year", basis=desk.basis, reason=FISCAL)
    return dated(unit_reach(desk.today, unit), desk.basis)
