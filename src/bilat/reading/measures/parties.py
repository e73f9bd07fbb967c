"""Who imposes a measure and whom it is on."""

from dataclasses import dataclass

from bilat.codebook.measures import MeasureWords
from bilat.reading.countries import Countries, Named
from bilat.reading.measures.heads import Head
from bilat.reading.measures.standing import Link
from bilat.syntax import Syntax

_ON = frozenset({"on", "against", "upon"})
# Words that end the phrase of a target: what follows is a reason, a condition, a place or a time.
_TARGET_ENDS = frozenset(
    "for because in over after until unless if as when while although since before during under which that who whose "
    "by despite following starting beginning will would is are was were has have had ; : - -- by at worth".split()
)
_LONGEST_TARGET = 24
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Party:
    """Countries, and the tokens that name them."""

    ids: tuple[str, ...] = ()
    first: int = 0
    last: int = 0
    # Whether the words themselves say so; else it is only inferred from where goods go or who else is there.
    said: bool = True

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.ids)


@dataclass(frozen=True, slots=True)
class Parties:
    """Imposer and target; `scope` is the token range of the words after "on", with the goods."""

    by: Party
    on: Party
    scope: tuple[int, int] | None
    # Whether the imposer is only a name before the noun, which a headline may mean as the target ("Japan sanctions").
    loose: bool = False


def parties_of(countries: Countries, words: MeasureWords, head: Head, links: list[Link]) -> Parties:
    """Imposer and target of the measure at a head, each from the nearest words that name one."""
    syntax = countries.syntax
    scope = target_scope(syntax, words, head, links)
    on, bound = _in_scope(countries, words, scope) if scope else (Party(), Party())
    by = _agent(countries, words, links)
    inside = _inside(countries, head, scope)
    if not on:
        on = _bearer(countries, links) or _struck(countries, head, links)
    if inside and by and by.ids != inside.ids:
        on = on or inside  # "Reagan drops Japan tariffs"
    elif inside and inside.ids != on.ids:
        by = inside
    if not on:
        on = _blamed(countries, words, head, scope, by)
    loose = bool(inside) and by.ids == inside.ids and not on
    if head.kind == "export-control":
        on = bound or on
    elif not by and bound and head.kind != "subsidy":
        by = bound
    if not by and on and any(link.act.name == "face" for link in links):
        by = _market(countries, head)
    if not by and on:
        by = _other_side(countries, head, on)
    if by and set(by.ids) & set(on.ids):
        on = _without(on, by.ids)
    return Parties(by, on, scope, loose)


def _without(party: Party, ids: tuple[str, ...]) -> Party:
    return Party(tuple(other for other in party.ids if other not in ids), party.first, party.last, party.said)


def target_scope(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> tuple[int, int] | None:
    """The token range after "on" or "against" that says what the measure is on."""
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    start = None
    anchors = {head.token, head.carrier, *(link.token for link in links)}
    if head.rate:
        anchors |= set(range(head.rate.first, head.rate.last))
    if head.verbal:
        subject = syntax.child(head.token, "nsubjpass")
        if subject is not None:
            return syntax.subtree(subject)  # "synthetic fibres have been banned from the market"
        start = head.token + 1
    else:
        start = _on_after(syntax, words, head, anchors, finish)
    if start is None or start >= finish:
        return None
    last = start
    while last < min(finish, start + _LONGEST_TARGET) and not _ends_target(syntax, words, last, start):
        last += 1
    return (start, last) if last > start else None


def _on_after(syntax: Syntax, words: MeasureWords, head: Head, anchors: set[int], finish: int) -> int | None:
    near = max(head.last, head.rate.last if head.rate else 0)
    for token in range(head.last, min(finish, head.last + 14)):
        word = syntax.lower[token]
        if word in _ON and _opens_target(syntax, token):
            if token <= near + 1 or syntax.head[token] in anchors or syntax.head[token] == token - 1:
                return token + 1
        elif word == "for" and token <= near + 1 and _names_target(syntax, words, token + 1):
            return token + 1
    # "impose on Japan a tariff of", "slapped on Brazilian shoes"
    for anchor in sorted(anchors):
        for child in syntax.children[anchor]:
            if syntax.dep[child] != "prep" or not _opens_target(syntax, child):
                continue
            if syntax.lower[child] in _ON or (syntax.lower[child] == "for" and _names_target(syntax, words, child + 1)):
                return child + 1
    return None


def _opens_target(syntax: Syntax, token: int) -> bool:
    """Not "on Monday", "on April 17", "on top of"."""
    if token + 1 >= len(syntax):
        return False
    after = syntax.lower[token + 1]
    return after not in ("top", "account", "behalf", "grounds") and not _is_day(after)


def _is_day(word: str) -> bool:
    return word[:3] in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") and word.endswith("day") or word in _MONTHS


_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec".split()
)


def _names_target(syntax: Syntax, words: MeasureWords, token: int) -> bool:
    """Whether "for" is followed by a country itself or its goods ("for India", "for Indian goods"), not by a reason."""
    last = token
    while last < len(syntax) and syntax.tag[last] in ("NNP", "NNPS", "DT"):
        last += 1
    if last < len(syntax) and syntax.tag[last] == "JJ" and syntax.words[last][0].isupper():
        return syntax.lower[last + 1 : last + 2] != [] and syntax.lower[last + 1] in (
            "goods",
            "imports",
            "products",
            "exports",
        )
    if last == token:
        return False
    return last >= len(syntax) or syntax.tag[last] not in ("POS", "NN", "NNS", "VBG")


def _ends_target(syntax: Syntax, words: MeasureWords, token: int, start: int) -> bool:
    word = syntax.lower[token]
    if syntax.tag[token] in ("VBD", "VBZ", "MD") or (word == "," and not _goes_on(syntax, token)):
        return True
    if (
        word == "and"
        and token + 1 < len(syntax)
        and syntax.tag[token + 1] in ("CD", "VB", "DT")
        and syntax.tag[token - 1] != ","
    ):
        return syntax.tag[token + 1] != "DT" or syntax.lower[token + 1] not in ("the", "all")
    if word in _TARGET_ENDS or word in words.nouns and token > start + 1 and syntax.tag[token][0] == "N":
        return True
    if (
        word == "from"
        and token + 1 < len(syntax)
        and (_is_day(syntax.lower[token + 1]) or syntax.lower[token + 1][0].isdigit())
    ):
        return True
    if word == "to" and token + 1 < len(syntax) and (syntax.tag[token + 1] == "VB" or syntax.tag[token + 1] == "CD"):
        return True
    return word in ("on", "effective", "took", "take", "takes") and token > start


def _goes_on(syntax: Syntax, comma: int) -> bool:
    """Whether a comma only parts the members of a list: "on steel, cars and trucks"."""
    for token in range(comma + 1, min(len(syntax), comma + 7)):
        if syntax.lower[token] in ("and", "or"):
            return token > comma + 1
        if syntax.tag[token] not in ("NN", "NNS", "NNP", "NNPS", "JJ", ","):
            return False
    return False


def _in_scope(countries: Countries, words: MeasureWords, scope: tuple[int, int]) -> tuple[Party, Party]:
    """The targets in the words after "on", and the country the goods go to ("on Japanese exports to the U.S.")."""
    syntax, lower = countries.syntax, countries.syntax.lower
    targets: list[Named] = []
    bound: list[Named] = []
    start, last = scope
    if last + 1 < len(syntax) and lower[last] == "," and not any(True for _ in countries.within(start, last)):
        last += 5  # "on two banks, Russia's largest": the apposition says whose they are
    for named in countries.within(start, last):
        if _inward(syntax, words, scope[0], named.mention.first):
            bound.append(named)
        elif not (targets and lower[named.mention.first - 1] == "of" and len(targets) > 3):
            targets.append(named)
    return _party(targets), _party(bound, said=False)


def _inward(syntax: Syntax, words: MeasureWords, start: int, token: int) -> bool:
    before = token - 1
    while before > start and syntax.lower[before] in ("the", "of", "both"):
        before -= 1
    word = syntax.lower[before]
    return word in words.lists.inward and (word != "to" or before > start)


def _party(found: list[Named], *, said: bool = True) -> Party:
    if not found:
        return Party()
    ids = tuple(dict.fromkeys(actor for named in found for actor in named.ids))
    return Party(ids, found[0].mention.first, found[0].mention.last, said)


def _agent(countries: Countries, words: MeasureWords, links: list[Link]) -> Party:
    """Who does it: the subject of the governing verb, its agent, or the owner of the noun made of it."""
    syntax = countries.syntax
    for link in links:
        if link.act.subject == "other" and link.role == "noun":
            continue
        if link.role == "noun":
            named = countries.actor_at(link.token)
            if named:
                return _party([named])
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


def _doer_above(countries: Countries, words: MeasureWords, noun: int) -> Party:
    verb = countries.syntax.head[noun]
    if countries.syntax.dep[noun] == "dobj" and countries.syntax.lower[verb] in words.over:
        act = words.over[countries.syntax.lower[verb]]
        return _doer(countries, words, verb) if act.subject == "imposer" else Party()
    return Party()


def _doer(countries: Countries, words: MeasureWords, verb: int) -> Party:
    """The countries that do what the verb says: agent of a passive, own subject, subject of the verb that controls it."""
    syntax = countries.syntax
    agent = syntax.child(verb, "agent")
    if agent is not None:
        for below in syntax.children[agent]:
            if syntax.dep[below] == "pobj":
                return _party(countries.actors_at(below))
    passive = syntax.child(verb, "auxpass", "nsubjpass") is not None
    if passive or (
        syntax.tag[verb] == "VBN" and syntax.dep[verb] in ("acl", "amod") and syntax.child(verb, "aux") is None
    ):
        return Party()
    current = verb
    for _ in range(_STEPS):
        subject = syntax.child(current, "nsubj", "nsubjpass") if current != verb else syntax.child(current, "nsubj")
        if subject is not None:
            return _subject(countries, words, current, subject)
        dep, parent = syntax.dep[current], syntax.head[current]
        if dep in ("acl", "relcl") and syntax.tag[parent][0] in "NP":
            found = _noun_doer(countries, words, parent)
            if found or syntax.tag[current] != "VB":
                return found  # "a decision by Japan to impose"; else "announced plans to impose" has its subject above
        if dep not in ("xcomp", "conj", "advcl", "pcomp", "prep", "ccomp", "acl", "dobj", "pobj") or parent == current:
            break
        if dep == "pcomp" and syntax.lower[parent] == "for":
            praised = syntax.child(syntax.head[parent], "dobj")
            if praised is not None and praised < parent:
                return _party(countries.actors_at(praised))  # "thanked Trump for lowering"
        told = syntax.child(parent, "dobj") if dep == "xcomp" else None
        if told is not None and syntax.lower[parent] in words.weights and told < current:
            return _party(countries.actors_at(told))  # "urged Congress to impose"
        current = parent
    return Party()


def _subject(countries: Countries, words: MeasureWords, verb: int, subject: int) -> Party:
    syntax = countries.syntax
    if syntax.tag[subject] in ("WDT", "WP") and syntax.dep[verb] == "relcl":
        above = syntax.head[verb]
        if countries.cast.headed_by(above) is None and syntax.lower[above] not in words.lists.bill:
            return Party()
        return _noun_doer(countries, words, above)
    return _noun_doer(countries, words, subject)


def _noun_doer(countries: Countries, words: MeasureWords, noun: int) -> Party:
    """The countries a noun stands for; a bill stands for the legislature that has it before it."""
    found = countries.actors_at(noun)
    if found:
        return _party(found)
    if countries.syntax.lower[noun] in words.lists.bill:
        return _legislature(countries, noun)
    return Party()


def _legislature(countries: Countries, token: int) -> Party:
    """The country whose legislature the sentence names, or the only one that the report does."""
    syntax, cast = countries.syntax, countries.cast
    begin, finish = syntax.sentences[syntax.sentence[token]]
    for named in countries.within(begin, finish):
        if any(cast.actors[actor].sector == "LEG" for actor in named.mention.actors if actor in cast.actors):
            return _party([named], said=False)
    lawmakers = {a.country for a in cast.actors.values() if a.sector == "LEG" and a.country}
    if len(lawmakers) == 1:
        for mention in cast.mentions:
            if any(cast.actors[actor].sector == "LEG" for actor in mention.actors if actor in cast.actors):
                return Party(countries.acting(mention), mention.first, mention.last, said=False)
    return Party()


def _inside(countries: Countries, head: Head, scope: tuple[int, int] | None) -> Party:
    """A country named inside the noun phrase: "Washington's duty", "U.S. import quotas", "its tariffs"."""
    syntax = countries.syntax
    for named in countries.within(head.first, head.last):
        if syntax.lower[named.mention.last : named.mention.last + 1] == ["-"]:
            continue  # "the Russian-oil duty"
        if named.mention.first < head.token and not (scope and scope[0] <= named.mention.first < scope[1]):
            ids = countries.acting(named.mention) or named.ids
            return Party(ids, named.mention.first, named.mention.last)
    return Party()


def _market(countries: Countries, head: Head) -> Party:
    """Where a duty is paid: "will pay 25% in the United States"."""
    syntax = countries.syntax
    for named in countries.within(head.last, syntax.sentences[syntax.sentence[head.token]][1]):
        before = named.mention.first - 1
        before -= syntax.lower[before] == "the"
        if syntax.lower[before] == "in":
            return _party([named], said=False)
    return Party()


def _blamed(countries: Countries, words: MeasureWords, head: Head, scope: tuple[int, int] | None, by: Party) -> Party:
    """Whose act it is for: "a penalty for New Delhi's purchase of oil" is on India."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    after = head.last if scope is None else scope[1]
    if after >= finish or syntax.lower[after] not in ("for", "over"):
        return Party()
    for named in countries.within(after + 1, min(finish, after + 6)):
        owner = (
            named.mention.last < finish
            and syntax.tag[named.mention.last] == "POS"
            or syntax.dep[named.mention.head] == "poss"
        )
        if owner and not set(named.ids) & set(by.ids):
            return _party([named])
    return Party()


def _other_side(countries: Countries, head: Head, on: Party) -> Party:
    """The only other country whose state acts in the sentence, or else in the paragraph: it is taken as the imposer."""
    syntax = countries.syntax
    begin, finish = syntax.sentences[syntax.sentence[head.token]]
    first, last = begin, finish
    while first > 0 and syntax.block[first - 1] == syntax.block[head.token]:
        first -= 1
    while last < len(syntax) and syntax.block[last] == syntax.block[head.token]:
        last += 1
    for low, high in ((begin, finish), (first, last)):
        others: dict[tuple[str, ...], Named] = {}
        for named in countries.within(low, high):
            ids = tuple(i for i in countries.acting(named.mention) if i not in on.ids)
            goods = syntax.head[named.mention.head] != named.mention.head and syntax.dep[named.mention.head] == "amod"
            if ids and not goods:
                others.setdefault(ids, named)
        if len(others) == 1:
            ((ids, named),) = others.items()
            return Party(ids, named.mention.first, named.mention.last, said=False)
        if others:
            return Party()
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
                return _party(found[:1])
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
                return _party(found)
        for child in syntax.children[link.token]:
            if syntax.lower[child] == "against":
                below = syntax.child(child, "pobj")
                if below is not None:
                    return _party(countries.actors_at(below))
    return Party()
