"""What is collected of a cast while it is put together: actors by id, mentions, and where each of them stands."""

from collections import defaultdict

import msgspec

from bilat.reading.actors.person import Person
from bilat.reading.cast import STATE, Cast, Mention, MentionForm
from bilat.reading.page import Page
from bilat.records import Actor, ActorKind, Sector, Span, rule

# Forms of mentions that name a country.
_NATIONAL = ("name", "demonym", "capital", "place")
Waiting = tuple[int, int, int, frozenset[str], str | None]


class Collection:
    """Actors and mentions of one report. Every question is answered from an index, whatever the report's length."""

    def __init__(self, page: Page) -> None:
        """Starts empty."""
        self.page = page
        self.syntax = page.syntax
        self.directory = page.codebook.directory
        self.words = self.directory.words
        self.actors: dict[str, Actor] = {}
        self.facts: dict[str, Person] = {}  # of persons, by the actor's id
        self.taken: set[int] = set()
        self.placed: dict[int, str] = {}  # countries named only as a place, by first token: who they are stays known
        # bare titles, to be resolved when everybody named is known: first, last, head, portfolios, country
        self.waiting: list[Waiting] = []
        self._mentions: dict[int, Mention] = {}
        self._count = 0
        self._by_head: dict[int, list[int]] = defaultdict(list)
        self._by_token: dict[int, list[int]] = defaultdict(list)
        self._first_country: dict[str, int] = {}  # where each country is named first
        self._first_bank: dict[str, int] = {}  # and each bank that is a part of a government
        self._first_act: dict[str, int] = {}  # and each country's government, officials or bodies
        self._named_in: dict[int, list[tuple[int, str]]] = defaultdict(list)  # countries' names by their sentence

    @property
    def mentions(self) -> list[Mention]:
        """All mentions so far, in the order they were added."""
        return list(self._mentions.values())

    def add(
        self, first: int, last: int, head: int, form: MentionForm, actors: tuple[str, ...], country: str | None = None
    ) -> Mention:
        """A mention, whose words can then be no other's."""
        if country is None and len(actors) == 1:
            country = self.actors[actors[0]].country
        self.taken.update(range(first, last))
        return self.add_inner(Mention(first, last, head, form, actors, country))

    def add_inner(self, mention: Mention) -> Mention:
        """A mention as it is; it may stand inside another."""
        number = self._count
        self._count += 1
        self._mentions[number] = mention
        self._by_head[mention.head].append(number)
        for token in range(mention.first, mention.last):
            self._by_token[token].append(number)
        if mention.form in _NATIONAL and mention.country:
            _keep_first(self._first_country, mention.country, mention.first)
            self._named_in[self.syntax.sentence[mention.first]].append((mention.first, mention.country))
        if mention.form not in _NATIONAL or mention.form == "name":
            for one in mention.actors:
                acting = self._acting_country(self.actors[one], mention.form)
                if acting:
                    _keep_first(self._first_act, acting, mention.first)
        if mention.form == "name" and len(mention.actors) == 1:
            actor = self.actors[mention.actors[0]]
            if actor.kind == "government" and "bank" in actor.name.lower():
                _keep_first(self._first_bank, actor.id, mention.first)
        return mention

    def replace(self, old: Mention, new: Mention | None) -> None:
        """A mention with the same words that means somebody else; null takes it away."""
        number = next(n for n in self._by_head[old.head] if self._mentions.get(n) is old)
        if new is None:
            del self._mentions[number]
        else:
            self._mentions[number] = new

    def headed_by(self, head: int) -> list[Mention]:
        """The mentions with this head."""
        return [self._mentions[n] for n in self._by_head.get(head, ()) if n in self._mentions]

    def over(self, first: int, last: int) -> list[Mention]:
        """The mentions that share a token with a range."""
        numbers = {n for token in range(first, last) for n in self._by_token.get(token, ())}
        return [self._mentions[n] for n in sorted(numbers) if n in self._mentions]

    def countries_before(self, token: int) -> list[str]:
        """The countries named before a token, in the order they are first named."""
        return sorted(
            (country for country, first in self._first_country.items() if first < token),
            key=self._first_country.__getitem__,
        )

    def _acting_country(self, actor: Actor, form: MentionForm) -> str | None:
        """The country for which those who are meant act: not a country's bare name, which may be spoken of only."""
        if actor.kind == "country":
            return actor.country if form == "group" else None
        return actor.country if actor.kind == "government" or actor.sector in STATE else None

    def acting_before(self, token: int) -> list[str]:
        """The countries whose governments, officials or bodies stand before a token."""
        return [country for country, first in self._first_act.items() if first < token]

    def named_near(self, token: int) -> set[str]:
        """The countries named in the sentence of a token, before it, and in the one before that sentence."""
        here = self.syntax.sentence[token]
        near = (*self._named_in.get(here - 1, ()), *self._named_in.get(here, ()))
        return {country for first, country in near if first < token}

    def banks_before(self, token: int) -> list[str]:
        """The central banks named before a token."""
        return [bank for bank, first in self._first_bank.items() if first < token]

    def head_of(self, first: int, last: int) -> int:
        """The token of a range that hangs on something outside it."""
        for token in range(last - 1, first - 1, -1):
            if not first <= self.syntax.head[token] < last or self.syntax.head[token] == token:
                return token
        return last - 1

    def actor(
        self,
        identity: str,
        name: str,
        kind: ActorKind,
        country: str | None,
        sector: Sector | None,
        role: str | None,
        by: str,
    ) -> None:
        """Somebody, unless known already."""
        if identity not in self.actors:
            self.actors[identity] = Actor(
                id=identity, name=name, kind=kind, country=country, sector=sector, role=role, by=rule(by)
            )

    def cast(self) -> Cast:
        """The finished cast: actors in the order they are first mentioned, with the spans of their mentions."""
        mentions = sorted(self._mentions.values(), key=lambda mention: (mention.first, -mention.last))
        spans: dict[str, list[Span]] = defaultdict(list)
        title_spans: dict[str, list[Span]] = defaultdict(list)
        for mention in mentions:
            place = self.syntax.where(mention.first)
            for actor in self._named_by(mention):
                (title_spans if place == "title" else spans)[actor].append(
                    self.syntax.span(mention.first, mention.last)
                )
        actors = {}
        for mention in mentions:
            for identity in self._named_by(mention):
                if identity not in actors:
                    actors[identity] = self._with_spans(identity, spans[identity], title_spans[identity])
        return Cast(actors, tuple(mentions))

    def _named_by(self, mention: Mention) -> tuple[str, ...]:
        """Who is named: also a country that is only a place here ("in Peru"), which is no party to anything there."""
        if mention.form == "place" and mention.first in self.placed:
            return (self.placed[mention.first],)
        return mention.actors

    def _with_spans(self, identity: str, spans: list[Span], title_spans: list[Span]) -> Actor:
        return msgspec.structs.replace(
            self.actors[identity],
            mentions=tuple(spans),
            title_mentions=tuple(title_spans),
            where="text" if spans else "title",
        )


def _keep_first(firsts: dict[str, int], who: str, token: int) -> None:
    firsts[who] = min(token, firsts.get(who, token))
