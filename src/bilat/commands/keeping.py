"""`bilat check`, `bilat backup` and `bilat doctor`."""

import click

from bilat.commands.output import in_lines, write_json
from bilat.diagnosis import Diagnosis, examine
from bilat.record import Record
from bilat.store.describing import Description
from bilat.view.safe import one_line

FAILED = 1


def check_command(*, db: str | None, as_json: bool) -> int:
    """Tell what is wrong with the record; the exit code says whether anything is."""
    with Record(db, create=False) as record:
        found = record.check()
    wrong = [each for each in found if each.level == "problem"]
    if in_lines(as_json):
        for each in found:
            write_json(each)
    else:
        for each in found:
            click.echo(one_line(f"{'wrong' if each.level == 'problem' else 'note'}: {each.where}: {each.problem}"))
    told = f"{len(wrong):,} {'thing is' if len(wrong) == 1 else 'things are'} wrong" if wrong else "nothing wrong"
    click.echo(one_line(f"{record.address}: {told}"), err=True)
    return FAILED if wrong else 0


def backup_command(file: str, *, db: str | None) -> None:
    """Copy the record and say where to."""
    with Record(db, create=False) as record:
        record.backup(file)
    click.echo(one_line(f"{file}: a copy of {record.address}; use it with --db"), err=True)


def doctor_command(*, db: str | None, as_json: bool) -> int:
    """Tell what is installed and how the record is; the exit code says whether a record that is there can be used."""
    found = examine(db)
    if in_lines(as_json):
        write_json(found)
    else:
        for name, told in _lines(found):
            click.echo(f"{click.style(f'{name:<10}', bold=True)} {one_line(told)}")
    return FAILED if found.problem is not None and found.there else 0


def _lines(found: Diagnosis) -> list[tuple[str, str]]:
    lines = [
        ("bilat", f"{found.bilat} ({found.reader})"),
        ("runs on", f"Python {found.python}, SQLite {found.sqlite}, {found.platform}"),
    ]
    for extra in found.extras:
        has = f"{extra.package} {extra.version}"
        lacks = f"not installed, needed for {extra.purpose}: pip install 'bilat[{extra.name}]'"
        lines.append((extra.name, has if extra.version else lacks))
    if found.record is None:
        return [*lines, ("record", f"{found.address}: {found.problem}")]
    return [*lines, *_described(found.record, found.reader)]


def _described(record: Description, reader: str) -> list[tuple[str, str]]:
    kind = "a SQLite file" if record.kind == "file" else "on a PostgreSQL server"
    days = f", published {record.first_day} to {record.last_day}" if record.first_day else ""
    counts = ", ".join(f"{count:,} {name}" for name, count in record.counts.items())
    lines = [
        ("record", f"{record.address} ({kind}, version {record.version}, {record.bytes / 1e6:,.1f} MB)"),
        ("holds", f"{counts}{days}"),
    ]
    for each in record.readers:
        told = "as it reads now" if each.reader == reader else f"by {each.reader}: bilat reread reads them again"
        lines.append(("read", f"{each.reports:,} reports {told}"))
    lines.extend(("written by", writer) for writer in record.writers)
    return lines
