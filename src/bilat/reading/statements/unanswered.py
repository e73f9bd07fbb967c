"""Requests for comment that nobody answered: "The ministry did not respond to a request for comment"."""

from collections.abc import Iterator

from bilat.reading.statements.candidate import Candidate
from bilat.reading.statements.cues import cue_range, negated
from bilat.reading.statements.speakers import source_range, subject_of
from bilat.syntax import Syntax

_ANSWER = frozenset({"respond", "responded", "reply", "replied", "answer", "answered", "return", "returned"})
_ASKED = frozenset({
    "call", "calls", "email", "emails", "inquiries", "inquiry", "message", "messages", "question", "questions",
    "request", "requests",
})  # fmt: skip


def unanswered_candidates(syntax: Syntax, taken: bytearray) -> Iterator[Candidate]:
    """A candidate for each negated verb of answering whose object is a request, where no token of it is `taken`."""
    for verb, word in enumerate(syntax.lower):
        if word not in _ANSWER or taken[verb] or not negated(syntax, verb):
            continue
        asked = _asked(syntax, verb)
        subject = subject_of(syntax, verb)
        if asked is None or subject is None:
            continue
        first, last = cue_range(syntax, verb)
        thing = syntax.left[asked], syntax.right[asked] + 1
        if thing[0] >= last and not any(taken[first : thing[1]]):
            yield Candidate("refusal.unanswered", (thing,), source_range(syntax, subject, verb), (first, thing[0]))


def _asked(syntax: Syntax, verb: int) -> int | None:
    """The token of what was asked: "to a request", "questions"."""
    own = syntax.child(verb, "dobj")
    for child in syntax.children[verb]:
        if child > verb and syntax.lower[child] == "to":
            own = syntax.child(child, "pobj")
    return own if own is not None and own > verb and syntax.lower[own] in _ASKED else None
