"""The corrections that hold for some accounts."""

from collections.abc import Sequence

import sqlalchemy as sa

from bilat.linking.correcting import Correction, list_corrections
from bilat.store.tables import correction_items, corrections


def corrections_of(
    connection: sa.Connection, accounts: Sequence[tuple[str, str]] | None, of: Sequence[str] | None = None
) -> tuple[Correction, ...]:
    """The corrections that hold and speak of one of these accounts (report, item), in the order they were made.

    Without accounts all that hold; `of` keeps those of events, measures, statements or talks.
    """
    wanted = sa.select(corrections.c.correction).where(corrections.c.undone_at.is_(None))
    if connection.execute(wanted.limit(1)).first() is None:
        return ()
    numbers: set[int] | None = None
    if accounts is not None:
        i = correction_items.c
        reports = sorted({report for report, _ in accounts})
        rows = connection.execute(sa.select(i.correction, i.report, i.item).where(i.report.in_(reports)))
        numbers = {row.correction for row in rows if (row.report, row.item) in set(accounts)}
    return tuple(
        one
        for one in list_corrections(connection)
        if one.undone_at is None
        and (numbers is None or one.correction in numbers)
        and (not of or one.accounts_of in of)
    )
