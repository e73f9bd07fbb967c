"""Sums of measures: what reports give as the total of several, and the added duty of those in force on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bilat.relations.measure_accounts import LATEST, Rate, Told
from bilat.relations.measure_standing import Phase, phases

# So many measures at most are summed up by one total.
MOST_PARTS = 3
# Two sums of percents are the same where they differ by less than this.
SAME = 0.005


@dataclass(frozen=True, slots=True)
class Part:
    """A rate of a measure that a total may hold: the id of the measure, whose on whom, and when it is in force."""

    id: str
    imposers: frozenset[str]
    targets: frozenset[str]
    rate: Rate
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Total:
    """What reports give as the sum of several measures ("the added duty to 50 percent"), by the accounts that do so."""

    rate: Rate
    parts: tuple[Part, ...]
    accounts: Sequence[Told]


def totals(groups: Iterable[Sequence[Told]]) -> tuple[Total, ...]:
    """The chains of accounts that tell of a sum of others, not of a measure beside them.

    A rate with no goods, reason or law of its own is a sum where rates of two or three other measures of the same
    imposer on the same target, all in force by then, make it up, and it is not told as coming on top of them.
    """
    groups = [group for group in groups if group]
    running = [part for group in groups for part in _running(group)]
    found = []
    for group in groups:
        rate = _bare_rate(group)
        others = [part for part in running if part.id != group[0].chain_id]
        parts = _making_up(rate, others, group) if rate else None
        if rate and parts:
            found.append(Total(rate, parts, group))
    return tuple(found)


def _running(group: Sequence[Told]) -> list[Part]:
    if group[0].kind != "tariff":
        return []
    imposers, targets = _sides(group)
    return [
        Part(
            group[0].chain_id,
            imposers,
            targets,
            phase.rate,
            phase.starts,
            phase.ended.days.end if phase.ended else LATEST,
        )
        for phase in phases(group)
        if phase.rate is not None and phase.starts is not None
    ]


def _bare_rate(group: Sequence[Told]) -> Rate | None:
    """The one rate of accounts that say nothing else that would tell a measure from others."""
    rates = {one.rate for one in group}
    if len(rates) != 1 or group[0].kind != "tariff" or any(one.reason or one.basis or one.over for one in group):
        return None
    return next(iter(rates))


def _making_up(rate: Rate, others: Sequence[Part], group: Sequence[Told]) -> tuple[Part, ...] | None:
    starts = Phase(rate, tuple(group)).effective
    by = starts.days.end if starts else group[0].known
    imposers, targets = _sides(group)
    there = [
        part
        for part in others
        if part.starts <= by <= part.ends
        and part.rate[1] == rate[1]
        and part.imposers & imposers
        and part.targets & targets
    ]
    for count in range(2, MOST_PARTS + 1):
        for parts in combinations(there, count):
            apart = len({part.id for part in parts}) == count
            if apart and abs(sum(part.rate[0] for part in parts) - rate[0]) < SAME:
                return parts
    return None


def _sides(group: Sequence[Told]) -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(code for one in group for code in one.imposers),
        frozenset(code for one in group for code in one.targets),
    )
