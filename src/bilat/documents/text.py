"""Bytes of a text file to the text they stand for. Nothing but a byte order mark is dropped; line ends stay."""

import codecs
import re

from bilat.errors import InputError

# Longest mark first: UTF-32 little-endian starts like UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How files that are often given by mistake start, and what to do with them.
_FORMATS = (
    (b"%PDF-", "is a PDF file; give its text, for instance from pdftotext"),
    (b"PK\x03\x04", "is a ZIP archive or an office document; save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "is an office document; save it as plain text"),
    (b"\x1f\x8b", "is a gzip file inside a gzip file; unpack it first"),
    (b"{\\rtf", "is an RTF file; save it as plain text"),
)

_LATIN_1 = frozenset({"ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"})

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8_CHARACTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

# A text has hardly any control characters.
_MOST_CONTROL = 0.01

# Western languages in an old Windows encoding have few letters outside ASCII, even in a short line; a text with more is
# left to charset-normalizer.
_MOST_WESTERN = 0.3


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text that the bytes stand for. `declared` is what a header or page says of the encoding.

    In this order: a byte order mark; UTF-8; UTF-8 with single broken bytes, each shown as U+FFFD; the declared
    encoding; Windows-1252 (which holds Latin-1) for a text mostly in ASCII; charset-normalizer's guess. Raises
    `InputError` where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], name, encoding)
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, name, declared)


def _decode_other(data: bytes, name: str, declared: str | None) -> str:
    high = len(_NOT_ASCII.findall(data))
    characters = _UTF8_CHARACTER.findall(data)
    inside = sum(map(len, characters))
    if high - inside < len(characters):
        return data.decode("utf-8", "replace")
    if (text := _as_declared(data, declared)) is not None:
        return text
    if high <= _MOST_WESTERN * len(data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")
    return _guess(data, name)


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # slow to load and seldom needed

    best = from_bytes(data[:100_000]).best()
    if best is None:
        raise InputError(name, "is not text in a known encoding; save it as UTF-8")
    return _strictly(data, name, best.encoding)


def _strictly(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"is broken {encoding} (byte {error.start:,}); save it as UTF-8") from None


def _as_declared(data: bytes, declared: str | None) -> str | None:
    """The text in the declared encoding; None where it is not in it, or Python has no such encoding of text."""
    if declared is None:
        return None
    # What calls itself ASCII or Latin-1 is Windows-1252 in practice, as the WHATWG encoding standard has it.
    encoding = "cp1252" if declared.lower() in _LATIN_1 else declared
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _refuse_binary(data: bytes, name: str) -> None:
    for start, problem in _FORMATS:
        if data.startswith(start):
            raise InputError(name, problem)
    null = data.find(b"\0")
    if null >= 0:
        raise InputError(name, f"is not text: a zero byte at {null:,} (UTF-16 needs its byte order mark)")
    if len(_CONTROL.findall(data)) > _MOST_CONTROL * len(data):
        raise InputError(name, "is not text: too many control characters")
