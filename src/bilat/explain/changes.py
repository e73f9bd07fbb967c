"""What would have made an event otherwise, in plain words that are true: the tests change it so, and read again."""

from collections.abc import Iterator

from bilat.codebook import Codebook
from bilat.codebook.events import EventRule
from bilat.codebook.judging import Judging
from bilat.explain.reader import entries_for
from bilat.explain.standing import by_date
from bilat.reading.events.judged_status import RECENT
from bilat.reading.events.merge import SAID
from bilat.reading.events.of_measures import EVENTS, REDUCING, SAYING
from bilat.reading.events.propose import JUDGED
from bilat.records import Event, EventType, Reading
from bilat.view.explained import Reader, Standing

# Tables of event_status.toml whose words stand at the event itself, so that without them it would be told plainly.
AT_IT = ("modals", "negation", "before")


def changes_of(
    reading: Reading, event: Event, reader: Reader, entry: EventRule | None, standing: Standing, codebook: Codebook
) -> tuple[str, ...]:
    """The changes, those of whether it is an event at all first."""
    found = [*_of_being(reading, event, reader, codebook)]
    if reader.kind != "measure":
        found += _measure_left(reading, event)
        found += _of_type(event, codebook)
    found += _of_words(event, entry, standing, by_date(reading, event, reader.kind))
    found += _of_date(reading, event, reader)
    return tuple(found)


def least_for(judging: Judging, type_: str, *, beside: bool = False) -> float:
    """From which likelihood on the judge alone makes an event of a type; `beside` another sentence on the same two."""
    least = next((share for name, share in judging.least.items() if name == type_), judging.otherwise)
    return min(least, judging.beside) if beside else least


def has_company(reading: Reading, event: Event, judging: Judging) -> bool:
    """Whether another sentence surely tells an event between the same two: by a rule, or by the judge alone."""
    return any(
        (other.where, other.span) != (event.where, event.span)
        and parties(reading, other) == parties(reading, event)
        and (other.by.split("/")[0] != f"events.{JUDGED}" or (other.score or 0.0) >= least_for(judging, other.type))
        for other in reading.events
    )


def parties(reading: Reading, event: Event) -> frozenset[str | None]:
    """The countries of an event's actors."""
    countries = {actor.id: actor.country for actor in reading.actors}
    return frozenset(countries.get(actor) for actor in (*event.source, *event.target))


def judged(reading: Reading, event: Event, reader: Reader, judging: Judging) -> str:
    """What the judge says of the event, or why it says nothing."""
    least = least_for(judging, event.type, beside=has_company(reading, event, judging))
    if reader.kind == "measure":
        return "not asked of what a measure tells"
    if reader.name == "of-agreement":
        return "not asked of what an agreement tells"
    if event.score is None:
        return "not asked: it is asked only of two countries that the sentence, or those just before it, name"
    if reader.kind == "judge":
        return f"gives {event.type} {event.score:.2f}; {least:.2f} is enough (judging.toml)"
    alone = "enough" if event.score >= least else "too little"
    return f"gives {event.type} {event.score:.2f}: the rule's event stands; {alone} to make one alone ({least:.2f})"


def _of_being(reading: Reading, event: Event, reader: Reader, codebook: Codebook) -> Iterator[str]:
    judging = codebook.judging
    least = least_for(judging, event.type, beside=has_company(reading, event, judging))
    other = " here" if event.tellings else ""
    if reader.kind == "judge":
        yield f"below {least:.2f} (judging.toml) the judge would make no {event.type} of it{other}"
        return
    if reader.kind == "measure":
        yield "were the measure only proposed or threatened, it would be no event by itself"
        yield "an event between the same two that tells it in its sentence would stand in place of this one"
        return
    if event.score is not None and reader.name in _firm(codebook):
        yield f"entry `{reader.name}` is firm: the judge does not strike it out, however unlikely it finds it"
    elif event.score is not None:
        yield f"below {judging.veto:.2f} (veto in judging.toml) the judge would have struck it out{other}"
    if reader.kind == "entry":
        yield _without(reading, event, reader, codebook, least, other)


def _firm(codebook: Codebook) -> frozenset[str]:
    """The entries whose words alone say which way it goes."""
    events = codebook.events
    return frozenset(
        rule.name for forms in (events.verbs, events.nouns) for rules in forms.values() for rule in rules if rule.firm
    )


def _measure_left(reading: Reading, event: Event) -> Iterator[str]:
    """The measure in the event's words that could tell it by itself."""
    if event.type not in SAYING:
        return
    for measure in reading.measures:
        within = measure.where == event.where and event.span[0] <= measure.span[0] < event.span[1]
        if within and measure.kind in REDUCING and measure.status in EVENTS and measure.imposed_by and measure.on:
            yield f"either way the measure {measure.id} may tell it still, by itself"
            return


def _without(reading: Reading, event: Event, reader: Reader, codebook: Codebook, least: float, other: str) -> str:
    """What would be without the entry: other entries of its word, and then the judge."""
    entries = entries_for(reading, event, codebook.events)
    rest = list(dict.fromkeys(entry.name for entry in entries if entry.name != reader.name))
    start = f"without entry `{reader.name}` in events.toml "
    if rest:
        start += f"the word's others ({', '.join(f'`{name}`' for name in rest)}) would be tried, and else "
    if event.score is None:
        return f"{start}nothing would tell it{other}, as the judge is not asked"
    if event.score >= least:
        return f"{start}the judge alone would decide: {event.score:.2f} reaches its {least:.2f}"
    return (
        f"{start}the judge alone would decide: {event.score:.2f} is short of its {least:.2f}, so no {event.type}{other}"
    )


def _of_type(event: Event, codebook: Codebook) -> Iterator[str]:
    """The likeliest other type, and from where on the judge would make an event of it too."""
    other = next((one for one in event.nearly if one.type != "NONE"), None)
    if other is None:
        return
    least = least_for(codebook.judging, other.type)
    both = " in both directions together" if codebook.events.scale[other.type].mutual else ""
    if other.score < least:
        yield f"next: {other.type} at {other.score:.2f}; from {least:.2f} on{both} it would be told beside this"
    else:
        yield f"next: {other.type} at {other.score:.2f}; {least:.2f}{both} is enough for it too"


def _of_words(event: Event, entry: EventRule | None, standing: Standing, dated: str | None) -> Iterator[str]:
    """What one word does, where no other says the same."""
    own = [word for word in standing.words if word.bears]
    if entry is None or len(own) != 1 or own[0].table not in AT_IT:
        return
    if entry.type != event.type:
        yield f"without “{own[0].text}” it would be {entry.type}"
    elif event.status == own[0].says and entry.status is None and dated is None:
        yield f"without “{own[0].text}” it would not be {event.status}"


def _of_date(reading: Reading, event: Event, reader: Reader) -> Iterator[str]:
    published = (reading.document.published or "")[:10]
    if not published or _timeless(event.type, reader):
        return
    if event.status in ("occurred", "ongoing"):
        yield f"with a date after {published} it would be planned"
    if event.status == "occurred" and event.type != "SANCTION" and reader.kind != "measure":
        yield f"with a date before {published[:7]} and more than {RECENT} days back it would be background (historical)"
    if event.status == "historical" and by_date(reading, event, reader.kind):
        yield f"with a date in {published[:7]} or at most {RECENT} days back it would not be background"


def _timeless(type_: EventType, reader: Reader) -> bool:
    """Whether a day changes nothing: the act is the saying."""
    return type_ in SAID and reader.kind != "measure"
