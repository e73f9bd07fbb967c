"""Who there is: countries, organisations, bodies, outlets, offices and who held them when (data in the CSV files)."""

from typing import Literal

import msgspec

from bilat.codebook.tables import read_csv, read_toml
from bilat.records import Sector, slug

# The holders were last looked over in 2026: a term without an end is known up to the end of that year, and who holds
# the office later is not known from this table.
KNOWN_UNTIL = "2026"


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of a codebook table; `source` names where its facts come from."""

    source: str


class Country(Row, frozen=True, kw_only=True):
    """A country or former state; `caution` lists those of its names that often mean something else."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: tuple[str, ...] = ()
    since: int | None = msgspec.field(default=None, name="from")
    until: int | None = None
    caution: tuple[str, ...] = ()


class Organisation(Row, frozen=True, kw_only=True):
    """An intergovernmental or non-governmental organisation."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    sector: Sector


class Body(Row, frozen=True, kw_only=True):
    """A body or building that stands for a country's government, legislature, court, party or force.

    Names under `caution` are shared with bodies elsewhere ("Senate") and hold only where the report names the country.
    """

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: Sector
    kind: Literal["government", "organization"]
    caution: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells the body from one of the same name elsewhere (the Kremlin of two states)."""
        return f"{self.country}:{slug(self.name)}" if self.country else slug(self.name)


class Outlet(Row, frozen=True, kw_only=True):
    """A news agency or outlet."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    kind: Literal["agency", "newspaper", "broadcaster", "magazine", "site"]


class Office(Row, frozen=True, kw_only=True):
    """An office and how news writes its title; with `countries` where it exists in those alone."""

    role: str
    portfolio: str
    titles: tuple[str, ...]
    countries: tuple[str, ...] = ()
    sector: Sector


class Holder(Row, frozen=True, kw_only=True):
    """A term of office. One that is not `verified` only confirms what a text says and never supplies a name."""

    person: str
    aliases: tuple[str, ...] = ()
    role: str
    portfolio: str
    country: str
    since: str = msgspec.field(name="from")
    until: str | None = None
    precision: Literal["day", "month", "year"]
    verified: Literal["yes", "no"]

    def held_on(self, day: str) -> bool:
        """Whether the term may include the ISO day, as precisely as its dates are known."""
        until = self.until or KNOWN_UNTIL
        return day[: len(self.since)] >= self.since and day[: len(until)] <= until


class GivenName(Row, frozen=True, kw_only=True):
    """A given name: it tells a person's name from other capitals, and, where it is borne by one of them, "he" or "she".

    Names that are as often a place, a company or another word ("Virginia", "Chase", "April") are not in the table.
    """

    name: str
    gender: Literal["m", "f"] | None = None


class GroupWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nouns for people and bodies: with a country beside them they mean a group of it, or the country itself.

    `persons` are those of the words that mean one person, who may later be "he".
    """

    words: tuple[str, ...]
    persons: tuple[str, ...] = ()
    sector: Sector
    stands_for: Literal["country", "group"]
    note: str | None = None


class NotActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A phrase that holds the name of a country but means no actor ("South American", "Swiss francs")."""

    phrase: str
    why: str


Words = frozenset[str]


class ActorWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Small words that tell who is meant; what each list is for stands beside it in actor_words.toml."""

    honorifics_male: Words
    honorifics_female: Words
    honorifics_other: Words
    name_particles: Words
    speaking_verbs: Words
    role_words: Words
    person_nouns: Words
    company_words: Words
    body_words: Words
    between_country_and_title: Words
    former_words: Words
    below_words: Words
    titles_with_capital: Words
    after_general: Words
    place_prepositions: Words
    dealing_prepositions: Words
    reaching_verbs: Words
    arriving_words: Words
    destination_prepositions: Words
    reference_words: Words
    pair_words: Words
    pairs_of_persons: Words
    pairs_of_states: Words
    needs_country: Words
    ministry_words: Words
    only_ones: Words
    any_body_words: Words
    acting_bodies: Words
    company_endings: Words
    any_company_words: Words
    common_first_words: Words
    leading_portfolios: Words
    national_portfolios: Words
    vague_portfolios: Words
    many_holders: Words
    party_countries: dict[str, str]

    def gender(self, honorific: str) -> str | None:
        """ "m" or "f" where an honorific tells it."""
        if honorific in self.honorifics_male:
            return "m"
        return "f" if honorific in self.honorifics_female else None

    def is_honorific(self, word: str) -> bool:
        """Whether a word in lower case is an honorific."""
        return word in self.honorifics_male or word in self.honorifics_female or word in self.honorifics_other


class Actors(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of this module, as loaded."""

    countries: tuple[Country, ...]
    organisations: tuple[Organisation, ...]
    bodies: tuple[Body, ...]
    outlets: tuple[Outlet, ...]
    offices: tuple[Office, ...]
    holders: tuple[Holder, ...]
    given_names: tuple[GivenName, ...]
    groups: tuple[GroupWords, ...]
    not_actors: tuple[NotActor, ...]
    words: ActorWords


def load_actors() -> Actors:
    """All actor tables, validated. Raises `CodebookError`."""
    return Actors(
        countries=read_csv("countries.csv", Country),
        organisations=read_csv("organisations.csv", Organisation),
        bodies=read_csv("bodies.csv", Body),
        outlets=read_csv("outlets.csv", Outlet),
        offices=read_csv("offices.csv", Office),
        holders=read_csv("holders.csv", Holder),
        given_names=read_csv("given_names.csv", GivenName),
        groups=read_csv("groups.csv", GroupWords),
        not_actors=read_csv("not_actors.csv", NotActor),
        words=read_toml("actor_words.toml", ActorWords),
    )
