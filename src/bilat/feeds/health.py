"""How the feeds of a record do, and what was left out of it: views for a person, with no secret in them."""

from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from bilat.feeds.redacting import shown, shown_in
from bilat.records import Record
from bilat.relations.rows import Rows
from bilat.store.tables import feed_items, feeds

# Items that are listed, the latest first, unless more are asked for.
MOST_DROPPED = 200
# The same for one report in several feeds.
_ONE = sa.func.coalesce(feed_items.c.address, feed_items.c.key)


class FeedHealth(Record, frozen=True, kw_only=True):
    """A feed that is followed. Moments are ISO in UTC, `latency` is in seconds; `error` may be of a failure long past.

    `failures` in a row since it last answered well: 0 is healthy. `state` is stopped where it is polled no longer, and
    `notice` then says why, else what is odd about its last answer. Of `items` seen, `kept` are reports of the record,
    `dropped` were left out, `waiting` are still to be read.
    """

    feed: int
    address: str
    name: str | None
    folder: str | None
    home: str | None
    state: Literal["active", "stopped"]
    failures: int
    added: str
    tried: str | None
    last_success: str | None
    last_error: str | None
    error: str | None
    notice: str | None
    status: int | None
    latency: float | None
    next_poll: str | None
    items: int
    kept: int
    dropped: int
    waiting: int
    newest: str | None


class DroppedItem(Record, frozen=True, kw_only=True):
    """An item that is not in the record, and why; `detail` is what else there is to say."""

    item: int
    feed: int | None
    feed_name: str | None
    title: str | None
    url: str | None
    published: str | None
    seen: str
    reason: str
    detail: str | None
    text_from: str | None


class DroppedCount(Record, frozen=True, kw_only=True):
    """How many items were left out for one reason."""

    reason: str
    items: int


def health(connection: sa.Connection) -> "Rows[FeedHealth]":
    """All feeds, in the order of their folders and names."""
    i = feed_items.c
    counted = sa.select(i.feed, i.state, sa.func.count().label("number"), sa.func.max(i.seen_at).label("newest"))
    counts: dict[tuple[int, str], int] = {}
    newest: dict[int, str] = {}
    for row in connection.execute(counted.where(i.feed.is_not(None)).group_by(i.feed, i.state)):
        counts[row.feed, row.state] = row.number
        newest[row.feed] = max(newest.get(row.feed, ""), row.newest)
    rows = connection.execute(sa.select(feeds)).all()
    rows = sorted(rows, key=lambda row: (row.folder or "", (row.name or row.title or row.address).lower(), row.feed))
    return Rows((_line(row, counts, newest.get(row.feed)) for row in rows), FeedHealth)


def dropped(
    connection: sa.Connection, *, reason: str | None = None, feed: int | None = None, limit: int | None = MOST_DROPPED
) -> "Rows[DroppedItem]":
    """Items that were left out, those seen last first; what several feeds had at one address once."""
    i = feed_items.c
    wanted = [i.state == "dropped"]
    wanted += [i.reason == reason] if reason is not None else []
    wanted += [i.feed == feed] if feed is not None else []
    latest = sa.select(sa.func.max(i.item)).where(*wanted).group_by(_ONE)
    names = sa.func.coalesce(feeds.c.name, feeds.c.title).label("feed_name")
    found = connection.execute(
        sa.select(feed_items, names)
        .outerjoin(feeds, feeds.c.feed == i.feed)
        .where(i.item.in_(latest))
        .order_by(i.item.desc())
        .limit(limit)
    )
    return Rows((_item(row) for row in found), DroppedItem)


def dropped_counts(connection: sa.Connection) -> "Rows[DroppedCount]":
    """How many items were left out, by reason, the most frequent first; what several feeds had at one address once."""
    i = feed_items.c
    number = sa.func.count(sa.distinct(_ONE)).label("number")
    found = connection.execute(
        sa.select(i.reason, number).where(i.state == "dropped").group_by(i.reason).order_by(number.desc(), i.reason)
    )
    return Rows((DroppedCount(reason=row.reason, items=row.number) for row in found), DroppedCount)


def _line(row: sa.Row[Any], counts: dict[tuple[int, str], int], newest: str | None) -> FeedHealth:
    by_state = {state: counts.get((row.feed, state), 0) for state in ("kept", "dropped", "waiting")}
    active = row.state == "active" and row.next_poll is not None
    return FeedHealth(
        feed=row.feed,
        address=shown(row.address),
        name=row.name or row.title,
        folder=row.folder,
        home=None if row.home is None else shown(row.home),
        state=row.state,
        failures=row.failures,
        added=row.added_at,
        tried=row.tried_at,
        last_success=row.succeeded_at,
        last_error=row.failed_at,
        error=None if row.error is None else shown_in(row.error),
        notice=row.stopped_because or row.notice,
        status=row.status,
        latency=None if row.latency is None else round(row.latency, 3),
        next_poll=datetime.fromtimestamp(row.next_poll, UTC).isoformat(timespec="seconds") if active else None,
        items=sum(by_state.values()),
        newest=newest,
        **by_state,
    )


def _item(row: sa.Row[Any]) -> DroppedItem:
    return DroppedItem(
        item=row.item,
        feed=row.feed,
        feed_name=row.feed_name,
        title=row.title,
        url=None if row.url is None else shown(row.url),
        published=row.published,
        seen=row.seen_at,
        reason=row.reason,
        detail=row.detail,
        text_from=row.text_from,
    )
