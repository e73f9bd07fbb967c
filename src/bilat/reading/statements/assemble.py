"""From candidates to records: who speaks to whom, what is done by saying it, how, when, on what, and where again.

Polarity is negative where the cue is negated ("did not say that …") or where the words are one clause or sentence
whose main verb is ("said it would not sign"); a denial or refusal is an act of its own and stays positive.
"""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from bilat.codebook.cues import Cue
from bilat.reading.cast import Cast
from bilat.reading.page import Page
from bilat.reading.statements.candidate import Candidate, Range, head_of
from bilat.reading.statements.cues import negated, verb_cue
from bilat.reading.statements.medium import medium_of
from bilat.reading.statements.resolve import addressee_of, meant, speaker_of
from bilat.reading.statements.same import first_tellings
from bilat.reading.topics import topics_between
from bilat.reading.when import when_of
from bilat.records import Act, Content, Polarity, Span, Statement, Time, Topic, When, Where, Words, rule
from bilat.syntax import Syntax

# Not to do so is to decline to comment.
_ANSWER = frozenset({"answer", "reply", "respond"})
# "Speaking in Riga on Wednesday, the premier said …": the day is that of saying.
_SPEAKING = frozenset({"addressing", "appearing", "speaking", "talking", "testifying", "writing"})
_COMMENT = frozenset({
    "answer", "comment", "confirm", "disclose", "discuss", "elaborate", "give", "identify", "name", "reply",
    "respond", "say", "speak", "specify", "speculate",
})  # fmt: skip


def assemble(
    page: Page, cast: Cast, times: Sequence[Time], topics: Sequence[Topic], candidates: Sequence[Candidate]
) -> tuple[Statement, ...]:
    """One statement for each candidate, in their order."""
    found: list[Statement] = []
    for candidate in candidates:
        statement = _statement(page, cast, times, topics, candidate)
        found.append(_after(page.syntax, candidate, statement, found[-1] if found else None))
    return _joined(_with_occasion(found))


# Occasions on which somebody says several things.
_OCCASIONS = frozenset({"interview", "testimony", "speech", "press-conference"})


def _with_occasion(statements: list[Statement]) -> list[Statement]:
    """The statements with the medium that the same speaker's last one was told to have, until another is told.

    A statement of another time is of another occasion.
    """
    last: dict[str, Statement] = {}
    found: list[Statement] = []
    for statement in statements:
        actor = statement.speaker.actor if statement.speaker else None
        if actor is not None and statement.where == "text":
            told = last.get(actor)
            if statement.medium != "unknown":
                last[actor] = statement
            elif told is not None and told.medium in _OCCASIONS and statement.time in (None, told.time):
                statement = msgspec.structs.replace(statement, medium=told.medium)
        found.append(statement)
    return found


def _after(syntax: Syntax, candidate: Candidate, statement: Statement, last: Statement | None) -> Statement:
    """What the statement before tells about this one: "it said" after "the statement said", "he wrote" after a post."""
    if last is None or candidate.source is None or last.speaker is None or statement.speaker is None:
        return statement
    if syntax.lower[candidate.source[0]] == "it" and last.speaker.reason == "a document":
        speaker = msgspec.structs.replace(statement.speaker, actor=None, reason="a document")
        medium = last.medium if statement.medium == "unknown" else statement.medium
        return msgspec.structs.replace(statement, speaker=speaker, medium=medium)
    if statement.medium == "unknown" and last.medium == "post" and candidate.cue is not None:
        if syntax.lower[head_of(syntax, candidate.cue)] in ("wrote", "writes", "writing", "write"):
            return msgspec.structs.replace(statement, medium="post")
    return statement


def _statement(
    page: Page, cast: Cast, times: Sequence[Time], topics: Sequence[Topic], candidate: Candidate
) -> Statement:
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
        kind=candidate.kind,
        act=_act(syntax, candidate, cue),
        medium=medium,
        addressee=addressee_of(syntax, cast, candidate, cue),
        time=_time(page, times, candidate),
        topics=_topics(topics, where, spans),
        polarity=_polarity(syntax, candidate),
    )


def _time(page: Page, times: Sequence[Time], candidate: Candidate) -> When | None:
    """When it was said: a time of the cue's own clause; one in the words said is not that of saying them."""
    if candidate.cue is None:
        return None
    syntax, verb = page.syntax, head_of(page.syntax, candidate.cue)
    first, last = syntax.sentences[syntax.sentence[verb]]
    where, spans = syntax.where(verb), [syntax.span(*words) for words in candidate.content]
    begin = bisect_left(times, (where != "title", syntax.start[first]), key=_place)
    end = bisect_left(times, (where != "title", syntax.end[last - 1]), key=_place)
    outside = [t for t in times[begin:end] if not any(a <= t.span[0] and t.span[1] <= b for a, b in spans)]
    if not outside:
        return None
    speaking = (child for child in syntax.children[verb] if child < verb and syntax.lower[child] in _SPEAKING)
    told = (when_of(page, outside, token) for token in (verb, *speaking))
    return next((time for time in told if time is not None), None)


def _place(time: Time) -> tuple[bool, int]:
    return time.where != "title", time.span[0]


def _topics(topics: Sequence[Topic], where: Where, spans: Sequence[Span]) -> tuple[str, ...]:
    """The topics that the words name, each once, in the order of their first naming."""
    found = (topic for first, last in spans for topic in topics_between(topics, where, first, last))
    return tuple(dict.fromkeys(found))


def _cue(page: Page, candidate: Candidate) -> Cue | None:
    """The codebook's row for the candidate's cue, found at its head."""
    if candidate.cue is None:
        return None
    syntax, cues = page.syntax, page.codebook.cues
    head = head_of(syntax, candidate.cue)
    verb = verb_cue(syntax, cues, head)
    if verb is not None:
        return verb
    word = syntax.lower[head]
    for words, cue in cues.phrases.get(syntax.lower[candidate.cue[0]], ()):
        if tuple(syntax.lower[candidate.cue[0] : candidate.cue[1]]) == words:
            return cue
    return cues.verbs.get(word) or cues.nouns.get(word)


def _is_document(page: Page, candidate: Candidate) -> bool:
    if candidate.source is None:
        return False
    return page.syntax.lower[meant(page.syntax, candidate.source)] in page.codebook.cues.media["speaker"]


def _act(syntax: Syntax, candidate: Candidate, cue: Cue | None) -> Act:
    unanswered = cue is not None and cue.cue in _ANSWER and _cue_negated(syntax, candidate)
    if unanswered or candidate.rule == "refusal.unanswered" or _said(syntax, candidate) == ["no", "comment"]:
        return "decline-to-comment"
    if cue is None or candidate.cue is None:
        return "say"
    if cue.act == "refuse":
        first, last = candidate.content[0]
        near = (*range(*candidate.cue), *range(first, min(first + 3, last)))
        if any(syntax.lower[token] in _COMMENT for token in near):
            return "decline-to-comment"
    return cue.act


def _said(syntax: Syntax, candidate: Candidate) -> list[str]:
    return [
        syntax.lower[t] for first, last in candidate.content for t in range(first, last) if syntax.lower[t].isalpha()
    ]


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
    """The statements with `same_as` where an earlier one holds the same words.

    A copy takes the medium of the first telling, and its speaker where its own words leave the speaker open or name one
    only by a pronoun: who signed a post is who wrote it.
    """
    earlier = first_tellings([statement.content.text for statement in statements])
    found: list[Statement] = []
    for statement, other in zip(statements, earlier, strict=True):
        if other is None:
            found.append(statement)
            continue
        first = found[other]
        medium = first.medium if statement.medium == "unknown" else statement.medium
        speaker = statement.speaker
        if speaker and first.speaker and first.speaker.actor and first.cue is None:
            speaker = msgspec.structs.replace(speaker, actor=first.speaker.actor, reason=None)
        found.append(msgspec.structs.replace(statement, same_as=first.id, medium=medium, speaker=speaker))
    return tuple(found)
