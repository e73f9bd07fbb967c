"""From the text of an item to a report in the record: which report it is, whether it is kept, and putting it in.

The report and the note of what became of its item are written in one transaction: a program that is killed between the
two has done neither.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.documents import make_document
from bilat.documents.addresses import clean, site_of
from bilat.errors import InputError
from bilat.feeds.formats import Item
from bilat.feeds.pages import NoPage, Page
from bilat.feeds.sameness import words_of
from bilat.linking import place
from bilat.records import Document, Reading, content_id
from bilat.store import Stamp, Store, check_keepable, feeds, known_revision, put_reading
from bilat.store.putting import address_of, find_report, is_same_report
from bilat.store.tables import reports
from bilat.versions import reader_version

Read = Callable[[Document], Reading]

# How the reader says that a report is out of scope (`bilat.reading.scope`).
OUT_OF_SCOPE = "out of scope: fewer than two countries are named"
_SCOPE = "pair"

# What is wrong with a text, as `make_document` says it, and the reason that it is counted under.
_REASONS: tuple[tuple[str, feeds.Reason], ...] = (
    ("is not in English", "not-english"),
    ("is empty", "no-text"),
    ("is too long", "too-long"),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of the record."""

    report: str
    outcome: str
    text_from: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Why an item was not kept."""

    reason: feeds.Reason
    detail: str | None = None


class Keeper:
    """Puts items into the record."""

    def __init__(self, store: Store, read: Read, now: Callable[[], float]) -> None:
        """`read` makes a Reading in the scope "pair"."""
        self._store, self._read, self._now = store, read, now

    def keep(self, row: "feeds.AnyRow", feed: "feeds.AnyRow", item: Item, page: Page | NoPage) -> Kept | Dropped:
        """What becomes of an item, written down."""
        text_from: Literal["page", "feed"] = "page" if isinstance(page, Page) else "feed"
        detail = page.problem if isinstance(page, NoPage) and item.url is not None else None
        try:
            document = self._document(row, feed, item, page)
            check_keepable(document)
        except InputError as error:
            return self._drop(row, _reason(error), detail or error.problem, text_from)
        words = words_of(document.title, document.text)
        document, known = self._placed(row, feed, document, words)
        if known is not None:
            return self._note(row, known, words, detail)
        reading = self._read(document)
        if out_of_scope(reading) and not self._is_known(document):
            return self._drop(row, "fewer-than-two-countries", detail, text_from)
        return self._put(row, reading, words, text_from, detail)

    def _document(self, row: "feeds.AnyRow", feed: "feeds.AnyRow", item: Item, page: Page | NoPage) -> Document:
        """Raises `InputError` where there is no text that can be read."""
        text, title, published = item.text, item.title, item.published
        source: str | None = None
        url = clean(item.url) if item.url else None
        if isinstance(page, Page):
            article = page.article
            text, title, published = article.text, article.title or item.title, article.published or item.published
            source, url = article.source, page.url
        if source is None and not _is_foreign(row, feed):
            with self._store.reading() as connection:
                source = feeds.source_of_site(connection, row.site)
        document = make_document(
            "item",
            text,
            identity=_identity(row),
            title=title,
            published=published if _is_past(published, self._now()) else item.published,
            source=source or feed.name or feed.title or site_of(feed.address),
            url=url,
        )
        return msgspec.structs.replace(document, text_from="page" if isinstance(page, Page) else "feed")

    def _placed(
        self, row: "feeds.AnyRow", feed: "feeds.AnyRow", document: Document, words: str
    ) -> tuple[Document, Kept | None]:
        """The document under the id of the report that it is a version of; and that one, where nothing is to change."""
        with self._store.reading() as connection:
            report = feeds.known_report(connection, row, words)
            if report is not None:
                document = msgspec.structs.replace(document, id=report)
            older = find_report(connection, document)
            if older is not None and not _is_version(row, document, older):
                own = clean(row.url) if row.url else None
                document = msgspec.structs.replace(document, id=_own_identity(row, document), url=own)
            elif older is not None and document.text_from == "feed":
                # A summary must not take the place of the whole, nor what a feed says of a report of somebody else.
                if feeds.was_read_whole(connection, older.id):
                    return document, Kept(str(older.id), "unchanged", "page")
                if _is_foreign(row, feed) and row.report != older.id:
                    return document, Kept(str(older.id), "unchanged", "feed")
            same = known_revision(connection, document)
            text_from = document.text_from or "feed"
            return document, None if same is None else Kept(str(same.id), "unchanged", text_from)

    def _is_known(self, document: Document) -> bool:
        with self._store.reading() as connection:
            return find_report(connection, document) is not None

    def _put(
        self, row: "feeds.AnyRow", reading: Reading, words: str, text_from: Literal["page", "feed"], detail: str | None
    ) -> Kept:
        stamp = Stamp(datetime.fromtimestamp(self._now(), UTC), reader_version(), _SCOPE)
        with self._store.writing() as connection:
            placed = put_reading(connection, reading, stamp)
            if placed.outcome != "unchanged":
                place(connection, placed.report)
            report = connection.execute(sa.select(reports.c.id).where(reports.c.report == placed.report)).scalar_one()
            kept = Kept(str(report), placed.outcome, text_from)
            self._write(connection, row, kept, words, detail)
        return kept

    def _note(self, row: "feeds.AnyRow", kept: Kept, words: str | None, detail: str | None) -> Kept:
        with self._store.writing() as connection:
            self._write(connection, row, kept, words, detail)
        return kept

    def _write(
        self, connection: sa.Connection, row: "feeds.AnyRow", kept: Kept, words: str | None, detail: str | None
    ) -> None:
        told = feeds.Outcome(
            report=kept.report, outcome=kept.outcome, text_from=kept.text_from, words=words, detail=detail
        )
        feeds.keep_item(connection, row, told, self._now())

    def _drop(self, row: "feeds.AnyRow", reason: feeds.Reason, detail: str | None, text_from: str) -> Dropped:
        with self._store.writing() as connection:
            feeds.drop_item(connection, row, reason, detail=detail, text_from=text_from, now=self._now())
        return Dropped(reason, detail)


def out_of_scope(reading: Reading) -> bool:
    """Whether nothing of a report was read because it is not about two countries."""
    return any(skipped.reason == OUT_OF_SCOPE for skipped in reading.skipped)


def _identity(row: "feeds.AnyRow") -> str:
    """An id that stays when the text changes: from the address, or from what the feed knows the item by."""
    return content_id("f", row.address) if row.address else content_id("f", row.site or str(row.feed), row.key)


def _own_identity(row: "feeds.AnyRow", document: Document) -> str:
    """An id for this text alone: what the item was known by has been used for another report."""
    return content_id("f", row.address or "", row.key, document.title or "", document.text)


def _is_version(row: "feeds.AnyRow", document: Document, older: sa.Row[Any]) -> bool:
    """Whether a text is another version of a report: at the item's own address, or else in much the same words.

    An id may be used again, and a page may lead to one that many others lead to: a form to log in.
    """
    at_own_address = row.address is not None and row.address == older.address == address_of(document.url)
    return at_own_address or is_same_report(older.text, document.text)


def _is_foreign(row: "feeds.AnyRow", feed: "feeds.AnyRow") -> bool:
    """Whether an item is at a site that is not its feed's, which then does not speak for that site."""
    own = site_of(feed.address)
    if row.site is None or own is None:
        return False
    return not (f".{row.site}".endswith(f".{own}") or f".{own}".endswith(f".{row.site}"))


def _reason(error: InputError) -> feeds.Reason:
    return next((reason for start, reason in _REASONS if error.problem.startswith(start)), "unreadable")


def _is_past(published: str | None, now: float) -> bool:
    """Whether a page's own date can be: not in the time of clocks that were never set, and not ahead."""
    ahead = datetime.fromtimestamp(now + 86_400.0, UTC).date().isoformat()
    return published is not None and published[:4] >= "1990" and published[:10] <= ahead
