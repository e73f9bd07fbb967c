"""Which accounts tell of one measure: threatened, announced, in force, raised, suspended, lifted.

An account joins the chain of accounts that it is most like, if it is like enough (`measures_compare`), or founds one.
What a report tells apart is mostly apart: two of its accounts come into one chain where the report itself says so (a
rate that takes the place of another, the lowest rate beside the higher ones), or where much speaks for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from bilat.linking.groups import MEASURES, found, join
from bilat.linking.measures_block import accounts_of, chains_near
from bilat.linking.measures_compare import Account, Likeness, compare, settings
from bilat.store.corrections import Forced, forced
from bilat.store.tables import correction_items, reports

BY = "linking.measures/1"
# What the report itself says is as sure as the reading of it.
TOLD_TOGETHER = 0.8
_SPOKEN_OF = (
    sa.select(correction_items.c.item)
    .join(reports, reports.c.id == correction_items.c.report)
    .where(reports.c.report == sa.bindparam("report"))
    .limit(1)
)


class Match(NamedTuple):
    """A chain that an account may belong to."""

    score: float
    account: Account
    chain: int
    likeness: Likeness


class Tie(NamedTuple):
    """Two accounts of one report that it tells as one measure, and how it says so."""

    first: Account
    second: Account
    reason: str


def place(connection: sa.Connection, report: int) -> None:
    """Gives every account of a report a chain: by what people said, by likeness, by what the report itself says."""
    everything = accounts_of(connection, report)
    chains = {account.measure: account.chain for account in everything if account.chain is not None}
    accounts = [account for account in everything if account.chain is None]
    if not accounts:
        return
    said = _said(connection, report, accounts)
    for account in accounts:
        ruling = said[account.measure]
        if ruling.group is not None:
            join(connection, MEASURES, account.measure, ruling.group, "a person said so", 1.0, ruling.by or BY)
            chains[account.measure] = ruling.group
    ties = _ties(everything)
    _join_alike(connection, [each for each in accounts if each.measure not in chains], said, chains, ties)
    _join_tied(connection, [each for each in accounts if each.measure not in chains], said, chains, ties)
    for account in accounts:
        if account.measure not in chains:
            chains[account.measure] = found(connection, MEASURES, account.measure)
            _join_tied(connection, [each for each in accounts if each.measure not in chains], said, chains, ties)


def _said(connection: sa.Connection, report: int, accounts: Sequence[Account]) -> dict[int, Forced]:
    """What people have said of accounts; of most reports nobody has said anything, which one look tells."""
    if connection.execute(_SPOKEN_OF, {"report": report}).first() is None:
        return {account.measure: Forced() for account in accounts}
    return {account.measure: forced(connection, "measures", account.measure) for account in accounts}


def _join_alike(
    connection: sa.Connection,
    accounts: Sequence[Account],
    said: Mapping[int, Forced],
    chains: dict[int, int],
    ties: Sequence[Tie],
) -> None:
    matches = [match for account in accounts for match in _matches(connection, account, said[account.measure])]
    for match in sorted(matches, key=lambda match: (-match.score, match.account.measure, match.chain)):
        if match.account.measure in chains:
            continue
        fellows = {key for key, chain in chains.items() if chain == match.chain}
        if fellows and match.score < settings().again and not _tied_to(match.account, fellows, ties):
            continue
        reason = "; ".join(match.likeness.agreeing)
        join(connection, MEASURES, match.account.measure, match.chain, reason, min(match.score, 1.0), BY)
        chains[match.account.measure] = match.chain


def _matches(connection: sa.Connection, account: Account, ruling: Forced) -> list[Match]:
    weights = settings()
    compared = {
        chain: likeness
        for chain, others in chains_near(connection, account).items()
        if chain not in ruling.apart and (likeness := compare(account, others)) is not None
    }
    only = weights.agree["only"] if len(compared) == 1 else 0.0
    return [
        Match(likeness.score + only, account, chain, likeness)
        for chain, likeness in compared.items()
        if likeness.score + only >= weights.least
    ]


def _tied_to(account: Account, fellows: Iterable[int], ties: Sequence[Tie]) -> bool:
    fellows = set(fellows)
    return any(
        (tie.first is account and tie.second.measure in fellows)
        or (tie.second is account and tie.first.measure in fellows)
        for tie in ties
    )


def _join_tied(
    connection: sa.Connection,
    accounts: Sequence[Account],
    said: Mapping[int, Forced],
    chains: dict[int, int],
    ties: Sequence[Tie],
) -> None:
    """Joins accounts to the chains of those that their report ties them to."""
    for tie in ties:
        for account, fellow in ((tie.first, tie.second), (tie.second, tie.first)):
            chain = chains.get(fellow.measure)
            if chain is None or account not in accounts or account.measure in chains:
                continue
            if chain not in said[account.measure].apart:
                join(connection, MEASURES, account.measure, chain, tie.reason, TOLD_TOGETHER, BY)
                chains[account.measure] = chain


def _ties(accounts: Sequence[Account]) -> list[Tie]:
    """What one report tells as steps of one measure."""
    by_item = {account.item: account for account in accounts}
    ties = [
        Tie(account, by_item[account.replaces], "the report says that the one rate takes the place of the other")
        for account in accounts
        if account.replaces in by_item
    ]
    for number, first in enumerate(accounts):
        for second in accounts[number + 1 :]:
            if reason := _steps(first, second):
                ties.append(Tie(first, second, reason))
    return ties


def _steps(first: Account, second: Account) -> str | None:
    """How a report that tells of two duties on all goods of a country says that they are rates of one."""
    if not _one_levy(first, second):
        return None
    if first.lowest != second.lowest:
        return "the report tells of it as the lowest rate beside the country's own"
    over = {"suspended", "ended"}
    if (first.status in over) != (second.status in over) and not (first.names or second.names):
        return "the report tells of it as the rate after the one that was given up"
    return None


def _one_levy(first: Account, second: Account) -> bool:
    """Whether two duties of different rates can be one: the same sides, no goods, reason or law of their own."""
    if first.kind != "tariff" or second.kind != "tariff" or not first.rate or not second.rate:
        return False
    if first.rate == second.rate or (first.imposers, first.targets) != (second.imposers, second.targets):
        return False
    if first.general or second.general or first.extra or second.extra or first.remedy or second.remedy:
        return False
    if first.basis and second.basis and not first.basis & second.basis:
        return False
    own = first.reason | second.reason | first.goods | second.goods
    return bool(first.imposers and first.targets) and not own
