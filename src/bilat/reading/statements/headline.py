"""Headlines that name the speaker beside a colon or a dash: "Modi: talks going well", "Deal is close – sources"."""

from collections.abc import Iterator

from bilat.reading.encoding.windows import windows_of
from bilat.reading.statements.candidate import Candidate, Range
from bilat.syntax import BlockKind, Syntax

_KINDS: frozenset[BlockKind] = frozenset({"title", "headline", "bullet"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_NAME, _LEAST_WORDS = 5, 3
_VERBS = frozenset({"VBD", "VBZ", "VBP", "MD", "VB", "VBG", "VBN"})
# Who is not named and speaks all the same.
_UNNAMED = frozenset(
    {"sources", "source", "officials", "official", "diplomats", "minister", "ministry", "spokesman", "report", "poll"}
)
# What newspapers put before a colon that is nobody's name.
_LABELS = frozenset({
    "analysis", "breaking", "exclusive", "explainer", "factbox", "highlights", "interview", "latest", "live",
    "look", "opinion", "poll", "report", "review", "timeline", "update", "video", "watch",
})  # fmt: skip


def headline_candidates(syntax: Syntax, taken: bytearray) -> Iterator[Candidate]:
    """A candidate for each such headline of which no token is `taken`."""
    for first, last in windows_of(syntax):
        if syntax.blocks[syntax.block[first]].kind not in _KINDS or any(taken[first:last]):
            continue
        marks = [token for token in range(first + 1, last - 1) if _parts(syntax, token)]
        if not marks:
            continue
        for mark, name, words in (
            (marks[-1], (marks[-1] + 1, last), (first, marks[-1])),
            (marks[0], (first, marks[0]), (marks[0] + 1, last)),
        ):
            if name[0] == first and syntax.lower[first] in _LABELS:
                continue
            if words[1] - words[0] >= _LEAST_WORDS and _names(syntax, name) and _tells(syntax, words):
                yield Candidate("headline", (words,), name, (mark, mark + 1))
                break


def _parts(syntax: Syntax, token: int) -> bool:
    """Whether the token is a colon, or a dash with blanks beside it ("talks - Goyal", not "China-Russia talks")."""
    if syntax.words[token] == ":":
        return True
    apart = syntax.end[token - 1] < syntax.start[token] and syntax.end[token] < syntax.start[token + 1]
    return apart and syntax.words[token] in _DASHES


def _names(syntax: Syntax, words: Range) -> bool:
    """Whether the words are a name, or one of those who speak without one."""
    first, last = words
    if not 0 < last - first <= _LONGEST_NAME or any(syntax.words[token] in _DASHES for token in range(first, last)):
        return False  # "India-US: …" names a topic
    if syntax.lower[last - 1] in _UNNAMED:
        return True
    named = all(syntax.words[token][0].isupper() or syntax.tag[token] == "POS" for token in range(first, last))
    return named and any(syntax.tag[token][:3] == "NNP" for token in range(first, last))


def _tells(syntax: Syntax, words: Range) -> bool:
    return any(syntax.tag[token] in _VERBS for token in range(*words))
