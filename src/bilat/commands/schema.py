"""`bilat schema`."""

import json

import click

from bilat.schema import reading_schema


def schema_command() -> None:
    """Print the JSON Schema of a Reading."""
    click.echo(json.dumps(reading_schema(), indent=2))
