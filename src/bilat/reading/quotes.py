"""Quotation marks of all common systems, paired over the report; what stands inside another quotation is not listed.

Marks of one shape at both ends (", '') open or close by the white space beside them and by what is open. A single mark
opens only before a word and only where a closing one follows in its paragraph, so that apostrophes stay apostrophes.
A quotation that is not closed ends with its paragraph; where the next paragraph then opens with a mark, it goes on
there. Two passes over the tokens.
"""

from dataclasses import dataclass

from bilat.syntax import Syntax

# Opening mark -> the marks that close it.
PAIRS = {
    "“": "”\"", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "《": "》",
    "‚": "‘’", "‘": "’",
}  # fmt: skip
CLOSING = frozenset("”“»«›」』》‘’")
SAME = frozenset({'"', "''", "＂"})
SINGLE = frozenset({"'", "‘", "‚"})
MARKS = frozenset(PAIRS) | CLOSING | SAME | SINGLE | {"`"}
ENDING = frozenset({",", ".", "?", "!", "…", "...", "--", "—", "–", "-", ";"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `first` (the opening mark) to `last` (after the closing mark, or the end of the paragraph)."""

    first: int
    last: int
    closed: bool
    goes_on: bool = False  # the paragraph before left a quotation open, and this one carries it on

    @property
    def inner(self) -> tuple[int, int]:
        """The words without the marks."""
        return self.first + 1, self.last - 1 if self.closed else self.last


def find_quotations(syntax: Syntax) -> list[Quotation]:
    """Quotations that are not inside another one, in text order."""
    words = syntax.words
    marks = [token for token, word in enumerate(words) if word in MARKS and (word != "`" or words[token - 1] == "`")]
    found: list[Quotation] = []
    position = 0
    while position < len(marks):
        block = syntax.block[marks[position]]
        end = position
        while end < len(marks) and syntax.block[marks[end]] == block:
            end += 1
        found += _in_block(syntax, marks[position:end], found[-1] if found else None)
        position = end
    return found


def _in_block(syntax: Syntax, marks: list[int], before: Quotation | None) -> list[Quotation]:
    partner = _pair(syntax, marks)
    end = _block_end(syntax, marks[-1])
    found: list[Quotation] = []
    for number, mark in enumerate(marks):
        if found and mark < found[-1].last:
            continue
        if mark in partner:
            goes_on = _goes_on(syntax, mark, before)
            found.append(Quotation(mark, partner[mark] + 1, closed=True, goes_on=goes_on and not found))
        elif _opens(syntax, mark) and syntax.words[mark] not in SINGLE and mark + 1 < end:
            again = next((m for m in marks[number + 1 : number + 4] if m in partner and not _tight(syntax, m)), None)
            last = end if again is None else _sentence_end(syntax, mark, again)
            found.append(Quotation(mark, last, closed=False, goes_on=_goes_on(syntax, mark, before) and not found))
    return found


def _pair(syntax: Syntax, marks: list[int]) -> dict[int, int]:
    """Opening token -> closing token, for the pairs of one block."""
    partner: dict[int, int] = {}
    singles = _single_ends(syntax, marks)
    opened: list[int] = []
    for mark in marks:
        word = syntax.words[mark]
        if opened and _closes(syntax, opened[-1], mark, singles):
            partner[opened.pop()] = mark
        elif word in SAME:
            if any(syntax.words[other] == word for other in opened[-3:]) and not _opens(syntax, mark):
                while syntax.words[opened[-1]] != word:
                    opened.pop()
                partner[opened.pop()] = mark
            elif not _tight(syntax, mark) or not opened:
                if _opens(syntax, mark):
                    opened.append(mark)
        elif word in SINGLE:
            if mark in singles:
                opened.append(mark)
        elif (word in PAIRS and (word != "»" or _opens(syntax, mark))) or word == "`":
            opened.append(mark)
    return partner


def _closes(syntax: Syntax, opening: int, mark: int, singles: dict[int, int]) -> bool:
    first, word = syntax.words[opening], syntax.words[mark]
    if opening in singles:
        return singles[opening] == mark
    if first == "`":
        return word == "''"
    if first in SAME:
        if word != first:
            return first == '"' and word == "”"  # half of the marks made typographic
        return not (_opens(syntax, mark) and _before(syntax, mark) and not _after(syntax, mark))
    return word in PAIRS.get(first, "")


def _single_ends(syntax: Syntax, marks: list[int]) -> dict[int, int]:
    """Where a quotation in single marks ends: at the next mark after punctuation, else at the next that ends a word."""
    ends: dict[int, int] = {}
    strong = weak = plural = None
    for mark in reversed(marks):
        word = syntax.words[mark]
        if word in ("'", "’", "‘") and not _before(syntax, mark) and mark:
            if syntax.words[mark - 1] in ENDING:
                strong = mark
            elif _after(syntax, mark):
                if syntax.lower[mark - 1].endswith("s"):
                    plural = mark  # "the workers' party"
                else:
                    weak = mark
        elif word in SINGLE and _before(syntax, mark) and not _after(syntax, mark):
            nearest = min((end for end in (strong, weak) if end is not None), default=plural)
            if nearest is not None:
                ends[mark] = nearest
            strong = weak = plural = None
    return ends


def _before(syntax: Syntax, mark: int) -> bool:
    """Whether white space, a bracket, a dash or nothing stands before the mark."""
    if mark == 0 or syntax.block[mark - 1] != syntax.block[mark] or syntax.end[mark - 1] < syntax.start[mark]:
        return True
    return syntax.words[mark - 1] in ("(", "[", "—", "–", "-", "--", ":", "/") or syntax.words[mark - 1] in MARKS


def _after(syntax: Syntax, mark: int) -> bool:
    """Whether white space, punctuation or nothing stands after the mark."""
    if (
        mark + 1 >= len(syntax)
        or syntax.block[mark + 1] != syntax.block[mark]
        or syntax.end[mark] < syntax.start[mark + 1]
    ):
        return True
    return syntax.words[mark + 1] in ENDING or syntax.words[mark + 1] in (")", "]", ":", ";")


def _tight(syntax: Syntax, mark: int) -> bool:
    return not _before(syntax, mark)


def _opens(syntax: Syntax, mark: int) -> bool:
    """Whether the mark can open a quotation where it stands."""
    return syntax.words[mark] not in ("”", "›", "」", "』", "》", "’") and (
        _before(syntax, mark) or not _after(syntax, mark)
    )


def _goes_on(syntax: Syntax, mark: int, before: Quotation | None) -> bool:
    """Whether the mark opens the paragraph after one that left its quotation open."""
    if before is None or before.closed or syntax.block[before.first] != syntax.block[mark] - 1:
        return False
    if syntax.where(before.first) != syntax.where(mark):
        return False
    return mark == 0 or syntax.block[mark - 1] != syntax.block[mark]


def _block_end(syntax: Syntax, token: int) -> int:
    block = syntax.block[token]
    while token < len(syntax) and syntax.block[token] == block:
        token += 1
    return token


def _sentence_end(syntax: Syntax, token: int, limit: int) -> int:
    return min(syntax.sentences[syntax.sentence[token]][1], limit)
