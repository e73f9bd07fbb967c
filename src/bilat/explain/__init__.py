"""Why something was read as it was: from a Reading and the codebook, without reading again.

from bilat.explain import explain
print(explain(reading, reading.events[0].id).changes)
"""

from bilat.codebook import Codebook, load_codebook
from bilat.errors import BilatError
from bilat.explain.changes import changes_of, judged
from bilat.explain.measures import fields_of, measure_changes, measure_reader, measure_standing, not_said
from bilat.explain.reader import entry_of, reader_of
from bilat.explain.standing import standing_of
from bilat.explain.words import party, quote, sentence_of, text_of
from bilat.records import Event, Measure, Reading, When
from bilat.view import wording
from bilat.view.explained import Dated, Explanation, Listed, Party, Sentence, Teller
from bilat.view.wording import Names

__all__ = ["explain", "first_item", "listed"]


def explain(reading: Reading, item: str, codebook: Codebook | None = None) -> Explanation:
    """Why the event or measure of this id was read as it was, and what would have changed it.

    Raises `BilatError` where the Reading has no event or measure of that id; its text names those there are.
    """
    codebook = codebook or load_codebook()
    for event in reading.events:
        if event.id == item:
            return _event(reading, event, codebook)
    for measure in reading.measures:
        if measure.id == item:
            return _measure(reading, measure, codebook)
    ids = ", ".join(one.id for one in listed(reading)) or "none"
    raise BilatError(f"{reading.document.id}: no event or measure {item!r}; there are: {ids}")


def listed(reading: Reading) -> tuple[Listed, ...]:
    """All that can be explained: events, then measures, in the order of the Reading."""
    return (
        *(Listed(id=event.id, line=_event_line(reading, event)) for event in reading.events),
        *(Listed(id=measure.id, line=_measure_line(reading, measure)) for measure in reading.measures),
    )


def first_item(reading: Reading) -> str | None:
    """The id of the first event between two countries, else of the first event or measure; None where there is none."""
    names = Names(reading.actors)
    for event in reading.events:
        if len({names.country(actor) for actor in event.source + event.target} - {None}) > 1:
            return event.id
    return next((one.id for one in listed(reading)), None)


def _event(reading: Reading, event: Event, codebook: Codebook) -> Explanation:
    sentence = sentence_of(reading, event.span, event.where, event.trigger)
    reader = reader_of(reading, event, codebook.events, sentence)
    entry = entry_of(reading, event, codebook.events)
    standing = standing_of(reading, event, reader, entry, codebook.events.status, sentence)
    return Explanation(
        id=event.id,
        kind="event",
        line=_event_line(reading, event),
        sentence=sentence,
        parties=(
            *(party(reading, actor, "source", sentence, codebook) for actor in event.source),
            *(party(reading, actor, "target", sentence, codebook) for actor in event.target),
        ),
        reader=reader,
        score=event.score,
        judged=judged(reading, event, reader, codebook.judging),
        nearly=event.nearly,
        status=standing,
        time=_dated(reading, event.time),
        according_to=_teller(reading, event.according_to),
        tellings=tuple(quote(reading, one.span, one.where) for one in event.tellings),
        changes=changes_of(reading, event, reader, entry, standing, codebook),
    )


def _measure(reading: Reading, measure: Measure, codebook: Codebook) -> Explanation:
    trigger = measure.evidence.get("kind", measure.span)
    sentence = sentence_of(reading, measure.span, measure.where, trigger)
    return Explanation(
        id=measure.id,
        kind="measure",
        line=_measure_line(reading, measure),
        sentence=sentence,
        parties=_sides(reading, measure, sentence, codebook),
        reader=measure_reader(reading, measure, codebook),
        status=measure_standing(reading, measure, codebook),
        according_to=_teller(reading, measure.according_to),
        tellings=tuple(quote(reading, one.span, one.where) for one in measure.tellings),
        fields=tuple(fields_of(reading, measure)),
        not_said=not_said(measure, reading),
        changes=tuple(measure_changes(reading, measure)),
    )


def _sides(reading: Reading, measure: Measure, sentence: Sentence, codebook: Codebook) -> tuple[Party, ...]:
    return (
        *(party(reading, actor, "source", sentence, codebook) for actor in measure.imposed_by),
        *(party(reading, actor, "target", sentence, codebook) for actor in measure.on),
    )


def _event_line(reading: Reading, event: Event) -> str:
    who = Names(reading.actors).direction(event.source, event.target)
    what = f"{event.type} {event.mode}" if event.mode else event.type
    return f"{who} · {what} · {wording.status(event.status)}"


def _measure_line(reading: Reading, measure: Measure) -> str:
    who = Names(reading.actors).direction(measure.imposed_by, measure.on)
    return f"{who} · {wording.measure_name(measure)} · {wording.status(measure.status)}"


def _dated(reading: Reading, when: When | None) -> Dated | None:
    shown = wording.when(when)
    if when is None or shown is None:
        return None
    time = next((one for one in reading.times if one.id == when.ref), None)
    return Dated(when=when, shown=shown, words=quote(reading, time.span, time.where) if time else None)


def _teller(reading: Reading, statement: str | None) -> Teller | None:
    said = next((one for one in reading.statements if one.id == statement), None)
    if said is None:
        return None
    speaker = said.speaker
    name = "someone not named"
    if speaker is not None and speaker.actor is not None:
        name = Names(reading.actors).full(speaker.actor)
    elif speaker is not None and speaker.span is not None:
        name = f"“{text_of(reading, said.where)[slice(*speaker.span)]}”"
    return Teller(statement=said.id, speaker=name, cue=said.cue.text if said.cue else None)
