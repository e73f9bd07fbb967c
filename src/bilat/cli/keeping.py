"""Commands that look after the record."""

import click

from bilat.cli.group import as_json, cli, database


@cli.command()
@database
@as_json
def check(db: str | None, as_json: bool) -> int:
    """Look whether the record is whole. Nothing is changed.

    Texts are held against the spans that point into them, rows against the readings and corrections behind them,
    links against what they lead to, the search index against what it indexes; SQLite looks over its own pages. One line
    for each thing that is wrong, and exit code 1; or "nothing wrong". Lines of level "notice" are worth knowing alone.

    \b
    Examples:
      bilat check
      bilat check --db archive.db --json | jq .where
    """
    from bilat.commands.keeping import check_command

    return check_command(db=db, as_json=as_json)


@cli.command()
@click.argument("file", metavar="FILE")
@database
def backup(file: str, db: str | None) -> None:
    """Copy the record to FILE, whole as it is now, while others may go on writing.

    The copy is a SQLite file, of a record on a PostgreSQL server too, and a record like any other. A file that is there
    already is never overwritten.

    \b
    Examples:
      bilat backup record-2025-12-11.db
      bilat backup copy.db --db postgresql://reader@host/bilat
      bilat timeline IND USA --db copy.db
    """
    from bilat.commands.keeping import backup_command

    backup_command(file, db=db)


@cli.command()
@database
@as_json
def doctor(db: str | None, as_json: bool) -> int:
    """Show what is installed, what is missing for what, and how the record is, on one screen.

    Versions of bilat, its rules, codebook and models; where the record is, how large, what it holds, which versions
    have read it, and who has it open for writing. What to send along with a report of a mistake.

    \b
    Examples:
      bilat doctor
      bilat doctor --json | jq .record.counts
    """
    from bilat.commands.keeping import doctor_command

    return doctor_command(db=db, as_json=as_json)
