"""Happenings and measures in the words of people: what a brief, a feed or a citation calls them (phrases.toml)."""

import functools
from collections.abc import Sequence
from importlib.resources import files

import msgspec

from bilat.relations.naming import country_name

_STATUS = {
    "planned": "planned",
    "hypothetical": "possible",
    "denied": "called off or denied",
    "ongoing": "under way",
    "historical": "background",
}
_STATES = {"in-force": "in force", "under-way": "under way", "unknown": "of unknown standing"}
# Names of countries that want an article in a sentence.
_WITH_ARTICLE = ("United ", "Netherlands", "Philippines", "European ", "Soviet ", "Maldives", "Bahamas", "Gambia")
_ENDING_WITH_ARTICLE = ("Republic", "Union", "Islands", "Emirates", "Kingdom")


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of phrases.toml."""

    type: str
    noun: str
    past: str
    to: str
    mode: str | None = None
    topic: str | None = None
    past_both: str | None = None
    to_both: str | None = None
    people: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrase: tuple[Phrase, ...]


@functools.cache
def _phrases() -> tuple[Phrase, ...]:
    text = (files("bilat.relations") / "phrases.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=_File).phrase


def phrase_of(type_: str, mode: str | None, topics: Sequence[str] = ()) -> Phrase:
    """The words for an event: by its type and topic, its type and mode, or its type alone."""
    fits = [
        row
        for row in _phrases()
        if row.type == type_ and row.mode in (None, mode) and (row.topic is None or row.topic in topics)
    ]
    return max(fits, key=lambda row: (row.topic is not None, row.mode is not None))


def kind_of(type_: str, mode: str | None) -> str:
    """What a happening is, in a word or two: "call", "visit", "easing"."""
    return phrase_of(type_, mode).noun


def sentence_of(phrase: Phrase, status: str, doers: Sequence[str], done_to: Sequence[str]) -> str:
    """A happening as a sentence without its stop: "Asha Rao is to visit the United States".

    Where it has no direction all names stand in `doers`.
    """
    both = not done_to
    past = (phrase.past_both if both else None) or phrase.past
    to = (phrase.to_both if both else None) or phrase.to
    everybody = [*doers, *done_to]
    aux = "may" if status == "hypothetical" else "are to" if _are_many(to, doers, everybody) else "is to"
    form = to if status in ("planned", "hypothetical") else past
    told = form.format(a=joined(doers), b=joined(done_to), both=joined(everybody), aux=aux)
    if status == "denied":
        return f"Called off or denied: {told}"
    told = told[0].upper() + told[1:]
    return f"{told} (under way)" if status == "ongoing" else told


def heading_of(type_: str, mode: str | None, status: str, source: Sequence[str], target: Sequence[str]) -> str:
    """A happening in a line, by the codes of countries: "United States to India: easing (planned)"."""
    names = " to ".join(" and ".join(country_name(code) for code in side) for side in (source, target) if side)
    told = _STATUS.get(status)
    return f"{names}: {kind_of(type_, mode)}" + (f" ({told})" if told else "")


def state_name(state: str) -> str:
    """The state of a measure or of talks: "in-force" -> "in force"."""
    return _STATES.get(state, state)


def in_sentence(name: str) -> str:
    """A country's name as it stands in a sentence: "the United States"."""
    article = name.startswith(_WITH_ARTICLE) or name.endswith(_ENDING_WITH_ARTICLE)
    return f"the {name}" if article else name


def joined(names: Sequence[str]) -> str:
    """Names as one reads them: "A, B and C"."""
    if len(names) < 2:
        return names[0] if names else "somebody"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _are_many(form: str, doers: Sequence[str], everybody: Sequence[str]) -> bool:
    return len(everybody if "{both}" in form else doers) > 1
