"""Who imposes a measure and whom it is on."""

from dataclasses import dataclass

from bilat.codebook.measures import MeasureWords
from bilat.reading.countries import Countries, Named
from bilat.reading.measures.heads import Head
from bilat.reading.measures.makers import asker_of
from bilat.reading.measures.party import Party, party_of
from bilat.reading.measures.scope import target_scope
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link
from bilat.reading.measures.unnamed import at_home, imposer_elsewhere, market_of, may_be_home, other_side_of
from bilat.syntax import Syntax

_STEPS = 5
# Over these arcs a verb has the subject of the one above it.
_DOERS_ABOVE = frozenset({"xcomp", "conj", "advcl", "pcomp", "prep", "ccomp", "acl", "dobj", "pobj"})
# After these stands what is talked about, not what is done.
_ABOUT = frozenset({"on", "about", "over", "against"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Imposer and target; `scope` is the token range of the words after "on", with the goods."""

    by: Party
    on: Party
    scope: tuple[int, int] | None
    # Whether the imposer is only a name before the noun, which a headline may mean as the target ("Japan sanctions").
    loose: bool = False
    # Whether nobody is named with it, so that the country at home is taken for the imposer.
    guessed: bool = False


def parties_of(countries: Stage, words: MeasureWords, head: Head, links: list[Link]) -> Parties:
    """Imposer and target of the measure at a head, each from the nearest words that name one."""
    syntax = countries.syntax
    scope = target_scope(syntax, words, head, links)
    on, bound = _in_scope(countries, words, scope) if scope else (Party(), Party())
    by = _told_by(countries, words, head) if head.making and head.making.only == "asked" else Party()
    by = by or _agent(countries, words, links)
    inside = _inside(countries, head, scope)
    general = _general_scope(countries, words, scope)
    if head.verbal and scope:
        by, on = _imports_of(countries, scope, by, on)
        if bound and not by and {"imports", "import"} & set(syntax.lower[slice(*scope)]):
            by, bound = bound, Party()  # "would ban imports of films into Peru"
        on, bound = on or bound, Party()  # "paused its aid to Peru", "forbade shipments to Peru"
    if not on:
        on = _place_of(countries, links)
    if not on:
        on = _bearer(countries, links) or _struck(countries, head, links) or _asker(countries, words, links, scope)
    if inside and by and by.ids != inside.ids:
        on = on or inside  # "Reagan drops Japan tariffs"
    elif inside and inside.ids != on.ids and (inside.said or not by):
        by = inside
    if not on:
        on = _blamed(countries, words, head, scope, by)
        if not on and not general:  # who is among "all countries" is one of all
            on = _among(countries, head)
    loose = bool(inside) and inside.said and by.ids == inside.ids and not on
    if head.kind == "export-control":
        on, by = _outbound(by, on, bound)
    elif not by and bound and head.kind != "subsidy":
        by = bound
    if not by and any(link.act.name in ("face", "start") for link in links):
        by = market_of(countries, head)
    by = by or imposer_elsewhere(countries, head, links, on)
    guessed = not by and not on and may_be_home(head)
    if guessed:
        by = at_home(countries, head)
    if by and not on:
        on = other_side_of(countries, head, by, general=general)
    if by and set(by.ids) & set(on.ids):
        on = _without(on, by.ids)
    return Parties(by, on, scope, loose, guessed)


def _general_scope(countries: Stage, words: MeasureWords, scope: tuple[int, int] | None) -> bool:
    """ "on all countries", "against countries that"."""
    return scope is not None and bool(words.lists.general_targets & set(countries.syntax.lower[slice(*scope)]))


def _told_by(countries: Stage, words: MeasureWords, head: Head) -> Party:
    """Whose government tells its own industry; a state that is told something is somebody else's business."""
    syntax = countries.syntax
    asker = asker_of(syntax, words, head.token)
    if asker is None:
        return Party()
    whose = _whose_makers(countries, asker)
    if whose:
        return whose
    if syntax.tag[asker][0] == "N":
        return _noun_doer(countries, words, asker)
    return _doer(countries, words, asker)


def _whose_makers(countries: Stage, asker: int) -> Party:
    """ "told Peruvian mills": whose industry it is, and so whose government tells it."""
    told = _told(countries.syntax, asker)
    mention = countries.cast.headed_by(told) if told is not None else None
    if told is None or (mention is not None and any(countries.is_country(actor) for actor in mention.actors)):
        return Party()
    return party_of(list(countries.within(*countries.syntax.subtree(told)))[:1])


def _imports_of(countries: Stage, scope: tuple[int, int], by: Party, on: Party) -> tuple[Party, Party]:
    """ "Peruvian imports of Chilean wine were banned": the importer bans, the seller is hit."""
    syntax = countries.syntax
    for token in range(*scope):
        if syntax.lower[token] == "imports" and syntax.lower[token + 1 : token + 2] == ["of"]:
            buyer = countries.actor_at(token)
            if buyer is not None and set(on.ids) - set(buyer.ids) and set(buyer.ids) <= set(on.ids):
                return by or party_of([buyer]), _without(on, buyer.ids)
    return by, on


def _place_of(countries: Stage, links: list[Link]) -> Party:
    """ "Japanese copiers, where it has imposed duties", "goods on which it levies a tax": whose goods they are."""
    syntax = countries.syntax
    for link in links:
        if link.role != "object" or syntax.dep[link.token] != "relcl":
            continue
        asked = any(syntax.lower[child] == "where" for child in syntax.children[link.token])
        asked = asked or syntax.lower[syntax.left[link.token] : syntax.left[link.token] + 2] in (
            ["on", "which"],
            ["against", "which"],
        )
        thing = syntax.head[link.token]
        if asked:
            found = list(countries.within(syntax.left[thing], thing + 1))
            return party_of(found[-1:])
    return Party()


def _outbound(by: Party, on: Party, bound: Party) -> tuple[Party, Party]:
    """Target and imposer of a control of exports: the seller imposes it ("curbs on Peruvian copper exports")."""
    if bound:
        return bound, by or on
    return (Party(), on) if on and not by else (on, by)


def _without(party: Party, ids: tuple[str, ...]) -> Party:
    return Party(tuple(other for other in party.ids if other not in ids), party.first, party.last, party.said)


def _in_scope(countries: Stage, words: MeasureWords, scope: tuple[int, int]) -> tuple[Party, Party]:
    """The targets in the words after "on", and the country the goods go to ("on Chilean exports to Peru")."""
    syntax, lower = countries.syntax, countries.syntax.lower
    targets: list[Named] = []
    bound: list[Named] = []
    start, last = scope
    if (
        last + 1 < len(syntax)
        and lower[last] == ","
        and not words.lists.general_targets & set(lower[start:last])
        and not any(True for _ in countries.within(start, last))
    ):
        last += 5  # "on two banks, Russia's largest": the apposition says whose they are
    for named in countries.within(start, last):
        top = named.mention.head
        top = syntax.head[top] if syntax.dep[top] in ("poss", "compound", "nmod", "amod") else top
        after = named.mention.first >= scope[1] and syntax.dep[top] == "nsubj"
        if after or _excluded(syntax, named.mention.first):
            continue  # "after a case over its ban on fish, Peru agreed"
        if _inward(syntax, words, scope[0], named.mention.first):
            bound.append(named)
        elif not (targets and lower[named.mention.first - 1] == "of" and len(targets) > 3):
            targets.append(named)
    return party_of(targets), party_of(bound, said=False)


def _excluded(syntax: Syntax, token: int) -> bool:
    """ "to countries other than Peru", "on all but Japan"."""
    before = token - 1 - (syntax.lower[token - 1] == "the")
    word, earlier = syntax.lower[before], syntax.lower[max(0, before - 1)]
    return (earlier, word) in (("other", "than"), ("except", "for"), ("apart", "from")) or word in (
        "except",
        "excluding",
    )


def _inward(syntax: Syntax, words: MeasureWords, start: int, token: int) -> bool:
    before = token - 1
    while before > start and syntax.lower[before] in ("the", "of", "both"):
        before -= 1
    word = syntax.lower[before]
    return word in words.lists.inward and (word != "to" or before > start)


def _agent(countries: Stage, words: MeasureWords, links: list[Link]) -> Party:
    """Who does it: the subject of the governing verb, its agent, or the owner of the noun made of it."""
    for link in links:
        if link.act.subject == "other" and link.role == "noun":
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
        doer = _doer(countries, words, link.token)
        if doer:
            return doer
    return Party()


def _by(countries: Stage, noun: int) -> Named | None:
    """ "the introduction by Peru of duties"."""
    syntax = countries.syntax
    for child in syntax.children[noun]:
        if syntax.lower[child] == "by":
            doer = syntax.child(child, "pobj")
            return countries.actor_at(doer) if doer is not None else None
    return None


def _doer_above(countries: Stage, words: MeasureWords, noun: int) -> Party:
    verb = countries.syntax.head[noun]
    if countries.syntax.dep[noun] == "dobj" and countries.syntax.lower[verb] in words.over:
        act = words.over[countries.syntax.lower[verb]]
        return _doer(countries, words, verb) if act.subject == "imposer" else Party()
    return Party()


def _doer(countries: Stage, words: MeasureWords, verb: int) -> Party:
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
    current = verb
    for _ in range(_STEPS):
        subject = syntax.child(current, "nsubj", "nsubjpass") if current != verb else syntax.child(current, "nsubj")
        if subject is not None:
            return _subject(countries, words, current, subject)
        dep, parent = syntax.dep[current], syntax.head[current]
        if dep in ("acl", "relcl") and syntax.tag[parent][0] in "NP":
            found = _noun_doer(countries, words, parent)
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
        told = _told(syntax, parent) if dep in ("xcomp", "acl", "advcl") else None
        if told is not None and syntax.lower[parent] in words.weights and told < current:
            return party_of(countries.actors_at(told))  # "urged Congress to impose"
        current = parent
    return Party()


def _told(syntax: Syntax, verb: int) -> int | None:
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
        return _noun_doer(countries, words, above)
    return _noun_doer(countries, words, subject)


def _noun_doer(countries: Stage, words: MeasureWords, noun: int) -> Party:
    """The countries a noun stands for; a bill stands for the legislature that has it before it.

    A "Peruvian sanctions law" is another country's: of the one that enacted it.
    """
    syntax = countries.syntax
    against = syntax.lower[noun] in words.lists.bill and any(
        syntax.lower[child] in words.nouns for child in syntax.children[noun] if child < noun
    )
    maker = next((child for child in syntax.children[noun] if syntax.dep[child] == "acl"), None) if against else None
    if maker is not None and (found_by := _doer(countries, words, maker)):
        return found_by
    found = [] if against else countries.actors_at(noun)
    if found:
        return party_of(found)
    if syntax.lower[noun] in words.lists.rulings | words.lists.plans:
        before = [one for one in countries.within(syntax.left[noun], noun) if countries.acting(one.mention)]
        if before and not against:
            return party_of(before[-1:])  # "the Peruvian government decision"
    if countries.syntax.lower[noun] in words.lists.bill:
        return _legislature(countries, noun)
    meant = countries.spoken_for(noun)
    return party_of([meant], said=False) if meant else Party()


def _legislature(countries: Countries, token: int) -> Party:
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


def _asker(countries: Stage, words: MeasureWords, links: list[Link], scope: tuple[int, int] | None) -> Party:
    """Whose goods "its exports" are where somebody is asked to lift a measure on them: the asker's.

    Who asks for "the curbs" or "the ban" to be withdrawn is hit by them.
    """
    syntax = countries.syntax
    named = scope is not None and syntax.tag[scope[0]] == "PRP$"
    named = named and scope is not None and not words.lists.abroad.isdisjoint(syntax.lower[slice(*scope)])
    for link in links:
        if not named and not (scope is None and link.act.name == "lift" and _the(syntax, link.token)):
            continue
        asking = syntax.head[link.token]
        if link.role == "object" and syntax.dep[link.token] in ("xcomp", "ccomp", "advcl"):
            told = _told(syntax, asking)
            subject = syntax.child(asking, "nsubj")
            if subject is not None and (told is not None or syntax.child(link.token, "nsubj") is not None):
                return party_of(countries.actors_at(subject))
    return Party()


def _the(syntax: Syntax, verb: int) -> bool:
    """Whether the verb's object is one that is known: "to withdraw the curbs"."""
    thing = syntax.child(verb, "dobj")
    return thing is not None and any(syntax.lower[child] in ("the", "those") for child in syntax.children[thing])


def _inside(countries: Stage, head: Head, scope: tuple[int, int] | None) -> Party:
    """A country named inside the noun phrase: "Washington's duty", "U.S. import quotas", "its tariffs"."""
    syntax = countries.syntax
    for named in countries.within(head.first, head.last):
        if syntax.lower[named.mention.last : named.mention.last + 1] == ["-"]:
            continue  # "the Russian-oil duty"
        if named.mention.first < head.token and not (scope and scope[0] <= named.mention.first < scope[1]):
            ids = countries.acting(named.mention) or named.ids
            return Party(ids, named.mention.first, named.mention.last)
    for token in range(max(0, head.first - 1), head.token):
        if syntax.tag[token] == "WP$" and (above := _owner_above(countries, token)):
            return party_of([above])
        if head.needs != "rate" and syntax.tag[token] == "PRP$" and (meant := countries.spoken_for(token)):
            return party_of([meant], said=False)
    return Party()


def _owner_above(countries: Stage, whose: int) -> Named | None:
    """Who "whose" stands for: the noun that its clause hangs on."""
    for token in countries.syntax.ancestors(whose):
        if countries.syntax.dep[token] == "relcl":
            return countries.actor_at(countries.syntax.head[token])
    return None


def _blamed(countries: Stage, words: MeasureWords, head: Head, scope: tuple[int, int] | None, by: Party) -> Party:
    """Whose act it is for: "a fine for Lima's sale of weapons" is on Peru."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    near = head.last if scope is None else scope[1]
    after = next((t for t in range(near, min(finish, near + 20)) if syntax.lower[t] in ("for", "over")), finish)
    if after >= finish or (after > near and not words.lists.answers & set(syntax.lower[near:after])):
        return Party()
    for named in countries.within(after + 1, min(finish, after + 6)):
        owner = (named.mention.last < finish and syntax.tag[named.mention.last] == "POS") or syntax.dep[
            named.mention.head
        ] == "poss"
        if owner and not set(named.ids) & set(by.ids):
            return party_of([named])
    return Party()


def _among(countries: Countries, head: Head) -> Party:
    """Whom a report names of many: "for 54 of them, Peru among these", "Chile included"."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    for named in countries.within(head.last, finish):
        after = syntax.lower[named.mention.last : named.mention.last + 2]
        if after in (["among", "them"], ["among", "these"], ["among", "those"]) or after[:1] == ["included"]:
            return party_of([named])
    return Party()


def _bearer(countries: Countries, links: list[Link]) -> Party:
    """Who faces or pays it: "Indian goods will pay a duty", "Japan faces sanctions", "Goods from India are charged"."""
    syntax = countries.syntax
    for link in links:
        subject = None
        if link.act.name == "face" and link.role == "object":
            subject = syntax.child(link.token, "nsubj")
        elif link.role == "object" and link.act.name == "impose":
            subject = syntax.child(link.token, "nsubjpass")
        if subject is not None:
            first, last = syntax.subtree(subject)
            found = list(countries.within(first, min(last, link.token)))
            if found:
                return party_of(found[:1])
    return Party()


def _struck(countries: Countries, head: Head, links: list[Link]) -> Party:
    """Whom a measure is used against: "hit India with a tariff", "retaliate against Japan with duties"."""
    syntax = countries.syntax
    for link in links:
        if link.role != "object" or link.act.subject != "imposer":
            continue
        struck = syntax.child(link.token, "dobj", "dative")
        if struck is not None and struck != head.carrier and struck != head.token:
            found = countries.actors_at(struck) or list(countries.within(*syntax.subtree(struck)))[:1]
            if found and syntax.lower[link.token][:3] in ("hit", "tar", "pun", "thr", "sla"):
                return party_of(found)
        for child in syntax.children[link.token]:
            if syntax.lower[child] == "against":
                below = syntax.child(child, "pobj")
                if below is not None:
                    return party_of(countries.actors_at(below))
    return Party()
