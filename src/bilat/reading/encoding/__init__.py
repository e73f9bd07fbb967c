"""A report's words as the learned parts take them: encoded once, for statements and events alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from bilat.learned import Encoded, Learned, Window
from bilat.reading.encoding.columns import columns_of
from bilat.reading.encoding.windows import windows_of
from bilat.reading.quotes import Quotation, find_quotations
from bilat.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Words:
    """The encoder's answer for a report: windows as token ranges, in order, without gaps, so rows are tokens."""

    places: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    encoded: Encoded
    learned: Learned

    def labelled(self) -> Iterator[tuple[tuple[int, int], list[int]]]:
        """Each window with the labels of its tokens."""
        return zip(self.places, self.encoded.labels, strict=True)


def encode(syntax: Syntax, learned: Learned) -> Words:
    """Encodes every window of a report."""
    quotations = tuple(find_quotations(syntax))
    columns = columns_of(syntax, quotations).values()
    places = tuple(windows_of(syntax))
    windows = [Window(syntax.words[a:b], [column[a:b] for column in columns]) for a, b in places]
    return Words(places, quotations, learned.encode(windows), learned)
