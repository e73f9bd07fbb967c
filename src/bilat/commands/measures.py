"""`bilat measures`."""

from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from bilat.commands.output import in_lines, write_json
from bilat.commands.showing import counted, day_of, hanging, indented, known_told, quoted, sources_told, text
from bilat.record import Record
from bilat.records import Rate
from bilat.relations.added_duty import AddedDuty
from bilat.relations.measures import KnownDay, KnownMeasure, MeasureTelling
from bilat.relations.naming import country_code, country_name
from bilat.relations.phrases import in_sentence

# Width of the answer, and of a day and a word in a history.
_ANSWER, _DAY, _STEP = 9, 12, 12
_INDENT = 2
_STEPS = {"in-force": "in force"}
_STYLE = {"yes": "bold green", "due": "bold yellow", "no": "red", "unknown": "magenta"}
_KIND = {"export-control": "export control", "other": "measure"}


def measures_command(
    *,
    by: str | None,
    against: str | None,
    on: str | None,
    as_of: str | None,
    proposed: bool,
    db: str | None,
    as_json: bool,
) -> None:
    """Write the measures on a day, and their sum where it is known."""
    day = on or datetime.now(UTC).date().isoformat()
    with Record(db, create=False) as record:
        found = record.measures(by=by, against=against, on=day, as_of=as_of, proposed=proposed)
        if in_lines(as_json):
            for line in found:
                write_json(line)
            return
        total = record.added_duty(by, against, on=day, as_of=as_of) if by and against else None
    sides = tuple(None if name is None else country_code(name) for name in (by, against))
    _print(found, total, sides, day, as_of, Console())


def _print(
    found: Sequence[KnownMeasure],
    total: AddedDuty | None,
    sides: tuple[str | None, ...],
    day: str,
    as_of: str | None,
    console: Console,
) -> None:
    imposer, target = sides
    who = f" of {in_sentence(country_name(imposer))}" if imposer else ""
    whom = f" on {in_sentence(country_name(target))}" if target else ""
    console.print(text(f"Measures{who}{whom}, asked for {day}", "bold"))
    reports = {source.report for line in found for source in line.sources}
    measures = counted(len({line.id for line in found}), "measure")
    console.print(text(f"{measures} in {counted(len(reports), 'report')} {known_told(as_of)}", "dim"))
    if found:
        console.print()
        console.print(hanging((text("in force", "dim"), _ANSWER), (text("measure", "dim"), None)))
    shown: set[str] = set()
    for line in found:
        _print_line(line, console, both=not (imposer and target), history=line.id not in shown)
        shown.add(line.id)
    if total is not None:
        console.print()
        console.print(_total(total))


def _print_line(line: KnownMeasure, console: Console, *, both: bool, history: bool) -> None:
    head = text(_named(line), "bold")
    if both:
        head.append(f"  {'/'.join(line.imposed_by) or '?'} → {_on(line)}", "cyan")
    if line.reason:
        head.append("  over ").append_text(text(line.reason))
    console.print(hanging((text(line.in_force, _STYLE[line.in_force]), _ANSWER), (head, None)))
    indented(console, text(line.why), _ANSWER)
    facts = [f"{name} {_day(day)}" for name, day in _days(line)] + ([f"under {line.basis}"] if line.basis else [])
    if facts:
        indented(console, text(" · ".join(facts), "dim"), _ANSWER)
    for conflict in line.conflicts:
        others = "; ".join(f"{other.value} ({counted(len(other.sources), 'report')})" for other in conflict.others)
        indented(console, text(f"reports differ: {conflict.field} {conflict.stands}, but {others}", "yellow"), _ANSWER)
    if history and len(line.history) > 1:
        _print_history(line, console)
    last = line.last_report
    of = f" {last.source}" if last.source else ""
    indented(console, text(f"last report {last.known_day}{of}: ", "dim").append_text(quoted(_headed(last))), _ANSWER)
    told = sources_told(line.sources, line.articles, line.independent_sources)
    indented(console, text(f"{told} · {line.id}", "dim"), _ANSWER)


def _print_history(line: KnownMeasure, console: Console) -> None:
    """The steps; those after the day asked for stand apart."""
    rated = any(step.rate for step in line.history)
    later = False
    for step in line.history:
        if not later and (step.day or "") > line.on_day:
            indented(console, text(f"after {line.on_day}:", "dim"), _ANSWER)
            later = True
        rate = _rate(step.rate) if step.rate else "all of it" if rated else ""
        day = text(day_of(step.day, None, None) if step.day else "no day", "dim")
        what = text(_STEPS.get(step.what, step.what), "dim")
        console.print(hanging((text(""), _ANSWER + _INDENT), (day, _DAY), (what, _STEP), (text(rate, "dim"), None)))


def _headed(last: MeasureTelling) -> str:
    """What the last report is called, or its words."""
    return last.title or last.words


def _named(line: KnownMeasure) -> str:
    """ "25 percent tariff on Indian goods", "quota of 300,000,000 USD"."""
    kind = _KIND.get(line.kind, line.kind)
    rate = f"{_rate(line.rate)} " if line.rate else ""
    value = f" worth {line.value.amount:,.0f} {line.value.currency or ''}".rstrip() if line.value else ""
    goods = f" on {line.goods}" if line.goods else ""
    return f"{rate}{kind}{goods}{value}"


def _rate(rate: Rate) -> str:
    return f"{rate.value:g} {rate.unit}".strip()


def _on(line: KnownMeasure) -> str:
    return "/".join(line.on) or ("all" if line.scope == "all" else "?")


def _days(line: KnownMeasure) -> list[tuple[str, KnownDay]]:
    start = "in force from" if line.in_force == "yes" or line.status == "ended" else "to start"
    named = (("announced", line.announced), (start, line.effective), ("ended", line.ended))
    return [(name, day) for name, day in named if day is not None]


def _day(day: KnownDay) -> str:
    told = day_of(day.value, day.start, day.end)
    precision = f" (known to the {day.precision})" if day.precision not in (None, "day") else ""
    return f"{told}{precision}"


def _total(total: AddedDuty) -> Text:
    parts = " + ".join(f"{part.rate.value:g}" for part in total.parts)
    told = f"added duty in all: {_rate(total.rate)}" + (f" ({parts}); {total.why}" if len(total.parts) > 1 else "")
    told += f"; {counted(len(total.apart), 'other duty')} apart from that" if total.apart else ""
    return text(told, "bold")
