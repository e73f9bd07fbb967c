"""`bilat demo`: the sample reports, put into a record of their own, and what it says of one pair of countries."""

import os
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import click

import bilat
from bilat.commands.output import write_line
from bilat.documents import read_inputs
from bilat.errors import InputError
from bilat.records import Document, Reading

PAIR = ("IND", "USA")
SINCE = "2025-08-01"


def demo_command(*, as_json: bool, db: str | None, serve: bool = False, port: int = 8000) -> None:
    """Add the samples to their record and print its brief on India and the United States, or serve it."""
    if as_json:
        for reading in read_samples():
            write_line(reading)
        return
    address = db or samples_address()
    if serve:
        click.echo("bilat: reading the sample reports, which takes some seconds the first time", err=True)
    with bilat.Record(address) as record:
        for document in sample_documents():
            record.add(document)
        brief = None if serve else record.brief(*PAIR, since=SINCE)
    if brief is None:
        _serve(address, port)
        return
    _show(brief)
    click.echo(
        f"The record of the samples is {address}. Ask it more:\n"
        f"  bilat measures --by USA --against IND --on 2025-10-01 --db {address}\n"
        f"  bilat timeline IND USA --db {address}\n"
        f"  bilat serve --db {address}     shows it in a browser\n"
        f"  bilat add YOUR-REPORT.txt --published 2025-12-11     puts your own into a record of yours",
        err=not sys.stdout.isatty(),
    )


def samples_address() -> str:
    """A file of its own in the user's data folder: never the user's record."""
    import platformdirs

    return os.environ.get("BILAT_SAMPLES_DB") or str(
        Path(platformdirs.user_data_dir("bilat", appauthor=False)) / "samples.db"
    )


def sample_documents() -> Iterator[Document]:
    """The sample reports, in the order of their dates."""
    with as_file(files("bilat") / "samples" / "samples.jsonl") as path:
        for item in read_inputs([str(path)]):
            if isinstance(item, InputError):
                raise item
            yield item


def read_samples() -> list[Reading]:
    """The Readings of the sample reports, in the order of their dates."""
    return [bilat.read(document) for document in sample_documents()]


def _serve(address: str, port: int) -> None:
    from bilat.commands.serve import serve_command
    from bilat.serve.settings import Settings

    click.echo(f"bilat: the sample reports are in a record of their own, {address}", err=True)
    serve_command(Settings(port=port), db=address, look=f"/{'/'.join(PAIR)}")


def _show(brief: object) -> None:
    from bilat.relations.brief import Brief
    from bilat.relations.brief_pages import to_markdown

    assert isinstance(brief, Brief)
    text = to_markdown(brief)
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console().print(Markdown(text))
