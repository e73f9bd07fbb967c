"""Who spoke last: the subject of saying that a pronoun or a short form at a later cue goes on with."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bilat.codebook.cues import Cues
from bilat.codebook.directory import Directory
from bilat.reading.actors.reference import SUMMARIES, Telling
from bilat.reading.actors.spotting import Person
from bilat.reading.cast import Mention
from bilat.records import Actor
from bilat.syntax import Syntax

# How far back the last speaker can be: sentences.
REACH = 3
_SUBJECTS = ("nsubj", "nsubjpass")
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
        here, apart = self.telling.step(token), self._apart(token)
        for place in range(bisect_left(self.heads, token) - 1, -1, -1):
            head = self.heads[place]
            if here - self.telling.step(head) > reach:
                return
            if self._apart(head) == apart:
                yield head

    def _apart(self, token: int) -> bool:
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


def subject_before(syntax: Syntax, token: int, *, same_sentence: bool) -> int | None:
    """The subject that "it" at a token goes on with, of its own sentence or of the one before.

    In its own sentence it is the subject of a clause that only leads up to it ("While Poland is slow, it says …") or of
    the verb that its own is joined to; in the sentence before, the subject of the main verb.
    """
    verb, number = syntax.head[token], syntax.sentence[token]
    if same_sentence:
        for other in syntax.children[verb]:
            if other < token and syntax.dep[other] == "advcl":
                return syntax.child(other, *_SUBJECTS)
        return syntax.child(syntax.head[verb], *_SUBJECTS) if syntax.dep[verb] == "conj" else None
    if token != syntax.sentences[number][0] or number == 0:
        return None
    first, last = syntax.sentences[number - 1]
    if syntax.where(first) != syntax.where(token) or syntax.blocks[syntax.block[first]].kind in SUMMARIES:
        return None
    root = next((t for t in range(first, last) if syntax.head[t] == t), None)
    return syntax.child(root, *_SUBJECTS) if root is not None else None


@dataclass(frozen=True, slots=True)
class Spoke:
    """The last who spoke; `actor` is null where it was a person of whom the report does not say who."""

    actor: str | None


class Meant:
    """Who is meant by the heads of mentions, growing as references are resolved in text order."""

    def __init__(self, actors: Mapping[str, Actor], directory: Directory, mentions: Sequence[Mention]) -> None:
        """`mentions` are those that mean one actor."""
        self.actors = actors
        self.directory = directory
        self.at = {mention.head: mention.actors[0] for mention in mentions}
        self._called: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda mention: mention.first):
            actor = actors[mention.actors[0]]
            if is_body(actor) and mention.form in ("name", "description", "group"):
                self._called[actor.name.split()[-1].lower()].append((mention.head, actor.id))
                if " of " in actor.name:
                    self._called[actor.name.split()[0].lower()].append((mention.head, actor.id))
        bodies = directory.words.body_words | directory.words.ministry_words | directory.words.company_words
        called = frozenset(noun for noun in self._called if noun in bodies)
        self.nouns = called | directory.words.any_body_words | directory.one_person

    def add(self, head: int, actor: str | None) -> None:
        """A reference that was resolved."""
        if actor is not None:
            self.at[head] = actor

    def one_person(self, head: int, syntax: Syntax) -> bool:
        """Whether an unresolved subject is some single person, named or not."""
        word = syntax.lower[head]
        if syntax.tag[head] == "NNP":
            return syntax.words[head].istitle()
        return word in self.directory.one_person or word in self.directory.words.role_words or word in _SOMEBODY

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
        called = list(dict.fromkeys(actor for head, actor in self._called.get(word, ()) if head < token))
        if called:
            return called[0] if len(called) == 1 else None
        if word not in self.directory.words.any_body_words:
            return None
        for head in speakers.before(token):
            actor = self.at.get(head)
            if actor is not None:
                return actor if is_body(self.actors[actor]) else None
        return None


_SOMEBODY = frozenset({"source", "aide", "another", "one"})
_MEN, _WOMEN = frozenset({"he"}), frozenset({"she"})


def is_body(actor: Actor) -> bool:
    """Whether an actor is an organisation or a part of a government, and no country or person."""
    return actor.kind in ("organization", "government")


def last_person(
    speakers: LastSpeakers, meant: Meant, facts: Mapping[str, Person], token: int, gender: str
) -> Spoke | None:
    """Who "he" or "she" at a token is where it speaks: the last person who spoke; null where none has yet."""
    if not speakers.speaks(token):
        return None
    syntax = speakers.syntax
    for head in speakers.before(token):
        actor = meant.at.get(head)
        if actor is not None:
            fact = facts.get(actor)
            person = meant.actors[actor].kind == "person" or syntax.lower[head] in meant.directory.one_person
            if person and (fact is None or fact.gender in (None, gender)):
                return Spoke(actor)
        elif syntax.lower[head] in (_MEN if gender == "m" else _WOMEN) or meant.one_person(head, syntax):
            return Spoke(None)
    return None


def last_body(speakers: LastSpeakers, meant: Meant, token: int) -> str | None:
    """The country or body that "it" at a token is where it speaks, else null."""
    if not speakers.speaks(token):
        return None
    here = subject_before(speakers.syntax, token, same_sentence=True)
    for head in [here] if here is not None else speakers.before(token, reach=2):
        if speakers.syntax.lower[head] in ("they", "we", "who", "which"):
            continue
        return meant.state_or_body(head)
    before = subject_before(speakers.syntax, token, same_sentence=False)
    return meant.state_or_body(before) if before is not None else None
