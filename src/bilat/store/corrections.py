"""What people say of the record: that accounts tell one thing or two, that a field is wrong, that there is no event.

A correction is kept with author and time, and names accounts by ids that come from content and by the words they stand
on, so that it outlives re-reading. It is undone by a mark, never deleted. Linking and re-reading look here and never
write here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.records import Located, Reading
from bilat.store.rows import Fixes
from bilat.store.tables import correction_items, corrections, events, measures, reports, statements, talks

# The tables whose rows can be corrected, with the attribute of a Reading that they are made from.
CORRECTED: Mapping[str, sa.Table] = {t.name: t for t in (events, measures, statements, talks)}
# Of those, the ones whose accounts are linked: key and group.
LINKED: Mapping[str, tuple[str, str]] = {
    "events": ("event", "happening"),
    "measures": ("measure", "chain"),
    "talks": ("talks", "thread"),
}


@dataclass(frozen=True, slots=True)
class Forced:
    """What people have said of an account's group: the group it belongs to, and groups it does not belong to."""

    group: int | None = None
    by: str | None = None
    apart: frozenset[int] = frozenset()


class Account(msgspec.Struct, frozen=True):
    """An account as corrections name it: its report and item, and where its words stand."""

    report: str
    item: str
    located_in: str
    span_start: int
    span_end: int


def fixes_of(connection: sa.Connection, reading: Reading) -> Fixes:
    """The fields of a report's items that people have set, by the ids that the items have now.

    An item that is no longer there hands its corrections to the one of its kind that stands on the same words.
    """
    said = sa.select(corrections, correction_items).join(correction_items).order_by(corrections.c.correction)
    holds = (
        correction_items.c.report == reading.document.id,
        corrections.c.kind.in_(("set", "drop")),
        corrections.c.undone_at.is_(None),
    )
    fixes: dict[str, dict[str, Any]] = {}
    for row in connection.execute(said.where(*holds)).all():
        item = _same_item(row, _spans(reading, row.accounts_of))
        if item is not None:
            value = True if row.kind == "drop" else msgspec.json.decode(row.value)
            fixes.setdefault(item, {})["dropped" if row.kind == "drop" else row.field] = value
    return fixes


def forced(connection: sa.Connection, table: str, key: int) -> Forced:
    """What people have said of the group of the account with this key in `events`, `measures` or `talks`.

    Of two corrections that speak of the same two accounts the later one holds.
    """
    own_key, group = LINKED[table]
    accounts = CORRECTED[table]
    row = connection.execute(
        sa.select(reports.c.id, accounts.c.item).join(reports).where(accounts.c[own_key] == key)
    ).one()
    other = correction_items.alias("other")
    said = (
        sa.select(
            corrections.c.correction,
            corrections.c.kind,
            (correction_items.c.side == other.c.side).label("same_side"),
            accounts.c[own_key].label("other_key"),
            accounts.c[group].label("other_group"),
        )
        .select_from(correction_items)
        .join(corrections)
        .join(other, other.c.correction == corrections.c.correction)
        .join(reports, sa.and_(reports.c.id == other.c.report, reports.c.superseded_on.is_(None)))
        .join(accounts, sa.and_(accounts.c.report == reports.c.report, accounts.c.item == other.c.item))
        .where(
            correction_items.c.report == row.id,
            correction_items.c.item == row.item,
            corrections.c.accounts_of == table,
            corrections.c.kind.in_(("merge", "split")),
            corrections.c.undone_at.is_(None),
            accounts.c[own_key] != key,
            accounts.c[group].is_not(None),
        )
        .order_by(corrections.c.correction.desc())
    )
    settled: set[int] = set()
    found: Forced = Forced()
    apart: set[int] = set()
    for each in connection.execute(said).all():
        if each.other_key in settled:
            continue
        settled.add(each.other_key)
        if each.kind == "split" and not each.same_side:
            apart.add(each.other_group)
        elif found.group is None:
            found = Forced(each.other_group, f"corrections/{each.correction}")
    return Forced(found.group, found.by, frozenset(apart - {found.group}))


def accounts_in(connection: sa.Connection, table: str, condition: sa.ColumnElement[bool]) -> list[Account]:
    """The accounts of a table for which a condition holds, as corrections name them."""
    accounts = CORRECTED[table]
    columns = (accounts.c.item, accounts.c.located_in, accounts.c.span_start, accounts.c.span_end)
    rows = connection.execute(
        sa.select(reports.c.id, *columns)
        .join(reports, reports.c.report == accounts.c.report)
        .where(condition, reports.c.superseded_on.is_(None))
        .order_by(reports.c.known_day, reports.c.report, accounts.c.span_start)
    )
    return [Account(row.id, row.item, row.located_in, row.span_start, row.span_end) for row in rows]


def keep(connection: sa.Connection, said: Mapping[str, str | None], sides: Sequence[Iterable[Account]]) -> int:
    """Writes a correction down: the columns of `corrections`, and the accounts of each side. Gives its number."""
    made = connection.execute(corrections.insert().values(**said).returning(corrections.c.correction))
    number = int(made.scalar_one())
    rows = [
        {"correction": number, "side": side} | msgspec.structs.asdict(account)
        for side, accounts in enumerate(sides, 1)
        for account in accounts
    ]
    connection.execute(correction_items.insert(), rows)
    return number


def _spans(reading: Reading, table: str) -> dict[str, tuple[str, int, int]]:
    """Where each item of a kind stands."""
    items: Iterable[Located] = getattr(reading, table)
    found: dict[str, tuple[str, int, int]] = {}
    for item in items:
        span = getattr(item, "span", None)
        if span is None:  # a statement stands where its content does
            spans = item.content.spans  # type: ignore[attr-defined]  # only statements have no span
            span = (spans[0][0], spans[-1][1])
        found[item.id] = (item.where, span[0], span[1])  # type: ignore[attr-defined]  # all of these have ids
    return found


def _same_item(row: sa.Row[Any], spans: Mapping[str, tuple[str, int, int]]) -> str | None:
    if row.item in spans:
        return str(row.item)
    for item, (where, start, end) in spans.items():
        overlap = min(end, row.span_end) - max(start, row.span_start)
        if where == row.located_in and 2 * overlap > max(end - start, row.span_end - row.span_start):
            return item
    return None
