"""`bilat timeline`."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import (
    MOST_LINES,
    counted,
    cut_told,
    day_of,
    hanging,
    indented,
    known_told,
    pair_told,
    parties_told,
    quoted,
    sources_told,
    text,
)
from bilat.record import Record
from bilat.relations.happenings import Happening, Telling
from bilat.relations.naming import pair_codes
from bilat.view.wording import intensity

_STATUS = {
    "ongoing": "under way",
    "planned": "planned",
    "hypothetical": "only possible",
    "denied": "denied or called off",
    "historical": "background",
}
_EXPECTED = {"ahead": "planned, lies ahead", "due": "planned; no report since says that it happened"}
_DAY = 12
# Fewer words than this are shown where no account has more.
FEWEST_WORDS = 6


def timeline_command(
    first: str,
    second: str,
    *,
    since: str | None,
    until: str | None,
    as_of: str | None,
    types: Sequence[str],
    status: Sequence[str],
    limit: int | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Write the happenings between two countries."""
    with Record(db, create=False) as record:
        found = record.timeline(
            first,
            second,
            since=since,
            until=until,
            as_of=as_of,
            types=types or None,
            status=status or None,
            limit=limit,
        )
    if in_lines(as_json):
        for happening in found:
            write_json(happening)
    else:
        _print(found, pair_codes(first, second), as_of, limit or MOST_LINES, Console())


def _print(found: Sequence[Happening], codes: tuple[str, str], as_of: str | None, most: int, console: Console) -> None:
    console.print(text(pair_told(codes), "bold"))
    reports = {source.report for one in found for source in one.sources}
    told = f"{counted(len(found), 'event')} in {counted(len(reports), 'report')} {known_told(as_of)}"
    console.print(text(told + cut_told(len(found), most), "dim"))
    found = found[-most:]
    if found:
        console.print()
        console.print(hanging((text("happened", "dim"), _DAY), (text("reported", "dim"), None)))
    for month, happenings in groupby(found, key=lambda one: one.day[:7]):
        console.print(text(month, "bold underline"))
        for one in happenings:
            _print_happening(one, codes, console)


def _print_happening(one: Happening, codes: tuple[str, str], console: Console) -> None:
    time = one.time
    day = day_of(time.value, time.start, time.end) if time else "–"
    head = text(one.type, "cyan")
    if one.mode:
        head.append(f" {one.mode}", "cyan")
    if one.intensity is not None:
        head.append(f" {intensity(one.intensity)}", "dim")
    head.append("  ").append_text(text(_who(one, codes), "bold"))
    if mark := _EXPECTED.get(one.expected or "") or _STATUS.get(one.status):
        head.append(f"  {mark}", "yellow")
    console.print(hanging((text(day, "green"), _DAY), (text(one.first_reported, "dim"), _DAY), (head, None)))
    shown = _shown(one)
    indented(console, quoted(shown.words), 2 * _DAY)
    if one.time_conflicts:
        indented(console, _conflicts(one), 2 * _DAY)
    told = [sources_told(one.sources, one.articles, one.independent_sources)]
    if shown.according_to:
        told.append(f"according to {shown.according_to}")
    if one.place:
        told.append(f"in {one.place}")
    if one.last_reported != one.first_reported:
        told.append(f"last reported {one.last_reported}")
    indented(console, text(" · ".join([*told, one.id]), "dim"), 2 * _DAY)


def _shown(one: Happening) -> Telling:
    """The words for a line: of the first report that tells it as it stands, or of the last plan.

    Later reports tell what has happened in passing; and a few words alone say little.
    """
    fitting = [source for source in one.sources if source.status == one.status] or list(one.sources)
    if one.status == "planned":
        fitting.reverse()
    dated = [source for source in fitting if one.time is not None and source.time == one.time.value] or fitting
    return next((source for source in dated if len(source.words.split()) >= FEWEST_WORDS), dated[0])


def _who(one: Happening, codes: tuple[str, str]) -> str:
    sides = one.source if one.target else codes
    doers = parties_told(one.source_parties, sides)
    if one.target:
        return f"{doers} → {parties_told(one.target_parties, one.target)}"
    return " ↔ ".join(parties_told([*one.source_parties, *one.target_parties], (code,)) for code in one.source)


def _conflicts(one: Happening) -> Text:
    others = ", ".join(
        f"{day_of(other.value, other.start, other.end)} ({counted(other.articles, 'article')})"
        for other in one.time_conflicts
    )
    return text(f"other reports say {others}", "yellow")
