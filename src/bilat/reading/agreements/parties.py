"""Who an agreement is between, as far as the words say."""

from bilat.reading.agreements.mentions import Found
from bilat.reading.cast import Cast, Mention
from bilat.reading.page import Page

_BETWEEN = frozenset(("between", "among", "with"))
# Whoever does one of these with an agreement is party to it.
_SIGN = frozenset((
    "agreed", "conclude", "concluded", "concludes", "had", "has", "have", "initial", "initialed", "initialled",
    "keep", "keeps", "kept", "negotiate", "negotiated", "negotiates", "ratified", "ratifies", "ratify", "reach",
    "reached", "reaches", "renegotiate", "renegotiated", "renew", "renewed", "renews", "sign", "signed", "signs",
    "strike", "strikes", "struck",
))  # fmt: skip
_BREACH = frozenset((
    "abrogate", "abrogated", "abrogating", "breach", "breached", "breaches", "breaching", "break", "breaking",
    "breaks", "broke", "broken", "compliance", "comply", "defiance", "exceed", "exceeded", "exceeding", "fail",
    "failed", "failing", "fails", "failure", "flouted", "flouting", "honor", "honour", "renege", "reneged",
    "reneges", "reneging", "violate", "violated", "violates", "violating", "violation", "violations",
))  # fmt: skip
# Whose one of these is wants the agreement for itself.
_PURSUIT = frozenset((
    "attempt", "bid", "decision", "desire", "drive", "effort", "efforts", "hope", "hopes", "offer", "plan", "plans",
    "proposal", "push", "request", "wish",
))  # fmt: skip
# Countries stand right after "between" and "with".
REACH = 12


def parties_of(page: Page, cast: Cast, found: Found) -> tuple[str, ...]:
    """Ids: adjectives and possessors before the name ("India-US"), "between X and Y", "with X" after."""
    end = found.last
    # A city in the name ("Treaty of Rome") is where it was signed, not who signed.
    named = _parties(cast, found.wide, found.first if found.form == "name" else found.head)
    after = _after(page, cast, end)
    signers, city = _signers(page, cast, found)
    if city and after and _only_capitals(cast, end):
        after = []
    owner = _owner(page, cast, found, after) if after and not named else []
    parties = list(dict.fromkeys([*named, *signers, *owner, *after]))
    if len(parties) == 1:
        broken = _in_breach(page, cast, found)
        return tuple(broken if parties[0] in broken else parties)
    return tuple(parties or _signed_by(page, cast, found) or _both(page, cast, found) or _in_breach(page, cast, found))


def _signers(page: Page, cast: Cast, found: Found) -> tuple[list[str], bool]:
    """The countries that are the subject of "sign", and whether it is instead a name that means no country."""
    syntax = page.syntax
    noun = found.head
    while syntax.dep[noun] == "conj" and syntax.tag[syntax.head[noun]].startswith("NN"):
        noun = syntax.head[noun]  # "signed a fisheries pact and a tax treaty"
    verb = syntax.head[noun]
    if syntax.dep[noun] != "dobj" or syntax.lower[verb] not in _SIGN:
        return [], False
    while syntax.dep[verb] in ("xcomp", "conj") and syntax.child(verb, "nsubj") is None:
        verb = syntax.head[verb]  # "Norway wants to sign a pact"
    subject = syntax.child(verb, "nsubj")
    if subject is None or subject > verb:
        return [], False
    first = syntax.sentences[syntax.sentence[verb]][0]
    begin = first if syntax.where(verb) == "title" else max(first, syntax.left[subject])
    signers = _parties(cast, begin, min(verb, syntax.right[subject] + 1))
    return signers, not signers and syntax.tag[subject][:3] == "NNP" and cast.headed_by(subject) is None


def _only_capitals(cast: Cast, end: int) -> bool:
    return all(mention.form == "capital" for mention in cast.within(end, end + 3))


def _owner(page: Page, cast: Cast, found: Found, other: list[str]) -> list[str]:
    """Whose pact "its pact with Chile" is: the one country besides that the sentence has named before.

    Likewise "Peru's bid for a pact with Chile", but not "Peru's fears of a pact with Chile".
    """
    syntax = page.syntax
    its = any(syntax.lower[token] in ("its", "their") for token in range(found.wide, found.head))
    if not its and not any(syntax.lower[above] in _PURSUIT for above in syntax.ancestors(found.head)):
        return []
    first = syntax.sentences[syntax.sentence[found.head]][0]
    before = [actor for actor in dict.fromkeys(_parties(cast, first, found.wide)) if actor not in other]
    return before if len(before) == 1 else []


def _signed_by(page: Page, cast: Cast, found: Found) -> list[str]:
    """The countries of those by whom it was signed: "a pact signed by the two presidents in May"."""
    syntax = page.syntax
    limit = min(syntax.sentences[syntax.sentence[found.head]][1], found.last + REACH)
    by = next((token for token in range(found.last, limit) if syntax.lower[token] == "by"), None)
    if by is None or syntax.lower[by - 1] not in _SIGN or syntax.tag[by - 1] not in ("VBN", "VBD"):
        return []
    return _pair(cast, _states(cast, by + 1, syntax.subtree(by)[1]))


def _both(page: Page, cast: Cast, found: Found) -> list[str]:
    """The two of "the two countries" in the sentence of an agreement, where it names no other."""
    first, last = page.syntax.sentences[page.syntax.sentence[found.head]]
    if len(_states(cast, first, last)) > 2:
        return []
    groups = (_countries(cast, mention) for mention in cast.within(first, last) if mention.form == "group")
    return next((group for group in groups if len(group) == 2), [])


def _in_breach(page: Page, cast: Cast, found: Found) -> list[str]:
    """The two countries of a sentence in which one is said to break an agreement; none where it names more or fewer.

    Where it names only the one that broke it, those of the sentence before, if that too is of them and no third.
    """
    syntax = page.syntax
    number = syntax.sentence[found.head]
    first, last = syntax.sentences[number]
    if not any(syntax.lower[token] in _BREACH for token in range(max(first, found.wide - REACH), found.wide)):
        return []
    named = list(dict.fromkeys(_parties(cast, first, last)))
    if len(named) < 2:
        named = _states(cast, first, last)
    if len(named) == 1 and number and syntax.where(syntax.sentences[number - 1][0]) == syntax.where(first):
        named = _states(cast, syntax.sentences[number - 1][0], last)
    return _pair(cast, named)


def _after(page: Page, cast: Cast, end: int) -> list[str]:
    """What follows right after the name, past a closing parenthesis or how and when it was made."""
    syntax = page.syntax
    token = end
    while token < len(syntax) and token < end + 2 and syntax.words[token] in (")", ","):
        token += 1
    token = _past_making(page, token)
    if token >= len(syntax) or syntax.lower[token] not in _BETWEEN or syntax.block[token] != syntax.block[end - 1]:
        return []
    limit = min(syntax.sentences[syntax.sentence[token]][1], token + REACH)
    stop = next((i for i in range(token + 1, limit) if _ends_phrase(page, i)), limit)
    return _parties(cast, token + 1, stop)


def _past_making(page: Page, token: int) -> int:
    """Past "signed last year" and "reached in Lima in May", where "between" or "with" comes next."""
    syntax = page.syntax
    if token >= len(syntax) or syntax.lower[token] not in _SIGN or syntax.tag[token] not in ("VBN", "VBD"):
        return token
    limit = min(syntax.sentences[syntax.sentence[token]][1], token + REACH)
    for further in range(token + 1, limit):
        if syntax.lower[further] in _BETWEEN:
            return further
        if syntax.tag[further].startswith("VB") or syntax.words[further] == ",":
            break
    return token


def _ends_phrase(page: Page, token: int) -> bool:
    tag = page.syntax.tag[token]
    return (
        tag.startswith("VB")
        or tag in ("IN", "TO", "WDT", "MD", ".", ":")
        or page.syntax.lower[token] in ("that", "which")
    )


def _parties(cast: Cast, first: int, last: int) -> list[str]:
    found: list[str] = []
    for mention in cast.within(first, last):
        if mention.last <= last:
            found.extend(_countries(cast, mention))
    return found


def _countries(cast: Cast, mention: Mention) -> list[str]:
    """The country actors that a mention means; a person or a ministry stands for no party here."""
    states = [actor for actor in mention.actors if cast.actors[actor].kind == "country"]
    if states or mention.country is None:
        return states
    return [actor.id for actor in cast.actors.values() if actor.kind == "country" and actor.country == mention.country][
        :1
    ]


def two_of_sentence(page: Page, cast: Cast, token: int) -> tuple[str, ...]:
    """The two countries that a sentence names, its officials counted; none where it names more or fewer."""
    return tuple(_pair(cast, _states(cast, *page.syntax.sentences[page.syntax.sentence[token]])))


def _states(cast: Cast, first: int, last: int) -> list[str]:
    """The codes of the countries named in a token range, officials and adjectives counted, mere places not."""
    codes = (
        code
        for mention in cast.within(first, last)
        if mention.form != "place"
        for code in [mention.country, *(cast.country(actor) for actor in mention.actors)]
    )
    return list(dict.fromkeys(code for code in codes if code is not None))


def _pair(cast: Cast, states: list[str]) -> list[str]:
    """Two countries of the cast; none where there are more or fewer, or one is there only by what belongs to it."""
    return states if len(states) == 2 and all(state in cast.actors for state in states) else []
