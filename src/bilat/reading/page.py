"""What every reading module is given: the document, its layout, its syntax and the codebook. Nothing changes it."""

from dataclasses import dataclass

from bilat.codebook import Codebook
from bilat.reading.structure import Layout
from bilat.records import Document, content_id
from bilat.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Page:
    """One report on the desk. `fingerprint` is made from title and text alone, so ids of items follow the content."""

    document: Document
    layout: Layout
    syntax: Syntax
    codebook: Codebook
    fingerprint: str

    @property
    def published(self) -> str | None:
        """The ISO day that relative times are counted from: the document's, null where it has none."""
        return self.document.published[:10] if self.document.published else None

    def item_id(self, prefix: str, *parts: object) -> str:
        """An id for an item of this page, from the page's content and the parts that tell the item apart."""
        return content_id(prefix, self.fingerprint, *parts)


def fingerprint(title: str | None, text: str) -> str:
    """A digest of the words of a report."""
    return content_id("w", title or "", text)
