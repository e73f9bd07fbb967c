"""Accounts of measures as they are compared, out of the record: of one report, and between two countries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from bilat.linking.measures_compare import Account, Days, countries_in, law, settings, spoken, stems
from bilat.store.tables import actors, measure_parties, measures, reports

_ACCOUNTS = (
    sa.select(measures, reports.c.known_day)
    .join(reports, reports.c.report == measures.c.report)
    .order_by(measures.c.measure)
)
_OF_REPORT = _ACCOUNTS.where(measures.c.report == sa.bindparam("report"))
_BY_KEY = _ACCOUNTS.where(measures.c.measure.in_(sa.bindparam("keys", expanding=True)))
_PARTIES = sa.select(measure_parties).where(measure_parties.c.measure.in_(sa.bindparam("keys", expanding=True)))
_PRESENT = (
    sa.select(actors.c.country)
    .where(actors.c.report == sa.bindparam("report"), actors.c.country.is_not(None))
    .distinct()
)


def _latest(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The accounts added last that meet conditions on the parties."""
    return (
        sa.select(measure_parties.c.measure)
        .where(*conditions)
        .order_by(measure_parties.c.measure.desc())
        .limit(sa.bindparam("limit"))
    )


_IMPOSER = measure_parties.c.imposer == sa.bindparam("imposer")
_TARGET = measure_parties.c.target == sa.bindparam("target")
# Between two countries, the same at one rate; by one on whomever; on one by whomever.
_BETWEEN, _BY, _ON = _latest(_IMPOSER, _TARGET), _latest(_IMPOSER), _latest(_TARGET)
_AT_RATE = _latest(_IMPOSER, _TARGET, measure_parties.c.rate == sa.bindparam("rate"))


def accounts_of(connection: sa.Connection, report: int) -> list[Account]:
    """The accounts of a report, in the order in which it was read; none that a person has said to be none."""
    rows = connection.execute(_OF_REPORT, {"report": report}).all()
    present = frozenset(connection.execute(_PRESENT, {"report": report}).scalars()) if rows else frozenset[str]()
    return _accounts(connection, rows, present)


def chains_near(connection: sa.Connection, account: Account) -> dict[int, list[Account]]:
    """The chains that an account can belong to: those that tell of a measure of a side that it names."""
    keys: set[int] = set()
    options = settings()
    for imposer, target in _pairs(account):
        statement = _BETWEEN if imposer and target else _BY if imposer else _ON
        for side in (target, "") if imposer and target else (target,):
            sides = {"imposer": imposer, "target": side}
            keys.update(connection.execute(statement, sides | {"limit": options.limit}).scalars())
            if account.rate is not None and statement is _BETWEEN:
                rated = sides | {"rate": account.rate[0], "limit": options.same_rate}
                keys.update(connection.execute(_AT_RATE, rated).scalars())
    rows = connection.execute(_BY_KEY, {"keys": sorted(keys)}).all() if keys else []
    chains: dict[int, list[Account]] = defaultdict(list)
    for other in _accounts(connection, rows, frozenset()):
        if other.chain is not None and other.report != account.report:
            chains[other.chain].append(other)
    return chains


def _pairs(account: Account) -> list[tuple[str, str]]:
    """The pairs of sides to ask for; "" for a side that is not named, or for all countries."""
    pairs = [(by, on) for by in sorted(account.imposers) or [""] for on in sorted(account.targets) or [""]]
    return [pair for pair in pairs if any(pair)][: settings().pairs]


def _accounts(connection: sa.Connection, rows: Sequence[sa.Row[Any]], present: frozenset[str]) -> list[Account]:
    if not rows:
        return []
    imposers: dict[int, set[str]] = defaultdict(set)
    targets: dict[int, set[str]] = defaultdict(set)
    for party in connection.execute(_PARTIES, {"keys": [row.measure for row in rows]}):
        imposers[party.measure].add(party.imposer)
        targets[party.measure].add(party.target)
    return [_account(row, imposers[row.measure], targets[row.measure], present) for row in rows if not row.dropped]


def _account(row: sa.Row[Any], imposers: Iterable[str], targets: Iterable[str], present: frozenset[str]) -> Account:
    words = settings().words
    told = spoken(row.called or "")
    on = frozenset(targets) - {""}
    return Account(
        measure=row.measure,
        report=row.report,
        item=row.item,
        chain=row.chain,
        kind=row.kind,
        status=row.status,
        imposers=frozenset(imposers) - {""},
        targets=on,
        general=row.scope == "all" and not on,
        rate=None if row.rate is None else (row.rate, row.unit),
        amount=None if row.amount is None else (row.amount, row.currency),
        names=told & words.names,
        remedy=bool(spoken((row.called or "").split(" / ")[0]) & words.remedies),
        lowest=bool(told & words.lowest),
        extra=bool(told & words.extra) or row.in_addition_to is not None,
        reason=stems(row.reason),
        third=countries_in(row.reason) - frozenset(imposers) - on,
        goods=stems(row.goods),
        basis=law(row.basis),
        announced=_days(row, "announced"),
        effective=_days(row, "effective"),
        ended=_days(row, "ended"),
        known=date.fromisoformat(row.known_day),
        present=present,
        replaces=row.replaces,
        over=row.in_addition_to,
    )


def _days(row: sa.Row[Any], name: str) -> Days | None:
    start, end = getattr(row, f"{name}_start"), getattr(row, f"{name}_end")
    return Days(start, end) if start and end else None
