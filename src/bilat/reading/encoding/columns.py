"""What the tagger is told of each token beside its letters: form, tag, arc, and where quotation marks put it.

Each column is a list of small numbers, one a token; `SIZES` says how many values each has. Zero is "none of those
known". The learned weights belong to these numbers: a change here asks for training anew (training/README.md).
"""

from collections.abc import Sequence

from bilat.reading.quotes import MARKS, Quotation
from bilat.syntax import Syntax

TAGS = (
    "``", "''", ",", ".", ":", "-LRB-", "-RRB-", "$", "#", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ", "JJR",
    "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM",
    "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB",
)  # fmt: skip
ARCS = (
    "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "det", "dobj", "expl", "intj", "mark", "meta", "neg",
    "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
_TAG = {tag: number for number, tag in enumerate(TAGS, 1)}
_ARC = {arc: number for number, arc in enumerate(ARCS, 1)}
# How far the head stands, in tokens: up to each of these.
_REACHES = (1, 2, 4, 8, 16)

SIZES = {
    "form": 8,
    "tag": len(TAGS) + 1,
    "arc": len(ARCS) + 1,
    "head": 2 * (len(_REACHES) + 1) + 1,
    "head_arc": len(ARCS) + 1,
    "quoted": 8,
}


def columns_of(syntax: Syntax, quotations: Sequence[Quotation]) -> dict[str, list[int]]:
    """The columns of a report, by name, in the order of `SIZES`."""
    arc = [_ARC.get(dep, 0) for dep in syntax.dep]
    return {
        "form": [_form(syntax, token) for token in range(len(syntax))],
        "tag": [_TAG.get(tag, 0) for tag in syntax.tag],
        "arc": arc,
        "head": [_reach(head - token) for token, head in enumerate(syntax.head)],
        "head_arc": [0 if head == token else arc[head] for token, head in enumerate(syntax.head)],
        "quoted": _quoted(len(syntax), quotations),
    }


def _form(syntax: Syntax, token: int) -> int:
    """1 mark, 2 number, 3 lower case, 4 capitals, 5 capitalised, 6 the same where a sentence begins, 7 other."""
    word = syntax.words[token]
    if not any(map(str.isalnum, word)):
        return 1
    if word[0].isdigit():
        return 2
    if word.islower():
        return 3
    if word.isupper() and len(word) > 1:
        return 4
    if word[0].isupper():
        first = syntax.sentences[syntax.sentence[token]][0]
        begins = token == first or (token == first + 1 and syntax.words[first] in MARKS)
        return 6 if begins else 5
    return 7


def _reach(distance: int) -> int:
    """0 for a root; 1 to 6 for a head that stands further and further to the right, 7 to 12 to the left."""
    if not distance:
        return 0
    step = sum(abs(distance) > reach for reach in _REACHES)
    return 1 + step if distance > 0 else 2 + len(_REACHES) + step


def _quoted(tokens: int, quotations: Sequence[Quotation]) -> list[int]:
    """0 outside; 1 opening mark, 2 within, 3 closing mark; 4 and 5 for 1 and 2 where no mark closes the quotation.

    6 and 7 are opening mark and words where the quotation goes on from the paragraph before.
    """
    column = [0] * tokens
    for quotation in quotations:
        base = 6 if quotation.goes_on else 1 if quotation.closed else 4
        column[quotation.first : quotation.last] = [base + 1] * (quotation.last - quotation.first)
        column[quotation.first] = base
        if quotation.closed:
            column[quotation.last - 1] = 3
    return column
