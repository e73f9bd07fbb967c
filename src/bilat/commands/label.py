"""`bilat label`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click
import msgspec

from bilat.commands.output import reporting, write_json
from bilat.errors import InputError
from bilat.labels import MarkedSentence, label_sentence

SOME_FAILED = 3
_DECODER = msgspec.json.Decoder(MarkedSentence)


def label_command(name: str) -> int:
    """Label the sentences of a file of JSON lines; the exit code says whether all could be labelled."""
    with reporting(None) as report:
        for item in _sentences(name):
            try:
                if isinstance(item, InputError):
                    raise item
                label = label_sentence(item)
            except InputError as error:
                report.fail(str(error))
                continue
            if sys.stdout.isatty():
                click.echo(f"{label.id}\t{label.root}\tquad {label.quad}\t{label.score:.3f}")
            else:
                write_json(label)
            report.done()
        return SOME_FAILED if report.failures else 0


def _sentences(name: str) -> Iterator[MarkedSentence | InputError]:
    """The lines of a file, or of standard input for "-", each as a sentence or as what is wrong with it."""
    if name == "-":
        yield from _lines(sys.stdin.buffer, name)
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115  # closed by the with below; only its opening is told so
    except OSError as error:
        yield InputError(name, f"cannot be opened: {error.strerror or error}")
        return
    with stream:
        yield from _lines(stream, name)


def _lines(stream: BinaryIO, name: str) -> Iterator[MarkedSentence | InputError]:
    empty = True
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        empty = False
        where = f"{name}:{number}"
        try:
            sentence = _DECODER.decode(line)
        except msgspec.DecodeError as error:
            wanted = 'wanted is {"id", "text", "source": [start, end], "target": [start, end]}'
            yield InputError(where, f"is no marked sentence ({error}); {wanted}")
        else:
            yield sentence if sentence.id is not None else msgspec.structs.replace(sentence, id=number)
    if empty:
        yield InputError(name, "is empty")
