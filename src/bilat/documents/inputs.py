"""The inputs of a command, one after the other, as documents: files, addresses, standard input."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from bilat.documents.corpus import read_corpus
from bilat.documents.document import LONGEST_TEXT, NOTHING_GIVEN, Given, make_document
from bilat.documents.text import decode
from bilat.errors import InputError
from bilat.records import Document

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Kind = Literal["text", "html", "jsonl"]

STDIN = "-"

# Told how many bytes of the files were taken since the last call: what a progress bar needs.
Taken = Callable[[int], None]

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")

# A text of the longest length in the encoding that needs most bytes.
_LARGEST_TEXT = 4 * LONGEST_TEXT


def read_inputs(
    inputs: Iterable[str], given: Given = NOTHING_GIVEN, *, taken: Taken | None = None, once: bool = True
) -> Iterator[Document | InputError]:
    """The documents of all inputs in their order, one at a time; what cannot be read stands as an error in its place.

    Where an id comes a second time in a corpus, that is an error, unless `once` is false.

    An input is a file (text, HTML, JSON lines, each also gzipped), an http or https address, or "-" for standard input.
    The suffix says which kind a file is, else its first bytes do.
    """
    for name in inputs:
        try:
            if _ADDRESS.match(name):
                yield _read_address(name, given)
            else:
                yield from _read_file(name, given, taken, once=once)
        except InputError as error:
            yield error


def total_bytes(inputs: Iterable[str]) -> int | None:
    """The size of all inputs together; None where one of them is not a file, so that there is no telling."""
    paths = [Path(name) for name in inputs]
    return sum(path.stat().st_size for path in paths) if all(path.is_file() for path in paths) else None


def _read_address(name: str, given: Given) -> Document:
    from bilat.documents.web import PAGE_TYPES, fetch

    answer = fetch(name)
    if answer.type in PAGE_TYPES or (answer.type is None and _PAGE_START.match(answer.data)):
        return _page(answer.data, name, given, url=answer.url, charset=answer.charset)
    return make_document(name, decode(answer.data, name, answer.charset), url=answer.url, given=given)


def _read_file(name: str, given: Given, taken: Taken | None, *, once: bool) -> Iterator[Document | InputError]:
    shown = "standard input" if name == STDIN else name
    if "\0" in name:
        raise InputError(shown, "there is no such file")
    try:
        with _opened(name, taken) as stream:
            kind = _kind(name, stream)
            if kind == "jsonl":
                yield from read_corpus(stream, shown, given, once=once)
            elif kind == "html":
                from bilat.documents.html import LARGEST_PAGE

                yield _page(stream.read(LARGEST_PAGE + 1), shown, given)
            else:
                yield _text(stream.read(_LARGEST_TEXT + 1), shown, given)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(shown, _why(error)) from None


@contextmanager
def _opened(name: str, taken: Taken | None) -> Iterator[BinaryIO]:
    """The bytes of an input, unpacked where they are gzipped."""
    if name == STDIN:
        stream = sys.stdin.buffer
        yield _unpacked(
            stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
        )
        return
    with io.BufferedReader(_File(name, taken)) as file:
        yield _unpacked(file)


class _File(io.FileIO):
    """A file that tells how much of it is being read."""

    def __init__(self, path: str, taken: Taken | None) -> None:
        super().__init__(path)
        self._taken = taken

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        count = super().readinto(buffer)
        if self._taken is not None:
            self._taken(count or 0)
        return count


def _unpacked(stream: BinaryIO) -> BinaryIO:
    if _peek(stream)[:2] != b"\x1f\x8b":
        return stream
    return cast("BinaryIO", io.BufferedReader(gzip.GzipFile(fileobj=stream)))


def _peek(stream: BinaryIO) -> bytes:
    return cast("io.BufferedReader", stream).peek(4_096)


def _kind(name: str, stream: BinaryIO) -> Kind:
    path = Path(name.lower())
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    if name != STDIN and suffix in _KINDS:
        return _KINDS[suffix]
    start = _peek(stream)
    if _OBJECT_START.match(start):
        return "jsonl"
    return "html" if _PAGE_START.match(start) else "text"


def _text(data: bytes, name: str, given: Given) -> Document:
    if len(data) > _LARGEST_TEXT:
        raise InputError(name, f"is too long: more than {LONGEST_TEXT:,} characters; give it as several documents")
    return make_document(name, decode(data, name), given=given)


def _page(data: bytes, name: str, given: Given, *, url: str | None = None, charset: str | None = None) -> Document:
    from bilat.documents.html import read_page

    article = read_page(data, name, url=url, charset=charset)
    return make_document(
        name,
        article.text,
        title=article.title,
        published=article.published,
        source=article.source,
        url=article.url,
        given=given,
    )


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "is a folder; give the files in it"
    if isinstance(error, PermissionError):
        return "may not be read (permission denied)"
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return "the gzip file is broken or cut off"
    return str(error) or type(error).__name__
