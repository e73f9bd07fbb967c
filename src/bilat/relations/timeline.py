"""What happened, is planned or was denied between two countries, in order of day."""

import difflib
from collections.abc import Iterable
from typing import get_args

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.records import EventStatus, EventType
from bilat.relations.happenings import Happening, described, known_happenings, with_words
from bilat.relations.rows import Rows


def timeline(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    today: str,
    types: Iterable[str] | None = None,
    status: Iterable[str] | None = None,
    limit: int | None = None,
) -> Rows[Happening]:
    """The happenings between two countries, each once; a `limit` keeps the last ones by day.

    `today` is the day from which what is planned lies ahead or is due. Raises `UsageError` for types and statuses that
    there are not.
    """
    kinds = chosen(types, get_args(EventType), "event type")
    states = chosen(status, get_args(EventStatus), "status")
    known = [
        one
        for one in known_happenings(
            connection, first, second, since=since, until=until, as_of=as_of, words=limit is None
        )
        if (kinds is None or one.lead.type in kinds) and (states is None or one.status in states)
    ]
    if limit is not None:
        known = with_words(connection, first, second, known[max(len(known) - limit, 0) :], as_of)
    return Rows(described(connection, known, today), Happening)


def chosen(values: Iterable[str] | None, allowed: Iterable[str], what: str) -> frozenset[str] | None:
    """The values as the record writes them, in whatever case they were given; None for no choice.

    Raises `UsageError` with the nearest ones for a value that there is not.
    """
    if values is None:
        return None
    written = {each.lower(): each for each in allowed}
    found = set()
    for value in values:
        if value.strip().lower() not in written:
            near = difflib.get_close_matches(value.strip().lower(), written, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(written[each] for each in near)}?" if near else ""
            raise UsageError(f"{value!r} is no {what}; {hint or 'there are ' + ', '.join(written.values())}")
        found.add(written[value.strip().lower()])
    return frozenset(found) or None
