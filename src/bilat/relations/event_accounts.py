"""The accounts of one event: of every report that tells it, and of a side's own documents on it.

Rows hold an account's event, its report and the words, for `compare`.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.errors import NotFoundError, UsageError
from bilat.relations.known import REPORT_COLUMNS, known_by, place_columns
from bilat.relations.naming import days_later
from bilat.relations.passages import ways
from bilat.relations.voices import OFFICIAL
from bilat.store.tables import actors, event_pairs, events, happenings, reports

# A side's own document on an event comes out on its day or so many days later.
DAYS_AFTER = 2
Row = sa.Row[Any]


def accounts_of(connection: sa.Connection, event: str, item: str | None, as_of: str | None) -> list[Row]:
    """The accounts of an event, by its id or by a report and the event in it. Raises `UsageError` for no such event."""
    rows = event_rows(connection, as_of, happenings.c.id == event)
    if item is not None:
        rows = event_rows(connection, as_of, sa.and_(reports.c.id == event, events.c.item == item))
        if rows and rows[0].happening_id is not None:
            rows = event_rows(connection, as_of, happenings.c.id == rows[0].happening_id)
    if rows:
        return rows
    known = connection.execute(sa.select(happenings.c.happening).where(happenings.c.id == event)).first()
    if as_of is not None and known is not None:
        raise NotFoundError(f"nothing of {event} had been published by {as_of}")
    if item is None and connection.execute(sa.select(reports.c.report).where(reports.c.id == event)).first():
        raise UsageError(f"{event} is a report; give the id of the event in it too: bilat compare {event} ITEM")
    named = event if item is None else f"{event} {item}"
    raise NotFoundError(f"the record has no event {named}; `bilat timeline` shows the ids of events")


def event_rows(connection: sa.Connection, as_of: str | None, condition: sa.ColumnElement[bool]) -> list[Row]:
    """The accounts for which a condition holds, in order of publication, with the words and the report."""
    columns = (
        events.c.event, events.c.report, events.c.type, events.c.mode, events.c.status, events.c.source,
        events.c.target, events.c.time, events.c.time_start, events.c.time_end, events.c.link_reason, events.c.topics,
        events.c.happening, reports.c.kind, reports.c.added_at,
        happenings.c.id.label("happening_id"),
    )  # fmt: skip
    wanted = (
        sa.select(*columns, *place_columns(events), *REPORT_COLUMNS)
        .join(reports, reports.c.report == events.c.report)
        .outerjoin(happenings, happenings.c.happening == events.c.happening)
        .where(condition, known_by(as_of), events.c.dropped == 0)
        .order_by(reports.c.known_day, reports.c.report, events.c.located_in, events.c.span_start)
    )
    return [*connection.execute(wanted)]


def pair_of_accounts(connection: sa.Connection, keys: Sequence[int]) -> tuple[str, ...]:
    """The countries that the event is between."""
    found = connection.execute(sa.select(event_pairs.c.pair).where(event_pairs.c.event.in_(keys)).distinct())
    return tuple(sorted({code for pair in found.scalars() for code in pair.split("-")}))


def documents_beside(
    connection: sa.Connection, rows: Sequence[Row], pair: Sequence[str], as_of: str | None
) -> list[Row]:
    """A side's own documents on the event of which no account of it was read.

    That is a readout, statement or post with something between the two countries in it, of the days of the event,
    whose title speaks of such an event.
    """
    day = day_of(rows)
    if day is None or len(pair) != 2:
        return []
    last = days_later(day, DAYS_AFTER)
    of_pair = sa.select(event_pairs.c.event).where(event_pairs.c.pair == "-".join(pair))
    condition = sa.and_(
        reports.c.kind.in_(sorted(OFFICIAL)),
        reports.c.known_day.between(day, last),
        reports.c.report.not_in([row.report for row in rows]),
        events.c.event.in_(of_pair),
    )
    type_, mode, _ = lead_of(rows)
    found: dict[int, Row] = {}
    for row in event_rows(connection, as_of, condition):
        if ways().speaks_of(row.report_title or "", type_, mode):
            found.setdefault(row.report, row)
    return list(found.values())


def why_beside(row: Row) -> str:
    """Why such a document stands with the accounts, for a person."""
    return f"a {row.kind} of {row.report_published or row.report_known_day}, between the same two, on such an event"


def lead_of(rows: Sequence[Row]) -> tuple[str, str | None, str]:
    """Type, mode and status that most accounts give; of as many, what has happened goes before what is planned."""
    told = Counter((row.type, row.mode, row.status) for row in rows)
    lead: tuple[str, str | None, str] = max(told, key=lambda each: (told[each], each[2] == "occurred"))
    return lead


def day_of(rows: Sequence[Row]) -> str | None:
    """The day that most accounts give."""
    days = Counter(row.time_start for row in rows if row.time_start and row.time_start == row.time_end)
    return str(days.most_common(1)[0][0]) if days else None


def who_of(connection: sa.Connection, rows: Sequence[Row]) -> tuple[str, ...]:
    """Who takes part, as the account that names most of them has it."""
    fullest = max(rows, key=lambda row: len(row.source) + len(row.target))
    ids = [*msgspec.json.decode(fullest.source), *msgspec.json.decode(fullest.target)]
    found = connection.execute(
        sa.select(actors.c.actor, actors.c.name).where(actors.c.report == fullest.report, actors.c.actor.in_(ids))
    )
    names = {row.actor: row.name for row in found}
    return tuple(dict.fromkeys(names.get(each, each) for each in ids))
