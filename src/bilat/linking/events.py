"""Which accounts tell the same happening.

An account joins the happening whose accounts it is likeliest to tell again, if that is likely enough, or founds one of
its own. It is compared only with accounts between the same two countries near the same day. A reprint's accounts join
those of the report that it reprints; an event within one country is joined to nothing else.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from bilat.linking.events_block import accounts_by_key, accounts_of, candidates
from bilat.linking.events_compare import Account, Likeness, compare, other_day, settings
from bilat.linking.groups import EVENTS, found, join
from bilat.store.corrections import Forced, forced
from bilat.store.tables import correction_items, reports

BY = "linking.events/1"
# Two accounts of a report and its reprint are the same where their words are as alike as this.
REPRINTED = 0.6
_SPOKEN_OF = (
    sa.select(correction_items.c.item)
    .join(reports, reports.c.id == correction_items.c.report)
    .where(reports.c.report == sa.bindparam("report"))
    .limit(1)
)


class Match(NamedTuple):
    """An account and a happening that it may tell, best first when sorted."""

    score: float
    account: Account
    happening: int
    closest: Account
    likeness: Likeness


def place(connection: sa.Connection, report: int) -> None:
    """Gives every account of a report that has no happening one: what people said, then reprints, then likeness."""
    everything = accounts_of(connection, report)
    accounts = [account for account in everything if account.happening is None]
    if not accounts:
        return
    said = _said(connection, report, accounts)
    taken = {account.happening for account in everything if account.happening is not None}
    left = _join_forced(connection, accounts, said, taken)
    left = _join_reprints(connection, report, left, said, taken)
    _join_alike(connection, report, left, said, taken)


def _said(connection: sa.Connection, report: int, accounts: Sequence[Account]) -> dict[int, Forced]:
    """What people have said of accounts; of most reports nobody has said anything, which one look tells."""
    if connection.execute(_SPOKEN_OF, {"report": report}).first() is None:
        return {account.event: Forced() for account in accounts}
    return {account.event: forced(connection, "events", account.event) for account in accounts}


def _join_forced(
    connection: sa.Connection, accounts: Sequence[Account], said: Mapping[int, Forced], taken: set[int]
) -> list[Account]:
    left = []
    for account in accounts:
        ruling = said[account.event]
        if ruling.group is None:
            left.append(account)
            continue
        join(connection, EVENTS, account.event, ruling.group, "a person said so", 1.0, ruling.by or BY)
        taken.add(ruling.group)
    return left


def _join_reprints(
    connection: sa.Connection, report: int, accounts: Sequence[Account], said: Mapping[int, Forced], taken: set[int]
) -> list[Account]:
    """Joins what a reprint, or a revision, tells again to what the first print tells."""
    for original, what in _first_prints(connection, report):
        told = [account for account in accounts_of(connection, original) if account.happening is not None]
        left = []
        for account in accounts:
            same = _same_words(account, [each for each in told if each.happening not in said[account.event].apart])
            if same is None or same.happening is None:
                left.append(account)
                continue
            join(connection, EVENTS, account.event, same.happening, f"{what}, and tells it again", 1.0, BY)
            taken.add(same.happening)
            told.remove(same)
        accounts = left
    return list(accounts)


def _first_prints(connection: sa.Connection, report: int) -> list[tuple[int, str]]:
    """The earlier revision of a report and the report that it reprints, and what to say of that."""
    own = connection.execute(
        sa.select(reports.c.id, reports.c.revision, reports.c.copy_of).where(reports.c.report == report)
    ).one()
    found: list[tuple[int, str]] = []
    if own.revision > 1:
        earlier = sa.select(reports.c.report).where(reports.c.id == own.id, reports.c.revision == own.revision - 1)
        found += [(key, "is a later version of the same report") for key in connection.execute(earlier).scalars()]
    if own.copy_of is not None:
        first = connection.execute(sa.select(reports.c.id).where(reports.c.report == own.copy_of)).scalar_one()
        found.append((own.copy_of, f"reprints {first}"))
    return found


def _same_words(account: Account, told: Iterable[Account]) -> Account | None:
    alike = [
        (each.text == account.text, likeness.features["words"], -each.event, each)
        for each in told
        if each.type == account.type
        and (likeness := compare(account, each, reprinted=True)) is not None
        and (each.text == account.text or likeness.features["words"] >= REPRINTED)
    ]
    return max(alike, key=lambda each: each[:3])[-1] if alike else None


def _join_alike(
    connection: sa.Connection, report: int, accounts: Sequence[Account], said: Mapping[int, Forced], taken: set[int]
) -> None:
    blocks = {account.event: _block(connection, report, account) for account in accounts}
    others = {each.event: each for each in accounts_by_key(connection, sorted(set().union(*blocks.values())))}
    matches = sorted(
        (
            match
            for account in accounts
            for match in _matches(account, [others[key] for key in blocks[account.event]], said[account.event])
        ),
        key=lambda match: (-match.score, match.account.event, match.closest.event),
    )
    placed: set[int] = set()
    for match in matches:
        if match.account.event in placed:
            continue
        if match.happening in taken and match.score < settings().again:
            continue
        join(connection, EVENTS, match.account.event, match.happening, _reason(match), match.score, BY)
        placed.add(match.account.event)
        taken.add(match.happening)
    for account in accounts:
        if account.event not in placed:
            found(connection, EVENTS, account.event)


def _block(connection: sa.Connection, report: int, account: Account) -> set[int]:
    """The accounts that an account is compared with."""
    options = settings()
    types = [name for name, family in options.family.items() if family == account.family] or [account.type]
    pairs = sorted(account.direction)[: options.pairs]
    return {key for pair in pairs for key in candidates(connection, pair, types, account.day, report)}


def _matches(account: Account, others: Sequence[Account], ruling: Forced) -> list[Match]:
    """The happenings that an account may tell, with the account of each that is most like it."""
    compared: dict[int, list[tuple[Account, Likeness | None]]] = defaultdict(list)
    for other in others:
        if other.happening is not None and other.happening not in ruling.apart:
            compared[other.happening].append((other, compare(account, other)))
    matches = []
    for happening, told in compared.items():
        best, likeness = max(told, key=lambda other: (other[1].score if other[1] else 0.0, -other[0].event))
        if likeness and likeness.score >= likeness.least and _fits(account, told):
            matches.append(Match(likeness.score, account, happening, best, likeness))
    return matches


def _fits(account: Account, others: Sequence[tuple[Account, Likeness | None]]) -> bool:
    """Whether an account is like the others of a happening on the whole, and on no other day than one of them."""
    if any(other_day(account, other) for other, _ in others):
        return False
    by_text = {other.text: likeness.score if likeness else 0.0 for other, likeness in others}
    likelier = sorted(by_text.values(), reverse=True)[: (len(by_text) + 1) // 2]
    return sum(likelier) / len(likelier) >= settings().mean


def _reason(match: Match) -> str:
    """Why an account was joined, as a person would say it."""
    account, other, features = match.account, match.closest, match.likeness.features
    same = account.type if account.type == other.type else f"{account.type} and {other.type}"
    directions = [f"{a} to {b}" for a, b in account.direction.values() if a]
    sides = directions[0] if len(directions) == 1 else " and ".join(sorted(account.countries))
    said = [f"{same}, {sides}"]
    if features["same_day"] and account.start:
        said.append(f"on {account.start.day} {calendar.month_name[account.start.month]} {account.start.year}")
    if features["same_people"]:
        names = set().union(*account.people.values()) & set().union(*other.people.values())
        said.append(f"both name {', '.join(sorted(name.title() for name in names))}")
    if features["same_place"] and account.place:
        said.append(f"in {account.place.title()}")
    if account.topics & other.topics:
        said.append(f"about {', '.join(sorted(account.topics & other.topics))}")
    said.append(f"{features['words']:.0%} of the words by weight")
    return "; ".join(said)
