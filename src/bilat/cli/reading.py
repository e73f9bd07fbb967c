"""Commands that read reports and store nothing."""

from typing import Literal

import click

from bilat.cli.group import cli


@cli.command()
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Day of publication (2025-12-11), in place of the input's own.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="The headline.")
@click.option(
    "--scope",
    type=click.Choice(["all", "pair"]),
    default="all",
    help="pair: only what can be between two countries, for archives and feeds.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON lines, also on a terminal.")
@click.option("--html", "page", metavar="FILE", help="Write one report as a page with its words marked, instead.")
def read(
    inputs: tuple[str, ...],
    published: str | None,
    source: str | None,
    title: str | None,
    scope: Literal["all", "pair"],
    as_json: bool,
    page: str | None,
) -> int:
    """Read reports and say what they hold; nothing is stored.

    INPUT is a file (text, HTML, JSON lines, each also gzipped), an http or https address, or - for standard input. JSON
    lines hold one report a line: text and, where known, id, title, published, source, url. What is said of a report by
    an option holds for every input, over what the input says itself.

    Readings come in the order of the inputs: as JSON lines when piped or with --json, for people on a terminal. Dates
    such as "Thursday" are counted from the day of publication; without one they stay unknown.

    \b
    Examples:
      bilat read report.txt --published 2025-12-11
      bilat read https://example.org/news/talks-resume
      bilat read report.html --html marked.html
      bilat read corpus.jsonl.gz > readings.jsonl
      bilat read archive.jsonl.gz --scope pair > readings.jsonl
      cat report.txt | bilat read - --published 2025-12-11 --title "Talks resume"
    """
    from bilat.commands.read import read_command
    from bilat.documents import Given

    return read_command(inputs, Given(title, source, published), scope=scope, as_json=as_json, page=page)


@cli.command()
@click.argument("file", metavar="FILE")
def label(file: str) -> int:
    """Say which PLOVER root marked sentences have: what the source does to the target.

    FILE (or - for standard input) holds JSON lines: text, the source and target as [start, end] in characters, and an
    id. Each gives one line: id, root (of PLOVER's 16), quad (its class, 1 to 4) and score (how likely, 0 to 1). It is
    plain PLOVER: a visit that is only planned is AGREE. A party that is null is looked for in the whole sentence.

    \b
    Examples:
      bilat label sentences.jsonl > labels.jsonl
      echo '{"text": "Chad expelled two Libyans.", "source": [0, 4], "target": [14, 25]}' | bilat label -
    """
    from bilat.commands.label import label_command

    return label_command(file)


@cli.command()
@click.argument("report", metavar="INPUT")
@click.option("--event", "item", metavar="ID", help="The id of an event or a measure, as `bilat read` gives it.")
@click.option("--published", metavar="DATE", help="Day of publication (2025-12-11), in place of the input's own.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--title", metavar="TEXT", help="The headline.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, also on a terminal.")
def explain(
    report: str,
    item: str | None,
    published: str | None,
    source: str | None,
    title: str | None,
    as_json: bool,
) -> int:
    """Say why an event or a measure was read as it was, and what would have changed it.

    INPUT is one report as `bilat read` takes it, or with --event several. Without --event everything that can be
    explained is listed, and the first event between two countries is explained.

    It says which words tell it, who acts by which words, which rule or model read it and how sure it is, what its
    status and its time come from, and what would have made it otherwise.

    \b
    Examples:
      bilat explain report.txt --published 2025-12-11
      bilat explain corpus.jsonl.gz --event e-d147f011bd687bd4
      bilat explain report.txt --json | jq .changes
    """
    from bilat.commands.explain import explain_command
    from bilat.documents import Given

    return explain_command(report, Given(title, source, published), item=item, as_json=as_json)


@cli.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a Reading.

    \b
    Examples:
      bilat schema > reading.schema.json
      bilat schema | jq '."$defs".Event.properties | keys'
    """
    from bilat.commands.schema import schema_command

    schema_command()


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="The Readings as JSON lines; no record is made.")
@click.option("--db", metavar="FILE", help="The record of the samples; else one of their own in your data folder.")
@click.option("--serve", is_flag=True, help="Show the record in a browser instead, until Ctrl-C.")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8000, help="Where --serve listens: 8000.")
def demo(as_json: bool, db: str | None, serve: bool, port: int) -> None:
    """Put the sample reports that come with bilat into a record of their own and show its brief on India and the US.

    Your own record is not touched.

    \b
    Examples:
      bilat demo
      bilat demo --serve --db samples.db
      bilat demo --json | head -1 | jq .events
    """
    from bilat.commands.demo import demo_command

    demo_command(as_json=as_json, db=db, serve=serve, port=port)
