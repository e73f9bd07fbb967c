"""Events that a measure tells: a tariff in force between two countries is a sanction, whatever verb stands beside it.

Many reports tell a measure with no verb of imposing at all ("the 25% duty in place since August"). Where no event read
from the words covers a measure between two countries, the measure's own status says what the event is.
"""

from collections.abc import Iterator, Sequence

import msgspec

from bilat.codebook.measures import Making
from bilat.reading.cast import Cast
from bilat.reading.events import frames
from bilat.reading.events.judged_status import of_act
from bilat.reading.events.merge import times_meet
from bilat.reading.events.participants import Participants
from bilat.reading.events.propose import COURTS
from bilat.reading.events.status import status_of
from bilat.reading.measures.makers import making_at
from bilat.reading.page import Page
from bilat.reading.topics import topics_between
from bilat.records import Event, EventStatus, EventType, Measure, MeasureStatus, Passage, Span, Topic, Where, rule
from bilat.syntax import Syntax

# What a measure in this state is as an event. One only proposed, called for or threatened is a matter of what is said.
EVENTS: dict[MeasureStatus, tuple[EventType, EventStatus]] = {
    "announced": ("SANCTION", "planned"),
    "in-force": ("SANCTION", "ongoing"),
    "suspended": ("RETREAT", "occurred"),
    "ended": ("RETREAT", "occurred"),
}
MODES: dict[EventType, str] = {"SANCTION": "discontinue"}
# Kinds that reduce relations; a subsidy or a licence does not by itself.
REDUCING = frozenset({"tariff", "quota", "ban", "sanction", "export-control"})
# Of the verbs that make a measure those that give what was held back.
GIVING = frozenset({"issue", "grant"})
# Events that already say what a measure would; the second may do so in its sentence only.
SAYING = frozenset({"SANCTION", "RETREAT", "THREATEN", "CONCEDE"})
ABOUT = SAYING | {"AGREE", "REQUEST", "REJECT"}
# How far up from a measure's noun a word is looked for that eases it ("after lifting the last restrictions").
HIGHEST = 3
# Of the courts the ones that may be no country's own.
FOREIGN = frozenset({"tribunal", "panel"})
# A participle after these has happened.
PAST = frozenset({"after", "following", "since", "despite", "by"})


def with_measures(
    page: Page, cast: Cast, events: Sequence[Event], measures: Sequence[Measure], topics: Sequence[Topic]
) -> tuple[Event, ...]:
    """The events, and those that only a measure tells, in the order in which they are first told."""
    found = [_still_to_come(page, cast, event, measures) for event in events]
    lowered = _lowered(measures)
    for measure in measures:
        if not _reduces(page, measure) or not _plain(measure):
            continue
        made = _event(page, cast, measure, lowered.get(measure.id), topics)
        if made is None:
            continue
        saying = [event for event in found if _says(page, cast, event, measure, made)]
        adders = _adders(page, measure, measures) if made.type == "SANCTION" else []
        if adders and _tells_only(page, cast, saying, adders):
            found.append(_imposed_before(made, adders))
        else:
            left = _untold(cast, made, saying)
            found += [msgspec.structs.replace(made, target=left)] if left else []
    return tuple(sorted(found, key=lambda event: (event.where != "title", event.trigger, event.id)))


def _reduces(page: Page, measure: Measure) -> bool:
    """Whether a measure takes something from the other country: by its kind, or by the verb that makes it.

    A licence or a measure of no named kind does where a verb refuses, withdraws, closes or demands something, or gives
    it back; a restraint of one's own exports does not.
    """
    if measure.kind in REDUCING:
        goods, on = measure.evidence.get("goods"), measure.evidence.get("on")
        own = measure.kind == "quota" and goods is not None and on is not None and on[0] >= goods[1]
        return not (own and (measure.goods or "").lower().endswith("exports"))
    return _making(page, measure) is not None


def _making(page: Page, measure: Measure) -> Making | None:
    """The row of the verb that tells a measure, where a verb does."""
    words, token = page.codebook.measures, page.syntax.token_at(measure.where, measure.span[0])
    return making_at(page.syntax, words, token) if page.syntax.lower[token] in words.making else None


def _untold(cast: Cast, made: Event, saying: Sequence[Event]) -> tuple[str, ...]:
    """Of the countries that a measure is on, those of which no event says so."""
    told = {cast.country(actor) for event in saying for actor in (*event.source, *event.target)}
    if any(not event.target for event in saying):
        return ()
    return tuple(actor for actor in made.target if cast.country(actor) not in told)


def _still_to_come(page: Page, cast: Cast, event: Event, measures: Sequence[Measure]) -> Event:
    """A sanction as planned for the day on which its measure takes effect, where that lies ahead of the report.

    "India imposed a tariff on …", and further on "the tariff takes effect on January 5".
    """
    if event.type != "SANCTION" or event.status not in ("occurred", "ongoing", "planned") or page.published is None:
        return event
    measure = _nearest(page, event, [one for one in measures if _same_two(cast, event, one)])
    start = measure.effective.start if measure is not None and measure.effective else None
    if measure is None or start is None or start[:10] <= page.published[: len(start[:10])]:
        return event
    return msgspec.structs.replace(event, status="planned", time=measure.effective)


def _nearest(page: Page, event: Event, measures: Sequence[Measure]) -> Measure | None:
    """The measure told in the event's sentence, of several the first after the event's verb."""
    end = event.trigger[1]
    found: list[tuple[bool, int, Span, Measure]] = []
    for measure in measures:
        for one in _passages(measure):
            if measure.kind in REDUCING and one.where == event.where:
                found.append((one.span[1] <= event.trigger[0], abs(one.span[0] - end), one.span, measure))
    sentence = _sentence(page, event.where, event.trigger)
    near = sorted(found, key=lambda one: one[:2])
    return next((one for _, _, span, one in near if _sentence(page, event.where, span) == sentence), None)


def _event(
    page: Page, cast: Cast, measure: Measure, lowered: EventStatus | None, topics: Sequence[Topic]
) -> Event | None:
    if measure.status not in EVENTS or not (measure.imposed_by and measure.on):
        return None
    type_, status = EVENTS[measure.status]
    making = _making(page, measure)
    if making is not None and GIVING & set(making.verbs):
        type_, status = "RETREAT", "occurred" if measure.status == "in-force" else status
    eased = _eased(page, measure)
    if eased is not None:
        type_, status = "RETREAT", eased
    elif type_ == "SANCTION" and lowered is not None:
        type_, status = "RETREAT", lowered
    doer = _eased_by(page, cast, measure) if type_ == "RETREAT" else measure.imposed_by
    if not doer:
        return None
    when = measure.ended if type_ == "RETREAT" else (measure.effective or measure.announced)
    start = (when.start or when.value) if when else None
    if page.published and start and start[:10] > page.published[: len(start[:10])]:
        status = "planned"
    if (type_, status) == ("SANCTION", "ongoing"):
        status = of_act(page, _head(page.syntax, measure), measure.announced or measure.effective) or status
    mode = MODES.get(type_)
    return Event(
        id=page.item_id("e", type_, measure.where, *measure.span),
        by=rule("events.of-measure"),
        where=measure.where,
        type=type_,
        mode=mode,
        contexts=("economic",),
        source=doer,
        target=measure.on,
        time=when,
        topics=topics_between(topics, measure.where, *measure.span),
        status=status,
        according_to=measure.according_to,
        intensity=page.codebook.events.intensity(type_, mode),
        span=_words_of_sentence(page, measure),
        trigger=measure.span,
        tellings=measure.tellings,
    )


def _adders(page: Page, measure: Measure, measures: Sequence[Measure]) -> list[Measure]:
    """Measures added to this one in the same breath: "a penalty of 25 percent, on top of a 10 percent duty".

    None where the report tells a measure of the same rate elsewhere, as that is the duty meant.
    """
    told = {_sentence(page, one.where, one.span) for one in _passages(measure)}
    others = [one for one in measures if one.in_addition_to == measure.id and one.rate and measure.rate]
    found = [one for one in others if told & {_sentence(page, each.where, each.span) for each in _passages(one)}]
    again = any(_of_same_rate(measure, one) for one in measures if one not in (measure, *found))
    return [] if again else found


def _tells_only(page: Page, cast: Cast, saying: Sequence[Event], adders: Sequence[Measure]) -> bool:
    """Whether all that says a measure is the one event of what was added to it."""
    if len(saying) != 1 or saying[0].type != "SANCTION":
        return False
    event = saying[0]
    here = _sentence(page, event.where, event.trigger)
    return any(
        _same_two(cast, event, one) and here in {_sentence(page, each.where, each.span) for each in _passages(one)}
        for one in adders
    )


def _imposed_before(made: Event, adders: Sequence[Measure]) -> Event:
    """The event of a measure that others were added to: it was there before them, and their day is not its own."""
    days = {when.ref for one in adders for when in (one.announced, one.effective) if when is not None}
    status: EventStatus = "occurred" if made.status == "ongoing" else made.status
    time = None if made.time is not None and made.time.ref in days else made.time
    return msgspec.structs.replace(made, status=status, time=time)


def _of_same_rate(one: Measure, other: Measure) -> bool:
    return (one.imposed_by, one.on, one.rate) == (other.imposed_by, other.on, other.rate)


def _lowered(measures: Sequence[Measure]) -> dict[str, EventStatus]:
    """Measures of which one replaces the other at a lower rate ("from 25 to 18 percent"): how far that has come."""
    known = {measure.id: measure for measure in measures}
    found: dict[str, EventStatus] = {}
    for new in measures:
        old = known.get(new.replaces) if new.replaces else None
        if old is not None and old.rate and new.rate and new.rate.value < old.rate.value:
            found[new.id] = found[old.id] = "occurred" if new.status == "in-force" else "planned"
    return found


def _eased_by(page: Page, cast: Cast, measure: Measure) -> tuple[str, ...]:
    """Who lifted the measure: its imposer, or the court that the clause over it names; empty for an unknown court."""
    syntax = page.syntax
    token = _head(syntax, measure)
    above = frames.governor(syntax, token)
    verb = above[0] if above is not None and above[1] in ("dobj", "nsubjpass") else None
    nouns = frames.subjects(syntax, verb) if verb is not None else []
    acting = Participants(syntax, cast).all_acting(nouns)
    court = next((noun for noun in nouns if syntax.lower[noun] in COURTS), None)
    if court is None:
        judged = any(cast.actors[actor].sector == "JUD" for actor in acting)
        return acting if judged else measure.imposed_by
    named = (mention.actors for mention in cast.within(*syntax.subtree(court)) if len(mention.actors) == 1)
    found = acting or next(named, ())
    if found or syntax.lower[court] in FOREIGN:
        return found
    # no other country's court can undo a country's measure: the act is that country's, not of the one who imposed it
    states = dict.fromkeys(cast.country(actor) for actor in measure.imposed_by)
    return tuple(state for state in states if state is not None and state in cast.actors)


def _plain(measure: Measure) -> bool:
    """Whether the words say whose measure it is and whom it meets, or a rate which of those told before is meant."""
    return {"imposed_by", "on"} <= set(measure.evidence) or "rate" in measure.evidence


def _eased(page: Page, measure: Measure) -> EventStatus | None:
    """How far a word over the measure says that it was eased; null where none does or it has not come to that."""
    syntax, events = page.syntax, page.codebook.events
    token = _head(syntax, measure)
    for _, over in zip(range(HIGHEST), syntax.ancestors(token), strict=False):
        if syntax.lower[over] in events.easing:
            if syntax.dep[over] == "pcomp" and syntax.lower[syntax.head[over]] in PAST:
                return "occurred"
            status = status_of(syntax, over, events.status)
            return status if status == "occurred" else None
    lapsed = syntax.head[token]
    if any(syntax.lower[child] in events.lapsing for child in (lapsed, *syntax.children[lapsed])):
        return "occurred"
    return None


def _head(syntax: Syntax, measure: Measure) -> int:
    """The token of a measure's words that hangs on something outside them."""
    first = syntax.token_at(measure.where, measure.span[0])
    last = syntax.token_at(measure.where, measure.span[1] - 1)
    return next((one for one in range(first, last + 1) if not first <= syntax.head[one] <= last), last)


def _words_of_sentence(page: Page, measure: Measure) -> Span:
    """The words of the sentence that tells a measure."""
    syntax = page.syntax
    start, end = syntax.span(*syntax.sentences[_sentence(page, measure.where, measure.span)[1]])
    return min(start, measure.span[0]), max(end, measure.span[1])


def _sentence(page: Page, where: Where, span: Span) -> tuple[Where, int]:
    return where, page.syntax.sentence[page.syntax.token_at(where, span[0])]


def _says(page: Page, cast: Cast, event: Event, measure: Measure, made: Event) -> bool:
    """Whether an event between the same two tells the measure: in the same sentence, or at the same time."""
    if event.type not in ABOUT or not _same_two(cast, event, measure):
        return False
    told = {_sentence(page, one.where, one.span) for one in _passages(measure)}
    if _sentence(page, event.where, event.trigger) in told:
        return True
    if any(_sentence(page, one.where, one.span) in told for one in event.tellings):
        return True
    if event.type != made.type or (event.status == "planned") != (made.status == "planned"):
        return False
    return times_meet(event.time, made.time)


def _same_two(cast: Cast, event: Event, measure: Measure) -> bool:
    """Whether the event is between the measure's two sides, whoever acts ("Brazil asked Japan to lift its curbs")."""

    def states(actors: Sequence[str]) -> set[str | None]:
        return {cast.country(actor) for actor in actors} - {None}

    imposer, bearer = states(measure.imposed_by), states(measure.on)
    everyone = states((*event.source, *event.target))
    return bool(imposer & everyone and (bearer & everyone or not event.target))


def _passages(item: Measure) -> Iterator[Passage]:
    yield Passage(span=item.span, where=item.where)
    yield from item.tellings
