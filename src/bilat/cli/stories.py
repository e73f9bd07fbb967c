"""The command that shows stories."""

import click

from bilat.cli.group import as_json, as_of, cli, database


@cli.command()
@click.option("--since", metavar="DATE", help="Stories with a report published on or after that day.")
@click.option("--until", metavar="DATE", help="Stories with a report published on or before that day.")
@as_of
@click.option("--country", metavar="C", help="Only stories in which this country, or somebody of it, acts.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), help="Only the last N; on a terminal 100 unless you say more."
)
@database
@as_json
def stories(
    since: str | None,
    until: str | None,
    as_of: str | None,
    country: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Show stories: reports on the same news, whatever it is about.

    Each story has its days, the title it began with, and its reports in order. Articles and independent sources are
    counted apart: a reprint is an article and no source of its own. With --json each report also says why it was put
    there, and how alike they are.

    \b
    Examples:
      bilat stories --since 2025-12-01
      bilat stories --country IND --as-of 2025-08-31
      bilat stories --json | jq 'select(.independent_sources > 1) | .title'
    """
    from bilat.commands.stories import stories_command

    stories_command(since=since, until=until, as_of=as_of, country=country, limit=limit, db=db, as_json=as_json)
