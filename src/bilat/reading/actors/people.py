"""Persons in a report: names with their offices, and every later mention by name.

A person is made from the report's own words ("Commerce Minister Piyush Goyal"); no list is needed. The codebook's
holders only confirm: a term that is not verified never supplies a name, and gives a country or office only where the
report itself names that country, or the title that the term is of.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bilat.codebook.actors import Holder, Office
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.records import Sector
from bilat.syntax import Syntax

HONORIFICS = {
    **dict.fromkeys(("mr", "mr.", "sir", "shri"), "m"),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "miss"), "f"),
    **dict.fromkeys(("dr", "dr."), None),
}
PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "der", "van", "von", "den", "la", "le", "al", "bin", "ibn", "el", "dos"}
)
# Verbs whose subject is a person when it is an unknown name of two words or more ("Sydney Kamlager-Dove said").
SPEAKING = frozenset(
    {"said", "says", "told", "added", "wrote", "posted", "tweeted", "noted", "asked", "warned", "argued"}
)

ROLE_WORDS = frozenset(
    {"administrator", "chairman", "director", "chief", "head", "manager", "dealer", "trader", "strategist"}
)
# Words of names of companies and bodies: such a name that speaks is no person.
NOT_PERSONS = frozenset(
    {
        "bank",
        "ministry",
        "corp",
        "corp.",
        "company",
        "co",
        "co.",
        "inc",
        "inc.",
        "ltd",
        "plc",
        "group",
        "board",
        "council",
    }
    | {"commission", "party", "union", "agency", "institute", "association", "committee", "house", "department", "news"}
    | {
        "times",
        "organisation",
        "organization",
        "federation",
        "chamber",
        "center",
        "centre",
        "university",
        "fund",
        "trust",
    }
    | {
        "exchange",
        "markets",
        "securities",
        "international",
        "industries",
        "service",
        "services",
        "office",
        "conference",
    }
    | {
        "court",
        "congress",
        "senate",
        "parliament",
        "bureau",
        "authority",
        "airlines",
        "oil",
        "steel",
        "motors",
        "brothers",
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person while the cast is put together. `name` is the fullest one that the report gives."""

    name: str
    country: str | None = None
    sector: Sector | None = None
    role: str | None = None
    portfolio: str | None = None
    former: bool = False
    gender: str | None = None
    rule: str = "actors.named"


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Words that name a person: tokens of the whole mention with title, and of the name alone."""

    first: int
    last: int
    name_first: int
    person: Person

    @property
    def head(self) -> int:
        """The last token of the name, which is the head of a name in English syntax."""
        return self.last - 1


@dataclass
class _People:
    """The persons met so far, by their last names. Local to `find_people`."""

    by_last: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def same(self, person: Person) -> Person | None:
        """Who of the known is meant by this name: the same full name, or the one bearer of a bare last name."""
        words = person.name.split()
        known = self.by_last.get(words[-1].lower(), [])
        fits = [other for other in known if _fits(other, person)]
        return fits[0] if len(fits) == 1 else None

    def put(self, person: Person) -> None:
        self.by_last[person.name.split()[-1].lower()].append(person)

    def swap(self, old: Person, new: Person) -> None:
        known = self.by_last[old.name.split()[-1].lower()]
        known[known.index(old)] = new


# Offices that every country has, so that a report leaves the country out where it is plain.
NATIONAL = frozenset(
    {"head-of-state", "head-of-government", "deputy-head", "foreign", "trade", "finance", "defence", "interior"}
    | {"agriculture", "energy", "justice", "spokesperson", "negotiator", "legislator", "central-bank"}
)
# Portfolios that say too little to tell two persons of one name apart.
VAGUE = frozenset({"other", "official", "former", "negotiator", "party"})


def _fits(known: Person, new: Person) -> bool:
    """Whether two names can be one person: no other country, no other first name, no other office."""
    old, words = known.name.split(), new.name.split()
    if known.country and new.country and known.country != new.country:
        return False
    if len(words) > 1 and len(old) > 1:
        return old[0][0] == words[0][0]
    portfolios = {known.portfolio, new.portfolio} - VAGUE - {None}
    return len(portfolios) < 2


def find_people(
    page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]
) -> tuple[tuple[Person, ...], tuple[PersonMention, ...]]:
    """The persons of a report and where they are named, in order."""
    mentions = sorted(
        [
            *_titled(page, names, titles),
            *_apposed(page, names, titles),
            *_known_names(page, names),
            *_unknown_subjects(page, names, titles),
        ],
        key=lambda mention: (mention.first, -mention.last),
    )
    mentions = _without_overlap(mentions)
    told = {hit.meaning.key for hit in names if hit.national}
    people = _People()
    for mention in sorted(mentions, key=lambda mention: -len(mention.person.name.split())):
        person = _of_dateline(page, _confirmed(page, mention.person, told))
        known = people.same(person)
        if known is None:
            people.put(person)
        else:
            people.swap(known, _joined(known, person))
    found = [_resolved(people, mention) for mention in mentions]
    found += _bare_last_names(page, people, names, found)
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


# --- finding names -----------------------------------------------------------


def name_run(syntax: Syntax, first: int, stops: dict[int, NameHit]) -> int:
    """The end of a person's name that starts at a token: capitalised words, initials, particles between them."""
    token, block = first, syntax.block[first] if first < len(syntax) else -1
    while token < len(syntax) and syntax.block[token] == block and token - first < 6:
        word = syntax.words[token]
        hit = stops.get(token)
        if hit and hit.meaning.kind != "person":
            break
        capital = (
            word[0].isupper()
            and any(letter.isalpha() for letter in word)
            and syntax.tag[token] not in ("PRP", "DT", "MD", "WP")
        )
        hyphen = word == "-" and token > first and _joined_by_hyphen(syntax, token)
        particle = token + 1 < len(syntax) and syntax.lower[token] in PARTICLES and syntax.words[token + 1][0].isupper()
        if not (capital or hyphen or particle):
            break
        if (
            capital
            and token > first
            and syntax.blocks[block].kind in ("title", "headline")
            and syntax.tag[token][:2] == "VB"
        ):
            break
        token += 1
    while token > first and syntax.words[token - 1] in ("-", ","):
        token -= 1
    return token


def _joined_by_hyphen(syntax: Syntax, token: int) -> bool:
    after = token + 1
    return (
        after < len(syntax)
        and syntax.end[token] == syntax.start[after]
        and syntax.end[token - 1] == syntax.start[token]
        and syntax.words[after][0].isalpha()
    )


def _name(syntax: Syntax, first: int, last: int) -> str:
    """The name in ordinary case, also where a headline is all capitals."""
    block = syntax.blocks[syntax.block[first]]
    return " ".join(block.shown[syntax.start[first] - block.start : syntax.end[last - 1] - block.start].split())


def _titled(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """Title, then name: "Commerce Minister Piyush Goyal", "Mr. Yeutter", "President Vladimir Putin of Russia"."""
    syntax = page.syntax
    stops = {hit.first: hit for hit in names}
    found = []
    for title in titles:
        first = title.last
        comma = first < len(syntax) and syntax.words[first] == ","
        if comma:
            first += 1
        last = name_run(syntax, first, stops)
        if last == first or (comma and not _closed_by_comma(syntax, first, last)):
            continue
        found.append(
            PersonMention(
                title.first, last, first, _person(page, title, _name(syntax, first, last), _after(syntax, last, stops))
            )
        )
    for token in range(len(syntax)):
        if syntax.lower[token] in HONORIFICS and syntax.words[token][0].isupper():
            last = name_run(syntax, token + 1, stops)
            if last > token + 1:
                name = _name(syntax, token + 1, last)
                found.append(
                    PersonMention(token, last, token + 1, Person(name, gender=HONORIFICS[syntax.lower[token]]))
                )
    return found


def _closed_by_comma(syntax: Syntax, first: int, last: int) -> bool:
    """ "the commerce minister, Piyush Goyal, said": a name of two words between commas."""
    return last - first >= 2 and last < len(syntax) and syntax.words[last] in (",", ".")


def _after(syntax: Syntax, last: int, stops: dict[int, NameHit]) -> str | None:
    """The country in "President Vladimir Putin of Russia"."""
    if last + 1 < len(syntax) and syntax.lower[last] == "of":
        hit = stops.get(last + 1)
        return hit.meaning.key if hit and hit.meaning.kind == "country" else None
    return None


def _apposed(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """Name, then title between commas: "Clayton Yeutter, the U.S. Trade Representative"."""
    syntax = page.syntax
    ends = {hit.last for hit in names if hit.meaning.kind != "person"}
    stops = {hit.first: hit for hit in names}
    found = []
    for title in titles:
        if name_run(syntax, title.last, stops) > title.last:
            continue  # the title belongs to the name behind it
        comma = title.nation_first - 1
        while (
            comma > max(0, title.nation_first - 5)
            and syntax.words[comma] != ","
            and (syntax.lower[comma] in ("the", "a", "an", "’s", "'s", "'") or syntax.tag[comma] in ("JJ", "VBG"))
        ):
            comma -= 1
        if comma < 1 or syntax.words[comma] != "," or syntax.block[comma - 1] != syntax.block[title.first]:
            continue
        first = comma
        while (
            first > 0
            and syntax.block[first - 1] == syntax.block[comma]
            and (syntax.tag[first - 1] in ("NNP", "NNPS") or syntax.words[first - 1] == "-")
            and first not in ends
        ):
            first -= 1
        if comma - first >= 2 and comma not in ends:
            found.append(PersonMention(first, comma, first, _person(page, title, _name(syntax, first, comma), None)))
    return found


def _known_names(page: Page, names: tuple[NameHit, ...]) -> list[PersonMention]:
    """Names of the codebook's holders, without a title."""
    syntax = page.syntax
    return [
        PersonMention(hit.first, hit.last, hit.first, Person(_name(syntax, hit.first, hit.last)))
        for hit in names
        if hit.meaning.kind == "person" and not _inside_longer_name(syntax, hit)
    ]


def _inside_longer_name(syntax: Syntax, hit: NameHit) -> bool:
    """Whether a bare last name of the codebook has another first name before it ("Melania Trump")."""
    before = hit.first - 1
    return (
        hit.last - hit.first == 1
        and before >= 0
        and syntax.block[before] == syntax.block[hit.first]
        and syntax.tag[before] == "NNP"
        and syntax.head[before] == hit.first
        and syntax.words[before][0].isupper()
        and syntax.lower[before] not in HONORIFICS
    )


def _unknown_subjects(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """An unknown name of two words or more that speaks is a person of whom nothing else is known yet."""
    syntax = page.syntax
    stops = {hit.first: hit for hit in names}
    taken = {token for hit in names for token in range(hit.first, hit.last)}
    taken.update(token for title in titles for token in range(title.first, title.last))
    found = []
    for token, word in enumerate(syntax.lower):
        if word not in SPEAKING:
            continue
        subject = syntax.child(token, "nsubj")
        if subject is None or syntax.tag[subject] != "NNP" or subject in taken:
            continue
        first = subject
        while (
            first > 0
            and (syntax.tag[first - 1] == "NNP" or syntax.words[first - 1] == "-")
            and syntax.block[first - 1] == syntax.block[subject]
            and first - 1 not in taken
        ):
            first -= 1
        first = _after_last_role(syntax, first, subject, page.codebook.directory.groups)
        if any(word in NOT_PERSONS for word in syntax.lower[first : subject + 1]):
            continue
        if (
            subject + 1 - first >= 2
            and name_run(syntax, first, stops) == subject + 1
            and syntax.dep[first - 1 if first else 0] != "det"
        ):
            found.append(
                PersonMention(
                    first, subject + 1, first, Person(_name(syntax, first, subject + 1), rule="actors.speaking-name")
                )
            )
    return found


def _after_last_role(syntax: Syntax, first: int, subject: int, groups: Mapping[str, object]) -> int:
    """The start of the name in "Deputy Administrator William Bailey": after the last word that is a role."""
    for token in range(subject - 1, first - 1, -1):
        if syntax.lower[token] in ROLE_WORDS or syntax.lower[token] in groups:
            return token + 1
    return first


def _bare_last_names(
    page: Page, people: _People, names: tuple[NameHit, ...], found: list[PersonMention]
) -> list[PersonMention]:
    """Later mentions by last name alone ("Armacost"), where one person of the report bears it."""
    syntax = page.syntax
    taken = {token for mention in found for token in range(mention.first, mention.last)}
    taken.update(token for hit in names if hit.meaning.kind != "person" for token in range(hit.first, hit.last))
    more = []
    for token, word in enumerate(syntax.words):
        if not word[0].isupper() or token in taken:
            continue
        bearers = people.by_last.get(syntax.lower[token])
        if bearers and len(bearers) == 1 and not _beside_other_name(syntax, token, taken):
            if bearers[0].name.split()[-1] == word:
                more.append(PersonMention(token, token + 1, token, bearers[0]))
    return more


def _beside_other_name(syntax: Syntax, token: int, taken: set[int]) -> bool:
    for other in (token - 1, token + 1):
        if 0 <= other < len(syntax) and other not in taken and syntax.block[other] == syntax.block[token]:
            joined = syntax.head[other] == token or syntax.head[token] == other
            if syntax.tag[other] == "NNP" and joined and syntax.dep[other] in ("compound", "flat"):
                return True
    return False


# --- what is known of a person ----------------------------------------------


def _person(page: Page, title: TitleHit, name: str, of_country: str | None) -> Person:
    if title.private:
        return Person(name=name, rule="actors.title-and-name")
    country = title.country or of_country or title.only_country
    office = title.office(country)
    if office is None:
        office = _held_office(page, title, name)
    return Person(
        name=name,
        country=country,
        sector=office.sector if office and not title.former else ("ELI" if title.former else None),
        role=_role(office, title),
        portfolio=office.portfolio if office else title.offices[0].portfolio,
        former=title.former,
        rule="actors.title-and-name",
    )


def _held_office(page: Page, title: TitleHit, name: str) -> Office | None:
    """Of several offices with one title, the one that the codebook says this name held."""
    for term in page.codebook.directory.held(name, page.published):
        for office in title.offices:
            if office.role == term.role and (not office.countries or term.country in office.countries):
                return office
    return title.offices[0]


def _role(office: Office | None, title: TitleHit) -> str | None:
    if office is None:
        return None
    return f"former {office.role}" if title.former else office.role


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


def _of_dateline(page: Page, person: Person) -> Person:
    """A minister told without a country, in a report filed from a country, is that country's: the habit of wires."""
    dateline = page.layout.dateline
    if person.country or person.former or person.portfolio not in NATIONAL or not (dateline and dateline.country):
        return person
    return replace(person, country=dateline.country, rule="actors.dateline-country")


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
