"""Statements that no verb tells: "according to X", "X: talks are going well", "his claim that …"."""

from collections.abc import Iterator

from bilat.codebook.cues import Cues, Frame
from bilat.reading.statements.candidate import LOOSE, Candidate, Range, trimmed
from bilat.syntax import Syntax

_STOPS = frozenset({".", "?", "!", ";"})
_LONGEST_NAME, _LONGEST_LINE = 6, 40
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_VERBS = _FINITE | {"VBG", "VBN"}
# What newspapers put before a colon that is nobody's name.
_LABELS = frozenset({
    "analysis", "breaking", "exclusive", "explainer", "factbox", "highlights", "interview", "latest", "live",
    "look", "opinion", "poll", "report", "review", "timeline", "update", "video", "watch",
})  # fmt: skip


def phrase_candidates(syntax: Syntax, cues: Cues, taken: bytearray) -> Iterator[Candidate]:
    """Candidates for phrases, nouns and headline colons."""
    for token, word in enumerate(syntax.lower):
        if taken[token]:
            continue
        if word in cues.phrases:
            for words, _ in cues.phrases[word]:
                if tuple(syntax.lower[token : token + len(words)]) == words:
                    found = _according(syntax, token, token + len(words))
                    if found:
                        yield found
        elif word in cues.nouns and syntax.tag[token] in ("NN", "NNS"):
            noun = _noun(syntax, cues, token)
            if noun:
                yield noun
        elif word == ":" and syntax.blocks[syntax.block[token]].kind in ("title", "headline", "paragraph"):
            colon = _colon(syntax, token)
            if colon:
                yield colon


def _according(syntax: Syntax, first: int, last: int) -> Candidate | None:
    """ "…, according to X": content is the rest of the sentence, before and after the phrase."""
    begin, end = syntax.sentences[syntax.sentence[first]]
    name = syntax.child(last - 1, "pobj")
    if name is None or name < last:
        name = next(
            (token for token in range(last, min(last + 12, end)) if syntax.tag[token][:2] in ("NN", "PR")), None
        )
        if name is None:
            return None
    source = trimmed(syntax, (last, min(max(syntax.right[name] + 1, name + 1), end)))
    before = trimmed(syntax, (begin + (syntax.tag[begin] == "CC"), first))
    after: Range = (source[1], end)
    pieces = []
    joined = first > begin and syntax.tag[first - 1] == "CC"  # "…, and according to X …": what comes after
    if before[1] > before[0] and not joined and syntax.words[first - 1] in LOOSE | {'"', "”"}:
        pieces.append(before)
        if after[0] < end and syntax.words[after[0]] == ",":
            pieces.append(trimmed(syntax, after))
    elif joined:
        pieces.append(trimmed(syntax, after))
    elif before[1] - before[0] > 1:
        pieces.append(before)
    elif after[0] < end and syntax.words[after[0]] == ",":
        pieces.append(trimmed(syntax, after))
    kept = tuple(piece for piece in pieces if piece[1] > piece[0])
    return Candidate("phrase.according-to", kept, source, (first, last)) if kept and source[1] > source[0] else None


def _noun(syntax: Syntax, cues: Cues, noun: int) -> Candidate | None:
    """ "X's claim that …": the owner speaks."""
    owner = syntax.child(noun, "poss")
    if owner is None:
        return None
    cue = cues.nouns[syntax.lower[noun]]
    for child in syntax.children[noun]:
        if child <= noun:
            continue
        content: Range | None = None
        if syntax.dep[child] in ("acl", "relcl", "ccomp") and cue.takes(_clause_frame(syntax, child)):
            content = syntax.left[child], syntax.right[child] + 1
        elif syntax.dep[child] == "prep" and syntax.lower[child] in cue.frames:
            content = child + 1, syntax.right[child] + 1
        if content is not None:
            words = trimmed(syntax, (max(content[0], noun + 1), content[1]))
            if words[1] > words[0]:
                last = child + 1 if syntax.dep[child] == "prep" and child == noun + 1 else noun + 1
                return Candidate("phrase.noun", (words,), _owner(syntax, owner), (noun, last))
    return None


def _clause_frame(syntax: Syntax, verb: int) -> Frame:
    return "to" if syntax.tag[verb] == "VB" and syntax.lower[syntax.left[verb]] == "to" else "clause"


def _owner(syntax: Syntax, owner: int) -> Range:
    last = syntax.right[owner] + 1
    if syntax.tag[last - 1] == "POS":
        last -= 1
    return syntax.left[owner], max(last, owner + 1)


def _colon(syntax: Syntax, colon: int) -> Candidate | None:
    """A headline or a short line "X: talks are going well"; the name before the colon speaks."""
    block = syntax.block[colon]
    begin = colon
    while begin > 0 and syntax.block[begin - 1] == block and colon - begin <= _LONGEST_NAME:
        begin -= 1
    if begin == colon or colon - begin > _LONGEST_NAME or (begin > 0 and syntax.block[begin - 1] == block):
        return None
    end = colon + 1
    while end < len(syntax) and syntax.block[end] == block and end - colon <= _LONGEST_LINE:
        end += 1
    if end - colon < 4 or (end < len(syntax) and syntax.block[end] == block) or syntax.lower[begin] in _LABELS:
        return None
    name = range(begin, colon)
    if not all(syntax.words[token][0].isupper() or syntax.tag[token] == "POS" for token in name):
        return None
    if syntax.tag[begin] in ("DT", "UH", "VB", "VBN") or not any(syntax.tag[token][:3] == "NNP" for token in name):
        return None
    headline = syntax.blocks[block].kind in ("title", "headline", "bullet") or block == 0
    verbs = _VERBS if headline else _FINITE
    if not any(syntax.tag[token] in verbs for token in range(colon + 1, end)):
        return None
    return Candidate("phrase.colon", (trimmed(syntax, (colon + 1, end)),), (begin, colon), (colon, colon + 1))
