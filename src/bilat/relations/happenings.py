"""What happened between two countries, each happening once, as its accounts known by a day tell it.

What its accounts tell between them is worked out in `settling`. An account that is linked to no happening yet is one of
its own.
"""

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.records import EventStatus, Record
from bilat.relations.known import REPORT_COLUMNS, Source, chunks, corrected_of, known_by, words_of
from bilat.relations.naming import country_name
from bilat.relations.sentences import sentence_around
from bilat.relations.settling import Account as Account
from bilat.relations.settling import Known as Known
from bilat.relations.settling import KnownTime as KnownTime
from bilat.relations.settling import known_of as known_of
from bilat.store.sides import pair_of
from bilat.store.tables import actors, event_pairs, events, happenings, reports, statements

# Fewer characters than this are shown with the sentence around them.
FEWEST_CHARACTERS = 30
# An id so long is a country's code (longer ones begin with it): the country itself acts.
CODE = 3


class Party(Record, frozen=True, kw_only=True, gc=False):
    """Who acts or is acted on, as the account that leads the line names them."""

    id: str
    name: str
    country: str | None


class Telling(Source, frozen=True, kw_only=True, gc=False):
    """One account: the words of a report, what it takes the event for, and why it stands with the others.

    `known_day` is the day from which it could be read, `time` a TIMEX3 value, `according_to` the name of who says so
    where the report only hands it on, `copy` whether the report is a reprint. The `link_` fields are null where the
    account is the first or only one.
    """

    known_day: str
    type: str
    mode: str | None
    status: EventStatus
    time: str | None
    according_to: str | None
    copy: bool
    link_reason: str | None
    link_score: float | None
    link_by: str | None


class Happening(Record, frozen=True, kw_only=True, gc=False):
    """One event between two countries, once, with all accounts of it.

    `day` is the first day it can have been on, or where no report gives a time the day of the first report (`time` is
    null then). `expected` is only of what is planned: `ahead`, or `due` where its day has passed and no report says
    that it happened. `status_report` is the report that settles the status. `source` and `target` are the countries of
    the pair; where there is no direction both stand in `source`. `sources` run from the oldest report to the newest.
    """

    id: str
    day: str
    time: KnownTime | None
    time_conflicts: tuple[KnownTime, ...]
    first_reported: str
    last_reported: str
    type: str
    mode: str | None
    status: EventStatus
    status_report: str
    expected: Literal["ahead", "due"] | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    source_parties: tuple[Party, ...]
    target_parties: tuple[Party, ...]
    place: str | None
    place_country: str | None
    topics: tuple[str, ...]
    contexts: tuple[str, ...]
    intensity: float | None
    articles: int
    independent_sources: int
    sources: tuple[Telling, ...]


# How many of the fields are enough for counting.
_COUNTED = Account._fields.index("happening_id")


def known_happenings(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    words: bool = True,
) -> list[Known]:
    """The happenings between two countries from `since` to `until`, in order of day.

    Without `words`, which `described` needs, reports are not cut: for counting.
    """
    groups: dict[tuple[bool, int], list[Account]] = {}
    query = _accounts(pair_of(first, second), since, until, as_of, words=words)
    for row in map(Account._make, connection.execute(query).all()):
        key = (True, row.happening) if row.happening is not None else (False, row.event)
        if key in groups:
            groups[key].append(row)
        else:
            groups[key] = [row]
    found = (known_of(rows) for rows in groups.values())
    kept = [
        known
        for known in found
        if known is not None and known.last_day >= (since or "") and (until is None or known.day <= until)
    ]
    kept.sort(key=lambda known: (known.day, known.accounts[0].known_day, known.accounts[0].event))
    return kept


def _accounts(
    pair: str, since: str | None, until: str | None, as_of: str | None, *, words: bool
) -> sa.CompoundSelect[Any]:
    """All accounts of what is between the pair in that time: also those that put it elsewhere, or on another day."""
    hits = (
        sa.select(events.c.event, events.c.happening)
        .join(event_pairs, event_pairs.c.event == events.c.event)
        .where(event_pairs.c.pair == pair, events.c.dropped == 0)
    )
    if since is not None:
        ends = sa.func.coalesce(events.c.time_end, events.c.day)
        hits = hits.where(event_pairs.c.day >= _year_before(since), ends >= since)
    if until is not None:
        hits = hits.where(event_pairs.c.day <= until)
    found = hits.cte("hits")
    linked = sa.select(found.c.happening).where(found.c.happening.is_not(None))
    alone = sa.select(found.c.event).where(found.c.happening.is_(None))
    return sa.union_all(
        account_rows(pair, as_of, words=words).where(events.c.happening.in_(linked)),
        account_rows(pair, as_of, words=words).where(events.c.event.in_(alone)),
    )


def _year_before(day: str) -> str:
    """So that a time known to the year is found by any day in it."""
    return f"{int(day[:4]) - 1:04}{day[4:]}"


def account_rows(pair: str | None, as_of: str | None, *, words: bool) -> sa.Select[Any]:
    """The accounts known by then, as `Account` has them; what is not of the pair has none (`pair` is null).

    Without a pair each account stands with the first of its own, or with "" where it is within one country.
    """
    first = reports.alias("first_report")  # of which this report is a copy
    p = event_pairs.c
    origin = sa.case((reports.c.copy_of.is_(None), reports.c.origin), else_=first.c.origin)
    beside: sa.ColumnElement[Any] = p.pair == (first_pair() if pair is None else pair)
    named: dict[str, sa.ColumnElement[Any]] = {
        "known_day": reports.c.known_day, "origin": origin, "pair_source": p.source,
        "pair": sa.func.coalesce(p.pair, "") if pair is None else p.pair,
        "pair_target": p.target, "happening_id": happenings.c.id, "words": words_of(events),
    }  # fmt: skip
    named |= {column.name: column for column in REPORT_COLUMNS}
    columns = [named[name] if name in named else events.c[name] for name in Account._fields]
    if not words:
        columns[_COUNTED:] = [sa.null().label(name) for name in Account._fields[_COUNTED:]]
    query = (
        sa.select(*columns)
        .select_from(events)
        .join(reports, reports.c.report == events.c.report)
        .outerjoin(first, first.c.report == reports.c.copy_of)
        .outerjoin(event_pairs, sa.and_(beside, p.day == events.c.day, p.event == events.c.event))
        .where(events.c.dropped == 0, known_by(as_of))
    )
    return query.outerjoin(happenings, happenings.c.happening == events.c.happening) if words else query


def first_pair() -> sa.ScalarSelect[Any]:
    """Of the pairs that an event is between, the first by name; null for what is within one country."""
    own = event_pairs.alias("own_pairs")
    return sa.select(sa.func.min(own.c.pair)).where(own.c.event == events.c.event).correlate(events).scalar_subquery()


def with_words(
    connection: sa.Connection, first: str, second: str, known: Sequence[Known], as_of: str | None
) -> list[Known]:
    """The same happenings with what `described` needs, where they were asked for without words."""
    found: dict[int, Account] = {}
    query = account_rows(pair_of(first, second), as_of, words=True)
    for chunk in chunks([row.event for one in known for row in one.accounts]):
        rows = connection.execute(query.where(events.c.event.in_(chunk)))
        found |= {row.event: row for row in map(Account._make, rows.all())}
    return [
        one._replace(
            accounts=[found[row.event] for row in one.accounts],
            lead=found[one.lead.event],
            settled=found[one.settled.event],
        )
        for one in known
    ]


def described(connection: sa.Connection, known: Sequence[Known], today: str) -> list[Happening]:
    """The happenings with the words and names behind them, in the same order; `today` is the last day looked from."""
    known = _in_sentences(connection, known)
    parties = _parties(connection, [one.lead for one in known])
    speakers = _speakers(connection, [row for one in known for row in one.accounts if row.according_to])
    return [_described(one, parties, speakers, today) for one in known]


def _in_sentences(connection: sa.Connection, known: Sequence[Known]) -> Sequence[Known]:
    """The same with the sentence around them for words so few that they say nothing alone ("must")."""
    short = {row.report for one in known for row in one.accounts if len(row.words) < FEWEST_CHARACTERS}
    texts: dict[int, sa.Row[Any]] = {}
    for chunk in chunks(sorted(short)):
        query = sa.select(reports.c.report, reports.c.title, reports.c.text).where(reports.c.report.in_(chunk))
        texts |= {row.report: row for row in connection.execute(query).all()}

    def told(row: Account) -> Account:
        if len(row.words) >= FEWEST_CHARACTERS:
            return row
        text = (texts[row.report].title or "") if row.located_in == "title" else texts[row.report].text
        start, end = sentence_around(text, (row.span_start, row.span_end))
        return row._replace(span_start=start, span_end=end, words=text[start:end])

    if not short:
        return known
    return [
        one._replace(accounts=[told(row) for row in one.accounts])
        if any(row.report in short for row in one.accounts)
        else one
        for one in known
    ]


def _described(
    one: Known, parties: Mapping[str, Party], speakers: Mapping[tuple[int, str], str], today: str
) -> Happening:
    lead, rows = one.lead, one.accounts
    countries = tuple([code for code in (lead.pair or "").split("-") if code])
    place = lead if lead.place else next((row for row in reversed(rows) if row.place), lead)
    return Happening(
        id=lead.happening_id or lead.item,
        day=one.day,
        time=one.time,
        time_conflicts=one.conflicts,
        first_reported=rows[0].known_day,
        last_reported=rows[-1].known_day,
        type=lead.type,
        mode=lead.mode,
        status=one.status,
        status_report=one.settled.report_id,
        expected=one.expected(today),
        source=(lead.pair_source,) if lead.pair_source else countries,
        target=(lead.pair_target,) if lead.pair_target else (),
        source_parties=tuple([parties[actor] for actor in ids(lead.source)]),
        target_parties=tuple([parties[actor] for actor in ids(lead.target)]),
        place=place.place,
        place_country=place.place_country,
        topics=_joined([row.topics for row in rows]),
        contexts=_joined([row.contexts for row in rows]),
        intensity=lead.intensity,
        articles=one.articles,
        independent_sources=one.independent_sources,
        sources=tuple([_telling(row, speakers) for row in rows]),
    )


def _telling(row: Account, speakers: Mapping[tuple[int, str], str]) -> Telling:
    return Telling(
        report=row.report_id,
        revision=row.report_revision,
        item=row.item,
        title=row.report_title,
        source=row.report_source,
        published=row.report_published,
        url=row.report_url,
        words=row.words,
        span=(row.span_start, row.span_end),
        where=row.located_in,
        by=row.by,
        corrected=corrected_of(row.corrected),
        known_day=row.known_day,
        type=row.type,
        mode=row.mode,
        status=row.status,
        time=row.time,
        according_to=speakers.get((row.report, row.according_to)) if row.according_to else None,
        copy=row.report_copy_of is not None,
        link_reason=row.link_reason,
        link_score=row.link_score,
        link_by=row.link_by,
    )


def _parties(connection: sa.Connection, leads: Iterable[Account]) -> dict[str, Party]:
    """Actors by id. What an id is called is looked up in the newest report that has it."""
    newest: dict[str, int] = {}
    for lead in leads:
        for actor in (*ids(lead.source), *ids(lead.target)):
            if newest.get(actor, 0) < lead.report:
                newest[actor] = lead.report
    found = {actor: Party(id=actor, name=country_name(actor), country=actor) for actor in newest if len(actor) == CODE}
    a = actors.c
    for chunk in chunks(sorted({report for actor, report in newest.items() if actor not in found})):
        people = sa.select(a.report, a.actor, a.name, a.country).where(a.report.in_(chunk))
        for row in connection.execute(people).all():
            if newest.get(row.actor) == row.report:
                found[row.actor] = Party(id=row.actor, name=row.name, country=row.country)
    return found


def _speakers(connection: sa.Connection, rows: Sequence[Account]) -> dict[tuple[int, str], str]:
    """The names of those who say so, by report and statement."""
    wanted = {(row.report, row.according_to) for row in rows}
    s = statements.c
    found: dict[tuple[int, str], str] = {}
    for chunk in chunks(sorted({report for report, _ in wanted})):
        query = sa.select(s.report, s.item, s.speaker_name).where(s.report.in_(chunk), s.speaker_name.is_not(None))
        found |= {(row.report, row.item): row.speaker_name for row in connection.execute(query).all()}
    return found


@functools.lru_cache(maxsize=4096)
def ids(listed: str) -> tuple[str, ...]:
    """A list of ids as the record keeps it."""
    return msgspec.json.decode(listed, type=tuple[str, ...])


def _joined(lists: Sequence[str | None]) -> tuple[str, ...]:
    """What several lists hold, each once."""
    if len(lists) == 1:
        return ids(lists[0]) if lists[0] else ()
    return tuple(dict.fromkeys(each for listed in lists if listed for each in ids(listed)))
