"""Who did what to whom, by rules: `read_events` finds predicates, their type, their parties, status, time and place.

The two questions stay apart, so that another reader can answer either: `candidates` says where an event may be told,
`classify` which type and mode it would be. Everything else here asks the arcs and the cast who the parties are.
"""

from collections.abc import Sequence

from bilat.reading.cast import Cast
from bilat.reading.encoding import Words
from bilat.reading.events.candidates import candidates
from bilat.reading.events.classify import Label, classify
from bilat.reading.events.judged import Judged
from bilat.reading.events.merge import merged, with_verdicts
from bilat.reading.events.nesting import without_inner
from bilat.reading.events.propose import JUDGED, Proposer
from bilat.reading.events.record import Recorder
from bilat.reading.events.settle import settled
from bilat.reading.events.speech import Said, own_word, spoken
from bilat.reading.page import Page
from bilat.records import Event, Statement, Time, Topic

__all__ = ["Label", "candidates", "classify", "read_events"]


def read_events(
    page: Page,
    cast: Cast,
    times: Sequence[Time],
    topics: Sequence[Topic],
    statements: Sequence[Statement],
    words: Words,
) -> tuple[Event, ...]:
    """The events of a report, in the order in which they are first told; one told several times is one event.

    Sources and targets are ids of `cast`. Nothing is an event whose parties stay unresolved.
    """
    proposer = Proposer(page.syntax, cast, page.codebook.events)
    proposer.propose()
    said = Said(page.syntax, statements)
    own = [event for event in proposer.told if event.type != "THREATEN" or own_word(proposer, said, event)]
    told = without_inner(page.syntax, [*own, *spoken(proposer, said, statements)])
    judging = page.codebook.judging
    told = settled(proposer.parties, told, Judged(page.syntax, cast, words, judging), judging)
    recorder = Recorder(page, proposer.parties, times, topics, said)
    tellings = [recorder.telling(event) for event in sorted(told, key=lambda event: event.trigger)]
    groups = merged(proposer.parties, [one for one in tellings if one.proposal.rule != JUDGED])
    groups = with_verdicts(
        proposer.parties, groups, [one for one in tellings if one.proposal.rule == JUDGED], judging.again
    )
    return tuple(recorder.event(group) for group in sorted(groups, key=lambda group: group[0].proposal.trigger))
