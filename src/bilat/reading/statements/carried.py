"""Quoted words without a speaker of their own: they go on with the statement before.

Where a quotation was left open at the end of the paragraph before, or where a paragraph holds nothing but quoted
words, they are the same statement; where they follow in the same paragraph or the next, another one by the same
speaker. Elsewhere nobody is said to speak.
"""

from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.quotes import MARKS, Quotation
from bilat.reading.statements.candidate import Candidate, Range, marked
from bilat.reading.statements.cues import cue_range
from bilat.syntax import Syntax

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_ENDS = frozenset({".", "?", "!", "…", "...", "—", "--"})
_STOPS = frozenset({".", "?", "!", ";", ":"})


def with_carried(syntax: Syntax, quotations: Sequence[Quotation], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, in text order, with the quoted utterances that none of them holds and the speakers of these."""
    lone = [Candidate("tagged.alone", (words,)) for words in _left_over(syntax, quotations, candidates)]
    goes_on = {quotation.first for quotation in quotations if quotation.goes_on}
    found: list[Candidate] = []
    for candidate in sorted([*candidates, *lone], key=_place):
        last = found[-1] if found else None
        if last is None or candidate.label is not None or not _near(syntax, last, candidate):
            found.append(_of_sentence_before(syntax, candidate))
        elif candidate.cue is not None:
            if last.cue is None and last.label is None and candidate.content[0][0] in goes_on:
                found[-1] = replace(candidate, content=(*last.content, *candidate.content))
            else:
                found.append(candidate)
        elif candidate.content[0][0] in goes_on or _fills_blocks(syntax, candidate, last):
            found[-1] = replace(last, content=(*last.content, *candidate.content))
        elif last.cue is not None:
            found.append(replace(candidate, rule="tagged.carried", source=last.source, cue=last.cue))
        else:
            found.append(_of_sentence_before(syntax, candidate))
    return found


def _place(candidate: Candidate) -> tuple[Range, Range]:
    return min(candidate.content), candidate.cue or (0, 0)


def _left_over(syntax: Syntax, quotations: Sequence[Quotation], candidates: Sequence[Candidate]) -> list[Range]:
    """Quoted utterances of which no word is in a candidate."""
    parts = (words for one in candidates for words in (*one.content, one.cue, one.source) if words is not None)
    taken = marked(len(syntax), parts)
    free = (quotation for quotation in quotations if not any(taken[quotation.first : quotation.last]))
    return [(q.first, q.last) for q in free if q.goes_on or _is_utterance(syntax, q)]


def _of_sentence_before(syntax: Syntax, candidate: Candidate) -> Candidate:
    """The candidate with the one whom the sentence before is about: 'Wolski shook his head. "We have waited."'

    A sentence that ends with a colon may be the paragraph before, and its verb is the cue ("He wrote to his party:").
    """
    token = candidate.content[0][0] - 1
    if candidate.cue is not None or candidate.label is not None or token < 0:
        return candidate
    colon = syntax.words[token] == ":" and syntax.where(token) == syntax.where(token + 1)
    if syntax.block[token] != syntax.block[token + 1] and not colon:
        return candidate
    first, last = syntax.sentences[syntax.sentence[token]]
    root = next((t for t in range(first, last) if syntax.head[t] == t), None)
    subject = syntax.child(root, "nsubj") if root is not None else None
    if root is None or subject is None:
        return candidate
    if colon:
        return replace(candidate, rule="tagged.before", source=syntax.subtree(subject), cue=cue_range(syntax, root))
    if syntax.tag[subject] != "NNP" and syntax.lower[subject] not in ("he", "she"):
        return candidate
    return replace(candidate, rule="tagged.before", source=syntax.subtree(subject))


def _is_utterance(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own: it begins where one can, has a finite verb, and ends as one."""
    first, last = quotation.inner
    before = quotation.first - 1
    if last <= first or not any(syntax.tag[token] in _FINITE for token in range(first, min(last, first + 40))):
        return False
    if before >= 0 and syntax.block[before] == syntax.block[first] and syntax.words[before] not in _STOPS:
        return False
    return not quotation.closed or syntax.words[last - 1] in _ENDS


def _near(syntax: Syntax, last: Candidate, candidate: Candidate) -> bool:
    """Whether the candidate stands in the paragraph of the one before or in the next one."""
    here, there = candidate.content[0][0], _end(last) - 1
    return syntax.block[here] - syntax.block[there] <= 1 and syntax.where(here) == syntax.where(there)


def _end(candidate: Candidate) -> int:
    return max(candidate.content[-1][1], candidate.cue[1] if candidate.cue else 0)


def _fills_blocks(syntax: Syntax, candidate: Candidate, last: Candidate) -> bool:
    """Whether the candidate is all of its paragraph, and the one before, in the paragraph before, is quoted too."""
    first, end = candidate.content[0][0], candidate.content[-1][1]
    begins = first == 0 or syntax.block[first - 1] != syntax.block[first]
    ends = end >= len(syntax) or syntax.block[end] != syntax.block[first]
    return begins and ends and last.label is None and syntax.words[last.content[-1][0]] in MARKS
