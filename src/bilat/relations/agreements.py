"""Agreements that reports name, between two countries: what each is called, and its history.

An agreement is the pair's where a report says so, where an event between the two tells of it, or where they negotiate
it; one that a report only describes ("an interim trade deal") also where all that it tells between countries is between
these. Reports call one agreement by many names; names on the same subject are taken for one (agreements.toml).
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

import msgspec
import sqlalchemy as sa

from bilat.records import Act, EventStatus, Record, Span, TalksStatus
from bilat.relations.known import REPORT_COLUMNS, Source, chunks, independent_of, known_by, origins
from bilat.relations.naming import without_countries
from bilat.relations.rows import Rows
from bilat.relations.statements import DAYS_APART, days_between
from bilat.relations.told import Told
from bilat.store.rows import can_be_when
from bilat.store.sides import pair_of
from bilat.store.tables import agreements, event_pairs, events, reports, statements, talks, talks_pairs

Row = sa.Row[Any]

# The rule that reads descriptions, as against names in capitals, which may be those of treaties of many states.
_DESCRIBED = "agreements.description%"


class AgreementNews(Record, frozen=True, kw_only=True, gc=False):
    """What one report, or several with the same words, says of an agreement.

    `day` is that of the event in whose words the agreement is named (`type`, `mode`, `status`), else the day of the
    report. `talks` is how far negotiations on it are, `speaker` and `act` who speaks of it. Null where there is none.
    """

    day: str
    known_day: str
    type: str | None
    mode: str | None
    status: EventStatus | None
    talks: TalksStatus | None
    speaker: str | None
    act: Act | None
    sources: tuple[Source, ...]


class AgreementHistory(Record, frozen=True, kw_only=True, gc=False):
    """One agreement of the pair: its names, the most frequent first, and its history by day.

    `talks` is how far negotiations on it were in the latest report that says so. `sources` is where it is first named.
    """

    name: str
    names: tuple[str, ...]
    expansion: str | None
    talks: TalksStatus | None
    first_reported: str
    last_reported: str
    articles: int
    independent_sources: int
    history: tuple[AgreementNews, ...]
    sources: tuple[Source, ...]


class _Same(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    stages: frozenset[str]
    broad: frozenset[str]
    empty: frozenset[str]
    same: tuple[_Same, ...]


class Subject(msgspec.Struct, frozen=True):
    """What an agreement is on, and at what stage: agreements of which both are the same are one."""

    words: frozenset[str]
    stage: frozenset[str]


def named_agreements(
    connection: sa.Connection,
    first: str,
    second: str,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Rows[AgreementHistory]:
    """The agreements of two countries, the one last reported on at the end; what is told in the time between."""
    pair = pair_of(first, second)
    mentions = _mentions(connection, pair, as_of)
    told = Told(connection, (row.report for row in mentions))
    around = _Around(connection, pair, mentions)
    found = []
    for group in _groups(mentions, pair.split("-")):
        news = [each for each in _history(group, told, around) if (since or "") <= each.day <= (until or "9999")]
        if news:
            found.append(_agreement(group, news, told, around))
    return Rows(sorted(found, key=lambda one: (one.last_reported, one.name)), AgreementHistory)


def _mentions(connection: sa.Connection, pair: str, as_of: str | None) -> list[Row]:
    """The mentions of agreements that are the pair's, oldest report first."""
    a, e, t = agreements.c, events.c, talks.c
    told = (
        sa.select(a.agreement)
        .join(events, sa.and_(e.report == a.report, e.located_in == a.located_in))
        .join(event_pairs, event_pairs.c.event == e.event)
        .where(event_pairs.c.pair == pair, e.dropped == 0, e.span_start < a.span_end, a.span_start < e.span_end)
    )
    negotiated = (
        sa.select(a.agreement)
        .join(talks, sa.and_(t.report == a.report, t.agreement == a.item))
        .join(talks_pairs, talks_pairs.c.talks == t.talks)
        .where(talks_pairs.c.pair == pair, t.dropped == 0)
    )
    of_pair = sa.select(e.report).join(event_pairs, event_pairs.c.event == e.event).where(event_pairs.c.pair == pair)
    other = events.alias("other")
    of_others = (
        sa.select(other.c.event)
        .join(event_pairs, event_pairs.c.event == other.c.event)
        .where(other.c.report == a.report, event_pairs.c.pair != pair)
    )
    described = sa.select(a.agreement).where(
        a.report.in_(of_pair),
        a.parties.is_(None),
        sa.or_(a.by.like(_DESCRIBED), a.expansion.is_not(None)),
        ~of_others.exists(),
    )
    stated = sa.select(a.agreement).where(*(a.parties.like(f'%"{code}"%') for code in pair.split("-")))
    query = (
        sa.select(agreements, *REPORT_COLUMNS)
        .join(reports, reports.c.report == a.report)
        .where(known_by(as_of), a.agreement.in_(sa.union(told, negotiated, described, stated)))
        .order_by(reports.c.known_day, a.agreement)
    )
    return list(connection.execute(query))


class _Around:
    """What stands around the mentions: events, talks and statements in whose words an agreement is named."""

    def __init__(self, connection: sa.Connection, pair: str, mentions: Sequence[Row]) -> None:
        self.roots = origins(connection, mentions)
        keys = sorted({row.report for row in mentions})
        e, s, t = events.c, statements.c, talks.c
        self._events = _by_report(
            connection,
            keys,
            sa.select(e.report, e.type, e.mode, e.status, e.time_start, e.day, e.located_in, e.span_start, e.span_end)
            .join(event_pairs, event_pairs.c.event == e.event)
            .where(event_pairs.c.pair == pair, e.dropped == 0)
            .order_by(e.event),
            e.report,
        )
        self._statements = _by_report(
            connection,
            keys,
            sa.select(s.report, s.speaker_name, s.act, s.located_in, s.span_start, s.span_end).where(
                s.dropped == 0, s.speaker_name.is_not(None)
            ),
            s.report,
        )
        self._talks = _by_report(
            connection, keys, sa.select(t.report, t.agreement, t.status).where(t.dropped == 0), t.report
        )

    def event(self, mention: Row) -> Row | None:
        """The event between the pair in whose words the mention stands, the shortest such words."""
        return _shortest(row for row in self._events.get(mention.report, ()) if _covers(row, mention))

    def statement(self, mention: Row) -> Row | None:
        """The statement in whose words it stands."""
        return _shortest(row for row in self._statements.get(mention.report, ()) if _covers(row, mention))

    def talks(self, mention: Row) -> TalksStatus | None:
        """How far negotiations on it are."""
        held = (row.status for row in self._talks.get(mention.report, ()) if row.agreement == mention.item)
        return next((status for status in held if status != "unknown"), None)


def _by_report(
    connection: sa.Connection, keys: Sequence[int], query: sa.Select[Any], report: sa.ColumnElement[int]
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for chunk in chunks(keys):
        for row in connection.execute(query.where(report.in_(chunk))):
            found.setdefault(row.report, []).append(row)
    return found


def _covers(row: Row, mention: Row) -> bool:
    return bool(
        row.located_in == mention.located_in and row.span_start < mention.span_end and mention.span_start < row.span_end
    )


def _shortest(rows: Iterable[Row]) -> Row | None:
    return min(rows, key=lambda row: row.span_end - row.span_start, default=None)


def _groups(mentions: Sequence[Row], codes: Sequence[str]) -> list[list[Row]]:
    """Mentions of one agreement together."""
    spelled = {row.name: row.expansion for row in mentions if row.expansion}
    subjects = {row.name: subject_of(spelled.get(row.name) or row.name, codes) for row in mentions}
    initials = {_initials(name): subject for name, subject in subjects.items() if " " in name}
    groups: dict[Subject, list[Row]] = {}
    for row in mentions:
        subject = subjects[row.name]
        if " " not in row.name and row.name not in spelled:
            subject = initials.get(row.name.lower(), subject)
        groups.setdefault(subject, []).append(row)
    for subject in [one for one in groups if not one.words]:
        # "the interim agreement" is the interim trade agreement where there is one of that stage only.
        fuller = [other for other in groups if other.words and other.stage == subject.stage]
        if len(fuller) == 1:
            joined = groups[fuller[0]] + groups.pop(subject)
            groups[fuller[0]] = sorted(joined, key=lambda row: (row.report_known_day, row.agreement))
    return list(groups.values())


def subject_of(name: str, codes: Sequence[str] = ()) -> Subject:
    """What an agreement of some countries is on, by its name: "pact on microchip trade" -> semiconductor."""
    words, lists = _words(), _lists()
    found = set()
    for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", without_countries(name, codes).lower()):
        plain = words.get(word) or words.get(word.removesuffix("s"))
        found.add(plain or (word if word in lists.broad or word.endswith("ss") else word.removesuffix("s")))
    found -= lists.empty | _codebook_words()
    subject = found - lists.stages
    return Subject(frozenset(subject - lists.broad or subject), frozenset(found & lists.stages))


@functools.cache
def _lists() -> _File:
    text = (files("bilat.relations") / "agreements.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=_File)


@functools.cache
def _words() -> dict[str, str]:
    return {word: row.words[0] for row in _lists().same for word in row.words}


@functools.cache
def _codebook_words() -> frozenset[str]:
    """Heads and words that say nothing, in the singular as well."""
    from bilat.codebook.agreements import load_agreements

    lists = load_agreements()
    empty = lists.heads | lists.loose
    return frozenset(empty | {word.removesuffix("s") for word in empty})


def _initials(name: str) -> str:
    return "".join(word[0].lower() for word in name.replace("-", " ").split() if word[0].isalpha())


def _history(rows: Sequence[Row], told: Told, around: _Around) -> list[AgreementNews]:
    """What is told of the agreement, by day; the same sentence in several reports, days apart at most, once."""
    found: list[AgreementNews] = []
    told_last: dict[str, int] = {}  # by sentence, where it stands in `found`
    for row in rows:
        span: Span = (row.span_start, row.span_end)
        source = told.source(row.report, row.item, row.by, row.located_in, span)
        event, statement = around.event(row), around.statement(row)
        dated = event is not None and can_be_when(event.status, event.time_start, row.report_known_day)
        day = event.day if event is not None and dated else row.report_known_day
        sentence = " ".join(re.findall(r"\w+", source.words.lower()))
        before = told_last.get(sentence)
        if before is not None and days_between(found[before].known_day, row.report_known_day) <= DAYS_APART:
            found[before] = msgspec.structs.replace(found[before], sources=(*found[before].sources, source))
            continue
        told_last[sentence] = len(found)
        news = AgreementNews(
            day=day,
            known_day=row.report_known_day,
            type=event.type if event is not None else None,
            mode=event.mode if event is not None else None,
            status=event.status if event is not None else None,
            talks=around.talks(row),
            speaker=statement.speaker_name if statement is not None else None,
            act=statement.act if statement is not None else None,
            sources=(source,),
        )
        found.append(news)
    return sorted(found, key=lambda each: (each.day, each.known_day))


def _agreement(rows: Sequence[Row], news: Sequence[AgreementNews], told: Told, around: _Around) -> AgreementHistory:
    names = Counter(row.name for row in rows)
    # A name in capitals is the agreement's own; of descriptions the most frequent stands for it.
    own = [name for name in names if any(word[0].isupper() for word in name.split())]
    name = max(own or names, key=lambda one: names[one])
    first = next((row for row in rows if row.expansion), rows[0])
    return AgreementHistory(
        name=name,
        names=(name, *(other for other, _ in names.most_common() if other != name)),
        expansion=" ".join(first.expansion.split()) if first.expansion else None,
        talks=next((each.talks for each in reversed(news) if each.talks), None),
        first_reported=rows[0].report_known_day,
        last_reported=rows[-1].report_known_day,
        articles=len({row.report for row in rows}),
        independent_sources=independent_of(rows, around.roots),
        history=tuple(news),
        sources=(
            told.source(first.report, first.item, first.by, first.located_in, (first.span_start, first.span_end)),
        ),
    )
