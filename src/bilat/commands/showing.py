"""What views for people have in common: words of reports made harmless, days, sources, lines that hang."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bilat.relations.happenings import Party
from bilat.relations.known import Source
from bilat.relations.naming import country_name
from bilat.view.safe import one_line
from bilat.view.wording import plain_time

# Of a sentence so many characters are shown; --json has all.
MOST_CHARACTERS = 220
# Sources named in a line; --json has all.
MOST_SOURCES = 3
# Lines of a long view on a terminal, unless --limit says otherwise.
MOST_LINES = 100


def text(words: str, style: str = "") -> Text:
    """Words of whatever origin, harmless."""
    return Text(one_line(words), style, overflow="fold")


def quoted(words: str) -> Text:
    """Words of a report, cut where they are long."""
    plain = one_line(words).strip()
    if len(plain) > MOST_CHARACTERS:
        plain = plain[: plain.rfind(" ", 0, MOST_CHARACTERS)].rstrip(" ,;:") + " …"
    own = plain.startswith(('"', "“", "'", "‘"))
    return Text(plain if own else f"“{plain}”", "italic", overflow="fold")


def day_of(value: str | None, start: str | None, end: str | None) -> str:
    """A time in at most eleven characters: a TIMEX3 value, or what is known of it."""
    if value and len(value.partition("T")[0]) <= len("2025-12-11"):
        day = value.partition("T")[0]
        return f"{day}0s" if len(day) == len("199") else day
    if start and end:
        return start if start == end else f"~{start}"
    return f"≥{start}" if start else f"≤{end}" if end else "–"


def time_told(value: str | None, start: str | None, end: str | None) -> str:
    """A time in words, as long as it takes."""
    return plain_time(value) if value else day_of(value, start, end)


def sources_told(sources: Sequence[Source], articles: int, independent: int) -> str:
    """Who tells it, the latest first, and how many: "Sample Wire, Some Paper · 3 articles, 2 independent sources"."""
    names = list(dict.fromkeys(one_line(source.source or source.report) for source in reversed(sources)))
    told = ", ".join(names[:MOST_SOURCES]) + (
        f" and {len(names) - MOST_SOURCES} more" if len(names) > MOST_SOURCES else ""
    )
    return (
        told
        if articles == 1
        else f"{told} · {counted(articles, 'article')}, {counted(independent, 'independent source')}"
    )


def counted(number: int, name: str) -> str:
    """ "1 article", "3 articles"."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def parties_told(parties: Sequence[Party], countries: Sequence[str]) -> str:
    """Who acts, of the countries that the view is about: persons and bodies where they are named, else the country."""
    own = [party for party in parties if party.country in countries]
    named = [party for party in own if party.id != party.country]
    covered = {party.country for party in named}
    shown = named + [party for party in own if party.id == party.country and party.country not in covered]
    names = list(dict.fromkeys(_named(party) for party in shown))
    names += [country_name(code) for code in countries if code not in {party.country for party in own}]
    return ", ".join(one_line(name) for name in names)


def _named(party: Party) -> str:
    return party.name if party.id == party.country else f"{party.name} ({party.country})"


def pair_told(codes: Sequence[str]) -> str:
    """ "India – United States"."""
    return " – ".join(country_name(code) for code in codes)


def known_told(as_of: str | None) -> str:
    """Up to when reports were read."""
    return f"published by {as_of}" if as_of else "published so far"


def hanging(*columns: tuple[Text, int | None]) -> Table:
    """A line of columns of so many characters; the one without a width takes what is left."""
    table = Table.grid(expand=True, pad_edge=False)
    for _, width in columns:
        if width is None:
            table.add_column(ratio=1, overflow="fold")
        else:
            table.add_column(width=width, no_wrap=True)
    table.add_row(*(words for words, _ in columns))
    return table


def indented(console: Console, words: Text, by: int) -> None:
    """A paragraph, all of its lines so far from the left."""
    console.print(Padding(words, (0, 0, 0, by), expand=False))


def cut_told(found: int, most: int) -> str:
    """What is said where only the last lines of a view are shown."""
    return f"; the last {most:,} are shown, others with --limit, --since or --until" if found > most else ""
