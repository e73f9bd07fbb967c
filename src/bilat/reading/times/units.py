"""Units of time: how long so many of them are, and what lies so many of them away."""

from datetime import date

from bilat.reading.times.calendar import (
    Reach,
    century_reach,
    day_reach,
    decade_reach,
    month_reach,
    quarter_reach,
    shifted,
    week_reach,
    year_reach,
)

# Days that a unit has, about.
DAYS = {"D": 1, "W": 7, "2W": 14, "M": 30, "3M": 91, "Y": 365, "10Y": 3652, "100Y": 36524}


def unit_reach(day: date, unit: str) -> Reach | None:
    """The day, week, month … that holds the day."""
    match unit:
        case "D":
            return day_reach(day)
        case "W" | "2W":
            return week_reach(day)
        case "M":
            return month_reach(day.year, day.month)
        case "3M":
            return quarter_reach(day.year, (day.month + 2) // 3)
        case "Y":
            return year_reach(day.year)
        case "10Y":
            return decade_reach(day.year // 10)
        case "100Y":
            return century_reach(day.year // 100)
    return None


def moved_reach(day: date, unit: str, amount: float) -> Reach | None:
    """What lies so many units from the day, as precisely as the unit counts: "two years ago" is a year."""
    if abs(amount) > 100_000:
        return None
    match unit:
        case "D" | "W" | "2W":
            goal = shifted(day, round(amount * {"D": 1, "W": 7, "2W": 14}[unit]))
            return unit_reach(goal, unit) if goal else None
        case "M" | "3M":
            month = day.month + round(amount * (3 if unit == "3M" else 1))
            return quarter_reach(day.year, (month + 2) // 3) if unit == "3M" else month_reach(day.year, month)
        case "Y" | "10Y" | "100Y":
            years = amount * {"Y": 1, "10Y": 10, "100Y": 100}[unit]
            if years != int(years):
                found = month_reach(day.year, day.month + round(years * 12))
                return year_reach(int(found.value[:4])) if found else None
            return year_reach(day.year + int(years))
    return None


def length(amount: float | None, unit: str) -> str:
    """A TIMEX3 length: 3 and "D" is "P3D", 5.5 and "TH" is "PT5H30M", None and "Y" is "PXY"."""
    time, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    times, letter = int(letter[:-1] or 1), letter[-1]
    if amount is None:
        return f"P{time}X{letter}"
    total = amount * times
    if total == int(total):
        return f"P{time}{int(total)}{letter}"
    whole, rest = int(total), total - int(total)
    finer = {("", "Y"): (12, "M"), ("T", "H"): (60, "M"), ("T", "M"): (60, "S")}.get((time, letter))
    if finer is None:
        return f"P{time}{total:g}{letter}"
    return f"P{time}{f'{whole}{letter}' if whole else ''}{round(rest * finer[0])}{finer[1]}"


def around(today: date | None, unit: str, amount: float, side: int) -> tuple[date | None, date | None]:
    """First and last day of a length that ends (`side` -1) or begins (1) with today."""
    if today is None or side == 0 or unit not in DAYS or amount > 1000:
        return None, None
    far = shifted(today, round(side * DAYS[unit] * amount))
    if unit in ("M", "3M", "Y", "10Y", "100Y") and amount == int(amount):
        months = side * int(amount) * {"M": 1, "3M": 3, "Y": 12, "10Y": 120, "100Y": 1200}[unit]
        reach = moved_reach(today, "M", months)
        far = (
            min(shifted(reach.first, today.day - 1) or reach.first, reach.last or reach.first)
            if reach and reach.first
            else None
        )
    if far is None:
        return None, None
    return (far, today) if side < 0 else (today, far)
