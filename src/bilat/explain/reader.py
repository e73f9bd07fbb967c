"""Who read an event: the learned judge, an entry of events.toml and which of its words fitted, or a measure."""

from collections.abc import Iterator, Sequence

from bilat.codebook.events import EventRule, Events, all_forms, with_plurals
from bilat.explain.words import Word, text_of, words_in
from bilat.reading.events.propose import HOSTILE, JUDGED
from bilat.records import Event, Measure, Reading
from bilat.view import wording
from bilat.view.explained import Fit, Reader, Sentence
from bilat.view.wording import measure_name

# Conditions of an entry that name no words, as one says them.
PLAIN = {
    "intransitive": "without an object",
    "bare": "with nothing said of its object",
    "stopped": "as what somebody stops doing",
    "persons": "between persons or groups",
    "official": "done by a person or a group",
    "guest": "done to a person or a group",
    "needs_both": "with two countries named",
}
# What an official's words are by themselves, without an entry of events.toml.
SPOKEN = frozenset({"said", "should", "verdict", "harm"})
# Why an entry's own type is not the event's, by what the event became.
TURNED = {
    "THREATEN": "held out and not done, it is a threat",
    "RETREAT": "here it is what stops",
    "REJECT": "a kindness that will not come is refused",
}


def reader_of(reading: Reading, event: Event, events: Events, sentence: Sentence) -> Reader:
    """What made the event, with its name and its reasons."""
    name = event.by.partition("/")[0].removeprefix("events.")
    if name == JUDGED:
        return _judge(reading, event, events)
    entry = entry_of(reading, event, events)
    if entry is not None:
        return _entry(reading, event, entry, events, sentence)
    if name == "of-measure":
        measure = measure_behind(reading, event)
        return Reader(kind="measure", by=event.by, name=name, why=_of_measure(measure))
    if name == "of-agreement":
        why = "an agreement between the two, with the day on which it was made, tells it by itself"
        return Reader(kind="rule", by=event.by, name=name, why=why)
    if name in SPOKEN:
        return Reader(kind="speech", by=event.by, name=name, why=_speech(reading, event, name))
    return Reader(kind="rule", by=event.by, name=name, why=f"rule {name}, which is no entry of events.toml")


def entry_of(reading: Reading, event: Event, events: Events) -> EventRule | None:
    """The entry of events.toml that made the event, if one did."""
    name = event.by.partition("/")[0].removeprefix("events.")
    return next((entry for entry in entries_for(reading, event, events) if entry.name == name), None)


def entries_for(reading: Reading, event: Event, events: Events) -> tuple[EventRule, ...]:
    """Every entry that has the event's trigger among its verbs or nouns, in the order in which they are tried."""
    word = _trigger(reading, event).lower()
    return (*events.verbs.get(word, ()), *events.nouns.get(word, ()))


def measure_behind(reading: Reading, event: Event) -> Measure | None:
    """The measure that tells the event by itself."""
    return next(
        (one for one in reading.measures if one.span == event.trigger and one.where == event.where),
        None,
    )


def _judge(reading: Reading, event: Event, events: Events) -> Reader:
    trigger = _trigger(reading, event)
    known = list(dict.fromkeys(entry.name for entry in entries_for(reading, event, events)))
    why = f"the learned judge, from the whole sentence; it looked most at “{trigger}”"
    if known:
        listed = ", ".join(f"`{name}`" for name in known)
        entries = "an entry" if len(known) == 1 else "entries"
        why += f". events.toml has {entries} for that word ({listed}), but told this event by none"
    else:
        why += ", which events.toml does not have"
    return Reader(kind="judge", by=event.by, name=JUDGED, why=why)


def _entry(reading: Reading, event: Event, entry: EventRule, events: Events, sentence: Sentence) -> Reader:
    trigger = _trigger(reading, event)
    part, lemma = _lemma(entry, trigger.lower())
    named = f"the {part} “{trigger}”" + (f" (of “{lemma}”)" if lemma != trigger.lower() else "")
    plain = [told for field, told in PLAIN.items() if getattr(entry, field)]
    why = f"entry `{entry.name}` of events.toml: " + ", ".join([named, *plain])
    if entry.type != event.type:
        why += f". The entry tells {entry.type}; {_turned(event, entry)}"
    return Reader(
        kind="entry",
        by=event.by,
        name=entry.name,
        why=why,
        fits=tuple(_fits(reading, event, entry, events, sentence)),
        source=entry.source,
        target=entry.target,
    )


def _turned(event: Event, entry: EventRule) -> str:
    if event.type == "THREATEN" and entry.type not in HOSTILE:
        return "what is promised is a hostile step"
    return TURNED.get(event.type, "with the words beside it, it is another act")


def _lemma(entry: EventRule, word: str) -> tuple[str, str]:
    verb = next((lemma for lemma in entry.verbs if word in all_forms((lemma,))), None)
    if verb is not None:
        return "verb", verb
    return "noun", next((noun for noun in entry.nouns if word in with_plurals((noun,))), word)


def _fits(reading: Reading, event: Event, entry: EventRule, events: Events, sentence: Sentence) -> Iterator[Fit]:
    """The entry's conditions that ask for words, with those of the clause, else of the sentence, that are such."""
    asked: list[tuple[str, tuple[str, ...], frozenset[str]]] = []
    for condition, classes in (("object", entry.object), ("subject", entry.subject), ("matter", entry.matter)):
        if classes:
            asked.append((condition, classes, frozenset().union(*(events.classes[name] for name in classes))))
    for condition, words in (("particle", entry.particle), ("modifier", entry.modifier)):
        if words:
            asked.append((condition, (), frozenset(words)))
    if entry.followed_by:
        asked.append(("followed by", (), frozenset({entry.followed_by})))
    for condition, wanted, table in (
        ("verdict", entry.verdict, events.verdicts),
        ("breach", entry.breach, events.breaches | events.keeping),
        ("reprisal", entry.reprisal, events.reprisals),
    ):
        if wanted:
            asked.append((condition, (), table))
    clause = _others(words_in(reading, event.span, event.where), event)
    whole = _others(words_in(reading, sentence.span, sentence.where), event)
    for condition, classes, table in asked:
        found = [word.text for word in clause if word.lower in table]
        found = found or [word.text for word in whole if word.lower in table]
        yield Fit(condition=condition, wanted=classes, words=tuple(dict.fromkeys(found)))
    if entry.raised is not None:
        yield Fit(condition="put to a higher rate" if entry.raised else "not put to a higher rate")


def _others(words: Sequence[Word], event: Event) -> list[Word]:
    return [word for word in words if word.span != event.trigger]


def _of_measure(measure: Measure | None) -> str:
    if measure is None:
        return "a measure between the two tells it by itself"
    return (
        f"no verb or noun of events.toml: the measure {measure.id} ({measure_name(measure)}) tells it by itself, "
        f"as it is {wording.status(measure.status)}"
    )


def _speech(reading: Reading, event: Event, name: str) -> str:
    word = _trigger(reading, event)
    if name == "verdict":
        return f"“{word}” is among `verdicts` of events.toml, and an official says it of what is another country's"
    if name == "harm":
        return f"“{word}”: an official says of what is another's that it does harm, which is a criticism"
    if name == "should":
        return f"“{word}”: an official says what another country should do, which is a demand"
    for statement in reading.statements:
        cue = statement.cue
        if cue is not None and statement.where == event.where and cue.span[0] <= event.trigger[0] < cue.span[1]:
            return f"the statement with “{cue.text}” is read as the act “{statement.act}”, which is {event.type}"
    return f"an official's statement (“{word}”) is itself the act"


def _trigger(reading: Reading, event: Event) -> str:
    return text_of(reading, event.where)[slice(*event.trigger)]
