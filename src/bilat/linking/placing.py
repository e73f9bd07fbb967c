"""A report's place in the record, made again after a correction or another reading."""

from typing import Any

import sqlalchemy as sa

from bilat.linking import place_accounts
from bilat.linking.groups import EVENTS, MEASURES, TALKS, Group
from bilat.records import Reading
from bilat.store.corrections import fixes_of
from bilat.store.putting import put_items, remove_items
from bilat.store.rows import items_of
from bilat.store.tables import reports

_LINKS = ("link_reason", "link_score", "link_by")


def remake(connection: sa.Connection, report: int, reading: Reading) -> None:
    """Makes a report's rows again from a Reading and the corrections.

    An account that tells what it told before keeps its group, so that re-reading one report moves nothing else; what
    tells something else now is linked anew.
    """
    known_day = connection.execute(sa.select(reports.c.known_day).where(reports.c.report == report)).scalar_one()
    before = {kind: _accounts(connection, kind, report) for kind in (EVENTS, MEASURES, TALKS)}
    remove_items(connection, report)
    put_items(connection, report, items_of(reading, known_day, fixes_of(connection, reading)))
    for kind, accounts in before.items():
        for item, now in _accounts(connection, kind, report).items():
            if item in accounts and _told(kind, accounts[item]) == _told(kind, now):
                link = {name: accounts[item][name] for name in (kind.group, *_LINKS)}
                own = kind.accounts.c[kind.key] == now[kind.key]
                connection.execute(kind.accounts.update().where(own).values(link))
    place_accounts(connection, report)


def _accounts(connection: sa.Connection, kind: Group, report: int) -> dict[str, dict[str, Any]]:
    rows = connection.execute(sa.select(kind.accounts).where(kind.accounts.c.report == report))
    return {row.item: dict(row._mapping) for row in rows}


def _told(kind: Group, row: dict[str, Any]) -> dict[str, Any]:
    """What an account tells, without key, group and links."""
    return {name: value for name, value in row.items() if name not in (kind.key, kind.group, "score", *_LINKS)}
