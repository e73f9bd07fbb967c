"""Whether what the learned judge found has happened: its shares, weighed by what the words and days beside it say.

The judge sees a sentence and no calendar: it cannot know that "in March" lies before the report's month. And it
gives one answer for all that a sentence tells of two countries, where a demand has been made and the step demanded
has not been taken. Each cue multiplies the share of a status by its weight (`[cues]` in event_status.toml).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from bilat.reading.events import frames
from bilat.reading.events.answers import STATUSES
from bilat.reading.events.judged import SPOKEN
from bilat.reading.events.propose import JUDGED, Proposal
from bilat.reading.events.status import over_step, status_of
from bilat.reading.page import Page
from bilat.records import EventStatus, EventType, Time, When
from bilat.syntax import Syntax

# Of what is done by saying it the ones whose own verb may tell that they are still to come: "will ask" is no request
# yet, "will retaliate" is a threat made.
ASKED: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST"})
# What the words over a spoken act say of its content as easily as of itself.
OPEN: frozenset[EventStatus] = frozenset({"planned", "hypothetical"})
# Done together or by a signature: "agreed to open talks" tells an agreement that has come about.
TOGETHER: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
# What happened so few days before the report is its news, though it may have been in the month before.
RECENT = 10
# Auxiliaries of what has been done.
PAST = frozenset({"was", "were", "has", "have", "had"})
# How far before a time "since" may stand ("since early last March").
SINCE = 3

Side = Literal["before", "now", "ahead"]


def weighed(
    page: Page, times: Sequence[Time], event: Proposal, when: When | None, read: EventStatus
) -> tuple[float, ...]:
    """The judge's status shares of an event at its trigger, with the weight of every cue there.

    Of what a rule found the status that the rules `read` is one more cue.
    """
    table = page.codebook.events.status
    shares = {status: share**table.trust for status, share in zip(STATUSES, event.statuses, strict=True)}
    cues = [*_cues(page, times, event, when)]
    if event.rule != JUDGED and not (event.type in SPOKEN and read in OPEN):
        cues.append(f"rule-{read}")
    for cue in cues:
        for status, weight in table.cues.get(cue, {}).items():
            shares[status] = max(shares[status], table.least) * weight
    total = sum(shares.values())
    return tuple(share / total for share in shares.values())


def side_of(published: str, when: When | Time) -> Side | None:
    """On which side of the report's month a time lies; null where it has no end."""
    start, end = when.start or when.value, when.end or when.value
    if start is not None and start[:10] > published[: len(start[:10])]:
        return "ahead"
    if end is None:
        return None
    return "before" if _long_before(start or end, end, published) else "now"


def _long_before(start: str, end: str, published: str) -> bool:
    """Whether what ended then lies before the report's month, and not only days before the report."""
    if end[:7] >= published[: len(end[:7])]:
        return False
    try:
        first, last, today = (date.fromisoformat(day[:10]) for day in (start, end, published))
    except ValueError:  # one of them names no day
        return True
    return (today - last).days > RECENT or (last - first).days > RECENT


def _cues(page: Page, times: Sequence[Time], event: Proposal, when: When | None) -> Iterator[str]:
    yield f"type-{event.type}"
    if page.syntax.where(event.trigger) == "title":
        yield "title"
    yield from _of_days(page, times, event, when)
    syntax, table, trigger = page.syntax, page.codebook.events.status, event.trigger
    said = status_of(syntax, trigger, table)
    if event.type in ASKED and said == "planned" and frames.is_verb(syntax, trigger):
        yield "words-still-asked"
    if event.type not in SPOKEN or (said == "ongoing" and syntax.tag[trigger] == "VBG"):
        yield f"words-{said}"
    if event.type in SPOKEN:
        return
    if event.type not in TOGETHER:
        over = over_step(syntax, trigger, table)
        if over is not None:
            yield f"over-{over}"


def _of_days(page: Page, times: Sequence[Time], event: Proposal, when: When | None) -> Iterator[str]:
    """What the day of the trigger says, or where it has none, all days of its sentence."""
    if page.published is None:
        return
    beside = list(_in_sentence(page.syntax, times, event.trigger))
    if any(_since(page.syntax, time) for time in beside):
        yield "since"
        return
    own = side_of(page.published, when) if when is not None else None
    if own is not None:
        standing = _in_place(event) and own == "before" and not _years_before(page.published, when)
        if not (event.type in SPOKEN and own == "ahead") and not standing:
            yield f"dated-{own}"
        return
    if event.type in SPOKEN:  # "blamed a contractor dismissed in 2023"
        return
    sides = {side_of(page.published, time) for time in beside} - {None}
    past = page.syntax.tag[event.trigger] == "VBD"
    if len(sides) == 1 and not (past and "ahead" in sides):
        yield f"beside-{sides.pop()}"


def _in_place(event: Proposal) -> bool:
    """Whether a rule has read a measure's imposing: what took effect months ago is no background while it stands."""
    return event.rule != JUDGED and event.type == "SANCTION"


def _years_before(published: str, when: When | None) -> bool:
    """Whether a time of its own ended before the last year began ("in 2022" in a report of 2025)."""
    end = (when.end or when.value) if when is not None else None
    return end is not None and int(end[:4]) < int(published[:4]) - 1


def _in_sentence(syntax: Syntax, times: Sequence[Time], token: int) -> Iterator[Time]:
    first, last = syntax.sentences[syntax.sentence[token]]
    where, (start, end) = syntax.where(first), syntax.span(first, last)
    for time in times:
        if time.where == where and start <= time.span[0] < end and time.type in ("DATE", "TIME"):
            yield time


def _since(syntax: Syntax, time: Time) -> bool:
    token = syntax.token_at(time.where, time.span[0])
    return "since" in syntax.lower[max(0, token - SINCE) : token + 1]


def of_act(page: Page, token: int, when: When | None) -> EventStatus | None:
    """The status of a measure's making where a verb of the past tells it; null where the measure only stands there.

    "Closed its airspace on Tuesday" is news, "stopped exports in 2021" background, "face a duty" neither.
    """
    syntax = page.syntax
    above = None if frames.is_verb(syntax, token) else frames.governor(syntax, token)
    if above is not None and above[1] in ("dobj", "nsubjpass"):
        token = above[0]
    act = page.codebook.measures.over.get(syntax.lower[token])
    if act is not None and act.subject == "other":  # "discussed the sanctions", which stand
        return None
    words = {syntax.lower[child] for child in syntax.children[token]}
    finite = syntax.tag[token] == "VBD" or (syntax.tag[token] == "VBN" and bool(words & PAST))
    if not finite or "since" in words or syntax.lower[token] in page.codebook.events.keeping:
        return None
    if page.published is None or when is None:
        return "occurred"
    return "historical" if side_of(page.published, when) == "before" else "occurred"
