"""One event: every account of it, why they stand together, in what they differ, what people have corrected."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from bilat.errors import NotFoundError
from bilat.linking.correcting import Correction
from bilat.records import Record, content_id
from bilat.relations.any_pair import key_of, known_of_keys
from bilat.relations.compare import Comparison, compare
from bilat.relations.corrected import corrections_of
from bilat.relations.happenings import Happening, described, ids
from bilat.relations.known import chunks
from bilat.relations.naming import country_name
from bilat.relations.settling import Account, Known
from bilat.store.tables import actors, events, happenings, reports

# Events of which each side has a readout: calls, visits, meetings.
CONTACTS = frozenset({"CONSULT"})


class DifferentValue(Record, frozen=True, kw_only=True):
    """A value that some of the accounts give; null where they give none. `accounts` are "REPORT ITEM"."""

    value: str | None
    accounts: tuple[str, ...]
    reports: tuple[str, ...]


class Difference(Record, frozen=True, kw_only=True):
    """A field that accounts give differently, the value of most accounts first."""

    field: str
    values: tuple[DifferentValue, ...]


class EventAccounts(Record, frozen=True, kw_only=True):
    """An event with all its accounts.

    `event` is null where people have struck out all of its accounts. `comparison` is that of the readouts, of a call,
    visit or meeting alone. `corrections` are those that hold, on the accounts or on the event.
    """

    id: str
    event: Happening | None
    differences: tuple[Difference, ...]
    comparison: Comparison | None
    corrections: tuple[Correction, ...]


def event_accounts(
    connection: sa.Connection, id_: str, item: str | None = None, *, as_of: str | None = None, day: str
) -> EventAccounts:
    """An event by its id, or by a report's id and the event's in it; `day` is today.

    Raises `UsageError` where the record has none, or nothing of it was published by `as_of`.
    """
    key = connection.execute(sa.select(happenings.c.happening).where(happenings.c.id == id_)).scalar()
    wanted = [key_of(0, key)] if key is not None else []
    if item is not None:
        wanted = _of_report(connection, id_, item)
    known = next(iter(known_of_keys(connection, wanted, as_of).values()), None)
    if known is None:
        return _struck_out(connection, id_, item, as_of)
    event = described(connection, [known], day)[0]
    accounts = [(row.report_id, row.item) for row in known.accounts]
    return EventAccounts(
        id=event.id,
        event=event,
        differences=tuple(_differences(connection, known)),
        comparison=_comparison(connection, known, as_of),
        corrections=corrections_of(connection, accounts, ("events",)),
    )


def _of_report(connection: sa.Connection, report: str, item: str) -> list[tuple[bool, int]]:
    query = (
        sa.select(events.c.event, events.c.happening)
        .join(reports, reports.c.report == events.c.report)
        .where(reports.c.id == report, events.c.item == item, reports.c.superseded_on.is_(None))
    )
    return [key_of(row.event, row.happening) for row in connection.execute(query)]


def _struck_out(connection: sa.Connection, id_: str, item: str | None, as_of: str | None) -> EventAccounts:
    """An event that has no account left: an event's id comes from the account that it began with."""
    found = [
        correction
        for correction in corrections_of(connection, None, ("events",))
        if correction.kind == "drop"
        for account in correction.items
        if account == f"{id_} {item}" or content_id("event", *account.rsplit(" ", 1)) == id_
    ]
    if found:
        return EventAccounts(id=id_, event=None, differences=(), comparison=None, corrections=tuple(found))
    named = id_ if item is None else f"{id_} {item}"
    if as_of is not None:
        raise NotFoundError(f"nothing of {named} had been published by {as_of}, or the record has no such event")
    raise NotFoundError(f"the record has no event {named}")


def _comparison(connection: sa.Connection, known: Known, as_of: str | None) -> Comparison | None:
    """What each side's readout names and leaves out, of a contact."""
    if known.lead.type not in CONTACTS:
        return None
    lead = known.lead
    if lead.happening_id is None:
        return compare(connection, lead.report_id, lead.item, as_of=as_of)
    return compare(connection, lead.happening_id, as_of=as_of)


def _differences(connection: sa.Connection, known: Known) -> Iterable[Difference]:
    """The fields in which accounts differ. A reprint is an account of its own here: it may have been read otherwise."""
    names = _names(connection, known.accounts)
    told: dict[str, list[str | None]] = {
        "type": [" · ".join(part for part in (row.type, row.mode) if part) for row in known.accounts],
        "status": [row.status for row in known.accounts],
        "time": [row.time for row in known.accounts],
        "place": [row.place for row in known.accounts],
        "who acts": [_listed(row.source, names) for row in known.accounts],
        "on whom": [_listed(row.target, names) for row in known.accounts],
        "intensity": [None if row.intensity is None else f"{row.intensity:g}" for row in known.accounts],
    }
    for field, values in told.items():
        found: dict[str | None, list[Account]] = {}
        for value, row in zip(values, known.accounts, strict=True):
            found.setdefault(value or None, []).append(row)
        if len(found) > 1:
            ranked = sorted(found, key=lambda value: (value is None, -len(found[value])))
            yield Difference(field=field, values=tuple(_value(value, found[value]) for value in ranked))


def _value(value: str | None, rows: Sequence[Account]) -> DifferentValue:
    return DifferentValue(
        value=value,
        accounts=tuple(f"{row.report_id} {row.item}" for row in rows),
        reports=tuple(dict.fromkeys(row.report_id for row in rows)),
    )


def _listed(listed: str, names: Mapping[str, str]) -> str:
    """Actors by name, in one order, so that only who they are tells accounts apart."""
    return ", ".join(sorted({names.get(actor) or country_name(actor) for actor in ids(listed)}))


def _names(connection: sa.Connection, rows: Iterable[Account]) -> dict[str, str]:
    """What actors are called; one name for each, whatever each report calls it."""
    found: dict[str, str] = {}
    a = actors.c
    for chunk in chunks(sorted({row.report for row in rows})):
        query = sa.select(a.actor, a.name).where(a.report.in_(chunk)).order_by(a.report)
        found |= {row.actor: row.name for row in connection.execute(query)}
    return found
