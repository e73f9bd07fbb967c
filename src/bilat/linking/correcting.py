"""Corrections carried out: merging and splitting what was linked, setting fields, and undoing all of it."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.errors import NotFoundError, UsageError
from bilat.linking.groups import EVENTS, MEASURES, TALKS, Group, found
from bilat.linking.placing import remake
from bilat.records import Event, Measure, Reading, Record, Statement, Talks
from bilat.store import load_reading
from bilat.store.corrections import CORRECTED, Account, accounts_in, keep
from bilat.store.tables import corrections, reports

KINDS: dict[str, Group] = {"events": EVENTS, "measures": MEASURES, "talks": TALKS}
_TYPES: dict[str, type[msgspec.Struct]] = {
    "events": Event,
    "measures": Measure,
    "statements": Statement,
    "talks": Talks,
}
# Fields that say where the words stand, or what made the item, are no opinion that could be corrected.
_FIXED = {"id", "by", "where", "span", "trigger", "tellings", "evidence", "content", "cue", "score", "nearly"}
# Fields that hold a time; a bare day is enough to set them.
_TIMES = {"time", "announced", "effective", "ended", "deadline"}


class Correction(Record, frozen=True, kw_only=True):
    """A correction as it was kept; `correction` is its number, to undo it by."""

    correction: int
    made_at: str
    author: str
    kind: str
    accounts_of: str
    items: tuple[str, ...]
    field: str | None = None
    value: Any = None
    note: str | None = None
    undone_at: str | None = None
    undone_by: str | None = None


def merge(connection: sa.Connection, first: str, second: str, *, author: str | None, note: str | None) -> int:
    """Says that two events (or measures, or negotiations) are one: the accounts of the second join the first."""
    kind, one = group_of(connection, first)
    other_kind, other = group_of(connection, second)
    if kind is not other_kind:
        raise UsageError(f"{first} and {second} are not of one kind; only two events, measures or talks are one")
    if one == other:
        raise UsageError(f"{first} and {second} are one already")
    column = kind.accounts.c[kind.group]
    before = _links(connection, kind, column.in_((one, other)))
    sides = [accounts_in(connection, kind.accounts.name, column == group) for group in (one, other)]
    number = keep(connection, _said("merge", kind.accounts.name, author, note, before=before), sides)
    moved = {kind.group: one} | _link("merged", number, author, note)
    connection.execute(kind.accounts.update().where(column == other).values(moved))
    return number


def split(
    connection: sa.Connection, group_id: str, items: Sequence[str], *, author: str | None, note: str | None
) -> int:
    """Says that these accounts of an event (or measure, or talks) tell another one: they get a group of their own."""
    kind, group = group_of(connection, group_id)
    accounts = kind.accounts
    column = accounts.c[kind.group]
    inside = {account.item: account for account in accounts_in(connection, accounts.name, column == group)}
    for item in items:
        if item not in inside:
            raise UsageError(f"{group_id} has no account {item}; it has {', '.join(inside)}")
    rest = [account for item, account in inside.items() if item not in items]
    if not rest:
        raise UsageError(f"these are all accounts of {group_id}; a split leaves some of them")
    out = [inside[item] for item in items]
    before = _links(connection, kind, column == group)
    number = keep(connection, _said("split", accounts.name, author, note, before=before), [rest, out])
    keys = _keys(connection, kind, out)
    new = found(connection, kind, keys[0])
    moved = {kind.group: new} | _link("split", number, author, note)
    connection.execute(accounts.update().where(accounts.c[kind.key].in_(keys)).values(moved))
    return number


def correct(
    connection: sa.Connection,
    report_id: str,
    item: str,
    *,
    field: str | None,
    value: Any = None,
    author: str | None,
    note: str | None,
) -> int:
    """Sets a field of an item, or without a field says that the item is none. The Reading keeps what was read."""
    row = connection.execute(
        sa.select(reports.c.report).where(reports.c.id == report_id, reports.c.superseded_on.is_(None))
    ).first()
    if row is None:
        raise NotFoundError(f"the record has no report {report_id}")
    reading = load_reading(connection, row.report)
    table = _table_of(reading, item)
    kind = "drop" if field is None else "set"
    shown = None
    if field is not None:
        shown = msgspec.json.encode(_checked(reading, table, item, field, value)).decode()
    accounts = accounts_in(
        connection, table, sa.and_(CORRECTED[table].c.item == item, CORRECTED[table].c.report == row.report)
    )
    number = keep(connection, _said(kind, table, author, note, field=field, value=shown), [accounts])
    remake(connection, row.report, reading)
    return number


def undo(connection: sa.Connection, number: int, *, author: str | None) -> None:
    """Takes a correction back: fields are what was read, accounts are linked as they were before."""
    row = connection.execute(sa.select(corrections).where(corrections.c.correction == number)).first()
    if row is None:
        raise NotFoundError(f"there is no correction {number}")
    if row.undone_at is not None:
        raise UsageError(f"correction {number} was undone already, by {row.undone_by} at {row.undone_at}")
    connection.execute(
        corrections.update()
        .where(corrections.c.correction == number)
        .values(undone_at=_now(), undone_by=author or _user())
    )
    if row.kind in ("merge", "split"):
        _relink(connection, KINDS[row.accounts_of], msgspec.json.decode(row.before), _by(number))
        return
    for account in list_corrections(connection, number)[0].items:
        own = reports.c.id == account.rsplit(" ", 1)[0]  # an item's id has no blank, a report's may
        report = connection.execute(sa.select(reports.c.report).where(own, reports.c.superseded_on.is_(None))).scalar()
        if report is not None:
            remake(connection, report, load_reading(connection, report))


def list_corrections(connection: sa.Connection, number: int | None = None) -> list[Correction]:
    """All corrections, or one, with the accounts they speak of as "REPORT ITEM"."""
    from bilat.store.tables import correction_items

    wanted = sa.select(corrections).order_by(corrections.c.correction)
    if number is not None:
        wanted = wanted.where(corrections.c.correction == number)
    items: dict[int, list[str]] = {}
    for row in connection.execute(sa.select(correction_items).order_by(correction_items.c.side)):
        items.setdefault(row.correction, []).append(f"{row.report} {row.item}")
    return [
        Correction(
            **{name: getattr(row, name) for name in Correction.__struct_fields__ if name not in ("items", "value")},
            value=None if row.value is None else msgspec.json.decode(row.value),
            items=tuple(items.get(row.correction, ())),
        )
        for row in connection.execute(wanted)
    ]


def group_of(connection: sa.Connection, group_id: str) -> tuple[Group, int]:
    """The kind and key of a group by its id. Raises `UsageError` where the record has none of this id."""
    for kind in KINDS.values():
        if group_id.startswith(f"{kind.prefix}-"):
            key = connection.execute(sa.select(kind.groups.c[kind.group]).where(kind.groups.c.id == group_id)).scalar()
            if key is not None:
                return kind, int(key)
    raise NotFoundError(
        f"the record has no event, measure or talks {group_id}; `bilat timeline` and `measures` show their ids"
    )


def _table_of(reading: Reading, item: str) -> str:
    for table in CORRECTED:
        if any(each.id == item for each in getattr(reading, table)):
            return table
    raise NotFoundError(f"{reading.document.id} has no event, measure, statement or talks {item}")


def _checked(reading: Reading, table: str, item: str, field: str, value: Any) -> Any:
    """The value as the record's types have it. Raises `UsageError` for an unknown field or a value it cannot have."""
    names = [name for name in _TYPES[table].__struct_fields__ if name not in _FIXED]
    if field not in names:
        raise UsageError(f"{table} have no field {field!r} to correct; they have {', '.join(names)}")
    if field in _TIMES and isinstance(value, str):
        value = {"value": value, "precision": "day", "basis": "explicit", "start": value, "end": value}
    if field == "speaker" and isinstance(value, str):
        value = {"actor": _actor(reading, value), "span": None}
    if field in ("source", "target", "imposed_by", "on", "parties"):
        value = [_actor(reading, each) for each in ([value] if isinstance(value, str) else value)]
    read = next(each for each in getattr(reading, table) if each.id == item)
    try:
        msgspec.convert(msgspec.to_builtins(read) | {field: value}, _TYPES[table])
    except msgspec.ValidationError as error:
        raise UsageError(f"{field} cannot be {value!r}: {error}") from None
    return value


def _actor(reading: Reading, name: str) -> str:
    for actor in reading.actors:
        if name in (actor.id, actor.name):
            return actor.id
    known = ", ".join(actor.id for actor in reading.actors)
    raise UsageError(f"{name!r} is no actor of {reading.document.id}; its actors are {known}")


def _links(connection: sa.Connection, kind: Group, condition: sa.ColumnElement[bool]) -> str:
    """How accounts are linked now, as JSON."""
    accounts, groups = kind.accounts, kind.groups
    rows = connection.execute(
        sa.select(
            reports.c.id.label("report"),
            accounts.c.item,
            groups.c.id.label("group"),
            accounts.c.link_reason,
            accounts.c.link_score,
            accounts.c.link_by,
        )
        .join(reports, reports.c.report == accounts.c.report)
        .join(groups, groups.c[kind.group] == accounts.c[kind.group])
        .where(condition)
    )
    return msgspec.json.encode([dict(row._mapping) for row in rows]).decode()


def _relink(connection: sa.Connection, kind: Group, before: list[dict[str, Any]], by: str) -> None:
    """Links accounts as they were; what has been linked by something else since stays."""
    for link in before:
        group = connection.execute(
            sa.select(kind.groups.c[kind.group]).where(kind.groups.c.id == link["group"])
        ).scalar_one()
        own = sa.select(reports.c.report).where(reports.c.id == link["report"])
        moved = kind.accounts.c.link_by == by
        connection.execute(
            kind.accounts.update()
            .where(kind.accounts.c.item == link["item"], kind.accounts.c.report.in_(own), moved)
            .values({kind.group: group} | {name: link[name] for name in ("link_reason", "link_score", "link_by")})
        )


def _keys(connection: sa.Connection, kind: Group, accounts: Sequence[Account]) -> list[int]:
    wanted = {(account.report, account.item) for account in accounts}
    rows = connection.execute(
        sa.select(kind.accounts.c[kind.key].label("key"), reports.c.id, kind.accounts.c.item)
        .join(reports, reports.c.report == kind.accounts.c.report)
        .where(kind.accounts.c.item.in_([account.item for account in accounts]), reports.c.superseded_on.is_(None))
    )
    return [row.key for row in rows if (row.id, row.item) in wanted]


def _said(
    kind: str,
    table: str,
    author: str | None,
    note: str | None,
    *,
    before: str | None = None,
    field: str | None = None,
    value: str | None = None,
) -> dict[str, str | None]:
    return {
        "made_at": _now(),
        "author": author or _user(),
        "kind": kind,
        "accounts_of": table,
        "field": field,
        "value": value,
        "note": note,
        "before": before,
    }


def _link(done: str, number: int, author: str | None, note: str | None) -> dict[str, Any]:
    reason = f"{done} by {author or _user()}" + (f": {note}" if note else "")
    return {"link_reason": reason, "link_score": 1.0, "link_by": _by(number)}


def _by(number: int) -> str:
    return f"corrections/{number}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _user() -> str:
    """Who runs this program; `getpass.getuser` asks the environment first."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list (a container)
        return "unknown"
