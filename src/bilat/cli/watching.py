"""The command that keeps the record fresh."""

import click

from bilat.cli.group import as_json, cli, database


@cli.command()
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@click.option("--once", is_flag=True, help="Poll each feed that is due once, read what is new, and end.")
@click.option(
    "--every",
    metavar="MINUTES",
    default=15.0,
    show_default=True,
    type=click.FloatRange(min=1, max=1_440),
    help="How often a feed is polled, unless it asks for less.",
)
@click.option(
    "--allow",
    metavar="HOST",
    multiple=True,
    help="A host that may be fetched though it is on this machine or in a private network. Can be given again.",
)
@click.option("--log-json", is_flag=True, help="The log as JSON lines, also on a terminal.")
@database
@as_json
def watch(
    feeds: tuple[str, ...],
    once: bool,
    every: float,
    allow: tuple[str, ...],
    log_json: bool,
    db: str | None,
    as_json: bool,
) -> int:
    """Poll feeds and put what is new into the record, until you press Ctrl-C.

    FEED is the address of a feed (RSS, Atom, JSON Feed) or an OPML file; those named are followed from now on, and only
    they are polled in this run. Without one, all feeds of the record are.

    The text of a report is that of its page; where there is none to be had, the feed's own, and marked so. Reports that
    name fewer than two countries are left out: `bilat feeds dropped` shows them. The same report in several feeds is
    one. When to poll each feed next stands in the record, so a run that was stopped goes on where it was.

    A line for each report says what became of it: new, revision or unchanged. The log goes to stderr.

    \b
    Examples:
      bilat watch https://example.org/world.xml
      bilat watch subscriptions.opml
      bilat watch --once
      bilat watch --every 60 2>> watch.log
    """
    from bilat.commands.watch import watch_command

    return watch_command(feeds, once=once, every=every, allow=allow, log_json=log_json, db=db, as_json=as_json)
