"""The duty that one country adds on the goods of another on a day: the sum of what is in force, where it adds up."""

from collections.abc import Sequence

import sqlalchemy as sa

from bilat.linking.measures_compare import settings, spoken
from bilat.records import Rate, Record
from bilat.relations.known import Source
from bilat.relations.measure_accounts import Told
from bilat.relations.measure_sums import SAME, Total
from bilat.relations.measures import KnownMeasure, known_chains, measures


class DutyPart(Record, frozen=True, kw_only=True):
    """A measure in force, by its id, and its rate."""

    id: str
    rate: Rate


class AddedDuty(Record, frozen=True, kw_only=True):
    """The added duty on all goods of a country on a day, with its parts; `why` says how they are known to add up.

    `apart` are duties in force on listed goods, or with no rate in percent, which are not in the sum.
    """

    on_day: str
    as_of: str | None
    imposed_by: str
    on: str
    rate: Rate
    parts: tuple[DutyPart, ...]
    why: str
    sources: tuple[Source, ...]
    apart: tuple[str, ...]


def added_duty(
    connection: sa.Connection, *, by: str, against: str, on: str, as_of: str | None = None
) -> AddedDuty | None:
    """The sum of the duties in force; None where none is known to be, or nothing says that they add up."""
    running = [
        line
        for line in measures(connection, by=by, against=against, on=on, as_of=as_of)
        if line.in_force == "yes" and line.kind == "tariff"
    ]
    parts = [line for line in running if line.rate and line.rate.unit == "percent" and line.scope != "listed"]
    if not parts:
        return None
    groups, totals = known_chains(connection, by, against, as_of)
    found = _known_to_add_up(parts, groups, totals)
    if found is None:
        return None
    why, sources = found
    return AddedDuty(
        on_day=on,
        as_of=as_of,
        imposed_by=by,
        on=against,
        rate=Rate(value=round(_sum(parts), 4), unit="percent"),
        parts=tuple(DutyPart(id=line.id, rate=line.rate) for line in parts if line.rate),
        why=why,
        sources=sources,
        apart=tuple(line.id for line in running if line not in parts),
    )


def _sum(parts: Sequence[KnownMeasure]) -> float:
    return sum(line.rate.value for line in parts if line.rate)


def _known_to_add_up(
    parts: Sequence[KnownMeasure], groups: Sequence[Sequence[Told]], totals: Sequence[Total]
) -> tuple[str, tuple[Source, ...]] | None:
    """What says that the parts add up: their sum in reports, or that all but one come on top of another."""
    if len(parts) == 1:
        return "it is the only one known to be in force", tuple(parts[0].sources)
    ids = {line.id for line in parts}
    for total in totals:
        if {part.id for part in total.parts} == ids and abs(total.rate[0] - _sum(parts)) < SAME:
            return "reports give the sum", tuple(one.source for one in total.accounts)
    chains = {group[0].chain for group in groups if group[0].chain_id in ids}
    told = [
        [one for one in group if one.over in chains or spoken(one.called) & settings().words.extra]
        for group in groups
        if group[0].chain_id in ids
    ]
    on_top = [accounts for accounts in told if accounts]
    if len(on_top) < len(parts) - 1:
        return None
    return "reports say that one comes on top of the other", tuple(one.source for group in on_top for one in group)
