"""Statements from the labels of the tagger: spans of cue, speaker and words, joined as the labels say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bilat.reading.encoding import Words
from bilat.reading.statements.candidate import Candidate, Range, head_of, marked
from bilat.reading.statements.labels import LABELS
from bilat.reading.statements.speakers import source_range, subject_of
from bilat.syntax import Syntax


@dataclass(slots=True)
class _Gathered:
    """A cue, or words that have none, with what belongs to it."""

    cue: Range | None
    sources: list[Range] = field(default_factory=list)
    content: list[Range] = field(default_factory=list)


def tagged_candidates(syntax: Syntax, words: Words) -> list[Candidate]:
    """One candidate for each cue that has words, and one for words without a cue.

    Blocks whose speaker the layout names are left out (see `labelled`).
    """
    gathered: list[_Gathered] = []
    for (first, _), labels in words.labelled():
        if syntax.blocks[syntax.block[first]].speaker is not None:
            continue
        spans = _spans(first, labels)
        before = gathered[-1] if gathered and _goes_on(syntax, gathered[-1], first) else None
        gathered += _joined(spans, before)
    return _candidates(syntax, _touching(syntax, gathered))


def _touching(syntax: Syntax, gathered: Sequence[_Gathered]) -> list[_Gathered]:
    """ "was quoted as" and "saying" are one cue; what the first one takes as its words is then who speaks."""
    found: list[_Gathered] = []
    for one in sorted(gathered, key=lambda each: each.cue or each.content[0]):
        last = found[-1] if found else None
        if last is not None and last.cue and one.cue and one.content and _quotes(syntax, last.cue, one.cue):
            sources = last.sources or one.sources or [words for words in last.content if words[1] <= last.cue[0]]
            found[-1] = _Gathered((last.cue[0], one.cue[1]), sources, one.content)
        else:
            found.append(one)
    return found


def _quotes(syntax: Syntax, first: Range, second: Range) -> bool:
    return first[1] == second[0] and syntax.lower[head_of(syntax, first)] == "quoted"


def _goes_on(syntax: Syntax, last: _Gathered, first: int) -> bool:
    """Whether words without a cue at token `first` can belong to a cue before: that of the window just before."""
    ends = [words[1] for words in (last.cue, *last.content[-1:]) if words is not None]
    end = max(ends)
    return syntax.block[first] - syntax.block[end - 1] <= 1 and syntax.where(first) == syntax.where(end - 1)


def _spans(offset: int, labels: Sequence[int]) -> list[tuple[str, Range]]:
    """Role and token range of each labelled stretch of a window that begins at token `offset`."""
    found: list[tuple[str, Range]] = []
    for token, number in enumerate(labels, offset):
        label = LABELS[number]
        if label[0] == "B":
            found.append((label[2:], (token, token + 1)))
        elif label[0] == "I":
            role, (first, _) = found[-1]
            found[-1] = role, (first, token + 1)
    return found


def _joined(spans: Sequence[tuple[str, Range]], before: _Gathered | None) -> list[_Gathered]:
    """The cues of a window with their sources and words, and words without a cue; `before` takes what goes on."""
    cues = [_Gathered(words) for role, words in spans if role == "cue"]
    alone: list[_Gathered] = []
    passed = 0
    for role, words in spans:
        if role == "cue":
            passed += 1
            continue
        kind, _, side = role.partition("-")
        goes_on = side == "before" and not passed
        own = before if goes_on and before is not None else _cue_beside(cues, passed, side)
        if kind == "source":
            if own is not None and own is not before:
                own.sources.append(words)
        elif own is not None:
            own.content.append(words)
        else:
            alone.append(_Gathered(None, content=[words]))
    return [*cues, *alone]


def _cue_beside(cues: Sequence[_Gathered], passed: int, side: str) -> _Gathered | None:
    """The cue on that side of a place that `passed` cues stand before; the one on the other side where it has none."""
    order = {"before": (passed - 1, passed), "after": (passed, passed - 1), "next": (passed + 1, passed, passed - 1)}
    return next((cues[place] for place in order[side] if 0 <= place < len(cues)), None)


def _candidates(syntax: Syntax, gathered: Sequence[_Gathered]) -> list[Candidate]:
    said = marked(len(syntax), (words for one in gathered for words in one.content))
    found: list[Candidate] = []
    for one in gathered:
        quoted = _quoted(syntax, one)
        content = _without_expletive(syntax, sorted(words for words in one.content if words != quoted))
        if not content:
            continue
        if one.cue is None:
            found.append(Candidate("tagged.alone", content))
        elif quoted or one.sources:
            found.append(Candidate("tagged", content, quoted or one.sources[0], one.cue))
        else:
            source = _subject(syntax, one.cue, said, found[-1] if found else None)
            found.append(Candidate("tagged.subject", content, source, one.cue))
    return found


def _quoted(syntax: Syntax, gathered: _Gathered) -> Range | None:
    """Who "was quoted as saying" something: the subject, which the tagger takes for a piece of the words."""
    verb = head_of(syntax, gathered.cue) if gathered.cue else None
    if verb is None or syntax.lower[verb] != "quoted" or len(gathered.content) < 2:
        return None
    subject = syntax.child(verb, "nsubjpass")
    pieces = (words for words in gathered.content if subject is not None and words[0] <= subject < words[1])
    return next(pieces, None)


def _without_expletive(syntax: Syntax, content: Sequence[Range]) -> tuple[Range, ...]:
    """The pieces without a lone "it" before the clause that it stands for ("It was announced that …")."""
    told = tuple(words for words in content if words[1] - words[0] > 1 or syntax.lower[words[0]] != "it")
    return told or tuple(content)


def _subject(syntax: Syntax, cue: Range, said: bytearray, before: Candidate | None) -> Range | None:
    """Who speaks where the tagger names nobody: the subject of the cue's verb, as "he" in "he said …, adding that …".

    Where the parser takes that subject from the words said, it is the speaker of the cue before, in the same sentence.
    "Asked about …" and other participles of the past have no subject that speaks.
    """
    verb = head_of(syntax, cue)
    if syntax.tag[verb] == "VBN" and syntax.child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is None:
        return None
    head = subject_of(syntax, verb)
    if head is not None and not said[head]:
        return source_range(syntax, head, verb)
    if head is None or before is None or before.cue is None:
        return None
    return before.source if syntax.sentence[before.cue[0]] == syntax.sentence[verb] else None
