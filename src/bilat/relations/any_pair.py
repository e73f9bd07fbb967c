"""Happenings whatever countries they are between: by an event's id, by reports, by who takes part."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from bilat.relations.happenings import account_rows
from bilat.relations.known import chunks
from bilat.relations.settling import Account, Known, known_of
from bilat.store.tables import events

# What an account is grouped by: (true, its happening), or (false, itself) where it is linked to none.
Key = tuple[bool, int]


def key_of(event: int, happening: int | None) -> Key:
    """The group of an account by its key and that of its happening."""
    return (True, happening) if happening is not None else (False, event)


def known_of_keys(connection: sa.Connection, keys: Iterable[Key], as_of: str | None = None) -> dict[Key, Known]:
    """The happenings of these groups with all their accounts known by then, those within one country too."""
    wanted = list(keys)
    groups: dict[Key, list[Account]] = {}
    for linked, column in ((True, events.c.happening), (False, events.c.event)):
        for row in _accounts(connection, column, [key for is_linked, key in wanted if is_linked is linked], as_of):
            groups.setdefault((True, row.happening) if row.happening is not None else (False, row.event), []).append(
                row
            )
    found = {key: known_of(groups[key]) for key in wanted if key in groups}
    return {key: known for key, known in found.items() if known is not None}


def _accounts(
    connection: sa.Connection, column: sa.Column[int], keys: Sequence[int], as_of: str | None
) -> Iterable[Account]:
    query = account_rows(None, as_of, words=True)
    for chunk in chunks(keys):
        yield from map(Account._make, connection.execute(query.where(column.in_(chunk))).all())
