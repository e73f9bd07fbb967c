"""`bilat add`."""

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import click

from bilat.commands.output import in_lines, reporting, write_json
from bilat.commands.read import SOME_FAILED, warn_of_future
from bilat.documents import Given, is_iso, read_inputs, total_bytes
from bilat.errors import InputError
from bilat.record import Record


def add_command(
    inputs: Sequence[str], given: Given, *, scope: Literal["all", "pair"], db: str | None, as_json: bool
) -> int:
    """Add the inputs and say what became of each; the exit code says whether all could be read."""
    if given.published is not None and not is_iso(given.published):
        raise click.UsageError(f"--published takes an ISO date such as 2025-12-11, not {given.published!r}.")
    if inputs.count("-") > 1:
        raise click.UsageError("Standard input (-) can be read once only.")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    lines = in_lines(as_json)
    outcomes: Counter[str] = Counter()
    with Record(db) as record, reporting(total_bytes(inputs)) as report:
        # An id may come again: the record knows whether that is the same report, a revision or another one.
        for item in read_inputs(inputs, given, taken=report.taken, once=False):
            if isinstance(item, InputError):
                report.fail(str(item))
                continue
            warn_of_future(item, report)
            try:
                added = record.add(item, scope=scope)
            except InputError as error:
                report.fail(str(error))
                continue
            outcomes[added.outcome] += 1
            report.done()
            if lines:
                write_json(added)
    if not lines:
        told = ", ".join(f"{count:,} {name}" for name, count in sorted(outcomes.items()))
        click.echo(f"{record.address}: {told or 'nothing added'}")
    return SOME_FAILED if report.failures else 0
