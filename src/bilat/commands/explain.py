"""`bilat explain`."""

import itertools
import logging

import click
import msgspec

import bilat
from bilat.commands.output import in_lines, reporting, write_json
from bilat.documents import Given, is_iso, read_inputs
from bilat.errors import BilatError, InputError
from bilat.explain import explain, first_item, listed
from bilat.records import Reading
from bilat.view.explained import Explanation

SOME_FAILED = 3
# How many ids an error names before it only counts them.
MOST_IDS = 20


class _Unfit(click.ClickException):
    """Wrong usage that can be told in one line."""

    exit_code = 2


def explain_command(name: str, given: Given, *, item: str | None, as_json: bool) -> int:
    """Explain one event or measure of the input; the exit code says whether all of the input could be read."""
    if given.published is not None and not is_iso(given.published):
        raise click.UsageError(f"--published takes an ISO date such as 2025-12-11, not {given.published!r}.")
    # These tell on stderr what they make of odd pages; what matters of it reaches the user as our own errors.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    with reporting(None) as report:
        reports = read_inputs([name], given)
        if item is None:
            two = list(itertools.islice(reports, 2))
            if len(two) > 1:
                raise _Unfit(f"{name} holds more than one report: name an event of one of them with --event.")
            reports = iter(two)
        seen: list[str] = []
        for document in reports:
            if isinstance(document, InputError):
                report.fail(str(document))
                continue
            reading = bilat.read(document)
            report.done()
            known = [one.id for one in listed(reading)]
            seen += known
            if item is None or item in known:
                _write(reading, item, name, as_json=as_json)
                return SOME_FAILED if report.failures else 0
        if report.failures and not seen:
            return SOME_FAILED
    raise _Unfit(_missing(name, item, seen))


def _write(reading: Reading, item: str | None, name: str, *, as_json: bool) -> None:
    chosen = item or first_item(reading)
    if chosen is None:
        raise BilatError(f"{name}: no event and no measure was read from it, so there is nothing to explain")
    explanation = explain(reading, chosen)
    if item is None:
        others = tuple(one for one in listed(reading) if one.id != chosen)
        explanation = msgspec.structs.replace(explanation, others=others)
    if in_lines(as_json):
        write_json(explanation)
    else:
        _print(reading, explanation, everything=item is None)


def _print(reading: Reading, explanation: Explanation, *, everything: bool) -> None:
    from rich.console import Console

    from bilat.view.explanation import print_explanation, print_list

    console = Console()
    if everything:
        print_list(listed(reading), explanation.id, console)
    print_explanation(explanation, console)


def _missing(name: str, item: str | None, ids: list[str]) -> str:
    if item is None:
        return f"{name} holds no report."
    if not ids:
        return f"{name}: no event or measure {item}, nor any other."
    more = f" and {len(ids) - MOST_IDS} more" if len(ids) > MOST_IDS else ""
    return f"{name}: no event or measure {item}. There are: {', '.join(ids[:MOST_IDS])}{more}."
