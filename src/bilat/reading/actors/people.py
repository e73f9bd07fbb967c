"""Persons in a report: who they are, and every mention of them by name.

A person is made from the report's own words ("Commerce Minister Piyush Goyal"); no list is needed. The codebook's
holders only confirm: a term that is not verified never supplies a name, and gives a country or office only where the
report itself names that country, or the title that the term is of.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from bilat.codebook.actors import Holder
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.spotting import Person, PersonMention, bare_speakers, spot_persons
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.syntax import Syntax


@dataclass
class _People:
    """The persons met so far, by their last names. Local to `find_people`."""

    vague: frozenset[str]
    by_last: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def same(self, person: Person) -> Person | None:
        """Who of the known is meant by this name: the same full name, or the one bearer of a bare last name."""
        words = person.name.split()
        known = self.by_last.get(words[-1].lower(), [])
        fits = [other for other in known if _fits(other, person, self.vague)]
        return fits[0] if len(fits) == 1 else None

    def put(self, person: Person) -> None:
        self.by_last[person.name.split()[-1].lower()].append(person)

    def swap(self, old: Person, new: Person) -> None:
        known = self.by_last[old.name.split()[-1].lower()]
        known[known.index(old)] = new


def _fits(known: Person, new: Person, vague: frozenset[str]) -> bool:
    """Whether two names can be one person: no other country, no other first name, no other office."""
    old, words = known.name.lower().split(), new.name.lower().split()
    if known.country and new.country and known.country != new.country:
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
    people = _People(page.codebook.directory.words.vague_portfolios)
    for mention in sorted(mentions, key=lambda mention: -len(mention.person.name.split())):
        person = _of_home(_confirmed(page, mention.person, told), home, national)
        known = people.same(person)
        if known is None:
            people.put(person)
        else:
            people.swap(known, _joined(known, person))
    found = [_resolved(people, mention) for mention in mentions]
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


def _resolved(people: _People, mention: PersonMention) -> PersonMention:
    return replace(mention, person=people.same(mention.person) or mention.person)


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
    taken = _taken(names, found)
    more = []
    for token, word in enumerate(syntax.words):
        if not word[0].isupper() or token in taken:
            continue
        bearers = people.by_last.get(syntax.lower[token])
        if not bearers or len(bearers) > 1 or bearers[0].name.split()[-1] != word:
            continue
        first = _with_particles(syntax, token, bearers[0].name.split()[1:-1])
        if first < token or not _beside_other_name(syntax, token, taken):
            more.append(PersonMention(first, token + 1, first, bearers[0]))
    return more


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
