"""Commands that show what is between two countries, and who said what."""

import click

from bilat.cli.group import as_json, as_of, cli, database

since = click.option("--since", metavar="DATE", help="First day in the world that is asked about.")
until = click.option("--until", metavar="DATE", help="Last day in the world that is asked about.")
limit = click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), help="Only the last N; on a terminal 100 unless you say more."
)


@cli.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@since
@until
@as_of
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Only this type of PLOVER (CONSULT); repeatable.")
@click.option("--status", metavar="STATUS", multiple=True, help="Only occurred, ongoing, planned, …; repeatable.")
@limit
@database
@as_json
def timeline(
    first: str,
    second: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    types: tuple[str, ...],
    status: tuple[str, ...],
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Show what happened between two countries, in order of day.

    A and B are codes or names of countries. Each happening has one line, however many reports tell it: the day in the
    world (– where no report gives one), the day it was first reported, type, who to whom, status, and the words of the
    report that the status rests on. Times that reports give differently stand beside each other.

    \b
    Examples:
      bilat timeline IND USA --since 2025-08-01
      bilat timeline India "United States" --type CONSULT --type AGREE
      bilat timeline IND USA --status planned --as-of 2025-08-20
      bilat timeline IND USA --json | jq '.sources[0].words'
    """
    from bilat.commands.timeline import timeline_command

    timeline_command(
        first,
        second,
        since=since,
        until=until,
        as_of=as_of,
        types=types,
        status=status,
        limit=limit,
        db=db,
        as_json=as_json,
    )


@cli.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="How long a period is.",
)
@since
@until
@as_of
@database
@as_json
def tone(
    first: str,
    second: str,
    by: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Show how two countries dealt with each other, period by period.

    The tone is the mean intensity (−10 to +10, as PLOVER scores it) of what occurred, each happening once. What is
    planned, denied, only possible or background is left out. Beside it stand the number of events and an interval
    that holds the mean with 95 percent; there is none for a single event, and for few it is wide.

    \b
    Examples:
      bilat tone IND USA
      bilat tone IND USA --by quarter --since 2025-01-01
      bilat tone JPN USA --by week --as-of 1987-03-31 --json
    """
    from bilat.commands.tone import tone_command

    tone_command(first, second, by=by, since=since, until=until, as_of=as_of, db=db, as_json=as_json)


@cli.command()
@click.option("--speaker", metavar="NAME", help="A name or part of one (goyal), or the id of an actor.")
@click.option("--country", metavar="C", help="The side that is spoken for: code or name of a country.")
@click.option("--about", metavar="TOPIC", help="A topic of the codebook: tariffs, oil, visas, …")
@click.option("--act", metavar="ACT", multiple=True, help="Only this act (accuse, promise, …); repeatable.")
@click.option("--words", metavar="WORDS", help="What is said holds all these words, in whatever form.")
@click.option(
    "--by",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    help="With --country: how its line changed from period to period.",
)
@since
@until
@as_of
@limit
@database
@as_json
def statements(
    speaker: str | None,
    country: str | None,
    about: str | None,
    act: tuple[str, ...],
    words: str | None,
    by: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Show who said what, in order of day; with --by how a side's line changed.

    Each statement has one line, however many reports hand it on. A side is who speaks for a country: its government,
    legislature, courts or forces; not its companies.

    With --by and --country the statements are counted by topic and period: which acts (accuse, promise, agree, …), what
    is new since the period before, who spoke, and the first statement of each act.

    \b
    Examples:
      bilat statements --speaker goyal --since 2025-12-01
      bilat statements --country USA --about tariffs --act threaten --act warn
      bilat statements --words "best offer"
      bilat statements --country IND --about oil --by month
    """
    from bilat.commands.statements import lines_command, statements_command

    if by is None:
        statements_command(
            speaker=speaker,
            country=country,
            about=about,
            act=act,
            words=words,
            since=since,
            until=until,
            as_of=as_of,
            limit=limit,
            db=db,
            as_json=as_json,
        )
        return
    if country is None:
        raise click.UsageError("--by shows how a side's line changed; say which side with --country.")
    if speaker or act or words or limit:
        raise click.UsageError(
            "--by goes with --country, --about and days, not with --speaker, --act, --words, --limit."
        )
    lines_command(country, about, by=by, since=since, until=until, as_of=as_of, db=db, as_json=as_json)


@cli.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@since
@until
@as_of
@database
@as_json
def talks(
    first: str, second: str, since: str | None, until: str | None, as_of: str | None, db: str | None, as_json: bool
) -> None:
    """Show the negotiations of two countries, the one last spoken of at the end.

    For each: how far it is by the latest report, rounds (when, where, who came), offers and conditions, deadlines, and
    what either side said about it, each with the words of a report.

    \b
    Examples:
      bilat talks IND USA
      bilat talks IND USA --since 2025-07-01 --as-of 2025-12-31
      bilat talks IND USA --json | jq '{subject, status, deadlines}'
    """
    from bilat.commands.talks import talks_command

    talks_command(first, second, since=since, until=until, as_of=as_of, db=db, as_json=as_json)


@cli.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@since
@until
@as_of
@database
@as_json
def agreements(
    first: str, second: str, since: str | None, until: str | None, as_of: str | None, db: str | None, as_json: bool
) -> None:
    """Show the agreements of two countries that reports name, each with its history.

    In force or under negotiation: what reports call each ("COMPACT", "the interim trade deal"), how
    far talks on it are, and day by day what happened to it and who spoke of it.

    \b
    Examples:
      bilat agreements IND USA
      bilat agreements JPN USA --as-of 1987-03-27
      bilat agreements IND USA --json | jq '{name, names, talks}'
    """
    from bilat.commands.agreements import agreements_command

    agreements_command(first, second, since=since, until=until, as_of=as_of, db=db, as_json=as_json)
