"""`bilat export`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import click

from bilat.commands.output import in_lines, write_json
from bilat.record import Record
from bilat.view.safe import one_line

if TYPE_CHECKING:
    from bilat.export.writing import Format, Progress


def export_command(
    folder: str,
    format_: str,
    *,
    pair: tuple[str, str] | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    texts: bool,
    all_status: bool,
    force: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """Write the tables and say how many rows each has."""
    if texts and format_ == "plover":
        raise click.UsageError("--texts goes with tables of reports; --format plover has none.")
    if all_status and format_ != "plover":
        raise click.UsageError("--all-status goes with --format plover; the other formats hold events of every status.")
    with Record(db, create=False) as record, _progress() as progress:
        written = record.export(
            folder,
            cast("Format", format_),
            pair=pair,
            since=since,
            until=until,
            as_of=as_of,
            texts=texts,
            all_status=all_status,
            force=force,
            progress=progress,
        )
    if in_lines(as_json):
        for table in written:
            write_json(table)
        return
    width = max(len(f"{table.rows:,}") for table in written)
    for table in written:
        click.echo(f"{table.rows:>{width},}  {one_line(table.path)}")


@contextmanager
def _progress() -> "Iterator[Progress | None]":
    """What is told on stderr while tables are written, if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("exporting") as status:
        yield lambda table, rows: status.update(f"{table}: {rows:,} rows")
