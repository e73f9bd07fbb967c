"""Whose government speaks in a readout or statement: there "the President" without a country is its own."""

import re

from bilat.reading.page import Page

_WORD = re.compile(r"\b[A-Z]")


def issuing_country(page: Page) -> str | None:
    """The country that the source of a readout or statement is of ("White House"); null where it names none or several.

    A report's source is who printed it, so reports have no issuer.
    """
    if page.layout.kind not in ("readout", "statement") or page.document.source is None:
        return None
    directory, source = page.codebook.directory, page.document.source
    found: set[str] = set()
    for start in (match.start() for match in _WORD.finditer(source)):
        name = directory.names.at(source, start)
        for meaning in name.meanings if name is not None else ():
            if meaning.kind in ("country", "demonym", "capital", "body") and not meaning.caution:
                found.update(directory.countries_of(meaning))
    return found.pop() if len(found) == 1 else None
