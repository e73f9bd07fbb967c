"""Why an event has its status: its date, its entry, the words of event_status.toml that stand in the sentence."""

from collections.abc import Iterator, Mapping

from bilat.codebook.events import EventRule, StatusTable
from bilat.explain.words import Word, words_in
from bilat.reading.events.judged_status import RECENT
from bilat.reading.events.merge import SAID
from bilat.reading.events.propose import HOSTILE
from bilat.records import Event, EventStatus, Measure, Reading, When
from bilat.view import wording
from bilat.view.explained import Reader, ReaderKind, Sentence, Standing, StatusWord

# How many words before a trigger a modal or a negation can be its own, and how many before a noun speak of it.
AUXILIARIES, BEFORE = 4, 3
# How many words back the "to" of an infinitive may stand ("to be raised").
INFINITIVE = 3
# How many words before it a verb or noun may still stand over it, and what leads from a noun to what it is of.
OVER, LINKS = 12, frozenset({"of", "for", "to", "on", "about", "in", "that"})
# The tables of event_status.toml, as one names one of their words.
LISTS = {
    "modals": "modal",
    "before": "before a noun",
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "negation": "negation",
    "absence": "absence",
    "condition": "condition",
}
# Of a noun the verb that tells it may come after ("talks will be held").
AFTER = 8


def standing_of(
    reading: Reading, event: Event, reader: Reader, entry: EventRule | None, table: StatusTable, sentence: Sentence
) -> Standing:
    """The status with its reason."""
    told = said_of(event, entry)
    speaking = _telling(reading, event, entry, sentence, table, told) if reader.kind in ("judge", "entry") else ()
    words = tuple(
        StatusWord(
            text=word.text,
            span=word.span,
            where=sentence.where,
            table=name,
            says=says,
            bears=reader.kind == "entry" and says == told,
        )
        for word, name, says in speaking
    )
    return Standing(value=event.status, why=_why(reading, event, reader, entry, words), words=words)


def said_of(event: Event, entry: EventRule | None) -> EventStatus:
    """What the words say of what the entry tells: of a threat made of a sanction that it is only possible."""
    if entry is None or entry.type == event.type:
        return event.status
    if event.type == "THREATEN":
        return "hypothetical" if entry.type in HOSTILE else event.status
    return "denied" if event.type in ("REJECT", "RETREAT") else event.status


def ahead(when: When | None, published: str | None) -> bool:
    """Whether a time lies after the report's own."""
    start = (when.start or when.value) if when is not None else None
    return bool(published and start and start[:10] > published[: len(start[:10])])


def by_date(reading: Reading, event: Event, kind: ReaderKind) -> str | None:
    """How the event's date gives its status, where it does so whatever the words say."""
    published = reading.document.published
    if event.time is None or published is None:
        return None
    measure = measure_to_come(reading, event)
    if measure is not None:
        return (
            f"its measure {measure.id} takes effect on {wording.when(event.time)}, after the report ({published[:10]})"
        )
    if event.status == "planned" and ahead(event.time, published) and (event.type not in SAID or kind == "measure"):
        return f"its date, {wording.when(event.time)}, lies after the report's, {published[:10]}"
    if event.status == "historical" and kind == "entry" and event.type != "AGREE" and _long_ago(reading, event):
        return f"its date, {wording.when(event.time)}, lies before the report's month and more than {RECENT} days back"
    return None


def _long_ago(reading: Reading, event: Event) -> str:
    published, time = reading.document.published, event.time
    end = (time.end or time.value) if time is not None else None
    if event.status != "historical" or published is None or end is None or end[:7] >= published[: len(end[:7])]:
        return ""
    return f"; its date, {wording.when(time)}, lies before the report's month"


def measure_to_come(reading: Reading, event: Event) -> Measure | None:
    """The measure whose start after the report makes a sanction a planned one."""
    if event.type != "SANCTION" or event.status != "planned" or not ahead(event.time, reading.document.published):
        return None
    return next((one for one in reading.measures if one.effective is not None and one.effective == event.time), None)


def _why(reading: Reading, event: Event, reader: Reader, entry: EventRule | None, words: tuple[StatusWord, ...]) -> str:
    dated = by_date(reading, event, reader.kind)
    if reader.kind == "judge":
        return "the judge's, from the whole sentence" + (f"; {dated}" if dated else _long_ago(reading, event))
    if dated is None and entry is not None and entry.status == event.status:
        return f"entry `{entry.name}` says so itself"
    own = [f"“{word.text}” ({LISTS[word.table]})" for word in words if word.bears]
    if dated:
        return dated + (f"; {_listed(own)} {_say(own)} so too" if own else "")
    if reader.kind == "measure":
        return "from the status of the measure"
    if reader.kind == "speech":
        return "it is done by being said"
    if own and event.status != said_of(event, entry):
        return f"what is {wording.status(said_of(event, entry))} ({_listed(own)}) is done here by being told"
    if own:
        return f"{_listed(own)} {_say(own)} so, by event_status.toml"
    if event.status == "occurred":
        return "nothing says otherwise"
    if event.status == "historical":
        return "told as part of what was before"
    return _form(reading, event)


def _form(reading: Reading, event: Event) -> str:
    """What besides words of the tables says that it has not simply happened."""
    words = words_in(reading, event.span, event.where)
    if event.status == "ongoing":
        since = any(word.lower == "since" for word in words)
        return "“since” with a perfect tense" if since else "told in the present, as going on"
    before = [word.lower for word in words if word.span[1] <= event.trigger[0]]
    return "from its infinitive with “to”" if "to" in before[-INFINITIVE:] else "from the words around it"


def _listed(words: list[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def _say(words: list[str]) -> str:
    return "says" if len(words) == 1 else "say"


def _telling(
    reading: Reading, event: Event, entry: EventRule | None, sentence: Sentence, table: StatusTable, told: EventStatus
) -> Iterator[tuple[Word, str, EventStatus]]:
    """Words of the tables in the sentence, where they can speak of the event; of several meanings the one read."""
    words = words_in(reading, sentence.span, sentence.where)
    first = next((n for n, word in enumerate(words) if word.span[1] > event.trigger[0]), len(words))
    last = next((n for n, word in enumerate(words) if word.span[0] >= event.trigger[1]), len(words))
    noun = entry is None or bool(entry.nouns)
    for number, word in enumerate(words):
        if first <= number < last:
            continue
        ahead_of_it = first - number if number < first else last - 1 - number
        after = words[number + 1] if number + 1 < len(words) else None
        follows = after.lower if after is not None and after.span[0] == word.span[1] + 1 else ""  # no comma between
        named = number > 0 and word.text[0].isupper()  # "May" in mid-sentence is a month
        meant = [] if named else list(_meanings(word.lower, follows, ahead_of_it, noun, table))
        if meant:
            name, says = next((one for one in meant if one[1] == told), meant[0])
            yield word, name, says


def _meanings(
    word: str, follows: str, ahead_of_it: int, noun: bool, table: StatusTable
) -> Iterator[tuple[str, EventStatus]]:
    """The tables that have the word, and what each says; `ahead_of_it` is how many words before the event it stands."""
    before = ahead_of_it > 0
    near = -AFTER <= ahead_of_it <= AUXILIARIES
    lists: tuple[tuple[str, bool, Mapping[str, EventStatus]], ...] = (
        ("modals", near, table.modals),
        ("modals", near, dict.fromkeys(table.reported, "planned")),
        ("before", 0 < ahead_of_it <= BEFORE, table.before),
        ("verbs", 0 < ahead_of_it <= OVER or (noun and near), table.verbs),
        ("nouns", 0 < ahead_of_it <= OVER and follows in LINKS, table.nouns),
        ("adjectives", before, table.adjectives),
        ("negation", near, dict.fromkeys(table.negation, "denied")),
        ("absence", before and near, dict.fromkeys(table.absence, "denied")),
        ("condition", True, dict.fromkeys(table.condition, "hypothetical")),
    )
    for where, fits, said in lists:
        if fits and word in said:
            yield where, said[word]
