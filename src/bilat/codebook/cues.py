"""Words that say that somebody says, thinks or wants something, and what is done by saying it (`cues.csv`).

Columns of `cues.csv`: `cue` is a verb's lemma, a noun in the singular, or the words of a phrase; `act` what is done by
saying it; `medium` is given where the word itself tells it ("tweet"); `told` where the one who is spoken to stands: the
object ("urged China"), or after a preposition ("appealed to"). Columns of
`media.csv`: `words` beside a cue that tell the medium, and `place`, where they stand: "near" anywhere in the cue's own
clause, "told" as the one who is told ("told reporters"), "speaker" as the speaker ("a statement said").
"""

from dataclasses import dataclass
from typing import Literal

from bilat.codebook.actors import Row
from bilat.codebook.tables import read_csv
from bilat.codebook.verbs import verb_forms
from bilat.records import Act, Medium

CueKind = Literal["verb", "noun", "phrase"]


class Cue(Row, frozen=True, kw_only=True):
    """One row of `cues.csv`."""

    cue: str
    kind: CueKind
    act: Act
    medium: Medium | None = None
    told: Literal["object", "to", "on", "upon"] | None = None


class MediumWords(Row, frozen=True, kw_only=True):
    """One row of `media.csv`: words, in lower case, that tell the medium."""

    medium: Medium
    place: Literal["near", "told", "speaker"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues by the forms they take in text, all in lower case; media by place and word (or pair of words)."""

    verbs: dict[str, Cue]
    openers: frozenset[str]  # first words of the verbs of two words ("called on")
    nouns: dict[str, Cue]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]]
    media: dict[str, dict[str, Medium]]


def load_cues() -> Cues:
    """The cue tables, validated. Raises `CodebookError`."""
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    phrases: dict[str, tuple[tuple[tuple[str, ...], Cue], ...]] = {}
    for row in read_csv("cues.csv", Cue):
        if row.kind == "verb":
            for form in _forms(row.cue):
                verbs.setdefault(form, row)
        elif row.kind == "noun":
            nouns[row.cue] = row
            nouns[_plural(row.cue)] = row
        else:
            words = tuple(row.cue.split())
            phrases[words[0]] = (*phrases.get(words[0], ()), (words, row))
    media: dict[str, dict[str, Medium]] = {"near": {}, "told": {}, "speaker": {}}
    for told in read_csv("media.csv", MediumWords):
        media[told.place].update(dict.fromkeys(told.words, told.medium))
    openers = frozenset(form.split()[0] for form in verbs if " " in form)
    return Cues(verbs, openers, nouns, phrases, media)


def _forms(lemma: str) -> list[str]:
    """The forms of a verb, of one in -l in both spellings ("signaled", "signalled")."""
    forms = list(verb_forms(lemma).values())
    if lemma.endswith(("el", "al")):
        stem = lemma[:-1]
        forms += [stem + "led", stem + "lled", stem + "ling", stem + "lling"]
    return forms


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
