"""Feeds and their items in the record: what is due, what an answer brought, what became of each item."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.store.tables import feed_addresses, feed_items, feeds, reports

AnyRow = sa.Row[*tuple[Any, ...]]

# Why an item was dropped.
Reason = Literal["fewer-than-two-countries", "not-english", "no-text", "too-long", "unreadable"]

# Values that stand in one statement; databases have limits.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """An item as an answer had it, and what it is known again by."""

    key: str
    guid: str | None
    address: str | None
    site: str | None
    url: str | None
    title: str | None
    published: str | None
    digest: str
    entry: str


@dataclass(frozen=True, slots=True)
class Polled:
    """What an answer says of its feed. What is null stays as it was; `validators` are ETag and Last-Modified."""

    status: int
    latency: float
    next_poll: float
    title: str | None = None
    home: str | None = None
    notice: str | None = None
    validators: tuple[str | None, str | None] | None = None
    digest: str | None = None
    whole: bool = False
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item that was kept."""

    report: str
    outcome: str
    text_from: str
    words: str | None
    detail: str | None = None


def add_feed(
    connection: sa.Connection, address: str, *, now: float, name: str | None = None, folder: str | None = None
) -> tuple[int, bool]:
    """The key of the feed at an address, and whether it is new. One that was stopped is followed again."""
    known = connection.execute(sa.select(feed_addresses.c.feed).where(feed_addresses.c.address == address)).scalar()
    if known is not None:
        values = {"name": name, "folder": folder}
        given = {field: value for field, value in values.items() if value is not None}
        if given:
            connection.execute(feeds.update().where(feeds.c.feed == known).values(given))
        again: dict[str, Any] = {"state": "active", "stopped_because": None, "next_poll": now, "failures": 0}
        connection.execute(feeds.update().where(feeds.c.feed == known, feeds.c.state == "stopped").values(**again))
        return int(known), False
    row: dict[str, Any] = {"address": address, "name": name, "folder": folder, "added_at": iso(now), "state": "active"}
    row |= {"next_poll": now, "failures": 0}
    feed = int(connection.execute(feeds.insert().values(row).returning(feeds.c.feed)).scalar_one())
    connection.execute(feed_addresses.insert().values(address=address, feed=feed))
    return feed, True


def find_feed(connection: sa.Connection, which: str) -> int:
    """The key of the feed that has, or had, this address or this number. Raises `UsageError` where there is none."""
    found = connection.execute(sa.select(feed_addresses.c.feed).where(feed_addresses.c.address == which)).scalar()
    if found is None and re.fullmatch(r"[0-9]{1,15}", which):
        found = connection.execute(sa.select(feeds.c.feed).where(feeds.c.feed == int(which))).scalar()
    if found is None:
        raise UsageError(f"no feed {which} is followed; `bilat feeds list` shows the feeds with their numbers")
    return int(found)


def remove_feed(connection: sa.Connection, feed: int) -> None:
    """Follows a feed no longer. Reports stay, and so does what became of its items; what waited is forgotten."""
    own = feed_items.c.feed == feed
    connection.execute(feed_items.delete().where(own, feed_items.c.state == "waiting"))
    connection.execute(feed_items.update().where(own).values(feed=None))
    connection.execute(feed_addresses.delete().where(feed_addresses.c.feed == feed))
    connection.execute(feeds.delete().where(feeds.c.feed == feed))


def due_feeds(connection: sa.Connection, now: float, only: Collection[int] | None) -> Sequence[AnyRow]:
    """The feeds to be polled, those that have waited longest first."""
    wanted = [feeds.c.state == "active", feeds.c.next_poll <= now, *_only(feeds.c.feed, only)]
    return connection.execute(sa.select(feeds).where(*wanted).order_by(feeds.c.next_poll, feeds.c.feed)).all()


def due_items(connection: sa.Connection, now: float, only: Collection[int] | None) -> Sequence[AnyRow]:
    """The items to be read: of each site the one that has waited longest."""
    wanted = [feed_items.c.state == "waiting", feed_items.c.next_try <= now, *_only(feed_items.c.feed, only)]
    first = sa.select(sa.func.min(feed_items.c.item).label("item")).where(*wanted).group_by(feed_items.c.site)
    return connection.execute(
        sa.select(feed_items).where(feed_items.c.item.in_(first)).order_by(feed_items.c.item)
    ).all()


def get_feed(connection: sa.Connection, feed: int) -> AnyRow | None:
    """The row of a feed; null where it was removed."""
    return connection.execute(sa.select(feeds).where(feeds.c.feed == feed)).first()


def count_waiting(connection: sa.Connection, only: Collection[int] | None) -> int:
    """How many items are still to be read."""
    wanted = (feed_items.c.state == "waiting", *_only(feed_items.c.feed, only))
    return connection.execute(sa.select(sa.func.count()).select_from(feed_items).where(*wanted)).scalar_one()


def next_due(connection: sa.Connection, now: float, only: Collection[int] | None) -> float | None:
    """When something is due that is not due yet, in seconds since 1970; null where nothing will ever be."""
    poll = sa.select(sa.func.min(feeds.c.next_poll)).where(
        feeds.c.state == "active", feeds.c.next_poll > now, *_only(feeds.c.feed, only)
    )
    item = sa.select(sa.func.min(feed_items.c.next_try)).where(
        feed_items.c.state == "waiting", feed_items.c.next_try > now, *_only(feed_items.c.feed, only)
    )
    moments = [connection.execute(each).scalar() for each in (poll, item)]
    return min((float(each) for each in moments if each is not None), default=None)


def polled(connection: sa.Connection, feed: int, answer: Polled, now: float) -> None:
    """Writes down that a feed answered well."""
    values: dict[str, Any] = {
        "status": answer.status,
        "latency": answer.latency,
        "next_poll": answer.next_poll,
        "failures": 0,
        "tried_at": iso(now),
        "succeeded_at": iso(now),
    }
    if answer.validators is not None:
        values |= {"etag": answer.validators[0], "modified": answer.validators[1]}
        values |= {"digest": answer.digest, "notice": answer.notice}
    told = {"title": answer.title, "home": answer.home, "whole_at": now if answer.whole else None}
    values |= {field: value for field, value in told.items() if value is not None}
    connection.execute(feeds.update().where(feeds.c.feed == feed).values(**values))
    if answer.moved is not None:
        move_feed(connection, feed, answer.moved)


def move_feed(connection: sa.Connection, feed: int, address: str) -> None:
    """A feed has another address from now on; where that is followed already, this one is stopped."""
    known = connection.execute(sa.select(feed_addresses.c.feed).where(feed_addresses.c.address == address)).scalar()
    if known is None:
        connection.execute(feed_addresses.insert().values(address=address, feed=feed))
    elif known != feed:
        stop_feed(connection, feed, f"has moved to the address of feed {known}, which is followed")
        return
    connection.execute(feeds.update().where(feeds.c.feed == feed).values(address=address))


def failed(
    connection: sa.Connection, feed: int, problem: str, *, status: int | None, next_poll: float, now: float
) -> None:
    """Writes down that a feed could not be had."""
    connection.execute(
        feeds.update()
        .where(feeds.c.feed == feed)
        .values(
            status=status,
            next_poll=next_poll,
            failures=feeds.c.failures + 1,
            tried_at=iso(now),
            failed_at=iso(now),
            error=problem,
        )
    )


def stop_feed(connection: sa.Connection, feed: int, why: str) -> None:
    """Polls a feed no longer, until a person adds it again."""
    connection.execute(feeds.update().where(feeds.c.feed == feed).values(state="stopped", stopped_because=why))


def see_items(
    connection: sa.Connection, feed: int, seen: Iterable[Seen], *, now: float, pause: float
) -> tuple[int, int]:
    """Writes down what an answer holds, and gives how many items are new and how many have changed.

    An item that changed is read again, not sooner than `pause` seconds after it was last read.
    """
    items = list(seen)
    own = _known(connection, feed, items)
    keys = {item.key for item in items}
    new = changed = 0
    for item in items:
        known = own.get(item.key) or _renamed(own, item, keys)
        fields: dict[str, Any] = {
            "guid": item.guid,
            "address": item.address,
            "site": item.site,
            "url": item.url,
            "title": item.title,
            "published": item.published,
            "digest": item.digest,
            "state": "waiting",
            "tries": 0,
            "entry": item.entry,
        }
        if known is None:
            fields |= {"feed": feed, "key": item.key, "seen_at": iso(now), "next_try": now}
            connection.execute(feed_items.insert().values(fields))
            new += 1
        elif known.digest != item.digest:
            fields["next_try"] = max(now, (known.settled or 0.0) + pause)
            connection.execute(feed_items.update().where(feed_items.c.item == known.item).values(fields))
            changed += 1
    return new, changed


def settle_as(connection: sa.Connection, item: AnyRow, now: float) -> AnyRow | None:
    """Settles an item as another at the same address that says the same and of which the whole page was read.

    Gives that other one; null where there is none, and nothing is changed.
    """
    if item.address is None or item.settled is not None:  # what has changed may have changed on its page
        return None
    other = feed_items.c
    alike = [other.address == item.address, other.item != item.item, other.state != "waiting"]
    alike += [other.text_from == "page", other.title.is_not_distinct_from(item.title)]
    alike.append(other.published.is_not_distinct_from(item.published))
    same = connection.execute(sa.select(feed_items).where(*alike).order_by(other.settled.desc()).limit(1)).first()
    if same is None:
        return None
    if same.state == "dropped":
        drop_item(connection, item, same.reason, detail=same.detail, text_from="page", now=now)
    else:
        told = Outcome(report=same.report, outcome="unchanged", text_from="page", words=same.words)
        keep_item(connection, item, told, now)
    return same


def known_report(connection: sa.Connection, item: AnyRow, words: str) -> str | None:
    """The id of the report that an item is a version of: its own, or one of its site with the same id or words."""
    if item.report is not None:
        return str(item.report)
    other = feed_items.c
    alike = [other.words == words] + ([other.guid == item.guid] if item.guid is not None else [])
    for condition in alike:
        found = connection.execute(
            sa.select(other.report)
            .where(condition, other.report.is_not(None), other.site.is_not_distinct_from(item.site))
            .order_by(other.item)
            .limit(1)
        ).scalar()
        if found is not None:
            return str(found)
    return None


def was_read_whole(connection: sa.Connection, report: str) -> bool:
    """Whether a report has more than what a feed said of it: its page was read, or a person has added it."""
    rows = sa.select(feed_items.c.text_from).where(feed_items.c.report == report)
    found = set(connection.execute(rows).scalars())
    return "page" in found or not found


def source_of_site(connection: sa.Connection, site: str | None) -> str | None:
    """Who publishes at a site, as one of its own pages says; null where none was read."""
    if site is None:
        return None
    newest = sa.select(reports.c.source).join(feed_items, feed_items.c.report == reports.c.id)
    own = (feed_items.c.site == site, feed_items.c.text_from == "page", reports.c.source.is_not(None))
    source = connection.execute(newest.where(*own).order_by(feed_items.c.item.desc()).limit(1)).scalar()
    return None if source is None else str(source)


def keep_item(connection: sa.Connection, item: AnyRow, outcome: Outcome, now: float) -> None:
    """Writes down which report an item has become."""
    values: dict[str, Any] = {
        "state": "kept",
        "report": outcome.report,
        "outcome": outcome.outcome,
        "text_from": outcome.text_from,
    }
    values |= {"words": outcome.words, "detail": outcome.detail, "reason": None}
    _settle(connection, item, values, now)


def drop_item(
    connection: sa.Connection, item: AnyRow, reason: str, *, detail: str | None, text_from: str | None, now: float
) -> None:
    """Writes down that an item was not kept, and why."""
    values = {"state": "dropped", "reason": reason, "detail": detail, "text_from": text_from}
    _settle(connection, item, values, now)


def put_off(connection: sa.Connection, item: AnyRow, problem: str, next_try: float) -> None:
    """Tries an item again later, unless it has changed meanwhile: then it is due as it is."""
    connection.execute(
        feed_items.update()
        .where(feed_items.c.item == item.item, feed_items.c.digest == item.digest)
        .values(tries=feed_items.c.tries + 1, detail=problem, next_try=next_try)
    )


def iso(seconds: float) -> str:
    """A moment in UTC as ISO text."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _settle(connection: sa.Connection, item: AnyRow, values: dict[str, Any], now: float) -> None:
    """An item that has changed while it was read goes on waiting: it is to be read again."""
    own = feed_items.c.item == item.item
    connection.execute(feed_items.update().where(own).values(**values | {"state": feed_items.c.state}, settled=now))
    settled = {"state": values["state"], "entry": None, "next_try": None, "tries": item.tries + 1}
    connection.execute(feed_items.update().where(own, feed_items.c.digest == item.digest).values(settled))


def _known(connection: sa.Connection, feed: int, items: Sequence[Seen]) -> dict[str, AnyRow]:
    """The rows of a feed that have the keys, or ("at …") the addresses, of these items."""
    known: dict[str, AnyRow] = {}
    columns = (feed_items.c.item, feed_items.c.key, feed_items.c.address, feed_items.c.digest, feed_items.c.settled)
    for start in range(0, len(items), _AT_ONCE):
        some = items[start : start + _AT_ONCE]
        addresses = [item.address for item in some if item.address is not None]
        wanted = sa.or_(feed_items.c.key.in_([item.key for item in some]), feed_items.c.address.in_(addresses))
        for row in connection.execute(sa.select(*columns).where(feed_items.c.feed == feed, wanted)):
            known[row.key] = row
            if row.address is not None:
                known.setdefault(f"at {row.address}", row)
    return known


def _renamed(own: dict[str, AnyRow], item: Seen, keys: set[str]) -> AnyRow | None:
    """The row of an item that had another id before: the same address, and no item of the answer has its old key."""
    row = own.get(f"at {item.address}")
    return None if row is None or row.key in keys else row


def _only(column: sa.Column[Any], only: Collection[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if only is None else [column.in_(sorted(only))]
