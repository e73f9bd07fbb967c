"""All candidates of a report: what the layout names a speaker for, what the tagger labels, and what goes on with it."""

from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.encoding import Words
from bilat.reading.statements.candidate import Candidate, marked
from bilat.reading.statements.carried import with_carried
from bilat.reading.statements.headline import headline_candidates
from bilat.reading.statements.labelled import labelled_candidates
from bilat.reading.statements.none import no_statement
from bilat.reading.statements.quoted import kind_of, snapped
from bilat.reading.statements.tagged import tagged_candidates
from bilat.reading.statements.unanswered import unanswered_candidates
from bilat.syntax import Syntax


def find_candidates(syntax: Syntax, words: Words) -> list[Candidate]:
    """Candidates in text order."""
    quotations = [q for q in words.quotations if syntax.blocks[syntax.block[q.first]].speaker is None]
    tagged = snapped(syntax, quotations, tagged_candidates(syntax, words))
    found = [one for one in tagged if not no_statement(syntax, one)]
    found += labelled_candidates(syntax)
    found += headline_candidates(syntax, _taken(syntax, found))
    found += unanswered_candidates(syntax, _taken(syntax, found))
    inside = marked(len(syntax), ((q.first, q.last) for q in quotations))
    carried = with_carried(syntax, quotations, found)
    return [one if one.label else replace(one, kind=kind_of(syntax, inside, one.content)) for one in carried]


def _taken(syntax: Syntax, candidates: Sequence[Candidate]) -> bytearray:
    """For each token whether it is in the cue or the words of a candidate."""
    parts = (words for one in candidates for words in (*one.content, one.cue) if words is not None)
    return marked(len(syntax), parts)
