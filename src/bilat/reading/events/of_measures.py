"""Events that a measure tells: a tariff in force between two countries is a sanction, whatever verb stands beside it.

Many reports tell a measure with no verb of imposing at all ("the 25% duty in place since August"). Where no event read
from the words covers a measure between two countries, the measure's own status says what the event is.
"""

from collections.abc import Iterator, Sequence

from bilat.reading.cast import Cast
from bilat.reading.page import Page
from bilat.reading.topics import topics_between
from bilat.records import Event, EventStatus, EventType, Measure, MeasureStatus, Passage, Topic, When, rule

# What a measure in this state is as an event. A measure whose state is not known is none.
EVENTS: dict[MeasureStatus, tuple[EventType, EventStatus]] = {
    "proposed": ("SANCTION", "hypothetical"),
    "threatened": ("THREATEN", "occurred"),
    "announced": ("SANCTION", "planned"),
    "in-force": ("SANCTION", "ongoing"),
    "suspended": ("RETREAT", "occurred"),
    "ended": ("RETREAT", "occurred"),
}
MODES: dict[EventType, str] = {"SANCTION": "discontinue", "THREATEN": "restrict"}
# Kinds that reduce relations; a subsidy or a licence does not.
REDUCING = frozenset({"tariff", "quota", "ban", "sanction", "export-control"})
# Events that already say what a measure would.
SAYING = frozenset({"SANCTION", "RETREAT", "THREATEN", "CONCEDE"})


def with_measures(
    page: Page, cast: Cast, events: Sequence[Event], measures: Sequence[Measure], topics: Sequence[Topic]
) -> tuple[Event, ...]:
    """The events, and those that only a measure tells, in the order in which they are first told."""
    found = list(events)
    for measure in measures:
        if measure.kind not in REDUCING or measure.status not in EVENTS or not (measure.imposed_by and measure.on):
            continue
        made = _event(page, measure, topics)
        if not any(_says(cast, event, measure, made) for event in found):
            found.append(made)
    return tuple(sorted(found, key=lambda event: (event.where != "title", event.trigger, event.id)))


def _event(page: Page, measure: Measure, topics: Sequence[Topic]) -> Event:
    type_, status = EVENTS[measure.status]
    when = measure.ended if type_ == "RETREAT" else (measure.effective or measure.announced)
    if type_ == "RETREAT" and _ahead(page, when):
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


def _ahead(page: Page, when: When | None) -> bool:
    start = (when.start or when.value) if when else None
    return bool(page.published and start and start > page.published)


def _says(cast: Cast, event: Event, measure: Measure, made: Event) -> bool:
    """Whether an event between the same two tells the measure: in the same words, or at the same time."""
    if event.type not in SAYING or not _same_sides(cast, event, measure):
        return False
    if any(_overlap(one, other) for one in _passages(event) for other in _passages(measure)):
        return True
    if event.type != made.type or (event.status == "planned") != (made.status == "planned"):
        return False
    return event.time is None or made.time is None or event.time.value == made.time.value


def _same_sides(cast: Cast, event: Event, measure: Measure) -> bool:
    def states(actors: Sequence[str]) -> set[str | None]:
        return {cast.country(actor) for actor in actors} - {None}

    same_source = states(event.source) & states(measure.imposed_by)
    same_target = not event.target or states(event.target) & states(measure.on)
    return bool(same_source and same_target)


def _passages(item: Event | Measure) -> Iterator[Passage]:
    yield Passage(span=item.span, where=item.where)
    yield from item.tellings


def _overlap(one: Passage, other: Passage) -> bool:
    return one.where == other.where and one.span[0] < other.span[1] and other.span[0] < one.span[1]
