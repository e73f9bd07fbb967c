"""Events that an agreement tells: one that was made on a day the report gives was made, whatever verb stands beside it.

Many reports speak of an agreement of before with no verb of agreeing at all ("under the 1986 pact", "the accord signed
last September"). Where no event read from the words tells that two countries made it, its date does. An agreement
without a date, or one only wanted or in the making, tells nothing by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from bilat.reading.agreements.mentions import Found, plain_mention
from bilat.reading.agreements.parties import parties_of, two_of_sentence
from bilat.reading.cast import Cast
from bilat.reading.events import frames
from bilat.reading.events.judged_status import side_of
from bilat.reading.events.merge import times_meet
from bilat.reading.events.propose import JUDGED
from bilat.reading.page import Page
from bilat.reading.topics import topics_between
from bilat.reading.when import as_when, when_of
from bilat.records import Agreement, Event, EventStatus, EventType, Passage, Time, Topic, When, rule
from bilat.syntax import Syntax

Ids = tuple[str, ...]

# Participles that say of an agreement that it was made; the first are PLOVER's signing and ratifying.
SIGNED = frozenset({"signed", "initialled", "initialed", "ratified", "inked"})
MADE = SIGNED | frozenset({
    "accepted", "agreed", "approved", "brokered", "clinched", "concluded", "forged", "hammered", "made", "negotiated",
    "reached", "sealed", "struck", "worked",
})  # fmt: skip
# Verbs whose object an agreement is where its making is told by themselves, or only wanted.
TELLING = frozenset({
    "conclude", "concluded", "concluding", "made", "make", "negotiate", "negotiating", "reach", "reached",
    "reaching", "seek", "seeking", "seeks", "sign", "signed", "signing", "signs", "sought", "strike", "struck",
    "want", "wanted", "wants",
})  # fmt: skip
# A date after one of these, or after none, is the agreement's own.
OF = frozenset({"of", "in", "on"})
# What is spoken of after these is not said to have come about: "talks on a trade pact last month".
OVER = frozenset({"about", "for", "on", "over", "toward", "towards", "without"})
# An agreement after these is one that was spoken of before.
POINTING = frozenset({"the", "that", "this", "their", "its"})
# Events that tell the making of an agreement, and statuses that leave it open.
TOLD = frozenset({"AGREE", "SUPPORT"})
OPEN = frozenset({"planned", "hypothetical", "denied"})
# How far behind its noun the participle stands, and how far up from it or from a date the noun is looked for.
REACH, HIGHEST = 12, 6


@dataclass(frozen=True, slots=True)
class Made:
    """That an agreement was made: tokens `first` to `last` tell it around the noun `head`, `day` those of its date."""

    head: int
    first: int
    last: int
    day: range
    type: EventType
    when: When
    status: EventStatus


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year of the report and its tokens."""

    time: Time
    first: int
    last: int


def with_agreements(
    page: Page,
    cast: Cast,
    events: Sequence[Event],
    agreements: Sequence[Agreement],
    times: Sequence[Time],
    topics: Sequence[Topic],
) -> tuple[Event, ...]:
    """The events, and those that only a dated agreement tells, in the order in which they are first told."""
    found = list(events)
    for sentence, days in _days(page.syntax, times).items():
        for head in range(*page.syntax.sentences[sentence]):
            mention = plain_mention(page, head)
            if mention is None:
                continue
            near = [days[token] for token in range(mention.wide, mention.last + REACH) if token in days]
            made = _made(page, mention, times, near)
            if made is None:
                continue
            parties = _sides(page, cast, mention, made, agreements)
            if parties:
                found = _with(page, cast, found, _event(page, cast, made, parties, topics))
    return tuple(sorted(found, key=lambda event: (event.where != "title", event.trigger, event.id)))


def _days(syntax: Syntax, times: Sequence[Time]) -> dict[int, dict[int, Day]]:
    """The days, months and years of a report by sentence and first token."""
    found: dict[int, dict[int, Day]] = {}
    for time in times:
        if time.type == "DATE" and time.precision != "vague" and time.start is not None:
            first = syntax.token_at(time.where, time.span[0])
            last = syntax.token_at(time.where, time.span[1] - 1) + 1
            found.setdefault(syntax.sentence[first], {})[first] = Day(time, first, last)
    return found


def _made(page: Page, mention: Found, times: Sequence[Time], days: Sequence[Day]) -> Made | None:
    """How and when the agreement of a mention was made; None where its words do not say so, or the day lies ahead."""
    syntax = page.syntax
    verb = _participle(syntax, mention)
    when = when_of(page, times, verb) if verb is not None else None
    day = next((day for day in days if when is not None and day.time.id == when.ref), None)
    if when is None and (verb is not None or not _told_by_verb(syntax, mention.head)):
        day = next((day for day in days if _is_own(syntax, mention, day)), None)
        when = as_when(day.time) if day is not None else None
    side = side_of(page.published, when) if when is not None and page.published is not None else None
    if when is None or side in (None, "ahead"):
        return None
    last = max(mention.last, verb + 1 if verb is not None else 0, day.last if day is not None else 0)
    signed = verb is not None and syntax.lower[verb] in SIGNED
    tokens = range(day.first, day.last) if day is not None else range(0)
    # made in the report's month it is news, made before it is what the news stands on
    status: EventStatus = "historical" if side == "before" else "occurred"
    return Made(mention.head, mention.wide, last, tokens, "SUPPORT" if signed else "AGREE", when, status)


def _participle(syntax: Syntax, mention: Found) -> int | None:
    """The verb behind an agreement's noun that says it was made: "signed last year", "which was reached in May"."""
    end = min(syntax.sentences[syntax.sentence[mention.head]][1], mention.last + REACH)
    for token in range(mention.head + 1, end):
        if syntax.lower[token] in MADE and _bears_on(syntax, token, mention) and not _is_open(syntax, token):
            return token
    return None


def _bears_on(syntax: Syntax, verb: int, mention: Found) -> bool:
    """Whether a participle stands at the agreement's noun, or has it as what is made."""
    if syntax.dep[verb] in ("acl", "relcl", "conj") and _hangs_on(syntax, verb, mention):
        return True
    return mention.head in syntax.children[verb] and syntax.dep[mention.head] == "nsubjpass"


def _hangs_on(syntax: Syntax, token: int, mention: Found) -> bool:
    """Whether a token hangs on the words of a mention, with no other verb between."""
    for _, over in zip(range(HIGHEST), syntax.ancestors(token), strict=False):
        if mention.first <= over < mention.last or over == mention.head:
            return True
        if frames.is_verb(syntax, over):
            return False
    return False


def _is_open(syntax: Syntax, verb: int) -> bool:
    """Whether it is not said that it was done: "to be signed", "would be signed", "not signed"."""
    return any(
        syntax.tag[child] in ("MD", "TO") or syntax.dep[child] in ("neg", "mark") for child in syntax.children[verb]
    )


def _is_own(syntax: Syntax, mention: Found, day: Day) -> bool:
    """Whether a date is the agreement's: "the July pact", "last year's accord", "the accord of 1985"."""
    if mention.wide <= day.first and day.last <= mention.head:
        return "DT" not in syntax.tag[day.last : mention.head]  # "signed last week an agreement"
    if syntax.dep[mention.head] == "pobj" and syntax.lower[syntax.head[mention.head]] in OVER:
        return False
    between = syntax.lower[mention.last : day.first]
    near = day.first >= mention.last and day.first - mention.last <= REACH
    root = next((t for t in range(day.first, day.last) if not day.first <= syntax.head[t] < day.last), day.first)
    preposition = syntax.lower[day.first - 1] if syntax.tag[day.first - 1] == "IN" else None
    return near and "," not in between and preposition in OF | {None} and _hangs_on(syntax, root, mention)


def _told_by_verb(syntax: Syntax, head: int) -> bool:
    return syntax.dep[head] == "dobj" and syntax.lower[syntax.head[head]] in TELLING


def _sides(page: Page, cast: Cast, mention: Found, made: Made, agreements: Sequence[Agreement]) -> Ids:
    """The two countries that made an agreement: by its own words, as said of it before, or those of its sentence.

    What a sentence names beside a treaty with a name of its own, or one that is called by a city, need not be party to
    it; nor beside words that say who made it and were not understood ("the accord by the Group of Five").
    """
    syntax = page.syntax
    own = parties_of(page, cast, mention)
    if len(own) > 1:
        return own if len(own) == 2 else ()
    by_others = syntax.lower[mention.last : mention.last + 1] in (["by"], ["among"])
    if by_others or mention.form == "name" or _is_called(page, cast, mention, made):
        return ()
    before = syntax.lower[mention.wide : mention.head]
    if not own and (mention.wide == mention.head or any(word in POINTING for word in before)):
        said = _said_before(page, mention, agreements)
        if said:
            return said
    named = two_of_sentence(page, cast, mention.head)
    return named if set(own) <= set(named) else ()


def _is_called(page: Page, cast: Cast, mention: Found, made: Made) -> bool:
    """Whether a name that is no country's stands before the noun, mostly that of a city ("the Geneva accord")."""
    syntax = page.syntax
    if syntax.where(mention.head) == "title":
        return False
    names = {token for token in range(mention.wide, mention.head) if syntax.tag[token] in ("NNP", "NNPS")}
    for one in cast.within(mention.wide, mention.head):
        if one.form not in ("capital", "place"):
            names -= set(range(one.first, one.last))
    return bool(names - set(made.day))


def _said_before(page: Page, mention: Found, agreements: Sequence[Agreement]) -> Ids:
    """The parties of the agreement that words point back to: the last one told before, or the only one there is."""
    where, start = page.syntax.where(mention.head), page.syntax.start[mention.head]
    known = [one for one in agreements if one.parties]
    before = [one for one in known if (one.where != "title", one.span[0]) < (where != "title", start)]
    pairs = {frozenset(one.parties) for one in known}
    meant = before[-1] if before else known[0] if len(pairs) == 1 else None
    return meant.parties if meant is not None and len(meant.parties) == 2 else ()


def _with(page: Page, cast: Cast, events: list[Event], made: Event) -> list[Event]:
    """The events with one more, unless one of them tells it; what the judge saw in its words then takes its day."""
    telling = [event for event in events if _tells(cast, event, made)]
    if not telling:
        return [*events, made]
    return [_dated(page, event, made) if event in telling else event for event in events]


def _tells(cast: Cast, event: Event, made: Event) -> bool:
    """Whether an event between the same two tells the agreement: by its very words, or as done at the same time."""
    if event.type not in TOLD or not _states(cast, made) <= _states(cast, event):
        return False
    if event.where == made.where and made.span[0] <= event.trigger[0] < made.span[1]:
        return True
    if event.time is None and event.status != "historical" and made.status == "historical":
        return False  # agreed now, and not what was agreed before
    return event.status not in OPEN and times_meet(event.time, made.time)


def _states(cast: Cast, event: Event) -> set[str | None]:
    return {cast.country(actor) for actor in (*event.source, *event.target)} - {None}


def _dated(page: Page, event: Event, made: Event) -> Event:
    """An event of the judge's that tells the agreement: with its day, and as signed where the words say signed."""
    syntax = page.syntax
    here = event.where == made.where and len({_sentence(syntax, one) for one in (event, made)}) == 1
    known = event.time is not None and made.time is not None and event.time.value == made.time.value
    if not event.by.startswith(f"events.{JUDGED}/") or event.status in OPEN or not (here or known):
        return event
    if made.type == event.type or made.type == "AGREE":
        return event if known else msgspec.structs.replace(event, time=made.time)
    told = (Passage(span=event.span, where=event.where), *event.tellings)
    return msgspec.structs.replace(made, tellings=told)


def _sentence(syntax: Syntax, event: Event) -> int:
    return syntax.sentence[syntax.token_at(event.where, event.trigger[0])]


def _event(page: Page, cast: Cast, made: Made, parties: Ids, topics: Sequence[Topic]) -> Event:
    passage = page.syntax.passage(made.first, made.last)
    trigger = page.syntax.span(made.head, made.head + 1)
    source, target = sorted(parties, key=lambda actor: (cast.country(actor) or actor, actor))
    return Event(
        id=page.item_id("e", made.type, passage.where, *trigger, source, target),
        by=rule("events.of-agreement"),
        where=passage.where,
        type=made.type,
        source=(source,),
        target=(target,),
        time=made.when,
        topics=topics_between(topics, passage.where, *passage.span),
        status=made.status,
        intensity=page.codebook.events.intensity(made.type, None),
        span=passage.span,
        trigger=trigger,
    )
