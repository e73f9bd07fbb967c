"""When a hostile step that has not happened is a threat of it: only where the party itself holds it out.

A question, a supposition, a forecast, a right or a bill, and what others ask of a government threaten nobody.
"""

from itertools import islice

from bilat.codebook.events import Events
from bilat.syntax import Syntax

# Modals of duty: a step that "should" be taken is asked for, not held out.
DUTY = frozenset({"should", "must", "ought"})
# Words that open a supposition or a question.
SUPPOSED = frozenset({"if", "whether", "unless", "until", "lest"})
# Arcs from a step up to what is said of it.
UPWARDS = frozenset({"xcomp", "ccomp", "acl", "advcl", "conj", "pcomp", "prep", "pobj", "acomp", "dobj", "relcl"})
# How far up a word of threat may stand: its preposition and a day between.
NEAR = 3


def held_out(syntax: Syntax, step: int, events: Events) -> bool:
    """Whether a step is left to the party's own choice: "may revoke", "would retaliate if", "a threat to ban"."""
    if any(syntax.lower[child] in DUTY and syntax.dep[child] == "aux" for child in syntax.children[step]):
        return False
    token = step
    for over in (None, *syntax.ancestors(step)):
        if over is not None:
            if syntax.dep[token] not in UPWARDS:
                break
            token = over
            word = syntax.lower[token]
            if word in events.threatening:
                return True
            if _others(word, events) or syntax.lower[token] in DUTY:
                return False
        if any(
            syntax.lower[child] in SUPPOSED and syntax.dep[child] == "mark" and child < token
            for child in syntax.children[token]
        ):
            return False
    return True


def _others(word: str, events: Events) -> bool:
    """Whether a word over a step leaves it to others or to chance: "urge", "call", "bill", "likely"."""
    table = events.status
    return "hypothetical" in (table.verbs.get(word), table.nouns.get(word), table.adjectives.get(word))


def threatened(syntax: Syntax, step: int, events: Events) -> bool:
    """Whether the step stands under a word of threat, a day between at most: "the threat on Friday to impose"."""
    return any(syntax.lower[over] in events.threatening for over in islice(syntax.ancestors(step), NEAR))
