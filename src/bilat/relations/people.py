"""Who is most active between two countries: people who take part in events, or speak, in reports on the two."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.happenings import ids
from bilat.relations.known import known_by
from bilat.relations.rows import Rows
from bilat.store.sides import pair_of
from bilat.store.tables import actors, event_pairs, events, reports, statements


class ActivePerson(Record, frozen=True, kw_only=True, gc=False):
    """A person of one of the two countries.

    `events` counts the events between the two in which the person takes part, each once, `statements` what the person
    says in reports that tell such events, as the reports have it. `role` is that of the newest report that gives one.
    """

    id: str
    name: str
    country: str | None
    role: str | None
    events: int
    statements: int
    last_day: str


def active_people(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: int | None = None,
) -> Rows[ActivePerson]:
    """The people of two countries, the most active first: by events, then by statements."""
    p = event_pairs.c
    days = [p.pair == pair_of(first, second)]
    if since is not None:
        days.append(p.day >= since)
    if until is not None:
        days.append(p.day <= until)
    told = (
        sa.select(events.c.event, events.c.happening, events.c.report, events.c.source, events.c.target, events.c.day)
        .join(event_pairs, p.event == events.c.event)
        .join(reports, reports.c.report == events.c.report)
        .where(*days, events.c.dropped == 0, known_by(as_of))
    )
    acting: dict[str, set[tuple[bool, int]]] = {}
    last: dict[str, str] = {}
    telling: set[int] = set()
    for row in connection.execute(told):
        telling.add(row.report)
        key = (True, row.happening) if row.happening is not None else (False, row.event)
        for actor in {*ids(row.source), *ids(row.target)}:
            acting.setdefault(actor, set()).add(key)
            last[actor] = max(last.get(actor, ""), row.day)
    people = _people(connection, (first, second), telling)
    saying = _saying(connection, telling, people)
    found = [
        ActivePerson(
            id=actor,
            name=row.name,
            country=row.country,
            role=row.role,
            events=len(acting.get(actor, ())),
            statements=saying.get(actor, (0, ""))[0],
            last_day=max(last.get(actor, ""), saying.get(actor, (0, ""))[1]),
        )
        for actor, row in people.items()
        if actor in acting or actor in saying
    ]
    found.sort(key=lambda one: (-one.events, -one.statements, one.name))
    return Rows(found[:limit], ActivePerson)


def _people(connection: sa.Connection, countries: Iterable[str], telling: set[int]) -> dict[str, sa.Row[Any]]:
    """The people of some countries that these reports name, each as the newest report with a role has it."""
    a = actors.c
    query = sa.select(a.report, a.actor, a.name, a.country, a.role).where(
        a.kind == "person", a.country.in_(sorted(countries)), a.report.in_(sorted(telling))
    )
    found: dict[str, sa.Row[Any]] = {}
    rows: Any = connection.execute(query.order_by(a.role.is_not(None), a.report)).all()
    for row in rows:
        found[row.actor] = row
    return found


def _saying(connection: sa.Connection, telling: set[int], people: Iterable[str]) -> dict[str, tuple[int, str]]:
    """How much these people say in these reports, and on which day last."""
    s = statements.c
    query = (
        sa.select(s.speaker, sa.func.count().label("counted"), sa.func.max(s.day).label("last"))
        .where(s.report.in_(sorted(telling)), s.dropped == 0, s.same_as.is_(None), s.speaker.is_not(None))
        .group_by(s.speaker)
    )
    wanted = set(people)
    return {row.speaker: (row.counted, row.last) for row in connection.execute(query) if row.speaker in wanted}
