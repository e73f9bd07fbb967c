"""What is labelled like a statement and is none: votes on bills, words that nobody is said to say."""

from bilat.reading.quotes import MARKS
from bilat.reading.statements.candidate import Candidate, head_of
from bilat.syntax import Syntax

# To vote on one of these is an act and no statement.
_VOTES = frozenset({"approve", "approves", "approved", "adopt", "adopts", "adopted", "pass", "passes", "passed"})
_VOTED = frozenset({
    "amendment", "amendments", "bill", "bills", "budget", "budgets", "law", "laws", "legislation", "measure",
    "measures", "motion", "package", "plan", "resolution", "resolutions", "version",
})  # fmt: skip


def no_statement(syntax: Syntax, candidate: Candidate) -> bool:
    """Whether a candidate of the tagger tells no statement."""
    words = (syntax.lower[token] for first, last in candidate.content for token in range(first, last))
    if not any(word[0].isalnum() and word != "that" for word in words):
        return True  # marks alone
    if candidate.cue is None:
        first, _ = candidate.content[0]
        return syntax.words[first] not in MARKS
    verb = head_of(syntax, candidate.cue)
    return syntax.lower[verb] in _VOTES and bool(_heads(syntax, candidate) & _VOTED)


def _heads(syntax: Syntax, candidate: Candidate) -> set[str]:
    return {syntax.lower[head_of(syntax, words)] for words in candidate.content}
