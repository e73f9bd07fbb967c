"""Who spoke before, and who is meant by the heads of mentions: what references back are resolved with."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bilat.codebook.cues import Cues
from bilat.codebook.directory import Directory
from bilat.reading.actors.camps import CAMPS
from bilat.reading.actors.person import Person
from bilat.reading.actors.reference import SUMMARIES, Telling
from bilat.reading.actors.subjects import opening_subject
from bilat.reading.cast import Mention
from bilat.records import Actor
from bilat.syntax import Syntax

# How far back the last speaker can be: sentences.
REACH = 3
# How far back the company can be that is told again.
FAR = 8
# What a statement's verb does not do when it only wants or agrees.
_NOT_SAYING = frozenset({"want", "agree", "think"})


class LastSpeakers:
    """The subjects of the reporter's own verbs of saying, in text order."""

    def __init__(self, syntax: Syntax, cues: Cues, telling: Telling) -> None:
        """Goes through the tokens once."""
        self.syntax = syntax
        self.telling = telling
        self.saying = frozenset(form for form, cue in cues.verbs.items() if cue.act not in _NOT_SAYING)
        self.heads = sorted(
            subject
            for token, word in enumerate(syntax.lower)
            if word in self.saying and syntax.tag[token][0] == "V" and not telling.quoted[token]
            for subject in syntax.children[token]
            if syntax.dep[subject] == "nsubj" and not self._within_words_said(token)
        )

    def speaks(self, head: int) -> bool:
        """Whether a token is the subject of a verb of saying."""
        return self.syntax.dep[head] == "nsubj" and self.syntax.lower[self.syntax.head[head]] in self.saying

    def before(self, token: int, reach: int = REACH) -> Iterator[int]:
        """Speaking subjects before the token, the nearest first, back `reach` sentences of the running text."""
        here, apart = self.telling.step(token), self.apart(token)
        for place in range(bisect_left(self.heads, token) - 1, -1, -1):
            head = self.heads[place]
            if here - self.telling.step(head) > reach:
                return
            if self.apart(head) == apart:
                yield head

    def apart(self, token: int) -> bool:
        """Whether a token stands in a title or a bullet, which are no part of the running text."""
        return self.syntax.blocks[self.syntax.block[token]].kind in SUMMARIES

    def _within_words_said(self, verb: int) -> bool:
        """ "said that the EC had warned …": the inner verb's subject does not speak to the reader."""
        syntax, token = self.syntax, verb
        for _ in range(8):
            above = syntax.head[token]
            if above == token:
                return False
            if syntax.dep[token] == "ccomp" and above < verb and syntax.lower[above] in self.saying:
                return True
            token = above
        return False


class Meant:
    """Who is meant by the heads of mentions, growing as references are resolved in text order."""

    def __init__(
        self,
        actors: Mapping[str, Actor],
        facts: Mapping[str, Person],
        directory: Directory,
        mentions: Sequence[Mention],
    ) -> None:
        """`facts` are those of persons by their ids, `mentions` those that mean one actor."""
        self.actors = actors
        self.facts = facts
        self.learned: dict[str, str] = {}  # gender of persons whom a pronoun meant before
        self.directory = directory
        self.at = {mention.head: mention.actors[0] for mention in mentions}
        self._called: dict[str, dict[str, int]] = defaultdict(dict)  # noun -> bodies, where each is named first
        for mention in sorted(mentions, key=lambda mention: mention.first):
            actor = actors[mention.actors[0]]
            if is_body(actor) and mention.form in ("name", "description", "group"):
                for noun in dict.fromkeys(actor.name.lower().split()):
                    self._called[noun].setdefault(actor.id, mention.head)
        bodies = directory.words.body_words | directory.words.ministry_words | directory.words.company_words
        bodies |= directory.words.acting_bodies | CAMPS
        called = frozenset(noun for noun in self._called if noun in bodies)
        self.nouns = called | directory.words.any_body_words | directory.words.any_company_words | directory.one_person

    def add(self, head: int, actor: str | None) -> None:
        """A reference that was resolved."""
        if actor is not None:
            self.at[head] = actor

    def add_apposed(self, syntax: Syntax) -> None:
        """ "the harbour chief, Jane Doe, said": the noun before the name means whom the name means."""
        for head, actor in list(self.at.items()):
            over = syntax.head[head]
            if syntax.dep[head] == "appos" and over < head and self.actors[actor].kind == "person":
                self.at.setdefault(over, actor)

    def gender(self, actor: str) -> str | None:
        """The gender of a person, where the report tells it."""
        fact = self.facts.get(actor)
        return (fact.gender if fact else None) or self.learned.get(actor)

    def can_be(self, actor: str, gender: str) -> bool:
        """Whether a pronoun of this gender can mean an actor."""
        return self.actors[actor].kind == "person" and self.gender(actor) in (None, gender)

    def one_person(self, head: int, syntax: Syntax) -> bool:
        """Whether an unresolved subject is some single person, named or not."""
        word = syntax.lower[head]
        if syntax.tag[head] == "NNP":
            return syntax.words[head].istitle()
        return word in self.directory.one_person or word in self.directory.words.role_words or word in _SOMEBODY

    def some_person(self, head: int, syntax: Syntax) -> bool:
        """Whether an unresolved subject is plainly somebody new: by a noun, or by a given name before the last name.

        "the former mayor" is more likely somebody told of before.
        """
        if syntax.tag[head] == "NNP":
            first = syntax.left[head]
            return first < head and any(syntax.words[t] in self.directory.given_names for t in range(first, head))
        word = syntax.lower[head]
        if syntax.tag[head] != "NN" or syntax.lower[syntax.left[head]] == "the":
            return False
        return word in self.directory.words.person_nouns or self.one_person(head, syntax)

    def is_person(self, head: int) -> bool:
        """Whether the mention with this head means somebody, who cannot be "it"."""
        actor = self.at.get(head)
        return actor is not None and self.actors[actor].kind == "person"

    def state_or_body(self, head: int) -> str | None:
        """The country or body that a mention with this head means."""
        actor = self.at.get(head)
        known = self.actors.get(actor) if actor is not None else None
        return actor if known is not None and (known.kind == "country" or is_body(known)) else None

    def called(self, speakers: LastSpeakers, token: int) -> str | None:
        """The body named before whose noun is the token's word; of a word for any body, the one that spoke last.

        "the official" is the last who spoke under that word.
        """
        word = speakers.syntax.lower[token]
        if word in self.directory.one_person:
            spoke = next((head for head in speakers.before(token) if speakers.syntax.lower[head] == word), None)
            return self.at.get(spoke) if spoke is not None else None
        if word in self.directory.words.any_company_words:
            return self._company(speakers, token)
        # two are as good as all: the word means one alone, or nobody
        called = [actor for actor, head in islice(self._called.get(word, {}).items(), 2) if head < token]
        if called:
            return called[0] if len(called) == 1 else None
        if word not in self.directory.words.any_body_words:
            return None
        near = self._bodies_before(speakers, token)
        if len(near) == 1:
            return near[0]
        for head in speakers.before(token):
            actor = self.at.get(head)
            if actor is not None:
                return actor if is_body(self.actors[actor]) and (not near or actor in near) else None
        return None

    def called_so(self, words: Sequence[str], token: int, noun: str) -> str | None:
        """The one body named before whose name ends in these words and the noun."""
        end = [*words, noun]
        called = (actor for actor, head in self._called.get(noun, {}).items() if head < token)
        found = list(islice((a for a in called if self.actors[a].name.lower().split()[-len(end) :] == end), 2))
        return found[0] if len(found) == 1 else None

    def _bodies_before(self, speakers: LastSpeakers, token: int) -> list[str]:
        """The bodies that the sentence before a token's names."""
        number = speakers.syntax.sentence[token]
        if number == 0:
            return []
        first, last = speakers.syntax.sentences[number - 1]
        told = (self.at.get(head) for head in range(first, last))
        return list(dict.fromkeys(actor for actor in told if actor is not None and is_body(self.actors[actor])))

    def _company(self, speakers: LastSpeakers, token: int) -> str | None:
        """ "the company": the private body that spoke last, else the one that the report opens with."""
        for head in speakers.before(token, reach=FAR):
            if self._private(self.at.get(head)):
                return self.at[head]
        opening = opening_subject(speakers.syntax)
        found = self.at.get(opening) if opening is not None and opening < token else None
        return found if self._private(found) else None

    def _private(self, actor: str | None) -> bool:
        """Whether an actor is an organisation and no part of a state."""
        found = self.actors.get(actor) if actor is not None else None
        return found is not None and found.kind == "organization" and found.sector in (None, "BUS", "AGR", "LAB")


_SOMEBODY = frozenset({"source", "aide", "another", "one"})


def is_body(actor: Actor) -> bool:
    """Whether an actor is an organisation or a part of a government, and no country or person."""
    return actor.kind in ("organization", "government")
