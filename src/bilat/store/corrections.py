"""What people say of the record: that accounts tell one event or two, that a field is wrong, that there is no event.

A correction is kept with author and time, and names what it is about by ids that come from content and by the words it
stood on, so that it outlives re-reading. It is undone by a mark, never deleted. The machine reads corrections and never
writes them.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from bilat.records import Reading
from bilat.store.rows import Fixes


@dataclass(frozen=True, slots=True)
class Forced:
    """What people have said of an account's group: the group it belongs to, and groups it does not belong to."""

    group: int | None = None
    by: str | None = None
    apart: frozenset[int] = frozenset()


def fixes_of(connection: sa.Connection, reading: Reading) -> Fixes:
    """The fields of a report's items that people have set."""
    del connection, reading
    return {}


def forced(connection: sa.Connection, table: str, key: int) -> Forced:
    """What people have said of the group of the account with this key in `events`, `measures` or `talks`."""
    del connection, table, key
    return Forced()
