"""What several Readings say of two countries, chosen and put in order for a view."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bilat.records import Event, Measure, Reading, When
from bilat.view import wording
from bilat.view.rows import Row, event_row, measure_row, talks_row
from bilat.view.wording import Names

# Happenings without a doer and a done-to, unless the report says who came to whom.
MUTUAL = ("AGREE", "CONSULT", "COOPERATE")


_NO_DATE = "9999"  # sorts last


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says: the row, the report in words, and its date ("9999" where it has none)."""

    row: Row
    source: str
    published: str


@dataclass(frozen=True, slots=True)
class Happening:
    """Events that reports code alike for the same time; `day` is a TIMEX3 value or null, `who` names both sides."""

    day: str | None
    who: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """Everything said of the pair, in order of date; `reports` counts the Readings that say something of it."""

    names: tuple[str, str]
    happenings: tuple[Happening, ...]
    measures: tuple[Account, ...]
    talks: tuple[Account, ...]
    reports: int


def pair_view(readings: Sequence[Reading], pair: tuple[str, str]) -> PairView:
    """Chooses what lies between the two countries and sorts it by date, what has none at the end."""
    events = [
        (reading, event)
        for reading in readings
        for event in reading.events
        if between(Names(reading.actors), event.source, event.target, pair)
    ]
    measures = [
        (reading, measure)
        for reading in readings
        for measure in reading.measures
        if between(Names(reading.actors), measure.imposed_by, measure.on, pair)
    ]
    talks = [
        (reading, talks)
        for reading in readings
        for talks in reading.talks
        if between(Names(reading.actors), talks.parties, (), pair)
    ]
    measures.sort(key=lambda one: _measure_order(one[1]))
    talks.sort(key=lambda one: one[0].document.published or _NO_DATE)
    said = {reading.document.id for reading, _ in (*events, *measures, *talks)}
    return PairView(
        names=(_country_name(readings, pair[0]), _country_name(readings, pair[1])),
        happenings=_happenings(events),
        measures=tuple(_account(reading, measure_row(reading, measure)) for reading, measure in measures),
        talks=tuple(_account(reading, talks_row(reading, one)) for reading, one in talks),
        reports=len(said),
    )


def between(names: Names, source: Sequence[str], target: Sequence[str], pair: tuple[str, str]) -> bool:
    """Whether something lies between the two countries, either way; without target, both must be among the source."""
    doers = {names.country(actor) for actor in source}
    done_to = {names.country(actor) for actor in target}
    first, second = pair
    if not target:
        return first in doers and second in doers
    return (first in doers and second in done_to) or (second in doers and first in done_to)


def _happenings(events: Sequence[tuple[Reading, Event]]) -> tuple[Happening, ...]:
    groups: dict[tuple[object, ...], list[tuple[Reading, Event]]] = {}
    for number, (reading, event) in enumerate(events):
        likeness = _likeness(reading, event) if _is_day(event.time) else (number,)
        groups.setdefault(likeness, []).append((reading, event))
    found = []
    for group in groups.values():
        group.sort(key=lambda one: one[0].document.published or _NO_DATE)
        sides = dict.fromkeys(_who(reading, event) for reading, event in group)
        who = next(iter(sides)) if len(sides) == 1 else _undirected(*group[0])
        accounts = tuple(_account(reading, event_row(reading, event)) for reading, event in group)
        found.append(Happening(_day(group[0][1].time), who, accounts))
    return tuple(sorted(found, key=lambda one: (_in_order(one.day), one.accounts[0].published)))


def _likeness(reading: Reading, event: Event) -> tuple[object, ...]:
    """What events of one happening share as far as their codes tell; who called whom is told either way."""
    names = Names(reading.actors)
    sides = tuple(tuple(sorted({names.country(a) or "" for a in side})) for side in (event.source, event.target))
    if event.type in MUTUAL and event.mode != "visit":
        sides = (tuple(sorted({*sides[0], *sides[1]})),)
    return (_day(event.time), event.type, event.mode, event.status, sides)


def _who(reading: Reading, event: Event) -> str:
    return Names(reading.actors).direction(event.source, event.target)


def _undirected(reading: Reading, event: Event) -> str:
    """The countries alone, where the accounts name different people or directions."""
    names = Names(reading.actors)
    sides = [dict.fromkeys(names.country(a) or names.name(a) for a in side) for side in (event.source, event.target)]
    if event.type in MUTUAL and event.mode != "visit":
        return " ↔ ".join(_country_name((reading,), code) for code in sorted({*sides[0], *sides[1]}))
    return " → ".join(", ".join(_country_name((reading,), code) for code in side) for side in sides if side)


def _is_day(time: When | None) -> bool:
    """Whether the day is known: events alike in all codes may be different ones in a month, or with no date at all."""
    return time is not None and time.value is not None and re.match(r"\d{4}-\d{2}-\d{2}", time.value) is not None


def _day(time: When | None) -> str | None:
    """A day, month or year by which to sort: the value, else (as for a week) the first day that is possible."""
    if time is None:
        return None
    known = (time.value, time.start, time.end)
    return next((value for value in known if value and re.match(r"\d{4}(-\d\d|$)", value)), None)


def _in_order(day: str | None) -> str:
    """A key by which a month comes after its days, a year after its months, and what has no date last."""
    return f"{day or _NO_DATE}-99"


def _measure_order(measure: Measure) -> str:
    return _in_order(_day(measure.effective) or _day(measure.announced) or _day(measure.ended))


def _account(reading: Reading, row: Row) -> Account:
    return Account(row, wording.source_line(reading), reading.document.published or _NO_DATE)


def _country_name(readings: Sequence[Reading], code: str) -> str:
    """The country's name as the Readings have it; its code where none names it."""
    for reading in readings:
        for actor in reading.actors:
            if actor.kind == "country" and code in (actor.country, actor.id):
                return actor.name
    return code
