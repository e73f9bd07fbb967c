"""The command `bilat` itself, and the options that several commands share."""

import click

database = click.option(
    "--db", metavar="FILE", help="The record: a file or a PostgreSQL URL; else $BILAT_DB, else one in your data folder."
)
as_json = click.option("--json", "as_json", is_flag=True, help="JSON lines, also on a terminal.")
as_of = click.option("--as-of", metavar="DATE", help="Only what had been published by the end of that day.")


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from bilat import __version__
        from bilat.parser import model_name
        from bilat.records import RULES_VERSION, SCHEMA_VERSION

        click.echo(f"bilat {__version__} (record {SCHEMA_VERSION}, rules {RULES_VERSION}, {model_name()})")
        context.exit()


@click.group(epilog="Start with:  bilat demo")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show versions and leave.",
)
def cli() -> None:
    """Read diplomatic and trade news: who did what to whom, who said what, which measures hold.

    Every item points at the words that carry it.
    """
