"""The command that shows measures on a day."""

import click

from bilat.cli.group import as_json, as_of, cli, database


@cli.command()
@click.option("--by", metavar="COUNTRY", help="Only those that this country imposes.")
@click.option("--against", metavar="COUNTRY", help="Only those on this country.")
@click.option("--on", metavar="DATE", help="The day in the world that is asked about, by default today.")
@as_of
@click.option("--proposed", is_flag=True, help="Also what is only called for, with no rate, sum or law to know it by.")
@database
@as_json
def measures(
    by: str | None,
    against: str | None,
    on: str | None,
    as_of: str | None,
    proposed: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """Show tariffs, quotas, bans and sanctions, and whether they are in force on a day.

    In force is yes, no, due (its day has come, and no report says that it happened) or unknown. Each line says why, and
    names the last report that speaks of the measure. A measure that was threatened, announced, raised, suspended and
    lifted is one, with a history; a rate that was announced beside the one in force has a line of its own. Where
    reports differ on a day, a sum or a rate, what most independent sources say stands in the line, the rest beside it.

    Two days are never mixed: --on is the day in the world, --as-of the day up to which reports are read. The added duty
    in all is told where reports say that its parts add up.

    \b
    Examples:
      bilat measures --by USA --against IND
      bilat measures --by USA --against IND --on 2025-08-15
      bilat measures --against IND --on 2026-02-10 --as-of 2026-02-10
      bilat measures --by USA --json | jq 'select(.in_force == "yes") | .rate'
    """
    from bilat.commands.measures import measures_command

    measures_command(by=by, against=against, on=on, as_of=as_of, proposed=proposed, db=db, as_json=as_json)
