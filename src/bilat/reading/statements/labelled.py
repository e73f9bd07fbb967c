"""Words whose speaker the layout names: posts with a signature, turns of a transcript."""

from bilat.reading.statements.candidate import Candidate, Range
from bilat.syntax import Syntax


def labelled_candidates(syntax: Syntax) -> list[Candidate]:
    """A candidate for each post and each turn; a turn goes on while blocks name the same speaker."""
    found: list[Candidate] = []
    for number, words in _ranges(syntax):
        block = syntax.blocks[number]
        if block.speaker is None:
            continue
        last = found[-1] if found else None
        if last and last.label == block.speaker and last.content[-1][1] == words[0]:
            found[-1] = Candidate(last.rule, (*last.content, words), label=last.label)
        else:
            rule = "labelled.post" if block.kind == "post" else "labelled.turn"
            found.append(Candidate(rule, (words,), label=block.speaker))
    return found


def _ranges(syntax: Syntax) -> list[tuple[int, Range]]:
    """Blocks that have tokens, with their token ranges."""
    if not any(block.speaker for block in syntax.blocks):
        return []
    ranges: list[tuple[int, Range]] = []
    for token, block in enumerate(syntax.block):
        if ranges and ranges[-1][0] == block:
            ranges[-1] = block, (ranges[-1][1][0], token + 1)
        else:
            ranges.append((block, (token, token + 1)))
    return ranges
