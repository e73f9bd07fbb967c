"""`bilat cite`."""

from collections.abc import Sequence

import click
import msgspec

from bilat.record import Record
from bilat.relations.cite import to_bibtex, to_csl


def cite_command(ids: Sequence[str], *, form: str, as_of: str | None, db: str | None) -> None:
    """Write the citations of reports and events, each once."""
    with Record(db, create=False) as record:
        citations = [record.citation(each, as_of=as_of) for each in dict.fromkeys(ids)]
    if form == "bibtex":
        click.echo("\n".join(to_bibtex(each) for each in citations), nl=False)
    else:
        items = msgspec.json.encode([to_csl(each) for each in citations])
        click.echo(msgspec.json.format(items, indent=2).decode())
