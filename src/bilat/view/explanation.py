"""Why something was read as it was, in the terminal: one screen an item.

Words of reports are put into `rich.text.Text` and never parsed as markup; control characters are made visible first.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bilat.view.explained import Explanation, Fit, Listed, Party, Quoted, Sentence
from bilat.view.safe import one_line

# What one screen holds.
LONGEST_SENTENCE, LONGEST_TELLING = 420, 70
MOST_LISTED, MOST_WORDS, MOST_PARTIES, MOST_PLACES, MOST_TELLINGS = 12, 3, 4, 5, 3
LABELS = 13
BASES = {
    "explicit": "in its own words",
    "published": "counted from the report's date",
    "dateline": "counted from the dateline",
    "context": "counted from another time in the report",
}


def print_list(listed: Sequence[Listed], shown: str, console: Console) -> None:
    """What can be explained, one line each; `shown` is the id of the one that is."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=max((len(one.id) for one in listed), default=0))
    table.add_column(no_wrap=True, overflow="ellipsis")
    for one in listed[:MOST_LISTED]:
        style = "bold" if one.id == shown else ""
        table.add_row(_text(one.id, style or "dim"), _text(one.line, style))
    console.print(table)
    if len(listed) > MOST_LISTED:
        console.print(_text(f"… and {len(listed) - MOST_LISTED} more, which --json names", "dim"))
    console.print()


def print_explanation(explanation: Explanation, console: Console) -> None:
    """One item: its words, who, by what it was read, its status and time, and what would have changed it."""
    console.print(_text(explanation.line, "bold"))
    console.print(_text(f"{explanation.id} · {explanation.reader.by}", "dim"))
    table = Table.grid()
    table.add_column(width=LABELS, no_wrap=True)
    table.add_column(overflow="fold")
    for label, body in _rows(explanation):
        table.add_row(_text(label, "dim"), body)
    console.print(table)
    if explanation.changes:
        console.print(_text("What would have changed it", "bold"))
        changes = Table.grid()
        changes.add_column(width=2)
        changes.add_column(overflow="fold")
        for change in explanation.changes:
            changes.add_row(_text("·", "dim"), _text(change))
        console.print(changes)


def _rows(explanation: Explanation) -> Iterator[tuple[str, Text]]:
    yield "words", _sentence(explanation.sentence)
    if explanation.kind == "event":
        yield from _parties(explanation)
    yield "read by", _reader(explanation)
    if explanation.judged is not None:
        yield "judge", _judge(explanation)
    yield from _fields(explanation)
    yield "status", _status(explanation)
    if explanation.time is not None:
        yield "time", _time(explanation)
    elif explanation.kind == "event":
        yield "time", _text("none stands with it", "dim")
    if explanation.according_to is not None:
        told = explanation.according_to
        cue = f" (“{told.cue}”)" if told.cue else ""
        yield "according to", _text(f"{told.speaker}{cue}")
    for number, telling in enumerate(explanation.tellings[:MOST_TELLINGS]):
        yield ("told again" if number == 0 else ""), _telling(telling)
    if len(explanation.tellings) > MOST_TELLINGS:
        yield "", _text(f"… and {len(explanation.tellings) - MOST_TELLINGS} times more", "dim")


def _sentence(sentence: Sentence) -> Text:
    """The sentence with the words that name the item marked, and its place; of a long one what stands around them."""
    start, end = sentence.span
    first, last = (max(start, min(edge, end)) for edge in sentence.trigger)
    room = max(LONGEST_SENTENCE - (last - first), 0)
    left = min(first - start, max(room // 2, room - (end - last)))
    right = min(end - last, room - left)
    before, marked, after = (
        sentence.text[first - start - left : first - start],
        sentence.text[first - start : last - start],
        sentence.text[last - start : last - start + right],
    )
    line = _text("“" + ("…" if left < first - start else "") + before, "italic")
    line.append_text(_text(marked, "italic bold underline"))
    line.append_text(_text(after + ("…" if right < end - last else "") + "”", "italic"))
    place = "title" if sentence.where == "title" else f"paragraph {sentence.paragraph}"
    return line.append_text(_text(f" {place}, {first}–{last}", "dim"))


def _parties(explanation: Explanation) -> Iterator[tuple[str, Text]]:
    done_to = any(party.side == "target" for party in explanation.parties)
    for side, label, places in (
        ("source", "who acts", explanation.reader.source + (() if done_to else explanation.reader.target)),
        ("target", "acted on", explanation.reader.target),
    ):
        parties = [party for party in explanation.parties if party.side == side]
        if not parties:
            continue
        line = Text(overflow="fold")
        for number, party in enumerate(parties[:MOST_PARTIES]):
            line.append("; " if number else "", "dim")
            line.append_text(_text(party.name, "bold"))
            line.append_text(_text(_by_words(party), ""))
        if len(parties) > MOST_PARTIES:
            line.append(f" and {len(parties) - MOST_PARTIES} more", "dim")
        if places:
            more = ", …" if len(places) > MOST_PLACES else ""
            line.append_text(_text(f" (its entry looks at: {', '.join(places[:MOST_PLACES])}{more})", "dim"))
        yield label, line


def _by_words(party: Party) -> str:
    words = _quotes(party.words)
    if not words:
        return ", not named before it"
    if party.here:
        return f", by {words}"
    where = "in the title" if party.words[-1].where == "title" else "before"
    return f", not named in the sentence; last {where} by {words}"


def _reader(explanation: Explanation) -> Text:
    fits = [_fit(fit) for fit in explanation.reader.fits]
    return _text("; ".join([explanation.reader.why, *fits]))


def _fit(fit: Fit) -> str:
    wanted = f" of class {' or '.join(fit.wanted)}" if fit.wanted else ""
    words = f": {', '.join(f'“{word}”' for word in fit.words[:MOST_WORDS])}" if fit.words else ""
    return f"{fit.condition}{wanted}{words}"


def _judge(explanation: Explanation) -> Text:
    line = _text(explanation.judged or "")
    if explanation.nearly:
        others = (f"{'no event' if one.type == 'NONE' else one.type} {one.score:.2f}" for one in explanation.nearly)
        line.append_text(_text(f"; nearly {', '.join(others)}", "dim"))
    return line


def _fields(explanation: Explanation) -> Iterator[tuple[str, Text]]:
    for field in explanation.fields:
        line = _text(field.value, "bold")
        if field.words is not None:
            line.append_text(_text(f", by “{field.words.text}”"))
        else:
            line.append_text(_text(", from around it", "dim"))
        yield field.name.replace("_", " "), line
    if explanation.not_said:
        yield "not said", _text(", ".join(name.replace("_", " ") for name in explanation.not_said), "dim")


def _status(explanation: Explanation) -> Text:
    status = explanation.status
    line = _text(status.value, "bold")
    line.append_text(_text(f": {status.why}"))
    rest = [word for word in status.words if not word.bears]
    if rest:
        words = ", ".join(dict.fromkeys(f"“{word.text}” ({word.says})" for word in rest[:MOST_WORDS]))
        judged = explanation.reader.kind == "judge"
        told = "words there that speak of it" if judged else "there too, but not over it or outweighed"
        line.append_text(_text(f"; {told}: {words}", "dim"))
    return line


def _time(explanation: Explanation) -> Text:
    time = explanation.time
    if time is None:
        return Text()
    line = _text(time.shown, "bold")
    basis = BASES.get(time.when.basis or "")
    words = f"by “{time.words.text}”" if time.words is not None else None
    line.append_text(_text("".join(f", {part}" for part in (words, basis) if part)))
    return line


def _telling(telling: Quoted) -> Text:
    text = one_line(telling.text).strip()
    short = text if len(text) <= LONGEST_TELLING else text[: LONGEST_TELLING - 1] + "…"
    line = _text(f"“{short}”", "italic")
    return line.append_text(_text(" in the title" if telling.where == "title" else f" at {telling.span[0]}", "dim"))


def _quotes(words: Iterable[Quoted]) -> str:
    """Words in quotation marks, each once."""
    texts = list(dict.fromkeys(one_line(word.text) for word in words))
    return ", ".join(f"“{text}”" for text in texts[:MOST_WORDS]) + (" …" if len(texts) > MOST_WORDS else "")


def _text(words: str, style: str = "") -> Text:
    """Words of whatever origin, harmless."""
    return Text(one_line(words), style, overflow="fold")
