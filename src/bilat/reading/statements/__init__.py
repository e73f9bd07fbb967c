"""What the report says that somebody said, thinks or wants: speaker, cue, words, act, medium, addressee.

`read.find_candidates` finds the words (most of them by a learned tagger), `assemble` makes records of them. Where
exactly cue, speaker and content begin and end follows PolNeAR's annotation, which the tagger learned from
(docs/reference/record.md): the speaker with titles and apposition; the cue with auxiliaries, negation, and often the
place or the colon that goes with it; the content with its quotation marks and with "that", without the full stop of the
sentence; who is told stands outside.
"""

from collections.abc import Sequence

from bilat.reading.cast import Cast
from bilat.reading.encoding import Words
from bilat.reading.page import Page
from bilat.reading.statements.assemble import assemble
from bilat.reading.statements.read import find_candidates
from bilat.records import Statement, Time, Topic

__all__ = ["read_statements"]


def read_statements(
    page: Page, cast: Cast, times: Sequence[Time], topics: Sequence[Topic], words: Words
) -> tuple[Statement, ...]:
    """The statements of a report in text order. None of them stands in the words of another."""
    return assemble(page, cast, times, topics, find_candidates(page.syntax, words))
