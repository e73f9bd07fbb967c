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
    from bilat.relations.added_duty import AddedDuty
    from bilat.relations.agreements import AgreementHistory
    from bilat.relations.alerts import Alert, Entry
    from bilat.relations.brief import Brief
    from bilat.relations.cite import Citation
    from bilat.relations.compare import Comparison
    from bilat.relations.happenings import Happening
    from bilat.relations.measures import KnownMeasure
    from bilat.relations.rows import Rows
    from bilat.relations.statements import LinePeriod, StatementLine
    from bilat.relations.stories import Story
    from bilat.relations.talks import TalksThread
    from bilat.relations.tone import TonePeriod
    from bilat.relations.webhooks import Delivery, Manner
    from bilat.store.checking import Problem
    from bilat.store.tokens import Token


class Added(Struct, frozen=True, kw_only=True):
    """What became of a report: `unchanged` where the record held it already."""

    report: str
    revision: int
    outcome: Literal["new", "revision", "unchanged"]


class Record(PageViews):
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

    def compare(self, event: str, item: str | None = None, *, as_of: str | None = None) -> "Comparison":
        """Every account of one call, visit or meeting: what each names, what each leaves out, with the words.

        The event by its id, or by a report's id and the id of the event in it. Raises `bilat.errors.UsageError`.
        """
        from bilat.relations import compare, naming

        with self.store.reading() as connection:
            return compare.compare(connection, event, item, as_of=naming.iso_day(as_of, "as_of"))

    def brief(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Brief":
        """One page on a pair: where things stand, talks, what happened, was said, is planned and disputed, the tone.

        `until` is by default the day of `as_of`, else today; `since` 90 days before that.
        """
        from bilat.relations import brief, naming

        day, first_day = naming.iso_day(as_of, "as_of"), naming.iso_day(since, "since")
        period = brief.period_of(first_day, naming.iso_day(until, "until"), day)
        with self.store.reading() as connection:
            return brief.brief(connection, *naming.pair_codes(first, second), period=period, as_of=day)

    def citation(self, id_: str, *, as_of: str | None = None) -> "Citation":
        """What is known to cite a report or an event by. Raises `bilat.errors.UsageError` where there is none."""
        from bilat.relations import cite, naming

        with self.store.reading() as connection:
            return cite.cite(connection, id_, as_of=naming.iso_day(as_of, "as_of"))

    def cite(self, id_: str, form: Literal["bibtex", "csl-json"] = "bibtex", *, as_of: str | None = None) -> str:
        """The citation of a report or an event as BibTeX or CSL-JSON."""
        from bilat.relations import cite

        return cite.written(self.citation(id_, as_of=as_of), form)

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

    def timeline(
        self,
        first: str,
        second: str,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        types: Iterable[str] | None = None,
        status: Iterable[str] | None = None,
        limit: int | None = None,
    ) -> "Rows[Happening]":
        """What happened, is planned or was denied between two countries, each happening once, in order of day.

        `types` are PLOVER's, `limit` keeps the last ones. Raises `bilat.errors.UsageError`; so do the other views.
        """
        from bilat.relations import naming, timeline

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        today = days["as_of"] or _today()
        with self.store.reading() as connection:
            return timeline.timeline(connection, *pair, **days, today=today, types=types, status=status, limit=limit)

    def tone(
        self,
        first: str,
        second: str,
        *,
        by: str = "month",
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> "Rows[TonePeriod]":
        """How two countries dealt with each other: the mean intensity of what occurred by period, with an interval."""
        from bilat.relations import naming, tone

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return tone.tone(connection, *pair, by=by, **days)

    def statements(
        self,
        *,
        speaker: str | None = None,
        country: str | None = None,
        about: str | None = None,
        act: str | Iterable[str] | None = None,
        words: str | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int | None = None,
    ) -> "Rows[StatementLine]":
        """Who said what, in order of day, each statement once.

        `speaker` is an actor's id or part of a name, `country` the side that is spoken for, `about` a topic, `words`
        what is said in whatever form; `limit` keeps the last ones.
        """
        from bilat.relations import naming, statements

        days = naming.asked_days(since, until, as_of)
        side = naming.country_code(country) if country is not None else None
        with self.store.reading() as connection:
            return statements.said(
                connection, speaker=speaker, country=side, about=about, act=act, words=words, limit=limit, **days
            )

    def lines(
        self,
        country: str,
        about: str | None = None,
        *,
        by: str = "month",
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
    ) -> "Rows[LinePeriod]":
        """What a side said on a topic, or on each topic, period by period, with what changed."""
        from bilat.relations import naming, statements

        side, days = naming.country_code(country), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return statements.lines(connection, side, about, by=by, **days)

    def talks(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Rows[TalksThread]":
        """Negotiations between two countries: rounds, offers, conditions, deadlines, and who said what about them."""
        from bilat.relations import naming, talks

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return talks.negotiations(connection, *pair, **days)

    def agreements(
        self, first: str, second: str, *, since: str | None = None, until: str | None = None, as_of: str | None = None
    ) -> "Rows[AgreementHistory]":
        """The agreements of two countries that reports name, each with its names and its history."""
        from bilat.relations import agreements, naming

        pair, days = naming.pair_codes(first, second), naming.asked_days(since, until, as_of)
        with self.store.reading() as connection:
            return agreements.named_agreements(connection, *pair, **days)

    def measures(
        self,
        by: str | None = None,
        against: str | None = None,
        on: str | None = None,
        as_of: str | None = None,
        *,
        proposed: bool = False,
    ) -> "Rows[KnownMeasure]":
        """Measures and whether they are in force on a day in the world, by default today: yes, no, due or unknown.

        `proposed` adds what is only called for, with no rate, sum or law to know it by.
        """
        from bilat.relations import measures, naming

        day = naming.iso_day(on, "on") or _today()
        sides = {
            "by": None if by is None else naming.country_code(by),
            "against": None if against is None else naming.country_code(against),
        }
        with self.store.reading() as connection:
            return measures.measures(
                connection, **sides, on=day, as_of=naming.iso_day(as_of, "as_of"), proposed=proposed
            )

    def added_duty(self, by: str, against: str, on: str | None = None, as_of: str | None = None) -> "AddedDuty | None":
        """The duty that one country adds on all goods of another; None where it is not known, or not to add up."""
        from bilat.relations import added_duty, naming

        day = naming.iso_day(on, "on") or _today()
        imposer, target = naming.pair_codes(by, against)
        with self.store.reading() as connection:
            return added_duty.added_duty(
                connection, by=imposer, against=target, on=day, as_of=naming.iso_day(as_of, "as_of")
            )

    def stories(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        country: str | None = None,
        limit: int | None = None,
    ) -> "Rows[Story]":
        """Reports on the same news, whatever it is about; those stories that have a report of these days.

        `country` keeps stories in which it, or somebody of it, acts; `limit` the last ones.
        """
        from bilat.relations import naming, stories

        days = naming.asked_days(since, until, as_of)
        code = naming.country_code(country) if country is not None else None
        with self.store.reading() as connection:
            return stories.told_stories(connection, country=code, limit=limit, **days)

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


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _read_pair(document: Document) -> Reading:
    import bilat

    return bilat.read(document, scope="pair")
