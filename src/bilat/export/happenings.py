"""The events of the record, each worked out from all its accounts, one batch after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.export.record_rows import Cells, batches, listed_in, stream
from bilat.export.selection import Selection
from bilat.records import content_id
from bilat.relations.happenings import Account, Known, known_of
from bilat.relations.known import REPORT_COLUMNS
from bilat.store import tables
from bilat.store.tables import events, happenings, reports

# So many events are worked out at once.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on, as the report that leads an event has them; `state`: the country whose act it is."""

    id: str
    name: str
    country: str | None
    sector: str | None
    role: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its accounts, and the actors of the account that leads it."""

    id: str
    known: Known
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]


def exported_events(connection: sa.Connection, selection: Selection) -> Iterator[Event]:
    """The events that a selection takes, in the order in which the record came to know them."""
    for group in batches(_known(connection, selection), BATCH):
        actors = _actors(connection, {known.lead.report for known in group})
        for known in group:
            lead = known.lead
            yield Event(
                id=lead.happening_id or content_id("event", lead.report_id, lead.report_revision, lead.item),
                known=known,
                source=tuple(_actor(actors, lead.report, each) for each in listed_in(lead.source)),
                target=tuple(_actor(actors, lead.report, each) for each in listed_in(lead.target)),
            )


def happening_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `happenings`."""
    for event in exported_events(connection, selection):
        known, lead = event.known, event.known.lead
        place = place_of(known)
        time = known.time
        yield {
            "happening": event.id,
            "day": known.day,
            "last_day": known.last_day,
            "time": time.value if time else None,
            "time_start": time.start if time else None,
            "time_end": time.end if time else None,
            "time_precision": time.precision if time else None,
            "time_conflicts": [msgspec.to_builtins(conflict) for conflict in known.conflicts],
            "first_reported": known.accounts[0].known_day,
            "last_reported": known.accounts[-1].known_day,
            "type": lead.type,
            "mode": lead.mode,
            "contexts": joined(known, "contexts"),
            "status": known.status,
            "status_report": known.settled.report_id,
            "source": [actor.id for actor in event.source],
            "target": [actor.id for actor in event.target],
            "source_countries": _states(event.source),
            "target_countries": _states(event.target),
            "place": place.place,
            "place_country": place.place_country,
            "topics": joined(known, "topics"),
            "intensity": lead.intensity,
            "articles": known.articles,
            "independent_sources": known.independent_sources,
            "reports": list(dict.fromkeys(row.report_id for row in known.accounts)),
        }


def place_of(known: Known) -> Account:
    """The account that says where: the one that leads, or else the newest that does."""
    if known.lead.place:
        return known.lead
    return next((row for row in reversed(known.accounts) if row.place), known.lead)


def joined(known: Known, name: str) -> list[str]:
    """What the accounts have in a list, each once."""
    return list(dict.fromkeys(each for row in known.accounts for each in listed_in(getattr(row, name))))


def _known(connection: sa.Connection, selection: Selection) -> Iterator[Known]:
    """Events with their accounts: those that are linked, then those that stand alone."""
    query = _accounts(selection)
    linked = query.where(events.c.happening.is_not(None)).order_by(events.c.happening, events.c.event)
    alone = query.where(events.c.happening.is_(None)).order_by(events.c.event)
    for _, rows in groupby(map(Account._make, stream(connection, linked)), key=lambda account: account.happening):
        yield from _of_any_countries(list(rows))
    for account in map(Account._make, stream(connection, alone)):
        yield from _of_any_countries([account])


def _of_any_countries(accounts: list[Account]) -> Iterator[Known]:
    known = known_of(accounts)
    if known is not None:
        yield known


def _accounts(selection: Selection) -> sa.Select[Any]:
    """Accounts with all fields but the words. `pair` is empty, not null, so that every account can lead."""
    first = reports.alias("first_report")  # of which this report is a copy
    nothing = sa.null()
    named: dict[str, sa.ColumnElement[Any]] = {
        "known_day": reports.c.known_day,
        "origin": sa.case((reports.c.copy_of.is_(None), reports.c.origin), else_=first.c.origin),
        "pair": sa.literal(""), "pair_source": nothing, "pair_target": nothing, "words": nothing,
        "happening_id": happenings.c.id,
    }  # fmt: skip
    named |= {column.name: column for column in REPORT_COLUMNS}
    return (
        sa.select(*((named[name] if name in named else events.c[name]).label(name) for name in Account._fields))
        .select_from(events)
        .join(reports, reports.c.report == events.c.report)
        .outerjoin(first, first.c.report == reports.c.copy_of)
        .outerjoin(happenings, happenings.c.happening == events.c.happening)
        .where(selection.accounts(events))
    )


def _actors(connection: sa.Connection, keys: set[int]) -> dict[tuple[int, str], Actor]:
    c = tables.actors.c
    query = sa.select(c.report, c.actor, c.name, c.country, c.sector, c.role, c.state).where(c.report.in_(sorted(keys)))
    return {
        (row.report, row.actor): Actor(row.actor, row.name, row.country, row.sector, row.role, row.state)
        for row in connection.execute(query).all()
    }


def _actor(actors: Mapping[tuple[int, str], Actor], report: int, actor: str) -> Actor:
    return actors.get((report, actor)) or Actor(actor, actor, None, None, None, None)


def _states(actors: tuple[Actor, ...]) -> list[str]:
    return list(dict.fromkeys(actor.state for actor in actors if actor.state))
