"""Alerts: saved questions, and what the record holds that answers them.

A question is a pair of countries and, if wanted, a type of event, a person, a topic; or the measures between the two
that change state. An answer, an entry, is a happening that was told for the first time, or one change of a measure. Its
id stays, so that a reader or a webhook is told of it once.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import msgspec
import sqlalchemy as sa

from bilat.errors import NotFoundError, UsageError
from bilat.records import EventType, Record, content_id, slug
from bilat.relations.event_accounts import Row, day_of, event_rows, lead_of
from bilat.relations.known import REPORT_COLUMNS, Source, known_by, place_columns, source_of
from bilat.relations.naming import country_name
from bilat.relations.phrases import heading_of, state_name
from bilat.store.sides import pair_of
from bilat.store.tables import alert_deliveries, alerts, chains, event_pairs, events, measure_parties, measures, reports
from bilat.view.safe import one_line, safe_url
from bilat.view.wording import MEASURES

# A feed holds so many of the newest entries.
NEWEST = 50
LONGEST_NAME = 80
# From what was only spoken of to what is over; a report that goes back on this line tells nothing new of a measure,
# except that what was suspended is in force again.
_STATES = ("proposed", "threatened", "announced", "in-force", "suspended", "ended")


class Alert(Record, frozen=True, kw_only=True):
    """A saved question. The counts are of its webhook's deliveries; `gone_at` says when that answered "gone"."""

    name: str
    pair: tuple[str, str]
    type: str | None
    person: str | None
    topic: str | None
    measures: bool
    webhook: str | None
    created_at: str
    gone_at: str | None
    sent: int = 0
    pending: int = 0
    failed: int = 0


class Entry(Record, frozen=True, kw_only=True):
    """An answer. `first_added` and `last_added` are when its first and newest report came into the record."""

    id: str
    kind: Literal["event", "measure"]
    title: str
    day: str | None
    pair: tuple[str, str]
    type: str
    state: str
    topics: tuple[str, ...]
    first_added: str
    last_added: str
    sources: tuple[Source, ...]


def add_alert(
    connection: sa.Connection,
    name: str,
    pair: tuple[str, str],
    *,
    type_: str | None = None,
    person: str | None = None,
    topic: str | None = None,
    measures: bool = False,
    webhook: str | None = None,
) -> None:
    """Saves a question. Raises `UsageError` where the name is taken or something in it cannot be."""
    if not name.strip() or len(name) > LONGEST_NAME or name != one_line(name).strip():
        raise UsageError(f"a name of an alert is one line of at most {LONGEST_NAME} characters, not {name!r}")
    if _row(connection, name) is not None:
        raise UsageError(f"there is an alert {name!r} already; remove it first, or take another name")
    if type_ is not None and type_ not in get_args(EventType):
        raise UsageError(f"{type_!r} is no type of event; the types are {', '.join(get_args(EventType))}")
    if topic is not None:
        _check_topic(topic)
    if person is not None and not slug(person):
        raise UsageError(f"{person!r} is no name of a person")
    if webhook is not None and safe_url(webhook) is None:
        shown = one_line(webhook)[:80]
        raise UsageError(f"a webhook is an http or https address without a password in it, not {shown!r}")
    row = {"type": type_, "person": person, "topic": topic, "measures": int(measures), "webhook": webhook}
    newest = connection.execute(sa.select(sa.func.max(reports.c.report))).scalar()
    connection.execute(
        alerts.insert().values(
            name=name,
            first=pair[0],
            second=pair[1],
            created_at=datetime.now(UTC).isoformat(timespec="seconds"),
            from_report=newest or 0,
            **row,
        )
    )


def list_alerts(connection: sa.Connection) -> list[Alert]:
    """All saved questions by name, with the state of their deliveries."""
    counted = sa.select(alert_deliveries.c.alert, alert_deliveries.c.state, sa.func.count()).group_by(
        alert_deliveries.c.alert, alert_deliveries.c.state
    )
    counts = {(key, state): number for key, state, number in connection.execute(counted)}
    return [_alert(row, counts) for row in connection.execute(sa.select(alerts).order_by(alerts.c.name))]


def get_alert(connection: sa.Connection, name: str) -> Alert:
    """One saved question. Raises `UsageError` where there is none of this name."""
    found = next((alert for alert in list_alerts(connection) if alert.name == name), None)
    if found is None:
        raise NotFoundError(f"there is no alert {name!r}; `bilat alerts list` shows them")
    return found


def remove_alert(connection: sa.Connection, name: str) -> None:
    """Forgets a question and its deliveries. Raises `UsageError` where there is none of this name."""
    row = _row(connection, name)
    if row is None:
        raise NotFoundError(f"there is no alert {name!r}; `bilat alerts list` shows them")
    connection.execute(alert_deliveries.delete().where(alert_deliveries.c.alert == row.alert))
    connection.execute(alerts.delete().where(alerts.c.alert == row.alert))


def entries(
    connection: sa.Connection, alert: Alert, *, after: int = 0, newest: int | None = NEWEST
) -> tuple[Entry, ...]:
    """What answers an alert, the newest first: of reports with a key above `after`, at most `newest` entries."""
    found: list[tuple[int, Entry]] = []
    if not alert.measures or alert.type or alert.person or alert.topic:
        found += _events(connection, alert, after, newest)
    if alert.measures:
        found += _changes(connection, alert, after)
    found.sort(key=lambda each: (-each[0], each[1].id))
    return tuple(entry for _, entry in found[:newest])


def _row(connection: sa.Connection, name: str) -> sa.Row[Any] | None:
    return connection.execute(sa.select(alerts).where(alerts.c.name == name)).first()


def _alert(row: sa.Row[Any], counts: dict[tuple[int, str], int]) -> Alert:
    waiting = counts.get((row.alert, "pending"), 0) + counts.get((row.alert, "sending"), 0)
    return Alert(
        name=row.name,
        pair=(row.first, row.second),
        type=row.type,
        person=row.person,
        topic=row.topic,
        measures=bool(row.measures),
        webhook=row.webhook,
        created_at=row.created_at,
        gone_at=row.gone_at,
        sent=counts.get((row.alert, "sent"), 0),
        pending=waiting,
        failed=counts.get((row.alert, "failed"), 0),
    )


def _check_topic(topic: str) -> None:
    from bilat.codebook.topics import load_topics

    known = load_topics().by_id
    if topic not in known:
        raise UsageError(f"{topic!r} is no topic of the codebook; the topics are {', '.join(sorted(known))}")


def _events(connection: sa.Connection, alert: Alert, after: int, newest: int | None) -> list[tuple[int, Entry]]:
    """The happenings that answer, each with the key of the first report that told of it what is asked for."""
    pair = pair_of(*alert.pair)
    first = sa.func.min(events.c.report).label("first_report")
    wanted = (
        sa.select(events.c.happening, first)
        .join(event_pairs, event_pairs.c.event == events.c.event)
        .where(event_pairs.c.pair == pair, events.c.dropped == 0, events.c.happening.is_not(None))
        .group_by(events.c.happening)
        .having(first > after)
        .order_by(first.desc())
        .limit(newest)
    )
    if alert.type is not None:
        wanted = wanted.where(events.c.type == alert.type)
    if alert.topic is not None:
        wanted = wanted.where(events.c.topics.like(f'%"{alert.topic}"%'))
    if alert.person is not None:
        wanted = wanted.where(_takes_part(alert.person))
    firsts: dict[int, int] = {row.happening: row.first_report for row in connection.execute(wanted)}
    rows: dict[int, list[Row]] = {}
    for row in event_rows(connection, None, events.c.happening.in_(list(firsts))):
        rows.setdefault(row.happening, []).append(row)
    return [(firsts[key], _event_entry(connection, alert, pair, told)) for key, told in rows.items()]


def _takes_part(person: str) -> sa.ColumnElement[bool]:
    """Ids of persons end in their names: "IND:narendra-modi". A last name is enough."""
    name = slug(person)
    sides = (events.c.source, events.c.target)
    return sa.or_(*(side.like(pattern) for side in sides for pattern in (f'%-{name}"%', f'%:{name}"%', f'%"{name}"%')))


def _event_entry(connection: sa.Connection, alert: Alert, pair: str, rows: Sequence[Row]) -> Entry:
    type_, mode, status = lead_of(rows)
    lead = next(row for row in rows if (row.type, row.mode, row.status) == (type_, mode, status))
    between = connection.execute(
        sa.select(event_pairs.c.source, event_pairs.c.target).where(
            event_pairs.c.pair == pair, event_pairs.c.event.in_([row.event for row in rows])
        )
    ).first()
    directed = between is not None and between.source is not None
    source, target = ((between.source,), (between.target,)) if directed and between else (alert.pair, ())
    return Entry(
        id=lead.happening_id,
        kind="event",
        title=heading_of(type_, mode, status, source, target),
        day=day_of(rows),
        pair=alert.pair,
        type=type_,
        state=status,
        topics=tuple(dict.fromkeys(topic for row in rows for topic in msgspec.json.decode(row.topics or "[]"))),
        first_added=min(row.added_at for row in rows),
        last_added=max(row.added_at for row in rows),
        sources=tuple(source_of(row) for row in rows),
    )


def _changes(connection: sa.Connection, alert: Alert, after: int) -> list[tuple[int, Entry]]:
    """The changes of measures between the two, each with the key of the report that told of it first."""
    found = []
    told: dict[int, list[Row]] = {}
    for row in connection.execute(_measure_rows(alert.pair)):
        told.setdefault(row.chain, []).append(row)
    for rows in told.values():
        state: str | None = None
        for row in rows:
            if not _changes_state(state, row.status):
                continue
            if row.report > after:
                found.append((row.report, _change_entry(alert, row, state)))
            state = row.status
    return found


def _measure_rows(pair: tuple[str, str]) -> sa.Select[Any]:
    a, b = pair
    c, p = measures.c, measure_parties.c
    columns = (
        c.chain, c.report, c.kind, c.rate, c.unit, c.goods, c.status, c.effective, c.announced, c.ended, p.imposer,
        p.target, chains.c.id.label("chain_id"), reports.c.added_at,
    )  # fmt: skip
    return (
        sa.select(*columns, *place_columns(measures), *REPORT_COLUMNS)
        .join(reports, reports.c.report == c.report)
        .join(measure_parties, p.measure == c.measure)
        .join(chains, chains.c.chain == c.chain)
        .where(
            sa.or_(sa.and_(p.imposer == a, p.target == b), sa.and_(p.imposer == b, p.target == a)),
            c.dropped == 0,
            c.status != "unknown",
            known_by(None),
        )
        .order_by(reports.c.known_day, c.report, c.measure)
    )


def _changes_state(before: str | None, now: str) -> bool:
    """Whether a report that tells this state of a measure tells something new."""
    if before is None:
        return True
    again = before == "suspended" and now in ("in-force", "ended")
    return again or _STATES.index(now) > _STATES.index(before)


def _change_entry(alert: Alert, row: Row, before: str | None) -> Entry:
    rate = f"{row.rate:,g}{'%' if row.unit == 'percent' else ' ' + (row.unit or '')} " if row.rate is not None else ""
    what = f"{rate}{MEASURES.get(row.kind, row.kind)}" + (f" on {one_line(row.goods).strip()}" if row.goods else "")
    now = state_name(row.status) + (f" (was {state_name(before)})" if before else "")
    days = {"in-force": row.effective, "suspended": row.ended, "ended": row.ended}
    return Entry(
        id=content_id("change", row.chain_id, row.status, row.report_id),
        kind="measure",
        title=f"{country_name(row.imposer)} to {country_name(row.target)}: {what}: {now}",
        day=days.get(row.status, row.announced),
        pair=alert.pair,
        type=row.kind,
        state=row.status,
        topics=(),
        first_added=row.added_at,
        last_added=row.added_at,
        sources=(source_of(row),),
    )
