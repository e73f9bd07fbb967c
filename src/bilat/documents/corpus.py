"""A corpus in JSON lines, one report a row, read one row at a time.

A row is an object with `text` and, where known, `id`, `title`, `published`, `source`, `url`; other fields are passed
over. A row that cannot be read is an error with its line number, and the rest goes on.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

import msgspec

from bilat.documents.document import LONGEST_TEXT, NOTHING_GIVEN, Given, make_document, short
from bilat.errors import InputError
from bilat.records import Document

# Bytes of the longest line read: a text of the longest length, each character escaped, and something for the rest.
LONGEST_LINE = 6 * LONGEST_TEXT + 1_000_000


class Row(msgspec.Struct, frozen=True):
    """The fields of a row that are read."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


_DECODER = msgspec.json.Decoder(Row)


def read_corpus(
    stream: BinaryIO, name: str, given: Given = NOTHING_GIVEN, *, once: bool = True
) -> Iterator[Document | InputError]:
    """The documents of a corpus, in order; an error is named `name:line`. Raises `OSError` as the stream does.

    That an id comes a second time is an error unless `once` is false; it is found by keeping 8 bytes of digest for
    each: about 80 MB for a million rows.
    """
    seen: set[int] = set()
    empty = True
    for number, line in _lines(stream):
        where = f"{name}:{number}"
        if line is None:
            empty = False
            yield InputError(where, f"the line is longer than {LONGEST_LINE:,} bytes")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        empty = False
        try:
            document = _document(line, where, given)
            if once:
                _check_new(document, where, seen)
        except InputError as error:
            yield error
        else:
            yield document
    if empty:
        yield InputError(name, "is empty")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is too long, whose rest is passed over."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) <= LONGEST_LINE:
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)


def _document(line: bytes, where: str, given: Given) -> Document:
    try:
        row = _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise InputError(where, _wrong_field(str(error))) from None
    except UnicodeDecodeError:
        raise InputError(where, "is not UTF-8, as JSON must be") from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(where, f"is not a JSON object on one line: {error}") from None
    if row.text is None:
        raise InputError(where, "has no text")
    return make_document(
        where,
        row.text,
        identity=row.id,
        title=row.title,
        published=row.published,
        source=row.source,
        url=row.url,
        given=given,
    )


def _wrong_field(problem: str) -> str:
    """msgspec's "Expected `str | null`, got `int` - at `$.id`" as a line for the user."""
    expected, _, path = problem.partition(" - at ")
    if not path:
        return "is not a JSON object"
    kind = expected.rpartition("got ")[2].strip("`")
    return f"{path.strip('`$.')} is of type {kind}, not a string"


def _check_new(document: Document, where: str, seen: set[int]) -> None:
    key = int.from_bytes(blake2b(document.id.encode(), digest_size=8).digest(), "big")
    if key in seen:
        raise InputError(where, f"the id {short(document.id)} has been given before in this corpus")
    seen.add(key)
