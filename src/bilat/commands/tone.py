"""`bilat tone`."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import counted, known_told, pair_told, text
from bilat.record import Record
from bilat.relations.naming import pair_codes
from bilat.relations.tone import HIGHEST, LOWEST, TonePeriod

# Characters on each side of nought in a bar.
_HALF = 15


def tone_command(
    first: str,
    second: str,
    *,
    by: str,
    since: str | None,
    until: str | None,
    as_of: str | None,
    db: str | None,
    as_json: bool,
) -> None:
    """Write the tone between two countries by period."""
    with Record(db, create=False) as record:
        found = record.tone(first, second, by=by, since=since, until=until, as_of=as_of)
    if in_lines(as_json):
        for period in found:
            write_json(period)
    else:
        _print(found, pair_codes(first, second), as_of, Console())


def _print(found: Sequence[TonePeriod], codes: tuple[str, str], as_of: str | None, console: Console) -> None:
    console.print(text(pair_told(codes), "bold"))
    events = sum(period.events for period in found)
    console.print(text(f"mean intensity of {counted(events, 'event')} that occurred, {known_told(as_of)}", "dim"))
    if not found:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("period", "events", "mean", "95 percent"):
        table.add_column(name, justify="left" if name == "period" else "right")
    table.add_column(f"{'−10':<{_HALF}}0{'+10':>{_HALF}}")
    for period in found:
        interval = "–" if period.low is None else f"{_number(period.low)} to {_number(period.high)}"
        table.add_row(
            _name(period),
            str(period.events),
            _number(period.mean),
            text(interval, "dim"),
            _bar(period),
        )
    console.print()
    console.print(table)
    console.print()
    console.print(text("━ mean  ─ where it may lie; an interval on both sides of 0 shows no direction", "dim"))


def _name(period: TonePeriod) -> Text:
    if period.period is None:
        return text("not known so precisely", "dim")
    name = text(period.period, "green")
    return name.append(f" from {period.start}", "dim") if "W" in period.period else name


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 1) + 0.0:+.1f}".replace("-", "−")


def _bar(period: TonePeriod) -> Text:
    """From nought to the mean thick, the interval thin."""
    width = 2 * _HALF + 1
    cells, styles = [" "] * width, [""] * width
    if period.low is not None and period.high is not None:
        for place in range(_place(period.low), _place(period.high) + 1):
            cells[place], styles[place] = "─", "dim"
    colour = "green" if period.mean > 0 else "red"
    low, high = sorted((_HALF, _place(period.mean)))
    for place in range(low, high + 1):
        cells[place], styles[place] = "━", colour
    cells[_HALF], styles[_HALF] = "┃", "dim"
    line = Text()
    for cell, style in zip(cells, styles, strict=True):
        line.append(cell, style)
    return line


def _place(value: float) -> int:
    return round((value - LOWEST) / (HIGHEST - LOWEST) * 2 * _HALF)
