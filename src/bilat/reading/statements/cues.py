"""Cues where they stand: which verbs of a report may say that somebody says something, and the words of the cue."""

from bilat.codebook.cues import Cue, Cues
from bilat.reading.statements.candidate import Range
from bilat.syntax import Syntax

# Before the verb and part of the cue: "has repeatedly said", "did not mention", "to declare".
_BEFORE = frozenset({"aux", "auxpass", "neg"})
_NEGATIONS = frozenset({"not", "n't", "never", "n’t", "no", "neither", "nor", "hardly"})


def verb_cue(syntax: Syntax, cues: Cues, token: int) -> Cue | None:
    """The cue that the token is as a verb; headlines' verbs are often tagged as nouns, so these count there."""
    word = syntax.lower[token]
    found = cues.verbs.get(word)
    if found is None:
        return None
    if word in cues.openers and token + 1 < len(syntax):
        found = cues.verbs.get(f"{word} {syntax.lower[token + 1]}", found)
    if syntax.tag[token][0] == "V" and syntax.dep[token] not in ("amod", "compound", "aux", "auxpass"):
        return found
    if syntax.dep[token] == "ROOT" and syntax.tag[token] in ("NNS", "NNPS", "NNP") and syntax.child(token, "nsubj"):
        return found
    return None


def cue_range(syntax: Syntax, token: int) -> Range:
    """The cue's words: the verb with its auxiliaries, its negation, adverbs among or before them, and its particle."""
    children = syntax.children[token]
    first = token
    while first > 0 and first - 1 in children and _belongs(syntax, first - 1):
        first -= 1
    while first < token and syntax.tag[first] == "RB" and syntax.lower[first] not in _ADVERBS:
        first += 1  # an adverb before all of it stays with the sentence
    last = token + 1
    if last < len(syntax) and last in children and syntax.dep[last] == "prt":
        last += 1
    return first, last


_ADVERBS = frozenset({"also", "not", "n't", "never", "repeatedly", "recently", "later", "then"})


def _belongs(syntax: Syntax, token: int) -> bool:
    if syntax.dep[token] in _BEFORE:
        return True
    return syntax.dep[token] == "advmod" and syntax.tag[token] in ("RB", "RBR") and syntax.words[token][0].islower()


def negated(syntax: Syntax, token: int) -> bool:
    """Whether the verb is negated by a word of its own."""
    return any(
        syntax.dep[child] == "neg" or (child < token and syntax.lower[child] in _NEGATIONS)
        for child in syntax.children[token]
    )
