"""All candidates of a report, by rules over the parse; of two that overlap the one with the wider words stays.

This is the door that a learned reader takes over: whatever gives `Candidate`s in text order can stand here.
"""

from collections.abc import Iterator
from dataclasses import replace

from bilat.codebook.cues import Cues
from bilat.reading.quotes import Quotation, find_quotations
from bilat.reading.statements.candidate import Candidate, Range, trimmed
from bilat.reading.statements.direct import direct_candidates
from bilat.reading.statements.indirect import indirect_candidates
from bilat.reading.statements.labelled import labelled_candidates
from bilat.reading.statements.phrases import phrase_candidates
from bilat.syntax import Syntax


def find_candidates(syntax: Syntax, cues: Cues) -> list[Candidate]:
    """Candidates in text order. No cue stands in the content of another."""
    labelled = labelled_candidates(syntax)
    quotations = [q for q in find_quotations(syntax) if syntax.blocks[syntax.block[q.first]].speaker is None]
    direct = [*labelled, *direct_candidates(syntax, cues, quotations)]
    taken = bytearray(len(syntax))
    for candidate in direct:
        for first, last in candidate.content:
            taken[first:last] = b"\1" * (last - first)
        if candidate.cue is not None and candidate.rule == "direct.tagged":
            taken[candidate.cue[0] : candidate.cue[1]] = b"\1" * (candidate.cue[1] - candidate.cue[0])
    others = [*indirect_candidates(syntax, cues, taken), *phrase_candidates(syntax, cues, taken)]
    within = _by_token(quotations)
    widened = [_widened(candidate, quotations, within) for candidate in _apart_from(syntax, taken, others)]
    kept = [*direct, *_outermost(widened, taken)]
    return sorted(kept, key=lambda candidate: (min(candidate.content), candidate.cue or (0, 0)))


def _apart_from(syntax: Syntax, taken: bytearray, candidates: list[Candidate]) -> Iterator[Candidate]:
    """The candidates, their words cut off where quoted speech begins."""
    for candidate in candidates:
        cut = [(first, last, taken.find(1, first, last)) for first, last in candidate.content]
        if any(where >= 0 for _, _, where in cut):
            pieces = (trimmed(syntax, (first, where if where >= 0 else last)) for first, last, where in cut)
            kept = tuple(piece for piece in pieces if piece[1] > piece[0])
            if kept:
                yield replace(candidate, content=kept)
        else:
            yield candidate


def _by_token(quotations: list[Quotation]) -> dict[int, int]:
    """Token -> number of the quotation that it stands in, the opening mark not counted."""
    return {token: n for n, q in enumerate(quotations) for token in range(q.first + 1, q.last)}


def _widened(candidate: Candidate, quotations: list[Quotation], within: dict[int, int]) -> Candidate:
    """The candidate with the quotations that its words cut into taken whole."""
    content = []
    for first, last in candidate.content:
        if first in within:
            first = quotations[within[first]].first
        if last in within:
            last = quotations[within[last]].last
        content.append((first, last))
    return replace(candidate, content=tuple(_apart(content, candidate)))


def _apart(content: list[Range], candidate: Candidate) -> list[Range]:
    """Pieces in order that neither meet each other nor run over cue and source between them."""
    content.sort()
    fixed = [words for words in (candidate.cue, candidate.source) if words is not None]
    kept: list[Range] = []
    for first, last in content:
        if kept:
            first = max(first, kept[-1][1])
        for start, end in fixed:
            if first <= start < last and end < last:
                last = start
            elif first < end <= last and start < first:
                first = end
        if last > first:
            kept.append((first, last))
    return kept or list(candidate.content)


def _outermost(candidates: list[Candidate], taken: bytearray) -> list[Candidate]:
    """Those whose cue is in nobody else's words, wider ones first."""
    covered = bytearray(taken)
    kept = []
    for candidate in sorted(candidates, key=lambda c: (-sum(b - a for a, b in c.content), c.cue or (0, 0))):
        first, last = candidate.cue or candidate.content[0]
        if any(covered[token] for token in range(first, last)):
            continue
        if any(covered[start] and covered[end - 1] for start, end in candidate.content):
            continue
        kept.append(candidate)
        for start, end in candidate.content:
            covered[start:end] = b"\1" * (end - start)
    return kept
