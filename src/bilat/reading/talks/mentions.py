"""Where a report speaks of talks: the noun, who is at the table, what it is about, how far it has come."""

from dataclasses import dataclass, field

from bilat.codebook.measures import MeasureWords
from bilat.codebook.talks import TalkAct, TalkWords
from bilat.reading.countries import Countries, Named
from bilat.reading.talks.state import status_of
from bilat.records import Span, TalksStatus
from bilat.syntax import Syntax

# A paragraph is looked through this many tokens before and after.
_PARAGRAPH = 200
_STEPS = 6
_LONGEST_SUBJECT = 14


@dataclass(frozen=True, slots=True)
class TalkMention:
    """A place that speaks of talks: tokens `first` to `last` (exclusive) around `token`; `verb` governs them."""

    token: int
    first: int
    last: int
    sure: bool
    is_round: bool
    parties: tuple[str, ...]
    subject: str | None
    status: TalksStatus
    verb: int | None
    evidence: dict[str, Span] = field(default_factory=dict)


def find_talks(countries: Countries, words: TalkWords, weights: MeasureWords) -> list[TalkMention]:
    """All places that speak of negotiations, in text order."""
    lower, nouns = countries.syntax.lower, words.nouns
    found: list[TalkMention] = []
    for token, word in enumerate(lower):
        if word in nouns.sure or word in nouns.open:
            if found and found[-1].last > token:
                continue  # "talks" of "a round of talks"
            mention = _mention(countries, words, weights, token)
            if mention:
                found.append(mention)
    return found


def _mention(countries: Countries, words: TalkWords, weights: MeasureWords, token: int) -> TalkMention | None:
    syntax, nouns = countries.syntax, words.nouns
    begin, finish = syntax.sentences[syntax.sentence[token]]
    if token + 1 < finish and syntax.lower[token + 1] in nouns.swallow:
        return None
    if syntax.tag[token][0] == "V" and syntax.dep[token] != "pobj" and not _headline(syntax, words, token):
        return None
    first = _first(syntax, token, begin)
    before = set(syntax.lower[first:token])
    if before & nouns.world:
        return None
    of = token + 1 < finish and syntax.lower[token + 1] == "of"
    if syntax.lower[token] in words.lists.round and not of and not before & nouns.subject:
        return None
    if of and syntax.lower[token] in words.lists.round:
        return _round_of(countries, words, weights, token, first)
    return _talk(countries, words, weights, token, token, first, is_round=bool(before & words.lists.round))


def _headline(syntax: Syntax, words: TalkWords, token: int) -> bool:
    """ "Peru, Chile set to begin fish talks": capitals hide from the tagger that a noun is meant."""
    return syntax.where(token) == "title" and token > 0 and syntax.lower[token - 1] in words.nouns.subject


def _round_of(
    countries: Countries, words: TalkWords, weights: MeasureWords, token: int, first: int
) -> TalkMention | None:
    """ "the sixth round of negotiations": the noun after "of" is what is held, "round" is what a verb ends."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[token]][1]
    for noun in range(token + 2, min(finish, token + 6)):
        if syntax.lower[noun] in words.nouns.world:
            return None
        if syntax.lower[noun] in words.nouns.sure or syntax.lower[noun] in ("talks", "discussions"):
            return _talk(countries, words, weights, token, noun, first, is_round=True)
    return None


def _talk(
    countries: Countries, words: TalkWords, weights: MeasureWords, token: int, noun: int, first: int, *, is_round: bool
) -> TalkMention | None:
    syntax = countries.syntax
    sure = syntax.lower[noun] in words.nouns.sure
    evidence: dict[str, Span] = {}
    subject = _subject(countries, words, weights, first, noun, evidence)
    verb, act = _governor(syntax, words, token)
    parties = _parties(countries, words, first, noun, verb)
    status = status_of(syntax, words, weights, (first, noun), (verb, act), is_round=is_round)
    if verb is not None and act is not None:
        evidence["status"] = syntax.span(verb, verb + 1)
    if parties:
        evidence["parties"] = syntax.span(parties[0].mention.first, parties[0].mention.last)
    ids = tuple(dict.fromkeys(actor for named in parties for actor in named.ids))
    if set(ids) & words.nouns.world:
        return None  # "talks in GATT" are no pair's
    sure = sure or subject is not None or _states_negotiate(countries, parties, verb, act)
    sure = sure or _negotiators(syntax, words, first, noun, verb)
    return TalkMention(noun, first, noun + 1, sure, is_round, ids, subject, status, verb, evidence)


def _states_negotiate(countries: Countries, parties: list[Named], verb: int | None, act: TalkAct | None) -> bool:
    """Whether countries or blocs, not persons, open or end the talks: that is more than a meeting."""
    if verb is None or act is None or len(parties) < 2:
        return False
    if act.name == "begin" and countries.syntax.lower[verb][:4] not in ("open", "begi", "bega", "laun", "resu", "star"):
        return False
    kinds = {
        countries.cast.actors[actor].kind
        for named in parties
        for actor in named.mention.actors
        if actor in countries.cast.actors
    }
    return bool(kinds) and kinds <= {"country", "organization", "group"}


def _negotiators(syntax: Syntax, words: TalkWords, first: int, noun: int, verb: int | None) -> bool:
    """ "emergency talks with Peru", "negotiators of the two opened talks": more than a meeting."""
    if not words.lists.formal.isdisjoint(syntax.lower[first:noun]):
        return syntax.lower[noun] == "talks"
    subject = syntax.child(verb, "nsubj") if verb is not None else None
    return subject is not None and syntax.lower[subject] in words.lists.negotiators


def _first(syntax: Syntax, token: int, begin: int) -> int:
    first = token
    while first > begin and syntax.tag[first - 1] in (
        "DT", "JJ", "JJS", "JJR", "NN", "NNP", "NNPS", "POS", "PRP$", "HYPH", "CD", "VBG", "SYM", ":",
    ):  # fmt: skip
        if syntax.dep[first - 1] in ("nsubj", "nsubjpass", "ROOT", "prep") or (
            syntax.lower[first - 1] == "-" and (first - 2 >= begin and syntax.end[first - 2] < syntax.start[first - 1])
        ):
            break
        first -= 1
    return first


def _subject(
    countries: Countries, words: TalkWords, weights: MeasureWords, first: int, noun: int, evidence: dict[str, Span]
) -> str | None:
    """What is negotiated: the words after "on", or those before the noun ("trade talks")."""
    syntax, nouns = countries.syntax, words.nouns
    finish = syntax.sentences[syntax.sentence[noun]][1]
    for prep in range(noun + 1, min(finish, noun + 9)):
        if syntax.lower[prep] in nouns.on:
            start, last = _subject_range(syntax, words, prep + 1, finish)
            said = set(syntax.lower[start:last])
            if (said & nouns.subject or said & weights.lists.goods) and not said & (nouns.sure | nouns.open):
                evidence["subject"] = syntax.span(start, last)
                return " ".join(syntax.slice(start, last).split())
        if syntax.tag[prep][0] == "V" or syntax.lower[prep] == ".":
            break
    before = [token for token in range(first, noun) if syntax.lower[token] in nouns.subject]
    if not before:
        return None
    start, last = before[0], before[-1] + 1
    while (
        start > first
        and syntax.tag[start - 1] == "JJ"
        and syntax.lower[start - 1] != "open"
        and syntax.words[start - 1].islower()
    ):
        start -= 1
    evidence["subject"] = syntax.span(start, last)
    return " ".join(syntax.slice(start, last).split())


def _subject_range(syntax: Syntax, words: TalkWords, start: int, finish: int) -> tuple[int, int]:
    while start < finish and syntax.tag[start] in ("DT", "PRP$"):
        start += 1
    last = start
    while last < min(finish, start + _LONGEST_SUBJECT):
        if syntax.lower[last] in words.nouns.ends or syntax.tag[last] in (
            ".",
            ",",
            ":",
            "VBD",
            "VBZ",
            "MD",
            "``",
            "-LRB-",
        ):
            break
        if last > start and syntax.tag[last] == "VBN":
            break
        last += 1
    return start, last


def _governor(syntax: Syntax, words: TalkWords, token: int) -> tuple[int | None, TalkAct | None]:
    """The nearest verb above that says something of talks."""
    current = token
    for _ in range(_STEPS):
        parent = syntax.head[current]
        if parent == current:
            return None, None
        if syntax.tag[parent][0] == "V":
            act = None
            for child in syntax.children[parent]:
                if syntax.dep[child] in ("prt", "advmod", "prep"):
                    act = act or words.phrasal.get((syntax.lower[parent], syntax.lower[child]))
            return parent, act or words.acts.get(syntax.lower[parent])
        current = parent
    return None, None


def _parties(countries: Countries, words: TalkWords, first: int, noun: int, verb: int | None) -> list[Named]:
    """Who is at the table: names before the noun, after "between" and "with", and the subject of the verb."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[noun]][1]
    found = list(countries.within(first, noun))
    for token in range(noun + 1, min(finish, noun + 16)):
        if syntax.lower[token] in ("between", "among", "with"):
            found += _after(countries, token, finish, pair=syntax.lower[token] != "with")
            break
    if _count(found) < 2 and verb is not None:
        found += _doers(countries, verb)
        for child in syntax.children[verb]:
            if syntax.lower[child] == "with" and child > noun:
                found += _after(countries, child, finish, pair=False)
    if _count(found) == 1:
        found += _bound_for(countries, words, verb, found[0].ids) or _other(countries, noun, found[0].ids)
    return found


def _bound_for(countries: Countries, words: TalkWords, verb: int | None, known: tuple[str, ...]) -> list[Named]:
    """Whose capital somebody leaves for: "will send an official to Lima for trade talks"."""
    syntax = countries.syntax
    if verb is None or syntax.lower[verb] not in words.lists.departing:
        return []
    for named in countries.within(verb + 1, syntax.sentences[syntax.sentence[verb]][1]):
        ids = tuple(i for i in named.ids if countries.is_country(i) and i not in known)
        if ids and syntax.lower[named.mention.first - 1] in ("to", "for"):
            return [Named(ids, named.mention)]
    return []


def _other(countries: Countries, noun: int, known: tuple[str, ...]) -> list[Named]:
    """The only other country that acts in the sentence, or else in the paragraph or the title."""
    syntax = countries.syntax
    first = last = noun
    while first > max(0, noun - _PARAGRAPH) and syntax.block[first - 1] == syntax.block[noun]:
        first -= 1
    while last < min(len(syntax), noun + _PARAGRAPH) and syntax.block[last] == syntax.block[noun]:
        last += 1
    title = next((t for t in range(len(syntax)) if syntax.where(t) == "text"), len(syntax))
    for low, high in (syntax.sentences[syntax.sentence[noun]], (first, last), (0, title)):
        others: dict[tuple[str, ...], Named] = {}
        for named in countries.within(low, high):
            ids = tuple(i for i in countries.acting(named.mention) if countries.is_country(i))
            if ids and not set(ids) & set(known):
                others.setdefault(ids, Named(ids, named.mention))
        if others:
            return list(others.values()) if len(others) == 1 else []
    return []


def _after(countries: Countries, prep: int, finish: int, *, pair: bool) -> list[Named]:
    """Countries after a preposition: a coordination after "between", one after "with"."""
    found: list[Named] = []
    last = prep
    for named in countries.within(prep + 1, min(finish, prep + (18 if pair else 8))):
        gap = countries.syntax.lower[last + 1 : named.mention.first]
        if found and not ({"and", ",", "/", "&"} & set(gap)):
            break
        if {"in", "on", "at", "to", "said"} & set(gap) and not pair:
            break
        ids = countries.acting(named.mention) or named.ids
        found.append(Named(ids, named.mention))
        last = named.mention.last - 1
        if not pair and len(found) > 2:
            break
    return found


def _count(found: list[Named]) -> int:
    return len({actor for named in found for actor in named.ids})


def _doers(countries: Countries, verb: int) -> list[Named]:
    """The countries of the verb's subject, climbing to the verb that controls it."""
    syntax = countries.syntax
    current = verb
    for _ in range(_STEPS):
        subject = syntax.child(current, "nsubj", "nsubjpass")
        if subject is not None:
            return countries.actors_at(subject)
        if (
            syntax.dep[current] not in ("xcomp", "conj", "advcl", "pcomp", "prep", "acl")
            or syntax.head[current] == current
        ):
            return []
        current = syntax.head[current]
    return []
