"""Quoted speech: which quotations are utterances, and the tag ("…," he said) that belongs to each.

A tag is looked for after the quotation, then before it in its sentence, then at the end of the paragraph before ("He
said:"). A quotation without a tag of its own goes on with the one before it: the same statement where only the tag
stands between them or where a paragraph holds nothing else; otherwise a statement of its own with the same speaker.
"""

from dataclasses import dataclass

from bilat.codebook.cues import Cues
from bilat.reading.quotes import ENDING, MARKS, SINGLE, Quotation
from bilat.reading.statements.candidate import LOOSE, Candidate, Range, trimmed
from bilat.reading.statements.cues import cue_range, verb_cue
from bilat.reading.statements.speakers import source_range, subject_of
from bilat.syntax import Syntax

_STOPS = frozenset({".", "?", "!", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
# Between an utterance and its tag at most so many words, and before the tag's subject at most so many.
_TAG_AFTER, _TAG_BEFORE, _LEAD = 40, 30, 6
# Without a comma or its like at the end of the words the tag stands right after them.
_TAG_CLOSE = 4


@dataclass(frozen=True, slots=True)
class Tag:
    """A cue with its speaker, beside a quotation."""

    verb: int
    cue: Range
    source: Range | None


@dataclass(slots=True)
class _Turn:
    """A statement being gathered: its quotations so far, and its tag."""

    parts: list[Quotation]
    tag: Tag | None
    carried: bool = False


def direct_candidates(syntax: Syntax, cues: Cues, quotations: list[Quotation]) -> list[Candidate]:
    """One candidate for each statement in quoted words."""
    turns: list[_Turn] = []
    previous: Quotation | None = None
    for number, quotation in enumerate(quotations):
        limit = quotations[number + 1].first if number + 1 < len(quotations) else len(syntax)
        tag = _find_tag(syntax, cues, quotation, previous, limit, turns[-1] if turns else None)
        open_turn = turns[-1] if turns and turns[-1].parts[-1] is previous else None
        if tag is None and open_turn and _continues(syntax, quotation, open_turn):
            open_turn.parts.append(quotation)
        elif tag is not None:
            turns.append(_Turn([quotation], tag))
        elif _stands_alone(syntax, quotation):
            tag = _tag_of_sentence_before(syntax, cues, quotation)
            if tag is None and turns and _near(syntax, turns[-1].parts[-1], quotation):
                tag = turns[-1].tag
            turns.append(_Turn([quotation], tag, carried=tag is not None))
        previous = quotation
    return [_candidate(turn) for turn in turns]


def _candidate(turn: _Turn) -> Candidate:
    content = tuple((part.first, part.last) for part in turn.parts)
    tag = turn.tag
    rule = "direct.carried" if turn.carried else "direct.tagged" if tag else "direct.alone"
    return Candidate(rule, content, tag.source if tag else None, tag.cue if tag else None)


def _find_tag(
    syntax: Syntax, cues: Cues, quotation: Quotation, previous: Quotation | None, limit: int, last: _Turn | None
) -> Tag | None:
    used = last.tag.verb if last and last.tag else None
    if quotation.closed and _awaits_tag(syntax, quotation) and not _ends_clause(syntax, quotation, previous):
        tag = _tag_after(syntax, cues, quotation, limit)
        if tag:
            return tag
    return _tag_before(syntax, cues, quotation, previous, used)


def _ends_clause(syntax: Syntax, quotation: Quotation, previous: Quotation | None) -> bool:
    """Whether the words end a clause that begins before the mark ("On trade, "we will not yield," he said")."""
    if not _in_mid_clause(syntax, quotation):
        return False
    return previous is None or syntax.sentence[previous.first] != syntax.sentence[quotation.first]


def _awaits_tag(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether a tag can follow: the words end with a comma, ? or !, or the sentence goes on after the mark."""
    first, last = quotation.inner
    after = quotation.last
    if last <= first or after >= len(syntax) or syntax.block[after] != syntax.block[quotation.first]:
        return False
    if not _begins(syntax, quotation):
        return False
    final = syntax.words[last - 1]
    return (final in ENDING and final != ".") or syntax.words[after] == "," or syntax.words[after][0].islower()


def _begins(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether the quotation stands where an utterance can begin: not in the middle of a clause."""
    before = quotation.first - 1
    if before < 0 or syntax.block[before] != syntax.block[quotation.first]:
        return True
    word = syntax.words[before]
    return word in _STOPS or word in LOOSE or word in (")", "]") or (word in MARKS and word not in SINGLE)


def _tag_after(syntax: Syntax, cues: Cues, quotation: Quotation, limit: int) -> Tag | None:
    after = quotation.last
    first = after + (syntax.words[after] == ",")
    pointed = first > after or syntax.words[quotation.inner[1] - 1] in ENDING
    reach = _TAG_AFTER if pointed else _TAG_CLOSE
    for token in range(first, min(limit, first + reach, len(syntax))):
        if syntax.block[token] != syntax.block[quotation.first] or syntax.words[token] in _STOPS:
            return None
        if syntax.lower[token] in cues.verbs:
            cue = verb_cue(syntax, cues, token)
            if cue and cue.takes("quote"):
                tag = _tag(syntax, token, first, limit)
                if tag:
                    return tag
    return None


def _tag(syntax: Syntax, verb: int, first: int, limit: int) -> Tag | None:
    """The tag around `verb`, in the words from `first` on, right after a quotation."""
    subject = subject_of(syntax, verb)
    if subject is not None and first <= subject < verb and syntax.left[subject] <= first + _LEAD:
        if syntax.tag[subject] in ("WP", "WDT"):
            return None  # "…", Li, who said
        source = source_range(syntax, subject, verb)
    elif subject is not None and verb < subject < limit and verb <= first + 3:
        source = source_range(syntax, subject, verb)
    elif verb <= first + 1:
        source = _words_after(syntax, verb, limit)
    elif verb <= first + 2 * _LEAD and any(
        syntax.tag[token][:3] in ("NNP", "PRP", "NN", "NNS") for token in range(first, verb)
    ):
        source = _clear(syntax, trimmed(syntax, (first, verb)))
    else:
        return None
    if source is not None and (source[0] < first or source[1] > limit):
        source = max(source[0], first), min(source[1], limit)
    return Tag(verb, cue_range(syntax, verb), source)


def _words_after(syntax: Syntax, verb: int, limit: int) -> Range | None:
    """The speaker after an inverted verb where the parser gives it no subject: up to the next punctuation."""
    last = verb + 1
    while last < limit and last < verb + 15 and syntax.words[last] not in _STOPS and syntax.words[last] not in LOOSE:
        if syntax.block[last] != syntax.block[verb]:
            break
        last += 1
    if last == verb + 1 or syntax.tag[verb + 1] in ("IN", "TO", "RB"):
        return None
    return verb + 1, last


def _clear(syntax: Syntax, words: Range) -> Range | None:
    first, last = words
    while last > first and syntax.tag[last - 1] in ("RB", "MD", "VBD", "VBZ", "VBP", "VBN"):
        last -= 1
    return (first, last) if last > first else None


def _tag_before(
    syntax: Syntax, cues: Cues, quotation: Quotation, previous: Quotation | None, used: int | None
) -> Tag | None:
    block = syntax.block[quotation.first]
    at = quotation.first - 1
    if at >= 0 and syntax.block[at] != block:
        if syntax.words[at] != ":" or syntax.block[at] != block - 1 or syntax.where(at) != syntax.where(at + 1):
            return None
        block -= 1
    elif not _introduced(syntax, cues, quotation):
        return None
    floor = max(previous.last if previous else 0, quotation.first - _TAG_BEFORE, 0)
    for token in range(at, floor - 1, -1):
        if syntax.block[token] != block or (syntax.words[token] in _STOPS and token < quotation.first - 1):
            return None
        if token != used and syntax.lower[token] in cues.verbs:
            cue = verb_cue(syntax, cues, token)
            if cue and cue.takes("quote"):
                subject = subject_of(syntax, token)
                if at - token > _TAG_CLOSE and _in_mid_clause(syntax, quotation):
                    return None
                if subject is not None and subject < token:
                    return Tag(token, cue_range(syntax, token), source_range(syntax, subject, token))
    return None


def _tag_of_sentence_before(syntax: Syntax, cues: Cues, quotation: Quotation) -> Tag | None:
    """The speaker of the reported words of the sentence before, in the same paragraph, who goes on in quoted ones."""
    before = quotation.first - 1
    if before < 0 or syntax.block[before] != syntax.block[quotation.first]:
        return None
    begin, end = syntax.sentences[syntax.sentence[before]]
    for token in range(min(end, quotation.first) - 1, max(begin, quotation.first - 2 * _TAG_AFTER) - 1, -1):
        if syntax.lower[token] in cues.verbs and syntax.dep[token] in ("ROOT", "parataxis", "conj"):
            cue = verb_cue(syntax, cues, token)
            subject = subject_of(syntax, token)
            if cue and cue.takes("quote") and subject is not None:
                return Tag(token, cue_range(syntax, token), source_range(syntax, subject, token))
    return None


def _in_mid_clause(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether the words go on with a clause: a comma before, a small letter after the mark."""
    first = quotation.inner[0]
    return syntax.words[quotation.first - 1] == "," and first < len(syntax) and syntax.words[first][0].islower()


def _introduced(syntax: Syntax, cues: Cues, quotation: Quotation) -> bool:
    """Whether the words right before the mark let an utterance follow: a comma, a colon, or the cue itself."""
    before = quotation.first - 1
    if before < 0:
        return False
    word = syntax.words[before]
    if word in _STOPS:
        return False
    if word in (",", ":", "—", "–", "--", "-"):
        first, last = quotation.inner
        return word == ":" or _finite(syntax, first, last)
    first = quotation.inner[0]
    begins = first < len(syntax) and (syntax.words[first][0].isupper() or syntax.words[first][0] in "[.…")
    if not begins or not _finite(syntax, *quotation.inner):
        return False
    return syntax.lower[before] in cues.verbs or syntax.tag[before] not in ("IN", "DT", "PRP$", "JJ", "TO", "CC")


def _finite(syntax: Syntax, first: int, last: int) -> bool:
    return any(syntax.tag[token] in _FINITE for token in range(first, min(last, first + 40)))


def _stands_alone(syntax: Syntax, quotation: Quotation) -> bool:
    """Whether a quotation without a tag is an utterance: it begins a sentence and is one."""
    first, last = quotation.inner
    if last <= first or not _begins(syntax, quotation) or not _finite(syntax, first, last):
        return False
    before = quotation.first - 1
    if before >= 0 and syntax.block[before] == syntax.block[quotation.first] and syntax.words[before] in LOOSE - _STOPS:
        return False
    return not quotation.closed or syntax.words[last - 1] in (".", "?", "!", "…", "...")


def _continues(syntax: Syntax, quotation: Quotation, turn: _Turn) -> bool:
    """Whether the quotation carries on the statement whose last part stands before it."""
    last = turn.parts[-1]
    if quotation.goes_on:
        return True
    gap = quotation.first - last.last
    if syntax.block[quotation.first] != syntax.block[last.first]:
        return _near(syntax, last, quotation) and _fills_block(syntax, quotation)
    if not _begins(syntax, quotation):
        return False
    if gap <= 1:
        return True
    if turn.tag is None or not last.last <= turn.tag.verb < quotation.first:
        return False
    stops = sum(syntax.words[token] in _STOPS for token in range(last.last, quotation.first))
    return stops == 0 or (stops == 1 and syntax.words[quotation.first - 1] in _STOPS)


def _fills_block(syntax: Syntax, quotation: Quotation) -> bool:
    first, last = quotation.first, quotation.last
    opens = first == 0 or syntax.block[first - 1] != syntax.block[first]
    closes = last >= len(syntax) or syntax.block[last] != syntax.block[first]
    return opens and closes and _finite(syntax, *quotation.inner)


def _near(syntax: Syntax, last: Quotation, quotation: Quotation) -> bool:
    apart = syntax.block[quotation.first] - syntax.block[last.first]
    return apart <= 1 and syntax.where(last.first) == syntax.where(quotation.first)
