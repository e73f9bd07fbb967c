"""Where the parties stand: the names that events.toml has for places around a verb or noun, looked up in the arcs."""

from bilat.codebook.events import Events
from bilat.reading.events import frames
from bilat.reading.events.participants import Ids, Participants
from bilat.syntax import Syntax

# After these a country's name is the country, whether or not it is also a place: "demanded an apology from Canada".
TOWARDS = frozenset({"from", "to", "with", "against", "on", "of"})


class Places:
    """Looks up one place after another at a trigger. Holds nothing but what it is given."""

    __slots__ = ("events", "parties", "syntax")

    def __init__(self, syntax: Syntax, parties: Participants, events: Events) -> None:
        """The syntax, the cast behind `parties`, and the tables."""
        self.syntax = syntax
        self.parties = parties
        self.events = events

    def source(self, trigger: int, places: tuple[str, ...]) -> Ids:
        """Who stands at the first of the places that is resolved, as acting party."""
        return self._first(trigger, places, acting=True, without=frozenset())

    def target(self, trigger: int, places: tuple[str, ...], *, without: frozenset[str]) -> Ids:
        """Likewise as party named; `without` are the source's countries, of no use as a clause's foreign country."""
        return self._first(trigger, places, acting=False, without=without)

    def _first(self, trigger: int, places: tuple[str, ...], *, acting: bool, without: frozenset[str]) -> Ids:
        for place in places:
            found = self._at(trigger, place, acting=acting, without=without)
            if found:
                return found
        return ()

    def _at(self, trigger: int, place: str, *, acting: bool, without: frozenset[str]) -> Ids:
        if place == "sentence":
            return self._only(*self.syntax.sentences[self.syntax.sentence[trigger]], without)
        if place == "clause":
            return self._in_clause(trigger, without)
        if place in ("clause-subject", "infinitive-subject"):
            return self._clause_subject(trigger, without, infinitive=place == "infinitive-subject")
        if place == "for-subject":
            return self._for_subject(trigger, without)
        if place.startswith("place."):
            word = place.removeprefix("place.")
            tokens = frames.objects(self.syntax, trigger) if word == "object" else []
            tokens = tokens or frames.oblique(self.syntax, trigger, word)
            return next((found for found in map(self.parties.place, tokens) if found), ())
        first, _, rest = place.partition(".")
        tokens = self._tokens(trigger, first)
        if rest == "adjective" or first == "adjective":
            nouns = tokens if rest else [trigger]
            return next((found for found in map(self.parties.adjective, nouns) if found), ())
        if rest == "within":
            return self._within(tokens)
        for step in rest.split(".") if rest else ():
            tokens = [other for token in tokens for other in self._tokens(token, step)]
        if not acting:
            return self.parties.all_named(tokens)
        found = self.parties.joined(tokens) if place in ("object", "with") else self.parties.all_acting(tokens)
        if found or (rest or first) not in TOWARDS:
            return found
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.parties.place(token)))

    def _tokens(self, token: int, step: str) -> list[int]:
        if step == "subject":
            return self._counted(frames.subjects(self.syntax, token))
        if step == "object":
            return self._counted(frames.objects(self.syntax, token))
        if step == "indirect":
            child = self.syntax.child(token, "dative")
            return self.syntax.conjuncts(child) if child is not None else []
        if step == "owner":
            return frames.owners(self.syntax, token)
        if step == "between":
            return frames.oblique(self.syntax, token, "between") or frames.oblique(self.syntax, token, "among")
        if step == "holder":
            return self._holders(token)
        if step == "planner":
            return self._planners(token)
        found = frames.oblique(self.syntax, token, step)
        if found or frames.is_verb(self.syntax, token):
            return found
        for amount in frames.oblique(self.syntax, token, "of"):  # "a duty of 25 percent on ..."
            found += frames.oblique(self.syntax, amount, step)
        return found or self._beside(token, step)

    def _counted(self, nouns: list[int]) -> list[int]:
        """Nouns, or what they only count: "duties" of "the second of two duties"."""
        found: list[int] = []
        for noun in nouns:
            inner: list[int] = []
            if self.syntax.lower[noun] in self.events.partitives:
                inner = frames.oblique(self.syntax, noun, "of") or frames.oblique(self.syntax, noun, "in")
            found += inner or [noun]
        return found

    def _holders(self, noun: int) -> list[int]:
        """Subject of the verb that the talks are the object of, or are taken part in, or are come to."""
        noun = frames.climb(self.syntax, noun, self.events.partitives)
        above = frames.governor(self.syntax, noun)
        if above is None:
            return []
        verb, how = above
        if how in ("dobj", "nsubjpass") and self.syntax.lower[verb] in self.events.support:
            return frames.subjects(self.syntax, verb)
        if how in ("in", "for", "at", "during", "on", "after", "following"):
            return frames.subjects(self.syntax, verb)
        return []

    def _planners(self, noun: int) -> list[int]:
        """Whose plan it is that the noun is the matter of; the subject of the verb that tells the plan."""
        noun = frames.climb(self.syntax, noun, self.events.partitives)
        if self.syntax.dep[noun] == "pobj" and self.syntax.lower[self.syntax.head[noun]] == "in":
            noun = self.syntax.head[self.syntax.head[noun]]  # "300 mln dlrs in tariffs"
        preposition = self.syntax.head[noun]
        plan = self.syntax.head[preposition]
        if self.syntax.dep[noun] != "pobj" or self.syntax.lower[plan] not in self.events.status.nouns:
            return []
        above = frames.governor(self.syntax, plan)
        owners = frames.owners(self.syntax, plan) if self.syntax.child(plan, "poss") is not None else []
        return owners or (frames.subjects(self.syntax, above[0]) if above is not None and above[1] == "dobj" else [])

    def _beside(self, noun: int, word: str) -> list[int]:
        """The preposition at the noun's own verb: "held talks in Delhi with ..."."""
        noun = frames.climb(self.syntax, noun, self.events.partitives)
        found = frames.oblique(self.syntax, noun, word)
        above = frames.governor(self.syntax, noun)
        if not found and above is not None and above[1] in ("dobj", "nsubjpass"):
            found = frames.oblique(self.syntax, above[0], word)
        return found

    def _only(self, first: int, last: int, without: frozenset[str]) -> Ids:
        """The one foreign country named in a token range; none where there are several."""
        found = self.parties.inside(first, last, without=without)
        return next(iter(found.values())) if len(found) == 1 else ()

    def _within(self, nouns: list[int]) -> Ids:
        found: dict[str, None] = {}
        for noun in nouns:
            for mention in self.parties.cast.within(*self.syntax.subtree(noun)):
                found |= dict.fromkeys(mention.actors or self.parties.place(mention.head))
        return tuple(found)

    def _in_clause(self, trigger: int, without: frozenset[str]) -> Ids:
        """The one foreign country named in what is promised, warned of or refused; none where there are several."""
        for clause in frames.clauses(self.syntax, trigger):
            if self.parties.inside(*self.syntax.subtree(clause), without=without):
                return self._only(*self.syntax.subtree(clause), without)
        for child in self.syntax.children[trigger]:
            if child > trigger and self.syntax.dep[child] in ("dobj", "prep"):
                if self.parties.inside(*self.syntax.subtree(child), without=without):
                    return self._only(*self.syntax.subtree(child), without)
        return ()

    def _clause_subject(self, trigger: int, without: frozenset[str], *, infinitive: bool) -> Ids:
        for clause in frames.clauses(self.syntax, trigger):
            if infinitive and self.syntax.tag[clause] != "VB":
                continue
            own = self.syntax.child(clause, "nsubj", "nsubjpass")
            found = self.parties.all_named(self.syntax.conjuncts(own)) if own is not None else ()
            if found and not set(self.parties.states(found)) & without:
                return found
        return ()

    def _for_subject(self, trigger: int, without: frozenset[str]) -> Ids:
        """The one foreign country after the preposition: "called for Japan to open"."""
        for child in self.syntax.children[trigger]:
            follows = self.syntax.lower[child] == "for" or self.syntax.dep[child] in ("advcl", "xcomp", "ccomp")
            found = self._only(*self.syntax.subtree(child), without) if follows and child > trigger else ()
            if found:
                return found
        return ()
