"""Bodies named by a person, "the Hale campaign", "Hale's campaign": told by the person's name before the noun."""

from collections.abc import Iterator

from bilat.reading.cast import Mention
from bilat.syntax import Syntax

CAMPS = frozenset({"campaign", "camp"})


def find_camps(syntax: Syntax, people: dict[int, Mention]) -> Iterator[tuple[int, Mention]]:
    """The noun's token with the mention of the person before it; `people` are those mentions by their heads."""
    for token, word in enumerate(syntax.lower):
        if word not in CAMPS or syntax.tag[token] != "NN":
            continue
        for child in syntax.children[token]:
            mention = people.get(child)
            if mention is not None and child < token and syntax.dep[child] in ("compound", "poss", "nmod"):
                yield token, mention
                break
