"""What tells an event: verbs and nouns with their frames, PLOVER's scale, and what tells whether it happened."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args

import msgspec

from bilat.codebook.tables import read_toml
from bilat.codebook.verbs import verb_forms
from bilat.errors import CodebookError
from bilat.records import EventStatus, EventType

# The one verb that no rule inflects.
BE = ("be", "is", "are", "am", "was", "were", "been", "being")


class EventRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One entry of events.toml; the head of that file says what each field means."""

    name: str
    type: EventType
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    status: EventStatus | None = None
    source: tuple[str, ...]
    target: tuple[str, ...]
    particle: tuple[str, ...] = ()
    followed_by: str | None = None
    object: tuple[str, ...] = ()
    matter: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    intransitive: bool = False
    stopped: bool = False
    bare: bool = False
    persons: bool = False
    modifier: tuple[str, ...] = ()
    raised: bool | None = None
    spoken: bool = True
    breach: bool = False
    reprisal: bool = False
    verdict: bool = False
    official: bool = False
    guest: bool = False
    both: bool = False
    needs_both: bool = False
    pair: bool = False
    firm: bool = False


class _EventFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    verdicts: tuple[str, ...]
    breaches: tuple[str, ...]
    keeping: tuple[str, ...]
    harming: tuple[str, ...]
    phone: tuple[str, ...]
    steps: tuple[str, ...]
    reticence: tuple[str, ...]
    discussing: tuple[str, ...]
    hostile: tuple[str, ...]
    defiance: tuple[str, ...]
    threatening: tuple[str, ...]
    reprisals: tuple[str, ...]
    easing: tuple[str, ...]
    lapsing: tuple[str, ...]
    yielding: tuple[str, ...]
    changing: tuple[str, ...]
    support: tuple[str, ...]
    partitives: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    verb: tuple[EventRule, ...]
    noun: tuple[EventRule, ...]


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What PLOVER says of a type: its quad class, its score (-10 to +10) and the scores of its modes.

    The definition is in our words; the examples are our own sentences with `<s>source</s>` and `<t>target</t>` marked.
    """

    definition: str
    examples: tuple[str, ...]
    quad: int
    score: float
    mutual: bool = False
    modes: dict[str, float] = {}


class _PloverFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    types: dict[str, Scale]


class StatusWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by the status that they give."""

    planned: tuple[str, ...] = ()
    hypothetical: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()


class _StatusFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    modals: StatusWords
    verbs: StatusWords
    nouns: StatusWords
    adjectives: StatusWords
    before: StatusWords
    words: dict[str, tuple[str, ...]]
    trust: float
    least: float
    cues: dict[str, dict[EventStatus, float]]


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Word forms by what they say of the event they stand at or over: "planned", "hypothetical", "denied".

    `cues` weigh the judge's shares of each status, each to the power of `trust`; none counts as less than `least`.
    """

    modals: dict[str, EventStatus]
    reported: frozenset[str]
    verbs: dict[str, EventStatus]
    nouns: dict[str, EventStatus]
    adjectives: dict[str, EventStatus]
    before: dict[str, EventStatus]
    negation: frozenset[str]
    condition: frozenset[str]
    absence: frozenset[str]
    implied: frozenset[str]
    trust: float
    least: float
    cues: dict[str, dict[EventStatus, float]]


@dataclass(frozen=True, slots=True)
class Events:
    """The event tables as loaded: rules by word form, in the order of the file."""

    verbs: dict[str, tuple[EventRule, ...]]
    nouns: dict[str, tuple[EventRule, ...]]
    classes: dict[str, frozenset[str]]
    verdicts: frozenset[str]
    breaches: frozenset[str]
    keeping: frozenset[str]
    harming: frozenset[str]
    phone: frozenset[str]
    steps: frozenset[str]
    reticence: frozenset[str]
    discussing: frozenset[str]
    hostile: frozenset[str]
    defiance: frozenset[str]
    threatening: frozenset[str]
    reprisals: frozenset[str]
    easing: frozenset[str]
    lapsing: frozenset[str]
    yielding: frozenset[str]
    changing: frozenset[str]
    support: frozenset[str]
    partitives: frozenset[str]
    scale: dict[str, Scale]
    status: StatusTable

    def intensity(self, kind: EventType, mode: str | None) -> float:
        """PLOVER's score of a type, or of its mode where it has one."""
        scale = self.scale[kind]
        return scale.modes.get(mode, scale.score) if mode else scale.score


def load_events() -> Events:
    """All event tables, validated. Raises `CodebookError`."""
    file = read_toml("events.toml", _EventFile)
    scale = read_toml("plover.toml", _PloverFile).types
    _check(file, scale)
    verbs: dict[str, list[EventRule]] = defaultdict(list)
    nouns: dict[str, list[EventRule]] = defaultdict(list)
    for rule in file.verb:
        for form in all_forms(rule.verbs):
            verbs[form].append(rule)
    for rule in file.noun:
        for form in with_plurals(rule.nouns):
            nouns[form].append(rule)
    return Events(
        verbs={form: tuple(rules) for form, rules in verbs.items()},
        nouns={form: tuple(rules) for form, rules in nouns.items()},
        classes={name: frozenset(with_plurals(words)) for name, words in file.classes.items()},
        verdicts=frozenset(file.verdicts),
        breaches=frozenset(all_forms(file.breaches)),
        keeping=frozenset(all_forms(file.keeping)),
        harming=frozenset(all_forms(file.harming)),
        phone=frozenset(file.phone),
        steps=frozenset(with_plurals(file.steps)),
        hostile=frozenset(all_forms(file.hostile)),
        defiance=frozenset(all_forms(file.defiance)),
        threatening=frozenset(all_forms(file.threatening)),
        reprisals=frozenset(all_forms(file.reprisals)) | frozenset(with_plurals(file.reprisals)),
        easing=frozenset(all_forms(file.easing)) | frozenset(with_plurals(file.easing)),
        lapsing=frozenset(all_forms(file.lapsing)),
        yielding=frozenset(all_forms(file.yielding)),
        changing=frozenset(all_forms(file.changing)),
        reticence=frozenset(all_forms(file.reticence)),
        discussing=frozenset(all_forms(file.discussing)),
        support=frozenset(all_forms(file.support)),
        partitives=frozenset(with_plurals(file.partitives)),
        scale=scale,
        status=_load_status(),
    )


def _check(file: _EventFile, scale: dict[str, Scale]) -> None:
    if set(scale) != set(get_args(EventType)):
        raise CodebookError("codebook/plover.toml: its types are not the sixteen of PLOVER; mend [types]")
    for rule in (*file.verb, *file.noun):
        if rule.mode is not None and rule.mode not in scale[rule.type].modes:
            raise CodebookError(
                f"codebook/events.toml, {rule.name}: {rule.type} has no mode {rule.mode}; see plover.toml"
            )
        named = (*rule.object, *rule.matter, *rule.not_object, *rule.subject)
        missing = [name for name in named if name not in file.classes]
        if missing:
            raise CodebookError(f"codebook/events.toml, {rule.name}: no class {missing[0]} in [classes]")


def _load_status() -> StatusTable:
    file = read_toml("event_status.toml", _StatusFile)
    return StatusTable(
        modals=_by_form(file.modals, lambda words: words),
        reported=frozenset(file.modals.reported),
        verbs=_by_form(file.verbs, all_forms),
        nouns=_by_form(file.nouns, with_plurals),
        adjectives=_by_form(file.adjectives, lambda words: words),
        before=_by_form(file.before, lambda words: words),
        negation=frozenset(file.words["negation"]),
        condition=frozenset(file.words["condition"]),
        absence=frozenset(file.words["absence"]),
        implied=frozenset(all_forms(file.words["implied"])),
        trust=file.trust,
        least=file.least,
        cues=file.cues,
    )


def _by_form(words: StatusWords, inflect: Callable[[Iterable[str]], Iterable[str]]) -> dict[str, EventStatus]:
    found: dict[str, EventStatus] = {}
    listed: tuple[tuple[EventStatus, tuple[str, ...]], ...] = (
        ("planned", words.planned),
        ("hypothetical", words.hypothetical),
        ("denied", words.denied),
    )
    for status, lemmas in listed:
        for form in inflect(lemmas):
            found.setdefault(form, status)
    return found


def all_forms(lemmas: Iterable[str]) -> list[str]:
    """Every form of each verb, each form once."""
    found: dict[str, None] = {}
    for lemma in lemmas:
        found |= dict.fromkeys(BE if lemma == "be" else verb_forms(lemma).values())
    return list(found)


def with_plurals(words: Iterable[str]) -> list[str]:
    """Each noun and its regular plural; one that ends in "s" stands as it is."""
    found: list[str] = []
    for word in words:
        found.append(word)
        if not word.endswith("s"):
            found.append(_plural(word))
    return list(dict.fromkeys(found))


def _plural(word: str) -> str:
    if word.endswith(("x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"
