"""The record: reports put in, and views of what they say of pairs of countries over time.

    with bilat.Record("record.db") as record:
        record.add(document)
        for line in record.timeline("IND", "USA", since="2025-08-01"):
            print(line.day, line.type, line.sources[0].words)

Two days are never mixed: `on` is the day in the world that is asked about, `as_of` what had been published by then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from bilat.record_pages import PageViews
from bilat.record_views import Views
from bilat.records import Document, Reading
from bilat.records import Record as Struct
from bilat.store import Stamp, Store, check_keepable, default_address, known_revision, open_store, put_reading

if TYPE_CHECKING:
    from bilat.export.writing import Exported, Format, Progress
    from bilat.feeds.health import DroppedCount, DroppedItem, FeedHealth
    from bilat.feeds.manner import Manner as WatchManner
    from bilat.feeds.manner import Summary
    from bilat.feeds.opml import Outline
    from bilat.feeds.watching import Surroundings
    from bilat.linking.correcting import Correction
    from bilat.linking.rereading import Change
    from bilat.relations.alerts import Alert, Entry
    from bilat.relations.rows import Rows
    from bilat.relations.webhooks import Delivery, Manner
    from bilat.store.checking import Problem
    from bilat.store.tokens import Token


class Added(Struct, frozen=True, kw_only=True):
    """What became of a report: `unchanged` where the record held it already."""

    report: str
    revision: int
    outcome: Literal["new", "revision", "unchanged"]


class Record(Views, PageViews):
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
        check_keepable(document)
        with self.store.reading() as connection:
            known = known_revision(connection, document)
        if known is not None:
            return Added(report=known.id, revision=known.revision, outcome="unchanged")
        if isinstance(report, Reading):
            return self._put(report, scope)
        import bilat

        return self._put(bilat.read(document, scope=scope), scope)

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

    def check(self) -> "Rows[Problem]":
        """What of the record is not as it must be, none where all is well. Nothing is changed.

        Texts are held against the spans that point into them, rows against the Readings and corrections they were made
        from, links against what they lead to, the search index against what it indexes.
        """
        from bilat.relations.rows import Rows
        from bilat.store import checking

        return Rows(checking.problems(self.store), checking.Problem)

    def backup(self, copy: str | Path) -> None:
        """Copies the record to a SQLite file, whole as it is at one moment, while others may write to it.

        Raises `bilat.errors.RecordError` where the file is there already.
        """
        from bilat.store import backup

        backup.back_up(self.store, Path(copy))

    def export(
        self,
        folder: str | Path,
        format: "Format" = "parquet",  # noqa: A002 - the name of the option
        *,
        pair: tuple[str, str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        texts: bool = False,
        all_status: bool = False,
        force: bool = False,
        progress: "Progress | None" = None,
    ) -> "Rows[Exported]":
        """Writes tables to a folder: "parquet", "csv", "jsonl", or "plover" for one table of events as in POLECAT.

        `texts` adds the words of the reports, `all_status` to "plover" what did not happen or not yet; `force` replaces
        files of the same names; `progress` is told a table and how many of its rows are written. Raises
        `bilat.errors.UsageError`.
        """
        from bilat.export.selection import Selection
        from bilat.export.writing import Exported, export_tables, no_progress
        from bilat.relations import naming
        from bilat.relations.rows import Rows

        days = naming.asked_days(since, until, as_of)
        selection = Selection(pair=naming.pair_codes(*pair) if pair else None, **days)
        with self.store.reading() as connection:
            written = export_tables(
                connection,
                Path(folder),
                format,
                selection,
                texts=texts,
                all_status=all_status,
                force=force,
                progress=progress or no_progress,
            )
        return Rows(written, Exported)

    def add_alert(
        self,
        name: str,
        first: str,
        second: str,
        *,
        type: str | None = None,  # noqa: A002 - the field's name
        person: str | None = None,
        topic: str | None = None,
        measures: bool = False,
        webhook: str | None = None,
    ) -> None:
        """Saves a question under a name. Raises `bilat.errors.UsageError`; so do the other methods of alerts."""
        from bilat.relations import alerts, naming

        pair = naming.pair_codes(first, second)
        with self.store.writing() as connection:
            alerts.add_alert(
                connection, name, pair, type_=type, person=person, topic=topic, measures=measures, webhook=webhook
            )

    def alerts(self) -> "list[Alert]":
        """All saved questions, with the state of their webhooks."""
        from bilat.relations import alerts

        with self.store.reading() as connection:
            return alerts.list_alerts(connection)

    def remove_alert(self, name: str) -> None:
        """Forgets a saved question."""
        from bilat.relations import alerts

        with self.store.writing() as connection:
            alerts.remove_alert(connection, name)

    def alert_entries(self, name: str, *, newest: int = 50) -> "tuple[Entry, ...]":
        """What the record holds that answers a saved question, the newest first."""
        from bilat.relations import alerts

        with self.store.reading() as connection:
            return alerts.entries(connection, alerts.get_alert(connection, name), newest=newest)

    def alert_feed(self, name: str, *, newest: int = 50) -> bytes:
        """The same as an Atom feed."""
        from bilat.relations import alerts, atom

        with self.store.reading() as connection:
            alert = alerts.get_alert(connection, name)
            return atom.feed(alert, alerts.entries(connection, alert, newest=newest))

    def send_alerts(self, *, again: bool = False, manner: "Manner | None" = None) -> "Iterator[Delivery]":
        """Sends webhooks what is new and tells of each try; `again` also what had failed for good."""
        from bilat.relations import webhooks

        return webhooks.deliver(self.store, again=again, manner=manner)

    def add_feeds(self, feeds: Iterable[str]) -> int:
        """Follows feeds, given by address or as OPML files; gives how many are new. `watch` polls them.

        Raises `bilat.errors.InputError` for a file and `bilat.errors.UsageError` for an address that is none.
        """
        from bilat.feeds import following

        return following.follow(self.store, following.outlines_of(feeds))[1]

    def remove_feed(self, feed: str) -> str:
        """Follows a feed no longer, by address or number; its reports stay. Raises `bilat.errors.UsageError`."""
        from bilat.feeds import following

        return following.unfollow(self.store, feed)

    def feeds(self) -> "Rows[FeedHealth]":
        """How each feed does: last success, last error, items, latency, the next poll. No address shows a secret."""
        from bilat.feeds import health

        with self.store.reading() as connection:
            return health.health(connection)

    def feed_list(self) -> "list[Outline]":
        """The feeds with their whole addresses, passwords too: for `bilat.feeds.opml.write_opml`."""
        from bilat.feeds import following

        return following.followed(self.store)

    def dropped(
        self, *, reason: str | None = None, feed: str | None = None, limit: int | None = 200
    ) -> "Rows[DroppedItem]":
        """What feeds held and the record does not, and why; the latest first. The feed by address or number."""
        from bilat.feeds import health
        from bilat.store import feeds

        with self.store.reading() as connection:
            key = None if feed is None else feeds.find_feed(connection, feed)
            return health.dropped(connection, reason=reason, feed=key, limit=limit)

    def dropped_counts(self) -> "Rows[DroppedCount]":
        """How many items of feeds were left out, by reason."""
        from bilat.feeds import health

        with self.store.reading() as connection:
            return health.dropped_counts(connection)

    def watch(
        self,
        feeds: Iterable[str] = (),
        *,
        once: bool = False,
        manner: "WatchManner | None" = None,
        around: "Surroundings | None" = None,
        read: "Callable[[Document], Reading] | None" = None,
    ) -> "Summary":
        """Polls feeds, these or all that are followed, and puts in what is new, until interrupted; `once`, and ends.

        Raises `bilat.errors.UsageError` where no feed is followed, and as `add_feeds` does.
        """
        from bilat.feeds import running

        return running.watch(self.store, feeds, once=once, manner=manner, around=around, read=read or _read_pair)

    def new_token(self, name: str) -> str:
        """Makes a token for `bilat serve` and gives it; the record keeps only its digest. Raises `UsageError`."""
        from bilat.store import tokens

        with self.store.writing() as connection:
            return tokens.new_token(connection, name)

    def tokens(self) -> "list[Token]":
        """All tokens by name: when each was made, last used and revoked."""
        from bilat.store import tokens

        with self.store.reading() as connection:
            return tokens.list_tokens(connection)

    def revoke_token(self, name: str) -> None:
        """Makes a token worthless from now on. Raises `bilat.errors.UsageError` where there is none of this name."""
        from bilat.store import tokens

        with self.store.writing() as connection:
            tokens.revoke_token(connection, name)

    def _put(self, reading: Reading, scope: str) -> Added:
        import sqlalchemy as sa

        from bilat.linking import place
        from bilat.store.tables import reports
        from bilat.versions import reader_version

        stamp = Stamp(datetime.now(UTC), reader_version(), scope)
        with self.store.writing() as connection:
            placed = put_reading(connection, reading, stamp)
            if placed.outcome != "unchanged":
                place(connection, placed.report)
            row = connection.execute(
                sa.select(reports.c.id, reports.c.revision).where(reports.c.report == placed.report)
            ).one()
        return Added(report=row.id, revision=row.revision, outcome=placed.outcome)


def _read_pair(document: Document) -> Reading:
    import bilat

    return bilat.read(document, scope="pair")
