"""Commands by which people correct the record, and have it read again."""

import click

from bilat.cli.group import as_json, cli, database

author = click.option("--author", metavar="NAME", help="Who says so; else your user name.")
note = click.option("--note", metavar="TEXT", help="Why, for whoever reads it later.")


@cli.command()
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@author
@note
@database
def merge(first: str, second: str, author: str | None, note: str | None, db: str | None) -> None:
    """Say that two events are one; so too of measures and talks.

    The ids are those that `bilat timeline`, `bilat measures` and `bilat talks` show. The accounts of the second join
    the first. The correction is kept with author and time, holds when reports are read again, and can be undone.

    \b
    Examples:
      bilat merge event-1f0c2a77e6f3b1aa event-93b1d0c4a5e2f877
      bilat merge measure-6c0e5d1b2a3f4988 measure-0b7a9e8d7c6f5e4d --note "one duty, told twice"
    """
    from bilat.commands.correct import merge_command

    merge_command(first, second, author=author, note=note, db=db)


@cli.command()
@click.argument("group", metavar="ID")
@click.argument("items", metavar="ACCOUNT...", nargs=-1, required=True)
@author
@note
@database
def split(group: str, items: tuple[str, ...], author: str | None, note: str | None, db: str | None) -> None:
    """Say that some accounts of an event tell another one; so too of measures and talks.

    ACCOUNT is the `item` of a source, as `bilat timeline --json` shows it. These accounts get an event of their own.

    \b
    Examples:
      bilat split event-1f0c2a77e6f3b1aa e-d147f011bd687bd4
      bilat timeline IND USA --json | jq '.id, .sources[].item'
    """
    from bilat.commands.correct import split_command

    split_command(group, items, author=author, note=note, db=db)


@cli.command()
@click.argument("report", metavar="[REPORT]", required=False)
@click.argument("item", metavar="[ITEM]", required=False)
@click.option(
    "--set", "sets", metavar="FIELD=VALUE", multiple=True, help="A field and what it is; JSON or plain words."
)
@click.option("--drop", is_flag=True, help="There is no such event, measure, statement or talks.")
@click.option("--undo", "undone", metavar="NUMBER", type=int, help="Take this correction back.")
@click.option("--list", "listed", is_flag=True, help="Show all corrections, undone ones too.")
@author
@note
@database
@as_json
def correct(
    report: str | None,
    item: str | None,
    sets: tuple[str, ...],
    drop: bool,
    undone: int | None,
    listed: bool,
    author: str | None,
    note: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Correct what was read of a report, list corrections, or undo one.

    REPORT and ITEM are the ids that the views show with each source. A wrong speaker, date, status, type or rate is set
    with --set; what is no event at all is dropped with --drop. What was read stays in the Reading, a correction stands
    above it, and re-reading never overwrites it.

    \b
    Examples:
      bilat correct sample-2025-08-27-fifty-percent e-d147f011bd687bd4 --set time=2025-08-26
      bilat correct REPORT s-93b1d0c4a5e2f877 --set speaker=IND:piyush-goyal --note "he, not the minister"
      bilat correct REPORT e-1f0c2a77e6f3b1aa --drop
      bilat correct --list
      bilat correct --undo 3
    """
    from bilat.commands.correct import correct_command

    correct_command(
        report,
        item,
        sets=sets,
        drop=drop,
        undone=undone,
        listed=listed,
        author=author,
        note=note,
        db=db,
        as_json=as_json,
    )


@cli.command()
@click.option("--keep", is_flag=True, help="Keep the new readings; without it nothing changes.")
@database
@as_json
def reread(keep: bool, db: str | None, as_json: bool) -> None:
    """Read again what older rules, codebooks or models have read, and show what that changes.

    Nothing is kept without --keep. Corrections outlive it: they hold for the same words.

    \b
    Examples:
      bilat reread
      bilat reread --json > changes.jsonl
      bilat reread --keep
    """
    from bilat.commands.correct import reread_command

    reread_command(keep=keep, db=db, as_json=as_json)
