"""Persons told by their full names alone: beside a noun for one person, or by a given name that the codebook knows."""

from bilat.codebook.actors import ActorWords
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.person import Person, PersonMention, name_run, name_start, shown_name
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.syntax import Syntax


def find_described(page: Page, names: tuple[NameHit, ...], named: set[int]) -> list[PersonMention]:
    """Names of two words or more beside a noun for one person: "pollster Jane Doe", "Jane Doe, a pollster"."""
    syntax, words = page.syntax, page.codebook.directory.words
    stops = {hit.first: hit for hit in names}
    taken = named | {token for hit in names for token in range(hit.first, hit.last)}
    found = []
    for token, word in enumerate(syntax.lower):
        if word not in words.person_nouns or syntax.tag[token] not in ("NN", "NNP", "JJ"):
            continue
        over, apposed = syntax.head[token], syntax.child(token, "appos")
        if token + 1 < len(syntax) and syntax.block[token + 1] == syntax.block[token]:
            last = name_run(syntax, token + 1, stops, words)
        else:
            last = token
        if last > token + 1:
            first = token + 1
        elif syntax.dep[token] == "appos" and over < token and syntax.tag[over] == "NNP":
            first, last = name_start(page, over, taken), over + 1
        elif apposed is not None and apposed > token and syntax.tag[apposed] == "NNP":
            first, last = name_start(page, apposed, taken), apposed + 1
        else:
            continue
        first += words.is_honorific(syntax.lower[first])
        if _full_name(page, first, last, stops) and taken.isdisjoint(range(first, last)):
            found.append(
                PersonMention(first, last, first, Person(shown_name(syntax, first, last), rule="actors.described-name"))
            )
    return found


def _full_name(page: Page, first: int, last: int, stops: dict[int, NameHit]) -> bool:
    """Whether tokens are the whole of a person's name: two to four capitalised words, none of them of a body's name."""
    syntax, words = page.syntax, page.codebook.directory.words
    if not 2 <= last - first <= 4 or name_run(syntax, first, stops, words) != last:
        return False
    if syntax.blocks[syntax.block[first]].kind in ("title", "headline", "subheading"):
        return False
    return (
        not _names_a_body(syntax, first, last, words)
        and all(syntax.tag[token] in ("NNP", "HYPH") for token in range(first, last))
        and syntax.lower[first] not in words.person_nouns
        and syntax.lower[last - 1] not in words.person_nouns
        and syntax.words[last - 1][0].isalpha()
        and not syntax.words[last - 1].isupper()
    )


def find_given_names(
    page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...], named: set[int]
) -> list[PersonMention]:
    """Names that a given name opens, wherever they stand: "his lawyer, Martin Oakes", "David R. Penn".

    `named` holds the tokens of persons who are told otherwise.
    """
    syntax, directory = page.syntax, page.codebook.directory
    words = directory.words
    stops = {hit.first: hit for hit in names}
    other = {token for hit in names if hit.meaning.kind != "person" for token in range(hit.first, hit.last)}
    other.update(token for title in titles for token in range(title.first, title.last))
    found: list[PersonMention] = []
    firms: set[tuple[str, str]] = set()
    end = 0
    for token, word in enumerate(syntax.words):
        given = word in directory.given_names or _initial_and_names(syntax, token)
        if not given or token < end or token in other or token in named or _goes_before(syntax, token, other):
            continue
        last = _full_name_end(syntax, token, name_run(syntax, token, stops, words), other)
        if last - token < 2:
            continue
        if _names_a_body(syntax, token, last, words):
            firms.add((word, syntax.words[token + 1]))
            continue
        if (last < len(syntax) and syntax.lower[last] in ("&", "/")) or syntax.tag[last - 1] not in ("NNP", "NNPS"):
            continue
        end = last
        if named.isdisjoint(range(token, last)):
            found.append(
                PersonMention(token, last, token, Person(shown_name(syntax, token, last), rule="actors.given-name"))
            )
    return [one for one in found if (syntax.words[one.first], syntax.words[one.first + 1]) not in firms]


def _names_a_body(syntax: Syntax, first: int, last: int, words: ActorWords) -> bool:
    """Whether capitals that a given name opens are a firm's or a foundation's ("Martin Hale Industries Inc")."""
    end = last
    while end < len(syntax) and syntax.block[end] == syntax.block[first] and syntax.tag[end] in ("NNP", "NNPS"):
        end += 1
    parts = syntax.lower[first + 1 : end]
    return any(part in words.company_words or part in words.body_words or part in words.acting_bodies for part in parts)


def _initial_and_names(syntax: Syntax, token: int) -> bool:
    """ "J. Barton Hale": an initial before two names in full; "J.P. Hale" may as well be a firm."""
    words = syntax.words[token : token + 3]
    if len(words) < 3 or not (len(words[0]) == 2 and words[0][0].isupper() and words[0][1] == "."):
        return False
    return all(word.isalpha() and word[0].isupper() and len(word) > 2 for word in words[1:]) and (
        syntax.tag[token + 1] == syntax.tag[token + 2] == "NNP"
    )


def _goes_before(syntax: Syntax, token: int, other: set[int]) -> bool:
    """Whether the word before is a part of the same longer name ("Mount Helen", "St. Paul")."""
    before = token - 1
    return (
        before >= 0
        and before not in other
        and syntax.block[before] == syntax.block[token]
        and syntax.lower[before] in ("st.", "san", "santa", "mount", "fort", "port", "lake", "&")
    )


def _full_name_end(syntax: Syntax, first: int, last: int, other: set[int]) -> int:
    """The end of a full name inside a run of capitals; in a headline, where all have them, after one last name."""
    block = syntax.blocks[syntax.block[first]]
    for token in range(first + 1, last):
        if token in other or syntax.tag[token] not in ("NNP", "NNPS", "HYPH", "IN", "DT", "FW", "JJ", "NN"):
            return token
        if block.kind in ("title", "headline") and not syntax.words[token].endswith(".") and syntax.words[token] != "-":
            return token + 1 if syntax.words[token + 1 : token + 2] != ["-"] else last
    return last
