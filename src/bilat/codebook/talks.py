"""The words of negotiations: nouns, verbs and how far they say talks are, conditions, deadlines (talks.toml)."""

from dataclasses import dataclass

import msgspec

from bilat.codebook.tables import read_toml
from bilat.codebook.verbs import verb_forms
from bilat.records import TalksStatus


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the file's tables."""


class TalkNouns(_Entry, frozen=True, kw_only=True):
    """Nouns of talks, and the words around them that say whether a pair of countries negotiates, and what."""

    sure: frozenset[str]
    open: frozenset[str]
    swallow: frozenset[str]
    world: frozenset[str]
    subject: frozenset[str]
    on: frozenset[str]
    ends: frozenset[str]


class TalkAct(_Entry, frozen=True, kw_only=True):
    """What verbs do with talks, and the status that follows when it has happened, is decided, is only possible."""

    name: str
    verbs: tuple[str, ...]
    done: TalksStatus
    decided: TalksStatus
    possible: TalksStatus


class TalkLists(_Entry, frozen=True, kw_only=True):
    """Small lists of words and phrases."""

    no_place: frozenset[str]
    formal: frozenset[str]
    negotiators: frozenset[str]
    departing: frozenset[str]
    coming: frozenset[str]
    going_on: frozenset[str]
    to_come: frozenset[str]
    unsuccessful: frozenset[str]
    under_way: tuple[str, ...]
    no_result: tuple[str, ...]
    round: frozenset[str]
    between: frozenset[str]
    offer: frozenset[str]
    offering: frozenset[str]
    deal: frozenset[str]
    condition: tuple[str, ...]
    deadline: frozenset[str]
    closing: frozenset[str]


class File(_Entry, frozen=True, kw_only=True):
    """The file as it stands."""

    source: str
    nouns: TalkNouns
    act: tuple[TalkAct, ...]
    lists: TalkLists


@dataclass(frozen=True, slots=True)
class TalkWords:
    """The file turned into lookups by lower-case word; verbs stand in all their forms."""

    nouns: TalkNouns
    acts: dict[str, TalkAct]
    phrasal: dict[tuple[str, str], TalkAct]
    lists: TalkLists


def load_talks() -> TalkWords:
    """The table, validated. Raises `CodebookError`."""
    file = read_toml("talks.toml", File)
    acts: dict[str, TalkAct] = {}
    phrasal: dict[tuple[str, str], TalkAct] = {}
    for act in file.act:
        for verb in act.verbs:
            for form in sorted(set(verb_forms(verb).values())):
                word, _, particle = form.partition(" ")
                if particle:
                    phrasal[word, particle] = act
                else:
                    acts.setdefault(word, act)
    for word in ("is", "are", "am", "were", "was", "been", "being"):
        acts.setdefault(word, acts["be"])
    return TalkWords(nouns=file.nouns, acts=acts, phrasal=phrasal, lists=file.lists)
