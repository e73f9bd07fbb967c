"""Who said what, by speaker, side and topic, and how a side's line on a topic changed."""

import difflib
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, get_args

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.records import Act, Medium, Polarity, Record, StatementKind
from bilat.relations.happenings import ids
from bilat.relations.known import (
    REPORT_COLUMNS,
    Source,
    chunks,
    independent_of,
    known_by,
    origins,
    place_columns,
    source_of,
)
from bilat.relations.rows import Rows
from bilat.relations.timeline import chosen
from bilat.relations.tone import PERIODS, bounds
from bilat.store.fulltext import matches
from bilat.store.tables import reports, statement_topics, statements

# The same words of the same speaker in two reports are one statement on days so near; later they are said again.
DAYS_APART = 3
# Of words without a known speaker as many as this must be the same.
FEWEST_WORDS = 5
# Acts that take something on the other side, and acts that give it something.
FIRM: tuple[Act, ...] = ("accuse", "warn", "threaten", "demand", "refuse", "deny")
WARM: tuple[Act, ...] = ("praise", "agree", "promise", "offer")


class StatementLine(Record, frozen=True, kw_only=True, gc=False):
    """Something said, once, with all places that tell it.

    `side` is the country that the speaker speaks for, null for companies and private persons. `day` is the day it was
    said, or that of the first report where no report says when. `sources` run from the oldest report to the newest;
    words that a report has twice, as in its title and its text, stand there twice and count as one article.
    """

    day: str
    time: str | None
    first_reported: str
    last_reported: str
    speaker: str | None
    speaker_name: str | None
    speaker_country: str | None
    side: str | None
    act: Act
    kind: StatementKind
    medium: Medium
    addressee: str | None
    polarity: Polarity
    topics: tuple[str, ...]
    content: str
    articles: int
    independent_sources: int
    sources: tuple[Source, ...]


class LinePeriod(Record, frozen=True, kw_only=True, gc=False):
    """What a side said on a topic in one period, and how it differs from the period before in which it spoke of it.

    `acts` counts the statements by act, `firm` those that accuse, warn, threaten, demand, refuse or deny, `warm` those
    that praise, agree, promise or offer, `negated` those that say that something is not so. `new_acts` and `gone_acts`
    compare with the period before; both are null in the first one. `statements` holds the first statement of each act.
    """

    side: str
    topic: str
    period: str
    start: str
    end: str
    count: int
    acts: dict[str, int]
    firm: int
    warm: int
    negated: int
    new_acts: tuple[str, ...] | None
    gone_acts: tuple[str, ...] | None
    speakers: tuple[str, ...]
    first_day: str
    last_day: str
    statements: tuple[StatementLine, ...]


def said(
    connection: sa.Connection,
    *,
    speaker: str | None = None,
    actor: str | None = None,
    country: str | None = None,
    about: str | None = None,
    act: str | Iterable[str] | None = None,
    words: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: int | None = None,
) -> Rows[StatementLine]:
    """Statements in order of day; a `limit` keeps the last ones.

    `speaker` is the id of an actor or the beginning of words of a name ("goyal"), `actor` an id alone, `country` the
    code of a side, `about` a topic of the codebook, `words` what the statement holds in whatever form. Raises
    `UsageError` for a topic or an act that there is not.
    """
    query = _told(as_of).where(*_wanted(connection, speaker, country, act, words))
    if actor is not None:
        query = query.where(statements.c.speaker == actor)
    t = statement_topics.c
    if about is not None:
        topic = topic_id(about)
        query = query.join(statement_topics, t.statement == statements.c.statement).where(t.topic == topic)
    # Both tables hold day and key; a topic's index has its rows in this order.
    day, key = (statements.c.day, statements.c.statement) if about is None else (t.day, t.statement)
    if since is not None:
        query = query.where(day >= since)
    if until is not None:
        query = query.where(day <= until)
    query = query.order_by(day.desc(), key.desc())
    return Rows(_newest(connection, query, limit), StatementLine)


def about_reports(
    connection: sa.Connection, keys: Sequence[int], sides: Sequence[str], as_of: str | None = None
) -> Rows[StatementLine]:
    """What some sides say in some reports (by their keys), in order of day."""
    rows: list[sa.Row[Any]] = []
    for chunk in chunks(keys):
        query = _told(as_of).where(statements.c.report.in_(chunk), statements.c.side.in_(sides))
        rows += connection.execute(query).all()
    return Rows(_joined(connection, rows), StatementLine)


def lines_of(connection: sa.Connection, keys: Sequence[int]) -> dict[int, StatementLine]:
    """Some statements by their keys, each as the one report has it."""
    rows: list[sa.Row[Any]] = []
    for chunk in chunks(sorted(set(keys))):
        rows += connection.execute(_told(None, all_revisions=True).where(statements.c.statement.in_(chunk))).all()
    roots = origins(connection, rows)
    return {row.statement: _line([row], roots) for row in rows}


def _told(as_of: str | None, *, all_revisions: bool = False) -> sa.Select[Any]:
    """The statements of all reports known by then, or in whatever revision."""
    fields = (statements.c[name] for name in _FIELDS)
    return (
        sa.select(*fields, *place_columns(statements), *REPORT_COLUMNS)
        .join(reports, reports.c.report == statements.c.report)
        .where(statements.c.dropped == 0, sa.true() if all_revisions else known_by(as_of))
    )


_FIELDS = (
    "statement", "report", "day", "time", "speaker", "speaker_name", "speaker_country", "side", "act", "kind", "medium",
    "addressee", "polarity", "topics", "content", "same_as",
)  # fmt: skip


def _wanted(
    connection: sa.Connection,
    speaker: str | None,
    country: str | None,
    act: str | Iterable[str] | None,
    words: str | None,
) -> Iterator[sa.ColumnElement[bool]]:
    s = statements.c
    if speaker is not None:
        yield sa.or_(s.speaker == speaker, s.speaker_name.in_(named(speakers(connection), speaker)))
    if country is not None:
        yield s.side == country
    if act is not None:
        acts = chosen([act] if isinstance(act, str) else act, get_args(Act), "act")
        if acts is not None:
            yield s.act.in_(sorted(acts))
    if words is not None:
        yield matches(connection, "statements", words)


def _newest(connection: sa.Connection, query: sa.Select[Any], limit: int | None) -> list[StatementLine]:
    """The last lines, in order: so many rows are asked for as it takes, since several can tell one statement."""
    asked = None if limit is None else limit * 2 + 50
    while True:
        rows = connection.execute(query.limit(asked)).all()
        lines = _joined(connection, list(reversed(rows)))
        if limit is None or asked is None:
            return lines
        if len(lines) >= limit or len(rows) < asked:
            return lines[max(len(lines) - limit, 0) :]
        asked *= 2


def _joined(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[StatementLine]:
    """Rows that tell one statement joined: the same words in one report, or by the same speaker in several."""
    groups: list[list[sa.Row[Any]]] = []
    by_item: dict[tuple[int, str], list[sa.Row[Any]]] = {}
    latest: dict[tuple[str, str], list[sa.Row[Any]]] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.same_as is not None, row.statement)):
        key = _likeness(row)
        group = by_item.get((row.report, row.same_as)) if row.same_as else None
        if group is None and key in latest and days_between(latest[key][-1].day, row.day) <= DAYS_APART:
            group = latest[key]
        if group is None:
            group = []
            groups.append(group)
        group.append(row)
        by_item[row.report, row.item] = group
        if key is not None:
            latest[key] = group
    roots = origins(connection, rows)
    return [_line(group, roots) for group in groups]


def _likeness(row: sa.Row[Any]) -> tuple[str, str] | None:
    """What two tellings of one statement share; None where the words are too few to tell."""
    words = re.findall(r"\w+", row.content.lower())
    who = row.speaker or row.speaker_name
    return (who or "", " ".join(words)) if who or len(words) >= FEWEST_WORDS else None


def _line(rows: list[sa.Row[Any]], roots: dict[int, str | None]) -> StatementLine:
    rows.sort(key=lambda row: (row.report_known_day, row.statement))
    first = rows[0]
    return StatementLine(
        day=min(row.day for row in rows),
        time=next((row.time for row in rows if row.time), None),
        first_reported=first.report_known_day,
        last_reported=rows[-1].report_known_day,
        topics=tuple(dict.fromkeys(topic for row in rows if row.topics for topic in ids(row.topics))),
        articles=len({row.report for row in rows}),
        independent_sources=independent_of(rows, roots),
        sources=tuple(source_of(row) for row in rows),
        **{name: getattr(first, name) for name in _OF_THE_FIRST},
    )


_OF_THE_FIRST = (
    "speaker", "speaker_name", "speaker_country", "side", "act", "kind", "medium", "addressee", "polarity", "content",
)  # fmt: skip


def days_between(day: str, other: str) -> int:
    """From one ISO day to another."""
    return (date.fromisoformat(other) - date.fromisoformat(day)).days


def speakers(connection: sa.Connection) -> list[str]:
    """The names of all who have said something, found by jumping through their index from name to name."""
    s = statements.c.speaker_name
    names = sa.select(sa.func.min(s).label("name")).cte("names", recursive=True)
    following = sa.select(sa.func.min(s)).where(s > names.c.name).correlate(names).scalar_subquery()
    names = names.union_all(sa.select(following).where(names.c.name.is_not(None)))
    return list(connection.execute(sa.select(names.c.name).where(names.c.name.is_not(None))).scalars())


def named(names: Iterable[str], wanted: str) -> list[str]:
    """The names in which each word of `wanted` begins a word: "goyal", "P Goyal" -> "Piyush Goyal"."""
    parts = _plain(wanted).split()
    return [name for name in names if parts and all(f" {part}" in f" {_plain(name)}" for part in parts)]


def near_names(names: Iterable[str], wanted: str) -> list[str]:
    """The names that are written most like `wanted`, or have a word that is."""
    words: dict[str, str] = {}
    for name in names:
        for word in (_plain(name), *_plain(name).split()):
            words.setdefault(word, name)
    near = difflib.get_close_matches(_plain(wanted), words, n=3, cutoff=0.7)
    return list(dict.fromkeys(words[word] for word in near))


@functools.lru_cache(maxsize=65_536)
def _plain(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"\w+", plain))


def topic_id(name: str) -> str:
    """The id of a topic: "Export controls" -> "export-controls". Raises `UsageError` with the nearest ones."""
    topics = _topics()
    wanted = "-".join(name.lower().replace("-", " ").split())
    found = next((topic for topic in (wanted, f"{wanted}s", wanted.removesuffix("s")) if topic in topics), None)
    if found is not None:
        return found
    near = difflib.get_close_matches(wanted, topics, n=3, cutoff=0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else f"topics are {', '.join(sorted(topics))}"
    raise UsageError(f"{name!r} is no topic that bilat knows; {hint}")


@functools.cache
def _topics() -> frozenset[str]:
    from bilat.codebook.topics import load_topics

    return frozenset(load_topics().by_id)


def topics_in(words: str) -> frozenset[str]:
    """The topics that some words name, wider ones too."""
    return frozenset(topic for topic, pattern in _topic_words().items() if pattern.search(words))


@functools.cache
def _topic_words() -> dict[str, re.Pattern[str]]:
    from bilat.codebook.topics import load_topics

    rows = load_topics().by_id.values()
    words = {row.id: [*row.words, *row.names] for row in rows}
    for row in rows:
        if row.part_of is not None:
            words[row.part_of] += [*row.words, *row.names]
    return {
        topic: re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")(?:e?s)?\b", re.IGNORECASE)
        for topic, found in words.items()
    }


def lines(
    connection: sa.Connection,
    country: str,
    about: str | None = None,
    *,
    by: str = "month",
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
) -> Rows[LinePeriod]:
    """What a side said on a topic (or on each topic) period by period, with what changed. Raises `UsageError`."""
    if by not in PERIODS:
        raise UsageError(f"lines are told by {', '.join(PERIODS)}, not by {by!r}")
    wanted = topic_id(about) if about is not None else None
    found: dict[tuple[str, str], list[StatementLine]] = {}
    for line in said(connection, country=country, about=wanted, since=since, until=until, as_of=as_of):
        for topic in (wanted,) if wanted is not None else line.topics:
            found.setdefault((topic, PERIODS[by](line.day)), []).append(line)
    rows: list[LinePeriod] = []
    for (topic, period), told in sorted(found.items()):
        before = rows[-1] if rows and rows[-1].topic == topic else None
        rows.append(_period(country, topic, period, told, before))
    return Rows(rows, LinePeriod)


def _period(side: str, topic: str, period: str, told: Sequence[StatementLine], before: LinePeriod | None) -> LinePeriod:
    acts = Counter(line.act for line in told)
    start, end = bounds(period)
    first: dict[str, StatementLine] = {}
    for line in told:
        first.setdefault(line.act, line)
    names = Counter(line.speaker_name for line in told if line.speaker_name)
    return LinePeriod(
        side=side,
        topic=topic,
        period=period,
        start=start,
        end=end,
        count=len(told),
        acts=dict(acts.most_common()),
        firm=sum(acts[act] for act in FIRM),
        warm=sum(acts[act] for act in WARM),
        negated=sum(line.polarity == "negative" for line in told),
        new_acts=tuple(act for act in acts if act not in before.acts) if before else None,
        gone_acts=tuple(act for act in before.acts if act not in acts) if before else None,
        speakers=tuple(name for name, _ in names.most_common()),
        first_day=told[0].day,
        last_day=told[-1].day,
        statements=tuple(first.values()),
    )
