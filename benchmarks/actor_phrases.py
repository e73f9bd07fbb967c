"""What a word is and which phrase it stands in, as benchmarks.actor_coverage asks: by tag, capital and entity."""

import functools

from babel import Locale

from benchmarks.actor_words import INDEFINITE, MONEY, NOT_COUNTRIES, NOT_NATIONS, OTHER_COUNTRIES, words_of
from bilat.syntax import Syntax

Entity = tuple[str, int, int]  # label, first token, end


class Phrases:
    """The words of one report, with the entities of spaCy's model."""

    def __init__(self, syntax: Syntax, entities: list[Entity]) -> None:
        self.syntax = syntax
        self.entities = entities
        self.label: dict[int, str] = {}
        for label, first, last in entities:
            self.label.update(dict.fromkeys(range(first, last), label))

    def capital(self, token: int) -> bool:
        return 0 <= token < len(self.syntax) and self.syntax.words[token][0].isupper()

    def same(self, one: int, other: int) -> bool:
        return other < len(self.syntax) and self.syntax.sentence[one] == self.syntax.sentence[other]

    def nation(self, token: int) -> bool:
        if self.syntax.words[token] in territories():
            return True
        text = self.syntax.words[token]
        return self.label.get(token) == "NORP" and not NOT_NATIONS.fullmatch(text) and self.capital(token)

    def run(self, head: int) -> int:
        """The first of the capitalised words that end at a token."""
        syntax, first = self.syntax, head
        while first > 0 and self.same(first - 1, head) and syntax.tag[first - 1] not in ("DT", "IN", "PRP$", "POS"):
            inner = syntax.lower[first - 1] in ("and", "&") and self.capital(first - 2) and self.capital(first)
            if not self.capital(first - 1) and not inner:
                break
            first -= 1
        return first

    def phrase(self, head: int) -> int:
        """The first word of a noun phrase before its head."""
        syntax = self.syntax
        first = head
        for child in syntax.children[head]:
            if child < head and syntax.dep[child] in ("det", "amod", "compound", "poss", "nmod"):
                if set(syntax.lower[syntax.left[child] : head]).isdisjoint((",", '"', "(", "of")):
                    first = min(first, syntax.left[child])
        return first

    def definite(self, head: int) -> bool:
        """Whether a noun speaks of a particular one."""
        syntax, first = self.syntax, self.phrase(head)
        before = set(syntax.lower[first:head])
        if before & (words_of(INDEFINITE) | {"-"}) and not any(self.nation(token) for token in range(first, head)):
            return False
        return bool(before & {"the", "its", "his", "their", "this"}) or any(
            self.capital(token) for token in range(first, head + 1)
        )

    def money(self, token: int) -> bool:
        syntax, head = self.syntax, self.syntax.head[token]
        behind = {*syntax.lower[token + 1 : token + 2], syntax.lower[max(head, token)]}
        return not words_of(MONEY).isdisjoint(behind)


@functools.cache
def territories() -> frozenset[str]:
    """Names of countries that the codebook has no part in."""
    named = {name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    return frozenset(named | words_of(OTHER_COUNTRIES)) - words_of(NOT_COUNTRIES) - {"European Union"}
