"""Why a measure was read as it was: its noun or verb, and field by field the words behind it."""

from collections.abc import Iterator, Sequence

from bilat.codebook import Codebook
from bilat.codebook.measures import MeasureWords
from bilat.explain.words import quote, text_of
from bilat.reading.events.of_measures import EVENTS, REDUCING
from bilat.records import Measure, MeasureStatus, Reading, Span
from bilat.view import wording
from bilat.view.explained import Field, Reader, Standing

# Fields that are shown with their words; the others are shown elsewhere or are none.
NAMES = (
    "kind", "imposed_by", "on", "rate", "value", "goods", "hs", "scope", "reason", "basis", "exemptions", "announced",
    "effective", "ended", "in_addition_to", "replaces",
)  # fmt: skip


def measure_reader(reading: Reading, measure: Measure, codebook: Codebook) -> Reader:
    """Which rule made it, and what measures.toml says of its word."""
    name = measure.by.partition("/")[0].removeprefix("measures.")
    words, text = codebook.measures, text_of(reading, measure.where)
    own = text[slice(*measure.evidence.get("kind", measure.span))]
    if name == "replaced":
        why = "told only as what another measure takes the place of"
    elif name == "verb":
        why = f"“{own}” makes a measure by itself (`making` in measures.toml)"
    elif own.lower() in words.lists.percent:
        why = f"a rate alone (“{own}”), read as a {wording.MEASURES.get(measure.kind, measure.kind)}"
    else:
        noun = next((words.nouns[part] for part in reversed(own.lower().split()) if part in words.nouns), None)
        known = f"“{own}” is a noun of measures.toml for: {noun.kind}" if noun else f"“{own}” stands for a measure"
        needs = {"trade": "a rate, goods or a target", "rate": "a rate", "word": "a word that says so", "sum": "a sum"}
        why = known + (f"; it needs {needs[noun.needs]} beside it" if noun and noun.needs in needs else "")
        why += f"; its kind, {measure.kind}, comes from what it speaks of" if noun and noun.kind != measure.kind else ""
    return Reader(kind="rule", by=measure.by, name=name, why=why)


def measure_standing(reading: Reading, measure: Measure, codebook: Codebook) -> Standing:
    """The status, and the word over the measure that gives it."""
    span, published = measure.evidence.get("status"), reading.document.published
    start = measure.effective.start if measure.effective is not None else None
    if measure.status == "announced" and start and published and start > published:
        why = f"it starts on {start}, after the report ({published[:10]})"
    elif span is not None:
        why = _of_word(text_of(reading, measure.where)[slice(*span)], measure.status, codebook.measures)
    else:
        why = "no word over it says how far it has come" if measure.status == "unknown" else "from the words around it"
    return Standing(value=measure.status, why=why)


def _of_word(word: str, status: MeasureStatus, words: MeasureWords) -> str:
    lower = word.lower()
    act = words.over.get(lower) or words.of.get(lower) or words.nominal.get(lower)
    if act is not None and status in (act.done, act.decided, act.possible):
        return f"“{word}” says so (act `{act.name}` of measures.toml)"
    return f"“{word}” says so"


def fields_of(reading: Reading, measure: Measure) -> Iterator[Field]:
    """Every field that was read, with its words."""
    values = _values(reading, measure)
    for name in NAMES:
        value = values[name]
        if value:
            span: Span | None = measure.evidence.get(name)
            yield Field(name=name, value=value, words=quote(reading, span, measure.where) if span else None)


def not_said(measure: Measure, reading: Reading) -> tuple[str, ...]:
    """Fields of which the report says nothing."""
    values = _values(reading, measure)
    return tuple(name for name in ("imposed_by", "on", "rate", "goods", "announced", "effective") if not values[name])


def _values(reading: Reading, measure: Measure) -> dict[str, str | None]:
    names = wording.Names(reading.actors)

    def listed(actors: Sequence[str]) -> str | None:
        return names.listed(actors) if actors else None

    return {
        "kind": measure.kind,
        "imposed_by": listed(measure.imposed_by),
        "on": listed(measure.on),
        "rate": wording.rate(measure.rate),
        "value": wording.money(measure.value),
        "goods": measure.goods,
        "hs": wording.chapters(measure.hs),
        "scope": None if measure.scope == "unknown" else measure.scope,
        "reason": measure.reason,
        "basis": measure.basis,
        "exemptions": ", ".join(measure.exemptions) or None,
        "announced": wording.when(measure.announced),
        "effective": wording.when(measure.effective),
        "ended": wording.when(measure.ended),
        "in_addition_to": measure.in_addition_to,
        "replaces": measure.replaces,
    }


def measure_changes(reading: Reading, measure: Measure) -> Iterator[str]:
    """What would have made it otherwise, and what hangs on it."""
    published = (reading.document.published or "")[:10]
    if measure.status == "in-force" and published and not measure.by.startswith("measures.replaced/"):
        yield f"with a start after {published} it would be announced"
    if not (measure.imposed_by and measure.on):
        yield f"it makes no event: the report does not say {'whom it hits' if measure.imposed_by else 'who imposes it'}"
    elif measure.kind not in REDUCING:
        yield f"it makes no event: a {measure.kind} is none of {', '.join(sorted(REDUCING))}"
    elif measure.status not in EVENTS:
        yield f"it makes no event by itself while {measure.status}; {', '.join(EVENTS)} would"
    for event in reading.events:
        if event.by.startswith("events.of-measure/") and (event.where, event.trigger) == (measure.where, measure.span):
            yield f"without it event {event.id} ({event.type} {event.status}) would not be: nothing else tells that"
