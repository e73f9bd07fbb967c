"""Commands for alerts: saved questions with a feed and a webhook of their own."""

import click

from bilat.cli.group import as_json, cli, database

_name = click.argument("name", metavar="NAME")


@cli.group()
def alerts() -> None:
    """Save questions and be told what is new: as an Atom feed, or through a webhook.

    \b
    Examples:
      bilat alerts add duties --pair IND USA --measures
      bilat alerts feed duties --out duties.xml
      bilat alerts send
    """


@alerts.command()
@_name
@click.option("--pair", nargs=2, metavar="A B", required=True, help="The two countries, such as IND USA.")
@click.option("--type", "type_", metavar="TYPE", help="Only events of this type, such as SANCTION.")
@click.option("--person", metavar="NAME", help="Only events that this person takes part in; a last name is enough.")
@click.option("--topic", metavar="TOPIC", help="Only events on this topic of the codebook, such as energy.")
@click.option("--measures", is_flag=True, help="Measures that change state; events only where the above ask for them.")
@click.option("--webhook", metavar="URL", help="The http or https address that is sent each new entry as JSON.")
@database
def add(
    name: str,
    pair: tuple[str, str],
    type_: str | None,
    person: str | None,
    topic: str | None,
    measures: bool,
    webhook: str | None,
    db: str | None,
) -> None:
    """Save a question under NAME.

    What the record holds already is in its feed; the webhook is told only of what is added from now on.

    \b
    Examples:
      bilat alerts add talks --pair IND USA --type CONSULT
      bilat alerts add duties --pair IND USA --measures --webhook https://example.org/hook
      bilat alerts add goyal --pair IND USA --person Goyal --topic trade
    """
    from bilat.commands.alerts import add_command

    add_command(name, pair, type_=type_, person=person, topic=topic, measures=measures, webhook=webhook, db=db)


@alerts.command("list")
@database
@as_json
def list_(db: str | None, as_json: bool) -> None:
    """Show the saved questions and the state of their webhooks.

    \b
    Examples:
      bilat alerts list
    """
    from bilat.commands.alerts import list_command

    list_command(db=db, as_json=as_json)


@alerts.command()
@_name
@database
def remove(name: str, db: str | None) -> None:
    """Forget a question and what was sent for it.

    \b
    Examples:
      bilat alerts remove duties
    """
    from bilat.commands.alerts import remove_command

    remove_command(name, db=db)


@alerts.command()
@_name
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False), help="Write the feed here, in one go.")
@click.option(
    "--newest", metavar="NUMBER", default=50, show_default=True, type=click.IntRange(1), help="So many entries."
)
@database
def feed(name: str, out: str | None, newest: int, db: str | None) -> None:
    """Write an alert as an Atom feed.

    An entry is an event told for the first time, or one change of a measure; ids stay, so that a reader shows each
    once.

    \b
    Examples:
      bilat alerts feed duties > duties.xml
      bilat alerts feed duties --out /srv/www/duties.xml --newest 20
    """
    from bilat.commands.alerts import feed_command

    feed_command(name, out=out, newest=newest, db=db)


@alerts.command()
@click.option("--again", is_flag=True, help="Also what had failed for good.")
@click.option(
    "--tries", metavar="NUMBER", default=5, show_default=True, type=click.IntRange(1, 20), help="Tries in all."
)
@click.option(
    "--wait",
    metavar="SECONDS",
    default=2.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Before the second try; doubled for each more, at most a minute.",
)
@click.option(
    "--timeout", metavar="SECONDS", default=10.0, show_default=True, type=click.FloatRange(0.1), help="For an answer."
)
@database
@as_json
def send(again: bool, tries: int, wait: float, timeout: float, db: str | None, as_json: bool) -> int:
    """Send webhooks what is new, each entry once.

    An entry is a POST of JSON with the header Webhook-Id, the id of the entry. No answer, 408, 425, 429 and 5xx are
    tried again; any other answer but 2xx fails, and 410 stops the alert's webhook for good. Exit code 3 where
    something could not be delivered.

    \b
    Examples:
      bilat alerts send
      bilat alerts send --again --tries 3 --timeout 5
    """
    from bilat.commands.alerts import send_command

    return send_command(again=again, tries=tries, wait=wait, timeout=timeout, db=db, as_json=as_json)
