"""Who an agreement is between, as far as the words say."""

from bilat.reading.agreements.mentions import Found
from bilat.reading.cast import Cast, Mention
from bilat.reading.page import Page

_BETWEEN = frozenset(("between", "among", "with"))
_SIGN = frozenset(("sign", "signs", "signed", "initial", "initialed", "initialled", "conclude", "concluded"))
_BREACH = frozenset((
    "abrogated", "breach", "breached", "breaching", "break", "breaking", "broke", "broken", "failing", "failure",
    "honour", "honor", "reneging", "violate", "violated", "violating", "violation", "violations",
))  # fmt: skip
# Countries stand right after "between" and "with".
REACH = 12


def parties_of(page: Page, cast: Cast, found: Found) -> tuple[str, ...]:
    """Ids: adjectives and possessors before the name ("India-US"), "between X and Y", "with X" after."""
    end = found.last
    # A city in the name ("Treaty of Rome") is where it was signed, not who signed.
    named = _parties(cast, found.wide, found.first if found.form == "name" else end)
    after = _after(page, cast, end)
    signers, city = _signers(page, cast, found)
    if city and after and _only_capitals(cast, end):
        after = []
    owner = _owner(page, cast, found, after) if after and not named else []
    parties = [*named, *signers, *owner, *after]
    return tuple(dict.fromkeys(parties or _in_breach(page, cast, found)))


def _signers(page: Page, cast: Cast, found: Found) -> tuple[list[str], bool]:
    """The countries that are the subject of "sign", and whether it is instead a name that means no country."""
    syntax = page.syntax
    verb = syntax.head[found.head]
    if syntax.dep[found.head] != "dobj" or syntax.lower[verb] not in _SIGN:
        return [], False
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
    """Whose pact "its pact with Chile" is: the one country besides that the sentence has named before."""
    syntax = page.syntax
    if not any(syntax.lower[token] in ("its", "their") for token in range(found.wide, found.head)):
        return []
    first = syntax.sentences[syntax.sentence[found.head]][0]
    before = [actor for actor in dict.fromkeys(_parties(cast, first, found.wide)) if actor not in other]
    return before if len(before) == 1 else []


def _in_breach(page: Page, cast: Cast, found: Found) -> list[str]:
    """The two countries of a sentence in which one is said to break an agreement; none where it names more or fewer."""
    syntax = page.syntax
    first, last = syntax.sentences[syntax.sentence[found.head]]
    if not any(syntax.lower[token] in _BREACH for token in range(max(first, found.wide - REACH), found.wide)):
        return []
    named = list(dict.fromkeys(_parties(cast, first, last)))
    return named if len(named) == 2 else []


def _after(page: Page, cast: Cast, end: int) -> list[str]:
    """What follows right after the name, past a closing parenthesis."""
    syntax = page.syntax
    token = end
    while token < len(syntax) and token < end + 2 and syntax.words[token] in (")", ","):
        token += 1
    if token >= len(syntax) or syntax.lower[token] not in _BETWEEN or syntax.block[token] != syntax.block[end - 1]:
        return []
    limit = min(syntax.sentences[syntax.sentence[token]][1], token + REACH)
    stop = next((i for i in range(token + 1, limit) if _ends_phrase(page, i)), limit)
    return _parties(cast, token + 1, stop)


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
