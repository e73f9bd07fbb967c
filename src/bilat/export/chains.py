"""The measures of the record, each with what its accounts have in common; the accounts themselves are its history."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

import sqlalchemy as sa

from bilat.export.record_rows import Cells, Row, batches, listed_parties, stream
from bilat.export.selection import Selection
from bilat.records import content_id
from bilat.store.tables import chains, measures, reports

# So many measures are worked out at once.
BATCH = 500


def chain_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `chains`, in the order in which the record came to know the measures."""
    for group in batches(_groups(connection, selection), BATCH):
        parties = listed_parties(connection, [account.measure for account in chain(*group)])
        for accounts in group:
            yield _cells(accounts, parties)


def _groups(connection: sa.Connection, selection: Selection) -> Iterator[list[Row]]:
    """The accounts of each measure, the oldest first: of those that are linked, then of those that stand alone."""
    query = _accounts(selection)
    linked = query.where(measures.c.chain.is_not(None)).order_by(measures.c.chain)
    alone = query.where(measures.c.chain.is_(None)).order_by(measures.c.measure)
    for _, rows in groupby(stream(connection, linked), key=lambda row: row.chain):
        yield sorted(rows, key=lambda row: (row.known_day, row.measure))
    for row in stream(connection, alone):
        yield [row]


def _accounts(selection: Selection) -> sa.Select[Any]:
    first = reports.alias("first_report")  # of which this report is a copy
    c = measures.c
    return (
        sa.select(
            c.measure, c.chain, c.item, c.kind, c.status, chains.c.id.label("chain_id"),
            reports.c.id.label("report_id"), reports.c.revision, reports.c.known_day,
            sa.case((reports.c.copy_of.is_(None), reports.c.origin), else_=first.c.origin).label("origin"),
        )
        .join(reports, reports.c.report == c.report)
        .outerjoin(first, first.c.report == reports.c.copy_of)
        .outerjoin(chains, chains.c.chain == c.chain)
        .where(selection.accounts(measures))
    )  # fmt: skip


def _cells(accounts: Sequence[Row], parties: Mapping[int, tuple[list[str], list[str]]]) -> Cells:
    first, latest = accounts[0], accounts[-1]
    told = [parties[account.measure] for account in accounts if account.measure in parties]
    return {
        "chain": first.chain_id or content_id("measure", first.report_id, first.revision, first.item),
        "kinds": list(dict.fromkeys(account.kind for account in accounts)),
        "imposed_by": list(dict.fromkeys(code for imposers, _ in told for code in imposers)),
        "against": list(dict.fromkeys(code for _, targets in told for code in targets)),
        "latest_status": latest.status,
        "latest_report": latest.report_id,
        "first_reported": first.known_day,
        "last_reported": latest.known_day,
        "articles": len({account.report_id for account in accounts}),
        "independent_sources": len({account.origin for account in accounts} - {None}) or 1,
        "reports": list(dict.fromkeys(account.report_id for account in accounts)),
    }
