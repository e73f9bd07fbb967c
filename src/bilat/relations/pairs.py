"""Between which countries the record holds events, and how many."""

import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.known import known_by
from bilat.relations.naming import country_name
from bilat.relations.rows import Rows
from bilat.store.tables import event_pairs, events, reports


class PairLine(Record, frozen=True, kw_only=True, gc=False):
    """A pair of countries: how many accounts of events between them there are, and when the last report came."""

    pair: tuple[str, str]
    names: tuple[str, str]
    accounts: int
    reports: int
    last_reported: str


def pairs(connection: sa.Connection, *, limit: int | None = None) -> Rows[PairLine]:
    """The pairs of the record, the one with most accounts first; those with bodies that are no country left out."""
    p = event_pairs.c
    query = (
        sa.select(
            p.pair,
            sa.func.count().label("accounts"),
            sa.func.count(events.c.report.distinct()).label("reports"),
            sa.func.max(reports.c.known_day).label("last"),
        )
        .join(events, events.c.event == p.event)
        .join(reports, reports.c.report == events.c.report)
        .where(events.c.dropped == 0, known_by(None))
        .group_by(p.pair)
        .order_by(sa.func.count().desc(), p.pair)
    )
    found = []
    for row in connection.execute(query):
        first, second = row.pair.split("-")
        names = (country_name(first), country_name(second))
        if first != names[0] and second != names[1]:
            found.append(
                PairLine(
                    pair=(first, second), names=names, accounts=row.accounts, reports=row.reports,
                    last_reported=row.last,
                )
            )  # fmt: skip
    return Rows(found[:limit], PairLine)
