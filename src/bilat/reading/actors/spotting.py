"""Where persons are named: after a title or before one, by a holder's name, by a given name, or as one that speaks."""

from bilat.codebook.actors import ActorWords, Office
from bilat.reading.actors.full_names import find_described, find_given_names
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.person import Person, PersonMention, name_run, name_start, shown_name
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.syntax import Syntax

# A company's name has at most so many tokens before its ending.
LONGEST_FIRM = 8


def spot_persons(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """All places that name a person; they may overlap."""
    found = [
        *_titled(page, names, titles),
        *_honoured(page, names),
        *_apposed(page, names, titles),
        *_known_names(page, names),
        *_unknown_subjects(page, names, titles),
    ]
    taken = {token for mention in found for token in range(mention.first, mention.last)}
    found += find_described(page, names, taken)
    taken.update(token for mention in found for token in range(mention.first, mention.last))
    found += find_given_names(page, names, titles, taken)
    taken.update(token for mention in found for token in range(mention.first, mention.last))
    found += _named_before_they_speak(page, names, titles, taken)
    firms = firm_tokens(page)
    pairs = {tuple(page.syntax.lower[token : token + 2]) for token in firms if token + 1 in firms}
    return [one for one in found if not _of_a_body(page, one, firms, pairs)]


def firm_tokens(page: Page) -> set[int]:
    """Tokens of the names of companies, which are told by their endings ("Harrow Tin Ltd")."""
    syntax, endings = page.syntax, page.codebook.directory.words.company_endings
    found: set[int] = set()
    for token, word in enumerate(syntax.lower):
        if word not in endings or syntax.tag[token] not in ("NNP", "NNPS") or not syntax.words[token][0].isupper():
            continue
        first = token
        while first > 0 and token - first < LONGEST_FIRM and syntax.tag[first - 1] in ("NNP", "NNPS", "HYPH"):
            if syntax.sentence[first - 1] != syntax.sentence[token] or first - 1 in found:
                break
            first -= 1
        if first < token:
            found.update(range(first, token + 1))
    return found


def _of_a_body(page: Page, mention: PersonMention, firms: set[int], pairs: set[tuple[str, ...]]) -> bool:
    """Whether what looks like a person's name is a body's, or the beginning of a company's told in full elsewhere."""
    syntax, last = page.syntax, mention.last
    name = range(mention.name_first, last)
    if not firms.isdisjoint(name) or syntax.lower[last - 1] in page.codebook.directory.words.acting_bodies:
        return True
    if syntax.words[last : last + 1] == ["("] and syntax.words[last + 2 : last + 3] == [")"]:
        if syntax.words[last + 1].isupper() and len(syntax.words[last + 1]) > 2:
            return True  # "Harbour Research Unit (HRU)"
    return len(name) > 1 and tuple(syntax.lower[mention.name_first : mention.name_first + 2]) in pairs


def _name_behind(syntax: Syntax, title: int, first: int, stops: dict[int, NameHit], small: ActorWords) -> int:
    """The end of the name at `first`; `first` itself where the title ended another block, such as the headline."""
    if first < len(syntax) and syntax.block[first] != syntax.block[title]:
        return first
    return name_run(syntax, first, stops, small)


def _titled(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """Title, then name: "Commerce Minister Piyush Goyal", "President Vladimir Putin of Russia"."""
    syntax, words = page.syntax, page.codebook.directory.words
    stops = {hit.first: hit for hit in names}
    found = []
    for title in titles:
        first = title.last
        comma = first < len(syntax) and syntax.words[first] == ","
        if comma:
            first += 1
        last = _name_behind(syntax, title.first, first, stops, words)
        if last == first or (comma and not _closed_by_comma(syntax, first, last)):
            continue
        found.append(
            PersonMention(
                title.first,
                last,
                first,
                _person(page, title, shown_name(syntax, first, last), _after(syntax, last, stops)),
            )
        )
    return found


def _honoured(page: Page, names: tuple[NameHit, ...]) -> list[PersonMention]:
    """Honorific, then name: "Mr. Yeutter"."""
    syntax, words = page.syntax, page.codebook.directory.words
    stops = {hit.first: hit for hit in names}
    found = []
    for token, word in enumerate(syntax.lower):
        if words.is_honorific(word) and syntax.words[token][0].isupper():
            last = _name_behind(syntax, token, token + 1, stops, words)
            if last > token + 1:
                person = Person(shown_name(syntax, token + 1, last), gender=words.gender(word))
                found.append(PersonMention(token, last, token + 1, person))
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
    syntax, words = page.syntax, page.codebook.directory.words
    ends = {hit.last for hit in names if hit.meaning.kind != "person"}
    stops = {hit.first: hit for hit in names}
    found = []
    for title in titles:
        if _name_behind(syntax, title.first, title.last, stops, words) > title.last:
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
            found.append(
                PersonMention(first, comma, first, _person(page, title, shown_name(syntax, first, comma), None))
            )
    return found


def _known_names(page: Page, names: tuple[NameHit, ...]) -> list[PersonMention]:
    """Names of the codebook's holders, without a title."""
    syntax, words = page.syntax, page.codebook.directory.words
    return [
        PersonMention(hit.first, hit.last, hit.first, Person(shown_name(syntax, hit.first, hit.last)))
        for hit in names
        if hit.meaning.kind == "person" and not _inside_longer_name(syntax, hit, words)
        if not _opens_longer_name(page, hit)
    ]


def _opens_longer_name(page: Page, hit: NameHit) -> bool:
    """Whether a bare last name of the codebook is the given name of somebody else ("Cameron Hale")."""
    syntax, after = page.syntax, hit.last
    return (
        hit.last - hit.first == 1
        and syntax.words[hit.first] in page.codebook.directory.given_names
        and after < len(syntax)
        and syntax.block[after] == syntax.block[hit.first]
        and syntax.tag[after] == "NNP"
        and syntax.head[hit.first] == after
    )


def _inside_longer_name(syntax: Syntax, hit: NameHit, words: ActorWords) -> bool:
    """Whether a bare last name of the codebook has another first name before it ("Melania Trump")."""
    before = hit.first - 1
    return (
        hit.last - hit.first == 1
        and before >= 0
        and syntax.block[before] == syntax.block[hit.first]
        and syntax.tag[before] == "NNP"
        and syntax.head[before] == hit.first
        and syntax.words[before][0].isupper()
        and not words.is_honorific(syntax.lower[before])
    )


def _unknown_subjects(page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...]) -> list[PersonMention]:
    """An unknown name of two words or more that speaks is a person of whom nothing else is known yet."""
    syntax, words = page.syntax, page.codebook.directory.words
    stops = {hit.first: hit for hit in names}
    taken = {token for hit in names for token in range(hit.first, hit.last)}
    taken.update(token for title in titles for token in range(title.first, title.last))
    found = []
    for token, word in enumerate(syntax.lower):
        subject = syntax.child(token, "nsubj") if word in words.speaking_verbs else None
        if subject is None or syntax.tag[subject] != "NNP" or subject in taken:
            continue
        first = name_start(page, subject, taken)
        first += words.is_honorific(syntax.lower[first])
        if first > 0 and syntax.lower[first - 1] == "the":
            continue  # "the Harbour Mail said" is no person
        if subject - first < 1 or name_run(syntax, first, stops, words) != subject + 1:
            continue
        if any(part in words.company_words or part in words.body_words for part in syntax.lower[first : subject + 1]):
            continue
        person = Person(shown_name(syntax, first, subject + 1), rule="actors.speaking-name")
        found.append(PersonMention(first, subject + 1, first, person))
    return found


def _named_before_they_speak(
    page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...], named: set[int]
) -> list[PersonMention]:
    """Names that end in a word which speaks by itself: "according to Peter Halloway … Halloway said".

    `named` holds the tokens of persons who are told otherwise.
    """
    syntax, words = page.syntax, page.codebook.directory.words
    stops = {hit.first: hit for hit in names}
    taken = named | {token for hit in names for token in range(hit.first, hit.last)}
    taken.update(token for title in titles for token in range(title.first, title.last))
    surnames = {syntax.words[token] for token in bare_speakers(page) if token not in taken}
    found = []
    for token, word in enumerate(syntax.words):
        if word not in surnames or token in taken or syntax.tag[token] != "NNP":
            continue
        first = name_start(page, token, taken)
        first += words.is_honorific(syntax.lower[first])
        if token <= first or first < token - 3 or name_run(syntax, first, stops, words) != token + 1:
            continue
        if any(part in words.company_words or part in words.body_words for part in syntax.lower[first:token]):
            continue
        if first > 0 and syntax.tag[first - 1] == "DT":
            continue
        name = shown_name(syntax, first, token + 1)
        found.append(PersonMention(first, token + 1, first, Person(name, rule="actors.speaking-surname")))
    return found


def bare_speakers(page: Page) -> list[int]:
    """Tokens that may be a last name alone, as the subject of a verb of saying ("Halloway said")."""
    syntax, small = page.syntax, page.codebook.directory.words
    saying = page.codebook.cues.verbs
    found = []
    for token, word in enumerate(syntax.lower):
        if word not in small.speaking_verbs and not (word in saying and syntax.tag[token] in ("VBD", "VBZ")):
            continue
        subject = syntax.child(token, "nsubj")
        if subject is None or syntax.tag[subject] != "NNP" or syntax.lower[subject] in small.company_words:
            continue
        name = syntax.words[subject]
        alone = syntax.left[subject] == subject or (subject > 0 and syntax.words[subject - 1] == "-")
        if alone and len(name) > 2 and name[0].isupper() and not name.isupper():
            if name.lower() not in small.body_words:
                found.append(subject)
    return found


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
    role = office.role
    if title.below and not role.startswith(title.below):
        role = f"{title.below} {role}"
    return f"former {role}" if title.former else role
