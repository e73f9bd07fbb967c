"""How two countries dealt with each other, as a mean with its uncertainty.

The mean is that of the intensity (on PLOVER's scale, -10 to +10) of what occurred, each happening once, however many
reports tell it. What is planned, denied, only possible or background is left out.
"""

import calendar
import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.records import Record
from bilat.relations.happenings import Known, known_happenings
from bilat.relations.naming import days_later
from bilat.relations.rows import Rows

By = Literal["day", "week", "month", "quarter", "year"]
OCCURRED = frozenset({"occurred", "ongoing"})
# The interval holds the mean with this probability, if the events of the period are a sample of how the two deal with
# each other.
CONFIDENCE = 0.95
# How far the intensities of events between countries lie from their mean: the standard deviation over the 1,349 events
# that the Reuters reports of February and March 1987 tell as occurred or under way, copies too. It counts as much as so
# many degrees of freedom, so that three events that happen to be alike do not look certain.
USUAL_SPREAD, USUAL_WEIGHT = 4.25, 2
LOWEST, HIGHEST = -10.0, 10.0


class TonePeriod(Record, frozen=True, kw_only=True):
    """The tone of one day, week, month, quarter or year.

    `start` and `end` are its first and last day. All of `period`, `start` and `end` are null in the last row, where
    there is one: it holds the events whose day is not known so precisely that they fall into one period. `low` and
    `high` bound the mean (95 percent); null with fewer than two events. `positive` and `negative` count the events of
    an intensity above and below zero.
    """

    period: str | None
    start: str | None
    end: str | None
    events: int
    positive: int
    negative: int
    mean: float
    low: float | None
    high: float | None


def tone(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    by: str = "month",
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Rows[TonePeriod]:
    """The tone between two countries by period; periods without events have no row. Raises `UsageError`."""
    known = known_happenings(connection, first, second, since=since, until=until, as_of=as_of, words=False)
    return tone_of_known(known, by)


def tone_of_known(known: Iterable[Known], by: str) -> Rows[TonePeriod]:
    """The same of happenings that are known already."""
    period_of = PERIODS.get(by)
    if period_of is None:
        raise UsageError(f"tone is counted by {', '.join(PERIODS)}, not by {by!r}")
    found: dict[str | None, list[float]] = {}
    for one in known:
        if one.status in OCCURRED and one.lead.intensity is not None:
            found.setdefault(_period(one, period_of), []).append(one.lead.intensity)
    periods = sorted(name for name in found if name is not None)
    rows = [_row(name, *bounds(name), found[name]) for name in periods]
    if None in found:
        rows.append(_row(None, None, None, found[None]))
    return Rows(rows, TonePeriod)


def _period(one: Known, period_of: Callable[[str], str]) -> str | None:
    """The period in which all days lie that it can have been on; None where they do not."""
    first, last = period_of(one.day), period_of(one.last_day)
    return first if first == last else None


def _row(name: str | None, start: str | None, end: str | None, values: list[float]) -> TonePeriod:
    mean = math.fsum(values) / len(values)
    low, high = interval(values)
    return TonePeriod(
        period=name,
        start=start,
        end=end,
        events=len(values),
        positive=sum(value > 0 for value in values),
        negative=sum(value < 0 for value in values),
        mean=round(mean, 2),
        low=low,
        high=high,
    )


def interval(values: Iterable[float]) -> tuple[float | None, float | None]:
    """Student's interval for a mean, its spread steadied by the usual one; null with fewer than two values.

    The variance is that of the values and the usual one, weighted by the degrees of freedom of the values and by
    `USUAL_WEIGHT`; the quantile has as many degrees of freedom as both together (the interval of a normal mean whose
    variance has an inverse gamma prior). The scale ends at -10 and +10, and so does the interval.
    """
    values = list(values)
    count = len(values)
    if count < 2:
        return None, None
    mean = math.fsum(values) / count
    squares = math.fsum((value - mean) ** 2 for value in values)
    freedom = count - 1 + USUAL_WEIGHT
    variance = (squares + USUAL_WEIGHT * USUAL_SPREAD**2) / freedom
    half = student_quantile(freedom) * math.sqrt(variance / count)
    return round(max(mean - half, LOWEST), 2), round(min(mean + half, HIGHEST), 2)


def student_quantile(freedom: int) -> float:
    """The two-sided 95 percent quantile of Student's t: 2.57 for 5 degrees of freedom.

    Cornish and Fisher's expansion (Abramowitz and Stegun 26.7.5), which is right to 0.3 percent from 3 degrees on.
    """
    z = 1.959963984540054
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + math.fsum(term / float(freedom) ** (power + 1) for power, term in enumerate(terms))


def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


# How a day is put into its period; names sort as the periods do.
PERIODS: dict[str, Callable[[str], str]] = {
    "day": lambda day: day,
    "week": _week,
    "month": lambda day: day[:7],
    "quarter": lambda day: f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}",
    "year": lambda day: day[:4],
}


def bounds(period: str) -> tuple[str, str]:
    """First and last day of a period by its name."""
    if "W" in period:
        monday = date.fromisocalendar(int(period[:4]), int(period[6:]), 1).isoformat()
        return monday, days_later(monday, 6)
    if "Q" in period:
        return _months(int(period[:4]), int(period[6:]) * 3 - 2, 3)
    if len(period) == len("2025-12"):
        return _months(int(period[:4]), int(period[5:]), 1)
    return (f"{period}-01-01", f"{period}-12-31") if len(period) == len("2025") else (period, period)


def _months(year: int, month: int, count: int) -> tuple[str, str]:
    last = month + count - 1
    return date(year, month, 1).isoformat(), date(year, last, calendar.monthrange(year, last)[1]).isoformat()
