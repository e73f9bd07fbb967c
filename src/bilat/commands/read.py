"""`bilat read`."""

import itertools
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import click

import bilat
from bilat.commands.output import Report, in_lines, reporting, write_line
from bilat.documents import Given, is_iso, read_inputs, total_bytes
from bilat.errors import InputError
from bilat.records import Document, Reading

Scope = Literal["all", "pair"]
SOME_FAILED = 3


def read_command(inputs: Sequence[str], given: Given, *, scope: Scope, as_json: bool, page: str | None) -> int:
    """Read the inputs and write what they hold; the exit code says whether all could be read."""
    if given.published is not None and not is_iso(given.published):
        raise click.UsageError(f"--published takes an ISO date such as 2025-12-11, not {given.published!r}.")
    if inputs.count("-") > 1:
        raise click.UsageError("Standard input (-) can be read once only.")
    # These tell on stderr what they make of odd pages; what matters of it reaches the user as our own errors.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    if page is not None:
        return _write_page(inputs, given, Path(page), scope=scope, as_json=as_json)
    with reporting(total_bytes(inputs)) as report:
        write = write_line if in_lines(as_json) else _printer()
        for item in read_inputs(inputs, given, taken=report.taken):
            if isinstance(item, InputError):
                report.fail(str(item))
                continue
            warn_of_future(item, report)
            write(bilat.read(item, scope=scope))
            report.done()
        return SOME_FAILED if report.failures else 0


def _printer() -> Callable[[Reading], None]:
    """The view for people."""
    from rich.console import Console

    from bilat.view.terminal import print_reading

    console = Console()
    return lambda reading: print_reading(reading, console)


def _write_page(inputs: Sequence[str], given: Given, page: Path, *, scope: Scope, as_json: bool) -> int:
    """One report as a page. More than one is refused before anything is written."""
    from bilat.view.html import reading_as_page

    with reporting(None) as report:
        first = list(itertools.islice(read_inputs(inputs, given), 2))
        if len(first) > 1:
            raise click.UsageError("--html takes one report, and these inputs hold more than one.")
        for item in first:
            if isinstance(item, InputError):
                report.fail(str(item))
                return SOME_FAILED
            warn_of_future(item, report)
            reading = bilat.read(item, scope=scope)
            page.write_text(reading_as_page(reading), encoding="utf-8")
            if as_json:
                write_line(reading)
        if not first:
            report.fail(f"{inputs[0]}: holds no report")
            return SOME_FAILED
    return 0


def warn_of_future(document: Document, report: Report) -> None:
    """Say so where a report is dated later than tomorrow (today may have ended elsewhere)."""
    if document.published is None:
        return
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    if document.published[:10] > tomorrow:
        name = f"{document.id} ({document.title})" if document.title else document.id
        report.warn(f"{name}: published {document.published} lies in the future")
