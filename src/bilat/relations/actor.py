"""One actor: what reports call it, the offices it held, what it did, what was done to it and what it said."""

from typing import Any

import sqlalchemy as sa

from bilat.errors import NotFoundError
from bilat.records import Record
from bilat.relations.any_pair import Key, key_of, known_of_keys
from bilat.relations.happenings import Happening, described
from bilat.relations.known import known_by
from bilat.relations.naming import country_name
from bilat.relations.statements import StatementLine, said
from bilat.store.tables import actors, event_pairs, events, reports

# An id so long is a country's code.
CODE = 3


class ActorName(Record, frozen=True, kw_only=True):
    """What some reports call the actor."""

    name: str
    reports: int


class ActorRole(Record, frozen=True, kw_only=True):
    """An office or function that reports give the actor, with the days of the first and the last of them."""

    role: str
    first_day: str
    last_day: str
    reports: int


class ActorView(Record, frozen=True, kw_only=True):
    """An actor with its newest events between countries and statements, the newest first.

    `kind`, `country` and `sector` are those of the newest report that names it; `reports` counts all that do. `with_`
    are the countries that the actor's events are with, by the number of accounts.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    names: tuple[ActorName, ...]
    roles: tuple[ActorRole, ...]
    reports: int
    first_day: str
    last_day: str
    with_: dict[str, int]
    accounts: int
    events: tuple[Happening, ...]
    statements: tuple[StatementLine, ...]


def actor_view(
    connection: sa.Connection,
    id_: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: int = 50,
    day: str,
) -> ActorView:
    """An actor by its id; `limit` is how many events and statements, `day` today. Raises `UsageError` for no such."""
    a = actors.c
    rows: Any = connection.execute(
        sa.select(a.name, a.kind, a.country, a.sector, a.role, reports.c.known_day)
        .join(reports, reports.c.report == a.report)
        .where(a.actor == id_, known_by(as_of))
        .order_by(reports.c.known_day, a.report)
    ).all()
    if not rows:
        raise NotFoundError(f"the record has no actor {id_}" + (f" in what was published by {as_of}" if as_of else ""))
    newest = rows[-1]
    names = _counted(row.name for row in rows)
    keys, with_, accounts = _events(connection, id_, since, until, as_of, limit)
    known = known_of_keys(connection, keys, as_of)
    lines = said(connection, actor=id_, since=since, until=until, as_of=as_of, limit=limit)
    return ActorView(
        id=id_,
        name=country_name(id_) if len(id_) == CODE else next(iter(names)),
        kind=newest.kind,
        country=newest.country,
        sector=newest.sector,
        names=tuple(ActorName(name=name, reports=count) for name, count in names.items()),
        roles=_roles(rows),
        reports=len(rows),
        first_day=rows[0].known_day,
        last_day=newest.known_day,
        with_=with_,
        accounts=accounts,
        events=tuple(described(connection, [known[key] for key in keys if key in known], day)),
        statements=tuple(reversed(lines)),
    )


def _events(
    connection: sa.Connection, id_: str, since: str | None, until: str | None, as_of: str | None, limit: int
) -> tuple[list[Key], dict[str, int], int]:
    """Its newest events between countries, the countries they are with, and how many accounts there are."""
    quoted = f'%"{id_.replace("!", "!!").replace("%", "!%").replace("_", "!_")}"%'
    takes_part = sa.or_(events.c.source.like(quoted, escape="!"), events.c.target.like(quoted, escape="!"))
    own = sa.select(actors.c.report).where(actors.c.actor == id_)
    query = (
        sa.select(events.c.event, events.c.happening, event_pairs.c.pair, events.c.day)
        .join(event_pairs, event_pairs.c.event == events.c.event)
        .join(reports, reports.c.report == events.c.report)
        .where(events.c.report.in_(own), takes_part, events.c.dropped == 0, known_by(as_of))
        .order_by(events.c.day.desc(), events.c.event.desc())
    )
    if since is not None:
        query = query.where(events.c.day >= since)
    if until is not None:
        query = query.where(events.c.day <= until)
    rows: Any = connection.execute(query).all()
    country = _country_of(connection, id_)
    with_ = _counted(code for row in rows for code in row.pair.split("-") if code != country)
    keys = list(dict.fromkeys(key_of(row.event, row.happening) for row in rows))
    return keys[:limit], with_, len({row.event for row in rows})


def _country_of(connection: sa.Connection, id_: str) -> str | None:
    query = sa.select(actors.c.country).where(actors.c.actor == id_).order_by(actors.c.report.desc()).limit(1)
    return id_ if len(id_) == CODE else connection.execute(query).scalar()


def _roles(rows: Any) -> tuple[ActorRole, ...]:
    """The roles in the order in which reports first give them."""
    days: dict[str, list[str]] = {}
    for row in rows:
        if row.role:
            days.setdefault(row.role, []).append(row.known_day)
    return tuple(
        ActorRole(role=role, first_day=found[0], last_day=found[-1], reports=len(found)) for role, found in days.items()
    )


def _counted(values: Any) -> dict[str, int]:
    """How often each value is there, the commonest first."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
