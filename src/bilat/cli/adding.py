"""Commands that put reports into the record."""

from typing import Literal

import click

from bilat.cli.group import cli, database


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Day of publication (2025-12-11), in place of the input's own.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="The headline.")
@click.option(
    "--scope",
    type=click.Choice(["all", "pair"]),
    default="all",
    help="pair: only what can be between two countries, for archives and feeds.",
)
@database
@click.option("--json", "as_json", is_flag=True, help="What became of each report as JSON lines, also on a terminal.")
def add(
    inputs: tuple[str, ...],
    published: str | None,
    source: str | None,
    title: str | None,
    scope: Literal["all", "pair"],
    db: str | None,
    as_json: bool,
) -> int:
    """Read reports and put them into the record. Adding them again changes nothing.

    INPUT is what `bilat read` takes. A report that is there already is not read again; one whose text has changed
    becomes a revision, and both stay. Each report is wholly in the record or not at all, so a run that was stopped is
    simply started again.

    The same event told by several reports is linked, as are measures and negotiations; `bilat timeline`, `bilat
    measures` and the other views show them. A line for each report says what became of it: new, revision or unchanged.

    \b
    Examples:
      bilat add report.txt --published 2025-12-11 --source "Some Paper"
      bilat add corpus.jsonl.gz
      bilat add archive.jsonl.gz --scope pair --db archive.db
    """
    from bilat.commands.add import add_command
    from bilat.documents import Given

    return add_command(inputs, Given(title, source, published), scope=scope, db=db, as_json=as_json)
