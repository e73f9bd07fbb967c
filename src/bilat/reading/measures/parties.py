"""Who imposes a measure and whom it is on."""

from dataclasses import dataclass

from bilat.codebook.measures import MeasureWords
from bilat.reading.cast import Mention
from bilat.reading.countries import Countries, Named
from bilat.reading.measures.askers import asker, asker_of_another, discusser, paid, requester
from bilat.reading.measures.doers import agent_of, doer_of, legislature_of, noun_doer, told_by
from bilat.reading.measures.heads import Head
from bilat.reading.measures.makers import asker_of
from bilat.reading.measures.party import Party, inferred, party_of
from bilat.reading.measures.scope import target_scope
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link
from bilat.reading.measures.unnamed import at_home, imposer_elsewhere, market_of, may_be_home, other_side_of
from bilat.syntax import Syntax


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
    scope = target_scope(countries.syntax, words, head, links)
    by, on, bound = _named(countries, words, head, links, scope)
    inside = _inside(countries, head, scope)
    if inside and _of_law(countries, words, head, inside):
        by = legislature_of(countries, head.token) if by.ids == inside.ids else by
        on, inside = on or inside, Party()
    general = _general_scope(countries, words, scope)
    on = on or _hit(countries, words, head, links, scope)
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
        if by and not bound and scope and _of_goods(countries, scope, on):
            on = Party()  # "requires a licence for the shipment of Peruvian chips": where they come from
        on, by = _outbound(by, on, bound)
    elif not by and bound and head.kind != "subsidy" and head.needs != "sum":  # who gets the goods levies no toll
        by = bound
    if head.kind == "quota" and bound and inside and by.ids == inside.ids and not set(bound.ids) & set(by.ids):
        by, on = bound, by  # "Peru's quota for sugar exports to Chile"
    if not by and any(link.act.name in ("face", "start") for link in links):
        by = market_of(countries, head)
    if _of_ours(countries, head, by):
        by, on = Party(), by
    by = by or discusser(countries, words, links, on) or imposer_elsewhere(countries, head, links, on)
    guessed = not by and not on and _may_be_home(countries, words, head, links) and _alone(countries, head)
    if guessed:
        by = at_home(countries, head)
    if by and not on:
        on = _other(countries, head, by, scope, general=general)
    by, on = _of_bloc(countries, by), _of_states(countries, _of_bloc(countries, on))
    if by and set(by.ids) & set(on.ids):
        on = _without(on, by.ids)
    return Parties(by, on, scope, loose, guessed)


def _of_bloc(countries: Stage, party: Party) -> Party:
    """ "if Brussels goes ahead": the European bloc, where it acts in the report."""
    bloc, names = countries.bloc, countries.syntax.lower[party.first : party.last]
    if bloc is None or len(names) != 1 or names[0] not in countries.words.lists.seat:
        return party
    return Party(bloc.ids, party.first, party.last, party.said)


def _of_states(countries: Stage, party: Party) -> Party:
    """A party without bodies of many states: no measure is on these."""
    return _without(party, tuple(actor for actor in party.ids if not countries.is_state(actor)))


def _named(
    countries: Stage, words: MeasureWords, head: Head, links: list[Link], scope: tuple[int, int] | None
) -> tuple[Party, Party, Party]:
    """Who imposes it by the verbs, whom the words after "on" name, and where the goods go."""
    on, bound = _in_scope(countries, words, scope) if scope else (Party(), Party())
    by = _told_by(countries, words, head) if head.making and head.making.only == "asked" else Party()
    by = by or agent_of(countries, words, links)
    if scope and not on:
        on = _of_europe(countries, scope)
    if head.verbal and (whose := _whose_market(countries, head)):
        by, on = whose, _without(on, whose.ids)
    if head.verbal and scope:
        by, on = _imports_of(countries, scope, by, on)
        if bound and not by and {"imports", "import"} & set(countries.syntax.lower[slice(*scope)]):
            by, bound = bound, Party()  # "would ban imports of films into Peru"
        on, bound = on or bound, Party()  # "paused its aid to Peru", "forbade shipments to Peru"
    return by, on, bound


def _hit(countries: Stage, words: MeasureWords, head: Head, links: list[Link], scope: tuple[int, int] | None) -> Party:
    """Whom it is on by other words than those after "on"."""
    return (
        paid(countries, head, links)
        or requester(countries, words, head, links)
        or _place_of(countries, links)
        or _bearer(countries, links)
        or _struck(countries, head, links)
        or asker(countries, words, head, links, scope)
        or asker_of_another(countries, words, head, links, general=_general_scope(countries, words, scope))
    )


def _may_be_home(countries: Stage, words: MeasureWords, head: Head, links: list[Link]) -> bool:
    if not may_be_home(head, countries.syntax.tag[head.token]):
        return False
    return head.needs == "word" or not _by_another(countries, words, links)


def _alone(countries: Stage, head: Head) -> bool:
    """Whether the sentence names no country but the one at home; beside a bloc its members may be named."""
    home = countries.home
    if home is None:
        return False
    return countries.cast.country(home) == "EUU" or not countries.in_sentence(head.token) - {home}


def _other(countries: Stage, head: Head, by: Party, scope: tuple[int, int] | None, *, general: bool) -> Party:
    """Whom it is on where no words name anybody."""
    if scope and countries.syntax.lower[scope[0]] == "their" and len(by.ids) == 1:
        on = inferred(countries.other_than(by.ids, head.token), by)  # "a surcharge on their beer"
        if on:
            return on
    return other_side_of(countries, head, by, general=general)


def _by_another(countries: Stage, words: MeasureWords, links: list[Link]) -> bool:
    """Whether the words say who does it, and it is nobody known: "the West African bloc lifted its embargo"."""
    syntax = countries.syntax
    for link in links:
        subject = syntax.child(link.token, "nsubj") if link.role == "object" else None
        if subject is not None and syntax.tag[subject] in ("NN", "NNS"):
            return (
                syntax.lower[subject] not in (words.lists.offices - {"bloc"}) | words.lists.bill | words.lists.rulings
            )
    return False


def _of_goods(countries: Stage, scope: tuple[int, int], on: Party) -> bool:
    """Whether a target is only an adjective of goods that are sent out."""
    syntax = countries.syntax
    adjective = bool(on) and scope[0] <= on.first < scope[1] and syntax.tag[on.last - 1] == "JJ"
    return adjective and not countries.words.lists.sent.isdisjoint(syntax.lower[scope[0] : on.first])


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
        return noun_doer(countries, words, asker)
    return doer_of(countries, words, asker)


def _whose_makers(countries: Stage, asker: int) -> Party:
    """ "told Peruvian mills": whose industry it is, and so whose government tells it."""
    told = told_by(countries.syntax, asker)
    mention = countries.cast.headed_by(told) if told is not None else None
    if told is None or (mention is not None and any(countries.is_country(actor) for actor in mention.actors)):
        return Party()
    return party_of(list(countries.within(*countries.syntax.subtree(told)))[:1])


def _of_ours(countries: Stage, head: Head, by: Party) -> bool:
    """ "they attempt to halt our meat exports", said by an official: it is done to his country, not by it."""
    syntax = countries.syntax
    thing = syntax.child(head.token, "dobj") if head.verbal else None
    whose = syntax.child(thing, "poss") if thing is not None else None
    if whose is None or syntax.lower[whose] != "our":
        return False
    subjects = (syntax.child(token, "nsubj") for token in (head.token, *syntax.ancestors(head.token)))
    doer = next((token for token in subjects if token is not None), None)
    return bool(by) and not by.said and doer is not None and syntax.lower[doer] in ("they", "it")


def _whose_market(countries: Stage, head: Head) -> Party:
    """ "steps to close the Peruvian fruit market": whose market it is closes it."""
    syntax = countries.syntax
    thing = syntax.child(head.token, "dobj", "nsubjpass")
    if thing is None or syntax.lower[thing] not in countries.words.lists.closable:
        return Party()
    return party_of(list(countries.within(syntax.left[thing], thing + 1))[:1])


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
        last_word = scope[1] - 1
        after = syntax.dep[top] == "nsubj" and (named.mention.first > last_word or syntax.head[top] > last_word > top)
        if after or _excluded(syntax, named.mention.first) or _next_clause(syntax, named.mention, scope):
            continue  # "after a case over its ban on fish, Peru agreed"
        if _inward(syntax, words, scope[0], named.mention.first) or (bound and _beside(syntax, bound[-1], named)):
            bound.append(named)
        elif not (targets and lower[named.mention.first - 1] == "of" and len(targets) > 3):
            targets.append(named)
    return party_of(targets), party_of(bound, said=False)


def _next_clause(syntax: Syntax, mention: Mention, scope: tuple[int, int]) -> bool:
    """ "keeps its ban on fish and Peru does likewise": a verb follows that is not the measure's own."""
    verb = mention.last
    beside = mention.first > scope[0] and syntax.lower[mention.first - 1] in ("and", "but")
    return beside and verb == scope[1] and syntax.tag[verb] in ("VBZ", "VBD") and (
        syntax.dep[mention.head] == "nsubj" and syntax.head[mention.head] == verb
    )  # fmt: skip


def _of_europe(countries: Stage, scope: tuple[int, int]) -> Party:
    """ "on European exports of steel": of the bloc, where it acts in the report."""
    lower, bloc = countries.syntax.lower, countries.bloc
    for token in range(scope[0], scope[1] - 1):
        if lower[token] == "european" and bloc is not None and countries.syntax.tag[token + 1] in ("NN", "NNS"):
            return party_of([bloc], said=False)
    return Party()


def _excluded(syntax: Syntax, token: int) -> bool:
    """ "to countries other than Peru", "on all but Japan"."""
    before = token - 1 - (syntax.lower[token - 1] == "the")
    word, earlier = syntax.lower[before], syntax.lower[max(0, before - 1)]
    return (earlier, word) in (("other", "than"), ("except", "for"), ("apart", "from")) or word in (
        "except",
        "excluding",
    )


def _beside(syntax: Syntax, one: Named, other: Named) -> bool:
    """ "to Peru and Chile"."""
    return syntax.lower[one.mention.last : other.mention.first] in (["and"], [","], [",", "and"], ["or"])


def _inward(syntax: Syntax, words: MeasureWords, start: int, token: int) -> bool:
    before = token - 1
    while before > start and syntax.lower[before] in ("the", "of", "both"):
        before -= 1
    word = syntax.lower[before]
    return word in words.lists.inward and (word != "to" or before > start)


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


def _of_law(countries: Stage, words: MeasureWords, head: Head, inside: Party) -> bool:
    """ "the comprehensive Peruvian sanctions bill": another country's law, on the one that the words name."""
    syntax = countries.syntax
    if head.kind != "sanction":
        return False
    after = syntax.lower[head.last] if head.last < len(syntax) else ""
    law = after in words.lists.bill or syntax.lower[head.carrier] in words.lists.bill
    adjective = any(named.mention.form == "demonym" for named in countries.within(inside.first, inside.last))
    return law and inside.said and adjective


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


def _bearer(countries: Stage, links: list[Link]) -> Party:
    """Who faces or pays it: "Indian goods will pay a duty", "Japan faces sanctions", "Goods from India are charged"."""
    syntax = countries.syntax
    for link in links:
        subject = None
        if link.act.name == "face" and link.role == "object":
            subject = syntax.child(link.token, "nsubj")
        elif link.role == "object" and link.act.name == "impose":
            subject = syntax.child(link.token, "nsubjpass")
        if subject is not None:
            warned = _warned(countries, link.token, subject)
            if warned:
                return warned
            first, last = syntax.subtree(subject)
            found = list(countries.within(first, min(last, link.token)))
            if found:
                return party_of(found[:1])
    return Party()


def _warned(countries: Stage, verb: int, subject: int) -> Party:
    """ "warned Peru that it would face duties": "it" is who is warned."""
    syntax = countries.syntax
    above = syntax.head[verb]
    act = countries.words.over.get(syntax.lower[above])
    if syntax.tag[subject] != "PRP" or syntax.dep[verb] != "ccomp" or act is None or act.name != "threaten":
        return Party()
    told = syntax.child(above, "dobj", "dative")
    return party_of(countries.actors_at(told)) if told is not None else Party()


def _put_under(syntax: Syntax, head: Head, verb: int) -> bool:
    """ "placed Peru and Chile under quota"."""
    prep = syntax.head[head.carrier]
    return syntax.lower[prep] == "under" and syntax.head[prep] == verb and syntax.child(verb, "dobj") is not None


def _struck(countries: Stage, head: Head, links: list[Link]) -> Party:
    """Whom a measure is used against: "hit India with a tariff", "retaliate against Japan with duties"."""
    syntax = countries.syntax
    for link in links:
        if link.role != "object" or link.act.subject != "imposer":
            continue
        if link.role == "object" and _put_under(syntax, head, link.token):
            return party_of(countries.actors_at(syntax.child(link.token, "dobj") or 0))
        struck = syntax.child(link.token, "dobj", "dative")
        if struck is not None and struck != head.carrier and struck != head.token:
            found = countries.actors_at(struck) or list(countries.within(*syntax.subtree(struck)))[:1]
            if found and syntax.lower[link.token].startswith(countries.words.lists.stems.hitting):
                return party_of(found)
        for child in syntax.children[link.token]:
            if syntax.lower[child] == "against":
                below = syntax.child(child, "pobj")
                if below is not None:
                    return party_of(countries.actors_at(below))
    return Party()
