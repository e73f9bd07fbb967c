"""Places that look like a measure and are none of a government: a member's share, a mishap, a firm's own step."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.heads import Head
from bilat.reading.measures.party import Party
from bilat.reading.measures.stage import Stage

_STEPS = 3
_AROUND = 40
_ABROAD = frozenset({"import", "imports"})
_WARNING = ("caution", "warn", "advis", "argu", "counsel")
_FORCED = frozenset({"forced", "obliged", "compelled"})


def is_no_measure(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """Whether no government imposes what a head tells of."""
    if head.kind == "quota" and not head.verbal:
        return _is_share(countries, words, head)
    if not head.verbal or head.making is None:
        return False
    if _warned_against(countries, head):
        return True
    if head.making.only == "asked" or not head.making.objects:
        return False
    return _by_mishap(countries, words, head) or _by_others(countries, words, head)


def body_of_quotas(countries: Stage, head: Head) -> Party:
    """The body whose members agree on quotas, where the report names one: "the re-introduction of coffee quotas"."""
    if head.kind != "quota" or head.verbal or not _ABROAD.isdisjoint(_phrase(countries, head)):
        return Party()
    found = countries.sharing
    return Party(found, head.first, head.last, said=True) if len(found) == 1 else Party()


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
    owned = any(syntax.dep[child] == "poss" for child in syntax.children[head.carrier] if child < head.token)
    return owned and _ABROAD.isdisjoint(phrase) and bool(countries.sharing)


def _warned_against(countries: Stage, head: Head) -> bool:
    """ "cautioned against shutting the border"."""
    syntax = countries.syntax
    prep = syntax.head[head.token]
    return (
        syntax.dep[head.token] == "pcomp"
        and syntax.lower[prep] == "against"
        and syntax.lower[syntax.head[prep]].startswith(_WARNING)
    )


def _by_mishap(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """ "was forced to suspend exports", "halted shipments after the earthquake damaged its port"."""
    syntax = countries.syntax
    above = syntax.head[head.token]
    if syntax.dep[head.token] == "xcomp" and syntax.lower[above] in _FORCED:
        return True
    begin, finish = syntax.sentences[syntax.sentence[head.token]]
    near = syntax.lower[max(begin, head.token - _AROUND) : min(finish, head.token + _AROUND)]
    return not words.lists.mishaps.isdisjoint(near)


def _by_others(countries: Stage, words: MeasureWords, head: Head) -> bool:
    """Whether firms do it, or a thing does: "gave companies until May to cut ties", "factors that restrain exports"."""
    syntax, firms = countries.syntax, words.lists.firms
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
