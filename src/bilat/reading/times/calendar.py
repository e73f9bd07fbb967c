"""Days, weeks, months, quarters and so on as TIMEX3 values, each with the first and last day that it can mean."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from bilat.codebook.times import Holiday
from bilat.records import Precision

Part = Literal["whole", "early", "mid", "late", "start", "end"]

# First month of each season in the northern half of the world; winter begins in the year before the one it is named by.
SEASON_MONTH = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}


@dataclass(frozen=True, slots=True)
class Reach:
    """A value with what it covers. `first` and `last` are None where the value names no days."""

    value: str
    precision: Precision
    first: date | None = None
    last: date | None = None


def in_years(year: int) -> bool:
    """Whether Python's calendar holds the year."""
    return 1 <= year <= 9998


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the month has no such day."""
    if not in_years(year) or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def shifted(day: date, days: int) -> date | None:
    """The day so many days later, None beyond the calendar."""
    number = day.toordinal() + days
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def day_reach(day: date) -> Reach:
    """A day."""
    return Reach(day.isoformat(), "day", day, day)


def week_reach(day: date) -> Reach:
    """The ISO week (Monday to Sunday) that holds the day; the calendar's last one ends with it."""
    year, week, weekday = day.isocalendar()
    first = shifted(day, 1 - weekday) or day
    return Reach(f"{year:04d}-W{week:02d}", "week", first, shifted(first, 6) or date.max)


def weekend_reach(day: date) -> Reach:
    """Saturday and Sunday of the ISO week that holds the day."""
    week = week_reach(day)
    first = shifted(day, 5 - day.weekday()) or day
    return Reach(week.value + "-WE", "weekend", first, week.last)


def month_reach(year: int, month: int) -> Reach | None:
    """A month; months beyond 1 to 12 count on into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not in_years(year):
        return None
    return Reach(
        f"{year:04d}-{month:02d}", "month", date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def months_reach(value: str, precision: Precision, year: int, month: int, count: int) -> Reach | None:
    """`count` months from the one given."""
    first, last = month_reach(year, month), month_reach(year, month + count - 1)
    return Reach(value, precision, first.first, last.last) if first and last else None


def quarter_reach(year: int, quarter: int) -> Reach | None:
    """A quarter of a calendar year; quarters beyond 1 to 4 count on into other years."""
    year, quarter = year + (quarter - 1) // 4, (quarter - 1) % 4 + 1
    return months_reach(f"{year:04d}-Q{quarter}", "quarter", year, 3 * quarter - 2, 3)


def half_reach(year: int, half: int) -> Reach | None:
    """The first or second half of a calendar year."""
    return months_reach(f"{year:04d}-H{half}", "half-year", year, 6 * half - 5, 6)


def season_reach(year: int, season: str) -> Reach | None:
    """A season of a year; a winter may be either of the two that the year has a part of."""
    if season == "WI":
        return months_reach(f"{year:04d}-WI", "season", year - 1, 12, 15)
    return months_reach(f"{year:04d}-{season}", "season", year, SEASON_MONTH[season], 3)


def year_reach(year: int) -> Reach | None:
    """A calendar year."""
    return months_reach(f"{year:04d}", "year", year, 1, 12)


def decade_reach(decade: int) -> Reach | None:
    """Ten years: 199 is the 1990s."""
    return months_reach(f"{decade:03d}", "decade", decade * 10, 1, 120)


def century_reach(first_digits: int) -> Reach | None:
    """A hundred years: 19 is 1900 to 1999."""
    return months_reach(f"{first_digits:02d}", "century", max(first_digits * 100, 1), 1, 1200)


def part_of(reach: Reach, part: Part) -> Reach:
    """The same value, its days narrowed: early and late to a half, start and end to a quarter (as in TIMEX3)."""
    if part == "whole" or reach.first is None or reach.last is None:
        return reach
    length = (reach.last - reach.first).days
    half, quarter = timedelta(days=(length + 1) // 2), timedelta(days=(length + 1) // 4)
    first, last = reach.first, reach.last
    if part in ("early", "start"):
        last = first + (half if part == "early" else quarter)
    elif part in ("late", "end"):
        first = last - (half if part == "late" else quarter)
    else:
        first, last = first + quarter, last - quarter
    return replace(reach, first=first, last=last)


def holiday_on(holiday: Holiday, year: int) -> date | None:
    """The day of a holiday in a year."""
    if not in_years(year):
        return None
    if holiday.easter is not None:
        return shifted(_easter(year), holiday.easter)
    month = holiday.month or 1
    if holiday.weekday is None or holiday.nth is None:
        return day_of(year, month, holiday.day or 1)
    days = [day for day in calendar.Calendar().itermonthdates(year, month) if day.month == month]
    wanted = [day for day in days if day.weekday() == holiday.weekday]
    if holiday.nth > len(wanted):
        return None
    return wanted[holiday.nth if holiday.nth < 0 else holiday.nth - 1]


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)
