"""Who imposes a measure, or is hit by it, where the words at the measure name nobody."""

from bilat.reading.countries import Countries, Named
from bilat.reading.measures.heads import Head
from bilat.reading.measures.party import Party, inferred, party_of
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.standing import Link

# A paragraph is looked through this many tokens before and after.
_PARAGRAPH = 200
# Within so many tokens on both sides the other country of two is meant where a sanction names none.
_AROUND = 50


def imposer_elsewhere(countries: Stage, head: Head, links: list[Link], on: Party) -> Party:
    """The other side of those it is on; or where nobody is named, who relieves somebody of it or calls for it."""
    if on:
        return _other_side(countries, head, on) or inferred(countries.other_than(on.ids, head.token), on)
    return _relieved(countries, head) or _caller(countries, links)


def may_be_home(head: Head, tag: str) -> bool:
    """Whether a measure that nobody is named with is that of the country whose affairs the report tells."""
    if head.answer or head.needs == "word" or head.kind == "export-control":
        return True
    if head.making is not None:
        return head.making.between and tag in ("VBD", "VBN")  # "the nine crossings closed in June"
    return head.kind in ("tariff", "ban", "quota")


def other_side_of(countries: Stage, head: Head, by: Party, *, general: bool) -> Party:
    """Whom a measure is on that names nobody: a sanction and a closed border are always on some other country."""
    if _is_answered(countries, head):
        return inferred(countries.other_than(by.ids, head.token), by)
    aimed = head.kind == "sanction" and not general and not countries.syntax.lower[head.token].startswith("penali")
    if general or (not aimed and not (head.making and head.making.between)):
        return Party()
    if head.making and "market" in head.making.objects and not countries.in_sentence(head.token) - set(by.ids):
        return Party()  # a market may be closed to everybody
    on = inferred(countries.other_than(by.ids, head.token), by)
    return Party() if aimed and not (head.answer and head.verbal) and not _near(countries, head, on) else on


def _is_answered(countries: Stage, head: Head) -> bool:
    """ "set quotas in reply to the 35 pct duty that Peru laid on shoes": a measure that the other side answers."""
    lower, first = countries.syntax.lower, head.first
    return any(
        lower[start] == "in" and lower[start + 1] in countries.words.lists.replies and lower[start + 2] in ("to", "for")
        for start in range(max(0, first - 4), first - 2)
    )


def _near(countries: Stage, head: Head, party: Party) -> bool:
    """Whether the words around a measure name a country that is only inferred."""
    near = countries.within(max(0, head.token - _AROUND), min(len(countries.syntax), head.token + _AROUND))
    return any(set(named.ids) & set(party.ids) for named in near)


def _caller(countries: Stage, links: list[Link]) -> Party:
    """Who calls for a measure and names nobody who should take it means the own government."""
    syntax = countries.syntax
    for link in links:
        if link.act.name != "urge" or link.denied or syntax.lower[link.token] in countries.words.lists.of_others:
            continue
        below = {syntax.lower[child] for child in syntax.children[link.token]}
        if link.role == "object" and syntax.lower[link.token].startswith("call") and "for" not in below:
            continue  # "called it an abuse"
        owner = syntax.child(link.token, "poss") if link.role == "noun" else syntax.child(link.token, "nsubj")
        named = countries.actor_at(owner) if owner is not None else None
        if named is not None:
            return party_of([named])
    return Party()


def at_home(countries: Stage, head: Head) -> Party:
    """The country whose affairs the report tells, for a measure that nobody is named with."""
    if countries.home is None:
        return Party()
    return Party((countries.home,), head.first, head.last, said=False)


def _relieved(countries: Stage, head: Head) -> Party:
    """ "Peru's exemption from the curbs", "the exemption of Peruvian mills": the other side imposes them."""
    syntax = countries.syntax
    for token in syntax.ancestors(head.carrier):
        if syntax.lower[token] in countries.words.lists.exempted:
            here = countries.in_sentence(token)
            if len(here) == 1:
                return inferred(countries.other_than(here, token), Party(tuple(here), token, token + 1))
    return Party()


def market_of(countries: Countries, head: Head) -> Party:
    """Where a duty is paid: "will pay 25% in the United States"."""
    syntax = countries.syntax
    for named in countries.within(head.last, syntax.sentences[syntax.sentence[head.token]][1]):
        before = named.mention.first - 1
        before -= syntax.lower[before] == "the"
        port = syntax.lower[named.mention.last : named.mention.last + 1] in (["ports"], ["customs"])
        if syntax.lower[before] == "in" or (syntax.lower[before] == "at" and port):
            return party_of([named], said=False)
    return Party()


def _other_side(countries: Stage, head: Head, on: Party) -> Party:
    """The only other country whose state acts in the sentence, or else in the paragraph: it is taken as the imposer."""
    syntax = countries.syntax
    begin, finish = syntax.sentences[syntax.sentence[head.token]]
    first, last = begin, finish
    while first > max(0, head.token - _PARAGRAPH) and syntax.block[first - 1] == syntax.block[head.token]:
        first -= 1
    while last < min(len(syntax), head.token + _PARAGRAPH) and syntax.block[last] == syntax.block[head.token]:
        last += 1
    for low, high in ((begin, finish), (first, last)):
        others: dict[tuple[str, ...], Named] = {}
        for named in countries.within(low, high):
            ids = tuple(i for i in countries.acting(named.mention) if i not in on.ids)
            goods = syntax.head[named.mention.head] != named.mention.head and syntax.dep[named.mention.head] == "amod"
            if ids and not goods:
                others.setdefault(ids, named)
        doing = {ids: n for ids, n in others.items() if syntax.dep[n.mention.head] in ("nsubj", "nsubjpass")}
        if len(others) > 1 and len(doing) == 1:
            others = doing
        if len(others) == 1:
            ((ids, named),) = others.items()
            if not all(countries.is_state(actor) for actor in ids):
                return Party()  # a body of many states
            return Party(ids, named.mention.first, named.mention.last, said=False)
        if others:
            return Party()
    return Party()
