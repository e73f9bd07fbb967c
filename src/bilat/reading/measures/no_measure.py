"""Places that look like a measure and are none of a government: a member's share, a mishap, a firm's own step."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.amounts import sums
from bilat.reading.measures.heads import Head
from bilat.reading.measures.party import Party
from bilat.reading.measures.stage import Stage

_STEPS = 3
_AROUND = 40


def is_no_measure(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """Whether no government imposes what a head tells of."""
    if head.kind == "quota" and not head.verbal:
        return _is_share(countries, words, head)
    if head.kind == "tariff" and _revenue(countries, words, head):
        return True
    if head.kind == "licence" and _held(countries, head):
        return True
    if head.kind == "ban" and head.needs == "word" and _near_mishap(countries, words, head):
        return True
    if not head.verbal or head.making is None:
        return False
    if _warned_against(countries, head) or _of_conduct(countries, words, head):
        return True
    if head.making.only == "asked" or not (head.making.objects or head.making.goods):
        return False
    return _by_mishap(countries, words, head) or _by_others(countries, words, head)


def body_of_quotas(countries: Stage, head: Head) -> Party | None:
    """Whose quotas those are that members of a body agree on: "the re-introduction of coffee quotas".

    Nobody's where the report names none such body or several; None where the quotas are of another kind.
    """
    if head.kind != "quota" or head.verbal or not countries.words.lists.inbound.isdisjoint(_phrase(countries, head)):
        return None
    if _of_state(countries, head):
        return None
    if not countries.shares_quotas:
        before = countries.syntax.lower[head.first : head.token]
        return None if countries.words.lists.of_all.isdisjoint(before) else Party()
    found = countries.sharing
    return Party(found, head.first, head.last, said=True) if len(found) == 1 else Party()


def _of_state(countries: Stage, head: Head) -> bool:
    """ "the Peruvian quotas"."""
    before = countries.within(head.first, head.token)
    return any(countries.syntax.head[n.mention.head] == head.token and countries.is_state(n.ids[0]) for n in before)


def _phrase(countries: Stage, head: Head) -> list[str]:
    """The words of a head and those close behind it."""
    syntax = countries.syntax
    finish = syntax.sentences[syntax.sentence[head.token]][1]
    return syntax.lower[head.first : min(finish, head.last + 5)]


def _is_share(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """What a member of such a body may make or sell: "its 948,000 bpd quota", "Peru's quota of 1.2 mln bags"."""
    phrase = _phrase(countries, head)
    if not words.lists.share_units.isdisjoint(phrase):
        return True
    syntax = countries.syntax
    whole = syntax.head[head.carrier] if syntax.dep[head.carrier] == "compound" else head.carrier  # "quota share"
    owned = any(syntax.dep[child] == "poss" for noun in (head.carrier, whole) for child in syntax.children[noun])
    if owned and syntax.dep[whole] == "dobj" and syntax.lower[syntax.head[whole]] in words.lists.holding:
        return True  # "will not fulfil its quota"
    return owned and words.lists.inbound.isdisjoint(phrase) and countries.shares_quotas


def _held(countries: Stage, head: Head) -> bool:
    """ "its licence expires": one that somebody was given."""
    syntax = countries.syntax
    return syntax.tag[head.token] == "NN" and syntax.tag[head.first] == "PRP$" and not head.verbal


def _revenue(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """ "duties and royalties rose to 1.4 bln dlrs": what was paid."""
    syntax = countries.syntax
    verb = syntax.head[head.carrier]
    act = words.of.get(syntax.lower[verb])
    if syntax.dep[head.carrier] != "nsubj" or head.rate or act is None or act.name != "move":
        return False
    finish = syntax.sentences[syntax.sentence[verb]][1]
    return any(amount.first <= verb + 2 for amount in sums(syntax, words, verb + 1, finish))


def _warned_against(countries: Stage, head: Head) -> bool:
    """ "cautioned against shutting the border"."""
    syntax = countries.syntax
    prep = syntax.head[head.token]
    return (
        syntax.dep[head.token] == "pcomp"
        and syntax.lower[prep] == "against"
        and syntax.lower[syntax.head[prep]].startswith(countries.words.lists.stems.warning)
    )


def _of_conduct(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """ "banks are forbidden to name their clients": by nobody, and nothing is traded."""
    syntax = countries.syntax
    what = syntax.child(head.token, "xcomp")
    unsaid = syntax.child(head.token, "nsubjpass") is not None and syntax.child(head.token, "agent") is None
    return unsaid and what is not None and syntax.tag[what] == "VB" and syntax.lower[what] not in words.lists.trading


def _by_mishap(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """ "was forced to suspend exports", "halted shipments after the earthquake damaged its port"."""
    syntax = countries.syntax
    above = syntax.head[head.token]
    if syntax.dep[head.token] == "xcomp" and syntax.lower[above] in words.lists.forced:
        return True
    return _near_mishap(countries, words, head)


def _near_mishap(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """ "the suspension of exports after the earthquake"."""
    syntax = countries.syntax
    begin, finish = syntax.sentences[syntax.sentence[head.token]]
    near = syntax.lower[max(begin, head.token - _AROUND) : min(finish, head.token + _AROUND)]
    return not words.lists.mishaps.isdisjoint(near)


def _by_others(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """Whether firms do it, or a thing does: "gave companies until May to cut ties", "factors that restrain exports"."""
    syntax, firms = countries.syntax, words.lists.firms
    agent = syntax.child(head.token, "agent")
    doer = syntax.child(agent, "pobj") if agent is not None else None
    if doer is not None:
        return _is_thing(countries, words, head.token, doer)  # "limited by pipeline capacity"
    current = head.token
    for _ in range(_STEPS):
        subject = syntax.child(current, "nsubj")
        if subject is not None:
            return _is_thing(countries, words, current, subject)
        above = syntax.head[current]
        if syntax.dep[current] not in ("xcomp", "acl", "conj", "ccomp", "relcl") or above == current:
            return False
        if syntax.dep[above] == "dobj":
            above = syntax.head[above]  # "gave firms a deadline to cut ties"
        given = {syntax.lower[child] for child in syntax.children[above] if syntax.dep[child] in ("dobj", "dative")}
        if given & firms:
            return True
        current = above
    return False


def _is_thing(countries: Stage, words: MeasureWords, verb: int, subject: int) -> bool:
    """Whether the subject of a verb is a common noun that stands for no state and no law."""
    syntax, lists = countries.syntax, words.lists
    if syntax.tag[subject] in ("WDT", "WP") and syntax.dep[verb] == "relcl":
        subject = syntax.head[verb]
    word = syntax.lower[subject]
    if syntax.tag[subject] not in ("NN", "NNS"):
        return False
    if word in lists.firms:
        return True
    if word in lists.bill | lists.law | lists.rulings | lists.plans | lists.offices | lists.again | words.nouns.keys():
        return False
    return countries.cast.headed_by(subject) is None and countries.actor_at(subject) is None
