"""Whether a record is whole: its file, its rows against the Readings they were made from, its links both ways."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import sqlalchemy as sa

from bilat.errors import RecordError
from bilat.records import Record
from bilat.store import files, fulltext, tables
from bilat.store.corrections import CORRECTED
from bilat.store.remaking import wrong_rows
from bilat.store.tables import chains, correction_items, corrections, happenings, metadata, reports, stories, threads

if TYPE_CHECKING:
    from bilat.store.opening import Store

AnyRow: TypeAlias = "sa.Row[*tuple[Any, ...]]"

# Tables of accounts, and of the groups that they stand in; reports, the last, may stand in no story.
GROUPED = (
    (tables.events, happenings, "happening"),
    (tables.measures, chains, "chain"),
    (tables.talks, threads, "thread"),
    (reports, stories, "story"),
)
# SQLite is asked for so many complaints of its own.
_COMPLAINTS = 20
# Reports are looked at so many at a time.
_REPORTS = 200


class Problem(Record, frozen=True, kw_only=True):
    """Something of a record that is not as it must be. A `notice` is worth knowing, and nothing is wrong."""

    level: Literal["problem", "notice"] = "problem"
    kind: Literal["file", "orphan", "group", "copy", "revision", "reading", "row", "correction", "search"]
    where: str
    problem: str


def problems(store: "Store") -> Iterator[Problem]:
    """All problems of a record, as they are found. Nothing is changed."""
    yield from _size(store)
    told: set[str] = set()
    for look in (_pages, _orphans, _groups, _unplaced, _copies, _revisions, _reports, _corrections):
        try:
            with store.reading() as connection:
                yield from look(connection)
        except RecordError as error:  # a missing table stops one look, not the others
            if error.problem not in told:
                told.add(error.problem)
                yield Problem(kind="file", where=store.address, problem=error.problem)
    yield from _search(store)


def _size(store: "Store") -> Iterator[Problem]:
    """A file consists of whole pages; SQLite takes what is cut off the last one for zeros."""
    if store.path is None:
        return
    with store.reading() as connection:
        page = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
    if beyond := store.path.stat().st_size % page:
        yield Problem(
            kind="file", where="pages", problem=f"the file is cut off: its last page has {beyond} of {page} bytes"
        )


def _pages(connection: sa.Connection) -> Iterator[Problem]:
    """What SQLite itself finds wrong with its pages; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    for line in connection.exec_driver_sql(f"PRAGMA quick_check({_COMPLAINTS})").scalars().all():
        if line != "ok":
            yield Problem(kind="file", where="pages", problem=str(line).strip())


def _orphans(connection: sa.Connection) -> Iterator[Problem]:
    """Rows that point to a row which is not there."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            other = key.column.table.alias("other")
            there = sa.exists().where(other.c[key.column.name] == key.parent)
            owners = [table.c[column.name] for column in table.primary_key]
            lost = sa.select(*owners, key.parent.label("lost")).where(key.parent.is_not(None), ~there)
            for row in connection.execute(lost):
                where = f"{table.name} {'/'.join(str(part) for part in row[:-1])}"
                problem = f"points to {key.parent.name} {row.lost}, which is not there"
                yield Problem(kind="orphan", where=where, problem=problem)


def _groups(connection: sa.Connection) -> Iterator[Problem]:
    """Groups in which no account stands, as merging and re-reading may leave; stories become one and leave no mark."""
    corrected = connection.execute(sa.select(sa.func.count()).select_from(corrections)).scalar_one()
    for accounts, groups, name in GROUPED[:-1]:
        stands = sa.exists().where(accounts.c[name] == groups.c[name])
        empty = connection.execute(sa.select(groups.c.id).where(~stands).order_by(groups.c[name])).scalars().all()
        for group in empty:
            yield Problem(
                level="notice" if corrected else "problem",
                kind="group",
                where=group,
                problem=f"nothing of {accounts.name} stands in it" + (" any more" if corrected else ""),
            )


def _unplaced(connection: sa.Connection) -> Iterator[Problem]:
    """Accounts that nobody has dropped, and that stand in no group."""
    for accounts, _, name in GROUPED[:-1]:
        loose = (
            sa.select(reports.c.id, reports.c.revision, accounts.c.item)
            .join(reports, reports.c.report == accounts.c.report)
            .where(accounts.c[name].is_(None), accounts.c.dropped == 0)
        )
        for row in connection.execute(loose):
            yield Problem(kind="group", where=_named(row), problem=f"{row.item} of {accounts.name} stands in no group")


def _copies(connection: sa.Connection) -> Iterator[Problem]:
    """A copy points to the first report that has its words, which is no copy itself."""
    first = reports.alias("first")
    chained = (
        sa.select(reports.c.id, reports.c.revision, first.c.id.label("first"))
        .join(first, first.c.report == reports.c.copy_of)
        .where(sa.or_(first.c.copy_of.is_not(None), first.c.report == reports.c.report))
    )
    for row in connection.execute(chained):
        problem = f"is a copy of {row.first}, which is a copy itself"
        yield Problem(kind="copy", where=_named(row), problem=problem)


def _revisions(connection: sa.Connection) -> Iterator[Problem]:
    """Revisions are counted from 1, and each gives the day from which the next one was known."""
    rows = connection.execute(
        sa.select(reports.c.id, reports.c.revision, reports.c.known_day, reports.c.superseded_on).order_by(
            reports.c.id, reports.c.revision
        )
    )
    before: AnyRow | None = None
    for row in rows:
        following = before is not None and before.id == row.id
        expected = before.revision + 1 if before is not None and following else 1
        if row.revision != expected:
            yield Problem(kind="revision", where=_named(row), problem=f"should be revision {expected}")
        if before is not None:
            yield from _superseded(before, row.known_day if following else None)
        before = row
    if before is not None:
        yield from _superseded(before, None)


def _superseded(row: AnyRow, day: str | None) -> Iterator[Problem]:
    if row.superseded_on != day:
        problem = f"is superseded on {row.superseded_on}, but the next revision was known on {day}"
        if day is None:
            problem = f"is superseded on {row.superseded_on}, but there is no later revision"
        yield Problem(kind="revision", where=_named(row), problem=problem)


def _reports(connection: sa.Connection) -> Iterator[Problem]:
    """Texts against spans, rows against Readings."""
    wanted = sa.select(reports, tables.readings.c.reading).outerjoin(tables.readings).order_by(reports.c.report)
    fields = sa.select(corrections.c.correction).where(corrections.c.kind.in_(("set", "drop")))
    corrected = connection.execute(fields).first() is not None
    with connection.execute(wanted.execution_options(yield_per=_REPORTS)) as rows:
        for some in rows.partitions():
            for report, (kind, problem) in wrong_rows(connection, some, corrected=corrected):
                yield Problem(kind=kind, where=_named(report), problem=problem)


def _corrections(connection: sa.Connection) -> Iterator[Problem]:
    """Corrections that hold, and speak of an account which is not there any more."""
    held = (
        sa.select(corrections.c.correction, corrections.c.kind, corrections.c.accounts_of, correction_items)
        .join(correction_items)
        .where(corrections.c.undone_at.is_(None))
        .order_by(corrections.c.correction)
    )
    for row in connection.execute(held):
        accounts = CORRECTED.get(row.accounts_of)
        there = None
        if accounts is not None:
            own = (reports.c.id == row.report, reports.c.superseded_on.is_(None), accounts.c.item == row.item)
            there = connection.execute(sa.select(accounts.c.item).join(reports).where(*own)).first()
        if there is None:
            problem = f"({row.kind}) speaks of {row.item} of {row.report}, which is not among its {row.accounts_of} now"
            yield Problem(level="notice", kind="correction", where=f"correction {row.correction}", problem=problem)


def _search(store: "Store") -> Iterator[Problem]:
    """Whether the search index of a file holds what the tables hold; SQLite asks to be alone for that."""
    if store.path is None:
        return
    if not files.may_write(store.path):
        problem = "was not checked, because the record may not be written to"
        yield Problem(level="notice", kind="search", where="search index", problem=problem)
        return
    with store.writing() as connection:
        for table in fulltext.damaged(connection):
            yield Problem(kind="search", where=f"search index of {table}", problem="does not hold what the table holds")


def _named(row: AnyRow) -> str:
    return f"{row.id}" if row.revision == 1 else f"{row.id} (revision {row.revision})"
