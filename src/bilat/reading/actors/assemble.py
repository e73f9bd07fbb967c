"""Putting the cast together: actors with their ids, mentions in order, references resolved last."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bilat.reading.actors.bodies import find_bodies, occurrences
from bilat.reading.actors.groups import GroupMention, ministry_name
from bilat.reading.actors.last_speaker import LastSpeakers, Meant, last_body, last_person
from bilat.reading.actors.naming import NameHit, is_destination, is_place
from bilat.reading.actors.reference import HE, SHE, SUMMARIES, Backward, Candidate, Telling, pair_words
from bilat.reading.actors.spotting import Person, PersonMention
from bilat.reading.actors.titles import TitleHit
from bilat.reading.cast import Cast, Mention, MentionForm
from bilat.reading.page import Page
from bilat.records import Actor, ActorKind, Sector, Span, rule, slug


class Assembly:
    """Collects actors and mentions of one report; used once, by `read_cast`."""

    def __init__(self, page: Page) -> None:
        """Starts empty."""
        self.page = page
        self.syntax = page.syntax
        self.directory = page.codebook.directory
        self.words = self.directory.words
        self._actors: dict[str, Actor] = {}
        self._people: dict[Person, str] = {}
        self._facts: dict[str, Person] = {}
        self._mentions: list[Mention] = []
        self._taken: set[int] = set()
        self._placed: dict[int, str] = {}  # countries named only as a place, by first token: who they are stays known
        self._country_of_head: dict[int, str] = {}  # of persons, by the head of their mention
        # bare titles, to be resolved when everybody named is known: first, last, head, portfolios, country
        self._waiting: list[tuple[int, int, int, frozenset[str], str | None]] = []

    # --- what is named ---------------------------------------------------

    def add_persons(self, persons: Sequence[Person], named: Sequence[PersonMention]) -> None:
        """Persons, each mention with its title; a title alone in front is part of the mention."""
        for person in persons:
            self._people[person] = self._person_actor(person)
        for mention in named:
            actor = self._people.get(mention.person)
            if actor is None:
                actor = self._people[mention.person] = self._person_actor(mention.person)
            head = self._head(mention.name_first, mention.last)
            self._mention(mention.first, mention.last, head, "name", (actor,))
            if mention.person.country:
                self._country_of_head[head] = mention.person.country

    def _head(self, first: int, last: int) -> int:
        """The token of a range that hangs on something outside it."""
        for token in range(last - 1, first - 1, -1):
            if not first <= self.syntax.head[token] < last or self.syntax.head[token] == token:
                return token
        return last - 1

    def _person_actor(self, person: Person) -> str:
        identity = f"{person.country or 'person'}:{slug(person.name) or slug('x' + person.name)}"
        self._facts[identity] = person
        self._actor(identity, person.name, "person", person.country, person.sector, person.role, person.rule)
        return identity

    def add_names(self, hits: Sequence[NameHit]) -> None:
        """Countries, capitals, organisations, bodies and outlets."""
        for hit in hits:
            kind = hit.meaning.kind
            head = hit.last - 1
            if hit.national and kind != "demonym" and is_place(self.syntax, hit, self.words):
                self._mention(hit.first, hit.last, head, "place", (), hit.meaning.key)
                if kind == "country" or is_destination(self.syntax, hit, self.words):
                    self._placed[hit.first] = self._country_actor(hit.meaning.key)
            elif hit.national:
                form: MentionForm = "demonym" if kind == "demonym" else ("capital" if kind == "capital" else "name")
                self._mention(hit.first, hit.last, head, form, (self._country_actor(hit.meaning.key),), hit.meaning.key)
            else:
                actor = self._named_actor(hit)
                if actor:
                    self._mention(hit.first, hit.last, head, "name", (actor,), self._actors[actor].country)

    def add_inner_names(self, hits: Sequence[NameHit]) -> None:
        """Countries inside the mention of a person ("US" in "US President Donald Trump")."""
        for hit in hits:
            actor = self._country_actor(hit.meaning.key)
            form: MentionForm = "demonym" if hit.meaning.kind == "demonym" else "name"
            self._mentions.append(Mention(hit.first, hit.last, hit.last - 1, form, (actor,), hit.meaning.key))

    def _country_actor(self, code: str) -> str:
        self._actor(code, self.directory.countries[code].name, "country", code, "GOV", None, "actors.country-name")
        return code

    def _named_actor(self, hit: NameHit) -> str | None:
        key = hit.meaning.key
        if hit.meaning.kind == "organisation":
            row = self.directory.organisations[key]
            self._actor(key, row.name, "organization", None, row.sector, None, "actors.organisation-name")
            return key
        if hit.meaning.kind == "body":
            body = self.directory.bodies[key]
            self._actor(key, body.name, body.kind, body.country, body.sector, None, "actors.body-name")
            return key
        if hit.meaning.kind == "outlet":
            outlet = self.directory.outlets[key]
            identity = f"{outlet.country or 'outlet'}:{slug(outlet.name)}"
            self._actor(identity, outlet.name, "organization", outlet.country, "JRN", None, "actors.outlet-name")
            return identity
        return None

    # --- what is described ------------------------------------------------

    def add_offices(self, titles: Sequence[TitleHit]) -> None:
        """Titles without a name: "the US president", "Japan's trade minister"; without a country they wait."""
        by_portfolio: dict[str, list[str]] = defaultdict(list)
        for actor, person in self._facts.items():
            if person.portfolio and not person.former:
                by_portfolio[person.portfolio].append(actor)
        for title in titles:
            if title.last - 1 in self._taken:
                continue
            head = title.last - 1
            country = title.country or title.only_country
            first = min(title.first, title.nation_first)
            plural = self.syntax.tag[head] in ("NNS", "NNPS")
            office = title.office(country)
            if country and self._one_of_a_group(title, head):
                continue
            portfolios = frozenset(office.portfolio for office in title.offices)
            holders = [
                actor
                for portfolio in sorted(portfolios)
                for actor in by_portfolio[portfolio]
                if country is None or self._facts[actor].country == country
            ]
            if (
                country
                and len(holders) == 1
                and not plural
                and office
                and office.portfolio not in self.words.many_holders
            ):
                self._mention(first, title.last, head, "office", (holders[0],), country)
            elif country and office and not plural:
                actor = self._office_actor(first, title, country, office.role, office.sector)
                self._mention(first, title.last, head, "office", (actor,), country)
            elif not plural:
                self._waiting.append((first, title.last, head, portfolios, country))

    def _one_of_a_group(self, title: TitleHit, head: int) -> bool:
        """ "a senior Japanese official" is one of many: told by the noun, not by the office."""
        if title.last - title.first > 1 or self.syntax.lower[head] not in self.directory.one_person:
            return False
        indefinite = any(
            self.syntax.lower[child] in ("a", "an", "one", "another") for child in self.syntax.children[head]
        )
        return indefinite or self.syntax.lower[head] in ("official", "lawmaker", "diplomat", "negotiator")

    def _office_actor(self, first: int, title: TitleHit, country: str, role: str, sector: Sector) -> str:
        """An office-holder whom the report does not name: one actor a country and role."""
        name = " ".join(self.syntax.slice(first, title.last).split())
        identity = f"{country}:{slug(role)}"
        self._actor(identity, name, "person", country, "ELI" if title.former else sector, role, "actors.office")
        return identity

    def add_groups(self, groups: Sequence[GroupMention]) -> None:
        """Groups with a country, and ministries; others stay mentions without an actor."""
        waiting = {head for _, _, head, _, _ in self._waiting}
        for group in groups:
            if group.head in self._taken or pair_words(self.syntax, group.head, self.words) is not None:
                continue
            ministry = ministry_name(self.syntax, group, self.words)
            actors: list[str] = []
            for code in group.countries or self._country_of_person(group):
                if group.meaning.stands_for == "country":
                    actors.append(self._country_actor(code))
                else:
                    actors.append(self._group_actor(group, code, ministry))
            if ministry and not actors:
                identity = f"body:{slug(ministry)}"
                self._actor(identity, ministry, "organization", None, "GOV", None, "actors.ministry")
                actors.append(identity)
            if not actors and group.head in waiting:
                continue
            country = group.countries[0] if len(group.countries) == 1 else None
            form: MentionForm = "group" if group.plural or group.meaning.stands_for == "country" else "description"
            self._mention(group.first, group.last, group.head, form, tuple(actors), country)

    def _country_of_person(self, group: GroupMention) -> tuple[str, ...]:
        """The country in "the Trump administration": that of the person in front."""
        if group.meaning.stands_for != "country":
            return ()
        told = (self._country_of_head.get(token) for token in range(group.first, group.head))
        return tuple(country for country in told if country)[:1]

    def _group_actor(self, group: GroupMention, country: str, ministry: str | None) -> str:
        words = ministry or " ".join(self.syntax.slice(group.first, group.last).split())
        if ministry or group.plural:
            identity = f"{country}:{slug(ministry or group.words)}"
        else:
            identity = f"{country}:{self.page.item_id(slug(group.words), words.lower())}"
        kind: ActorKind = "organization" if ministry else "group"
        self._actor(identity, words, kind, country, group.meaning.sector, None, "actors.group")
        return identity

    def add_bodies(self) -> None:
        """Bodies that only the report names, by their full names and their abbreviations."""
        bodies = find_bodies(self.page, self._taken)
        for number, places in occurrences(self.syntax, bodies).items():
            body = bodies[number]
            known = self._organisation_at(body.last - 1)
            name = " ".join(self.syntax.slice(body.first, body.last).split())
            identity = known or f"body:{slug(name)}"
            for first, last in places:
                if not self._taken.isdisjoint(range(first, last)):
                    continue
                self._actor(identity, name, "organization", None, None, None, "actors.named-body")
                self._mention(first, last, self._head(first, last), "name", (identity,))

    def _organisation_at(self, head: int) -> str | None:
        """The body that is known already by the mention with this head."""
        for mention in self._mentions:
            if mention.head == head and len(mention.actors) == 1:
                if self._actors[mention.actors[0]].kind in ("organization", "government"):
                    return mention.actors[0]
        return None

    # --- what refers back ---------------------------------------------------

    def add_references(self) -> None:
        """Pronouns, bare offices and "the two leaders", resolved in text order where one answer is plain."""
        self._add_introduced()
        telling = Telling(self.syntax)
        speakers = LastSpeakers(self.syntax, self.page.codebook.cues, telling)
        meant = Meant(self._actors, self.directory, [m for m in self._mentions if len(m.actors) == 1])
        persons = Backward(self.syntax, self._candidates(persons=True), telling, self.words)
        states = Backward(self.syntax, self._candidates(persons=False), telling, self.words)
        waiting = {head: (first, last, portfolios, country) for first, last, head, portfolios, country in self._waiting}
        for token, word in enumerate(self.syntax.lower):
            if word in HE or word in SHE:
                gender = "m" if word in HE else "f"
                spoke = last_person(speakers, meant, self._facts, token, gender)
                actor = spoke.actor if spoke else persons.person(token, gender)
                self._reference(persons, token, token + 1, token, "pronoun", actor)
                meant.add(token, actor)
            elif word == "it":
                actor = last_body(speakers, meant, token)
                if actor:
                    self._mention(token, token + 1, token, "pronoun", (actor,))
                    meant.add(token, actor)
            elif token in waiting and token not in self._taken:
                first, last, portfolios, country = waiting[token]
                definite = first > 0 and self.syntax.lower[first - 1] in ("the", "this")
                actor = persons.holder(token, portfolios, country) if definite else None
                self._reference(persons, first - definite, last, token, "office", actor)
                meant.add(token, actor)
            elif token not in self._taken:
                self._add_pair(token, persons, states)
            if word in meant.nouns and token > 0 and self.syntax.lower[token - 1] == "the":
                self._short_form(speakers, meant, token)

    def _reference(
        self, persons: Backward, first: int, last: int, head: int, form: MentionForm, actor: str | None
    ) -> None:
        self._mention(first, last, head, form, (actor,) if actor else ())
        if actor:
            persons.add(self._candidate(self._mentions[-1], self._actors[actor]))

    def _short_form(self, speakers: LastSpeakers, meant: Meant, token: int) -> None:
        """ "the department", "the board": a body that is named, told by its noun alone."""
        if any(child != token - 1 for child in self.syntax.children[token] if child < token):
            return
        actor = meant.called(speakers, token)
        if actor is None:
            return
        open_ones = [n for n, m in enumerate(self._mentions) if m.head == token and m.last == token + 1]
        if not open_ones and token not in self._taken:
            self._mention(token - 1, token + 1, token, "description", (actor,))
        elif len(open_ones) == 1 and not self._mentions[open_ones[0]].actors:
            country = self._actors[actor].country
            self._mentions[open_ones[0]] = replace(self._mentions[open_ones[0]], actors=(actor,), country=country)
        else:
            return
        meant.add(token, actor)

    def _add_pair(self, token: int, persons: Backward, states: Backward) -> None:
        leaders = pair_words(self.syntax, token, self.words)
        if leaders is None:
            return
        looking = persons if leaders else states
        pair = looking.pair(token, leaders) or self._pair_ahead(token, looking, leaders)
        first = min([token, *(child for child in self.syntax.children[token] if child < token)])
        self._mention(first, token + 1, token, "group", pair)

    def _add_introduced(self) -> None:
        """Somebody described first and named at the next statement is one person.

        "A Democratic lawmaker criticised …", and in the next sentences "…, Jane Doe said": the name comes without an
        office of its own, and nobody else of that country and sector is first named there.
        """
        newly_named: dict[int, list[tuple[str, Mention]]] = defaultdict(list)
        met: set[str] = set()
        for mention in sorted(self._mentions, key=lambda mention: mention.first):
            if mention.form == "name" and len(mention.actors) == 1 and mention.actors[0] not in met:
                met.add(mention.actors[0])
                newly_named[self.syntax.sentence[mention.head]].append((mention.actors[0], mention))
        for place, mention in enumerate(self._mentions):
            if mention.form != "description" or len(mention.actors) != 1:
                continue
            if self.syntax.lower[mention.head] not in self.directory.one_person:
                continue
            if self.syntax.lower[mention.first] not in ("a", "an"):
                continue
            group = self._actors[mention.actors[0]]
            sentence = self.syntax.sentence[mention.head]
            fitting = [
                person
                for near in (sentence + 1, sentence + 2)
                for person, name in newly_named.get(near, ())
                if self._can_be(person, name, group)
            ]
            if len(fitting) == 1:
                self._join(place, fitting[0], group)

    def _can_be(self, person: str, name: Mention, group: Actor) -> bool:
        """Whether a person named without an office can be somebody of that country and sector."""
        actor = self._actors[person]
        bare = name.last - name.first == len(actor.name.replace("-", " - ").split())
        return (
            bare
            and actor.kind == "person"
            and actor.sector in (None, group.sector)
            and actor.country in (None, group.country)
        )

    def _join(self, place: int, person: str, group: Actor) -> None:
        actor = self._actors[person]
        self._actors[person] = msgspec.structs.replace(
            actor, country=actor.country or group.country, sector=actor.sector or group.sector
        )
        self._mentions[place] = replace(self._mentions[place], actors=(person,))

    def _pair_ahead(self, token: int, looking: Backward, leaders: bool) -> tuple[str, ...]:
        """In a title or a bullet nobody has been named yet: whom the first sentence of the body names."""
        if self.syntax.blocks[self.syntax.block[token]].kind not in SUMMARIES:
            return ()
        for number, (first, last) in enumerate(self.syntax.sentences):
            if (
                number > self.syntax.sentence[token]
                and self.syntax.blocks[self.syntax.block[first]].kind == "paragraph"
            ):
                return looking.pair(last - 1, leaders)
        return ()

    def _candidates(self, *, persons: bool) -> list[Candidate]:
        found = []
        for mention in self._mentions:
            if len(mention.actors) != 1:
                continue
            actor = self._actors[mention.actors[0]]
            one = actor.kind == "person" or (
                mention.form == "description" and self.syntax.lower[mention.head] in self.directory.one_person
            )
            if one if persons else actor.kind == "country":
                found.append(self._candidate(mention, actor))
        return found

    def _candidate(self, mention: Mention, actor: Actor) -> Candidate:
        fact = self._facts.get(actor.id)
        nouns = [self.syntax.lower[mention.head]] if mention.form == "description" else []
        if actor.role:
            nouns.append(actor.role.lower().split()[-1])
        return Candidate(
            mention.head,
            actor.id,
            fact.gender if fact else None,
            fact.portfolio if fact else None,
            actor.country,
            tuple(nouns),
        )

    # --- the result ------------------------------------------------------------

    def _mention(
        self, first: int, last: int, head: int, form: MentionForm, actors: tuple[str, ...], country: str | None = None
    ) -> None:
        if country is None and len(actors) == 1:
            country = self._actors[actors[0]].country
        self._taken.update(range(first, last))
        self._mentions.append(Mention(first, last, head, form, actors, country))

    def _actor(
        self,
        identity: str,
        name: str,
        kind: ActorKind,
        country: str | None,
        sector: Sector | None,
        role: str | None,
        by: str,
    ) -> None:
        if identity not in self._actors:
            self._actors[identity] = Actor(
                id=identity, name=name, kind=kind, country=country, sector=sector, role=role, by=rule(by)
            )

    def cast(self) -> Cast:
        """The finished cast: actors in the order they are first mentioned, with the spans of their mentions."""
        mentions = sorted(self._mentions, key=lambda mention: (mention.first, -mention.last))
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
        if mention.form == "place" and mention.first in self._placed:
            return (self._placed[mention.first],)
        return mention.actors

    def _with_spans(self, identity: str, spans: list[Span], title_spans: list[Span]) -> Actor:
        return msgspec.structs.replace(
            self._actors[identity],
            mentions=tuple(spans),
            title_mentions=tuple(title_spans),
            where="text" if spans else "title",
        )
