"""What must hold of a document before it is read, whatever it came from."""

import re
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bilat.documents.language import ENGLISH, identify
from bilat.errors import InputError
from bilat.records import Document, content_id

# The longest title and text together, in characters. A report has a few thousand, a long transcript 200,000. Measured
# on one text of this length (benchmarks.speed --largest): about 25 seconds and 340 MB, of which the model has 250.
LONGEST_TEXT = 1_000_000

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?")

_ANYTHING = re.compile(r"[^\s\ufeff]")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the inputs; each value, where given, stands in for the input's own."""

    title: str | None = None
    source: str | None = None
    published: str | None = None


NOTHING_GIVEN = Given()


def make_document(
    name: str,
    text: str,
    *,
    identity: str | None = None,
    title: str | None = None,
    published: str | None = None,
    source: str | None = None,
    url: str | None = None,
    given: Given = NOTHING_GIVEN,
) -> Document:
    """A checked document. Without an `identity` of its own its id is made from title and text.

    Empty strings count as not given. Raises `InputError`, with `name` as the input's name, where the text is empty, too
    long, confidently not English or not Unicode, or where `published` is no ISO date.
    """
    title = given.title or title or None
    document = Document(
        id=identity or content_id("d", title or "", text),
        text=text,
        title=title,
        published=given.published or published or None,
        source=given.source or source or None,
        url=url or None,
    )
    return check_document(document, name)


def check_document(document: Document, name: str) -> Document:
    """The document, with its language where that is known. Raises `InputError` as `make_document` does."""
    _check_text(document, name)
    if document.published is not None and not is_iso(document.published):
        raise InputError(name, f"published is {short(document.published)}, not an ISO date such as 2025-12-11")
    if document.language == ENGLISH:
        return document
    verdict = identify(document.text)
    if verdict.foreign:
        raise InputError(name, f"is not in English{verdict.guess}; only English is read")
    return document if verdict.language is None else msgspec.structs.replace(document, language=verdict.language)


def is_iso(value: str) -> bool:
    """Whether it is an ISO 8601 day (2025-12-11), or day and time, with or without seconds and zone, that exists."""
    if not _ISO.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def short(value: str, longest: int = 40) -> str:
    """A value quoted in an error line."""
    return repr(value if len(value) <= longest else value[: longest - 1] + "…")


def _check_text(document: Document, name: str) -> None:
    length = len(document.text) + len(document.title or "")
    if not _ANYTHING.search(document.text):
        raise InputError(name, "is empty")
    if length > LONGEST_TEXT:
        raise InputError(name, f"is too long: more than {LONGEST_TEXT:,} characters; give it as several documents")
    for field in ("id", "text", "title", "source", "url"):
        try:
            (getattr(document, field) or "").encode()
        except UnicodeEncodeError as error:
            raise InputError(name, f"half a surrogate pair in {field} at character {error.start:,}") from None
