"""Accounts of measures as a view needs them, and what several of them tell between them of a day or a sum."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bilat.records import MeasureKind, MeasureScope, MeasureStatus, Precision, Where
from bilat.relations.known import REPORT_COLUMNS, Source, chunks, corrected_of, known_by, origins, place_columns
from bilat.store.tables import actors, chains, measure_parties, measures, reports

# Whose accounts are asked for: imposer and target, either of them null for anybody.
Sides = tuple[str | None, str | None]
Rate = tuple[float, str | None]
# Stand for a first or last day that no report gives.
EARLIEST, LATEST = "0001-01-01", "9999-12-31"


@dataclass(frozen=True, slots=True)
class Days:
    """A time of a measure: a TIMEX3 value, where the words give one, with its first and last day."""

    value: str | None
    start: str
    end: str
    precision: Precision | None

    @property
    def told(self) -> str:
        """The value, or the days that are known."""
        if self.value:
            return self.value
        if self.start == EARLIEST:
            return f"by {self.end}"
        if self.end == LATEST:
            return f"from {self.start}"
        return self.start if self.start == self.end else f"{self.start}/{self.end}"

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.start == self.end

    def holds(self, other: "Days") -> bool:
        """Whether the other lies within it."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Days") -> bool:
        """Whether both can mean one day."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Told:
    """One account of a measure; `origin` is who filed its report, of a reprint who filed the first print.

    `first` and `last` are the days from which and up to which its report tells (both the day of publication, where that
    is known), `over` the chain of the measure that it comes on top of.
    """

    measure: int
    chain: int
    chain_id: str
    report: str
    revision: int
    known: str
    published: str
    origin: str | None
    kind: MeasureKind
    scope: MeasureScope
    status: MeasureStatus
    imposers: tuple[str, ...]
    targets: tuple[str, ...]
    rate: Rate | None
    amount: Rate | None
    goods: str | None
    basis: str | None
    reason: str | None
    announced: Days | None
    effective: Days | None
    ended: Days | None
    over: int | None
    called: str
    source: Source
    link_reason: str | None
    link_score: float | None
    link_by: str | None

    @property
    def order(self) -> tuple[str, str, int]:
        """By day of publication; of one day by the time, where it is known, and as they were added."""
        return self.known, self.published, self.measure

    @property
    def is_decided(self) -> bool:
        """Whether it tells of more than a plan or a threat."""
        return self.status in ("announced", "in-force", "suspended", "ended")


@dataclass(frozen=True, slots=True)
class Version:
    """A value that accounts give, with those that give it."""

    value: str
    accounts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What stands of a value that accounts give, those that give it or allow for it, and the values that differ."""

    days: Days
    accounts: tuple[Told, ...]
    others: tuple[Version, ...]


def accounts_known(connection: sa.Connection, sides: Sides, as_of: str | None) -> list[Told]:
    """All accounts known by a day of the measures of one side on the other, oldest first.

    A measure on all countries is one on each that a report of it names. Accounts that name no target are there with
    the rest of their chain.
    """
    imposer, target = sides
    wanted = sa.select(measures.c.chain).join(measure_parties).where(measures.c.chain.is_not(None))
    if imposer is not None:
        wanted = wanted.where(measure_parties.c.imposer == imposer)
    if target is not None:
        named = sa.exists().where(actors.c.report == measures.c.report, actors.c.country == target)
        general = sa.and_(measure_parties.c.target == "", measures.c.scope == "all", named)
        wanted = wanted.where(sa.or_(measure_parties.c.target == target, general))
    keys = sorted(set(connection.execute(wanted.distinct()).scalars()))
    rows = [row for chunk in chunks(keys) for row in connection.execute(_query(chunk, as_of)).all()]
    parties = _parties(connection, [row.measure for row in rows])
    roots = origins(connection, rows)
    chain_of = {(row.report_id, row.report_revision, row.item): row.chain for row in rows}
    told = [_told(row, parties[row.measure], roots, chain_of) for row in rows]
    return sorted((one for one in told if _concerns(one, sides)), key=lambda one: one.order)


def _query(keys: Sequence[int], as_of: str | None) -> sa.Select[Any]:
    return (
        sa.select(measures, chains.c.id.label("chain_id"), *place_columns(measures)[-1:], *REPORT_COLUMNS)
        .join(chains, chains.c.chain == measures.c.chain)
        .join(reports, reports.c.report == measures.c.report)
        .where(measures.c.chain.in_(keys), measures.c.dropped == 0, known_by(as_of))
    )


def _parties(connection: sa.Connection, keys: Sequence[int]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    imposers: dict[int, set[str]] = defaultdict(set)
    targets: dict[int, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(keys)):
        for row in connection.execute(sa.select(measure_parties).where(measure_parties.c.measure.in_(chunk))):
            imposers[row.measure].add(row.imposer)
            targets[row.measure].add(row.target)
    return {key: (tuple(sorted(imposers[key] - {""})), tuple(sorted(targets[key] - {""}))) for key in keys}


def _concerns(one: Told, sides: Sides) -> bool:
    """Whether an account is of these sides, or names nobody on a side; chains on all countries hold others' too."""
    imposer, target = sides
    if imposer is not None and one.imposers and imposer not in one.imposers:
        return False
    return target is None or not one.targets or target in one.targets


def _told(
    row: sa.Row[Any],
    parties: tuple[tuple[str, ...], tuple[str, ...]],
    roots: Mapping[int, str | None],
    chain_of: Mapping[tuple[str, int, str], int],
) -> Told:
    one = row._mapping
    where: Where = one["located_in"]
    over = one["in_addition_to"]
    return Told(
        measure=one["measure"],
        chain=one["chain"],
        chain_id=one["chain_id"],
        report=one["report_id"],
        revision=one["report_revision"],
        known=one["report_known_day"],
        published=one["report_published"] or "",
        origin=roots.get(one["report_copy_of"], one["report_origin"]),
        kind=one["kind"],
        scope=one["scope"],
        status=one["status"],
        imposers=parties[0],
        targets=parties[1],
        rate=None if one["rate"] is None else (one["rate"], one["unit"]),
        amount=None if one["amount"] is None else (one["amount"], one["currency"]),
        goods=one["goods"],
        basis=one["basis"],
        reason=one["reason"],
        announced=_days(row, "announced"),
        effective=_days(row, "effective"),
        ended=_days(row, "ended"),
        over=chain_of.get((one["report_id"], one["report_revision"], over)) if over else None,
        called=one["called"] or "",
        source=Source(
            report=one["report_id"],
            revision=one["report_revision"],
            item=one["item"],
            title=one["report_title"],
            source=one["report_source"],
            published=one["report_published"],
            url=one["report_url"],
            words=one["words"],
            span=(one["span_start"], one["span_end"]),
            where=where,
            by=one["by"],
            corrected=corrected_of(one["corrected"]),
        ),
        link_reason=one["link_reason"],
        link_score=one["link_score"],
        link_by=one["link_by"],
    )


def _days(row: sa.Row[Any], name: str) -> Days | None:
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    if not (start or end):
        return None
    return Days(getattr(row, name), start or EARLIEST, end or LATEST, getattr(row, f"{name}_precision"))


def independent(accounts: Iterable[Told]) -> int:
    """How many sources tell it apart from each other (as `bilat.relations.known.independent` counts)."""
    accounts = list(accounts)
    return len({one.origin for one in accounts} - {None}) or min(len(accounts), 1)


def articles(accounts: Iterable[Told]) -> int:
    """How many reports tell it."""
    return len({one.report for one in accounts})


def settled(accounts: Iterable[Told], name: str) -> Settled | None:
    """The day that most independent sources give, else most reports, of those the most precise and the latest.

    A coarser time that allows for it ("in August") speaks for it; what cannot mean the same day stands beside it.
    """
    told = [(days, one) for one in accounts if (days := getattr(one, name)) is not None]
    if not told:
        return None
    allowing = {days: [one for other, one in told if other.holds(days)] for days, _ in told}
    best = max(allowing, key=lambda days: (*_weight(allowing[days]), -_length(days), allowing[days][-1].order))
    others = [(days.told, one) for days, one in told if not days.meets(best)]
    return Settled(best, tuple(one for days, one in told if days.meets(best)), versions(others))


def versions(told: Iterable[tuple[str, Told]]) -> tuple[Version, ...]:
    """Values with the accounts that give them, the one that most give first."""
    by_value: dict[str, list[Told]] = defaultdict(list)
    for value, one in told:
        by_value[value].append(one)
    ranked = sorted(by_value.items(), key=lambda item: (*(-n for n in _weight(item[1])), item[0]))
    return tuple(Version(value, tuple(accounts)) for value, accounts in ranked)


def settled_value(accounts: Iterable[Told], value: Callable[[Told], str | None]) -> tuple[Version, ...]:
    """The values that accounts give, the one that stands first: that of most independent sources, else reports."""
    return versions((found, one) for one in accounts if (found := value(one)) is not None)


def _weight(accounts: Sequence[Told]) -> tuple[int, int]:
    return independent(accounts), articles(accounts)


def _length(days: Days) -> int:
    return int(days.end.replace("-", "")) - int(days.start.replace("-", ""))
