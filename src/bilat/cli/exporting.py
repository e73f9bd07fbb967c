"""The command that writes the record as tables for other programs."""

import click

from bilat.cli.group import as_json, as_of, cli, database


@cli.command()
@click.argument("folder", metavar="DIR")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["parquet", "csv", "jsonl", "plover"]),
    required=True,
    help="What to write; plover: one CSV table of events, for people who come from POLECAT or GDELT.",
)
@click.option("--pair", nargs=2, metavar="IND USA", help="Only what is between these two countries.")
@click.option("--since", metavar="DATE", help="Only what may have been on that day or later.")
@click.option("--until", metavar="DATE", help="Only what may have been on that day or earlier.")
@as_of
@click.option("--texts", is_flag=True, help="The words of the reports, too; they are their publishers'.")
@click.option("--all-status", is_flag=True, help="plover: also what is planned, hypothetical, denied or background.")
@click.option("--force", is_flag=True, help="Replace tables of the same names in a folder that is not empty.")
@database
@as_json
def export(
    folder: str,
    format_: str,
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
    """Write the record as tables: Parquet, CSV or JSON lines, and datapackage.json, which says what each column means.

    The tables are in DIR when all of them are written, or none is. The same record gives the same bytes. Of an event or
    measure all accounts are written as soon as one of them is between the countries and in the time asked for.

    \b
    Examples:
      bilat export tables --format parquet
      bilat export tables --format csv --pair IND USA --since 2025-08-01
      bilat export tables --format jsonl --as-of 2025-12-31 --texts
      bilat export events --format plover --all-status
    """
    from bilat.commands.export import export_command

    export_command(
        folder,
        format_,
        pair=pair,
        since=since,
        until=until,
        as_of=as_of,
        texts=texts,
        all_status=all_status,
        force=force,
        db=db,
        as_json=as_json,
    )
