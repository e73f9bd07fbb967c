"""The words of trade measures: nouns, verbs and the status they give, reasons, money, legal bases (measures.toml)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import msgspec

from bilat.codebook.measures_lists import Lists, load_lists
from bilat.codebook.tables import read_toml
from bilat.codebook.verbs import verb_forms
from bilat.errors import CodebookError
from bilat.records import MeasureKind, MeasureStatus

Subject = Literal["imposer", "target", "measure", "other"]
Mood = Literal["done", "decided", "possible", "threat"]


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the file's tables."""


class Noun(_Entry, frozen=True, kw_only=True):
    """A noun that names a measure; a `general` one takes the kind of the measure it speaks of.

    `needs` says what must stand beside it: nothing, something of trade (a rate, goods, a target), a rate,
    a word before it that the modifiers have, or such a word or a sum of money.
    """

    words: tuple[str, ...]
    kind: MeasureKind
    needs: Literal["nothing", "trade", "rate", "word", "sum"] = "nothing"
    general: bool = False


class Making(_Entry, frozen=True, kw_only=True):
    """Verbs that make a measure of a kind by themselves ("banned imports of beef").

    With `only` they do so denied, in a law, asked of others by a government ("told mills to cut output"), or with an
    agent ("is subsidised by Peru"). Where `objects` are given, one of them must be what the verb is done to ("closed
    the border"), where `goods`, goods ("kept Peruvian wheat out"); and with `beside` one of those words must follow in
    the clause ("put a firm on its list"). `act` is what is done: a measure imposed, lifted, suspended. `between` says
    that the other country is meant where none is named; `foreign` that there is no measure where none is.
    """

    verbs: tuple[str, ...]
    kind: MeasureKind
    only: Literal["denied", "law", "asked", "agent"] | None = None
    objects: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    act: str = "shut"
    goods: bool = False
    between: bool = False
    foreign: bool = False


class Modifier(_Entry, frozen=True, kw_only=True):
    """Words before some nouns that give the kind; "none" where the two together are no trade measure."""

    words: tuple[str, ...]
    nouns: tuple[str, ...]
    kind: MeasureKind | Literal["none"]


class Act(_Entry, frozen=True, kw_only=True):
    """What verbs and nouns do with a measure, whose their subject is, and the status that follows."""

    name: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...] = ()
    subject: Subject
    done: MeasureStatus = "unknown"
    decided: MeasureStatus = "unknown"
    possible: MeasureStatus = "unknown"
    date: Literal["announced", "effective", "ended"] | None = None


class Weight(_Entry, frozen=True, kw_only=True):
    """Words above a verb that say how far it has come."""

    mood: Mood
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    words: tuple[str, ...] = ()


class State(_Entry, frozen=True, kw_only=True):
    """Adjectives at the noun that say its status."""

    status: MeasureStatus
    words: tuple[str, ...]


class Words(_Entry, frozen=True, kw_only=True):
    """A list of words."""

    words: tuple[str, ...]


class Bases(_Entry, frozen=True, kw_only=True):
    """Patterns of legal bases."""

    patterns: tuple[str, ...]


class File(_Entry, frozen=True, kw_only=True):
    """The file as it stands."""

    source: str
    noun: tuple[Noun, ...]
    making: tuple[Making, ...]
    modifier: tuple[Modifier, ...]
    swallow: tuple[Words, ...]
    carry: tuple[Words, ...]
    act: tuple[Act, ...]
    weight: tuple[Weight, ...]
    state: tuple[State, ...]
    bases: Bases
    numbers: dict[str, float]
    scales: dict[str, float]
    currencies: dict[str, str]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """The file turned into lookups by lower-case word; verbs stand in all their forms.

    `over` holds acts whose subject does something to the measure, `of` those whose subject is the measure; `phrasal`
    those of a verb with its particle.
    """

    nouns: dict[str, Noun]
    making: dict[str, tuple[Making, ...]]
    acts: dict[str, Act]
    modifiers: dict[tuple[str, str], str]
    swallow: frozenset[str]
    carry: frozenset[str]
    over: dict[str, Act]
    of: dict[str, Act]
    phrasal: dict[tuple[str, str], Act]
    nominal: dict[str, Act]
    weights: dict[str, Mood]
    states: dict[str, MeasureStatus]
    lists: Lists
    bases: re.Pattern[str]
    numbers: dict[str, float]
    scales: dict[str, float]
    currencies: dict[str, str]


def load_measures() -> MeasureWords:
    """The table, validated. Raises `CodebookError` where the file or a pattern in it is not what it should be."""
    file = read_toml("measures.toml", File)
    over, of, phrasal = _acts(file.act)
    try:
        bases = re.compile("|".join(f"(?:{pattern})" for pattern in file.bases.patterns))
    except re.error as error:
        raise CodebookError(f"codebook/measures.toml, bases: {error}; mend the pattern") from error
    return MeasureWords(
        nouns={word: noun for noun in file.noun for word in noun.words},
        making=_making(file),
        acts={act.name: act for act in file.act},
        modifiers={(word, noun): row.kind for row in file.modifier for word in row.words for noun in row.nouns},
        swallow=frozenset(word for row in file.swallow for word in row.words),
        carry=frozenset(word for row in file.carry for word in row.words),
        over=over,
        of=of,
        phrasal=phrasal,
        nominal={noun: act for act in file.act for noun in act.nouns},
        weights=_weights(file.weight),
        states={word: row.status for row in file.state for word in row.words},
        lists=load_lists(),
        bases=bases,
        numbers=file.numbers,
        scales=file.scales,
        currencies=file.currencies,
    )


def _acts(acts: Iterable[Act]) -> tuple[dict[str, Act], dict[str, Act], dict[tuple[str, str], Act]]:
    over: dict[str, Act] = {}
    of: dict[str, Act] = {}
    phrasal: dict[tuple[str, str], Act] = {}
    for act in acts:
        for verb in act.verbs:
            for form in sorted(set(verb_forms(verb).values())):
                word, _, particle = form.partition(" ")
                if particle:
                    phrasal[word, particle] = act
                else:
                    (of if act.subject == "measure" else over).setdefault(word, act)
    return over, of, phrasal


def _making(file: File) -> dict[str, tuple[Making, ...]]:
    """The rows of each form of a verb, in the order of the file; each row names an act that the file has."""
    known = {act.name for act in file.act}
    found: dict[str, tuple[Making, ...]] = {}
    for row in file.making:
        if row.act not in known:
            raise CodebookError(f"codebook/measures.toml, making: no act {row.act!r}; name one of {sorted(known)}")
        for verb in row.verbs:
            for form in sorted(set(verb_forms(verb).values())):
                found[form] = (*found.get(form, ()), row)
    return found


def _weights(rows: Iterable[Weight]) -> dict[str, Mood]:
    weights: dict[str, Mood] = {}
    for row in rows:
        weights |= dict.fromkeys((*row.nouns, *row.words), row.mood)
        for verb in row.verbs:
            weights |= dict.fromkeys(verb_forms(verb).values(), row.mood)
    return weights
