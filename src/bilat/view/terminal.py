"""A Reading in the terminal.

Words of reports are put into `rich.text.Text` and never parsed as markup; control characters are made visible first.
"""

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bilat.records import Reading
from bilat.view import wording
from bilat.view.rows import Bit, Bits, Row, groups_of
from bilat.view.safe import one_line

STYLES = {
    "who": "bold",
    "type": "cyan",
    "act": "",
    "status": "",
    "open": "yellow",
    "when": "green",
    "number": "bold",
    "trigger": "bold underline",
    "mention": "dim",
}
# Kinds of which a person wants a line each, not a block.
BRIEF = ("g", "k", "a", "t", "o", "x")

# The life of a measure, written as one line: announced → effective → ended.
DATES = ("announced", "effective", "ended")
LATER_DATES = DATES[1:]


def print_reading(reading: Reading, console: Console) -> None:
    """One report for a person: who did what to whom, who said what, measures, talks, each with its words."""
    document = reading.document
    if document.title:
        console.print(_text(one_line(document.title).strip(), "bold"))
    about = [document.source, document.published, None if document.kind == "report" else document.kind, document.url]
    console.print(_text(" · ".join(one_line(known) for known in about if known), "dim"))
    groups = groups_of(reading)
    if not groups:
        console.print("Nothing was read from this report.")
    for group in groups:
        console.print()
        console.print(_text(group.title, "bold underline"))
        if group.letter == "o":
            console.print(Padding(_text(", ".join(_plain(row.head) for row in group.rows)), (0, 0, 0, 2), expand=False))
            continue
        for row in group.rows:
            _print_row(row, console, brief=group.letter in BRIEF)


def _print_row(row: Row, console: Console, *, brief: bool) -> None:
    head = _bits(row.head)
    if not brief:
        console.print()
    for tag in row.tags:
        head.append(" · ", "dim")
        head.append_text(_bits((tag,)))
    if row.intensity is not None:
        head.append(f" · {wording.intensity(row.intensity)}", "dim")
    console.print(_hanging(_text(f"{row.key[1:]:>3}", "dim"), head, 4))
    if row.quote:
        console.print(Padding(_quoted(row.quote), (0, 0, 0, 4), expand=False))
    facts = [(name, bits) for name, bits in row.facts if not any(bit.role == "mention" for bit in bits)]
    if facts:
        console.print(Padding(_facts(facts), (0, 0, 0, 4), expand=False))


def _hanging(label: Text, body: Text, width: int) -> Table:
    """The label, and beside it the body, its lines all beginning at column `width`."""
    table = Table.grid()
    table.add_column(width=width, no_wrap=True)
    table.add_column()
    table.add_row(label, body)
    return table


def _facts(facts: Iterable[tuple[str, Bits]]) -> Text:
    line, before = Text(overflow="fold"), ""
    for name, bits in facts:
        if line:
            line.append(" → " if name in LATER_DATES and before in DATES else " · ", "dim")
        before = name
        line.append_text(_text(f"{name} ", "dim"))
        line.append_text(_bits(bits))
    return line


def _quoted(bits: Bits) -> Text:
    line = Text("“", "italic", overflow="fold")
    for bit in bits:
        line.append_text(_text(bit.text, f"italic {STYLES.get(bit.role, '')}".strip()))
    return line.append("”", "italic")


def _bits(bits: Bits) -> Text:
    line = Text(overflow="fold")
    for bit in bits:
        line.append_text(_text(bit.text, STYLES.get(bit.role, "")))
    return line


def _text(words: str, style: str = "") -> Text:
    """Words of whatever origin, harmless."""
    return Text(one_line(words), style, overflow="fold")


def _plain(bits: Iterable[Bit]) -> str:
    return "".join(bit.text for bit in bits)
