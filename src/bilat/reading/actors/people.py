"""Persons in a report: who they are, and every mention of them by name.

A person is made from the report's own words ("Commerce Minister Piyush Goyal"); no list is needed. The codebook's
holders only confirm: a term that is not verified never supplies a name, and gives a country or office only where the
report itself names that country, or the title that the term is of.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bilat.codebook.actors import Holder
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.person import Person, PersonMention
from bilat.reading.actors.spotting import bare_speakers, firm_tokens, spot_persons
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.syntax import Syntax


@dataclass
class _People:
    """The persons met so far, by their last names. Local to `find_people`."""

    vague: frozenset[str]
    given: Mapping[str, str | None]
    by_last: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_first: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def same(self, person: Person) -> Person | None:
        """Who of the known is meant by this name: the same full name, or the one bearer of a bare last name.

        A name that is no given name may be the family's that stands first ("Wang Chao-Ming … Wang").
        """
        words = person.name.split()
        known = self.by_last.get(words[-1].lower(), [])
        if not known and len(words) == 1 and words[0] not in self.given:
            before = self.by_first.get(words[0].lower(), [])
            return before[0] if len(before) == 1 and not _apart(before[0], person) else None
        fits = [other for other in known if _fits(other, person, self.vague)]
        return fits[0] if len(fits) == 1 else None

    def gendered(self, person: Person) -> Person:
        """The person with the gender that a given name tells, where nothing else does."""
        first, _, rest = person.name.partition(" ")
        gender = self.given.get(first) if rest and person.gender is None else None
        return replace(person, gender=gender) if gender else person

    def put(self, person: Person) -> None:
        self.by_last[person.name.split()[-1].lower()].append(person)
        self.by_first[person.name.split()[0].lower()].append(person)

    def swap(self, old: Person, new: Person) -> None:
        for known in (self.by_last[old.name.split()[-1].lower()], self.by_first[old.name.split()[0].lower()]):
            known[known.index(old)] = new


# So many tokens after somebody was introduced a last name alone may be theirs.
NEAR = 60


class Bearers:
    """Who of several bearers of a last name is meant by it alone, as a report is read from its beginning.

    Reports keep the last name alone for the one they are about, who is introduced first, and give the others their
    first names each time. Where one of those was introduced as the last of them, the name may be theirs: nobody is
    answered then.
    """

    def __init__(self) -> None:
        """Nobody is named yet."""
        self._order: dict[Person, int] = {}
        self._times: dict[Person, int] = {}
        self._last: dict[Person, int] = {}

    def met(self, mention: PersonMention) -> None:
        """A mention of somebody, in text order."""
        self._order.setdefault(mention.person, len(self._order))
        self._times[mention.person] = self._times.get(mention.person, 0) + 1
        self._last[mention.person] = mention.first

    def of_last_name(self, bearers: list[Person], token: int) -> Person | None:
        """The one introduced first, unless another was introduced just before the token."""
        known = sorted((bearer for bearer in bearers if bearer in self._order), key=self._order.__getitem__)
        if len(known) < 2:
            return known[0] if known else None
        newest, first = known[-1], known[0]
        just_now = self._times[newest] == 1 and token - self._last[newest] < NEAR and self._times[first] < 3
        return None if just_now and self._last[newest] > self._last[first] else first


def _apart(known: Person, new: Person) -> bool:
    """Whether two persons cannot be one: of two countries, or a man and a woman."""
    countries, genders = {known.country, new.country} - {None}, {known.gender, new.gender} - {None}
    return len(countries) == 2 or len(genders) == 2


def _fits(known: Person, new: Person, vague: frozenset[str]) -> bool:
    """Whether two names can be one person: no other country, no other first name, no other office."""
    old, words = known.name.lower().split(), new.name.lower().split()
    if _apart(known, new):
        return False
    bare = old[-len(words) :] == words or words[-len(old) :] == old  # "De Croo" of "Herman De Croo"
    if not bare and len(words) > 1 and len(old) > 1:
        return old[0][0] == words[0][0]
    portfolios = {known.portfolio, new.portfolio} - vague - {None}
    return len(portfolios) < 2


def find_people(
    page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]
) -> tuple[tuple[Person, ...], tuple[PersonMention, ...]]:
    """The persons of a report and where they are named, in order."""
    mentions = sorted(spot_persons(page, names, titles), key=lambda mention: (mention.first, -mention.last))
    mentions = _without_overlap(mentions)
    told = {hit.meaning.key for hit in names if hit.national}
    home, national = _home(page, names), page.codebook.directory.words.national_portfolios
    people = _People(page.codebook.directory.words.vague_portfolios, page.codebook.directory.given_names)
    for mention in sorted(mentions, key=lambda mention: -len(mention.person.name.split())):
        person = people.gendered(_of_home(_confirmed(page, mention.person, told), home, national))
        known = people.same(person)
        if known is None:
            people.put(person)
        else:
            people.swap(known, _joined(known, person))
    found = _resolved(page, people, mentions)
    found += _bare_last_names(page, people, names, found)
    found += _family_names_first(page, people, names, found)
    found.sort(key=lambda mention: mention.first)
    return tuple(person for known in people.by_last.values() for person in known), tuple(found)


def _joined(known: Person, new: Person) -> Person:
    """One person from two mentions: the fuller name, and whatever either of them tells."""
    fuller = new if len(new.name.split()) > len(known.name.split()) else known
    telling = known if known.role else new
    return Person(
        name=fuller.name,
        country=known.country or new.country,
        sector=telling.sector or new.sector,
        role=telling.role,
        portfolio=telling.portfolio,
        former=telling.former,
        gender=known.gender or new.gender,
        rule=telling.rule,
    )


def _meant_by(page: Page, last_name: str, bearers: list[Person], met: Bearers, token: int) -> Person | None:
    """Whom of several bearers a last name alone means.

    It is the one who stands out in the report, unless the codebook knows another of them by the last name alone.
    """
    known = {term.person for term in page.codebook.directory.held(last_name, None)}
    famous = [bearer for bearer in bearers if bearer.name in known]
    first = met.of_last_name(bearers, token)
    if len(famous) != 1:
        return first
    return famous[0] if first in (None, famous[0]) else None


def _resolved(page: Page, people: _People, mentions: list[PersonMention]) -> list[PersonMention]:
    """The mentions in text order with whom each means; a last name that several bear means who stands out there."""
    found = []
    bearers = Bearers()
    for mention in mentions:
        person = people.gendered(mention.person)
        meant = people.same(person)
        if meant is None and " " not in person.name:
            known = [other for other in people.by_last[person.name.lower()] if _fits(other, person, people.vague)]
            known = [other for other in known if " " in other.name]
            meant = _meant_by(page, person.name, known, bearers, mention.first)
        found.append(replace(mention, person=meant or person))
        bearers.met(found[-1])
    return found


def _without_overlap(mentions: list[PersonMention]) -> list[PersonMention]:
    kept: list[PersonMention] = []
    for mention in mentions:
        if kept and mention.first < kept[-1].last:
            if len(mention.person.name) > len(kept[-1].person.name) and mention.last >= kept[-1].last:
                kept[-1] = replace(
                    mention,
                    first=min(mention.first, kept[-1].first),
                    person=_joined(mention.person, kept[-1].person),
                )
            continue
        kept.append(mention)
    return kept


def _taken(names: tuple[NameHit, ...], found: list[PersonMention]) -> set[int]:
    """The tokens of persons already found and of names that are no person's."""
    taken = {token for mention in found for token in range(mention.first, mention.last)}
    taken.update(token for hit in names if hit.meaning.kind != "person" for token in range(hit.first, hit.last))
    return taken


def _bare_last_names(
    page: Page, people: _People, names: tuple[NameHit, ...], found: list[PersonMention]
) -> list[PersonMention]:
    """Later mentions by last name alone ("Armacost"), where one person of the report bears it."""
    syntax = page.syntax
    taken = _taken(names, found) | firm_tokens(page)
    more = []
    named = {mention.last - 1: mention for mention in found}
    met = Bearers()
    for token, word in enumerate(syntax.words):
        if token in named:
            met.met(named[token])
        if not word[0].isupper() or token in taken:
            continue
        word, last = _hyphened(syntax, token)
        bearers = [bearer for bearer in people.by_last.get(word.lower(), ()) if bearer.name.split()[-1] == word]
        bearer = bearers[0] if len(bearers) == 1 else _meant_by(page, word, bearers, met, token)
        if bearer is None:
            continue
        first = _with_particles(syntax, token, bearer.name.split()[1:-1])
        if first < token or last > token + 1 or not _beside_other_name(syntax, token, taken):
            more.append(PersonMention(first, last, first, bearer))
    return more


def _hyphened(syntax: Syntax, token: int) -> tuple[str, int]:
    """The word at a token and its end, with what a hyphen joins to it ("Alvarez-Pinto")."""
    last = token + 1
    while last + 1 < len(syntax) and syntax.words[last] == "-" and syntax.end[last] == syntax.start[last + 1]:
        if syntax.start[last] != syntax.end[last - 1] or not syntax.words[last + 1][0].isupper():
            break
        last += 2
    return "".join(syntax.words[token:last]), last


def _with_particles(syntax: Syntax, last: int, inner: list[str]) -> int:
    """Where a last name of several words begins ("De Croo" of "Herman De Croo")."""
    first = last
    for word in reversed(inner):
        if first == 0 or syntax.words[first - 1].lower() != word.lower():
            break
        first -= 1
    return first


def _family_names_first(
    page: Page, people: _People, names: tuple[NameHit, ...], found: list[PersonMention]
) -> list[PersonMention]:
    """Later mentions by the first word of a name, where that word alone speaks: "Wang Chao-Ming … Wang said"."""
    syntax = page.syntax
    taken = _taken(names, found)
    speaking = {syntax.words[token] for token in bare_speakers(page) if token not in taken}
    if not speaking:
        return []
    bearers: dict[str, list[Person]] = defaultdict(list)
    for known in people.by_last.values():
        for person in known:
            if " " in person.name:
                bearers[person.name.split()[0]].append(person)
    return [
        PersonMention(token, token + 1, token, bearers[word][0])
        for token, word in enumerate(syntax.words)
        if word in speaking and token not in taken and len(bearers.get(word, ())) == 1
        if not _beside_other_name(syntax, token, taken)
    ]


def _beside_other_name(syntax: Syntax, token: int, taken: set[int]) -> bool:
    for other in (token - 1, token + 1):
        if 0 <= other < len(syntax) and other not in taken and syntax.block[other] == syntax.block[token]:
            joined = syntax.head[other] == token or syntax.head[token] == other
            if syntax.tag[other] == "NNP" and joined and syntax.dep[other] in ("compound", "flat"):
                return True
    return False


def _confirmed(page: Page, person: Person, told: set[str]) -> Person:
    """The person with what the codebook may add: country and office, and the full name where it is verified."""
    terms = page.codebook.directory.held(person.name, page.published)
    if person.country:
        terms = tuple(term for term in terms if term.country == person.country)
    bearers = {(term.person, term.country) for term in terms}
    if len(bearers) != 1:
        return person
    terms = tuple(sorted(terms, key=lambda term: (term.verified != "yes", term.portfolio != person.portfolio)))
    term = terms[0]
    verified = term.verified == "yes"
    if not (verified or term.portfolio == person.portfolio or term.country in told):
        return person
    return _with_term(page, person, term, verified=verified)


def _home(page: Page, names: tuple[NameHit, ...]) -> tuple[str, str] | None:
    """The country whose officials a report names without their country, and the rule that tells it.

    It is the one country that title and first sentence name, where they name just one; else that of the dateline.
    """
    syntax = page.syntax
    opening: set[str] = set()
    body = next((n for n, (first, _) in enumerate(syntax.sentences) if syntax.where(first) == "text"), None)
    for hit in names:
        if hit.national and (syntax.where(hit.first) == "title" or syntax.sentence[hit.first] == body):
            opening.add(hit.meaning.key)
    if len(opening) == 1:
        return opening.pop(), "actors.only-country"
    dateline = page.layout.dateline
    if dateline is not None and dateline.country is not None:
        return dateline.country, "actors.dateline-country"
    return None


def _of_home(person: Person, home: tuple[str, str] | None, national: frozenset[str]) -> Person:
    """A minister told without a country is the home country's: the habit of wires."""
    if home is None or person.country or person.former or person.portfolio not in national:
        return person
    return replace(person, country=home[0], rule=home[1])


def _with_term(page: Page, person: Person, term: Holder, *, verified: bool) -> Person:
    office = next(
        (
            o
            for o in page.codebook.actors.offices
            if o.role == term.role and (not o.countries or term.country in o.countries)
        ),
        None,
    )
    name = term.person if verified and len(person.name.split()) == 1 else person.name
    return replace(
        person,
        name=name,
        country=person.country or term.country,
        sector=person.sector or (office.sector if office else None),
        role=person.role or term.role,
        portfolio=person.portfolio or term.portfolio,
        rule="actors.verified-holder" if verified else "actors.confirmed-by-holder",
    )
