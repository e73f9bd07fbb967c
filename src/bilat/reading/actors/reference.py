"""Who is meant by "he", "the minister", "the two leaders", "both sides": resolved where one reading is plain, else not.

The rules look back over a few sentences and answer only when exactly one candidate (or exactly two, for "the two …")
fits; a guess is never given as an answer.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bilat.codebook.actors import ActorWords
from bilat.reading.quotes import find_quotations
from bilat.syntax import Syntax

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SUMMARIES = frozenset({"title", "headline", "bullet", "subheading"})
# How far back a person can be and still be "he": sentences.
REACH = 3
# How far back the bearer of a bare office can be: mentions (a bound, so that a long text costs no more a word).
FAR = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor where it is mentioned, as far as reference needs it."""

    head: int
    actor: str
    gender: str | None = None
    portfolio: str | None = None
    country: str | None = None
    nouns: tuple[str, ...] = ()


class Telling:
    """Which words are the reporter's own: quoted words and embedded posts stand outside the running text."""

    def __init__(self, syntax: Syntax) -> None:
        """Goes through the quotations of the report once."""
        self.quoted = [syntax.blocks[block].kind == "post" for block in syntax.block]
        for quotation in find_quotations(syntax):
            first, last = quotation.inner
            self.quoted[first:last] = [True] * max(0, last - first)
        # sentences that are quoted from end to end take the reader no step on
        self._steps = []
        step = 0
        for first, last in syntax.sentences:
            step += not all(self.quoted[first + 1 : last - 1] or [self.quoted[first]])
            self._steps.append(step)
        self._sentence = syntax.sentence

    def step(self, token: int) -> int:
        """The number of the token's sentence, counting only those that are not quoted words alone."""
        return self._steps[self._sentence[token]]


class Backward:
    """Looks back from a token over the mentions of one kind, in text order."""

    def __init__(self, syntax: Syntax, candidates: Sequence[Candidate], telling: "Telling", words: ActorWords) -> None:
        """Candidates may come in any order."""
        self.syntax = syntax
        self.telling = telling
        self.words = words
        self.candidates = sorted(candidates, key=lambda candidate: candidate.head)
        self.heads = [candidate.head for candidate in self.candidates]
        self.strangers: list[int] = []  # where persons stand of whom nobody knows who they are, in text order

    def before(self, token: int, reach: int = REACH) -> list[list[Candidate]]:
        """Candidates before the token by sentence, the token's own first, then back `reach` sentences."""
        end = bisect_left(self.heads, token)
        here = self.telling.step(token)
        rows: list[list[Candidate]] = [[] for _ in range(reach + 1)]
        for candidate in reversed(self.candidates[max(0, end - 40) : end]):
            distance = here - self.telling.step(candidate.head)
            if distance > reach:
                break
            if self.telling.quoted[candidate.head] and not self.telling.quoted[token]:
                continue  # who is named in quoted words is not whom the reporter goes on about
            if self._told_apart(candidate.head) == self._told_apart(token):
                rows[distance].append(candidate)
        return rows

    def _told_apart(self, token: int) -> bool:
        """Title and bullets sum a report up and are no part of its running text: nothing refers across."""
        return self.syntax.blocks[self.syntax.block[token]].kind in SUMMARIES

    def person(self, token: int, gender: str, learned: Mapping[str, str]) -> str | None:
        """The person that "he" or "she" at the token means, or null where it is not plain.

        `learned` tells the gender of those whom a pronoun meant before.
        """
        rows = [[c for c in row if (c.gender or learned.get(c.actor)) in (None, gender)] for row in self.before(token)]
        strange = self._steps_to_stranger(token)
        if self.speaks(token):
            # "…, he said": not somebody inside the words said, but who spoke last
            rows[0] = []
            for row in rows:
                speakers = list(dict.fromkeys(c.actor for c in row if self.speaks(c.head)))
                if speakers:
                    return speakers[0] if len(speakers) == 1 else None
        for distance, row in enumerate(rows):
            if distance == strange and not any(self.is_main_subject(c.head) for c in row):
                return None
            distinct = list(dict.fromkeys(c.actor for c in row))
            if len(distinct) == 1:
                return distinct[0]
            if len(distinct) > 1:
                return self._subject(row, distance)
        return None

    def _steps_to_stranger(self, token: int) -> int | None:
        """How many sentences back the nearest person is of whom nobody knows who that is."""
        place = bisect_left(self.strangers, token) - 1
        if place < 0 or self._told_apart(self.strangers[place]) != self._told_apart(token):
            return None
        return self.telling.step(token) - self.telling.step(self.strangers[place])

    def speaks(self, head: int) -> bool:
        """Whether a token is the subject of a verb of saying."""
        syntax = self.syntax
        return syntax.dep[head] == "nsubj" and syntax.lower[syntax.head[head]] in self.words.speaking_verbs

    def _subject(self, row: list[Candidate], distance: int) -> str | None:
        """Of several persons of one sentence, the subject of its main verb, or the one who speaks in it."""
        subjects = [c.actor for c in row if self.is_main_subject(c.head)]
        distinct = list(dict.fromkeys(subjects))
        if len(distinct) == 1:
            return distinct[0]
        speakers = list(dict.fromkeys(c.actor for c in row if self.speaks(c.head)))
        if len(distinct) == 0 and len(speakers) == 1:
            return speakers[0]
        if distance == 0:
            any_subject = list(dict.fromkeys(c.actor for c in row if self.syntax.dep[c.head] in ("nsubj", "nsubjpass")))
            return any_subject[0] if len(any_subject) == 1 else None
        return None

    def is_main_subject(self, head: int) -> bool:
        """Whether a token is the subject of the main verb of its sentence."""
        syntax = self.syntax
        if syntax.dep[head] not in ("nsubj", "nsubjpass"):
            return False
        verb = syntax.head[head]
        return syntax.head[verb] == verb

    def pair(self, token: int, leaders: bool) -> tuple[str, ...]:
        """The two actors that "the two leaders" or "both sides" at the token means; empty where it is not plain."""
        gathered: dict[str, None] = {}
        for row in self.before(token, reach=8):
            fitting = [c for c in row if not leaders or c.portfolio in self.words.leading_portfolios]
            for candidate in reversed(fitting):
                gathered.setdefault(candidate.actor)
            if len(gathered) == 2:
                return tuple(gathered)
            if len(gathered) > 2:
                return ()
        return ()

    def add(self, candidate: Candidate) -> None:
        """A reference that was resolved: it can be referred to in its turn."""
        place = bisect_left(self.heads, candidate.head)
        self.heads.insert(place, candidate.head)
        self.candidates.insert(place, candidate)

    def holder(self, token: int, portfolios: frozenset[str], country: str | None) -> str | None:
        """The person meant by a bare office ("the minister"): the one bearer told before, or the one nearest."""
        end = bisect_left(self.heads, token)
        word = self.syntax.lower[token]
        fitting = [
            c
            for c in self.candidates[max(0, end - FAR) : end]
            if (c.portfolio in portfolios or word in c.nouns) and (country is None or c.country == country)
        ]
        distinct = list(dict.fromkeys(c.actor for c in fitting))
        if len(distinct) == 1:
            return distinct[0]
        for row in self.before(token, reach=2):
            near = list(dict.fromkeys(c.actor for c in row if c in fitting))
            if len(near) == 1:
                return near[0]
            if near:
                return None
        return None


def pair_words(syntax: Syntax, token: int, words: ActorWords) -> bool | None:
    """Whether a noun is "the two leaders" (true), "both sides" (false), or no such words (null)."""
    word = syntax.lower[token]
    leaders = word in words.pairs_of_persons
    if not leaders and word not in words.pairs_of_states:
        return None
    children = [syntax.lower[child] for child in syntax.children[token] if child < token]
    counted = any(child in words.pair_words for child in children)
    if not counted and not (word == "leaders" and children == ["the"]):
        return None
    return leaders
