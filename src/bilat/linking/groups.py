"""Groups of accounts: joining one, founding one. All links are written here."""

from typing import NamedTuple

import sqlalchemy as sa

from bilat.records import content_id
from bilat.store.tables import chains, events, happenings, measures, reports, stories, talks, threads


class Group(NamedTuple):
    """A table of accounts, its key, the table of groups, its key, and how ids of groups begin."""

    accounts: sa.Table
    key: str
    groups: sa.Table
    group: str
    prefix: str


EVENTS = Group(events, "event", happenings, "happening", "event")
MEASURES = Group(measures, "measure", chains, "chain", "measure")
TALKS = Group(talks, "talks", threads, "thread", "talks")
STORIES = Group(reports, "report", stories, "story", "story")


def join(connection: sa.Connection, kind: Group, key: int, group: int, reason: str, score: float, by: str) -> None:
    """Puts an account into a group; `reason` is for a person, `score` says how alike they are (0 to 1)."""
    connection.execute(
        kind.accounts.update()
        .where(kind.accounts.c[kind.key] == key)
        .values({kind.group: group, "link_reason": reason, "link_score": round(score, 3), "link_by": by})
    )


def found(connection: sa.Connection, kind: Group, key: int) -> int:
    """Makes a group for an account that is the first to tell of it; the id comes from report and item."""
    if kind is STORIES:
        parts = connection.execute(sa.select(reports.c.id, reports.c.revision).where(reports.c.report == key)).one()
    else:
        parts = connection.execute(
            sa.select(reports.c.id, kind.accounts.c.item)
            .join(reports, reports.c.report == kind.accounts.c.report)
            .where(kind.accounts.c[kind.key] == key)
        ).one()
    number = 0
    while True:
        name = content_id(kind.prefix, *parts, *([number] if number else []))
        taken = connection.execute(sa.select(kind.groups.c[kind.group]).where(kind.groups.c.id == name)).scalar()
        if taken is None:
            made = connection.execute(kind.groups.insert().values(id=name).returning(kind.groups.c[kind.group]))
            group = int(made.scalar_one())
            break
        if not connection.execute(
            sa.select(kind.accounts.c[kind.key]).where(kind.accounts.c[kind.group] == taken)
        ).first():
            group = int(taken)
            break
        number += 1
    connection.execute(
        kind.accounts.update()
        .where(kind.accounts.c[kind.key] == key)
        .values({kind.group: group, "link_reason": None, "link_score": None, "link_by": None})
    )
    return group
