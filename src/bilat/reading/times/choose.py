"""Which day, month, quarter, season or year is meant where the words leave it open: by the side on which it lies."""

from datetime import date

from bilat.codebook.times import Holiday
from bilat.reading.times.calendar import SEASON_MONTH, day_of, holiday_on, shifted
from bilat.reading.times.tense import Direction

# A month so many months ahead is the one just past: "the deficit for February will be larger", told in March.
LONG_AHEAD = 10
# The month after this one is that one, whatever the verb says: eleven months back it would be "last April".
NEXT_MONTH = 1
# A day so far back, whose namesake ahead is this near, is the one ahead, whatever the verb says.
LONG_BACK, SOON_AHEAD = 270, 95
# And the other way round: nearly a year ahead of the report, when the same day has just been, is a misread tense
# ("began to collect on April 5", told on April 10).
LONG_ON, JUST_BACK = 300, 60


def nearest(today: date, days: list[date], side: Direction) -> date | None:
    """The nearest of the days, on that side of today if one is said."""
    behind = max((day for day in days if day <= today), default=None)
    ahead = min((day for day in days if day >= today), default=None)
    if behind is None or ahead is None:
        return behind or ahead
    back, on = (today - behind).days, (ahead - today).days
    if side == 1 and not (on > LONG_ON and back < JUST_BACK):
        return ahead
    if side == -1 and not (back > LONG_BACK and on < SOON_AHEAD):
        return behind
    return behind if back <= on else ahead


def day_without_year(today: date, month: int, day: int, side: Direction) -> date | None:
    """That day of the month in the year that fits."""
    days = [day_of(year, month, day) for year in range(today.year - 4, today.year + 5)]
    return nearest(today, [found for found in days if found], side)


def holiday_without_year(today: date, holiday: Holiday, side: Direction) -> date | None:
    """The holiday in the year that fits."""
    days = [holiday_on(holiday, today.year + shift) for shift in (-1, 0, 1)]
    return nearest(today, [found for found in days if found], side)


def year_of_month(today: date, month: int, side: Direction) -> int:
    """The year of a month that is named without one; a past month is never one that is still to come, but the next."""
    ahead = (month - today.month) % 12
    if side == -1 and ahead != NEXT_MONTH:
        return today.year if month <= today.month else today.year - 1
    if side == 1 and ahead < LONG_AHEAD:
        return today.year if month >= today.month else today.year + 1
    apart = (month - today.month + 6) % 12 - 6
    return today.year + (today.month + apart - 1) // 12


def weekday(today: date, wanted: int, side: Direction, runs_on: bool = False) -> date | None:
    """The weekday behind, which may be today itself, or ahead.

    Where the words tell no side, the day that comes next is meant rather than the one six days back; so it is, whatever
    the verb says, where the report runs on into that day (`runs_on`).
    """
    if side == 1 or ((side == 0 or runs_on) and wanted == (today.weekday() + 1) % 7):
        return shifted(today, (wanted - today.weekday()) % 7)
    return shifted(today, -((today.weekday() - wanted) % 7))


def year_of_quarter(today: date, quarter: int, side: Direction) -> int:
    """The year of a quarter named without one: results are of this year's quarters, once they have begun."""
    now = (today.month + 2) // 3
    if quarter > now and side != 1 and not (side == 0 and quarter == now + 1):
        return today.year - 1
    if quarter < now and side == 1 and now - quarter >= 2:
        return today.year + 1
    return today.year


def year_of_season(today: date, season: str, side: Direction) -> int:
    """The year of a season named without one."""
    first = SEASON_MONTH[season] % 12
    if side == -1:
        return today.year if first <= today.month else today.year - 1
    if side == 1:
        return today.year if first + 2 >= today.month else today.year + 1
    return today.year
