"""Who an agreement is between, as far as the words say."""

from bilat.reading.agreements.mentions import Found
from bilat.reading.cast import Cast, Mention
from bilat.reading.page import Page

_BETWEEN = frozenset(("between", "among", "with"))
# Countries stand right after "between" and "with".
REACH = 12


def parties_of(page: Page, cast: Cast, found: Found) -> tuple[str, ...]:
    """Ids: adjectives and possessors before the name ("India-US"), "between X and Y", "with X" after."""
    end = found.last
    # A city in the name ("Treaty of Rome") is where it was signed, not who signed.
    named = _parties(cast, found.wide, found.first if found.form == "name" else end)
    parties = [*named, *_after(page, cast, end)]
    return tuple(dict.fromkeys(parties))


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
