"""Negotiations between two countries: rounds, offers, conditions, deadlines, and who said what about them."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from bilat.records import EventStatus, Precision, Record, TalksStatus, When, Where
from bilat.records import Talks as Item
from bilat.relations.happenings import Party, ids
from bilat.relations.known import REPORT_COLUMNS, Source, chunks, independent_of, known_by, origins, place_columns
from bilat.relations.rows import Rows
from bilat.relations.statements import StatementLine, about_reports, days_between, topics_in
from bilat.relations.told import Told
from bilat.store.sides import pair_of
from bilat.store.tables import agreements, event_pairs, events, reports, talks, talks_pairs, threads

Row = sa.Row[Any]
T = TypeVar("T")

# A statement that has one of these words, in a report on the talks, is about them.
_OF_TALKS = re.compile(
    r"\b(?:talks|negotiat\w+|rounds?|deals?|agreements?|pacts?|accords?|treat(?:y|ies)|offers?|proposals?)\b",
    re.IGNORECASE,
)


class TalksRound(Record, frozen=True, kw_only=True, gc=False):
    """One round: where, when, who came. `status` is null where no report tells the meeting itself."""

    where: str | None
    where_country: str | None
    when: str | None
    start: str | None
    end: str | None
    precision: Precision | None
    who: tuple[Party, ...]
    status: EventStatus | None
    sources: tuple[Source, ...]


class TalksOffer(Record, frozen=True, kw_only=True, gc=False):
    """What one side offers the other; `according_to` is who says so, where that is said."""

    by: str | None
    to: str | None
    what: str
    according_to: str | None
    sources: tuple[Source, ...]


class TalksCondition(Record, frozen=True, kw_only=True, gc=False):
    """What a side says must hold before there is a deal."""

    by: str | None
    what: str
    sources: tuple[Source, ...]


class TalksDeadline(Record, frozen=True, kw_only=True, gc=False):
    """By when; deadlines that reports give differently stand beside each other."""

    value: str | None
    start: str | None
    end: str | None
    precision: Precision | None
    articles: int
    independent_sources: int
    sources: tuple[Source, ...]


class TalksThread(Record, frozen=True, kw_only=True, gc=False):
    """One negotiation, with all reports of it.

    `status` is that of the latest report that gives one (`status_report`). `subject` and `agreement` are the latest
    report's words for them. `statements` are those of either side in these reports that share a topic with the talks or
    speak of talks, deals or offers. `links` says of each report after the first why it stands here.
    """

    id: str
    parties: tuple[str, ...]
    subject: str | None
    agreement: str | None
    status: TalksStatus
    status_report: str
    first_day: str
    last_day: str
    first_reported: str
    last_reported: str
    rounds: tuple[TalksRound, ...]
    offers: tuple[TalksOffer, ...]
    conditions: tuple[TalksCondition, ...]
    deadlines: tuple[TalksDeadline, ...]
    statements: tuple[StatementLine, ...]
    articles: int
    independent_sources: int
    sources: tuple[Source, ...]
    links: tuple["TalksLink", ...]


class TalksLink(Record, frozen=True, kw_only=True, gc=False):
    """Why a report's account stands with the others."""

    report: str
    item: str
    reason: str
    score: float | None
    by: str | None


def negotiations(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Rows[TalksThread]:
    """The negotiations between two countries, the one last spoken of at the end."""
    pair = pair_of(first, second)
    rows = connection.execute(_accounts(pair, as_of)).all()
    told = Told(connection, (row.report for row in rows))
    view = _View(connection, pair, rows, told, as_of)
    groups = _grouped(rows, lambda row: ("thread", row.thread) if row.thread is not None else ("talks", row.talks))
    found = [
        view.thread(group)
        for group in groups
        if any((since or "") <= row.day and (until is None or row.day <= until) for row in group)
    ]
    return Rows(sorted(found, key=lambda one: (one.last_reported, one.last_day, one.id)), TalksThread)


def _accounts(pair: str, as_of: str | None) -> sa.Select[Any]:
    """All accounts of negotiations that some report has between the pair."""
    hits = (
        sa.select(talks.c.talks, talks.c.thread)
        .join(talks_pairs, talks_pairs.c.talks == talks.c.talks)
        .where(talks_pairs.c.pair == pair)
        .cte("hits")
    )
    together = sa.select(hits.c.thread).where(hits.c.thread.is_not(None))
    return (
        sa.select(
            talks.c.talks, talks.c.report, talks.c.thread, talks.c.status, talks.c.day, talks.c.body,
            talks.c.link_reason, talks.c.link_score, talks.c.link_by, threads.c.id.label("thread_id"),
            *place_columns(talks), *REPORT_COLUMNS,
        )
        .join(reports, reports.c.report == talks.c.report)
        .outerjoin(threads, threads.c.thread == talks.c.thread)
        .where(
            talks.c.dropped == 0,
            known_by(as_of),
            sa.or_(talks.c.talks.in_(sa.select(hits.c.talks)), talks.c.thread.in_(together)),
        )
        .order_by(reports.c.known_day, talks.c.talks)
    )  # fmt: skip


class _View:
    """What the accounts of a pair's negotiations have in common: their reports, meetings and statements."""

    def __init__(
        self, connection: sa.Connection, pair: str, rows: Sequence[Row], told: Told, as_of: str | None
    ) -> None:
        self.told = told
        self.pair = pair
        self.roots = origins(connection, rows)
        keys = sorted({row.report for row in rows})
        self.named = _agreements(connection, keys)
        self.meetings = _meetings(connection, keys, pair)
        self.statements = about_reports(connection, keys, pair.split("-"), as_of)

    def thread(self, rows: Sequence[Row]) -> TalksThread:
        """One negotiation from its accounts, oldest first."""
        items = [(row, msgspec.json.decode(row.body, type=Item)) for row in rows]
        settled = next((row for row in reversed(rows) if row.status != "unknown"), rows[-1])
        subject = next((item.subject for _, item in reversed(items) if item.subject), None)
        names = [self.named.get((row.report, item.agreement)) for row, item in items]
        agreement = next((name for name in reversed(names) if name), None)
        return TalksThread(
            id=rows[0].thread_id or rows[0].item,
            parties=tuple(dict.fromkeys(code for code in self.pair.split("-"))),
            subject=subject,
            agreement=agreement,
            status=settled.status,
            status_report=settled.report_id,
            first_day=min(row.day for row in rows),
            last_day=max(row.day for row in rows),
            first_reported=rows[0].report_known_day,
            last_reported=rows[-1].report_known_day,
            rounds=self._rounds(items),
            offers=self._offers(items),
            conditions=self._conditions(items),
            deadlines=self._deadlines(items),
            statements=self._said(rows, f"{subject or ''} {agreement or ''}"),
            articles=len({row.report for row in rows}),
            independent_sources=independent_of(rows, self.roots),
            sources=tuple(self._source(row, row.located_in, (row.span_start, row.span_end)) for row in rows),
            links=tuple(
                TalksLink(
                    report=row.report_id, item=row.item, reason=row.link_reason, score=row.link_score, by=row.link_by
                )
                for row in rows
                if row.link_reason
            ),
        )

    def _source(self, row: Row, where: Where, span: tuple[int, int]) -> Source:
        return self.told.source(row.report, row.item, row.by, where, span, row.corrected)

    def _rounds(self, items: Sequence[tuple[Row, Item]]) -> tuple[TalksRound, ...]:
        """Each round once: accounts of meetings on days that can be the same, in places that can, are of one."""
        rounds: list[TalksRound] = []
        for row, item in items:
            found = self._round(row, item)
            if found is None:
                continue
            same = next((number for number, other in enumerate(rounds) if _can_be_same(found, other)), None)
            if same is None:
                rounds.append(found)
            else:
                rounds[same] = _joined_round(rounds[same], found)
        return tuple(sorted(rounds, key=lambda one: one.start or one.end or "9999"))

    def _round(self, row: Row, item: Item) -> TalksRound | None:
        """What a report says of a round, filled up from the meeting that the same sentence tells."""
        held, span = item.round, self.told.sentence(row.report, row.located_in, (row.span_start, row.span_end))
        meeting = next(
            (
                one
                for one in self.meetings.get(row.report, ())
                if one.located_in == row.located_in and one.span_start < span[1] and span[0] < one.span_end
            ),
            None,
        )
        if held is None and meeting is None:
            return None
        when = held.when if held and held.when else None
        who = list(held.who) if held else []
        if meeting is not None:
            who += [actor for actor in (*ids(meeting.source), *ids(meeting.target)) if ":" in actor]
            when = when or (
                When(
                    value=meeting.time, precision=meeting.time_precision, start=meeting.time_start, end=meeting.time_end
                )
                if meeting.time_start
                else None
            )
        where = held.place if held and held.place else None
        if not (when or who or where or (meeting is not None and meeting.place)):
            return None
        return TalksRound(
            where=where.name if where else meeting.place if meeting else None,
            where_country=where.country if where else meeting.place_country if meeting else None,
            when=when.value if when else None,
            start=when.start if when else None,
            end=when.end if when else None,
            precision=when.precision if when else None,
            who=tuple(self.told.party(row.report, actor) for actor in dict.fromkeys(who)),
            status=meeting.status if meeting else None,
            sources=(self._source(row, row.located_in, (row.span_start, row.span_end)),),
        )

    def _offers(self, items: Sequence[tuple[Row, Item]]) -> tuple[TalksOffer, ...]:
        told = [(row, offer, item.where) for row, item in items for offer in item.offers]
        groups = _grouped(told, lambda one: (one[1].by, one[1].to, _plain(one[1].what)))
        return tuple(
            TalksOffer(
                by=self._name(group[0][0], group[0][1].by),
                to=self._name(group[0][0], group[0][1].to),
                what=group[0][1].what,
                according_to=next(
                    (name for row, offer, _ in group if (name := self.told.speaker(row.report, offer.according_to))),
                    None,
                ),
                sources=tuple(self._source(row, where, offer.span) for row, offer, where in group),
            )
            for group in groups
        )

    def _conditions(self, items: Sequence[tuple[Row, Item]]) -> tuple[TalksCondition, ...]:
        told = [(row, one, item.where) for row, item in items for one in item.conditions]
        return tuple(
            TalksCondition(
                by=self._name(group[0][0], group[0][1].by),
                what=group[0][1].what,
                sources=tuple(self._source(row, where, one.span) for row, one, where in group),
            )
            for group in _grouped(told, lambda one: (one[1].by, _plain(one[1].what)))
        )

    def _deadlines(self, items: Sequence[tuple[Row, Item]]) -> tuple[TalksDeadline, ...]:
        told = [(row, item, item.deadline) for row, item in items if item.deadline is not None]
        found = []
        for group in _grouped(told, lambda one: (one[2].value, one[2].start, one[2].end)):
            deadline = group[-1][2]
            found.append(
                TalksDeadline(
                    value=deadline.value,
                    start=deadline.start,
                    end=deadline.end,
                    precision=deadline.precision,
                    articles=len({row.report for row, _, _ in group}),
                    independent_sources=independent_of([row for row, _, _ in group], self.roots),
                    sources=tuple(
                        self._source(row, item.where, item.evidence.get("deadline", item.span))
                        for row, item, _ in group
                    ),
                )
            )
        return tuple(sorted(found, key=lambda one: one.start or one.end or ""))

    def _name(self, row: Row, actor: str | None) -> str | None:
        return self.told.party(row.report, actor).name if actor else None

    def _said(self, rows: Sequence[Row], of: str) -> tuple[StatementLine, ...]:
        """The statements of either side in these reports that are about the talks."""
        wanted, tellers = topics_in(of), {row.report_id for row in rows}
        return tuple(
            line
            for line in self.statements
            if any(source.report in tellers for source in line.sources)
            and (wanted & {*line.topics} or _OF_TALKS.search(line.content))
        )


def _agreements(connection: sa.Connection, keys: Sequence[int]) -> dict[tuple[int, str | None], str]:
    """What agreements are called, by report and id."""
    a = agreements.c
    found: dict[tuple[int, str | None], str] = {}
    for chunk in chunks(keys):
        rows = connection.execute(sa.select(a.report, a.item, a.name).where(a.report.in_(chunk)))
        found |= {(row.report, row.item): row.name for row in rows}
    return found


def _meetings(connection: sa.Connection, keys: Sequence[int], pair: str) -> dict[int, list[Any]]:
    """The meetings and calls between the pair that some reports tell, by report."""
    e = events.c
    found: dict[int, list[Any]] = {}
    for chunk in chunks(keys):
        query = (
            sa.select(
                e.report, e.status, e.source, e.target, e.time, e.time_start, e.time_end, e.time_precision, e.place,
                e.place_country, e.located_in, e.span_start, e.span_end,
            )
            .join(event_pairs, event_pairs.c.event == e.event)
            .where(e.report.in_(chunk), e.type == "CONSULT", e.dropped == 0, event_pairs.c.pair == pair)
            .order_by(e.event)
        )  # fmt: skip
        for row in connection.execute(query):
            found.setdefault(row.report, []).append(row)
    return found


def _can_be_same(one: TalksRound, other: TalksRound) -> bool:
    """Whether two accounts of rounds are of one: a day or place in common, and neither that contradicts."""
    if one.where and other.where and one.where != other.where and one.where_country != other.where_country:
        return False
    if one.start and other.start:
        return max(one.start, other.start) <= min(one.end or one.start, other.end or other.start)
    return bool(one.where and one.where == other.where)


def _joined_round(one: TalksRound, other: TalksRound) -> TalksRound:
    """Both accounts together; the day that is known more precisely, the place that is known."""
    who = {party.id: party for party in (*one.who, *other.who)}
    return msgspec.structs.replace(
        min((one, other), key=_vagueness),
        where=one.where or other.where,
        where_country=one.where_country or other.where_country,
        who=tuple(who.values()),
        status=other.status or one.status,
        sources=(*one.sources, *other.sources),
    )


def _vagueness(one: TalksRound) -> tuple[bool, int]:
    return one.start is None, days_between(one.start, one.end) if one.start and one.end else 0


def _grouped(items: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Items with the same key together, in the order of the first of them."""
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return list(groups.values())


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
