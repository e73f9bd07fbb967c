"""One event told in headline, bullet and body is one event: which tellings belong together, the fullest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bilat.reading.events.answers import STATUSES
from bilat.reading.events.participants import Participants
from bilat.reading.events.propose import JUDGED, Proposal
from bilat.records import EventStatus, Passage, Place, When

# Types that are done by saying them: told again they are the same act, whatever day stands beside them.
SAID = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT", "AGREE"})
# How many events of the same parties are looked through for the one told again.
LOOK_BACK = 50
STAGE: dict[EventStatus, int] = {
    "occurred": 0,
    "ongoing": 0,
    "historical": 0,
    "planned": 1,
    "hypothetical": 1,
    "denied": 2,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """A proposal with what its sentence says besides; `weight` tells the fullest telling, `dated` that the status
    follows from its day."""

    proposal: Proposal
    status: EventStatus
    passage: Passage
    when: When | None
    place: Place | None
    weight: tuple[int, int, int]
    dated: bool = False


def merged(parties: Participants, tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Tellings by event, the fullest first in each; events in the order in which they are first told."""
    groups: list[list[Telling]] = []
    by_key: dict[tuple[object, ...], list[list[Telling]]] = {}
    for telling in tellings:
        key = _key(parties, telling.proposal)
        near = by_key.setdefault(key, [])[-LOOK_BACK:]
        fitting = [group for group in near if _same(parties, group, telling)]
        group = next((group for group in fitting if _same_people(parties, group[0].proposal, telling.proposal)), None)
        group = group or next(iter(fitting), None)
        if group is None:
            group = []
            groups.append(group)
            by_key[key].append(group)
        group.append(telling)
    return [sorted(group, key=lambda one: (not _tenseless(parties, one), one.weight), reverse=True) for group in groups]


def with_verdicts(
    parties: Participants, groups: list[list[Telling]], tellings: Iterable[Telling], again: float
) -> list[list[Telling]]:
    """The groups with the learned judge's tellings, the likeliest first.

    What is of the same type between the same two is told again, unless the judge is surer than `again` of what has
    another stage than everything told so far.
    """
    groups = [*groups]
    by_key: dict[tuple[object, ...], list[list[Telling]]] = {}
    for group in groups:
        by_key.setdefault(_between(parties, group[0].proposal), []).append(group)
    for telling in sorted(tellings, key=_unlikely):
        known = by_key.setdefault(_between(parties, telling.proposal), [])
        same = [group for group in known if _period(group[0].status) == _period(telling.status)]
        if same:
            same[0].append(telling)
        elif known and -_unlikely(telling)[0] < again:
            known[0].append(telling)
        else:
            known.append([telling])
            groups.append(known[-1])
    return [_agreed(group) for group in groups]


def _agreed(group: list[Telling]) -> list[Telling]:
    """A group of the judge's tellings alone, with the status that they give together, each as sure as it is."""
    first = group[0]
    if first.proposal.rule != JUDGED:
        return group
    judged = [one.proposal for one in group]
    shares = [sum((one.score or 0.0) * one.statuses[n] for one in judged) for n in range(len(STATUSES))]
    status = max(zip(shares, STATUSES, strict=True))[1]
    return [first if first.dated else replace(first, status=status), *group[1:]]


def _unlikely(telling: Telling) -> tuple[float, int]:
    return -(telling.proposal.score or 0.0), telling.proposal.trigger


def _between(parties: Participants, event: Proposal) -> tuple[object, ...]:
    """Type and countries, in order where one acts on the other."""
    sides = parties.states(event.source), parties.states(event.target)
    if event.type in ("CONSULT", "AGREE", "COOPERATE"):
        return event.type, tuple(sorted({*sides[0], *sides[1]}))
    return event.type, *sides


def _period(status: EventStatus) -> str:
    return "now" if status in ("occurred", "ongoing") else status


def _key(parties: Participants, event: Proposal) -> tuple[object, ...]:
    """Type and acting side, or both where all act: countries where two are involved, else the actors themselves."""
    sides = parties.states(event.source), parties.states(event.target)
    countries = sorted({*sides[0], *sides[1]})
    if len(countries) < 2:
        if event.type == "CONSULT":
            return event.type, tuple(sorted({*event.source, *event.target}))
        return event.type, event.source, event.target
    if event.type in ("CONSULT", "AGREE", "COOPERATE"):
        return event.type, tuple(countries)
    return event.type, tuple(sorted(sides[0]))


def _same(parties: Participants, group: list[Telling], telling: Telling) -> bool:
    return all(_alike(parties, other, telling) for other in (group[0], group[-1]))


def _alike(parties: Participants, one: Telling, other: Telling) -> bool:
    tenseless = any(_tenseless(parties, each) for each in (one, other))
    if (STAGE[one.status] != STAGE[other.status] and not tenseless) or not _same_target(
        parties, one.proposal, other.proposal
    ):
        return False
    if one.proposal.type in SAID:
        return True
    if one.proposal.type == "CONSULT" and _other_people(parties, one.proposal, other.proposal):
        return False
    if not times_meet(one.when, other.when):
        return False
    modes = {one.proposal.mode, other.proposal.mode}
    if "phone" in modes and len(modes) == 2:
        return None in modes and (
            _same_people(parties, one.proposal, other.proposal)
            or any(_points_back(parties, each.proposal) for each in (one, other))
        )
    return True


def _points_back(parties: Participants, event: Proposal) -> bool:
    """Whether a contact between countries is only pointed back to: "the conversation", told of a call."""
    syntax, noun = parties.syntax, event.trigger
    definite = any(syntax.lower[child] in ("the", "this", "that", "their") for child in syntax.children[noun])
    return event.mode is None and definite and syntax.tag[noun] == "NN" and not _people(parties, event)


def _tenseless(parties: Participants, telling: Telling) -> bool:
    """Whether a measure is only pointed back to by a participle, which has no status of its own."""
    syntax, trigger = parties.syntax, telling.proposal.trigger
    pointing = syntax.dep[trigger] == "acl" and syntax.tag[trigger] == "VBN"
    return pointing and telling.proposal.type == "SANCTION" and telling.when is None and telling.status == "occurred"


def _same_target(parties: Participants, one: Proposal, other: Proposal) -> bool:
    """Whether one telling's target is all or part of the other's: "warns US", "warned the US and Japan"."""
    if one.type in ("CONSULT", "AGREE", "COOPERATE"):
        return True
    first = set(parties.states(one.target)) or set(one.target)
    second = set(parties.states(other.target)) or set(other.target)
    return first <= second or second <= first


def _same_people(parties: Participants, one: Proposal, other: Proposal) -> bool:
    return _people(parties, one) == _people(parties, other)


def _other_people(parties: Participants, one: Proposal, other: Proposal) -> bool:
    """Whether both name persons and none is in both: the ministers met, and so did their deputies."""
    first, second = _people(parties, one), _people(parties, other)
    return bool(first and second) and not first & second


def _people(parties: Participants, event: Proposal) -> set[str]:
    return {actor for actor in event.source + event.target if parties.cast.actors[actor].kind == "person"}


def times_meet(one: When | None, other: When | None) -> bool:
    """Whether both can be the same day; a time that is not known meets any."""
    if one is None or other is None:
        return True
    first, second = (
        (one.start or one.value, one.end or one.value),
        (other.start or other.value, other.end or other.value),
    )
    if None in first or None in second:
        return True
    width = min(len(part) for part in (*first, *second) if part)
    cut = [part[: min(width, 10)] if part else "" for part in (*first, *second)]
    return cut[0] <= cut[3] and cut[2] <= cut[1]
