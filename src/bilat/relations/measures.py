"""The measures of one country on another on a day: what is in force, what is due, what was announced beside it.

`on` is the day in the world that is asked about, `as_of` what had been published by then. A measure that was
threatened, announced, raised, suspended and lifted is one, with a history; a rate that was announced or suspended
beside the one in force has a line of its own, under the same id.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import sqlalchemy as sa

from bilat.records import MeasureKind, MeasureScope, MeasureStatus, Money, Precision, Rate, Record
from bilat.relations import measure_accounts as told
from bilat.relations.known import Source
from bilat.relations.measure_accounts import Settled, Told, settled_value
from bilat.relations.measure_standing import (
    InForce,
    Phase,
    Standing,
    ends,
    phases,
    replaced,
    stages,
    standing,
    stops_of,
)
from bilat.relations.measure_sums import Total, totals
from bilat.relations.rows import Rows

Dated = Literal["announced", "effective", "ended"]
Disputed = Literal["announced", "effective", "ended", "value", "rate"]
What = Literal["proposed", "threatened", "announced", "in-force", "suspended", "ended"]
# Kinds of steps in the order in which they stand where they fall on one day.
_ORDER = ("proposed", "threatened", "announced", "in-force", "suspended", "ended")
_FIRST: dict[InForce, int] = {"yes": 0, "due": 1, "no": 2, "unknown": 3}


class MeasureTelling(Source, frozen=True, kw_only=True):
    """The words of one report that tell of a measure, and why they were linked to the others."""

    known_day: str
    status: MeasureStatus
    rate: Rate | None
    link_reason: str | None
    link_score: float | None
    link_by: str | None


class KnownDay(Record, frozen=True, kw_only=True):
    """A day of a measure: a TIMEX3 value with its first and last day, and the words that it rests on."""

    value: str
    start: str
    end: str
    precision: Precision | None
    sources: tuple[Source, ...]


class MeasureStep(Record, frozen=True, kw_only=True):
    """A step in the history of a measure. `day` is a TIMEX3 value; null: known only to be before its reports."""

    day: str | None
    what: What
    rate: Rate | None
    sources: tuple[Source, ...]


class OtherValue(Record, frozen=True, kw_only=True):
    """A value that reports give and others contradict."""

    value: str
    sources: tuple[Source, ...]


class MeasureConflict(Record, frozen=True, kw_only=True):
    """What reports give differently: the value that stands in the line, and the others beside it."""

    field: Disputed
    stands: str
    others: tuple[OtherValue, ...]


class KnownMeasure(Record, frozen=True, kw_only=True):
    """A measure, or one rate of it, on a day.

    `on_day` and `as_of` say what was asked. `in_force` is `yes`, `no`, `due` (its day has come, no report says that it
    happened) or `unknown`, `why` says what that rests on. `history` is that of the whole measure; `sources`, `articles`
    and `independent_sources` are those of this rate, from the oldest report to the newest.
    """

    id: str
    on_day: str
    as_of: str | None
    in_force: InForce
    why: str
    status: MeasureStatus
    kind: MeasureKind
    imposed_by: tuple[str, ...]
    on: tuple[str, ...]
    scope: MeasureScope
    rate: Rate | None
    value: Money | None
    goods: str | None
    basis: str | None
    reason: str | None
    announced: KnownDay | None
    effective: KnownDay | None
    ended: KnownDay | None
    history: tuple[MeasureStep, ...]
    conflicts: tuple[MeasureConflict, ...]
    articles: int
    independent_sources: int
    sources: tuple[MeasureTelling, ...]
    last_report: MeasureTelling


def measures(
    connection: sa.Connection,
    *,
    by: str | None = None,
    against: str | None = None,
    on: str,
    as_of: str | None = None,
    proposed: bool = False,
) -> Rows[KnownMeasure]:
    """The measures known by `as_of` and heard of by `on`: in force first, then due, then the others by their day.

    A sum of others ("50 percent in all") is no measure beside its parts. What is only called for, with no rate, sum or
    law, is left out unless `proposed` is true.
    """
    groups, _ = known_chains(connection, by, against, as_of)
    lines = [
        line
        for accounts in groups
        if proposed or not _is_call(accounts)
        for line in _lines(accounts, on=on, as_of=as_of)
    ]
    return Rows(sorted(lines, key=_rank), KnownMeasure)


def known_chains(
    connection: sa.Connection, by: str | None, against: str | None, as_of: str | None
) -> tuple[list[list[Told]], tuple[Total, ...]]:
    """The accounts of each measure, and the totals, which are none."""
    chains: dict[int, list[Told]] = defaultdict(list)
    for one in told.accounts_known(connection, (by, against), as_of):
        chains[one.chain].append(one)
    groups = [group for accounts in chains.values() for group in _by_target(accounts, against)]
    sums = totals(groups)
    summed = {id(total.accounts) for total in sums}
    return [group for group in groups if id(group) not in summed], sums


def _by_target(accounts: list[Told], against: str | None) -> list[list[Told]]:
    """The accounts of a chain apart by target, where no target is asked for and the targets have rates of their own.

    What names no target, or all, goes with each.
    """
    targets = {one.targets for one in accounts if one.targets}
    if against is not None or len(targets) < 2 or not any(one.rate for one in accounts):
        return [accounts]
    single = sorted({code for codes in targets for code in codes})
    return [[one for one in accounts if not one.targets or code in one.targets] for code in single]


def _is_call(accounts: Iterable[Told]) -> bool:
    """Whether nobody has decided, or threatened it, and there is nothing to know it by."""
    return all(one.status in ("proposed", "unknown") and not (one.rate or one.amount or one.basis) for one in accounts)


def _rank(line: KnownMeasure) -> tuple[int, str, str, float]:
    """What is over comes last; else by answer, day and rate."""
    start = line.effective or line.announced
    rate = line.rate.value if line.rate else 0.0
    first = len(_FIRST) if line.status == "ended" else _FIRST[line.in_force]
    return first, start.start if start else line.sources[0].known_day, line.id, -rate


def _lines(accounts: list[Told], *, on: str, as_of: str | None) -> Iterable[KnownMeasure]:
    """The rate in force, and the rates that stand beside it; of a measure that is over its last rate."""
    accounts, odd = _apart(accounts)
    rates = phases(accounts)
    found = [(phase, replaced(phase, rates, on) or standing(phase, on)) for phase in rates if phase.first_heard <= on]
    if not found:
        return
    running = [(phase, stands) for phase, stands in found if stands.in_force == "yes"]
    main = max(running or _over(found) or found, key=lambda pair: _since(pair[0]))
    beside = [pair for pair in found if pair[0] is not main[0] and _stands_beside(pair, main)]
    for phase, stands in (main, *beside):
        yield _line(phase, stands, accounts, odd, on=on, as_of=as_of, whole=phase is main[0])


def _over(found: Sequence[tuple[Phase, Standing]]) -> list[tuple[Phase, Standing]]:
    """Rates that were in force and ended: after that, one announced before it is none that waits."""
    return [(phase, stands) for phase, stands in found if stands.status == "ended" and phase.starts]


def _since(phase: Phase) -> tuple[bool, str]:
    """By which the latest rate is told: one that has been in force comes before one that has not."""
    return phase.starts is not None, phase.starts or phase.first_heard


def _stands_beside(pair: tuple[Phase, Standing], main: tuple[Phase, Standing]) -> bool:
    """Whether another rate is more than history: told of, or suspended, after the main one started, and not ended."""
    phase, stands = pair
    if stands.in_force == "yes" or stands.status == "ended":
        return False
    if main[1].status == "ended":
        ended = main[0].ended
        return ended is not None and phase.first_heard > ended.days.end
    days = [stop.by for stop in stops_of(phase) if stop.what == "suspended"] + [phase.first_heard]
    starts = main[0].starts
    return starts is None or max(days) >= starts


def _apart(accounts: list[Told]) -> tuple[list[Told], list[Told]]:
    """Accounts, and those that give another rate for the very step that most give a rate for.

    The same day of announcement or start, told by other reports: the rates contradict each other.
    """
    reports: dict[told.Rate, set[str]] = defaultdict(set)
    days: dict[told.Rate, set[tuple[str, str]]] = defaultdict(set)
    for one in accounts:
        if one.rate is not None:
            reports[one.rate].add(one.report)
            for name in ("announced", "effective"):
                day = getattr(one, name)
                if day is not None and day.exact:
                    days[one.rate].add((name, day.start))
    odd = {
        minor
        for minor in reports
        for major in reports
        if len(reports[minor]) < len(reports[major])
        and not reports[minor] & reports[major]
        and days[minor]
        and days[minor] <= days[major]
    }
    return [one for one in accounts if one.rate not in odd], [one for one in accounts if one.rate in odd]


def _line(
    phase: Phase,
    stands: Standing,
    accounts: Sequence[Told],
    odd: Sequence[Told],
    *,
    on: str,
    as_of: str | None,
    whole: bool,
) -> KnownMeasure:
    """One line; that of the main rate has the accounts of the measure that give no rate, too."""
    own = set(phase.accounts) | set(phase.ends)
    if whole:
        own |= {one for one in accounts if one.rate is None}
    tellings = sorted(own, key=lambda one: one.order)
    amounts = settled_value(tellings, _amount)
    goods, reason = _most(tellings, "goods"), _most(tellings, "reason")
    return KnownMeasure(
        id=tellings[0].chain_id,
        on_day=on,
        as_of=as_of,
        in_force=stands.in_force,
        why=stands.why,
        status=stands.status,
        kind=_kind(tellings),
        imposed_by=tuple(sorted({code for one in tellings for code in one.imposers})),
        on=tuple(sorted({code for one in tellings for code in one.targets})),
        scope=_scope(phase.accounts),
        rate=_rate(phase.rate),
        value=_money(tellings, amounts[0].value) if amounts else None,
        goods=goods,
        basis=_most(tellings, "basis") or _most(accounts, "basis"),
        reason=reason,
        announced=_day(phase.announced),
        effective=_day(phase.effective),
        ended=_day(phase.ended) if phase.starts else None,
        history=tuple(_history(accounts)),
        conflicts=tuple(_conflicts(phase, amounts, odd if whole else ())),
        articles=told.articles(tellings),
        independent_sources=told.independent(tellings),
        sources=tuple(_telling(one) for one in tellings),
        last_report=_telling(max((*tellings, *(accounts if whole else ())), key=lambda one: one.order)),
    )


def _kind(accounts: Sequence[Told]) -> MeasureKind:
    """What most call it; "sanctions" that others call duties are duties."""
    plain = [one for one in accounts if one.kind not in ("sanction", "other")] or list(accounts)
    kinds = settled_value(plain, lambda one: one.kind)
    return next(one.kind for one in plain if one.kind == kinds[0].value)


def _scope(accounts: Sequence[Told]) -> MeasureScope:
    told = [one for one in accounts if one.scope != "unknown"]
    found = settled_value(told, lambda one: one.scope)
    return next((one.scope for one in told if one.scope == found[0].value), "unknown")


def _most(accounts: Sequence[Told], name: str) -> str | None:
    """The words that most independent sources, else reports, give."""
    found = settled_value(accounts, lambda one: getattr(one, name))
    return found[0].value if found else None


def _amount(one: Told) -> str | None:
    return None if one.amount is None else f"{one.amount[0]:.0f} {one.amount[1] or ''}".strip()


def _money(accounts: Sequence[Told], value: str) -> Money | None:
    amount = next((one.amount for one in accounts if one.amount and _amount(one) == value), None)
    return None if amount is None else Money(amount=amount[0], currency=amount[1])


def _rate(rate: told.Rate | None) -> Rate | None:
    return None if rate is None else Rate(value=rate[0], unit=rate[1] or "")


def _day(settled: Settled | None) -> KnownDay | None:
    if settled is None:
        return None
    days = settled.days
    return KnownDay(
        value=days.told,
        start=days.start,
        end=days.end,
        precision=days.precision,
        sources=tuple(one.source for one in settled.accounts),
    )


def _conflicts(phase: Phase, amounts: Sequence[told.Version], odd: Sequence[Told]) -> Iterable[MeasureConflict]:
    dated: tuple[Dated, ...] = ("announced", "effective", "ended")
    for name in dated:
        settled: Settled | None = getattr(phase, name)
        if settled is not None and settled.others and (name != "ended" or phase.starts):
            yield _conflict(name, settled.days.told, settled.others)
    if len(amounts) > 1:
        yield _conflict("value", amounts[0].value, amounts[1:])
    if odd and phase.rate is not None:
        yield _conflict("rate", _percent(phase.rate), settled_value(odd, lambda one: _percent(one.rate)))


def _percent(rate: told.Rate | None) -> str:
    return "" if rate is None else f"{rate[0]:g} {rate[1] or ''}".strip()


def _conflict(field: Disputed, stands: str, others: Iterable[told.Version]) -> MeasureConflict:
    beside = tuple(
        OtherValue(value=version.value, sources=tuple(one.source for one in version.accounts)) for version in others
    )
    return MeasureConflict(field=field, stands=stands, others=beside)


def _history(accounts: Sequence[Told]) -> list[MeasureStep]:
    """The steps of all rates of a measure, by day."""
    found = phases(accounts)
    steps = [(stage, _rate(phase.rate)) for phase in found for stage in stages(phase)]
    steps += [(stage, None) for stage in ends(found)]
    steps.sort(key=lambda step: (step[0].sorted_by, _ORDER.index(step[0].what), step[1].value if step[1] else 0.0))
    return [
        MeasureStep(
            day=stage.days.told if stage.days else None,
            what=stage.what,
            rate=rate,
            sources=tuple(one.source for one in stage.accounts),
        )
        for stage, rate in steps
    ]


def _telling(one: Told) -> MeasureTelling:
    source = one.source
    return MeasureTelling(
        **{name: getattr(source, name) for name in Source.__struct_fields__},
        known_day=one.known,
        status=one.status,
        rate=_rate(one.rate),
        link_reason=one.link_reason,
        link_score=one.link_score,
        link_by=one.link_by,
    )
