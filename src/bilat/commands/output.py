"""Where results, errors and progress of a command go."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from bilat.view.safe import one_line

if TYPE_CHECKING:
    import msgspec
    from rich.progress import Progress

    from bilat.records import Reading


def in_lines(as_json: bool) -> bool:
    """Whether results are written as lines of JSON: asked for, or stdout is no terminal."""
    return as_json or not sys.stdout.isatty()


def write_line(reading: "Reading") -> None:
    """A Reading as one line of JSON on stdout, there at once for whoever reads the pipe."""
    sys.stdout.buffer.write(reading.to_json() + b"\n")
    sys.stdout.buffer.flush()


def write_json(record: "msgspec.Struct") -> None:
    """A record as one line of JSON on stdout."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(record) + b"\n")
    sys.stdout.buffer.flush()


class Report:
    """What is told on stderr while a command runs: errors and warnings in one line each, progress on a terminal."""

    def __init__(self, bar: "Progress | None", total: int | None) -> None:
        """`total` is the size of the inputs in bytes, where that is known."""
        self.failures = 0
        self._bar = bar
        self._task = None if bar is None else bar.add_task("reading", total=total, done=0)
        self._done = 0

    def taken(self, count: int) -> None:
        """So many more bytes of the inputs have been taken."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, count)

    def done(self) -> None:
        """One more report has been read."""
        self._done += 1
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, done=self._done)

    def fail(self, problem: str) -> None:
        """An input could not be read."""
        self.failures += 1
        self._tell(f"error: {problem}")

    def warn(self, problem: str) -> None:
        """An input was read, but something about it is odd."""
        self._tell(f"warning: {problem}")

    def _tell(self, line: str) -> None:
        if self._bar is None:
            click.echo(one_line(line), err=True)
        else:
            self._bar.console.print(one_line(line), markup=False, highlight=False, emoji=False, soft_wrap=True)


@contextmanager
def reporting(total: int | None) -> Iterator[Report]:
    """A `Report`; with a progress bar where stderr is a terminal and stdout is not (results show progress enough)."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield Report(None, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[done]} read"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Report(bar, total)
