"""Which actors the words at a token mean: as the acting party, or as the party named within them."""

from dataclasses import dataclass

from bilat.reading.cast import Cast, Mention
from bilat.reading.events import frames
from bilat.syntax import Syntax

Ids = tuple[str, ...]

# Prepositions that join a noun to whose it is: "goods from India", "imports of Japan".
WITHIN = ("of", "from", "by", "in")
# Where the parties of a report lie in its own sentence: further in a noun phrase is another matter.
DEEPEST = 3
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
# A place after these is where something happens, not a party to it.
LOCATING = frozenset({"in", "at", "near"})
# What a speaker calls itself in what it says.
SELF = frozenset({"it", "they"})
JOINING = frozenset({"and", ","})
ADJECTIVES = frozenset({"demonym"})


@dataclass(frozen=True, slots=True)
class Participants:
    """The cast, asked by token."""

    syntax: Syntax
    cast: Cast

    def acting(self, token: int) -> Ids:
        """Actors that the words headed by this token mean: "the US", "Modi", "two leaders"; none for "Indian goods"."""
        mention = self.cast.headed_by(token)
        if mention is None or not mention.actors:
            return self._titled(token) or self._self(token)
        if mention.form == "demonym" and self.syntax.dep[token] in ("amod", "compound", "nmod"):
            return ()
        return mention.actors

    def _titled(self, token: int) -> Ids:
        """Who stands beside an office that is the head: "India's minister, Goyal", "PM Modi and Trump"."""
        child = self.syntax.child(token, "appos", "attr")
        if child is None or (self.syntax.dep[child] == "attr" and child != token + 1):
            return ()
        found = [self.cast.headed_by(other) for other in self.syntax.conjuncts(child)]
        return tuple(dict.fromkeys(actor for mention in found if mention is not None for actor in mention.actors))

    def _self(self, token: int) -> Ids:
        """Who "it" is in "X said it would" and in "if X is pleased, it ought to": the one subject beside its clause."""
        syntax = self.syntax
        if syntax.lower[token] not in SELF or syntax.dep[token] not in ("nsubj", "nsubjpass"):
            return ()
        clause = syntax.head[token]
        beside = [syntax.head[clause]] if syntax.dep[clause] == "ccomp" else []
        beside = [
            child for child in syntax.children[clause] if child < token and syntax.dep[child] == "advcl"
        ] or beside
        own = syntax.child(beside[0], "nsubj") if beside else None
        mention = self.cast.headed_by(own) if own is not None and own != token else None
        return mention.actors if mention is not None and len(mention.actors) == 1 else ()

    def named(self, token: int, depth: int = 0) -> Ids:
        """Actors meant at a token, and where they are no country's own also those named within its noun phrase."""
        found = self.acting(token) or self._of(self.cast.headed_by(token))
        if depth > DEEPEST or self.states(found):
            return found
        return tuple(dict.fromkeys([*found, *self._within_phrase(token, depth)]))

    def _within_phrase(self, token: int, depth: int) -> Ids:
        children = self.syntax.children[token]
        for child in children:
            if self.syntax.dep[child] in MODIFIERS:
                found = self.acting(child) or self._of(self.cast.headed_by(child))
                if found:
                    return self._with_conjuncts(child, found)
                if self.syntax.dep[child] == "poss":
                    found = self.named(child, depth + 1)
                    if found:
                        return found
        for child in children:
            if self.syntax.dep[child] in ("prep", "agent") and self.syntax.lower[child] in WITHIN:
                found = self.all_named(frames.governed(self.syntax, child), depth + 1)
                if found:
                    return found
        for other in frames.before(self.syntax, token):  # "Korean steel plate ceiling"
            found = self.acting(other) or self._of(self.cast.headed_by(other))
            if found:
                return self._with_conjuncts(other, found)
        beside = self.syntax.child(token, "appos")  # "Rosneft, Russia's largest oil company"
        return self.named(beside, depth + 1) if beside is not None else ()

    def all_acting(self, tokens: list[int]) -> Ids:
        """Actors meant at any of the tokens, in order, each once."""
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.acting(token)))

    def joined(self, tokens: list[int]) -> Ids:
        """Likewise with those whom the parser has hung under the name of one of them."""
        return tuple(
            dict.fromkeys(actor for token in tokens for actor in [*self._joined_before(token), *self.acting(token)])
        )

    def _joined_before(self, token: int) -> list[str]:
        """Persons joined by "and" to the one at a token whom the parser has hung under that one's own name.

        In "met Minister A and Minister B" it often makes one name of both, with B at its head.
        """
        found: list[str] = []
        mention = self.cast.headed_by(token)
        left = self.syntax.left[token]
        while mention is not None and mention.first > left:
            last = mention.first
            while last > left and self.syntax.lower[last - 1] in JOINING:
                last -= 1
            before = self.cast.headed_by(last - 1) if last < mention.first else None
            before = before or self._ending(left, last)
            if last == mention.first or before is None or before.last != last or len(before.actors) != 1:
                break
            if self.cast.actors[before.actors[0]].kind != "person":
                break
            found.insert(0, before.actors[0])
            mention = before
        return found

    def _ending(self, first: int, last: int) -> Mention | None:
        """The widest mention in a token range that ends with it."""
        return next((one for one in self.cast.within(first, last) if one.last == last), None)

    def all_named(self, tokens: list[int], depth: int = 0) -> Ids:
        """Actors named at any of the tokens, in order, each once."""
        return tuple(dict.fromkeys(actor for token in tokens for actor in self.named(token, depth)))

    def place(self, token: int) -> Ids:
        """The country that a place at this token lies in."""
        mention = self.cast.headed_by(token)
        if mention is None:
            return ()
        return self._of(mention) or tuple(a for a in mention.actors if self.cast.actors[a].kind == "country")

    def adjective(self, noun: int) -> Ids:
        """Countries named before a noun: USA and IND of "Indian-U.S. talks"."""
        found: dict[str, None] = {}
        for token in frames.before(self.syntax, noun):
            for actor in self.acting(token) or self._of(self.cast.headed_by(token)):
                if self.cast.actors[actor].kind == "country":
                    found[actor] = None
        return tuple(found)

    def states(self, actors: Ids) -> tuple[str, ...]:
        """Countries whose acts these actors' acts are, in order, each once."""
        return tuple(dict.fromkeys(code for code in map(self.state, actors) if code))

    def state(self, actor: str) -> str | None:
        """The country whose act it is, "IGO" for an intergovernmental body, null for companies and private persons."""
        found = self.cast.actors.get(actor)
        if found is not None and found.sector == "IGO" and found.country is None:
            return "IGO"
        return self.cast.state(actor)

    def inside(self, first: int, last: int, *, without: frozenset[str]) -> dict[str, Ids]:
        """Actors named in a token range by country, `without` and mere places left out, in order of mention."""
        found: dict[str, dict[str, None]] = {}
        for mention in self.cast.within(first, last):
            if mention.form == "place" and not mention.actors and self.syntax.lower[mention.first - 1] in LOCATING:
                continue
            for actor in self._of(mention) or mention.actors:
                country = self.state(actor)
                if country is not None and country not in without:
                    found.setdefault(country, {})[actor] = None
        return {country: tuple(actors) for country, actors in found.items()}

    def _of(self, mention: Mention | None) -> Ids:
        """The country that a place or an adjective points to, if it is in the cast."""
        if mention is None or mention.country is None or mention.actors:
            return mention.actors if mention is not None and mention.form in ADJECTIVES else ()
        return (mention.country,) if mention.country in self.cast.actors else ()

    def _with_conjuncts(self, token: int, found: Ids) -> Ids:
        others = (
            self.acting(other) or self._of(self.cast.headed_by(other)) for other in self.syntax.conjuncts(token)[1:]
        )
        return tuple(dict.fromkeys([*found, *(actor for ids in others for actor in ids)]))
