"""bilat reads diplomatic and trade news and keeps the record of what countries do and say to each other.

    import bilat
    reading = bilat.read("Modi and Trump spoke by phone on Thursday.", published="2025-12-11")

Importing loads no model and no data; the first `read` does.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.records import Document, Reading

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


def read(document: "Document | str", *, published: str | None = None, title: str | None = None) -> "Reading":
    """What a report says. `document` is a `Document`, or a text with its ISO publication date and title."""
    from bilat.codebook import load_codebook
    from bilat.parser import load_parser
    from bilat.reading import read_document
    from bilat.records import Document, content_id

    if isinstance(document, str):
        identity = content_id("d", title or "", document, published or "")
        document = Document(id=identity, text=document, title=title, published=published)
    return read_document(document, load_codebook(), load_parser())
