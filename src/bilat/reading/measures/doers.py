"""Who does what a verb or a noun says of a measure: subjects, agents, those who are asked, legislatures."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.countries import Countries, Named
from bilat.reading.measures.makers import plan_before
from bilat.reading.measures.party import Party, party_of
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link
from bilat.syntax import Syntax

_STEPS = 5
# Over these arcs a verb has the subject of the one above it.
_DOERS_ABOVE = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "ccomp", "acl", "acomp", "dep", "dobj", "pobj"})
# After these stands what is talked about, not what is done.
_ABOUT = frozenset({"on", "about", "over", "against"})


def agent_of(countries: Stage, words: MeasureWords, links: list[Link]) -> Party:
    """Who does it: the subject of the governing verb, its agent, or the owner of the noun made of it."""
    for link in links:
        if link.act.name == "face" and (forcing := _forced_by(countries, words, link.token)):
            return forcing
        if link.act.subject == "other" and link.role == "noun":
            asked = _asked_by_noun(countries, words, link.token)
            if asked:
                return asked
            continue
        if link.role == "noun":
            named = countries.actor_at(link.token) or _by(countries, link.token)
            if named:
                return party_of([named])
            if link.act.name in ("propose", "urge"):
                continue
            found = _doer_above(countries, words, link.token)
            if found:
                return found
            continue
        if link.act.subject not in ("imposer", "target") or link.role != "object" or link.act.name == "face":
            continue
        doer = doer_of(countries, words, link.token)
        if doer:
            return doer
    return Party()


def _forced_by(countries: Stage, words: MeasureWords, verb: int) -> Party:
    """ "a Peruvian plan to require them to cut exports or face tariffs": who requires it would impose them."""
    syntax = countries.syntax
    for token in syntax.ancestors(verb):
        if syntax.dep[token] not in ("xcomp", "ccomp", "acl", "conj", "relcl"):
            return Party()
        if syntax.lower[token].startswith(words.lists.stems.forcing):
            return doer_of(countries, words, token)
    return Party()


def _asked_by_noun(countries: Stage, words: MeasureWords, noun: int) -> Party:
    """ "ignored Peru's request for lower tariffs": who ignores it has the tariffs, for a demand is made on others."""
    syntax = countries.syntax
    verb, owner = syntax.head[noun], syntax.child(noun, "poss")
    if owner is None or syntax.dep[noun] != "dobj" or syntax.lower[noun] not in words.lists.of_others:
        return Party()
    return _other_than(countries.actor_at(owner), doer_of(countries, words, verb))


def _asked_of(countries: Stage, words: MeasureWords, noun: int) -> Party:
    """ "rejected a Peruvian demand to lift": who rejects it, where it is somebody else's."""
    return _other_than(countries.actor_at(noun), doer_of(countries, words, countries.syntax.head[noun]))


def _other_than(asking: Named | None, asked: Party) -> Party:
    return Party() if asking is None or set(asking.ids) & set(asked.ids) else asked


def _by(countries: Stage, noun: int) -> Named | None:
    """ "the introduction by Peru of duties"."""
    syntax = countries.syntax
    for child in syntax.children[noun]:
        if syntax.lower[child] == "by":
            doer = syntax.child(child, "pobj")
            return countries.actor_at(doer) if doer is not None else None
    return None


def _doer_above(countries: Stage, words: MeasureWords, noun: int) -> Party:
    syntax = countries.syntax
    verb = syntax.head[noun]
    if syntax.dep[noun] == "dobj" and syntax.lower[verb] in words.over:
        act = words.over[syntax.lower[verb]]
        return doer_of(countries, words, verb) if act.subject == "imposer" else Party()
    before = syntax.left[noun] - 1  # "announced the easing of curbs last month, a spokesman said": parsed as what said
    act_before = words.over.get(syntax.lower[before]) if before >= 0 and syntax.tag[before] in ("VBD", "VBZ") else None
    if act_before is not None and act_before.name == "order":
        return doer_of(countries, words, before)
    return Party()


def doer_of(countries: Stage, words: MeasureWords, verb: int) -> Party:
    """The countries that do what the verb says: agent of a passive, own subject, or that of the verb above."""
    syntax = countries.syntax
    agent = syntax.child(verb, "agent")
    if agent is not None:
        for below in syntax.children[agent]:
            if syntax.dep[below] == "pobj":
                return party_of(countries.actors_at(below))
    passive = syntax.child(verb, "auxpass", "nsubjpass") is not None
    if passive or (
        syntax.tag[verb] == "VBN" and syntax.dep[verb] in ("acl", "amod") and syntax.child(verb, "aux") is None
    ):
        return Party()
    if syntax.tag[verb] == "VBG" and syntax.dep[verb] == "advcl" and syntax.dep[verb - 1] == "pobj":
        named = countries.actor_at(verb - 1)
        if named is not None:
            return party_of([named])  # "objected to Peru banning imports"
    if (before := _and_then(countries, verb)) is not None:
        return party_of([before])
    plan = plan_before(syntax, words, verb)
    if plan is not None and (of_plan := noun_doer(countries, words, plan)):
        return of_plan
    current = verb
    for _ in range(_STEPS):
        subject = syntax.child(current, "nsubj", "nsubjpass") if current != verb else syntax.child(current, "nsubj")
        if subject is not None:
            return _subject(countries, words, current, subject)
        dep, parent = syntax.dep[current], syntax.head[current]
        if dep in ("acl", "relcl") and syntax.tag[parent][0] in "NP":
            if syntax.lower[parent] in words.lists.of_others and syntax.dep[parent] == "dobj":
                return _asked_by_noun(countries, words, parent) or _asked_of(countries, words, parent)
            if syntax.lower[parent] in words.lists.of_others and syntax.child(parent, "poss") is not None:
                return Party()  # "in answer to Peru's request to raise its quota"
            found = noun_doer(countries, words, parent)
            if not found and _told_of(syntax, words, parent):
                return found
            if not found and (of := _whose_will(syntax, parent)) is not None:
                return party_of(countries.actors_at(of)) if syntax.tag[of] in ("NNP", "NNPS") else Party()
            if found or not (syntax.tag[current] == "VB" or syntax.lower[parent] in words.lists.rulings):
                return found  # "a decision by Japan to impose"; else "announced plans to impose" has its subject above
        known = dep in _DOERS_ABOVE or (dep == "amod" and syntax.tag[current] == "VBG")  # "a decree forbidding exports"
        above = words.over.get(syntax.lower[parent]) if dep == "dobj" else None
        if not known or parent == current or (above is not None and above.name == "oppose"):
            break  # "fears a bill to curb imports"
        if (
            dep == "prep"
            and syntax.lower[current] in _ABOUT
            and (syntax.tag[parent][0] == "N" or syntax.lower[current] == "about")
        ):
            break  # "began the discussion on the proposal to impose"
        if dep == "pcomp" and syntax.lower[parent] == "for":
            praised = syntax.child(syntax.head[parent], "dobj")
            if praised is not None and praised < parent:
                return party_of(countries.actors_at(praised))  # "thanked Trump for lowering"
        told = told_by(syntax, parent) if dep in ("xcomp", "acl", "advcl") else None
        if told is not None and syntax.lower[parent] in words.weights and told < current:
            return _colleague(countries, told) or party_of(countries.actors_at(told))  # "urged Congress to impose"
        current = parent
    return Party()


def _whose_will(syntax: Syntax, noun: int) -> int | None:
    """ "the willingness of our partners to retaliate": it is theirs."""
    for prep in syntax.children[noun]:
        if syntax.lower[prep] == "of" and prep == noun + 1:
            whose = syntax.child(prep, "pobj")
            return whose if whose is not None and syntax.tag[whose][0] == "N" else None
    return None


def _told_of(syntax: Syntax, words: MeasureWords, plan: int) -> bool:
    """ "warned the proposal to impose": a known plan, which is not said to be that of the subject above."""
    if syntax.lower[plan] not in words.lists.plans or syntax.dep[plan] not in ("dobj", "nsubj"):
        return False
    act = words.over.get(syntax.lower[syntax.head[plan]])
    known = any(syntax.lower[child] == "the" for child in syntax.children[plan])
    return known and (act is None or act.name in ("threaten", "oppose", "urge"))


def _and_then(countries: Stage, verb: int) -> Named | None:
    """ "withdrew permits at Peruvian plants and Chile put": the parser may hang the second subject on the object."""
    syntax = countries.syntax
    finite = syntax.dep[verb] == "conj" and syntax.tag[verb] in ("VBD", "VBZ", "VBP")
    if not finite or syntax.child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return None
    beside = syntax.dep[verb - 1] == "conj" and syntax.lower[verb - 2] == "and" and syntax.tag[verb - 1] == "NNP"
    mention = countries.cast.headed_by(verb - 1) if beside else None
    ids = (countries.acting(mention) or countries.belonging(mention)) if mention is not None else ()
    return Named(ids, mention) if mention is not None and ids else None


def _colleague(countries: Stage, told: int) -> Party:
    """ "asked her Peruvian colleague": who is not of her country."""
    for child in countries.syntax.children[told]:
        mention = countries.cast.headed_by(child) if countries.syntax.dep[child] == "amod" else None
        ids = countries.belonging(mention) if mention is not None else ()
        if mention is not None and ids:
            return Party(ids, mention.first, mention.last)
    return Party()


def told_by(syntax: Syntax, verb: int) -> int | None:
    """Whom a verb of asking addresses: its object, or after "call on" and "appeal to" the object of the preposition."""
    for child in syntax.children[verb]:
        if syntax.dep[child] == "dobj":
            return child
        if syntax.dep[child] == "prep" and (syntax.lower[verb][:4], syntax.lower[child]) in (
            ("call", "on"),
            ("appe", "to"),
        ):
            return syntax.child(child, "pobj")
    return None


def _subject(countries: Stage, words: MeasureWords, verb: int, subject: int) -> Party:
    syntax = countries.syntax
    if syntax.tag[subject] in ("WDT", "WP") and syntax.dep[verb] == "relcl":
        above = syntax.head[verb]
        if countries.cast.headed_by(above) is None and syntax.lower[above] not in words.lists.bill:
            return Party()
        return noun_doer(countries, words, above)
    return noun_doer(countries, words, subject)


def noun_doer(countries: Stage, words: MeasureWords, noun: int) -> Party:
    """The countries a noun stands for; a bill stands for the legislature that has it before it.

    A "Peruvian sanctions law" is another country's: of the one that enacted it.
    """
    syntax = countries.syntax
    against = syntax.lower[noun] in words.lists.bill and any(
        syntax.lower[child] in words.nouns for child in syntax.children[noun] if child < noun
    )
    maker = next((child for child in syntax.children[noun] if syntax.dep[child] == "acl"), None) if against else None
    if maker is not None and (found_by := doer_of(countries, words, maker)):
        return found_by
    if syntax.lower[noun] in words.lists.partners and syntax.child(noun, "poss") is not None:
        return Party()  # "our trading partners": others than we
    found = [] if against else countries.actors_at(noun)
    if found:
        return party_of(found)
    if syntax.lower[noun] in words.lists.rulings | words.lists.plans:
        before = [one for one in countries.within(syntax.left[noun], noun) if countries.acting(one.mention)]
        if before and not against:
            return party_of(before[-1:])  # "the Peruvian government decision"
    if syntax.lower[noun] in words.lists.law | words.lists.rulings | words.lists.plans and (
        place := _decided_in(countries, noun)
    ):
        return place
    if syntax.lower[noun] in words.lists.bill:
        return legislature_of(countries, noun)
    meant = countries.spoken_for(noun)
    return party_of([meant], said=False) if meant else Party()


def _decided_in(countries: Stage, noun: int) -> Party:
    """ "a draft decree in Lima", "moves in Peru to curb imports"."""
    syntax = countries.syntax
    for prep in syntax.children[noun]:
        place = syntax.child(prep, "pobj") if syntax.lower[prep] == "in" else None
        mention = countries.cast.headed_by(place) if place is not None else None
        ids = countries.belonging(mention) if mention is not None else ()
        if mention is not None and ids:
            return Party(ids, mention.first, mention.last, said=False)
    return Party()


def legislature_of(countries: Countries, token: int) -> Party:
    """The country whose legislature the sentence names, or the only one that the report does."""
    syntax, cast = countries.syntax, countries.cast
    begin, finish = syntax.sentences[syntax.sentence[token]]
    for named in countries.within(begin, finish):
        if any(cast.actors[actor].sector == "LEG" for actor in named.mention.actors if actor in cast.actors):
            return party_of([named], said=False)
    lawmakers = {a.country for a in cast.actors.values() if a.sector == "LEG" and a.country}
    if len(lawmakers) == 1:
        for mention in cast.mentions:
            if any(cast.actors[actor].sector == "LEG" for actor in mention.actors if actor in cast.actors):
                return Party(countries.acting(mention), mention.first, mention.last, said=False)
    return Party()
