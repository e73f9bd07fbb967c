"""Reading one report. `read` is the whole sequence; each step is a function of what stands before it.

Nothing here knows a clock, a network, a disk or a store: today's date is the document's.
"""

import msgspec

from bilat.codebook import Codebook
from bilat.learned import Learned
from bilat.reading.actors import read_cast
from bilat.reading.agreements import read_agreements
from bilat.reading.agreements.negotiated import with_negotiators
from bilat.reading.encoding import encode
from bilat.reading.events import read_events
from bilat.reading.events.of_agreements import with_agreements
from bilat.reading.events.of_measures import with_measures
from bilat.reading.keypoints import read_key_points
from bilat.reading.measures import read_measures
from bilat.reading.page import Page, fingerprint
from bilat.reading.scope import Scope, within_scope
from bilat.reading.statements import read_statements
from bilat.reading.structure import find_structure
from bilat.reading.talks import read_talks
from bilat.reading.times import read_times
from bilat.reading.topics import read_topics
from bilat.records import Document, Reading
from bilat.syntax import Parse

__all__ = ["read_document"]


def read_document(
    document: Document, codebook: Codebook, parse: Parse, learned: Learned, scope: Scope = "all"
) -> Reading:
    """What one document says. The same document gives the same Reading, byte for byte, within a scope."""
    layout = within_scope(find_structure(document, codebook), document, codebook, scope)
    syntax = parse(layout.title, document.text, layout.blocks)
    document = msgspec.structs.replace(document, dateline=layout.dateline, kind=layout.kind)
    page = Page(document, layout, syntax, codebook, fingerprint(document.title, document.text))

    times = read_times(page)
    topics = read_topics(page)
    cast = read_cast(page)
    agreements = read_agreements(page, cast)
    words = encode(syntax, learned)
    statements = read_statements(page, cast, times, topics, words)
    events = read_events(page, cast, times, topics, statements, words)
    measures = read_measures(page, cast, times, statements)
    events = with_measures(page, cast, events, measures, topics)
    events = with_agreements(page, cast, events, agreements, times, topics)
    talks = read_talks(page, cast, times, statements, agreements)
    agreements = with_negotiators(agreements, talks)
    key_points = read_key_points(page, cast, topics, events)

    return Reading(
        document=document,
        times=times,
        actors=tuple(cast.actors.values()),
        statements=statements,
        events=events,
        measures=measures,
        talks=talks,
        agreements=agreements,
        topics=topics,
        key_points=key_points,
        skipped=layout.skipped,
    )
