"""Commands that show the record over HTTP, and say who may write through it."""

import click

from bilat.cli.group import as_json, cli, database


@cli.command()
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen; 127.0.0.1 is this machine alone."
)
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8000, help="8000; 0 takes a free one.")
@click.option("--public", is_flag=True, help="Anybody may read excerpts, never whole texts; nothing can be written.")
@click.option(
    "--allow-host", "names", metavar="NAME", multiple=True, help="A name that the server is called by, besides its own."
)
@click.option("--trust-proxy", metavar="ADDRESS", help="A proxy whose word on who asks is taken (X-Forwarded-For).")
@click.option(
    "--requests-per-minute",
    "per_minute",
    metavar="N",
    type=click.IntRange(1),
    default=1200,
    help="How much one client may ask: 1200.",
)
@click.option("--log", "logged", is_flag=True, help="A line of JSON on stderr for each request.")
@database
def serve(
    host: str,
    port: int,
    public: bool,
    names: tuple[str, ...],
    trust_proxy: str | None,
    per_minute: int,
    logged: bool,
    db: str | None,
) -> None:
    """Show the record as pages, and as an API, until Ctrl-C.

    On this machine alone (the default) reading asks for nothing. Reached from elsewhere it needs a token, which `bilat
    token new` makes, or --public: then anybody may read, but only excerpts of the words behind each fact and no whole
    text, and nothing can be written. Writing always needs a token.

    \b
    Examples:
      bilat serve
      bilat serve --port 8080 --db samples.db
      bilat token new desk && bilat serve --host 0.0.0.0 --allow-host bilat.example.org
    """
    from bilat.commands.serve import serve_command
    from bilat.serve.settings import Settings

    settings = Settings(
        host=host,
        port=port,
        public=public,
        allowed_hosts=names,
        trusted_proxy=trust_proxy,
        requests_per_minute=per_minute,
    )
    serve_command(settings, db=db, logged=logged)


@cli.group()
def token() -> None:
    """Say who may write through `bilat serve`, and read where it asks for a token.

    \b
    Examples:
      bilat token new desk
      bilat token list
      bilat token revoke desk
    """


@token.command("new")
@click.argument("name", metavar="NAME")
@database
def new(name: str, db: str | None) -> None:
    """Make a token and print it, once: the record keeps only its digest.

    NAME says whose it is, or what for. It stands with every correction that is made with the token.

    \b
    Examples:
      bilat token new desk
      bilat token new "Asha Rao" --db samples.db
    """
    from bilat.commands.token import new_command

    new_command(name, db=db)


@token.command("list")
@database
@as_json
def list_(db: str | None, as_json: bool) -> None:
    """Show the tokens by name: when each was made, last used and revoked.

    \b
    Examples:
      bilat token list
      bilat token list --json | jq -r 'select(.revoked_at == null).name'
    """
    from bilat.commands.token import list_command

    list_command(db=db, as_json=as_json)


@token.command("revoke")
@click.argument("name", metavar="NAME")
@database
def revoke(name: str, db: str | None) -> None:
    """Make a token worthless from now on, also for a server that runs.

    \b
    Examples:
      bilat token revoke desk
    """
    from bilat.commands.token import revoke_command

    revoke_command(name, db=db)
