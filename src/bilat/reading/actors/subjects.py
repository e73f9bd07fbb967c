"""Subjects that a pronoun may go on with: of its own sentence, of the one before, of the report's first."""

from bilat.reading.actors.reference import SUMMARIES
from bilat.syntax import Syntax

_SUBJECTS = ("nsubj", "nsubjpass")


def main_subject(syntax: Syntax, number: int) -> int | None:
    """The subject of the main verb of a sentence."""
    first, last = syntax.sentences[number]
    root = next((t for t in range(first, last) if syntax.head[t] == t), None)
    return syntax.child(root, *_SUBJECTS) if root is not None else None


def subject_before(syntax: Syntax, token: int, *, same_sentence: bool) -> int | None:
    """The subject that "it" at a token goes on with, of its own sentence or of the one before.

    In its own sentence it is the subject of a clause that only leads up to it ("While Poland is slow, it says …") or of
    the verb that its own is joined to; in the sentence before, the subject of the main verb.
    """
    verb, number = syntax.head[token], syntax.sentence[token]
    if same_sentence:
        for other in syntax.children[verb]:
            if other < token and syntax.dep[other] == "advcl":
                return syntax.child(other, *_SUBJECTS)
        return syntax.child(syntax.head[verb], *_SUBJECTS) if syntax.dep[verb] == "conj" else None
    if token != syntax.sentences[number][0] or number == 0:
        return None
    first, _ = syntax.sentences[number - 1]
    if syntax.where(first) != syntax.where(token) or syntax.blocks[syntax.block[first]].kind in SUMMARIES:
        return None
    return main_subject(syntax, number - 1)


def opening_subject(syntax: Syntax) -> int | None:
    """The subject of the first sentence of the text."""
    for number, (first, _) in enumerate(syntax.sentences):
        if syntax.blocks[syntax.block[first]].kind == "paragraph":
            return main_subject(syntax, number)
    return None
