"""`bilat alerts`."""

import os
import sys
from pathlib import Path

import click

from bilat.commands.output import in_lines, write_json
from bilat.commands.read import SOME_FAILED
from bilat.record import Record
from bilat.relations.naming import country_name
from bilat.relations.webhooks import Manner
from bilat.view.safe import one_line


def add_command(
    name: str,
    pair: tuple[str, str],
    *,
    type_: str | None,
    person: str | None,
    topic: str | None,
    measures: bool,
    webhook: str | None,
    db: str | None,
) -> None:
    """Save a question."""
    with Record(db, create=False) as record:
        record.add_alert(name, *pair, type=type_, person=person, topic=topic, measures=measures, webhook=webhook)
    click.echo(one_line(f"alert {name} is saved; its feed: bilat alerts feed {name}"), err=True)


def list_command(*, db: str | None, as_json: bool) -> None:
    """Show the saved questions."""
    with Record(db, create=False) as record:
        found = record.alerts()
    if in_lines(as_json):
        for alert in found:
            write_json(alert)
        return
    if not found:
        click.echo("no alerts yet; `bilat alerts add` saves one")
    for alert in found:
        asked = [" – ".join(country_name(code) for code in alert.pair), alert.type, alert.person, alert.topic]
        asked.append("measures that change state" if alert.measures else None)
        click.echo(one_line(f"{alert.name}: {', '.join(each for each in asked if each)}"))
        if alert.webhook:
            gone = f"; gone since {alert.gone_at}" if alert.gone_at else ""
            counts = f"{alert.sent} sent, {alert.pending} waiting, {alert.failed} failed"
            click.echo(one_line(f"  {alert.webhook}: {counts}{gone}"))


def remove_command(name: str, *, db: str | None) -> None:
    """Forget a question."""
    with Record(db, create=False) as record:
        record.remove_alert(name)
    click.echo(one_line(f"alert {name} is removed"), err=True)


def feed_command(name: str, *, out: str | None, newest: int, db: str | None) -> None:
    """Write an alert's feed; a file is replaced in one go, so that no reader sees half of it."""
    with Record(db, create=False) as record:
        xml = record.alert_feed(name, newest=newest)
    if out is None:
        sys.stdout.buffer.write(xml)
        return
    path = Path(out)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_bytes(xml)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def send_command(*, again: bool, tries: int, wait: float, timeout: float, db: str | None, as_json: bool) -> int:
    """Deliver what is new and tell what became of each try."""
    lost = False
    with Record(db, create=False) as record:
        for delivery in record.send_alerts(again=again, manner=Manner(tries=tries, wait=wait, seconds=timeout)):
            lost = lost or delivery.state in ("failed", "gone")
            if in_lines(as_json):
                write_json(delivery)
            else:
                told = f"{delivery.alert}: {delivery.title}: {delivery.state}, try {delivery.tries}"
                click.echo(one_line(told + (f" ({delivery.error})" if delivery.error else "")))
    return SOME_FAILED if lost else 0
