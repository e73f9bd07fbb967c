"""Whose wish, complaint or business a measure is: who asks for its end is hit by it, who reviews it imposes it."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.doers import doer_of, told_by
from bilat.reading.measures.heads import Head
from bilat.reading.measures.party import Party, party_of
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link
from bilat.syntax import Syntax

_STEPS = 5
# Within so many tokens before the measure the complaint of it stands.
_BACK = 40


def requester(countries: Stage, words: MeasureWords, head: Head, links: list[Link]) -> Party:
    """Whose wish or complaint it is: who complains that imports are curbed is hit by it."""
    return (
        _wisher(countries, links)
        or _seeker(countries, head)
        or _complainer(countries, words, head)
        or _thanking(countries, words, links)
    )


def _wisher(countries: Stage, links: list[Link]) -> Party:
    """ "Peru's request for lower tariffs", "its demand to lift the ban"."""
    syntax = countries.syntax
    for link in links:
        noun = syntax.head[link.token] if syntax.dep[link.token] == "acl" else link.token
        if (link.role != "noun" and noun == link.token) or syntax.lower[noun] not in countries.words.lists.of_others:
            continue
        owner = syntax.child(noun, "poss")
        named = countries.actor_at(owner) if owner is not None else None
        if named is not None:
            return party_of([named], said=False)
    return Party()


def _thanking(countries: Stage, words: MeasureWords, links: list[Link]) -> Party:
    """ "Peru thanked Chile for abolishing its duty": who is glad of the end was hit by it."""
    syntax = countries.syntax
    for link in links:
        above = syntax.head[syntax.head[link.token]]
        relieved = link.act.name in ("lift", "ease", "suspend") and syntax.dep[link.token] == "pcomp"
        if (
            relieved
            and syntax.lower[above] in words.lists.thanking
            and (who := syntax.child(above, "nsubj")) is not None
        ):
            return party_of(countries.actors_at(who), said=False)
    return Party()


def _seeker(countries: Stage, head: Head) -> Party:
    """ "cuts in duties on 60 goods requested by Peru"."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    for token in range(head.last, min(finish - 2, head.last + _STEPS)):
        if syntax.lower[token] in countries.words.lists.sought and syntax.lower[token + 1] == "by":
            doer = syntax.child(token + 1, "pobj")
            named = countries.actor_at(doer) if doer is not None else None
            return party_of([named], said=False) if named else Party()
    return Party()


def _complainer(countries: Stage, words: MeasureWords, head: Head) -> Party:
    """ "Peru complained that Chile curbs imports", "a Peruvian complaint that a Chilean law prohibits imports"."""
    syntax = countries.syntax
    above = set(syntax.ancestors(head.carrier))
    begin = max(syntax.sentences[syntax.sentence[head.token]][0], head.first - _BACK)
    for token in range(head.first - 1, begin - 1, -1):
        if not syntax.lower[token].startswith("complain") or not {token, syntax.head[token]} & above:
            continue
        if syntax.tag[token][0] == "V":
            return doer_of(countries, words, token)
        named = countries.actor_at(token)
        return party_of([named], said=False) if named else doer_of(countries, words, syntax.head[token])
    return Party()


def asker(countries: Stage, words: MeasureWords, head: Head, links: list[Link], scope: tuple[int, int] | None) -> Party:
    """Whose goods "its exports" are where somebody is asked to lift a measure on them: the asker's.

    Who asks for "the curbs" or "the ban" to be withdrawn is hit by them.
    """
    syntax = countries.syntax
    named = scope is not None and syntax.tag[scope[0]] == "PRP$"
    traded = words.lists.abroad | words.lists.goods
    named = named and scope is not None and not traded.isdisjoint(syntax.lower[slice(*scope)])
    for link in links:
        known = scope is None and link.act.name == "lift" and _the(syntax, link.token)
        if not named and not known and not (head.kind == "export-control" and link.act.name in ("lift", "ease")):
            continue
        if link.role != "object":
            continue
        verb, asking = _asked_verb(syntax, words, link.token)
        if asking == link.token:
            continue
        told = told_by(syntax, asking)
        subject = syntax.child(asking, "nsubj")
        if subject is not None and (told is not None or syntax.child(verb, "nsubj") is not None):
            return party_of(countries.actors_at(subject))
    return Party()


def asker_of_another(countries: Stage, words: MeasureWords, head: Head, links: list[Link], *, general: bool) -> Party:
    """ "Peru asked Chile to lower tariffs", "to raise its quota": what a state asks another to ease is on it."""
    syntax = countries.syntax
    for link in links:
        eased = link.act.name in ("lift", "ease") or (head.kind == "quota" and link.act.name == "raise")
        if general or not eased or link.role != "object" or link.denied:
            continue
        verb, asking = _asked_verb(syntax, words, link.token)
        subject, told = syntax.child(asking, "nsubj"), told_by(syntax, asking)
        told = syntax.child(verb, "nsubj") if told is None and asking != verb else told
        if asking == link.token or subject is None or told is None:
            continue
        one, other = party_of(countries.actors_at(subject)), party_of(countries.actors_at(told))
        if one and other and not set(one.ids) & set(other.ids):
            return one
    return Party()


def _asked_verb(syntax: Syntax, words: MeasureWords, verb: int) -> tuple[int, int]:
    """The verb below the one that asks, and that one: "asked Peru to lift the ban and, at last, ease the curbs"."""
    below = verb
    for token, _ in zip(syntax.ancestors(verb), range(_STEPS), strict=False):
        act = words.over.get(syntax.lower[token])
        if act is not None and act.name == "urge":
            return below, token
        below = token
    return verb, syntax.head[verb]


def discusser(countries: Stage, words: MeasureWords, links: list[Link], on: Party) -> Party:
    """ "the ministers of the bloc discussed the sanctions on Peru": whose they are, where they are known."""
    syntax = countries.syntax
    for link in links:
        if (
            link.role == "object"
            and syntax.lower[link.token].startswith(words.lists.stems.talking)
            and _the(syntax, link.token)
        ):
            doer = doer_of(countries, words, link.token)
            return Party() if set(doer.ids) & set(on.ids) or len(doer.ids) != 1 else doer
    return Party()


def paid(countries: Stage, head: Head, links: list[Link]) -> Party:
    """ "offer Peru subsidised wheat"."""
    if head.kind != "subsidy":
        return Party()
    for link in links:
        to = countries.syntax.child(link.token, "dative") if link.role == "object" else None
        named = countries.actor_at(to) if to is not None else None
        if named is not None:
            return party_of([named])
    return Party()


def _the(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's object is one that is known: "to withdraw the curbs"."""
    thing = syntax.child(verb, "dobj")
    return thing is not None and any(syntax.lower[child] in ("the", "those") for child in syntax.children[thing])
