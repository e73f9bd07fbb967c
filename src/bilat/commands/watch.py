"""`bilat watch`."""

import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import click

from bilat.commands.output import in_lines, write_json
from bilat.commands.read import SOME_FAILED
from bilat.commands.showing import counted
from bilat.feeds.logs import Log, json_log, plain_log
from bilat.feeds.manner import Manner, Report, Summary
from bilat.feeds.waiting import Waits
from bilat.feeds.watching import Surroundings
from bilat.record import Record
from bilat.view.safe import one_line
from bilat.view.wording import dropped_because

# A program that is left running waits so long for another writer, in seconds.
_PATIENCE = 300.0


def watch_command(
    feeds: Sequence[str],
    *,
    once: bool,
    every: float,
    allow: Sequence[str],
    log_json: bool,
    db: str | None,
    as_json: bool,
) -> int:
    """Watch feeds and say what became of each report; with --once the exit code says whether all feeds answered."""
    for name in ("trafilatura", "htmldate", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    lines = in_lines(as_json)
    around = Surroundings(log=_log(log_json, lines), tell=write_json if lines else _print)
    manner = Manner(allow=tuple(allow), waits=Waits(every=60.0 * every))
    with Record(db, create=bool(feeds), patience=_PATIENCE) as record:
        summary = record.watch(feeds, once=once, manner=manner, around=around)
        due = [feed.next_poll for feed in record.feeds() if feed.next_poll] if not summary.polls else []
    if not lines:
        click.echo(one_line(_told(summary)))
        if due:
            click.echo(f"no feed is due before {datetime.fromisoformat(min(due)).astimezone():%H:%M}")
    return SOME_FAILED if once and summary.failed else 0


def _log(log_json: bool, lines: bool) -> Log:
    """The log on stderr: JSON for a program, and for a person what is worth a line."""

    def write(line: str) -> None:
        click.echo(line, err=True)

    def now() -> float:
        return datetime.now(UTC).timestamp()

    if log_json or not sys.stderr.isatty():
        return json_log(write, now)
    plain = plain_log(write, now)

    def log(event: str, **fields: Any) -> None:
        quiet = event == "polled" and not (fields.get("new") or fields.get("changed") or fields.get("problem"))
        told_already = event == "ended" or (event == "kept" and not lines)
        if not quiet and not told_already:
            plain(event, **fields)

    return log


def _print(report: Report) -> None:
    if report.outcome == "unchanged":  # another feed has it too
        return
    from_feed = " (the feed's own text)" if report.text_from == "feed" else ""
    click.echo(one_line(f"{report.outcome}: {report.title or report.url or report.report} – {report.feed}{from_feed}"))


def _told(summary: Summary) -> str:
    failed = f", {summary.failed} failed" if summary.failed else ""
    told = [f"{counted(summary.polls, 'poll')}{failed}"]
    told.append(", ".join(f"{number:,} {name}" for name, number in summary.reports.items()) or "no new report")
    if summary.dropped:
        reasons = ", ".join(f"{number:,} {dropped_because(name)}" for name, number in summary.dropped.items())
        told.append(f"left out: {reasons}")
    if summary.waiting:
        told.append(f"{counted(summary.waiting, 'item')} to be read later")
    return "; ".join(told)
