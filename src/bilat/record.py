"""The record: reports put in, and views of what they say of pairs of countries over time.

    with bilat.Record("record.db") as record:
        record.add(document)
        for line in record.timeline("IND", "USA", since="2025-08-01"):
            print(line.day, line.type, line.sources[0].words)

Two days are never mixed: `on` is the day in the world that is asked about, `as_of` what had been published by then.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from bilat.records import Document, Reading
from bilat.records import Record as Struct
from bilat.store import Stamp, Store, default_address, is_known, open_store, put_reading

if TYPE_CHECKING:
    from bilat.linking.correcting import Correction
    from bilat.linking.rereading import Change


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

    def merge(self, first: str, second: str, *, author: str | None = None, note: str | None = None) -> int:
        """Says that two events (or measures, or talks) are one. Gives the number of the correction.

        Raises `bilat.errors.UsageError` where there are no two such; so do the other corrections.
        """
        from bilat.linking import correcting

        with self.store.writing() as connection:
            return correcting.merge(connection, first, second, author=author, note=note)

    def split(self, group: str, items: Sequence[str], *, author: str | None = None, note: str | None = None) -> int:
        """Says that these accounts of an event (or measure, or talks) tell another one."""
        from bilat.linking import correcting

        with self.store.writing() as connection:
            return correcting.split(connection, group, items, author=author, note=note)

    def correct(
        self,
        report: str,
        item: str,
        *,
        field: str | None = None,
        value: Any = None,
        author: str | None = None,
        note: str | None = None,
    ) -> int:
        """Sets a field of an event, measure, statement or talks; without a field says that there is no such thing."""
        from bilat.linking import correcting

        with self.store.writing() as connection:
            return correcting.correct(connection, report, item, field=field, value=value, author=author, note=note)

    def undo(self, correction: int, *, author: str | None = None) -> None:
        """Takes a correction back; it stays in the list, marked."""
        from bilat.linking import correcting

        with self.store.writing() as connection:
            correcting.undo(connection, correction, author=author)

    def corrections(self) -> "list[Correction]":
        """All corrections, undone ones too, in the order they were made."""
        from bilat.linking import correcting

        with self.store.reading() as connection:
            return correcting.list_corrections(connection)

    def reread(self, *, keep: bool = False) -> "Iterator[Change]":
        """Reads once more what older versions have read and tells what changes, which is kept only with `keep`."""
        import bilat
        from bilat.linking import rereading
        from bilat.versions import reader_version

        reader = reader_version()
        with self.store.reading() as connection:
            reports = rereading.outdated(connection, reader)
        for report, scope in reports:
            with self.store.reading() as connection:
                old, revision = rereading.stored(connection, report)
            new = bilat.read(old.document, scope="pair" if scope == "pair" else "all")
            yield from rereading.changes(old, new, revision)
            if keep:
                with self.store.writing() as connection:
                    rereading.keep_reading(connection, report, new, reader)

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
