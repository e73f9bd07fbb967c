"""`bilat statements`."""

from collections.abc import Sequence
from itertools import groupby

import click
from rich.console import Console

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import (
    MOST_LINES,
    counted,
    hanging,
    indented,
    known_told,
    quoted,
    sources_told,
    text,
)
from bilat.record import Record
from bilat.relations.naming import country_name
from bilat.relations.statements import LinePeriod, StatementLine, near_names, speakers
from bilat.view.safe import one_line
from bilat.view.wording import ACTS, MEDIA

_DAY = 12


def statements_command(
    *,
    speaker: str | None,
    country: str | None,
    about: str | None,
    act: Sequence[str],
    words: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Write statements; where nobody has the speaker's name, say on stderr who has one like it."""
    lines = in_lines(as_json)
    most = limit if limit is not None or lines else MOST_LINES
    with Record(db, create=False) as record:
        found = record.statements(
            speaker=speaker,
            country=country,
            about=about,
            act=act or None,
            words=words,
            since=since,
            until=until,
            as_of=as_of,
            limit=most,
        )
        if speaker is not None and not found:
            _hint(record, speaker)
    if lines:
        for line in found:
            write_json(line)
    else:
        _print(found, as_of, most, Console())


def _hint(record: Record, speaker: str) -> None:
    with record.store.reading() as connection:
        near = near_names(speakers(connection), speaker)
    if near:
        click.echo(one_line(f"nothing by {speaker!r}; there is {' and '.join(near)}"), err=True)


def _print(found: Sequence[StatementLine], as_of: str | None, most: int | None, console: Console) -> None:
    told = f"{counted(len(found), 'statement')} {known_told(as_of)}"
    cut = f"; the last {len(found)} are shown, others with --limit, --since or --until" if len(found) == most else ""
    console.print(text(told + cut, "dim"))
    if found:
        console.print()
        console.print(hanging((text("said", "dim"), _DAY), (text("reported", "dim"), None)))
    for line in found:
        _print_statement(line, console)


def _print_statement(line: StatementLine, console: Console) -> None:
    head = text(line.speaker_name or "not known who", "bold" if line.speaker_name else "dim")
    if line.side and line.speaker != line.side:
        head.append(f" ({line.side})")
    head.append(f" {ACTS.get(line.act, line.act)}")
    if line.polarity == "negative":
        head.append(" not so", "yellow")
    if line.medium in MEDIA:
        head.append(f" {MEDIA[line.medium]}", "dim")
    if line.topics:
        head.append(f"  {', '.join(line.topics)}", "cyan")
    console.print(hanging((text(line.day, "green"), _DAY), (text(line.first_reported, "dim"), _DAY), (head, None)))
    indented(console, quoted(line.content), 2 * _DAY)
    indented(console, text(sources_told(line.sources, line.articles, line.independent_sources), "dim"), 2 * _DAY)


def lines_command(
    country: str,
    about: str | None,
    *,
    by: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Write how a side's line changed."""
    with Record(db, create=False) as record:
        found = record.lines(country, about, by=by, since=since, until=until, as_of=as_of)
    if in_lines(as_json):
        for period in found:
            write_json(period)
    else:
        _print_lines(found, as_of, Console())


def _print_lines(found: Sequence[LinePeriod], as_of: str | None, console: Console) -> None:
    console.print(text(f"{counted(sum(one.count for one in found), 'statement')} {known_told(as_of)}", "dim"))
    for (side, topic), periods in groupby(found, key=lambda one: (one.side, one.topic)):
        console.print()
        console.print(text(f"{country_name(side)} on {topic}", "bold underline"))
        for period in periods:
            _print_period(period, console)


def _print_period(period: LinePeriod, console: Console) -> None:
    acts = ", ".join(f"{ACTS.get(act, act)} {count}" for act, count in period.acts.items())
    head = text(counted(period.count, "statement"), "bold").append(f": {acts}")
    if period.negated:
        head.append(f"; {period.negated} of them that something is not so", "yellow")
    console.print(hanging((text(period.period, "green"), _DAY), (head, None)))
    changed = [
        f"{name}: {', '.join(ACTS.get(act, act) for act in acts)}"
        for name, acts in (("new", period.new_acts), ("gone", period.gone_acts))
        if acts
    ]
    if changed:
        indented(console, text("; ".join(changed), "yellow"), _DAY)
    for line in period.statements:
        name = one_line(line.speaker_name or "not known who")
        told = text(f"{line.day}  {name} {ACTS.get(line.act, line.act)} ", "dim").append_text(quoted(line.content))
        indented(console, told, _DAY)
