"""`bilat demo`: the sample reports, read and told as the story of one pair of countries."""

from importlib.resources import as_file, files

import bilat
from bilat.commands.output import write_line
from bilat.documents import read_inputs
from bilat.errors import InputError
from bilat.records import Reading

PAIR = ("IND", "USA")


def demo_command(*, as_json: bool) -> None:
    """Read the samples and print what they say of India and the United States."""
    readings = read_samples()
    if as_json:
        for reading in readings:
            write_line(reading)
        return
    from rich.console import Console

    from bilat.view.terminal import print_pair

    print_pair(readings, PAIR, Console())


def read_samples() -> list[Reading]:
    """The Readings of the sample reports, in the order of their dates."""
    readings = []
    with as_file(files("bilat") / "samples" / "samples.jsonl") as path:
        for item in read_inputs([str(path)]):
            if isinstance(item, InputError):
                raise item
            readings.append(bilat.read(item))
    return readings
