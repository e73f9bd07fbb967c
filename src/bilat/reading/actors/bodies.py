"""Bodies that only the report knows: named in full with their abbreviation, or by a name that speaks.

"the Harbour Trade Board (HTB)", "the Tin Growers Association said". No list is needed: initials or the verb tell it.
"""

from collections import defaultdict
from dataclasses import dataclass

from bilat.reading.page import Page
from bilat.syntax import Syntax

SMALL = frozenset({"of", "for", "and", "the", "on", "in", "&", "to"})
# An abbreviation has so many letters.
SHORTEST, LONGEST = 2, 8
# A body's name has at most so many tokens.
LONGEST_NAME = 10


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's full name at tokens `first` to `last` (exclusive), and its abbreviation where brackets tell it."""

    first: int
    last: int
    short: str | None


def find_bodies(page: Page, taken: set[int]) -> tuple[BodyName, ...]:
    """Names of bodies in text order; `taken` holds the tokens of names that are known."""
    syntax = page.syntax
    found: list[BodyName] = []
    for token, word in enumerate(syntax.words):
        body = _abbreviated(page, token) if word == "(" else _speaking(page, token, taken)
        if body is None:
            continue
        if found and body.first < found[-1].last and body.short is not None and found[-1].short is None:
            found.pop()  # the same name, met again with its abbreviation
        if not found or body.first >= found[-1].last:
            found.append(body)
    return tuple(found)


def _abbreviated(page: Page, opening: int) -> BodyName | None:
    """ "Harbour Trade Board (HTB)": words in capitals whose initials are the letters in the brackets."""
    syntax = page.syntax
    if opening + 2 >= len(syntax) or syntax.words[opening + 2] != ")":
        return None
    short = syntax.words[opening + 1]
    if not (SHORTEST <= len(short) <= LONGEST and short.isalpha() and short.isupper()):
        return None
    first = _spelled_out(syntax, opening, short)
    if first is None or opening - first > LONGEST_NAME:
        return None
    lower = syntax.lower[first:opening]
    agreements, small = page.codebook.agreements, page.codebook.directory.words
    if any(word in agreements.name_heads or word in agreements.heads for word in lower):
        return None
    told = any(word in small.body_words or word in small.company_words for word in lower)
    if not (told or _speaks_anywhere(page, short)):
        return None
    return BodyName(first, opening, short)


def _spelled_out(syntax: Syntax, opening: int, short: str) -> int | None:
    """The first token of the words before a bracket, all in capitals, whose initials the abbreviation is."""
    token = opening
    for letter in reversed(short):
        token -= 1
        while token >= 0 and syntax.lower[token] in SMALL and syntax.words[token][0] != letter:
            token -= 1
        if token < 0 or syntax.block[token] != syntax.block[opening] or syntax.words[token][0] != letter:
            return None
    return token


def _speaks_anywhere(page: Page, name: str) -> bool:
    syntax, verbs = page.syntax, page.codebook.directory.words.speaking_verbs
    return any(
        word == name and syntax.dep[token] == "nsubj" and syntax.lower[syntax.head[token]] in verbs
        for token, word in enumerate(syntax.words)
    )


def _speaking(page: Page, head: int, taken: set[int]) -> BodyName | None:
    """ "the Tin Growers Association said": a name in capitals that ends in a word for a body and speaks."""
    syntax, small = page.syntax, page.codebook.directory.words
    if syntax.lower[head] not in small.body_words and syntax.lower[head] not in small.company_words:
        return None
    if head in taken or syntax.dep[head] != "nsubj" or syntax.lower[syntax.head[head]] not in small.speaking_verbs:
        return None
    block = syntax.block[head]
    if not syntax.words[head][0].isupper() or syntax.blocks[block].kind in ("title", "headline"):
        return None
    first = head
    while first > 0 and head - first < LONGEST_NAME and first - 1 not in taken and _goes_on(syntax, first - 1, head):
        first -= 1
    while first < head and syntax.lower[first] in SMALL:
        first += 1
    if first > 0 and first - 1 in taken and syntax.dep[first - 1] == "compound" and syntax.tag[first - 1] == "NNP":
        return None  # a part of the name is known as something else
    last = head + 1
    while last + 1 < len(syntax) and syntax.lower[last] in ("of", "for") and syntax.words[last + 1][0].isupper():
        last += 2  # "Central Bureau of Statistics"
    return BodyName(first, last, None) if first < head else None


def _goes_on(syntax: Syntax, token: int, head: int) -> bool:
    if syntax.sentence[token] != syntax.sentence[head] or syntax.tag[token] in ("DT", "IN", "PRP$"):
        return False
    if syntax.lower[token] in ("and", "&"):
        return True
    return syntax.words[token][0].isupper() and syntax.dep[token] in ("compound", "nmod", "amod", "conj", "poss")


def occurrences(syntax: Syntax, bodies: tuple[BodyName, ...]) -> dict[int, list[tuple[int, int]]]:
    """Number of the body -> where its name or its abbreviation stands, as token ranges in text order."""
    forms: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for number, body in enumerate(bodies):
        words = tuple(syntax.words[body.first : body.last])
        forms[words[0]].append((words, number))
        if body.short is not None:
            forms[body.short].append(((body.short,), number))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    reach = 0
    for token, word in enumerate(syntax.words):
        if token < reach or word not in forms:
            continue
        for words, number in sorted(forms[word], key=lambda form: -len(form[0])):
            if tuple(syntax.words[token : token + len(words)]) == words:
                reach = token + len(words)
                found[number].append((token, reach))
                break
    return found
