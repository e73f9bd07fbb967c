"""Stories: reports on the same news, on any subject, with or without a coded event."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.known import REPORT_COLUMNS, independent_of, known_by, origins
from bilat.relations.rows import Rows
from bilat.store.tables import actors, reports, stories


class StoryReport(Record, frozen=True, kw_only=True):
    """A report of a story, and why it stands there: null for the one that the story began with."""

    report: str
    revision: int
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    copy: bool
    reason: str | None
    score: float | None
    by: str | None


class Story(Record, frozen=True, kw_only=True):
    """Reports on the same news, in the order in which they were published.

    `title` is the first one's. A copy is an article, and no source of its own.
    """

    id: str
    title: str | None
    first_day: str
    last_day: str
    articles: int
    independent_sources: int
    reports: tuple[StoryReport, ...]


def told_stories(
    connection: sa.Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    country: str | None = None,
    limit: int | None = None,
) -> Rows[Story]:
    """The stories with a report of these days, in order of their last day, each with all its reports known by `as_of`.

    `country` keeps those in which a report names the country, or somebody of it, as an actor; `limit` the last ones.
    """
    asked = _asked(since, until, as_of, country)
    if limit is not None:
        asked = [stories.c.story.in_(_last(asked, as_of, limit))]
    rows: Any = connection.execute(
        sa.select(
            stories.c.story,
            stories.c.id.label("story_id"),
            *REPORT_COLUMNS,
            reports.c.link_reason,
            reports.c.link_score,
            reports.c.link_by,
        )
        .join(reports)
        .where(known_by(as_of), *asked)
        .order_by(stories.c.story, reports.c.known_day, reports.c.report)
    ).all()
    found: Sequence[sa.Row[Any]] = rows
    roots = origins(connection, found)
    told = [_story(list(own), roots) for _, own in groupby(found, key=lambda row: row.story)]
    told.sort(key=lambda story: (story.last_day, story.first_day, story.id))
    return Rows(told, Story)


def _last(asked: Sequence[sa.ColumnElement[bool]], as_of: str | None, limit: int) -> sa.Select[tuple[int]]:
    """The last stories, found without looking into their reports."""
    first, last = sa.func.min(reports.c.known_day), sa.func.max(reports.c.known_day)
    return (
        sa.select(reports.c.story)
        .join(stories)
        .where(known_by(as_of), *asked)
        .group_by(reports.c.story, stories.c.id)
        .order_by(last.desc(), first.desc(), stories.c.id.desc())
        .limit(limit)
    )


def _asked(
    since: str | None, until: str | None, as_of: str | None, country: str | None
) -> list[sa.ColumnElement[bool]]:
    """The conditions that a story is asked for."""
    conditions: list[sa.ColumnElement[bool]] = []
    if since or until:
        days = [known_by(as_of), reports.c.known_day >= (since or ""), reports.c.known_day <= (until or "9999")]
        conditions.append(reports.c.story.in_(sa.select(reports.c.story).where(*days)))
    if country:
        naming = sa.select(reports.c.story).join(actors).where(known_by(as_of), actors.c.country == country)
        conditions.append(reports.c.story.in_(naming))
    return conditions


def _story(rows: Sequence[sa.Row[Any]], roots: dict[int, str | None]) -> Story:
    first = rows[0]
    return Story(
        id=first.story_id,
        title=first.report_title,
        first_day=first.report_known_day,
        last_day=rows[-1].report_known_day,
        articles=len(rows),
        independent_sources=independent_of(rows, roots),
        reports=tuple(
            StoryReport(
                report=row.report_id,
                revision=row.report_revision,
                title=row.report_title,
                source=row.report_source,
                published=row.report_published,
                url=row.report_url,
                copy=row.report_copy_of is not None,
                reason=row.link_reason,
                score=row.link_score,
                by=row.link_by,
            )
            for row in rows
        ),
    )
