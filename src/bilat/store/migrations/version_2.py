"""Version 2: feeds that are followed, tokens of people who may write, indexes for pages, keys of addresses.

The tables are written out as they were then: what `bilat.store.tables` says may be of a later version.
"""

import sqlalchemy as sa

from bilat.documents.addresses import page_key
from bilat.store.columns import key, number, text, to, whole

_metadata = sa.MetaData()


def _table(name: str, *columns: sa.Column[object] | sa.schema.SchemaItem, rowid: bool = True) -> sa.Table:
    return sa.Table(name, _metadata, *columns, sqlite_strict=True, sqlite_with_rowid=rowid)


_table(
    "feeds",
    key("feed"),
    text("address", nullable=False, unique=True),
    text("title"),
    text("name"),
    text("folder"),
    text("home"),
    text("added_at", nullable=False),
    text("state", nullable=False),
    text("stopped_because"),
    number("next_poll"),
    whole("failures", nullable=False),
    text("tried_at"),
    text("succeeded_at"),
    text("failed_at"),
    text("error"),
    text("notice"),
    whole("status"),
    number("latency"),
    text("etag"),
    text("modified"),
    text("digest"),
    number("whole_at"),
    sa.Index("feeds_next_poll", "state", "next_poll"),
)
_table("feed_addresses", text("address", primary_key=True), to("feed", "feeds.feed"), rowid=False)
_table(
    "feed_items",
    key("item"),
    to("feed", "feeds.feed", nullable=True),
    text("key", nullable=False),
    text("guid"),
    text("address"),
    text("site"),
    text("url"),
    text("title"),
    text("published"),
    text("digest", nullable=False),
    text("words"),
    text("seen_at", nullable=False),
    text("state", nullable=False),
    text("reason"),
    text("detail"),
    text("report"),
    text("outcome"),
    text("text_from"),
    whole("tries", nullable=False),
    number("next_try"),
    number("settled"),
    text("entry"),
    sa.UniqueConstraint("feed", "key"),
    sa.Index("feed_items_address", "address"),
    sa.Index("feed_items_guid", "guid"),
    sa.Index("feed_items_words", "words"),
    sa.Index("feed_items_waiting", "state", "next_try"),
    sa.Index("feed_items_report", "report"),
    sa.Index("feed_items_site", "site"),
)
_table(
    "tokens",
    key("token"),
    text("name", nullable=False, unique=True),
    text("digest", nullable=False, unique=True),
    text("created_at", nullable=False),
    text("last_used_at"),
    text("revoked_at"),
)

_reports = sa.table("reports", sa.column("report"), sa.column("url"), sa.column("address"))


def to_version_2(connection: sa.Connection) -> None:
    """Adds what version 1 lacks; nothing that it holds is lost."""
    _metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("DROP INDEX ix_reports_story")
    connection.exec_driver_sql("CREATE INDEX reports_story ON reports (story, known_day, superseded_on)")
    connection.exec_driver_sql("CREATE INDEX statements_day ON statements (day, statement)")
    for row in connection.execute(
        sa.select(_reports.c.report, _reports.c.url).where(_reports.c.url.is_not(None))
    ).all():
        connection.execute(_reports.update().where(_reports.c.report == row.report).values(address=page_key(row.url)))
