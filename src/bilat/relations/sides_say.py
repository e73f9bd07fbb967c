"""What each of two countries says on each topic, in reports that tell of the two."""

from collections import Counter

import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.known import known_by
from bilat.relations.rows import Rows
from bilat.relations.statements import FIRM, WARM, StatementLine, lines_of
from bilat.store.sides import pair_of
from bilat.store.tables import event_pairs, events, reports, statement_topics, statements


class SaidOnTopic(Record, frozen=True, kw_only=True, gc=False):
    """What one side says on one topic: how many statements, by act, and the last one.

    Counted as reports have them, without those that a report has twice. `firm` accuse, warn, threaten, demand, refuse
    or deny, `warm` praise, agree, promise or offer.
    """

    side: str
    topic: str
    statements: int
    acts: dict[str, int]
    firm: int
    warm: int
    first_day: str
    last_day: str
    last: StatementLine


def said_by_topic(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Rows[SaidOnTopic]:
    """The topics of the two sides, those most spoken of first; of each topic the sides in the order they were given."""
    t, s = statement_topics.c, statements.c
    between = sa.select(events.c.report).join(event_pairs, event_pairs.c.event == events.c.event)
    query = (
        sa.select(s.side, t.topic, s.act, s.day, s.statement)
        .join(statement_topics, t.statement == s.statement)
        .join(reports, reports.c.report == s.report)
        .where(
            s.side.in_((first, second)),
            s.report.in_(between.where(event_pairs.c.pair == pair_of(first, second))),
            s.dropped == 0,
            s.same_as.is_(None),
            known_by(as_of),
        )
        .order_by(s.day, s.statement)
    )
    if since is not None:
        query = query.where(s.day >= since)
    if until is not None:
        query = query.where(s.day <= until)
    told: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for row in connection.execute(query):
        told.setdefault((row.topic, row.side), []).append((row.act, row.day, row.statement))
    last = lines_of(connection, [rows[-1][2] for rows in told.values()])
    found = [_said(topic, side, rows, last[rows[-1][2]]) for (topic, side), rows in told.items()]
    spoken: Counter[str] = Counter()
    for one in found:
        spoken[one.topic] += one.statements
    found.sort(key=lambda one: (-spoken[one.topic], one.topic, one.side != first))
    return Rows(found, SaidOnTopic)


def _said(topic: str, side: str, rows: list[tuple[str, str, int]], last: StatementLine) -> SaidOnTopic:
    acts = Counter(act for act, _, _ in rows)
    return SaidOnTopic(
        side=side,
        topic=topic,
        statements=len(rows),
        acts=dict(acts.most_common()),
        firm=sum(acts[act] for act in FIRM),
        warm=sum(acts[act] for act in WARM),
        first_day=rows[0][1],
        last_day=rows[-1][1],
        last=last,
    )
