"""People and bodies told by a noun: "U.S. officials", "a US team", "the Indian side", "Japan's Finance Ministry".

A noun with a country beside it becomes a group of that country, or, where it stands for the state ("the Japanese
government"), the country itself. Without a country it stays a mention that `reference` may resolve.
"""

from dataclasses import dataclass

from bilat.codebook.actors import ActorWords, Body, GroupWords
from bilat.reading.actors.naming import NameHit
from bilat.reading.actors.titles import TitleHit
from bilat.reading.page import Page
from bilat.syntax import Syntax

# Parts of a parliament, where the name of one of its houses stands before them; any other may be a company's.
_COMMITTEES = frozenset({"committee", "subcommittee", "panel"})
_PARLIAMENT = "parliament"


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A noun phrase for people or a body. `countries` are those told beside it, in order; `words` its noun."""

    first: int
    last: int
    head: int
    words: str
    meaning: GroupWords
    countries: tuple[str, ...]
    definite: bool
    plural: bool


def find_groups(
    page: Page, names: tuple[NameHit, ...], titles: tuple[TitleHit, ...], taken: set[int]
) -> tuple[GroupMention, ...]:
    """Noun phrases for people and bodies that are no name (`taken` holds the tokens of names)."""
    syntax, small = page.syntax, page.codebook.directory.words
    groups = page.codebook.directory.groups
    by_last = {hit.last - 1: hit for hit in names if hit.national}
    bodies = _bodies(page, names)
    title_last = {title.last - 1 for title in titles}
    found = []
    for token, word in enumerate(syntax.lower):
        if word == "bank" and token > 0 and syntax.lower[token - 1] == "central":
            word = "central bank"
        meaning = groups.get(_PARLIAMENT if word in _COMMITTEES else word)
        if meaning is None or token in taken or syntax.tag[token][:2] != "NN":
            continue
        if syntax.dep[token] == "compound" and token not in title_last:
            continue
        first = _phrase_start(syntax, token)
        countries = _countries(syntax, token, first, by_last) if word not in _COMMITTEES else ()
        countries = countries or _party_country(syntax, token, meaning, small)
        countries = countries or _country_of_body(bodies, token, first, committee=word in _COMMITTEES)
        if word in _COMMITTEES and not countries:
            continue
        if meaning.stands_for == "country" and word in small.needs_country and not countries:
            continue
        determiner = syntax.lower[first]
        found.append(
            GroupMention(
                first=first,
                last=token + 1,
                head=token,
                words=word,
                meaning=meaning,
                countries=countries,
                definite=determiner in ("the", "this", "that", "these", "those", "both", "its", "their"),
                plural=syntax.tag[token] in ("NNS", "NNPS"),
            )
        )
    return tuple(found)


def _bodies(page: Page, names: tuple[NameHit, ...]) -> dict[int, Body]:
    """The bodies of governments and parliaments, by the last token of their names."""
    rows = page.codebook.directory.bodies
    found = {hit.last - 1: rows[hit.meaning.key] for hit in names if hit.meaning.kind == "body"}
    return {last: body for last, body in found.items() if body.kind == "government"}


def _country_of_body(bodies: dict[int, Body], head: int, first: int, *, committee: bool) -> tuple[str, ...]:
    """The country of a body beside the noun: "a Fed spokesman"; of a committee, that of its house alone."""
    for token in range(head - 1, first - 1, -1):
        body = bodies.get(token)
        if body is not None and body.country and (not committee or body.sector == "LEG"):
            return (body.country,)
    return ()


def _party_country(syntax: Syntax, token: int, meaning: GroupWords, small: ActorWords) -> tuple[str, ...]:
    """The country that a party tells: "Republicans", "Labour lawmakers"."""
    words = syntax.words[token] if meaning.sector == "PTY" else syntax.words[token - 1]
    country = small.party_countries.get(words) if meaning.sector in ("LEG", "PTY") else None
    return (country,) if country else ()


def _phrase_start(syntax: Syntax, head: int) -> int:
    """The first token of the noun phrase before its head, without a preposition or a verb."""
    first = head
    block = syntax.block[head]
    for child in syntax.children[head]:
        if child < head and syntax.dep[child] in (
            "det",
            "amod",
            "compound",
            "poss",
            "nmod",
            "nummod",
            "quantmod",
            "predet",
        ):
            first = min(first, syntax.left[child])
    while syntax.block[first] != block or syntax.words[first] in ('"', "“", "”", ",", "(", "''", "``"):
        first += 1
    return first


def _countries(syntax: Syntax, head: int, first: int, by_last: dict[int, NameHit]) -> tuple[str, ...]:
    """Countries that modify the noun before it, or after it with "of" or "from"."""
    found = [by_last[token].meaning.key for token in range(first, head) if token in by_last]
    if not found:
        for child in syntax.children[head]:
            if child > head and syntax.lower[child] in ("of", "from"):
                objects = [token for token in syntax.children[child] if syntax.dep[token] == "pobj"]
                for token in objects:
                    found += [by_last[part].meaning.key for part in syntax.conjuncts(token) if part in by_last]
    return tuple(dict.fromkeys(found))


def ministry_name(syntax: Syntax, mention: GroupMention, small: ActorWords) -> str | None:
    """The name of a ministry told by its field: "Finance Ministry", "Ministry of Textiles", else null."""
    if mention.words not in small.ministry_words:
        return None
    first = mention.head
    while (
        first > mention.first and syntax.dep[first - 1] in ("compound", "amod") and syntax.words[first - 1][0].isupper()
    ):
        first -= 1
    if first < mention.head:
        return " ".join(syntax.slice(first, mention.head + 1).split())
    after = mention.head + 1
    if after + 1 < len(syntax) and syntax.lower[after] in ("of", "for") and syntax.words[after + 1][0].isupper():
        last = after + 1
        while (
            last < len(syntax)
            and (syntax.words[last][0].isupper() or syntax.lower[last] in ("and", "of", ","))
            and syntax.sentence[last] == syntax.sentence[after]
        ):
            last += 1
        while not syntax.words[last - 1][0].isupper():
            last -= 1
        return " ".join(syntax.slice(mention.head, last).split())
    return None
