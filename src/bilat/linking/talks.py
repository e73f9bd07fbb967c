"""Which accounts tell of one negotiation: the same two parties, over months, on the same agreement or subject.

Rounds are inside a negotiation; it is split where the agreement or the subject plainly differs.
"""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.linking.events_block import names_of
from bilat.linking.events_words import likeness, stems
from bilat.linking.groups import TALKS, found, join
from bilat.store.corrections import forced
from bilat.store.tables import agreements, reports, talks, talks_pairs

BY = "linking.talks/1"
# How much of a report's beginning and of the text on both sides counts as near, in characters.
LEAD = 400
AROUND = 200
# Words of a subject that say nothing of what is negotiated.
_PLAIN = stems("talks talk negotiations agreement accord pact deal issues issue on of the and a an to formal")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of talks.toml, with their meaning there."""

    window: int
    limit: int
    subject: float
    near: float
    other_subject: float


@functools.cache
def settings() -> Settings:
    """The settings that ship with bilat."""
    text = (files("bilat.linking") / "talks.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Settings)


@dataclass(frozen=True, slots=True)
class Account:
    """Talks as they are compared: `near` are the stems of the report's title and of what stands around."""

    talks: int
    report: int
    thread: int | None
    pairs: frozenset[str]
    known_day: str
    name: str | None
    subject: frozenset[str]
    near: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A negotiation that an account may tell of, how likely that is, and why."""

    score: float
    thread: int
    reason: str


def place(connection: sa.Connection, report: int) -> None:
    """Gives every account of talks in a report that has no thread one."""
    accounts = [account for account in _accounts(connection, talks.c.report == report) if account.thread is None]
    if not accounts:
        return
    own = connection.execute(
        sa.select(reports.c.id, reports.c.revision, reports.c.copy_of).where(reports.c.report == report)
    ).one()
    first_prints = [own.copy_of] if own.copy_of is not None else []
    if own.revision > 1:
        earlier = sa.select(reports.c.report).where(reports.c.id == own.id, reports.c.revision == own.revision - 1)
        first_prints.extend(connection.execute(earlier).scalars())
    for account in accounts:
        _place(connection, account, first_prints)


def _place(connection: sa.Connection, account: Account, first_prints: Sequence[int]) -> None:
    said = forced(connection, "talks", account.talks)
    if said.group is not None:
        join(connection, TALKS, account.talks, said.group, "a person said so", 1.0, said.by or BY)
        return
    matches = []
    for other in _candidates(connection, account):
        if other.thread is None or other.thread in said.apart:
            continue
        if other.report in first_prints and other.text == account.text:
            matches.append(Match(1.0, other.thread, "the same words, printed again"))
        elif (match := _compare(account, other)) is not None:
            matches.append(match)
    if matches:
        best = max(matches, key=lambda match: (match.score, -match.thread))
        join(connection, TALKS, account.talks, best.thread, best.reason, best.score, BY)
    else:
        found(connection, TALKS, account.talks)


def _compare(one: Account, other: Account) -> Match | None:
    """Whether two accounts tell of one negotiation; null where they do not, or where too little says so."""
    assert other.thread is not None
    pairs = " and ".join(sorted(one.pairs & other.pairs))
    if one.name and other.name:
        same = one.name.lower() == other.name.lower()
        return Match(0.95, other.thread, f"{pairs}, on the same agreement: {one.name}") if same else None
    options = settings()
    subject, near = likeness(one.subject, other.subject), likeness(one.near, other.near)
    if one.subject and other.subject and subject >= options.subject:
        return Match(max(subject, near), other.thread, f"{pairs}, on the same subject: {subject:.0%} of its words")
    if near >= (options.other_subject if one.subject and other.subject else options.near):
        return Match(near, other.thread, f"{pairs}, {near:.0%} of the words around by weight")
    return None


def _candidates(connection: sa.Connection, account: Account) -> list[Account]:
    """The latest talks between the same parties that other reports, or this one, tell of within the window."""
    options = settings()
    day = date.fromisoformat(account.known_day)
    span = timedelta(days=options.window)
    keys: set[int] = set()
    for pair in sorted(account.pairs):
        latest = (
            sa.select(talks_pairs.c.talks)
            .where(talks_pairs.c.pair == pair, talks_pairs.c.talks != account.talks)
            .order_by(talks_pairs.c.talks.desc())
            .limit(options.limit)
        )
        keys.update(connection.execute(latest).scalars())
    if not keys:
        return []
    found = _accounts(connection, talks.c.talks.in_(sorted(keys)))
    return [
        other
        for other in found
        if abs(date.fromisoformat(other.known_day) - day) <= span
        and 2 * len(account.pairs & other.pairs) >= min(len(account.pairs), len(other.pairs))
    ]


def _accounts(connection: sa.Connection, which: sa.ColumnElement[bool]) -> list[Account]:
    begin = sa.case((talks.c.span_start > AROUND, talks.c.span_start - AROUND), else_=0)
    whole = sa.case((talks.c.located_in == "title", reports.c.title), else_=reports.c.text)
    chosen = (
        sa.select(
            talks,
            reports.c.known_day,
            reports.c.title,
            agreements.c.name,
            sa.func.substr(reports.c.text, 1, LEAD).label("lead"),
            sa.func.substr(whole, begin + 1, talks.c.span_end - begin + AROUND).label("around"),
            sa.func.substr(whole, talks.c.span_start + 1, talks.c.span_end - talks.c.span_start).label("words"),
        )
        .join(reports, reports.c.report == talks.c.report)
        .outerjoin(agreements, sa.and_(agreements.c.report == talks.c.report, agreements.c.item == talks.c.agreement))
        .where(which, talks.c.dropped == 0)
        .order_by(talks.c.talks)
    )
    rows = connection.execute(chosen).all()
    keys = [row.talks for row in rows]
    pairs: dict[int, set[str]] = {key: set() for key in keys}
    for row in connection.execute(sa.select(talks_pairs).where(talks_pairs.c.talks.in_(keys))):
        pairs[row.talks].add(row.pair)
    return [_account(row, pairs) for row in rows]


def _account(row: sa.Row[Any], pairs: Mapping[int, set[str]]) -> Account:
    parties = {code for pair in pairs[row.talks] for code in pair.split("-")}
    own = frozenset(name for code in parties for name in names_of(code))
    return Account(
        talks=row.talks,
        report=row.report,
        thread=row.thread,
        pairs=frozenset(pairs[row.talks]),
        known_day=row.known_day,
        name=row.name,
        subject=stems(row.subject or "") - own - _PLAIN,
        near=stems(" ".join(filter(None, (row.title, row.lead, row.around)))) - own,
        text=" ".join(row.words.split()),
    )
