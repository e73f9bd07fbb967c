"""Commands for the feeds that are followed."""

import click

from bilat.cli.group import as_json, cli, database

_REASONS = ("fewer-than-two-countries", "not-english", "no-text", "too-long", "unreadable")


@cli.group()
def feeds() -> None:
    """Say which feeds are followed, see how they do and what of them was left out.

    \b
    Examples:
      bilat feeds add https://example.org/world.xml
      bilat feeds list
      bilat feeds dropped
    """


@feeds.command()
@click.argument("addresses", metavar="URL...", nargs=-1, required=True)
@click.option("--name", metavar="NAME", help="What you call it; else what it calls itself.")
@click.option("--folder", metavar="FOLDER", help="The folder that it stands in.")
@database
def add(addresses: tuple[str, ...], name: str | None, folder: str | None, db: str | None) -> None:
    """Follow feeds: RSS, Atom or JSON Feed. Nothing is fetched yet; `bilat watch` does that.

    Adding one again changes nothing, but its name or folder where you give one; one that had been stopped is polled
    again.

    \b
    Examples:
      bilat feeds add https://example.org/world.xml
      bilat feeds add https://example.org/trade.xml --name "Example, trade" --folder Asia
    """
    from bilat.commands.feeds import add_command

    add_command(addresses, name=name, folder=folder, db=db)


@feeds.command("list")
@database
@as_json
def list_(db: str | None, as_json: bool) -> None:
    """Show the feeds and how they do: last success, last error, items, how long the last answer took, the next poll.

    No password or token in an address is shown.

    \b
    Examples:
      bilat feeds list
      bilat feeds list --json | jq 'select(.failures > 0) | {address, error}'
    """
    from bilat.commands.feeds import list_command

    list_command(db=db, as_json=as_json)


@feeds.command()
@click.argument("feed", metavar="FEED")
@database
def remove(feed: str, db: str | None) -> None:
    """Follow a feed no longer. FEED is its address or its number in `bilat feeds list`; its reports stay.

    \b
    Examples:
      bilat feeds remove 3
      bilat feeds remove https://example.org/world.xml
    """
    from bilat.commands.feeds import remove_command

    remove_command(feed, db=db)


@feeds.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@database
def import_(files: tuple[str, ...], db: str | None) -> None:
    """Follow the feeds of OPML files, which every feed reader writes. Folders and names are kept.

    \b
    Examples:
      bilat feeds import subscriptions.opml
    """
    from bilat.commands.feeds import import_command

    import_command(files, db=db)


@feeds.command()
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Write here; else to stdout.")
@database
def export(out: str | None, db: str | None) -> None:
    """Write the feeds as an OPML file. Addresses are whole in it, with passwords and tokens where they have some.

    \b
    Examples:
      bilat feeds export > subscriptions.opml
      bilat feeds export --out subscriptions.opml
    """
    from bilat.commands.feeds import export_command

    export_command(out=out, db=db)


@feeds.command()
@click.option("--reason", type=click.Choice(_REASONS), help="Only items left out for this reason.")
@click.option("--feed", metavar="FEED", help="Only items of this feed, by address or number.")
@click.option(
    "--limit", metavar="N", default=200, show_default=True, type=click.IntRange(min=1), help="Only the latest N."
)
@click.option("--counts", is_flag=True, help="Only how many items were left out, by reason.")
@database
@as_json
def dropped(reason: str | None, feed: str | None, limit: int, counts: bool, db: str | None, as_json: bool) -> None:
    """Show what the feeds held and the record does not, and why.

    A report that names fewer than two countries is not read further. What is not in English, holds no text, is too
    long or could not be read is left out too. Each item is shown with its title and address, so that you can look.

    \b
    Examples:
      bilat feeds dropped
      bilat feeds dropped --counts
      bilat feeds dropped --reason not-english --feed 3
    """
    from bilat.commands.feeds import dropped_command

    dropped_command(reason=reason, feed=feed, limit=limit, counts=counts, db=db, as_json=as_json)
