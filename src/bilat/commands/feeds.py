"""`bilat feeds`."""

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import counted, hanging, indented, text
from bilat.feeds.following import checked, follow, read_list
from bilat.feeds.health import DroppedCount, DroppedItem, FeedHealth
from bilat.feeds.opml import Outline, write_opml
from bilat.record import Record
from bilat.view.safe import one_line
from bilat.view.wording import dropped_because

_NUMBER, _SINCE, _DAY = 5, 14, 12


def add_command(addresses: Sequence[str], *, name: str | None, folder: str | None, db: str | None) -> None:
    """Follow feeds."""
    if name is not None and len(addresses) > 1:
        raise click.UsageError("--name is for one feed.")
    _follow([Outline(address=checked(each), name=name, folder=folder) for each in addresses], db)


def import_command(files: Sequence[str], *, db: str | None) -> None:
    """Follow the feeds of OPML files."""
    _follow([outline for file in files for outline in read_list(file)], db)


def remove_command(feed: str, *, db: str | None) -> None:
    """Follow a feed no longer."""
    with Record(db, create=False) as record:
        removed = record.remove_feed(feed)
    click.echo(one_line(f"{removed} is followed no longer; its reports stay"), err=True)


def export_command(*, out: str | None, db: str | None) -> None:
    """Write the feeds as OPML; a file is replaced in one go, and only its owner may read it."""
    with Record(db, create=False) as record:
        opml = write_opml(record.feed_list())
    if out is None:
        sys.stdout.buffer.write(opml)
        return
    path = Path(out)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(opml)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def list_command(*, db: str | None, as_json: bool) -> None:
    """Show the feeds and how they do."""
    with Record(db, create=False) as record:
        found = record.feeds()
    if in_lines(as_json):
        for feed in found:
            write_json(feed)
    elif found:
        _print_feeds(found, Console(), datetime.now(UTC))
    else:
        click.echo("no feed is followed yet; `bilat feeds add URL` adds one")


def dropped_command(
    *, reason: str | None, feed: str | None, limit: int, counts: bool, db: str | None, as_json: bool
) -> None:
    """Show what was left out, or how much of it."""
    with Record(db, create=False) as record:
        totals = record.dropped_counts()
        found = () if counts else record.dropped(reason=reason, feed=feed, limit=limit)
    if in_lines(as_json):
        for each in totals if counts else found:
            write_json(each)
    else:
        _print_dropped(totals, found, Console())


def _follow(outlines: Iterable[Outline], db: str | None) -> None:
    with Record(db) as record:
        keys, new = follow(record.store, outlines)
    known = f", {len(keys) - new} followed already" if len(keys) > new else ""
    click.echo(f"{counted(new, 'feed')} added{known}; `bilat watch` polls them", err=True)


def _print_feeds(found: Sequence[FeedHealth], console: Console, now: datetime) -> None:
    ill = sum(feed.failures > 0 or feed.state == "stopped" for feed in found)
    told = f"{counted(len(found), 'feed')}{f', {ill} out of order' if ill else ''}"
    console.print(text(f"{told}; last success, items, seconds for the last answer", "dim"))
    folder: str | None = None
    for feed in found:
        if feed.folder != folder:
            folder = feed.folder
            console.print()
            console.print(text(folder or "", "bold underline"))
        _print_feed(feed, console, now)


def _print_feed(feed: FeedHealth, console: Console, now: datetime) -> None:
    since = "never" if feed.last_success is None else f"{_ago(feed.last_success, now)} ago"
    style = "red" if feed.failures or feed.state == "stopped" else "green"
    items = f"{counted(feed.items, 'item')}: {feed.kept:,} kept, {feed.dropped:,} left out"
    items += f", {feed.waiting:,} waiting" if feed.waiting else ""
    latency = "" if feed.latency is None else f" · {feed.latency:.2f} s"
    name = text(feed.name or feed.address, "bold")
    console.print(hanging((text(f"{feed.feed}", "dim"), _NUMBER), (text(since, style), _SINCE), (name, None)))
    by = _NUMBER + _SINCE
    indented(console, text(f"{items}{latency}"), by)
    if feed.name:
        indented(console, text(feed.address, "dim"), by)
    if feed.notice:
        indented(console, text(f"{'stopped: ' if feed.state == 'stopped' else ''}{feed.notice}", "yellow"), by)
    if feed.failures and feed.error and feed.state == "active":
        again = "" if feed.next_poll is None else f"; again in {_ago(now.isoformat(), _moment(feed.next_poll))}"
        indented(console, text(f"{counted(feed.failures, 'failure')} in a row: {feed.error}{again}", "red"), by)


def _print_dropped(totals: Sequence[DroppedCount], found: Sequence[DroppedItem], console: Console) -> None:
    number = sum(total.items for total in totals)
    console.print(text(f"{counted(number, 'item')} left out", "bold"))
    for total in totals:
        console.print(hanging((text(f"{total.items:,}"), _DAY), (text(dropped_because(total.reason)), None)))
    for item in found:
        console.print()
        day = (item.published or item.seen)[:10]
        console.print(hanging((text(day, "green"), _DAY), (text(item.title or "(no title)", "bold"), None)))
        told = [item.feed_name or "a feed that was removed", dropped_because(item.reason), item.detail]
        indented(console, text(" · ".join(part for part in told if part)), _DAY)
        if item.url:
            indented(console, text(item.url, "dim"), _DAY)


def _ago(since: str, now: datetime) -> str:
    """A stretch of time in its largest unit: "3 min"."""
    seconds = max((now - _moment(since)).total_seconds(), 0.0)
    for unit, size in (("days", 172_800.0), ("h", 7_200.0), ("min", 60.0)):
        if seconds >= size:
            return f"{int(seconds // {'days': 86_400, 'h': 3_600, 'min': 60}[unit])} {unit}"
    return f"{int(seconds)} s"


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)
