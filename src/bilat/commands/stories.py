"""`bilat stories`."""

from collections.abc import Sequence

from rich.console import Console

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import MOST_LINES, counted, cut_told, hanging, indented, known_told, text
from bilat.record import Record
from bilat.relations.stories import Story, StoryReport

_DAY = 12
# Reports of one story that are shown; --json has all.
MOST_REPORTS = 6


def stories_command(
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    country: str | None,
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Write the stories of the record."""
    with Record(db, create=False) as record:
        found = record.stories(since=since, until=until, as_of=as_of, country=country, limit=limit)
    if in_lines(as_json):
        for story in found:
            write_json(story)
    else:
        _print(found, as_of, limit or MOST_LINES, Console())


def _print(found: Sequence[Story], as_of: str | None, most: int, console: Console) -> None:
    articles = sum(story.articles for story in found)
    told = f"{len(found):,} {'story' if len(found) == 1 else 'stories'} in {counted(articles, 'report')}"
    console.print(text(f"{told} {known_told(as_of)}{cut_told(len(found), most)}", "dim"))
    for story in found[-most:]:
        _print_story(story, console)


def _print_story(story: Story, console: Console) -> None:
    console.print()
    console.print(hanging((text(story.last_day, "green"), _DAY), (text(_titled(story.title), "bold"), None)))
    told = [counted(story.articles, "article"), counted(story.independent_sources, "independent source")]
    if story.first_day != story.last_day:
        told.append(f"since {story.first_day}")
    indented(console, text(" · ".join([*told, story.id]), "dim"), _DAY)
    if story.articles == 1:
        return
    for report in story.reports[:MOST_REPORTS]:
        indented(console, text(_line(report)), _DAY)
    if story.articles > MOST_REPORTS:
        indented(console, text(f"and {story.articles - MOST_REPORTS:,} more", "dim"), _DAY)


def _line(report: StoryReport) -> str:
    who = " · ".join(part for part in (report.published and report.published[:10], report.source) if part)
    return f"{who or report.report}: {_titled(report.title)}{' (copy)' if report.copy else ''}"


def _titled(title: str | None) -> str:
    return title or "(no title)"
