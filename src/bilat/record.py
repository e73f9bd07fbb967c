"""The record: reports put in, and views of what they say of pairs of countries over time.

    with bilat.Record("record.db") as record:
        record.add(document)
        for line in record.timeline("IND", "USA", since="2025-08-01"):
            print(line.day, line.type, line.sources[0].words)

Two days are never mixed: `on` is the day in the world that is asked about, `as_of` what had been published by then.
"""

from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from bilat.records import Document, Reading
from bilat.records import Record as Struct
from bilat.store import Stamp, Store, default_address, is_known, open_store, put_reading


class Added(Struct, frozen=True, kw_only=True):
    """What became of a report: `unchanged` where the record held it already."""

    report: str
    revision: int
    outcome: Literal["new", "revision", "unchanged"]


class Record:
    """One record: a SQLite file, or a database on a PostgreSQL server. Close it, or use it in a `with` block."""

    def __init__(self, address: str | Path | None = None, *, create: bool = True, patience: float = 30.0) -> None:
        """Opens the record at a path or PostgreSQL URL, or the default one; makes it where there is none.

        A second writer waits `patience` seconds for the first. Raises `bilat.errors.RecordError`.
        """
        self.store: Store = open_store(address or default_address(), create=create, patience=patience)

    @property
    def address(self) -> str:
        """Where it is, without a password."""
        return self.store.address

    def close(self) -> None:
        """Closes it."""
        self.store.close()

    def __enter__(self) -> "Record":
        """The record itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    def add(self, report: "Document | Reading", *, scope: Literal["all", "pair"] = "all") -> Added:
        """Reads a report, puts it in and links it; a `Reading` made before is not read again.

        Raises `bilat.errors.InputError` where the record holds another report of this id.
        """
        document = report if isinstance(report, Document) else report.document
        with self.store.reading() as connection:
            known = is_known(connection, document)
        if isinstance(report, Reading):
            reading = report
        elif known:
            reading = Reading(document=document)
        else:
            import bilat

            reading = bilat.read(document, scope=scope)
        return self._put(reading, scope)

    def _put(self, reading: Reading, scope: str) -> Added:
        import sqlalchemy as sa

        from bilat.linking import place
        from bilat.store.corrections import fixes_of
        from bilat.store.tables import reports
        from bilat.versions import reader_version

        stamp = Stamp(datetime.now(UTC), reader_version(), scope)
        with self.store.writing() as connection:
            placed = put_reading(connection, reading, stamp, fixes_of(connection, reading))
            if placed.outcome != "unchanged":
                place(connection, placed.report)
            row = connection.execute(
                sa.select(reports.c.id, reports.c.revision).where(reports.c.report == placed.report)
            ).one()
        return Added(report=row.id, revision=row.revision, outcome=placed.outcome)
