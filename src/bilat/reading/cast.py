"""The cast of a report: its actors, every mention of them, and who each mention means."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bilat.records import Actor

MentionForm = Literal["name", "demonym", "capital", "place", "office", "description", "pronoun", "group"]

# Sectors whose acts and words are their country's (contract: governments, legislatures, courts, forces).
STATE = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY", "IGO"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that mean somebody: tokens `first` to `last` (exclusive) around `head`.

    `actors` are the ids of who is meant: several for "the two leaders", none where it stays unresolved or where the
    words are only a place ("in Delhi", form "place"); `country` is the country the words point to, if any.
    """

    first: int
    last: int
    head: int
    form: MentionForm
    actors: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True)
class Cast:
    """Actors by id and mentions in text order. Mentions may nest ("US" in "a US team") but do not cross."""

    actors: dict[str, Actor]
    mentions: tuple[Mention, ...]

    @cached_property
    def _by_head(self) -> dict[int, Mention]:
        heads: dict[int, Mention] = {}
        for mention in self.mentions:
            wider = heads.get(mention.head)
            if wider is None or mention.last - mention.first > wider.last - wider.first:
                heads[mention.head] = mention
        return heads

    @cached_property
    def _firsts(self) -> list[int]:
        return [mention.first for mention in self.mentions]

    def headed_by(self, token: int) -> Mention | None:
        """The widest mention whose head is this token: the one to ask for a verb's subject or object."""
        return self._by_head.get(token)

    def within(self, first: int, last: int) -> Iterable[Mention]:
        """Mentions that begin in a token range, in text order."""
        for number in range(bisect_right(self._firsts, first - 1), len(self.mentions)):
            if self._firsts[number] >= last:
                return
            yield self.mentions[number]

    def country(self, actor: str) -> str | None:
        """The country an actor belongs to."""
        found = self.actors.get(actor)
        return found.country if found else None

    def state(self, actor: str) -> str | None:
        """The country whose act it is when this actor acts: null for companies and private persons."""
        found = self.actors.get(actor)
        if found is None:
            return None
        if found.kind in ("country", "government") or found.sector in STATE:
            return found.country
        return None
