"""Bodies that only the report knows: with an abbreviation, by a company's ending, or by a name that speaks or acts.

"the Harbour Trade Board (HTB)", "Harrow Tin Ltd", "the Tin Growers Association said", "the Harbour Mail reported". No
list is needed: initials, the ending or the verb tell it. Later mentions leave out the ending ("Harrow Tin"), or all but
the first word ("Harrow"), or give the initials alone.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from bilat.reading.page import Page
from bilat.syntax import Syntax

SMALL = frozenset({"of", "for", "and", "the", "on", "in", "&", "to", "'s", "’s"})
# An abbreviation has so many letters.
SHORTEST, LONGEST = 2, 8
# A body's name has at most so many tokens.
LONGEST_NAME = 10
_INSIDE = frozenset({"and", "&", "of", "for", "-", "/"})
_ACTING = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's full name at tokens `first` to `last` (exclusive), and its abbreviation where brackets tell it."""

    first: int
    last: int
    short: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """Tokens that are known: `names` all of them, `parts` those of countries and nouns that a name may hold."""

    names: set[int]
    parts: set[int] = field(default_factory=set)

    def __contains__(self, token: int) -> bool:
        """Whether a token can be no part of another name."""
        return token in self.names and token not in self.parts


def find_bodies(page: Page, taken: Taken) -> tuple[BodyName, ...]:
    """Names of bodies in text order."""
    syntax = page.syntax
    found: list[BodyName] = []
    never = _never_alone(syntax, page.codebook.directory.words.person_nouns)
    speaking = _speaking_words(page)
    for token, word in enumerate(syntax.words):
        if word == "(":
            body = _abbreviated(page, token, speaking)
        else:
            body = _speaking(page, token, taken) or _company(page, token, taken) or _unknown(page, token, taken, never)
        if body is None:
            continue
        if found and body.first < found[-1].last and (body.short is not None or body.last > found[-1].last):
            if found[-1].short is None:
                found.pop()  # the same name, met again with its abbreviation or its end
        if not found or body.first >= found[-1].last:
            found.append(body)
    return tuple(found)


def _abbreviated(page: Page, opening: int, speaking: frozenset[str]) -> BodyName | None:
    """ "Harbour Trade Board (HTB)": words in capitals whose initials are the letters in the brackets.

    A short name of another make ("Singapore Tin Exchange (Stinex)") is taken behind a word for a body.
    """
    syntax, small = page.syntax, page.codebook.directory.words
    if opening + 2 >= len(syntax) or syntax.words[opening + 2] != ")":
        return None
    short = syntax.words[opening + 1]
    last = _before_ticker(syntax, opening)
    if not (SHORTEST <= len(short) <= LONGEST and short.isalpha() and short[0].isupper()) or last == 0:
        return None
    noun = syntax.lower[last - 1]
    telling = noun in small.body_words or noun in small.company_words or noun in small.company_endings
    first = _spelled_out(syntax, last, short) if short.isupper() else None
    if first is None and telling and syntax.words[last - 1][0].isupper():
        first = _run_start(syntax, last - 1, Taken(set()))
    if first is None or not 1 < last - first <= LONGEST_NAME:
        return None
    lower = syntax.lower[first:last]
    agreements = page.codebook.agreements
    if any(word in agreements.name_heads or word in agreements.heads for word in lower):
        return None
    told = any(word in small.body_words or word in small.company_words for word in lower)
    if not (told or short in speaking):
        return None
    return BodyName(first, last, short)


def _before_ticker(syntax: Syntax, opening: int) -> int:
    """The end of the words before a bracket, a ticker between them left out ("Harrow Tin Ltd <HTIN.L> (HTL)")."""
    if opening == 0 or not syntax.words[opening - 1].endswith(">"):
        return opening
    for token in range(opening - 1, max(0, opening - 6), -1):
        if syntax.words[token].startswith("<"):
            return token
    return opening


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


def _speaking_words(page: Page) -> frozenset[str]:
    """The words that are somewhere the subject of a verb of saying."""
    syntax, verbs = page.syntax, page.codebook.directory.words.speaking_verbs
    subjects = (token for token, dep in enumerate(syntax.dep) if dep == "nsubj")
    return frozenset(syntax.words[token] for token in subjects if syntax.lower[syntax.head[token]] in verbs)


def _speaks(page: Page, token: int) -> bool:
    """Whether a token is who says something: subject, agent ("seconded by the Board"), or behind "according to"."""
    syntax, over = page.syntax, page.syntax.head[token]
    if syntax.dep[token] == "nsubj":
        return syntax.lower[over] in page.codebook.cues.verbs or _says_beside(page, token)
    if syntax.dep[token] == "pobj":
        according = syntax.lower[over] == "to" and over > 0 and syntax.lower[over - 1] == "according"
        return according or (
            syntax.dep[over] == "agent" and syntax.lower[syntax.head[over]] in page.codebook.cues.verbs
        )
    return _says_beside(page, token)


def _says_beside(page: Page, token: int) -> bool:
    """Whether a verb of saying follows at once, over a ticker that the parser stumbles on ("Harrow <HTIN.L> said")."""
    syntax, after = page.syntax, token + 1
    if after < len(syntax) and syntax.words[after].startswith("<"):
        while after < min(len(syntax), token + 6) and not syntax.words[after].endswith(">"):
            after += 1
        after += 1
        return after < len(syntax) and syntax.lower[after] in page.codebook.directory.words.speaking_verbs
    return False


def _speaking(page: Page, head: int, taken: Taken) -> BodyName | None:
    """ "the Tin Growers Association said": a name in capitals that ends in a word for a body and speaks."""
    syntax, small = page.syntax, page.codebook.directory.words
    word = syntax.lower[head]
    acting = word in small.acting_bodies
    if not (acting or word in small.body_words or word in small.company_words) or head in taken.names:
        return None
    if not _speaks(page, head) and not (acting and _acts(page, head)):
        return None
    block = syntax.block[head]
    if not syntax.words[head][0].isupper() or syntax.blocks[block].kind in ("title", "headline"):
        return None
    first = _run_start(syntax, head, taken)
    if first > 0 and first - 1 in taken and syntax.dep[first - 1] == "compound" and syntax.tag[first - 1] == "NNP":
        return None  # a part of the name is known as something else
    last = _with_field(syntax, head + 1)
    if _one_of(syntax, first, last):
        return None
    return BodyName(first, last, None) if first < head or last > head + 1 else None


def _one_of(syntax: Syntax, first: int, last: int) -> bool:
    """Whether a name only tells whose somebody is ("a Tin Board official")."""
    indefinite = first > 0 and syntax.lower[first - 1] in ("a", "an")
    return indefinite or (
        last < len(syntax) and syntax.tag[last] in ("NN", "NNS", "POS") and _joined(syntax, first, last)
    )


def _joined(syntax: Syntax, first: int, last: int) -> bool:
    """Whether the word behind a name is of the same noun phrase."""
    return syntax.sentence[last] == syntax.sentence[first] and syntax.words[last][0].islower()


def _acts(page: Page, token: int) -> bool:
    """Whether a token is who does something: subject, or the agent of a passive clause.

    Of "the Ports and Waterways Committee" the parser takes "Ports" for the subject.
    """
    syntax = page.syntax
    if syntax.dep[token] == "conj" and syntax.tag[syntax.head[token]] in ("NNP", "NNPS"):
        token = syntax.head[token]
    agent = syntax.dep[token] == "pobj" and syntax.dep[syntax.head[token]] == "agent"
    return agent or syntax.dep[token] in _ACTING


def _with_field(syntax: Syntax, last: int) -> int:
    """The end of a name with what it is for: "Central Bureau of Statistics", "Committee on Ports and Harbours"."""
    end = last
    while end + 1 < len(syntax) and syntax.sentence[end] == syntax.sentence[last - 1]:
        joint = syntax.lower[end] in ("of", "for") or (end == last and syntax.lower[end] == "on")
        if joint or (end > last and syntax.lower[end] in ("and", "&")):
            after = end + 2 if syntax.lower[end + 1] == "the" else end + 1
        else:
            after = end
        if after >= len(syntax) or syntax.tag[after] not in ("NNP", "NNPS") or not syntax.words[after][0].isupper():
            break
        if after == end and end == last:
            break
        end = after + 1
    return end


def _company(page: Page, token: int, taken: Taken) -> BodyName | None:
    """ "Harrow Tin Ltd": a name in capitals with the ending of a company."""
    syntax, endings = page.syntax, page.codebook.directory.words.company_endings
    if syntax.lower[token] not in endings or not syntax.words[token][0].isupper() or token in taken.names:
        return None
    after = token + 1
    if after < len(syntax) and syntax.lower[after] in endings and syntax.words[after][0].isupper():
        return None  # the ending of two words is told at its second
    if syntax.blocks[syntax.block[token]].kind in ("title", "headline"):
        return None
    first = _run_start(syntax, token, taken)
    return BodyName(first, token + 1, None) if first < token else None


def _unknown(page: Page, head: int, taken: Taken, never: frozenset[str]) -> BodyName | None:
    """ "the Harbour Mail reported", "Harrow said": a name of which nothing is known but that it speaks.

    A report introduces a person by the full name, so that a last name alone, of which nothing longer stands in the
    report, is a body's.
    """
    syntax, directory = page.syntax, page.codebook.directory
    if syntax.tag[head] != "NNP" or head in taken.names or syntax.dep[head] not in ("nsubj", "pobj"):
        return None
    if syntax.blocks[syntax.block[head]].kind not in ("paragraph", "bullet") or not _speaks(page, head):
        return None
    first = _run_start(syntax, head, taken)
    if first > 0 and (first - 1 in taken.names or syntax.tag[first - 1] == "NNP"):
        return None
    if _one_of(syntax, first, head + 1):
        return None
    lower = syntax.lower[first : head + 1]
    for word in lower:
        if word in directory.one_person or word in directory.groups or directory.words.is_honorific(word):
            return None
        if word in directory.words.role_words or word.capitalize() in directory.given_names:
            return None
    if first == head and (lower[0] in directory.words.body_words or lower[0] in directory.words.company_words):
        return None  # "the Times": a body named elsewhere
    if not syntax.words[head][0].isupper() or len(syntax.words[head]) < 2 or not syntax.words[head][0].isalpha():
        return None
    if first == head and first > 0 and syntax.words[first - 1].startswith("<"):
        return None  # a ticker
    article = first > 0 and syntax.lower[first - 1] == "the"
    if (
        not article
        and not syntax.words[head].isupper()
        and (first < head or not never.isdisjoint((syntax.words[head], lower[0])))
    ):
        return None
    written = first > 0 and syntax.words[first - 1] == "The" and syntax.sentence[first - 1] == syntax.sentence[first]
    return BodyName(first - written, head + 1, None)


def _never_alone(syntax: Syntax, person_nouns: frozenset[str]) -> frozenset[str]:
    """Words that stand somewhere beside other capitals, or without a capital: no body's whole name by themselves.

    A capital that tells what one of its people is counts not ("Factmeter Executive Director Jane Doe").
    """
    found: set[str] = set()
    for token, word in enumerate(syntax.words):
        if not word[0].isupper():
            found.add(word)
        elif syntax.where(token) == "text":
            for beside in (token - 1, token + 1):
                if 0 <= beside < len(syntax) and syntax.block[beside] == syntax.block[token]:
                    capital = syntax.tag[beside] in ("NNP", "NNPS") and syntax.words[beside][0].isupper()
                    if capital and not (beside > token and syntax.lower[beside] in person_nouns):
                        found.add(word)
    return frozenset(found)


def _run_start(syntax: Syntax, head: int, taken: Taken) -> int:
    """The first token of the capitals that end at a token."""
    first = head
    while first > 0 and head - first < LONGEST_NAME and first - 1 not in taken and _goes_on(syntax, first - 1, head):
        first -= 1
    while first < head and (syntax.lower[first] in SMALL or not syntax.words[first][0].isalnum()):
        first += 1
    return first


def _goes_on(syntax: Syntax, token: int, head: int) -> bool:
    if syntax.sentence[token] != syntax.sentence[head] or syntax.tag[token] in ("DT", "PRP$", "PRP"):
        return False
    if syntax.lower[token] in _INSIDE:
        before = token - 1
        return before >= 0 and syntax.words[before][0].isupper() and syntax.tag[before] in ("NNP", "NNPS", "NN", "JJ")
    if syntax.tag[token] == "IN":
        return False
    return syntax.words[token][0].isupper() and (
        syntax.tag[token] in ("NNP", "NNPS") or syntax.dep[token] in ("compound", "nmod", "amod", "conj", "poss")
    )


def occurrences(page: Page, bodies: tuple[BodyName, ...]) -> dict[int, list[tuple[int, int]]]:
    """Number of the body -> where its name or a short form of it stands, as token ranges in text order."""
    syntax = page.syntax
    forms: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    known: set[tuple[str, ...]] = set()
    for number, body in enumerate(bodies):
        whole = tuple(syntax.words[body.first + (syntax.words[body.first] == "The") : body.last])
        if body.short is None and whole in known:
            continue  # another's short name
        for words in _forms(page, body):
            if words not in known:  # of two bodies of one short name it is the first's
                known.add(words)
                forms[words[0]].append((words, number))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    reach = 0
    for token, word in enumerate(syntax.words):
        if token < reach or word not in forms:
            continue
        for words, number in sorted(forms[word], key=lambda form: -len(form[0])):
            end = token + len(words)
            if tuple(syntax.words[token:end]) == words and (len(words) > 1 or _alone(syntax, token)):
                reach = end
                found[number].append((token, reach))
                break
    return {number: places for number, places in found.items() if _told(page, bodies[number], places)}


def _told(page: Page, body: BodyName, places: list[tuple[int, int]]) -> bool:
    """Whether a body is one of those who act: a company only where it does or says something somewhere."""
    if page.syntax.lower[body.last - 1] not in page.codebook.directory.words.company_endings:
        return True
    acting = any(_acts(page, token) for first, last in places for token in range(first, last))
    return acting or any(_says_beside(page, last - 1) for _, last in places)


def _forms(page: Page, body: BodyName) -> list[tuple[str, ...]]:
    """What a body is called: its name, its abbreviation, the name without its ending, its first word."""
    syntax, small = page.syntax, page.codebook.directory.words
    words = tuple(syntax.words[body.first : body.last])
    forms = [words]
    if words[0] == "The":
        forms.append(words[1:])
    if body.short is not None:
        forms.append((body.short,))
    bare = words
    while len(bare) > 1 and bare[-1].lower() in small.company_endings:
        bare = bare[:-1]
        if len(bare) > 1 and bare[-1] in ("and", "&"):
            bare = bare[:-1]
    if bare == words:
        return forms
    forms.append(bare)
    initials = "".join(word[0] for word in bare if word[0].isupper())
    if len(initials) > SHORTEST:
        forms.append((initials,))
    if len(bare) > 2 and bare[1][0].isupper():
        forms.append(bare[:2])
    if len(bare) > 1:
        forms += [(word,) for word in dict.fromkeys((bare[0], bare[-1])) if _distinctive(page, word)]
    return forms


def _distinctive(page: Page, word: str) -> bool:
    """Whether one word of a company's name can stand for it: no word that many such names have, nor a name itself."""
    directory = page.codebook.directory
    words, small = directory.words, word.lower()
    common = small in words.common_first_words or small in words.company_words or small in words.body_words
    plain = len(word) > 2 and word[0].isupper() and "." not in word and small not in words.acting_bodies
    return plain and not common and directory.names.at(word, 0) is None and word not in directory.given_names


def _alone(syntax: Syntax, token: int) -> bool:
    """Whether a word in capitals stands beside no other of the same name."""
    for beside in (token - 1, token + 1):
        if 0 <= beside < len(syntax) and syntax.block[beside] == syntax.block[token]:
            if syntax.tag[beside] in ("NNP", "NNPS") and syntax.words[beside][0].isupper():
                if syntax.dep[beside] == "compound" or syntax.dep[token] == "compound":
                    return False
    return True
