"""Finds the words that mean a state or one who acts for it; the kinds stand in benchmarks.actor_coverage."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.actor_phrases import Entity, Phrases, territories
from benchmarks.actor_words import (
    ACTS_BESIDE,
    BARE_TITLES,
    BODY_BESIDE,
    CAPITAL_BODIES,
    COMMITTEES,
    GROUPS,
    HOUSES,
    LOWER_LEVEL,
    NAMED_BODIES,
    NOT_NATIONS,
    ORGANISATION,
    PRIVATE,
    SHARED_TITLES,
    STATE_BODIES,
    STATES_OF_USA,
    TITLES,
    words_of,
)
from bilat.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that mean a state or one who acts for it, found without the codebook."""

    kind: str
    first: int
    last: int
    head: int


class Finder(Phrases):
    """Finds the mentions of one report; a token belongs to one mention."""

    def __init__(self, syntax: Syntax, entities: list[Entity], explained: dict[str, str]) -> None:
        super().__init__(syntax, entities)
        self.explained = explained
        self.found: list[Wanted] = []
        self.taken: set[int] = set()

    def find(self) -> list[Wanted]:
        steps = (self.offices, self.groups, self.bodies, self.organisations, self.countries, self.nations, self.actors)
        for step in steps:
            for wanted in step():
                block = self.syntax.blocks[self.syntax.block[wanted.head]]
                if block.kind in ("paragraph", "bullet") and self.taken.isdisjoint(range(wanted.first, wanted.last)):
                    self.found.append(wanted)
                    self.taken.update(range(wanted.first, wanted.last))
        return self.found

    # --- who acts for a state ---------------------------------------------

    def offices(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            after = token + 1
            if word in words_of(TITLES) and self.capital(token) and self.capital(after) and self.same(token, after):
                if self.label.get(after) == "PERSON" and self.of_state(token):
                    last = after
                    while self.label.get(last) == "PERSON" and self.same(token, last):
                        last += 1
                    yield Wanted("office", self.run(token), last, last - 1)
            elif word in words_of(BARE_TITLES) and syntax.tag[token] in ("NN", "NNP") and self.definite(token):
                yield Wanted("office", self.phrase(token), token + 1, token)

    def of_state(self, title: int) -> bool:
        """Whether a title is a state's: by itself, or by a nation or body before it; "president" also alone."""
        word = self.syntax.lower[title]
        if word not in words_of(SHARED_TITLES):
            return True
        before = range(self.run(title), title)
        if any(self.nation(token) or self.syntax.lower[token] in words_of(STATE_BODIES) for token in before):
            return True
        fields = ("treasury", "state", "agriculture", "commerce", "energy", "defense", "defence", "foreign", "trade")
        if word in ("secretary", "commissioner", "representative"):
            return any(self.syntax.lower[token] in fields for token in before)
        return word == "president" and not before and self.syntax.lower[max(0, title - 1)] not in ("vice", "-", ",")

    def groups(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            if word in words_of(GROUPS) and syntax.tag[token][:2] == "NN" and syntax.dep[token] != "compound":
                first = self.phrase(token)
                beside = range(first, token)
                told = [
                    part
                    for part in beside
                    if self.nation(part)
                    or self.body_word(part)
                    or self.explained.get(syntax.words[part]) in ("body", "organisation")
                ]
                if told and not (set(syntax.lower[first:token]) & {"former", "bank"} and not self.body_word(told[-1])):
                    yield Wanted("group", first, token + 1, token)

    def body_word(self, token: int) -> bool:
        word = self.syntax.lower[token]
        if word == "house" and self.syntax.lower[token - 1] not in ("white", "the"):
            return False
        return word in words_of(STATE_BODIES) or word in words_of(BODY_BESIDE)

    def bodies(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token, word in enumerate(syntax.lower):
            if self.explained.get(syntax.words[token]) == "body":
                yield from self.body(token, token + 1)
            elif word in words_of(COMMITTEES) and not self.below(self.run(token), token):
                house = [part for part in range(self.run(token), token) if syntax.words[part] in HOUSES]
                yield from (Wanted("body", part, token + 1, token) for part in house[:1])
            elif word in words_of(CAPITAL_BODIES) and self.capital(token) and self.named(token):
                yield from self.body(self.run(token), token + 1)
            elif syntax.words[token : token + 2] == ["Bank", "of"] and self.label.get(token) == "ORG":
                if any(" ".join(syntax.words[token + 2 : token + 2 + n]) in territories() for n in (1, 2)):
                    yield from self.body(token, token + 3)
            elif self.state_noun(token) and self.definite(token):
                yield from self.body(self.phrase(token), token + 1)
        names = sorted((name.split() for name in NAMED_BODIES.split(",")), key=len, reverse=True)
        for token in range(len(syntax)):
            for name in names:
                last = token + len(name)
                if syntax.words[token:last] == name and (name != ["House"] or syntax.lower[token - 1] == "the"):
                    yield from self.body(token, last)

    def body(self, first: int, last: int) -> Iterator[Wanted]:
        """A body, unless it only says what another thing is ("Treasury bonds") or stands below the country's level."""
        head = self.syntax.head[last - 1]
        within = self.syntax.dep[last - 1] in ("compound", "nmod", "amod") and head >= last
        if not within and not self.below(first, last):
            yield Wanted("body", first, last, last - 1)

    def below(self, first: int, last: int) -> bool:
        """Whether a name tells a city, a county or a state of the United States."""
        words = self.syntax.words[max(0, first - 1) : last]
        pairs = {" ".join(pair) for pair in itertools.pairwise(words)}
        if not (pairs | set(words)).isdisjoint(words_of(STATES_OF_USA)):
            return True
        return any(word.lower() in words_of(LOWER_LEVEL) for word in words)

    def state_noun(self, token: int) -> bool:
        syntax, word = self.syntax, self.syntax.lower[token]
        pair = " ".join(syntax.lower[max(0, token - 1) : token + 1])
        if syntax.tag[token][:2] != "NN" or syntax.dep[token] == "compound":
            return False
        if word == "treasury" and not self.capital(token):
            return False  # a company's
        return (word in words_of(STATE_BODIES) or pair in words_of(STATE_BODIES)) and syntax.tag[token] != "NNS"

    def named(self, head: int) -> bool:
        """Whether a noun that others share too ends the name of a body of state, or begins one with "of"."""
        syntax, first = self.syntax, self.run(head)
        if set(syntax.lower[first:head]) & words_of(PRIVATE) or (head > 0 and syntax.lower[head - 1] == "&"):
            return False
        if self.capital(head + 1) and self.same(head, head + 1) and syntax.tag[head + 1] in ("NNP", "NNPS"):
            return False  # "Kent Department Stores"
        return first < head or (self.same(head, head + 2) and syntax.lower[head + 1] == "of" and self.capital(head + 2))

    # --- states and places --------------------------------------------------

    def organisations(self) -> Iterator[Wanted]:
        for token, word in enumerate(self.syntax.words):
            if self.explained.get(word) == "organisation":
                yield Wanted("organisation", token, token + 1, token)
        for label, first, last in self.entities:
            text = " ".join(self.syntax.words[first:last])
            if label in ("ORG", "NORP", "GPE") and ORGANISATION.search(text):
                yield Wanted("organisation", first, last, last - 1)

    def countries(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for token in range(len(syntax)):
            for length in (3, 2, 1):
                last = min(token + length, len(syntax))
                if " ".join(syntax.words[token:last]) in territories() and self.whole(token, last):
                    yield Wanted("country", token, last, last - 1)
                    break

    def whole(self, first: int, last: int) -> bool:
        """Whether a name is no part of another: of a company's ("Bank of Japan"), of a person's, or of money."""
        syntax = self.syntax
        for label, start, end in self.entities:
            if start <= first and last <= end and label != "NORP" and (start, end) != (first, last):
                return False
        part = syntax.lower[first - 1] in ("new", "latin", "north", "south", "central") or (
            syntax.lower[max(0, first - 2) : first] == ["gulf", "of"]
        )
        thing = last < len(syntax) and syntax.lower[last] in ("city", "round")
        return self.label.get(first) != "PERSON" and not part and not thing and not self.money(last - 1)

    def nations(self) -> Iterator[Wanted]:
        for label, first, last in self.entities:
            text = " ".join(self.syntax.words[first:last])
            if label == "NORP" and self.capital(first) and not NOT_NATIONS.fullmatch(text) and not self.money(last - 1):
                if text not in words_of(STATES_OF_USA) and self.syntax.tag[last - 1] in ("JJ", "NNPS"):
                    yield Wanted("demonym", first, last, last - 1)

    def actors(self) -> Iterator[Wanted]:
        syntax = self.syntax
        for label, first, last in self.entities:
            head = last - 1
            text = " ".join(syntax.words[first:last])
            if label != "GPE" or self.explained.get(text) != "place" or text in words_of(STATES_OF_USA):
                continue
            subject = syntax.dep[head] == "nsubj" and syntax.tag[syntax.head[head]] in ("VBD", "VBZ", "VBP")
            over = syntax.lower[syntax.head[head]]
            beside = syntax.dep[head] in ("poss", "compound", "amod", "nmod") and over in words_of(ACTS_BESIDE)
            with_it = syntax.dep[head] == "pobj" and over in ("with", "against", "between", "by")
            if subject or beside or with_it:
                yield Wanted("capital", first, last, head)
