"""Rules and judge together: what each found of a report, as one list of tellings.

The rules know the words of an event and who its people are; the judge knows many more ways of telling one. A rule's
event between two countries stands where the judge does not rule it out; the judge's stand where no rule has them.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bilat.codebook.judging import Judging
from bilat.reading.events.answers import MUTUAL, STATUSES
from bilat.reading.events.judged import Judged, Verdict
from bilat.reading.events.participants import Participants
from bilat.reading.events.propose import JUDGED, Proposal
from bilat.records import EventStatus, EventType
from bilat.syntax import Syntax

# Of the verdicts on one event those are kept as tellings that are so likely beside the likeliest.
TOLD_AGAIN = 0.5
# What a firm rule's words cannot be ("cut its duties" imposes none, nor does "threatened to impose duties").
OPPOSITE: dict[EventType, EventType] = {"CONCEDE": "SANCTION", "RETREAT": "SANCTION", "THREATEN": "SANCTION"}
# What is told in much the same words: one telling, which the judge may know better by the other name.
SIBLING: dict[EventType, EventType] = {"CONCEDE": "RETREAT", "RETREAT": "CONCEDE"}

Key = tuple[int, EventType, str, str]


def settled(parties: Participants, told: Sequence[Proposal], judged: Judged, judging: Judging) -> list[Proposal]:
    """The rules' proposals that the judge lets stand, with its score, and the judge's own."""
    kept = [seen for one in told if (seen := _seen(parties, one, judged, judging)) is not None]
    kept_keys = {key for one in kept for key in _keys(parties, one)}
    # what a rule reads one way in a sentence the judge does not know better the other way round
    known = kept_keys | {(sentence, kind, target, source) for sentence, kind, source, target in kept_keys}
    against = {
        (sentence, other, source, target)
        for one in kept
        for sentence, kind, source, target in _keys(parties, one)
        for other in (OPPOSITE.get(kind), SIBLING.get(kind))
        if one.firm and other is not None
    } - kept_keys
    likely = (one for one in judged.verdicts() if _key(one) not in against)
    verdicts = without_bystanders(parties.syntax, likely, kept_keys)
    found = [
        proposal_of(verdict)
        for group in likely_enough(verdicts, judging, kept_keys)
        for verdict in group
        if _key(verdict) not in known and verdict.source.actors and verdict.target.actors
    ]
    return [*kept, *found]


def without_bystanders(syntax: Syntax, verdicts: Iterable[Verdict], told: Iterable[Key]) -> Iterator[Verdict]:
    """Verdicts without those on a third country that a sentence only names beside the two it tells of.

    Of one type a sentence tells the likeliest pair (or what a rule has read, `told`), and of pairs that share a country
    with it those whose other country is coordinated with the likelier one's ("Japan and the Community").
    """
    by_sentence: dict[tuple[int, EventType], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        by_sentence[verdict.question.sentence, verdict.type].append(verdict)
    sure: dict[tuple[int, EventType], set[frozenset[str]]] = defaultdict(set)
    for sentence, type_, source, target in told:
        sure[sentence, type_].add(frozenset({source, target}))
    for place, found in by_sentence.items():
        ranked = sorted(found, key=lambda one: (_pair(one) not in sure[place], -one.score))
        kept: list[Verdict] = []
        for verdict in ranked:
            if all(_goes_with(syntax, verdict, other) for other in kept):
                kept.append(verdict)
                yield verdict


def _key(verdict: Verdict) -> Key:
    return verdict.question.sentence, verdict.type, verdict.source.state, verdict.target.state


def _pair(verdict: Verdict) -> frozenset[str]:
    return frozenset({verdict.source.state, verdict.target.state})


def _goes_with(syntax: Syntax, one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts of a sentence can both stand: they share no country, or their others are coordinated."""
    shared = _pair(one) & _pair(other)
    if len(shared) != 1:
        return True
    first, second = (
        next(side for side in (each.source, each.target) if side.state not in shared) for each in (one, other)
    )
    return any(
        token in syntax.conjuncts(beside) or beside in syntax.conjuncts(token)
        for token in first.tokens
        for beside in second.tokens
    )


def likely_enough(verdicts: Iterable[Verdict], judging: Judging, told: Iterable[Key] = ()) -> Iterator[list[Verdict]]:
    """Verdicts of one type between the same two, where together they are likely enough.

    An event that several sentences tell is likelier than each of them makes it: that none of them tells it has the
    product of their doubts as its likelihood. Where another sentence surely tells an event between the two (a rule has
    `told` it, or it is likely enough by itself), this one needs less.
    """
    groups: dict[tuple[EventType, str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.type, verdict.source.state, verdict.target.state].append(verdict)
    likely = {key: 1.0 - math.prod(1.0 - verdict.score for verdict in group) for key, group in groups.items()}
    sure = {key for key, share in likely.items() if share >= judging.least.get(key[0], judging.otherwise)}
    places: dict[frozenset[str], set[int]] = defaultdict(set)
    for sentence, _, source, target in told:
        places[frozenset({source, target})].add(sentence)
    for key in sure:
        places[frozenset(key[1:])] |= _sentences(groups[key])
    for key, group in groups.items():
        beside = places[frozenset(key[1:])] - _sentences(group)
        if key in sure or (beside and likely[key] >= judging.beside):
            best = max(verdict.score for verdict in group)
            yield [verdict for verdict in group if verdict.score >= TOLD_AGAIN * best]


def _sentences(group: Iterable[Verdict]) -> set[int]:
    return {verdict.question.sentence for verdict in group}


def likeliest(statuses: Sequence[float]) -> EventStatus:
    """The status with the greatest share."""
    return max(zip(statuses, STATUSES, strict=True))[1]


def proposal_of(verdict: Verdict) -> Proposal:
    """A verdict as a telling; both parties of a mutual event act."""
    source, target = verdict.source.actors, verdict.target.actors
    if verdict.type in MUTUAL:
        source, target = (*source, *target), ()
    return Proposal(
        trigger=verdict.trigger,
        rule=JUDGED,
        type=verdict.type,
        mode=verdict.mode,
        contexts=(),
        source=source,
        target=target,
        status=likeliest(verdict.statuses),
        statuses=verdict.statuses,
        score=verdict.score,
        nearly=verdict.nearly,
    )


def _seen(parties: Participants, one: Proposal, judged: Judged, judging: Judging) -> Proposal | None:
    """A rule's event with the judge's score; null where that is too low. Of what it was not asked, the rule decides."""
    shares = [
        (share, (sentence, source, target))
        for sentence, kind, source, target in _keys(parties, one)
        if (share := judged.likelihood(sentence, source, target, kind)) is not None
    ]
    if not shares:
        return one
    share, place = max(shares)
    if sum(share for share, _ in shares) / len(shares) < judging.veto and not (
        one.firm and (judged.likelihood(*place, SIBLING.get(one.type, one.type)) or 0.0) < judging.otherwise
    ):
        return None
    statuses = judged.statuses(*place, one.type)
    return replace(one, score=round(share, 3), nearly=judged.nearly(*place, one.type), statuses=statuses)


def _keys(parties: Participants, one: Proposal) -> Iterator[Key]:
    sentence = parties.syntax.sentence[one.trigger]
    sources, targets = parties.states(one.source), parties.states(one.target)
    if one.type in MUTUAL:
        both = sorted({*sources, *targets})
        yield from ((sentence, one.type, a, b) for n, a in enumerate(both) for b in both[n + 1 :])
    else:
        yield from ((sentence, one.type, a, b) for a in sources for b in targets if a != b)
