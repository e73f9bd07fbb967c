"""bilat reads diplomatic and trade news and keeps the record of what countries do and say to each other.

    import bilat
    reading = bilat.read("Modi and Trump spoke by phone on Thursday.", published="2025-12-11")

Importing loads no model and no data; the first `read` does.
"""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bilat.labels import Label
    from bilat.record import Record
    from bilat.records import Document, Reading

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "label", "read"]


def __getattr__(name: str) -> object:
    """`bilat.Record`, loaded when first asked for."""
    if name == "Record":
        from bilat.record import Record

        return Record
    raise AttributeError(f"module 'bilat' has no attribute {name!r}")


def read(
    document: "Document | str",
    *,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    scope: Literal["all", "pair"] = "all",
) -> "Reading":
    """What a report says. `document` is a `Document`, or a text with its ISO publication date, title and source.

    With `scope="pair"` only what can be between two countries is read: nothing of a report that names fewer, and no
    paragraph that names and refers to nobody. What was left out is in `skipped`.

    Raises `bilat.errors.InputError` where it is empty, too long or confidently not in English, or its date is no ISO
    date.
    """
    from bilat.codebook import load_codebook
    from bilat.documents import check_document, make_document
    from bilat.encoder import load_learned
    from bilat.parser import load_parser
    from bilat.reading import read_document

    if isinstance(document, str):
        document = make_document("text", document, title=title, published=published, source=source)
    else:
        document = check_document(document, document.id)
    return read_document(document, load_codebook(), load_parser(), load_learned(), scope)


def label(text: str, source: tuple[int, int] | None = None, target: tuple[int, int] | None = None) -> "Label":
    """Which PLOVER root a sentence has: what the party at `source` does to the one at `target`.

    Spans are `[start, end]` in code points; a party that is not given is looked for in the whole sentence. The root is
    plain PLOVER's: a visit that is only planned is AGREE. Raises `bilat.errors.InputError` where the text is empty or a
    span does not lie in it.
    """
    from bilat.labels import MarkedSentence, label_sentence

    return label_sentence(MarkedSentence(text=text, source=source, target=target))
