"""Stories: reports on the same news, whatever it is about.

A report is compared with the newest reports that share its most telling words, and joins the story whose reports it is
like on average, unless it is nearly as much like other stories: a form that many reports are written to (what a bond
pays, what a market did today) makes all of them alike. A report that is like a second story too may show that both are
one. Nothing is compared with the whole record, so a report costs the same in a small one and in a large one.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from bilat.linking import groups
from bilat.linking.vectors import Vector, likeness, shared, vector_of
from bilat.linking.words import Use, uses_of
from bilat.store.tables import report_vectors, reports, story_words, word_counts

BY = "linking.stories/1"
# A report is found again by so many words; each word leads to so many of the newest reports that have it.
FOUND_BY, NEWEST = 25, 40
# Of what these lead to, so many reports are looked at, so many stories of theirs, and so many reports of each story.
REPORTS, STORIES, MEMBERS = 60, 8, 12
# How like a story's reports a report must be on average, over and above one and a half times how like it is to the
# third-likest story.
ALIKE, RIVAL, MARGIN = 0.13, 2, 1.5
# Two stories become one where a report is so like both, and their reports are so alike on average. A story of more
# reports than `MOVED` is not moved, so that this costs no more in a large record.
BOTH, MOVED = 0.14, 100
# The entry of `word_counts` that holds the number of stories.
ALL = ""

_pack = msgspec.msgpack.Encoder(order="deterministic").encode
_unpack = msgspec.msgpack.Decoder(Vector).decode


class Member(NamedTuple):
    """A report of a story."""

    report: int
    id: str
    vector: Vector


class Found(NamedTuple):
    """A story that a report may belong to: how like its reports the report is on average, and the likest of them."""

    score: float
    story: int
    members: list[Member]
    likest: Member


def place(connection: sa.Connection, report: int) -> None:
    """Puts a report into the story it tells, or founds one."""
    row = connection.execute(_placing(reports.c.report == report)).one()
    if row.copy_of is not None:
        _follow(connection, row, row.copy_of, "a copy of", row.copy_score)
        return
    earlier = _earlier_revision(connection, row)
    if earlier is not None:
        _follow(connection, row, earlier, "a revision of", 1.0)
        return
    uses = uses_of(row.title, row.text)
    counts = _counts(connection, uses)
    day = date.fromisoformat(row.published[:10]).toordinal() if row.published else None
    vector = vector_of(uses, counts, counts.get(ALL, 0), day)
    found = _stories_like(connection, vector)
    members = _join_or_found(connection, report, row.id, uses, vector, found)
    _remember(connection, report, uses, vector, counts, members)


def _join_or_found(
    connection: sa.Connection, report: int, name: str, uses: Mapping[str, Use], vector: Vector, found: Sequence[Found]
) -> list[Member] | None:
    """The reports of the story that the report joined; null where it founded one."""
    rival = found[RIVAL].score if len(found) > RIVAL else 0.0
    if not found or found[0].score - MARGIN * rival < ALIKE:
        groups.found(connection, groups.STORIES, report)
        return None
    best = found[0]
    reason = _reason(uses, vector, best.likest)
    groups.join(connection, groups.STORIES, report, best.story, reason, best.score, BY)
    for other in found[1:]:
        mean = _mean(likeness(a.vector, b.vector) for a in best.members for b in other.members)
        if other.score >= BOTH and mean >= BOTH:
            _unite(connection, best.story, other.story, f"{name} tells of both stories; it {reason}", mean)
    return best.members


def _unite(connection: sa.Connection, one: int, other: int, reason: str, score: float) -> None:
    """Moves the reports of the younger story to the older one."""
    into, moved = sorted((one, other))
    keys = list(
        connection.execute(sa.select(reports.c.report).where(reports.c.story == moved).limit(MOVED + 1)).scalars()
    )
    if len(keys) <= MOVED:
        for key in keys:
            groups.join(connection, groups.STORIES, key, into, reason, score, BY)


def _follow(connection: sa.Connection, row: sa.Row[Any], other: int, what: str, score: float) -> None:
    """Puts a report into the story of the one it copies or revises."""
    first = connection.execute(_placing(reports.c.report == other)).one()
    groups.join(connection, groups.STORIES, row.report, first.story, f"{what} {first.id}", score, BY)


def _earlier_revision(connection: sa.Connection, row: sa.Row[Any]) -> int | None:
    if row.revision == 1:
        return None
    before = sa.select(reports.c.report).where(
        reports.c.id == row.id, reports.c.revision < row.revision, reports.c.story.is_not(None)
    )
    return connection.execute(before.order_by(reports.c.revision.desc()).limit(1)).scalar()


def _stories_like(connection: sa.Connection, vector: Vector) -> list[Found]:
    """The stories of reports that share telling words, the likest first."""
    candidates = _sharing(connection, vector)
    if not candidates:
        return []
    told = sa.select(reports.c.report, reports.c.story).where(reports.c.report.in_(candidates))
    story_of = {row.report: row.story for row in connection.execute(told)}
    likely = list(dict.fromkeys(story_of[key] for key in candidates if story_of[key] is not None))[:STORIES]
    found = []
    for story in likely:
        members = _members(connection, story)
        scores = [likeness(vector, member.vector) for member in members]
        likest = members[scores.index(max(scores))]
        found.append(Found(_mean(scores), story, members, likest))
    return sorted(found, key=lambda each: (-each.score, each.story))


def _sharing(connection: sa.Connection, vector: Vector) -> list[int]:
    """The reports that share the heaviest words, those first that share most."""
    words = list(vector.weights)[:FOUND_BY]
    if not words:
        return []
    rows = connection.execute(_NEWEST, {f"word_{n}": words[n] if n < len(words) else ALL for n in range(FOUND_BY)})
    shared: dict[int, int] = {}
    for row in rows:
        shared[row.report] = shared.get(row.report, 0) + vector.weights[row.word]
    return sorted(shared, key=lambda key: (-shared[key], -key))[:REPORTS]


def _members(connection: sa.Connection, story: int) -> list[Member]:
    """The newest reports of a story. Copies and later revisions have no vector, so that none counts twice."""
    newest = (
        sa.select(reports.c.report, reports.c.id, report_vectors.c.vector)
        .join(report_vectors)
        .where(reports.c.story == story)
        .order_by(reports.c.report.desc())
        .limit(MEMBERS)
    )
    return [Member(row.report, row.id, _unpack(row.vector)) for row in connection.execute(newest)]


def _counts(connection: sa.Connection, words: Iterable[str]) -> dict[str, int]:
    """In how many stories each word was used; under `ALL` how many stories there are."""
    wanted = sa.select(word_counts.c.word, word_counts.c.stories).where(word_counts.c.word.in_([*words, ALL]))
    return {row.word: row.stories for row in connection.execute(wanted)}


def _remember(
    connection: sa.Connection,
    report: int,
    uses: Mapping[str, Use],
    vector: Vector,
    counts: Mapping[str, int],
    members: list[Member] | None,
) -> None:
    """Makes the report findable, and counts the words that are new to its story."""
    connection.execute(report_vectors.insert().values(report=report, vector=_pack(vector)))
    words = list(vector.weights)[:FOUND_BY]
    if words:
        connection.execute(story_words.insert(), [{"word": word, "report": report} for word in words])
    had = {word for member in members or () for word in member.vector.weights}
    new = [word for word in uses if word not in had] + ([ALL] if members is None else [])
    if old := [word for word in new if word in counts]:
        raised = word_counts.update().where(word_counts.c.word.in_(old)).values(stories=word_counts.c.stories + 1)
        connection.execute(raised)
    if first := [{"word": word, "stories": 1} for word in sorted(new) if word not in counts]:
        connection.execute(word_counts.insert(), first)


def _reason(uses: Mapping[str, Use], vector: Vector, other: Member) -> str:
    """Why they are together, for a person."""
    words = [uses[word].shown for word in shared(vector, other.vector)[:5]]
    reason = f"shares {', '.join(words)} with {other.id}"
    if vector.day is None or other.vector.day is None:
        return reason
    days = abs(vector.day - other.vector.day)
    return f"{reason}, {'on the same day' if not days else '1 day apart' if days == 1 else f'{days} days apart'}"


def _mean(scores: Iterable[float]) -> float:
    scores = list(scores)
    return sum(scores) / len(scores)


def _placing(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = ("report", "id", "revision", "title", "text", "published", "copy_of", "copy_score", "story")
    return sa.select(*(reports.c[name] for name in columns)).where(condition)


def _newest() -> sa.CompoundSelect[Any]:
    """The newest reports of each of `FOUND_BY` words, in one question."""
    parts = []
    for number in range(FOUND_BY):
        part = sa.select(story_words).where(story_words.c.word == sa.bindparam(f"word_{number}"))
        newest = part.order_by(story_words.c.report.desc()).limit(NEWEST).subquery(f"newest_{number}")
        parts.append(sa.select(newest))
    return sa.union_all(*parts)


_NEWEST = _newest()
