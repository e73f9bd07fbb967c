"""Whom "the senator", "the retired surgeon" means: a person of whom the report told that before.

What a report tells somebody to be stands in apposition to the name ("Jane Doe, a surgeon"), before it ("surgeon Jane
Doe"), or as "Jane Doe is a surgeon"; an office counts too. The description means the one person so told; with further
words ("the Ohio senator"), or where several are so told, one who was named within the last sentences.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from bilat.reading.actors.reference import Backward
from bilat.syntax import Syntax

# How far back somebody can be who is described with further words: sentences.
REACH = 3
_BEING = frozenset({"is", "was", "'s", "became", "remains"})


class Described:
    """What the persons of a report are told to be."""

    def __init__(
        self, syntax: Syntax, people: Mapping[int, str], roles: Mapping[str, str], nouns: frozenset[str]
    ) -> None:
        """`people` are the actors of persons by the heads of their mentions, `roles` their offices."""
        self.syntax = syntax
        self.nouns = nouns
        self._told: dict[str, dict[str, int]] = defaultdict(dict)  # noun -> persons, where each is told so first
        for token, word in enumerate(syntax.lower):
            role = roles.get(people[token]) if token in people else None
            if role is not None:
                self._told[role.lower().split()[-1]].setdefault(people[token], token)
            if word in nouns and syntax.tag[token] in ("NN", "NNP"):
                actor = self._who_is(token, people)
                if actor is not None:
                    self._told[word].setdefault(actor, token)

    def _who_is(self, token: int, people: Mapping[int, str]) -> str | None:
        """The person whom a noun beside the name tells something about."""
        syntax = self.syntax
        apposed = syntax.child(token, "appos")
        if apposed in people:
            return people[apposed] if apposed is not None else None
        for _ in range(4):
            over = syntax.head[token]
            if syntax.dep[token] in ("appos", "compound", "nmod") and over in people:
                return people[over]
            if syntax.dep[token] == "attr" and syntax.lower[over] in _BEING:
                return people.get(syntax.child(over, "nsubj") or -1)
            if syntax.dep[token] != "conj":
                return None
            token = over
        return None

    def meant(self, persons: Backward, token: int) -> str | None:
        """The person that a description with "the" means, or null where that is not plain."""
        syntax, word = self.syntax, self.syntax.lower[token]
        told = self._told.get(word)
        if not told or word not in self.nouns or syntax.tag[token] != "NN" or not syntax.words[token].islower():
            return None
        children = syntax.children[token]
        before = [child for child in children if child < token]
        if not before or syntax.lower[before[0]] != "the" or syntax.dep[token] in ("compound", "appos", "attr", "nmod"):
            return None
        if any(syntax.dep[child] in ("prep", "appos", "relcl", "acl", "conj", "poss") for child in children):
            return None
        # they were met in text order, so that the first two tell whether it is one alone
        first = [actor for actor, place in islice(told.items(), 2) if place < token]
        if len(first) == 1 and len(before) == 1:
            return first[0]
        for row in persons.before(token, reach=REACH):
            near = list(dict.fromkeys(c.actor for c in row if told.get(c.actor, token) < token))
            if near:
                return near[0] if len(near) == 1 else None
        return None
