"""Where a report speaks of an agreement: abbreviations, names in capitals, and descriptions ("a free trade pact")."""

from dataclasses import dataclass
from typing import Literal

from bilat.codebook.agreements import AgreementWords
from bilat.reading.page import Page
from bilat.syntax import Syntax

Form = Literal["abbreviation", "name", "description"]

# An expansion in parentheses is not longer than so many tokens.
LONGEST_EXPANSION = 25
LONGEST_NAME = 12
LONGEST_DESCRIPTION = 8
LONGEST_SUBJECT = 5
SHORTEST_ABBREVIATION = 3
LONGEST_ABBREVIATION = 9
_MODIFIERS = frozenset(("JJ", "NN", "NNP", "NNPS", "NNS", "CD", "HYPH", "VBN", "AFX", "JJR", "JJS"))
# Sums before a name ("a 100 mln dlr barter pact").
_UNITS = frozenset(
    ("mln", "bln", "million", "billion", "dlr", "dlrs", "dollar", "stg", "yen", "mark", "franc", "tonne")
)
_SMALL = frozenset(("of", "on", "for", "and", "&", "the", "to", "in", "with", "-", "–", "/", ","))


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: tokens `first` to `last` are its name, `wide` the first token of the whole phrase, `head` its noun.

    `words` are the words that tell it from others, in lower case; `expansion` the long form where the report gives it.
    """

    form: Form
    name: str
    first: int
    last: int
    wide: int
    head: int
    words: frozenset[str]
    expansion: str | None = None


def find_mentions(page: Page) -> list[Found]:
    """All mentions in text order, each stretch once: the longer and the more proper name wins."""
    syntax, words = page.syntax, page.codebook.agreements
    found: list[Found] = []
    reach = 0
    for token, lower in enumerate(syntax.lower):
        if token < reach:
            continue
        mention = None
        if lower == "(":
            mention = _explained(page, token)
        elif lower in words.name_heads or lower in words.heads:
            mention = _name(page, token) or _description(page, token)
        elif syntax.words[token] in words.known and _stands_alone(page, token):
            mention = _abbreviation(syntax, token, None)
        if mention:
            while found and found[-1].last > mention.wide and found[-1].expansion is None:
                found.pop()
            found.append(mention)
            reach = _closing(syntax, token) or token if lower == "(" else mention.last
    return found


def plain_mention(page: Page, head: int) -> Found | None:
    """What stands around a noun that can mean an agreement, though its words say no kind ("that pact", "the accord").

    None where it is none in particular ("no deal"), stands for more than one, or is part of a longer name of a body.
    """
    syntax, words = page.syntax, page.codebook.agreements
    word = syntax.lower[head]
    if not (word in words.heads or word in words.name_heads) or syntax.tag[head] not in ("NN", "NNP"):
        return None
    found = _name(page, head) or _description(page, head)
    if found is None:
        start = _modifiers(page, head)
        name = _shown(syntax, head, head + 1)
        found = Found("description", name, head, head + 1, _wide(syntax, start), head, frozenset())
    around = syntax.lower[found.wide : found.last]
    if any(word in words.bodies for word in around) or any(word in words.never for word in around):
        return None
    return None if _known_body(page, found.first, found.last) else found


def _abbreviation(syntax: Syntax, token: int, expansion: str | None) -> Found:
    wide = _wide(syntax, token)
    return Found("abbreviation", syntax.words[token], token, token + 1, wide, token, frozenset(), expansion)


def _stands_alone(page: Page, token: int) -> bool:
    """Whether a known abbreviation is an agreement here: some are only where a country or a kind stands before them."""
    syntax, words = page.syntax, page.codebook.agreements
    if syntax.words[token] in words.known_alone:
        return True
    before = range(_wide(syntax, token), token)
    return any(syntax.lower[i] in words.kinds or _is_nation(page, i) for i in before)


def _explained(page: Page, opening: int) -> Found | None:
    """ "BTA (Bilateral Trade Agreement)" or "bilateral trade agreement (BTA)" around an opening parenthesis."""
    syntax, words = page.syntax, page.codebook.agreements
    closing = _closing(syntax, opening)
    if closing is None or not opening:
        return None
    inside = syntax.words[opening + 1 : closing]
    if len(inside) == 1 and _looks_short(inside[0]):
        first = _spelled_out(syntax, opening, inside[0])
        if first is None or not _is_agreement(syntax.lower[first:opening], words):
            return None
        found = _abbreviation(syntax, opening + 1, syntax.slice(first, opening))
        return None if _is_organisation(page, opening + 1) else _widened(syntax, found, first)
    short = syntax.words[opening - 1]
    if not _looks_short(short) or _is_organisation(page, opening - 1):
        return None
    if not _initials_hold(short, inside) or not _is_agreement(syntax.lower[opening - 1 : closing], words):
        return None
    return _abbreviation(syntax, opening - 1, syntax.slice(opening + 1, closing))


def _widened(syntax: Syntax, found: Found, first: int) -> Found:
    return Found(
        found.form, found.name, found.first, found.last, _wide(syntax, first), first, found.words, found.expansion
    )


def _closing(syntax: Syntax, opening: int) -> int | None:
    limit = min(len(syntax), opening + LONGEST_EXPANSION)
    for token in range(opening + 1, limit):
        if syntax.block[token] != syntax.block[opening]:
            return None
        if syntax.words[token] == ")":
            return token
    return None


def _looks_short(word: str) -> bool:
    return (
        SHORTEST_ABBREVIATION <= len(word) <= LONGEST_ABBREVIATION
        and word.isalpha()
        and sum(map(str.isupper, word)) >= 2
    )


def _initials_hold(short: str, long: list[str]) -> bool:
    """Whether the letters of an abbreviation are, in order, initials of the words, and most words give one."""
    letters = short.lower()
    reached = content = 0
    for word in long:
        if word.lower() not in _SMALL:
            content += 1
        if reached < len(letters) and word[:1].lower() == letters[reached]:
            reached += 1
    return reached == len(letters) and content <= len(letters) + 1


def _spelled_out(syntax: Syntax, opening: int, short: str) -> int | None:
    """The first token of the words before a parenthesis whose initials are the abbreviation in it."""
    token = opening
    for letter in reversed(short.lower()):
        token -= 1
        while token >= 0 and syntax.lower[token] in _SMALL and syntax.lower[token][:1] != letter:
            token -= 1
        if token < 0 or syntax.block[token] != syntax.block[opening] or syntax.lower[token][:1] != letter:
            return None
    return token


def _is_agreement(lower: list[str], words: AgreementWords) -> bool:
    return any(word in words.name_heads or word in words.heads for word in lower) and not any(
        word in words.bodies for word in lower
    )


def _is_organisation(page: Page, token: int) -> bool:
    name = page.codebook.names.at(page.syntax.words[token], 0)
    return (
        name is not None
        and name.text == page.syntax.words[token]
        and any(meaning.kind in ("organisation", "body", "outlet") for meaning in name.meanings)
    )


def _name(page: Page, head: int) -> Found | None:
    """A name in capitals around a head noun in capitals."""
    syntax, words = page.syntax, page.codebook.agreements
    if (
        syntax.lower[head] not in words.name_heads
        or not syntax.words[head][0].isupper()
        or _in_title_case(syntax, head)
    ):
        return None
    start = _run_left(page, head)
    last = _run_right(page, head)
    first = start
    while first < head and (_is_nation(page, first) or syntax.words[first] in "-–/"):
        first += 1
    if any(word in words.bodies for word in syntax.lower[start:last]):
        return None
    if not any(_is_capital(syntax, i) for i in (*range(first, head), *range(head + 1, last))):
        return None
    if _opens_sentence(syntax, first) and first + 1 == head and last == head + 1 and syntax.lower[first] in words.loose:
        return None
    if _known_body(page, first, last):
        return None
    if last < len(syntax) and syntax.lower[last] in words.bodies and syntax.words[last][0].isupper():
        return None
    if last + 1 < len(syntax) and syntax.words[last] == "(" and _is_organisation(page, last + 1):
        return None
    name = _shown(syntax, first, last)
    told = frozenset(word for word in syntax.lower[first:last] if word not in words.name_heads and word not in _SMALL)
    return Found("name", name, first, last, _wide(syntax, start), head, told)


def _run_left(page: Page, head: int) -> int:
    syntax = page.syntax
    first = head
    for token in range(head - 1, max(-1, head - LONGEST_NAME), -1):
        if syntax.sentence[token] != syntax.sentence[head]:
            break
        if _is_capital(syntax, token):
            first = token
        elif syntax.words[token] not in ("-", "–", "/", "of", "on", "&"):
            break
    return first


def _run_right(page: Page, head: int) -> int:
    """Past the head only along "on", "of", "for": "Convention on the Law of the Sea"."""
    syntax, words = page.syntax, page.codebook.agreements
    last = head + 1
    if last < len(syntax) and syntax.lower[last] not in ("on", "of", "for"):
        return last
    for token in range(last, min(len(syntax), head + LONGEST_NAME)):
        if syntax.sentence[token] != syntax.sentence[head]:
            break
        if _is_capital(syntax, token):
            last = token + 1
        elif syntax.lower[token] not in words.joins and syntax.words[token] not in "-–":
            break
    between = range(head + 1, last)
    if any(syntax.lower[i] in ("and", "&") and _is_nation(page, i - 1) for i in between) or (
        last > head + 1 and syntax.tag[last - 1] == "CD"
    ):
        return head + 1
    return last


def _description(page: Page, head: int) -> Found | None:
    """ "an interim trade deal": a noun in the singular with a word that says its kind, or between two countries."""
    syntax, words = page.syntax, page.codebook.agreements
    if syntax.lower[head] not in words.heads or syntax.tag[head] not in ("NN", "NNP"):
        return None
    start = _modifiers(page, head)
    if start > 0 and syntax.sentence[start - 1] == syntax.sentence[head] and syntax.lower[start - 1] in words.never:
        return None
    first = start
    while first < head and _says_nothing(page, first):
        first += 1
    last, subject = _subject(page, head)
    told = frozenset(syntax.lower[i] for i in range(first, head) if not _says_nothing(page, i))
    nations = sum(1 for i in range(start, head) if _is_nation(page, i))
    told_after = subject if nations or _is_definite(syntax, start) else frozenset[str]()
    if not (told | told_after) & words.kinds and nations < 2:
        return None
    end = last if told_after else head + 1
    first = first if first < head or end > head + 1 else start
    return Found("description", _shown(syntax, first, end), first, end, _wide(syntax, start), head, told | told_after)


def _modifiers(page: Page, head: int) -> int:
    """The first token of the adjectives and nouns before a head."""
    syntax, words = page.syntax, page.codebook.agreements
    first = head
    for token in range(head - 1, max(-1, head - LONGEST_DESCRIPTION), -1):
        tag = syntax.tag[token]
        if syntax.sentence[token] != syntax.sentence[head] or (tag not in _MODIFIERS and syntax.words[token] != "/"):
            break
        if tag == "VBN" and syntax.lower[token] not in words.loose:
            break
        first = token
    return first


def _says_nothing(page: Page, token: int) -> bool:
    """Words of a description that do not tell it from others: countries, numbers, "new", "proposed"."""
    syntax = page.syntax
    loose = syntax.lower[token] in page.codebook.agreements.loose
    if token > 1 and syntax.words[token - 1] == "-" and syntax.tag[token - 2] == "CD":
        return True  # "a three-part agreement"
    if syntax.lower[token] in _UNITS or syntax.words[token] in "-–/":
        return True
    return loose or syntax.tag[token] == "CD" or _is_nation(page, token)


def _subject(page: Page, head: int) -> tuple[int, frozenset[str]]:
    """What the agreement is on ("a pact on semiconductor trade"): the end of the phrase and its words."""
    syntax, words = page.syntax, page.codebook.agreements
    last = head + 1
    if last >= len(syntax) or syntax.lower[last] != "on" or syntax.sentence[last] != syntax.sentence[head]:
        return last, frozenset()
    end = last + 1
    limit = min(syntax.sentences[syntax.sentence[head]][1], last + LONGEST_SUBJECT)
    while end < limit and syntax.tag[end] in ("NN", "NNS", "JJ", "HYPH"):
        end += 1
    if last + 1 < end < limit - 1 and syntax.lower[end] == "in" and syntax.tag[end + 1] in ("NN", "NNS", "JJ"):
        end += 1  # "on trade in computer chips"
        while end < limit and syntax.tag[end] in ("NN", "NNS", "JJ"):
            end += 1
    told = frozenset(syntax.lower[i] for i in range(last + 1, end))
    return (end, told) if told & words.kinds else (last, frozenset())


def _is_definite(syntax: Syntax, start: int) -> bool:
    """Whether an article or a possessive stands before: "reached agreement on trade" names no agreement."""
    return (
        start > 0
        and syntax.tag[start - 1] in ("DT", "PRP$", "POS")
        and syntax.sentence[start - 1] == syntax.sentence[start]
    )


def _wide(syntax: Syntax, first: int) -> int:
    """The first token of the phrase: a possessor, "US-India" or an adjective before the name belong to it."""
    token = first
    while token > 0 and syntax.sentence[token - 1] == syntax.sentence[first] and first - token < LONGEST_DESCRIPTION:
        modifier = syntax.tag[token - 1] in _MODIFIERS or syntax.tag[token - 1] in ("POS", "PRP$", "DT")
        if not modifier and syntax.words[token - 1] not in ("-", "–", "/"):
            break
        token -= 1
    return token


def _shown(syntax: Syntax, first: int, last: int) -> str:
    """The words in their ordinary case, with single blanks."""
    block = syntax.blocks[syntax.block[first]]
    start, end = syntax.span(first, last)
    return " ".join(block.shown[start - block.start : end - block.start].split())


def _is_capital(syntax: Syntax, token: int) -> bool:
    word = syntax.words[token]
    return word[0].isupper() and not (
        _opens_sentence(syntax, token) and syntax.tag[token] in ("DT", "IN", "PRP$", "CC")
    )


def _opens_sentence(syntax: Syntax, token: int) -> bool:
    return syntax.sentences[syntax.sentence[token]][0] == token


def _is_nation(page: Page, token: int) -> bool:
    syntax = page.syntax
    name = page.codebook.names.at(syntax.words[token], 0)
    return (
        name is not None
        and len(name.text) == len(syntax.words[token])
        and any(meaning.kind in ("country", "demonym") for meaning in name.meanings)
    )


def _known_body(page: Page, first: int, last: int) -> bool:
    """Whether the codebook knows the name as an organisation's ("Warsaw Pact")."""
    words = " ".join(page.syntax.slice(first, last).split())
    name = page.codebook.names.at(words, 0)
    return name is not None and name.text == words


def _in_title_case(syntax: Syntax, token: int) -> bool:
    """Whether a heading capitalises all its words, so that capitals tell no names."""
    number = syntax.block[token]
    if syntax.blocks[number].kind in ("paragraph", "post"):
        return False
    long = [word for word in syntax.blocks[number].shown.split() if len(word) > 3 and word[0].isalpha()]
    return sum(1 for word in long if word[0].isupper()) * 4 > len(long) * 3
