"""`bilat token`."""

import click

from bilat.commands.output import in_lines, write_json
from bilat.record import Record
from bilat.view.safe import one_line


def new_command(name: str, *, db: str | None) -> None:
    """Make a token and print it."""
    with Record(db, create=False) as record:
        made = record.new_token(name)
    click.echo(made)
    click.echo(one_line(f"token {name} is made; keep it now, it is not shown again"), err=True)


def list_command(*, db: str | None, as_json: bool) -> None:
    """Show the tokens."""
    with Record(db, create=False) as record:
        found = record.tokens()
    if in_lines(as_json):
        for each in found:
            write_json(each)
        return
    if not found:
        click.echo("no tokens yet; `bilat token new NAME` makes one")
    for each in found:
        used = f"last used {each.last_used_at}" if each.last_used_at else "never used"
        revoked = f", revoked {each.revoked_at}" if each.revoked_at else ""
        click.echo(one_line(f"{each.name}: made {each.created_at}, {used}{revoked}"))


def revoke_command(name: str, *, db: str | None) -> None:
    """Revoke a token."""
    with Record(db, create=False) as record:
        record.revoke_token(name)
    click.echo(one_line(f"token {name} is revoked"), err=True)
