"""Putting the cast together: who is named, who is described; what refers back to them is found last."""

from collections import defaultdict
from collections.abc import Sequence

from bilat.reading.actors.bodies import Taken, find_bodies, occurrences
from bilat.reading.actors.camps import find_camps
from bilat.reading.actors.collection import Collection
from bilat.reading.actors.groups import GroupMention, ministry_name
from bilat.reading.actors.issuer import issuing_country
from bilat.reading.actors.naming import NameHit, is_destination, is_place
from bilat.reading.actors.person import Person, PersonMention
from bilat.reading.actors.reference import pair_words
from bilat.reading.actors.references import References
from bilat.reading.actors.titles import TitleHit
from bilat.reading.cast import Cast, Mention, MentionForm
from bilat.reading.page import Page
from bilat.records import ActorKind, Sector, slug

# What may stand before "government" and change nothing.
_BEFORE_STATE = frozenset({"the", "this", "its", "their", "a", "federal", "central", "national"})


class Assembly:
    """Names and descriptions of one report, each step taking what those before it left; used once, by `read_cast`."""

    def __init__(self, page: Page) -> None:
        """Starts empty."""
        self.page = page
        self.syntax = page.syntax
        self.directory = page.codebook.directory
        self.words = self.directory.words
        self._collected = Collection(page)
        self._people: dict[Person, str] = {}
        self._countries: set[int] = set()  # tokens of countries' names, which other names may begin with
        self._grouped: set[int] = set()  # tokens of nouns for people and bodies
        self._country_of_head: dict[int, str] = {}  # of persons, by the head of their mention

    # --- what is named ---------------------------------------------------

    def add_persons(self, persons: Sequence[Person], named: Sequence[PersonMention]) -> None:
        """Persons, each mention with its title; a title alone in front is part of the mention."""
        for person in persons:
            self._people[person] = self._person_actor(person)
        for mention in named:
            actor = self._people.get(mention.person)
            if actor is None:
                actor = self._people[mention.person] = self._person_actor(mention.person)
            head = self._collected.head_of(mention.name_first, mention.last)
            self._collected.add(mention.first, mention.last, head, "name", (actor,))
            if mention.person.country:
                self._country_of_head[head] = mention.person.country

    def _person_actor(self, person: Person) -> str:
        identity = f"{person.country or 'person'}:{slug(person.name) or slug('x' + person.name)}"
        self._collected.facts[identity] = person
        self._collected.actor(identity, person.name, "person", person.country, person.sector, person.role, person.rule)
        return identity

    def add_names(self, hits: Sequence[NameHit]) -> None:
        """Countries, capitals, organisations, bodies and outlets."""
        for hit in hits:
            kind = hit.meaning.kind
            head = hit.last - 1
            if hit.national:
                self._countries.update(range(hit.first, hit.last))
            if hit.national and kind != "demonym" and is_place(self.syntax, hit, self.words):
                self._collected.add(hit.first, hit.last, head, "place", (), hit.meaning.key)
                if kind == "country" or is_destination(self.syntax, hit, self.words):
                    self._collected.placed[hit.first] = self._country_actor(hit.meaning.key)
            elif hit.national:
                form: MentionForm = "demonym" if kind == "demonym" else ("capital" if kind == "capital" else "name")
                self._collected.add(
                    hit.first, hit.last, head, form, (self._country_actor(hit.meaning.key),), hit.meaning.key
                )
            else:
                actor = self._named_actor(hit)
                if actor:
                    self._collected.add(
                        hit.first, hit.last, head, "name", (actor,), self._collected.actors[actor].country
                    )

    def add_inner_names(self, hits: Sequence[NameHit]) -> None:
        """Countries inside the mention of a person ("US" in "US President Donald Trump")."""
        for hit in hits:
            actor = self._country_actor(hit.meaning.key)
            form: MentionForm = "demonym" if hit.meaning.kind == "demonym" else "name"
            self._collected.add_inner(Mention(hit.first, hit.last, hit.last - 1, form, (actor,), hit.meaning.key))

    def _country_actor(self, code: str) -> str:
        self._collected.actor(
            code, self.directory.countries[code].name, "country", code, "GOV", None, "actors.country-name"
        )
        return code

    def _named_actor(self, hit: NameHit) -> str | None:
        key = hit.meaning.key
        if hit.meaning.kind == "organisation":
            row = self.directory.organisations[key]
            self._collected.actor(key, row.name, "organization", None, row.sector, None, "actors.organisation-name")
            return key
        if hit.meaning.kind == "body":
            body = self.directory.bodies[key]
            self._collected.actor(key, body.name, body.kind, body.country, body.sector, None, "actors.body-name")
            return key
        if hit.meaning.kind == "outlet":
            outlet = self.directory.outlets[key]
            identity = f"{outlet.country or 'outlet'}:{slug(outlet.name)}"
            self._collected.actor(
                identity, outlet.name, "organization", outlet.country, "JRN", None, "actors.outlet-name"
            )
            return identity
        return None

    # --- what is described ------------------------------------------------

    def add_offices(self, titles: Sequence[TitleHit]) -> None:
        """Titles without a name: "the US president", "Japan's trade minister"; without a country they wait.

        In a government's own account an office is its own ("the President") if nobody else is said to hold such a one.
        """
        issuer = issuing_country(self.page)
        abroad = {o.portfolio for title in titles if title.country not in (None, issuer) for o in title.offices}
        by_portfolio: dict[str, list[str]] = defaultdict(list)
        for actor, person in self._collected.facts.items():
            if person.portfolio and not person.former:
                by_portfolio[person.portfolio].append(actor)
        for title in titles:
            if title.last - 1 in self._collected.taken:
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
                if country is None or self._collected.facts[actor].country == country
            ]
            if issuer and not (country or holders or title.private or portfolios & abroad):
                country, office = issuer, title.office(issuer)
            if (
                country
                and len(holders) == 1
                and not plural
                and office
                and office.portfolio not in self.words.many_holders
            ):
                self._collected.add(first, title.last, head, "office", (holders[0],), country)
            elif country and office and not plural:
                actor = self._office_actor(first, title, country, office.role, office.sector)
                self._collected.add(first, title.last, head, "office", (actor,), country)
            elif not plural:
                self._collected.waiting.append((first, title.last, head, portfolios, country))

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
        self._collected.actor(
            identity, name, "person", country, "ELI" if title.former else sector, role, "actors.office"
        )
        return identity

    def add_groups(self, groups: Sequence[GroupMention]) -> None:
        """Groups with a country, and ministries; others stay mentions without an actor."""
        waiting = {head for _, _, head, _, _ in self._collected.waiting}
        for group in groups:
            if group.head in self._collected.taken or pair_words(self.syntax, group.head, self.words) is not None:
                continue
            ministry = ministry_name(self.syntax, group, self.words)
            actors: list[str] = []
            bank = self._central_bank(group)
            if bank is not None:
                self._collected.add(group.first, group.last, group.head, "description", (bank,))
                continue
            for code in group.countries or self._country_of_person(group) or self._only_country(group, ministry):
                if group.meaning.stands_for == "country":
                    actors.append(self._country_actor(code))
                else:
                    actors.append(self._group_actor(group, code, ministry))
            if ministry and not actors:
                identity = f"body:{slug(ministry)}"
                self._collected.actor(identity, ministry, "organization", None, "GOV", None, "actors.ministry")
                actors.append(identity)
            if not actors and group.head in waiting:
                continue
            country = group.countries[0] if len(group.countries) == 1 else None
            form: MentionForm = "group" if group.plural or group.meaning.stands_for == "country" else "description"
            self._collected.add(group.first, group.last, group.head, form, tuple(actors), country)
            self._grouped.update(range(group.first, group.last))

    def _country_of_person(self, group: GroupMention) -> tuple[str, ...]:
        """The country in "the Trump administration": that of the person in front."""
        if group.meaning.stands_for != "country":
            return ()
        told = (self._country_of_head.get(token) for token in range(group.first, group.head))
        return tuple(country for country in told if country)[:1]

    def _only_country(self, group: GroupMention, ministry: str | None) -> tuple[str, ...]:
        """The country of "the government" or "the Finance Ministry" where only one can be meant.

        That is the one country that the report has named by then; or, of several, the first, if nobody but its people
        and bodies have acted and no other is spoken of right there.
        """
        if group.plural or group.words not in self.words.only_ones or not self._plain(group, ministry):
            return ()
        told = self._collected.countries_before(group.first)
        acting = self._collected.acting_before(group.first)
        if len(told) == 1 and set(acting) <= set(told):
            return (told[0],)
        if len(acting) == 1 and acting == (told[:1] or acting):
            return tuple(acting) if self._collected.named_near(group.first) <= set(acting) else ()
        return ()

    def _plain(self, group: GroupMention, ministry: str | None) -> bool:
        """Whether nothing but an article and the words of a name stand before the noun.

        "The ministry" alone is one told before and waits for it.
        """
        start = group.head + 1 - len(group.words.split())
        before = range(group.first, start)
        field = [token for token in before if self.syntax.dep[token] == "compound"] if group.words == "ministry" else []
        if group.words == "ministry" and ministry is None and not field:
            return False
        if not group.definite and ministry is None and not (start == group.first and self._capital(start)):
            return False
        return all(
            self.syntax.lower[token] in _BEFORE_STATE
            or token in field
            or (ministry is not None and (self._capital(token) or self.syntax.lower[token] == "and"))
            for token in before
        )

    def _capital(self, token: int) -> bool:
        return self.syntax.words[token][0].isupper()

    def _central_bank(self, group: GroupMention) -> str | None:
        """ "the central bank" where one is named before."""
        if group.words != "central bank" or group.countries or not group.definite:
            return None
        banks = self._collected.banks_before(group.first)
        return banks[0] if len(banks) == 1 else None

    def _group_actor(self, group: GroupMention, country: str, ministry: str | None) -> str:
        words = ministry or " ".join(self.syntax.slice(group.first, group.last).split())
        if ministry or group.plural:
            identity = f"{country}:{slug(ministry or group.words)}"
        else:
            identity = f"{country}:{self.page.item_id(slug(group.words), words.lower())}"
        kind: ActorKind = "organization" if ministry else "group"
        self._collected.actor(identity, words, kind, country, group.meaning.sector, None, "actors.group")
        return identity

    def add_bodies(self) -> None:
        """Bodies that only the report names, by their full names and their abbreviations."""
        taken = Taken(self._collected.taken, self._countries | self._grouped)
        bodies = find_bodies(self.page, taken)
        for number, places in occurrences(self.page, bodies).items():
            body = bodies[number]
            known = self._organisation_at(body.last - 1)
            name = " ".join(self.syntax.slice(body.first, body.last).split())
            identity = known or f"body:{slug(name.removeprefix('The '))}"
            for first, last in places:
                if (last - 1 in self._collected.taken and not body.short) or self._crosses(
                    taken, first, last, body.short
                ):
                    continue
                self._collected.actor(identity, name, "organization", None, None, None, "actors.named-body")
                self._collected.add(first, last, self._collected.head_of(first, last), "name", (identity,))

    def add_camps(self) -> None:
        """Campaigns, each told by the name of its candidate."""
        people = {
            m.head: m
            for m in self._collected.mentions
            if m.form == "name" and len(m.actors) == 1 and m.actors[0] in self._collected.facts
        }
        for token, mention in find_camps(self.syntax, people):
            person = self._collected.actors[mention.actors[0]]
            name = f"{person.name.split()[-1]} {self.syntax.lower[token]}"
            identity = f"body:{slug(person.name)}-campaign"
            self._collected.actor(identity, name, "organization", person.country, "PTY", None, "actors.campaign")
            self._collected.add(mention.first, token + 1, token, "name", (identity,))

    def _crosses(self, taken: Taken, first: int, last: int, short: str | None) -> bool:
        """Whether a body's name meets another's; a name that brackets tell the letters of may hold a shorter one."""
        met = [token for token in range(first, last) if token in taken]
        if not met or short is None or last - first < len(met) + 1:
            return bool(met)
        inner = self._collected.over(first, last)
        return not all(first <= m.first and m.last <= last and m.last - m.first < last - first for m in inner)

    def _organisation_at(self, head: int) -> str | None:
        """The body that is known already by the mention with this head."""
        for mention in self._collected.headed_by(head):
            if len(mention.actors) == 1:
                if self._collected.actors[mention.actors[0]].kind in ("organization", "government"):
                    return mention.actors[0]
        return None

    def cast(self) -> Cast:
        """The finished cast, with what refers back to those named."""
        References(self._collected).add()
        return self._collected.cast()
