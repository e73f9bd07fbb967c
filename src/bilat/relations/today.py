"""What is new in the record since the last look, by event and not by article."""

from collections.abc import Sequence
from typing import Any, get_args

import sqlalchemy as sa

from bilat.records import EventType, Record
from bilat.relations.any_pair import Key, key_of, known_of_keys
from bilat.relations.happenings import Happening, described
from bilat.relations.known import known_by
from bilat.relations.statements import topic_id
from bilat.relations.timeline import chosen
from bilat.store.tables import event_pairs, events, reports

# How many of the newest reports are looked at, and how many of those without an event are named.
MOST_REPORTS = 2000
MOST_OTHERS = 50


class NewReport(Record, frozen=True, kw_only=True, gc=False):
    """A report that was added; `added_at` is a time in UTC."""

    report: str
    revision: int
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    added_at: str
    copy: bool


class NewEvent(Record, frozen=True, kw_only=True, gc=False):
    """An event that reports tell which were added since.

    `first_told` says that no older report of the record tells it; `added` are the new reports, the newest first.
    """

    first_told: bool
    added: tuple[NewReport, ...]
    event: Happening


class Today(Record, frozen=True, kw_only=True, gc=False):
    """What was added since a moment, the newest first.

    `since` is that moment, null where everything is asked for, and `newest` when the last report was added: the
    `since` of the next look. `reports` counts the reports added, at most `MOST_REPORTS` (`more` says that there were
    more). What reports tell as background is not new. `others` are those of them that tell of nothing new between two
    countries, or nothing that fits the question.
    """

    since: str | None
    newest: str | None
    reports: int
    more: bool
    events: tuple[NewEvent, ...]
    more_events: bool
    others: tuple[NewReport, ...]
    other_reports: int


class Question(Record, frozen=True, kw_only=True):
    """Which events are asked for: with the code of a country, of a PLOVER type, on a topic by its id."""

    country: str | None = None
    type: str | None = None
    topic: str | None = None


def today(
    connection: sa.Connection,
    question: Question | None = None,
    *,
    since: str | None = None,
    limit: int = 50,
    day: str,
) -> Today:
    """What is new since a moment, at most `limit` events.

    `since` is an ISO time in UTC, as `added_at` of a report is; `day` is today, from which what is planned lies ahead.
    Raises `UsageError` for a type or topic that there is not.
    """
    question = _checked(question or Question())
    rows = _added(connection, since)
    more, rows = len(rows) > MOST_REPORTS, rows[:MOST_REPORTS]
    if not rows:
        return Today(
            since=since, newest=_newest(connection), reports=0, more=False, events=(), more_events=False, others=(),
            other_reports=0,
        )  # fmt: skip
    told = _told(connection, rows[-1].report, question)
    keys = list(dict.fromkeys(key for key, _ in told))
    found = _events(connection, keys[:limit], rows, day)
    telling = {report for _, report in told}
    others = [row for row in rows if row.report not in telling]
    return Today(
        since=since,
        newest=rows[0].added_at,
        reports=len(rows),
        more=more,
        events=tuple(found),
        more_events=len(keys) > limit,
        others=tuple(_report(row) for row in others[:MOST_OTHERS]),
        other_reports=len(others),
    )


def _added(connection: sa.Connection, since: str | None) -> list[sa.Row[Any]]:
    """The newest reports, one more than are looked at; keys rise with the time of adding."""
    c = reports.c
    query = (
        sa.select(c.report, c.id, c.revision, c.title, c.source, c.published, c.url, c.added_at, c.copy_of)
        .where(known_by(None))
        .order_by(c.report.desc())
        .limit(MOST_REPORTS + 1)
    )
    if since is not None:
        # The newest report that is not new: so the older ones, however many, need not be looked at.
        seen = reports.alias("seen").c
        old = sa.select(seen.report).where(seen.added_at <= since).order_by(seen.report.desc()).limit(1)
        query = query.where(c.report > sa.func.coalesce(old.scalar_subquery(), 0))
    return [*connection.execute(query)]


def _newest(connection: sa.Connection) -> str | None:
    last = sa.select(reports.c.added_at).order_by(reports.c.report.desc()).limit(1)
    added: str | None = connection.execute(last).scalar()
    return added


def _checked(question: Question) -> Question:
    kinds = chosen([question.type] if question.type else None, get_args(EventType), "event type")
    return Question(
        country=question.country,
        type=next(iter(kinds)) if kinds else None,
        topic=topic_id(question.topic) if question.topic else None,
    )


def _told(connection: sa.Connection, first: int, question: Question) -> list[tuple[Key, int]]:
    """The events between countries that reports from this key on tell, with the report, the newest first."""
    country, type_, topic = question.country, question.type, question.topic
    between = sa.select(event_pairs.c.event).where(event_pairs.c.event == events.c.event)
    if country is not None:
        between = between.where(
            sa.or_(event_pairs.c.pair.like(f"{country}-%"), event_pairs.c.pair.like(f"%-{country}"))
        )
    query = (
        sa.select(events.c.event, events.c.happening, events.c.report)
        .join(reports, reports.c.report == events.c.report)
        .where(events.c.report >= first, events.c.dropped == 0, events.c.status != "historical", known_by(None))
        .where(between.exists())
        .order_by(events.c.report.desc(), events.c.event)
    )
    if type_ is not None:
        query = query.where(events.c.type == type_)
    if topic is not None:
        query = query.where(events.c.topics.like(f'%"{topic}"%'))
    return [(key_of(row.event, row.happening), row.report) for row in connection.execute(query)]


def _events(connection: sa.Connection, keys: Sequence[Key], rows: Sequence[sa.Row[Any]], day: str) -> list[NewEvent]:
    known = known_of_keys(connection, keys)
    kept = [known[key] for key in keys if key in known]
    new = {row.report: row for row in rows}
    found = []
    for one, event in zip(kept, described(connection, kept, day), strict=True):
        told_by = dict.fromkeys(sorted((row.report for row in one.accounts), reverse=True))
        found.append(
            NewEvent(
                first_told=all(report in new for report in told_by),
                added=tuple(_report(new[report]) for report in told_by if report in new),
                event=event,
            )
        )
    return found


def _report(row: sa.Row[Any]) -> NewReport:
    return NewReport(
        report=row.id,
        revision=row.revision,
        title=row.title,
        source=row.source,
        published=row.published,
        url=row.url,
        added_at=row.added_at,
        copy=row.copy_of is not None,
    )
