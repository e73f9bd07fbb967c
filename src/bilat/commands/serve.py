"""`bilat serve`."""

import logging

import click

from bilat.errors import UsageError
from bilat.record import Record
from bilat.serve.app import create_app
from bilat.serve.server import Server, address_of, listening
from bilat.serve.settings import Settings
from bilat.store.tokens import any_token
from bilat.view.safe import one_line


def serve_command(settings: Settings, *, db: str | None, logged: bool = False, look: str | None = None) -> None:
    """Serve the record until somebody presses Ctrl-C; `look` is the path to look at first."""
    _log_to_stderr(requests=logged)
    app = create_app(db, settings)
    try:
        check_may_serve(settings, app.state.record)
        socket = listening(settings)
    except BaseException:
        app.state.record.close()
        raise
    with socket:
        _tell(settings, address_of(socket), app.state.record.address)
        if look is not None:
            click.echo(f"bilat: begin with {address_of(socket)}{look}", err=True)
        Server(app, settings).serve_until_stopped(socket)
    click.echo("bilat: stopped", err=True)


def check_may_serve(settings: Settings, record: Record) -> None:
    """Raises `UsageError` where others could read without anybody having said that they may."""
    if not settings.reading_needs_token:
        return
    with record.store.reading() as connection:
        if any_token(connection):
            return
    where = settings.host if not settings.on_loopback else ", ".join(settings.allowed_hosts)
    raise UsageError(
        f"others can reach {where}: make a token first (bilat token new NAME), which they will need, or give --public"
    )


def _tell(settings: Settings, address: str, record: str) -> None:
    click.echo(one_line(f"bilat: {record} is shown on {address} (Ctrl-C stops it)"), err=True)
    if settings.public:
        click.echo("bilat: public: anybody may read excerpts; nothing can be written", err=True)
    elif settings.reading_needs_token:
        click.echo("bilat: reading needs a token (bilat token new NAME)", err=True)


def _log_to_stderr(*, requests: bool) -> None:
    """What goes wrong is told as a line; each request only where that was asked for."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name, level in (
        ("bilat.serve", logging.INFO if requests else logging.WARNING),
        ("uvicorn.error", logging.ERROR),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
