"""`bilat merge`, `bilat split`, `bilat correct` and `bilat reread`."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click
import msgspec

from bilat.commands.output import in_lines, write_json
from bilat.record import Record
from bilat.view.safe import one_line


def merge_command(first: str, second: str, *, author: str | None, note: str | None, db: str | None) -> None:
    """Merge two events, measures or talks and say how to undo it."""
    with Record(db, create=False) as record:
        number = record.merge(first, second, author=author, note=note)
    _told(f"{second} is {first} now", number)


def split_command(group: str, items: Sequence[str], *, author: str | None, note: str | None, db: str | None) -> None:
    """Split accounts off and say how to undo it."""
    with Record(db, create=False) as record:
        number = record.split(group, items, author=author, note=note)
    _told(f"{', '.join(items)} no longer {'tell' if len(items) > 1 else 'tells'} {group}", number)


def correct_command(
    report: str | None,
    item: str | None,
    *,
    sets: Sequence[str],
    drop: bool,
    undone: int | None,
    listed: bool,
    author: str | None,
    note: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Set fields, drop an item, undo a correction or list them: one of these."""
    wanted = [bool(sets), drop, undone is not None, listed]
    if sum(wanted) != 1:
        raise click.UsageError("Give one of --set, --drop, --undo and --list.")
    if (sets or drop) and (report is None or item is None):
        raise click.UsageError("--set and --drop need REPORT and ITEM, as the views show them.")
    fields = [_field(each) for each in sets]
    with Record(db, create=False) as record:
        if listed:
            _list(record, as_json=as_json)
        elif undone is not None:
            record.undo(undone, author=author)
            click.echo(f"correction {undone} is undone")
        elif report is not None and item is not None:
            if drop:
                number = record.correct(report, item, author=author, note=note)
                _told(f"{item} of {report} is dropped", number)
            for field, value in fields:
                number = record.correct(report, item, field=field, value=value, author=author, note=note)
                _told(f"{field} of {item} of {report} is {value!r} now", number)


def reread_command(*, keep: bool, db: str | None, as_json: bool) -> None:
    """Read what is older again, show each change, and keep them if so asked."""
    lines = in_lines(as_json)
    counts: Counter[str] = Counter()
    with Record(db, create=False) as record:
        for change in record.reread(keep=keep):
            counts[change.change] += 1
            if lines:
                write_json(change)
                continue
            fields = "; ".join(f"{name}: {old!r} -> {new!r}" for name, (old, new) in sorted(change.fields.items()))
            told = f"{change.report} {change.change} {change.items} {change.item}: {change.words}"
            click.echo(one_line(told + (f" ({fields})" if fields else "")))
    told = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())) or "nothing changes"
    click.echo(f"bilat: {told}; {'kept' if keep else 'nothing was kept, --keep does'}", err=True)


def _field(given: str) -> tuple[str, Any]:
    """FIELD=VALUE; a value that is JSON stands for what it says, any other for its own words."""
    name, mark, value = given.partition("=")
    if not mark or not name:
        raise click.UsageError(f"--set takes FIELD=VALUE, not {given!r}.")
    try:
        decoded = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return name, value
    return name, decoded


def _list(record: Record, *, as_json: bool) -> None:
    for each in record.corrections():
        if in_lines(as_json):
            write_json(each)
            continue
        what = f"{each.field} = {each.value!r}" if each.kind == "set" else ""
        undone = f" (undone by {each.undone_by} at {each.undone_at})" if each.undone_at else ""
        note = f": {each.note}" if each.note else ""
        said = f"{each.kind} {what} of {'; '.join(each.items)}{note}{undone}"
        click.echo(one_line(f"{each.correction}  {each.made_at}  {each.author}  {said}"))


def _told(done: str, number: int) -> None:
    click.echo(one_line(f"{done} (correction {number}; undo with: bilat correct --undo {number})"))
