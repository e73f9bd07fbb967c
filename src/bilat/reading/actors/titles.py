"""Titles of office in a report ("Commerce Minister", "the US president"), with the country they belong to."""

from dataclasses import dataclass

from bilat.codebook.actors import ActorWords, Office
from bilat.reading.actors.naming import NameHit
from bilat.reading.page import Page
from bilat.syntax import Syntax


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title at tokens `first` to `last` (exclusive). `country` is the one told beside it, if any.

    `private` marks an office of a company or another body that is no state ("vice president of Acme Inc"); `below` is
    the word that puts its holder below the office ("Deputy" Trade Minister).
    """

    first: int
    last: int
    offices: tuple[Office, ...]
    country: str | None
    former: bool
    nation_first: int
    private: bool = False
    below: str | None = None

    def office(self, country: str | None) -> Office | None:
        """The office meant, given a country: one of that country alone, else one of any country."""
        for office in self.offices:
            if country is not None and country in office.countries:
                return office
        for office in self.offices:
            if not office.countries:
                return office
        return self.offices[0] if len(self.offices) == 1 and country is None else None

    @property
    def only_country(self) -> str | None:
        """The country that a title alone tells ("U.S. Trade Representative"): where no other has such an office."""
        if len(self.offices) == 1 and len(self.offices[0].countries) == 1:
            return self.offices[0].countries[0]
        return None


def find_titles(page: Page, names: tuple[NameHit, ...]) -> tuple[TitleHit, ...]:
    """All titles of office, in order."""
    syntax, small = page.syntax, page.codebook.directory.words
    by_last = {hit.last: hit for hit in names}
    by_first = {hit.first: hit for hit in names}
    found: list[TitleHit] = []
    token = 0
    while token < len(syntax):
        match = page.codebook.directory.titles.at(syntax.words, syntax.lower, token)
        if match is None or not _holds(syntax, token, match[0], small):
            token += 1
            continue
        length, offices = match
        first = _widen(syntax, token, by_last, found[-1].last if found else 0)
        country, former, nation_first = _nation(syntax, first, by_last, small)
        if country is None:
            country = _of_country(syntax, token + length, by_first)
        private = country is None and _is_private(syntax, first, token, token + length, by_first, small)
        below = _below(syntax, first, token, small)
        found.append(TitleHit(first, token + length, offices, country, former, nation_first, private, below))
        token += length
    return tuple(found)


def _is_private(
    syntax: Syntax, first: int, token: int, last: int, by_first: dict[int, NameHit], small: ActorWords
) -> bool:
    """Whether an office is a company's: its name stands before the title, or after it with "of", "at" or "for"."""
    if any(word in small.company_words for word in syntax.lower[max(0, first - 2) : token]):
        return True
    if last + 1 >= len(syntax) or syntax.lower[last] not in ("of", "at", "for", "with"):
        return False
    after = last + 2 if syntax.lower[last + 1] == "the" else last + 1
    return after < len(syntax) and syntax.tag[after] == "NNP" and after not in by_first


def _holds(syntax: Syntax, token: int, length: int, small: ActorWords) -> bool:
    last = token + length - 1
    if length == 1 and syntax.words[token].islower() and syntax.lower[token] in small.titles_with_capital:
        return False
    if syntax.tag[last] not in ("NN", "NNP", "NNPS", "NNS"):
        return False
    if length == 1 and syntax.lower[token] == "general":
        return False
    # "General Motors", "House of Representatives", "presidential": a title is no part of a longer name of another kind
    return not (last + 1 < len(syntax) and syntax.lower[last + 1] in small.after_general)


def _widen(syntax: Syntax, first: int, by_last: dict[int, NameHit], floor: int) -> int:
    """Take in the capitalised words that make a title more special ("Economic Planning Board" Minister)."""
    while (
        first > floor
        and first not in by_last
        and syntax.block[first - 1] == syntax.block[first]
        and syntax.tag[first - 1] in ("NNP", "NNPS")
        and syntax.dep[first - 1] in ("compound", "amod", "nmod")
        and syntax.words[first - 1][0].isupper()
        and syntax.words[first][0].isupper()
    ):
        first -= 1
    return first


def _nation(syntax: Syntax, first: int, by_last: dict[int, NameHit], small: ActorWords) -> tuple[str | None, bool, int]:
    """The country before a title ("US President", "Japan's prime minister"), and where it starts."""
    former = False
    token = first
    while token > 0 and syntax.block[token - 1] == syntax.block[first] and token > first - 5:
        before = syntax.lower[token - 1]
        hit = by_last.get(token)
        if hit and hit.national:
            former = former or (hit.first > 0 and syntax.lower[hit.first - 1] in small.former_words)
            return hit.meaning.key, former, hit.first
        if before not in small.between_country_and_title and syntax.tag[token - 1] != "JJ":
            break
        former = former or before in small.former_words
        token -= 1
    return None, former, first


def _below(syntax: Syntax, first: int, last: int, small: ActorWords) -> str | None:
    """The word before a title, or among those that make it more special, that says "deputy" or "acting"."""
    for token in range(first - 1, last):
        if token >= 0 and syntax.block[token] == syntax.block[first] and syntax.lower[token] in small.below_words:
            return syntax.words[token].capitalize()
    return None


def _of_country(syntax: Syntax, token: int, by_first: dict[int, NameHit]) -> str | None:
    """The country after a title ("prime minister of Japan")."""
    if token + 1 >= len(syntax) or syntax.lower[token] not in ("of", "from"):
        return None
    hit = by_first.get(token + 2 if syntax.lower[token + 1] == "the" else token + 1)
    if hit is None or hit.meaning.kind != "country":
        return None
    owner = hit.last < len(syntax) and syntax.tag[hit.last] == "POS"  # "president of Japan's largest bank"
    return None if owner else hit.meaning.key
