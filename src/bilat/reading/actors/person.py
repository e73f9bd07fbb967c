"""What is known of a person while the cast is put together, and how a person's name stands in a report."""

from dataclasses import dataclass

from bilat.codebook.actors import ActorWords
from bilat.reading.actors.naming import NameHit
from bilat.reading.page import Page
from bilat.records import Sector
from bilat.syntax import Syntax

# Behind a last name, and no part of it.
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


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


def name_run(syntax: Syntax, first: int, stops: dict[int, NameHit], small: ActorWords) -> int:
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
        # the second half of a given name may be small ("Kim Mahn-je")
        second = token - first > 2 and word.isalpha() and len(word) < 6 and _behind_hyphen(syntax, token)
        particle = (
            token + 1 < len(syntax)
            and syntax.lower[token] in small.name_particles
            and syntax.words[token + 1][0].isupper()
        )
        if not (capital or hyphen or particle or second):
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


def _behind_hyphen(syntax: Syntax, token: int) -> bool:
    return syntax.words[token - 1] == "-" and syntax.end[token - 1] == syntax.start[token]


def shown_name(syntax: Syntax, first: int, last: int) -> str:
    """The name in ordinary case, also where a headline is all capitals; without "Jr." and the like."""
    block = syntax.blocks[syntax.block[first]]
    while last - first > 2 and syntax.lower[last - 1].rstrip(".") in SUFFIXES:
        last -= 1
    return " ".join(block.shown[syntax.start[first] - block.start : syntax.end[last - 1] - block.start].split())


def name_start(page: Page, last: int, taken: set[int]) -> int:
    """The first token of an unknown name that ends at `last`: after the last word that is a role."""
    syntax, directory = page.syntax, page.codebook.directory
    first = last
    while (
        first > 0
        and (syntax.tag[first - 1] == "NNP" or syntax.words[first - 1] == "-")
        and syntax.block[first - 1] == syntax.block[last]
        and first - 1 not in taken
    ):
        word = syntax.lower[first - 1]
        if word in directory.words.role_words or word in directory.groups:
            break
        first -= 1
    while first < last and syntax.words[first] == "-":
        first += 1
    return first
