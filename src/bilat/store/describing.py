"""What a record holds and who has read and writes it, in figures."""

from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from bilat.records import Record
from bilat.store import tables, writers
from bilat.store.tables import VERSION, metadata, reports

if TYPE_CHECKING:
    from bilat.store.opening import Store

_COUNTED = ("reports", "events", "measures", "statements", "talks", "corrections")


class Readers(Record, frozen=True, kw_only=True):
    """So many reports, all revisions counted, were read by these versions of rules, codebook and models."""

    reader: str
    reports: int


class Description(Record, frozen=True, kw_only=True):
    """`bytes` is what it takes on the disk, with its log; `counts` are accounts; days are those of publication."""

    address: str
    kind: Literal["file", "server"]
    version: int
    bytes: int
    counts: dict[str, int]
    first_day: str | None
    last_day: str | None
    readers: tuple[Readers, ...]
    writers: tuple[str, ...]


def describe(store: "Store") -> Description:
    """What a record holds. Raises `RecordError` where it cannot be read."""
    with store.reading() as connection:
        counts = {
            name: connection.execute(sa.select(sa.func.count()).select_from(metadata.tables[name])).scalar_one()
            for name in _COUNTED
        }
        first, last = connection.execute(
            sa.select(sa.func.min(reports.c.known_day), sa.func.max(reports.c.known_day))
        ).one()
        by = sa.select(reports.c.reader, sa.func.count().label("reports")).group_by(reports.c.reader)
        readers = connection.execute(by.order_by(sa.desc("reports"), reports.c.reader)).all()
        return Description(
            address=store.address,
            kind="server" if store.path is None else "file",
            version=VERSION,
            bytes=_size(store, connection),
            counts=counts,
            first_day=first,
            last_day=last,
            readers=tuple(Readers(reader=row.reader, reports=row.reports) for row in readers),
            writers=tuple(writers.signed_in(connection)),
        )


def _size(store: "Store", connection: sa.Connection) -> int:
    if store.path is None:
        size = sa.func.coalesce(sa.func.sum(sa.func.pg_total_relation_size(sa.text("oid"))), 0)
        ours = sa.text("relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname = ANY(:names)")
        wanted = (
            sa.select(size).select_from(sa.text("pg_class")).where(ours.bindparams(names=list(tables.metadata.tables)))
        )
        return int(connection.execute(wanted).scalar_one())
    log = store.path.with_name(f"{store.path.name}-wal")
    return sum(file.stat().st_size for file in (store.path, log) if file.exists())
