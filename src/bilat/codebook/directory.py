"""The actor tables arranged for looking up: by name, title, noun and day."""

from collections import defaultdict

from bilat.codebook.actors import Actors, Body, Country, GroupWords, Holder, Organisation, Outlet
from bilat.codebook.names import Meaning, Name, NameIndex, TitleIndex, actor_names


class Directory:
    """Who is in the codebook. Built once; nothing changes it afterwards."""

    def __init__(self, actors: Actors) -> None:
        """Arranges the tables; later rows of one name stand beside earlier ones."""
        self.words = actors.words
        self.names: NameIndex = actor_names(actors)
        self.titles = TitleIndex(actors.offices)
        self.not_actors = NameIndex(Name(row.phrase, ()) for row in actors.not_actors)
        self.countries: dict[str, Country] = {row.code: row for row in actors.countries}
        self.organisations: dict[str, Organisation] = {row.id: row for row in actors.organisations}
        self.bodies: dict[str, Body] = {row.key: row for row in actors.bodies}
        self.outlets: dict[str, Outlet] = {row.name: row for row in actors.outlets}
        self.groups: dict[str, GroupWords] = {word: row for row in actors.groups for word in row.words}
        self.one_person = frozenset(word for row in actors.groups for word in row.persons)
        self.given_names: dict[str, str | None] = {row.name: row.gender for row in actors.given_names}
        self._holders: dict[str, list[Holder]] = defaultdict(list)
        for holder in actors.holders:
            for name in (holder.person, *holder.aliases):
                self._holders[name].append(holder)

    def stood(self, meaning: Meaning, year: int | None) -> bool:
        """Whether what a name means existed in a year; without a year, whether it still does."""
        country = self._country_of(meaning)
        row = self.countries.get(country) if country else None
        if row is None:
            return True
        if year is None:
            return row.until is None
        return (row.since is None or row.since <= year) and (row.until is None or year <= row.until)

    def _country_of(self, meaning: Meaning) -> str | None:
        if meaning.kind in ("country", "demonym", "capital"):
            return meaning.key
        if meaning.kind == "body":
            return self.bodies[meaning.key].country
        return None

    def countries_of(self, meaning: Meaning) -> tuple[str, ...]:
        """The countries that a name points to: its own, a body's, or those whose offices its bearer has held."""
        if meaning.kind == "person":
            return tuple(term.country for term in self._holders[meaning.key])
        country = self._country_of(meaning)
        return (country,) if country else ()

    def held(self, name: str, day: str | None) -> tuple[Holder, ...]:
        """The terms of office that a name can stand for on an ISO day (on any day, where it is not known)."""
        terms = self._holders.get(name, ())
        return tuple(term for term in terms if day is None or term.held_on(day))
