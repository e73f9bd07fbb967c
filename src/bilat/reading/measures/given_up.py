"""Measures that are not taken: a plan dropped, a proposal rejected, an intention denied, a step ruled out."""

from collections.abc import Iterator

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.heads import Head
from bilat.reading.measures.standing import Link, mood_of
from bilat.syntax import Syntax

_STEPS = 10
# Who gives these up gives up an existing measure's relief, or its end: the measure stands.
_OF_EXISTING = frozenset({"lift", "ease", "suspend", "keep", "expire"})
_NONE = frozenset({"no", "neither"})


def is_given_up(syntax: Syntax, words: MeasureWords, head: Head, links: list[Link]) -> bool:
    """Whether the words at a head say that the measure is not, and will not be, taken.

    "Backed off a plan to impose quotas", "rejected a proposal for tariffs", "no intention of imposing sanctions",
    "ruled out sanctions". What is done to an existing measure ("refused to lift sanctions") is no case of it.
    """
    if head.answer and _none_of(syntax, head.token):
        return True  # "no retaliation was planned"
    if links and links[0].act.name == "keep" and any(_no_sign(syntax, words, token) for token in _above(syntax, head)):
        return True  # "have no thought of retaliation"
    if links and links[0].act.name in _OF_EXISTING:
        plans = words.lists.plans & {syntax.lower[token] for token in _above(syntax, head)}
        if not plans or head.carrier == links[0].token or links[0].role == "noun":
            return False
        if syntax.lower[links[0].token] not in words.lists.giving_up:
            return False
    if links and links[0].denied and links[0].act.name in ("impose", "raise", "order", "propose") and not head.verbal:
        return not _asked(syntax, words, links[0].token)  # "will not impose tariffs"
    through_plan = False
    below = head.carrier
    for token in _above(syntax, head):
        word = syntax.lower[token]
        if word in words.lists.confirming:
            return False  # "declined to confirm that it would offer subsidies"
        if syntax.tag[token][0] == "N":
            if word in words.lists.plans:
                through_plan = True
                if _none_of(syntax, token):
                    return True
            elif word in words.lists.refusing and not (links and links[0].act.name in _OF_EXISTING):
                return True  # "would not change its refusal to limit output"
            elif word in words.lists.signs and _none_of(syntax, token):
                return True
        elif syntax.lower[token] == "without":
            return True  # "without imposing duties"
        elif syntax.tag[token][0] == "V" and _gives_up(syntax, words, token, below, through_plan=through_plan):
            return True
        below = token
    return False


def _asked(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """ "urged Peru not to impose tariffs", "tried to convince them not to": what is meant to be done may still be."""
    for token in syntax.ancestors(verb):
        act = words.over.get(syntax.lower[token])
        if (act is not None and act.name == "urge") or syntax.lower[token].startswith(words.lists.stems.talking_into):
            return True
    return False


def _above(syntax: Syntax, head: Head) -> Iterator[int]:
    for step, token in enumerate(syntax.ancestors(head.carrier)):
        if step >= _STEPS:
            return
        yield token
        if syntax.dep[token] == "advcl" and step:
            return


def _no_sign(syntax: Syntax, words: MeasureWords, token: int) -> bool:
    return syntax.lower[token] in words.lists.signs and _none_of(syntax, token)


def _none_of(syntax: Syntax, noun: int) -> bool:
    return any(syntax.lower[child] in _NONE and syntax.dep[child] == "det" for child in syntax.children[noun])


def _gives_up(syntax: Syntax, words: MeasureWords, verb: int, below: int, *, through_plan: bool) -> bool:
    """Whether the verb says so, of the plan or (for "rule out", "deny", "refuse") of the measure or the act itself."""
    if syntax.dep[below] in ("nsubj", "advcl", "conj"):
        return False
    word = syntax.lower[verb]
    particles = {syntax.lower[c] for c in syntax.children[verb] if syntax.dep[c] in ("prt", "prep", "advmod")}
    phrases = {f"{word} {particle}" for particle in particles}
    denying = word in words.lists.denying or bool(phrases & words.lists.denying)
    denying = denying or any(phrase.startswith("back") for phrase in phrases & words.lists.giving_up)
    giving = word in words.lists.giving_up or bool(phrases & words.lists.giving_up)
    if not denying and not (giving and through_plan):
        return False
    mood, denied = mood_of(syntax, words, verb)
    return mood in ("done", "decided") and not denied
