"""Words that say that somebody says, thinks or wants something, with the construction each takes (`cues.csv`).

Columns of `cues.csv`: `cue` is a verb's lemma, a noun in the singular, or the words of a phrase; `act` what is done by
saying it; `frames` where the content stands; `medium` is given where the word itself tells it ("tweet"); `told` where
the one who is spoken to stands: the object ("urged China"), or after a preposition ("appealed to"). Columns of
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

# Where the content stands, as seen from the cue:
#   quote       a quotation before or after it ("…," he said)
#   clause      a finite clause, with or without "that"; it may also stand before ("Talks went well, he said")
#   object      its object ("criticised the tariffs")
#   object-that a clause that the parser hangs on who is told ("told a meeting of growers that prices would rise")
#   object-to   who is asked, and to do what ("urged China to buy more"); the same words when nobody is named
#   complement  object and what it is called ("called the tariffs unfair")
#   to          an infinitive ("promised to buy")
#   to-object   "to" and a noun ("pointed to the deficit"); likewise the other prepositions
#   shown       its object, where a paper speaks ("figures show a surplus", not "trade showed a surplus")
#   unanswered  "to" and a noun, where the verb is negated ("did not respond to a request")
#   source      the speaker follows ("according to officials")
Frame = Literal[
    "quote", "clause", "object", "object-that", "object-to", "complement", "to", "to-object", "as", "of", "for", "on",
    "about", "against", "with", "in", "shown", "unanswered", "source",
]  # fmt: skip


class Cue(Row, frozen=True, kw_only=True):
    """One row of `cues.csv`."""

    cue: str
    kind: CueKind
    act: Act
    frames: tuple[Frame, ...]
    medium: Medium | None = None
    told: Literal["object", "to", "on", "upon"] | None = None

    def takes(self, *frames: Frame) -> bool:
        """Whether the cue takes one of these constructions."""
        return any(frame in self.frames for frame in frames)


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
