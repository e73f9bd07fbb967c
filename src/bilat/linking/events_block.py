"""Accounts as they are compared, out of the record: those of one report, and those that share a pair and a time."""

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.linking.events_compare import Account, settings
from bilat.linking.events_words import stems
from bilat.store.sides import INTERGOVERNMENTAL
from bilat.store.tables import actors, event_pairs, events, reports

# How much of the beginning of a report, and of the text on both sides of a sentence, counts as near it, in characters.
LEAD = 300
AROUND = 200
# Words of an account that has fewer stems than this are a phrase of a sentence.
PHRASE = 8
_STOP = re.compile(r"(?<=[a-z0-9)\"][.?!])\s+(?=[A-Z\"])|\n\s*\n|\n {2,}")


# Statements are made once: making one costs more than asking it.
_WHOLE = sa.case((events.c.located_in == "title", reports.c.title), else_=reports.c.text)
_AROUND_FROM = sa.case((events.c.span_start > AROUND, events.c.span_start - AROUND), else_=0)
_ACCOUNTS = (
    sa.select(
        events,
        reports.c.known_day,
        reports.c.title,
        sa.func.substr(_WHOLE, events.c.span_start + 1, events.c.span_end - events.c.span_start).label("words"),
        sa.func.substr(reports.c.text, 1, LEAD).label("lead"),
        sa.func.substr(reports.c.text, _AROUND_FROM + 1, events.c.span_end - _AROUND_FROM + AROUND).label("around"),
        (events.c.span_start - _AROUND_FROM).label("offset"),
    )
    .join(reports, reports.c.report == events.c.report)
    .where(events.c.dropped == 0)
    .order_by(events.c.event)
)
_ACCOUNTS_OF = _ACCOUNTS.where(events.c.report == sa.bindparam("report"))
_ACCOUNTS_BY_KEY = _ACCOUNTS.where(events.c.event.in_(sa.bindparam("keys", expanding=True)))
_PAIRS = sa.select(event_pairs).where(event_pairs.c.event.in_(sa.bindparam("keys", expanding=True)))
_KINDS = sa.select(actors.c.report, actors.c.actor, actors.c.kind, actors.c.country, actors.c.state).where(
    actors.c.report.in_(sa.bindparam("reports", expanding=True))
)


def _nearest(
    window: sa.ColumnElement[bool], *order: sa.ColumnElement[object], limit: str = "limit"
) -> sa.Select[tuple[int]]:
    """The accounts of the nearest days in a window that are of the wanted types, and of other reports."""
    nearest = (
        sa.select(event_pairs.c.event)
        .where(event_pairs.c.pair == sa.bindparam("pair"), window)
        .order_by(*order)
        .limit(sa.bindparam(limit))
        .subquery()
    )
    return (
        sa.select(events.c.event)
        .join(nearest, nearest.c.event == events.c.event)
        .where(events.c.type.in_(sa.bindparam("types", expanding=True)), events.c.report != sa.bindparam("report"))
        .where(events.c.happening.is_not(None), events.c.dropped == 0)
    )


_DAY = event_pairs.c.day
_CANDIDATES = (
    _nearest(_DAY.between(sa.bindparam("first"), sa.bindparam("day")), _DAY.desc(), event_pairs.c.event.desc()),
    _nearest(sa.and_(sa.bindparam("day") < _DAY, sa.bindparam("last") >= _DAY), _DAY.asc(), event_pairs.c.event.asc()),
    # What was told of lately, whenever it happened: background has a far day in one report and none in another.
    _nearest(sa.true(), event_pairs.c.event.desc(), limit="latest"),
)


def candidates(connection: sa.Connection, pair: str, types: Sequence[str], day: date, report: int) -> list[int]:
    """The keys of other reports' accounts of these types between a pair, near a day or told of lately.

    No more accounts than the settings' `limit` are looked at on each side of the day, and no more than `latest` of the
    latest: what lies further away is left out, so that the cost does not grow with the record.
    """
    options = settings()
    asked = {
        "pair": pair,
        "types": list(types),
        "day": day.isoformat(),
        "first": date.fromordinal(max(day.toordinal() - options.back, 1)).isoformat(),
        "last": date.fromordinal(min(day.toordinal() + options.ahead, date.max.toordinal())).isoformat(),
        "report": report,
    }
    limits = {"limit": options.limit}, {"limit": options.limit}, {"latest": options.latest}
    return [
        int(row.event)
        for window, most in zip(_CANDIDATES, limits, strict=True)
        for row in connection.execute(window, asked | most)
    ]


def accounts_of(connection: sa.Connection, report: int) -> list[Account]:
    """The accounts of one report that a person has not dropped, in the order of their keys."""
    return _made(connection, connection.execute(_ACCOUNTS_OF, {"report": report}).all())


def accounts_by_key(connection: sa.Connection, keys: Sequence[int]) -> list[Account]:
    """The accounts with these keys."""
    return _made(connection, connection.execute(_ACCOUNTS_BY_KEY, {"keys": list(keys)}).all()) if keys else []


def _made(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Account]:
    if not rows:
        return []
    pairs: dict[int, dict[str, tuple[str | None, str | None]]] = defaultdict(dict)
    for row in connection.execute(_PAIRS, {"keys": [row.event for row in rows]}):
        pairs[row.event][row.pair] = (row.source, row.target)
    kinds = {
        (row.report, row.actor): row
        for row in connection.execute(_KINDS, {"reports": sorted({row.report for row in rows})})
    }
    return [_account(row, pairs[row.event], kinds) for row in rows]


def _account(
    row: sa.Row[Any], direction: Mapping[str, tuple[str | None, str | None]], kinds: Mapping[tuple[int, str], Any]
) -> Account:
    people: dict[str, set[str]] = defaultdict(set)
    bodies: set[str] = set()
    countries: set[str] = set()
    for actor in msgspec.json.decode(row.source) + msgspec.json.decode(row.target):
        known = kinds.get((row.report, actor))
        if known is None:
            continue
        countries.update({known.country} - {None})
        if known.state == INTERGOVERNMENTAL:
            bodies.add(actor)
        if known.kind == "person":
            people[known.country or ""].add(actor.rpartition("-")[2].rpartition(":")[2])
    start, end = (date.fromisoformat(day) if day else None for day in (row.time_start, row.time_end))
    own = frozenset(name for code in countries for name in names_of(code))
    whole = " ".join(filter(None, (row.title, row.lead, row.around if row.located_in == "text" else None)))
    return Account(
        event=row.event,
        report=row.report,
        happening=row.happening,
        type=row.type,
        mode=row.mode,
        status=row.status,
        direction=direction,
        people={country: frozenset(names) for country, names in people.items()},
        bodies=frozenset(bodies),
        countries=frozenset(countries),
        start=start if end else None,
        end=end if start else None,
        known=date.fromisoformat(row.known_day),
        place=row.place.lower() if row.place else None,
        topics=frozenset(msgspec.json.decode(row.topics) if row.topics else ()),
        words=_told(row) - own,
        near=stems(whole) - own,
        text=" ".join(row.words.split()),
    )


def _told(row: sa.Row[Any]) -> frozenset[str]:
    """The stems of an account's words; of the whole sentence where they are a mere phrase ("the talks")."""
    told = stems(row.words)
    if row.located_in == "title" or len(told) >= PHRASE:
        return told
    end = row.offset + len(row.words)
    before, after = _STOP.split(row.around[: row.offset]), _STOP.split(row.around[end:])
    return stems(f"{before[-1]} {row.words} {after[0]}")


@functools.cache
def names_of(code: str) -> frozenset[str]:
    """The stems of a country's names, which say nothing more of an event that is known to be the country's."""
    return _names().get(code, frozenset())


@functools.cache
def _names() -> Mapping[str, frozenset[str]]:
    from bilat.codebook.actors import Country
    from bilat.codebook.tables import read_csv

    return {
        country.code: stems(" ".join((country.name, *country.aliases, *country.demonyms, *country.capital)))
        for country in read_csv("countries.csv", Country)
    }
