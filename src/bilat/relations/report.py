"""One report as the record holds it: what was read, what people have corrected, where its items are linked."""

from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.errors import NotFoundError
from bilat.linking.correcting import Correction
from bilat.records import Reading, Record
from bilat.relations.brief_lines import shown
from bilat.relations.corrected import corrections_of
from bilat.store import load_reading
from bilat.store.corrections import fixes_of
from bilat.store.rows import fixed
from bilat.store.tables import chains, events, happenings, measures, reports, stories, talks, threads
from bilat.view.rows import Row, groups_of


class Revision(Record, frozen=True, kw_only=True):
    """One revision of the report; `superseded_on` is the day from which a later one was known."""

    revision: int
    title: str | None
    published: str | None
    added_at: str
    superseded_on: str | None


class ItemLink(Record, frozen=True, kw_only=True):
    """The event, measure or talks of the record that an item of the report is an account of."""

    item: str
    group: str


class StruckOut(Record, frozen=True, kw_only=True):
    """An item that a person has said is none, and its words."""

    item: str
    kind: str
    words: str
    correction: int


class Fact(Record, frozen=True, kw_only=True):
    """An item of the report in plain words, with the report's own; `key` is its place on the page ("e1")."""

    key: str
    kind: str
    what: str
    tags: tuple[str, ...]
    words: str | None
    by: str


class ReportReading(Record, frozen=True, kw_only=True):
    """A report with its Reading as corrected; `struck_out` are the items that people have said are none.

    `copy_of` is the first report with these words, `scope` what was read of it. `facts` are the items of the Reading in
    plain words. Where whole texts are not to be shown there is no `reading`, and of the facts' words the beginning.
    """

    id: str
    revision: int
    revisions: tuple[Revision, ...]
    added_at: str
    scope: str
    story: str | None
    copy_of: str | None
    copy_score: float | None
    links: tuple[ItemLink, ...]
    corrections: tuple[Correction, ...]
    struck_out: tuple[StruckOut, ...]
    document: "About"
    facts: tuple[Fact, ...]
    reading: Reading | None

    def excerpted(self) -> "ReportReading":
        """Without the text: what each fact says, with the beginning of the words behind it."""
        facts = tuple(
            msgspec.structs.replace(fact, words=None if fact.words is None else shown(fact.words, LONGEST_EXCERPT))
            for fact in self.facts
            if fact.kind not in _WHOLE
        )
        struck = tuple(msgspec.structs.replace(one, words=shown(one.words, LONGEST_EXCERPT)) for one in self.struck_out)
        return msgspec.structs.replace(self, reading=None, facts=facts, struck_out=struck)


class About(Record, frozen=True, kw_only=True):
    """What a report is, without its text."""

    title: str | None
    source: str | None
    published: str | None
    url: str | None
    kind: str
    language: str | None
    text_from: str | None


# What an excerpt holds at most, in characters. What was skipped, and key points, could add up to the text.
LONGEST_EXCERPT = 300
_WHOLE = ("Not coded", "Key points")
_KINDS = ("events", "measures", "statements", "talks")


def report_reading(connection: sa.Connection, id_: str, revision: int | None = None) -> ReportReading:
    """A report by its id, in its newest revision or an older one. Raises `UsageError` where there is none."""
    first = reports.alias("first_report")
    query = (
        sa.select(
            *(reports.c[name] for name in ("report", "revision", "title", "published", "added_at", "superseded_on")),
            reports.c.scope,
            reports.c.copy_score,
            stories.c.id.label("story_id"),
            first.c.id.label("first_id"),
        )
        .outerjoin(stories, stories.c.story == reports.c.story)
        .outerjoin(first, first.c.report == reports.c.copy_of)
        .where(reports.c.id == id_)
        .order_by(reports.c.revision)
    )
    rows: Any = connection.execute(query).all()
    row = next((each for each in reversed(rows) if revision is None or each.revision == revision), None)
    if row is None:
        what = id_ if revision is None else f"{id_} in revision {revision}"
        raise NotFoundError(f"the record has no report {what}")
    read = load_reading(connection, row.report)
    items = [(id_, each.id) for kind in _KINDS for each in getattr(read, kind)]
    said = corrections_of(connection, items)
    reading, struck_out = _mended(connection, read, said)
    return ReportReading(
        id=id_,
        revision=row.revision,
        revisions=tuple(
            Revision(**{name: getattr(each, name) for name in Revision.__struct_fields__}) for each in rows
        ),
        added_at=row.added_at,
        scope=row.scope,
        story=row.story_id,
        copy_of=row.first_id,
        copy_score=row.copy_score,
        links=_links(connection, row.report),
        corrections=said,
        struck_out=struck_out,
        document=About(**{name: getattr(read.document, name) for name in About.__struct_fields__}),
        facts=tuple(_fact(row, group.title) for group in groups_of(reading) for row in group.rows),
        reading=reading,
    )


def _mended(
    connection: sa.Connection, read: Reading, said: tuple[Correction, ...]
) -> tuple[Reading, tuple[StruckOut, ...]]:
    """The Reading with what people have set, without what they have struck out; and that."""
    fixes = fixes_of(connection, read)
    if not fixes:
        return read, ()
    gone = {item for item, fix in fixes.items() if fix.get("dropped")}
    by_item = {account.rsplit(" ", 1)[1]: one.correction for one in said if one.kind == "drop" for account in one.items}
    kept: dict[str, Any] = {}
    struck: list[StruckOut] = []
    for kind in _KINDS:
        items = getattr(read, kind)
        kept[kind] = tuple(fixed(each, fixes.get(each.id)) for each in items if each.id not in gone)
        struck += [
            StruckOut(item=each.id, kind=kind, words=_words(read, each), correction=by_item[each.id])
            for each in items
            if each.id in gone and each.id in by_item
        ]
    return msgspec.structs.replace(read, **kept), tuple(struck)


def _fact(row: Row, kind: str) -> Fact:
    quote = "".join(bit.text for bit in row.quote)
    return Fact(
        key=row.key,
        kind=kind,
        what="".join(bit.text for bit in row.head),
        tags=tuple(bit.text for bit in row.tags),
        words=quote or None,
        by=row.by,
    )


def _words(read: Reading, item: Any) -> str:
    if hasattr(item, "content"):
        return str(item.content.text)
    text = (read.document.title or "") if item.where == "title" else read.document.text
    return text[slice(*item.span)]


def _links(connection: sa.Connection, report: int) -> tuple[ItemLink, ...]:
    found: list[ItemLink] = []
    for accounts, groups, key in (
        (events, happenings, "happening"),
        (measures, chains, "chain"),
        (talks, threads, "thread"),
    ):
        query = (
            sa.select(accounts.c.item, groups.c.id)
            .join(groups, groups.c[key] == accounts.c[key])
            .where(accounts.c.report == report)
            .order_by(accounts.c.item)
        )
        found += [ItemLink(item=row.item, group=row.id) for row in connection.execute(query)]
    return tuple(found)
