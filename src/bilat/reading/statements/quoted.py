"""Statements' words and quotation marks: where the ones end with the others, and how much of them is quoted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bilat.reading.quotes import MARKS, Quotation
from bilat.reading.statements.candidate import LOOSE, Candidate, Range
from bilat.records import StatementKind
from bilat.syntax import Syntax

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})


def snapped(syntax: Syntax, quotations: Sequence[Quotation], candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, pieces that begin with a quotation ending with it, where only marks stand between."""
    ends = {quotation.first: quotation.last for quotation in quotations}
    for candidate in candidates:
        content = tuple((first, _end(syntax, last, ends.get(first))) for first, last in candidate.content)
        yield candidate if content == candidate.content else replace(candidate, content=content)


def _end(syntax: Syntax, last: int, end: int | None) -> int:
    if end is None:
        return last
    between = range(min(last, end), max(last, end))
    return end if all(syntax.words[token] in LOOSE or syntax.words[token] in MARKS for token in between) else last


def kind_of(syntax: Syntax, inside: bytearray, content: Sequence[Range]) -> StatementKind:
    """Direct where all the words are quoted and are a sentence, mixed where some are quoted, indirect where none is."""
    tokens = [t for first, last in content for t in range(first, last) if syntax.words[t][0].isalnum()]
    quoted = sum(inside[token] for token in tokens)
    if not quoted:
        return "indirect"
    sentence = syntax.words[tokens[0]][0].isupper() or any(syntax.tag[token] in _FINITE for token in tokens)
    return "direct" if quoted == len(tokens) and sentence else "mixed"
