"""Events that a measure tells: a tariff in force between two countries is a sanction, whatever verb stands beside it.

Many reports tell a measure with no verb of imposing at all ("the 25% duty in place since August"). Where no event read
from the words covers a measure between two countries, the measure's own status says what the event is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bilat.reading.cast import Cast
from bilat.reading.events.merge import times_meet
from bilat.reading.events.status import status_of
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
# Kinds that reduce relations; a subsidy or a licence does not.
REDUCING = frozenset({"tariff", "quota", "ban", "sanction", "export-control"})
# Events that already say what a measure would; the second may do so in its sentence only.
SAYING = frozenset({"SANCTION", "RETREAT", "THREATEN", "CONCEDE"})
ABOUT = SAYING | {"AGREE", "REQUEST", "REJECT"}
# How far up from a measure's noun a word is looked for that eases it ("after lifting the last restrictions").
HIGHEST = 3
# A participle after these has happened.
PAST = frozenset({"after", "following", "since", "despite", "by"})


def with_measures(
    page: Page, cast: Cast, events: Sequence[Event], measures: Sequence[Measure], topics: Sequence[Topic]
) -> tuple[Event, ...]:
    """The events, and those that only a measure tells, in the order in which they are first told."""
    found = list(events)
    for measure in measures:
        if measure.kind not in REDUCING or not _plain(measure):
            continue
        made = _event(page, measure, topics)
        if made is not None and not any(_says(page, cast, event, measure, made) for event in found):
            found.append(made)
    return tuple(sorted(found, key=lambda event: (event.where != "title", event.trigger, event.id)))


def _event(page: Page, measure: Measure, topics: Sequence[Topic]) -> Event | None:
    if measure.status not in EVENTS or not (measure.imposed_by and measure.on):
        return None
    type_, status = EVENTS[measure.status]
    eased = _eased(page, measure)
    if eased is not None:
        type_, status = "RETREAT", eased
    when = measure.ended if type_ == "RETREAT" else (measure.effective or measure.announced)
    start = (when.start or when.value) if when else None
    if page.published and start and start[:10] > page.published[: len(start[:10])]:
        status = "planned"
    mode = MODES.get(type_)
    return Event(
        id=page.item_id("e", type_, measure.where, *measure.span),
        by=rule("events.of-measure"),
        where=measure.where,
        type=type_,
        mode=mode,
        contexts=("economic",),
        source=measure.imposed_by,
        target=measure.on,
        time=when,
        topics=topics_between(topics, measure.where, *measure.span),
        status=status,
        according_to=measure.according_to,
        intensity=page.codebook.events.intensity(type_, mode),
        span=measure.span,
        trigger=measure.span,
        tellings=measure.tellings,
    )


def _plain(measure: Measure) -> bool:
    """Whether the words say whose measure it is and whom it meets, or a rate which of those told before is meant."""
    return {"imposed_by", "on"} <= set(measure.evidence) or "rate" in measure.evidence


def _eased(page: Page, measure: Measure) -> EventStatus | None:
    """How far a word over the measure says that it was eased; null where none does or it has not come to that."""
    syntax, events = page.syntax, page.codebook.events
    first = _token(syntax, measure.where, measure.span[0])
    last = _token(syntax, measure.where, measure.span[1] - 1)
    token = next((one for one in range(first, last + 1) if not first <= syntax.head[one] <= last), last)
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


def _token(syntax: Syntax, where: Where, offset: int) -> int:
    """The token at an offset."""
    border = next((block for block in range(len(syntax.blocks)) if syntax.blocks[block].where != "title"), None)
    body = len(syntax) if border is None else bisect_right(syntax.block, border - 1)
    low, high = (0, body) if where == "title" else (body, len(syntax))
    return max(low, bisect_right(syntax.start, offset, low, high) - 1)


def _sentence(page: Page, where: Where, span: Span) -> tuple[Where, int]:
    return where, page.syntax.sentence[_token(page.syntax, where, span[0])]


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
