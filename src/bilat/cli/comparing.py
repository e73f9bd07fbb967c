"""Commands that set accounts side by side, put a pair on one page, and cite."""

import click

from bilat.cli.group import as_json, as_of, cli, database


@cli.command()
@click.argument("event", metavar="EVENT")
@click.argument("item", metavar="[ITEM]", required=False)
@as_of
@database
@as_json
def compare(event: str, item: str | None, as_of: str | None, db: str | None, as_json: bool) -> None:
    """Set every account of one call, visit or meeting side by side.

    EVENT is the id of an event, as `bilat timeline` shows it; or the id of a report, with ITEM the id of the event in
    it. An account is a side's readout, statement or post, a report, and what a report hands on of a side's words. For
    each: the topics it names with the words that name them, the topics it leaves out that another names, measures,
    figures and statements. Where a report itself says that an account leaves something out, its sentence is shown.

    \b
    Examples:
      bilat compare event-5c1d6f2b9e04a731
      bilat compare sample-2025-01-28-call-delhi e-a463683b7663618b
      bilat compare event-5c1d6f2b9e04a731 --as-of 2025-12-11 --json
    """
    from bilat.commands.compare import compare_command

    compare_command(event, item, as_of=as_of, db=db, as_json=as_json)


@cli.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["bibtex", "csl-json"]),
    default="bibtex",
    show_default=True,
    help="What your reference manager reads.",
)
@as_of
@database
def cite(ids: tuple[str, ...], form: str, as_of: str | None, db: str | None) -> None:
    """Cite reports and events of the record, for a reference manager.

    ID is that of a report, or of an event as `bilat timeline` shows it. A report is cited with title, source, day of
    publication and address; the day it was added stands as the day it was accessed. An event is cited as an entry of
    the record, with its reports in the note. Keys stay the same for the same report or event.

    \b
    Examples:
      bilat cite sample-2025-08-27-fifty-percent >> references.bib
      bilat cite event-5c1d6f2b9e04a731 --format csl-json
    """
    from bilat.commands.cite import cite_command

    cite_command(ids, form=form, as_of=as_of, db=db)


@cli.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--since", metavar="DATE", help="First day that is asked about; else 90 days before the last.")
@click.option("--until", metavar="DATE", help="Last day that is asked about; else that of --as-of, or today.")
@as_of
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "html", "json"]),
    help="How to write it; else by the name of --out, else Markdown.",
)
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Write it here, in one go.")
@database
@as_json
def brief(
    first: str,
    second: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    form: str | None,
    out: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Put a pair of countries on one page, every line with its sources.

    Where things stand (measures in force, due and announced), talks, what happened, who said what, what is planned,
    what is disputed, and the tone. Both dates stand on the page: the days it is about, and by when its reports had been
    published. The HTML page needs nothing else and prints well.

    \b
    Examples:
      bilat brief IND USA --since 2025-08-01
      bilat brief IND USA --since 2025-08-01 --out india-us.html
      bilat brief India "United States" --since 2025-02-01 --as-of 2025-09-30 --format json
    """
    from bilat.commands.brief import brief_command

    brief_command(
        first, second, since=since, until=until, as_of=as_of, form="json" if as_json else form, out=out, db=db
    )
