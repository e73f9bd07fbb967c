"""`bilat talks`."""

from rich.console import Console
from rich.text import Text

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import (
    counted,
    hanging,
    indented,
    known_told,
    pair_told,
    quoted,
    sources_told,
    text,
    time_told,
)
from bilat.record import Record
from bilat.relations.naming import pair_codes
from bilat.relations.talks import TalksRound, TalksThread
from bilat.view.wording import ACTS, status

# Of what was said about talks so much is shown; --json has all.
MOST_STATEMENTS = 6


def talks_command(
    first: str, second: str, *, since: str | None, until: str | None, as_of: str | None, db: str | None, as_json: bool
) -> None:
    """Write the negotiations of two countries."""
    with Record(db, create=False) as record:
        found = record.talks(first, second, since=since, until=until, as_of=as_of)
    if in_lines(as_json):
        for thread in found:
            write_json(thread)
        return
    console = Console()
    console.print(text(pair_told(pair_codes(first, second)), "bold"))
    console.print(text(f"{counted(len(found), 'negotiation')} {known_told(as_of)}", "dim"))
    for thread in found:
        _print(thread, console)


def _print(thread: TalksThread, console: Console) -> None:
    console.print()
    head = text(_subject(thread), "bold").append(f"  {status(thread.status)}", "yellow")
    days = (
        thread.first_reported
        if thread.first_reported == thread.last_reported
        else f"{thread.first_reported} to {thread.last_reported}"
    )
    console.print(head.append(f"  reported {days}", "dim"))
    told = sources_told(thread.sources, thread.articles, thread.independent_sources)
    indented(console, text(f"{told} · {thread.id}", "dim"), 2)
    indented(console, quoted(thread.sources[-1].words), 2)
    for held in thread.rounds:
        _part(console, "round", _round(held))
    for offer in thread.offers:
        words = text(f"{offer.by or 'not known who'}: {offer.what}")
        _part(
            console, "offer", words.append(f", according to {offer.according_to}" if offer.according_to else "", "dim")
        )
    for condition in thread.conditions:
        _part(console, "condition", text(f"{condition.by or 'not known who'}: {condition.what}"))
    for deadline in thread.deadlines:
        words = text(time_told(deadline.value, deadline.start, deadline.end), "green")
        _part(console, "deadline", words.append(f" ({counted(deadline.articles, 'article')})", "dim"))
    for line in thread.statements[-MOST_STATEMENTS:]:
        words = text(f"{line.day} {line.speaker_name or line.side} {ACTS.get(line.act, line.act)} ")
        _part(console, "said", words.append_text(quoted(line.content)))
    if len(thread.statements) > MOST_STATEMENTS:
        _part(
            console,
            "",
            text(
                f"{counted(len(thread.statements) - MOST_STATEMENTS, 'statement')} before these; --json has all", "dim"
            ),
        )


def _subject(thread: TalksThread) -> str:
    names = dict.fromkeys(" ".join(name.split()) for name in (thread.agreement, thread.subject) if name)
    return " – ".join(names) or "talks, subject not given"


def _round(held: TalksRound) -> Text:
    when = time_told(held.when, held.start, held.end)
    words = text("day not given" if when == "–" else when, "dim" if when == "–" else "green")
    if held.where:
        words.append_text(text(f" in {held.where}"))
    if held.who:
        words.append_text(text(": " + ", ".join(f"{party.name} ({party.country})" for party in held.who)))
    if held.status and held.status != "occurred":
        words.append(f"  {status(held.status)}", "yellow")
    return words


def _part(console: Console, name: str, words: Text) -> None:
    console.print(hanging((text("", ""), 2), (text(name, "dim"), 11), (words, None)))
