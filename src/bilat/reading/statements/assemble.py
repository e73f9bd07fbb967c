"""From candidates to records: who speaks to whom, what is done by saying it, how, when, on what, and where again.

Polarity is negative where the cue is negated ("did not say that …") or where the words are one clause or sentence
whose main verb is ("said it would not sign"); a denial or refusal is an act of its own and stays positive.
"""

from collections.abc import Sequence

import msgspec

from bilat.codebook.cues import Cue
from bilat.reading.cast import Cast
from bilat.reading.page import Page
from bilat.reading.statements.candidate import Candidate, Range, head_of
from bilat.reading.statements.cues import negated
from bilat.reading.statements.medium import medium_of
from bilat.reading.statements.resolve import addressee_of, speaker_of
from bilat.reading.statements.same import first_tellings
from bilat.records import Act, Content, Polarity, Statement, StatementKind, Time, Topic, Words, rule
from bilat.syntax import Syntax

_COMMENT = frozenset({"comment", "elaborate", "discuss", "respond", "speculate", "say", "answer", "specify", "disclose",
                      "reply", "confirm", "identify", "name", "speak", "give"})  # fmt: skip
_QUOTED = frozenset('"“”„«»‘「')


def assemble(
    page: Page, cast: Cast, times: Sequence[Time], topics: Sequence[Topic], candidates: Sequence[Candidate]
) -> tuple[Statement, ...]:
    """One statement for each candidate, in their order."""
    found = [_statement(page, cast, candidate) for candidate in candidates]
    return _joined(found)


def _statement(page: Page, cast: Cast, candidate: Candidate) -> Statement:
    syntax, cues = page.syntax, page.codebook.cues
    where = syntax.where(candidate.content[0][0])
    spans = tuple(syntax.span(*words) for words in candidate.content)
    source = syntax.source(where)
    cue = _cue(page, candidate)
    medium = medium_of(syntax, cues, cast, candidate, cue)
    speaker = speaker_of(syntax, cast, candidate, document=_is_document(page, candidate))
    words = Words(span=syntax.span(*candidate.cue), text=syntax.slice(*candidate.cue)) if candidate.cue else None
    return Statement(
        id=page.item_id("s", where, spans, words.span if words else None),
        by=rule(f"statements.{candidate.rule}"),
        where=where,
        speaker=speaker,
        cue=words,
        content=Content(spans=spans, text=" ".join(source[first:last] for first, last in spans)),
        kind=_kind(syntax, candidate),
        act=_act(syntax, candidate, cue),
        medium=medium,
        addressee=addressee_of(syntax, cast, candidate, cue.cue if cue and cue.kind == "verb" else None),
        polarity=_polarity(syntax, candidate),
    )


def _cue(page: Page, candidate: Candidate) -> Cue | None:
    """The codebook's row for the candidate's cue, found at its head."""
    if candidate.cue is None:
        return None
    syntax, cues = page.syntax, page.codebook.cues
    word = syntax.lower[head_of(syntax, candidate.cue)]
    for words, cue in cues.phrases.get(syntax.lower[candidate.cue[0]], ()):
        if tuple(syntax.lower[candidate.cue[0] : candidate.cue[1]]) == words:
            return cue
    return cues.verbs.get(word) or cues.nouns.get(word)


def _is_document(page: Page, candidate: Candidate) -> bool:
    if candidate.source is None:
        return False
    return page.syntax.lower[head_of(page.syntax, candidate.source)] in page.codebook.cues.media["speaker"]


def _kind(syntax: Syntax, candidate: Candidate) -> StatementKind:
    if candidate.rule.startswith(("direct", "labelled")):
        return "direct"
    words = (syntax.words[token] for first, last in candidate.content for token in range(first, last))
    return "mixed" if any(word in _QUOTED or word == "''" for word in words) else "indirect"


def _act(syntax: Syntax, candidate: Candidate, cue: Cue | None) -> Act:
    if cue is None:
        return "say"
    if cue.act == "refuse" or (cue.cue == "respond" and _cue_negated(syntax, candidate)):
        first, last = candidate.content[0]
        if cue.cue == "respond" or any(syntax.lower[token] in _COMMENT for token in range(first, min(first + 3, last))):
            return "decline-to-comment"
    return cue.act


def _cue_negated(syntax: Syntax, candidate: Candidate) -> bool:
    if candidate.cue is None or syntax.words[candidate.cue[0]] == ":":
        return False
    return negated(syntax, head_of(syntax, candidate.cue))


def _polarity(syntax: Syntax, candidate: Candidate) -> Polarity:
    if _cue_negated(syntax, candidate):
        return "negative"
    if len(candidate.content) == 1 and _one_sentence(syntax, candidate.content[0]):
        if negated(syntax, head_of(syntax, candidate.content[0])):
            return "negative"
    return "positive"


def _one_sentence(syntax: Syntax, words: Range) -> bool:
    return syntax.sentence[words[0]] == syntax.sentence[words[1] - 1]


def _joined(statements: list[Statement]) -> tuple[Statement, ...]:
    """The statements with `same_as` where an earlier one holds the same words; a post gives its medium to its copies."""
    earlier = first_tellings([statement.content.text for statement in statements])
    for number, other in enumerate(earlier):
        if other is not None:
            medium = statements[number].medium
            if medium == "unknown":
                medium = statements[other].medium
            statements[number] = msgspec.structs.replace(
                statements[number], same_as=statements[other].id, medium=medium
            )
    return tuple(statements)
