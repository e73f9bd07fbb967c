"""Which countries words speak of: mentions of the cast turned into ids of countries, for measures and talks."""

from collections.abc import Iterator
from dataclasses import dataclass

from bilat.reading.cast import Cast, Mention
from bilat.syntax import Syntax

# What may stand between a head and the name that says whose it is: "Japanese officials", "Canada's Parliament".
_OWNER = frozenset({"poss", "compound", "amod", "nmod", "nn"})


@dataclass(frozen=True, slots=True)
class Named:
    """Countries named by one mention."""

    ids: tuple[str, ...]
    mention: Mention


class Countries:
    """The countries of one report's cast. `acting` counts officials and bodies as their country, `belonging` all."""

    def __init__(self, syntax: Syntax, cast: Cast) -> None:
        """Only reads; the index of countries is made once a report."""
        self.syntax = syntax
        self.cast = cast
        # Where the cast has no actor for the country itself, the first of its officials stands for it.
        acting = {code: actor for actor in reversed(cast.actors) if (code := cast.state(actor))}
        self._by_code = acting | {a.country: a.id for a in cast.actors.values() if a.kind == "country" and a.country}

    def acting(self, mention: Mention) -> tuple[str, ...]:
        """The countries whose act it is when those who are meant act; empty for companies and private persons."""
        if mention.form == "place":
            return ()
        return self._ids([self._state(actor) for actor in mention.actors] or [self._code(mention.country)])

    def belonging(self, mention: Mention) -> tuple[str, ...]:
        """The countries that those who are meant belong to, companies and places included."""
        codes = [self._code(self.cast.country(actor)) or self._state(actor) for actor in mention.actors]
        return self._ids(codes or [self._code(mention.country)])

    def is_country(self, actor: str) -> bool:
        """Whether an id stands for a country here, itself or by one of its officials."""
        return actor in self._by_code.values()

    def of_actor(self, actor: str) -> tuple[str, ...]:
        """The country an actor belongs to, as the id of that country where the cast has it."""
        return self._ids([self._code(self.cast.country(actor)) or self._state(actor)])

    def _state(self, actor: str) -> str | None:
        found = self.cast.actors.get(actor)
        if found is None or found.kind == "country":
            return actor if found else None
        code = self.cast.state(actor)
        if code is None:
            return actor if found.sector == "IGO" else None
        return self._by_code.get(code, actor)

    def _code(self, code: str | None) -> str | None:
        return self._by_code.get(code) if code else None

    @staticmethod
    def _ids(found: list[str | None]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for actor in found if actor))

    def within(self, first: int, last: int) -> Iterator[Named]:
        """Mentions in a token range that belong to a country, in text order."""
        for mention in self.cast.within(first, last):
            ids = self.belonging(mention)
            if ids:
                yield Named(ids, mention)

    def actor_at(self, token: int) -> Named | None:
        """Who acts where this token heads a subject: the mention it heads, or the one that says whose it is."""
        for other in (token, *self._owners(token)):
            mention = self.cast.headed_by(other)
            if mention is not None:
                ids = self.acting(mention)
                if ids:
                    return Named(ids, mention)
        return None

    def actors_at(self, token: int) -> list[Named]:
        """The same for a coordination: "India and the United States"."""
        found = [self.actor_at(other) for other in self.syntax.conjuncts(token)]
        return [named for named in found if named]

    def _owners(self, token: int) -> list[int]:
        syntax = self.syntax
        owners = [other for other in syntax.children[token] if syntax.dep[other] in _OWNER]
        for prep in syntax.children[token]:
            if syntax.dep[prep] == "prep" and syntax.lower[prep] in ("of", "for"):
                owners += [other for other in syntax.children[prep] if syntax.dep[other] == "pobj"]
        return owners
