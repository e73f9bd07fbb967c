"""What the templates say of the record: sentences, names, signs and addresses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from markupsafe import Markup, escape

from bilat.relations.brief_lines import headline_of, shown, words_to_quote
from bilat.relations.brief_standing import measure_title, standing_of
from bilat.relations.happenings import Happening
from bilat.relations.naming import country_name
from bilat.relations.phrases import kind_of, state_name
from bilat.relations.report import ReportReading
from bilat.serve.suffixes import SUFFIXES
from bilat.view import wording

# What an answer "is it in force?" looks like: never by colour alone.
FORCE_SIGNS = {"yes": "●", "due": "◐", "no": "○", "unknown": "?"}
FORCE_WORDS = {"yes": "in force", "due": "due, not reported yet", "no": "not in force", "unknown": "not known"}


def path(kind: str, id_: str) -> str:
    """The address of a page by an id, which may hold anything: "/reports/a%20b"."""
    ending = "?form=html" if id_.endswith(tuple(SUFFIXES)) else ""
    return f"/{kind}/{quote(id_, safe='', errors='replace')}{ending}"


def sign(intensity: float | None) -> str:
    """Up for cooperation, down for conflict, a dot between."""
    if intensity is None:
        return "·"
    return "▲" if intensity > 0 else "▼" if intensity < 0 else "●"


def side_of_zero(intensity: float | None) -> str:
    """A class of the style sheet: "plus", "minus" or "zero"."""
    return "zero" if not intensity else "plus" if intensity > 0 else "minus"


def in_words(intensity: float | None) -> str:
    """An intensity for who hears the page: "cooperative, +7"."""
    if intensity is None:
        return "of no known intensity"
    name = "cooperative" if intensity > 0 else "hostile" if intensity < 0 else "neutral"
    return f"{name}, {wording.intensity(intensity)}"


def quote_of(event: Happening) -> str:
    """The words of the account that says best what the headline says, on one line."""
    return shown(words_to_quote(event).words)


def sources_of(event: Happening, most: int = 3) -> str:
    """Who tells it: "Sample Wire, Sample Post and 2 more"."""
    names = list(dict.fromkeys(telling.source or "source unknown" for telling in event.sources))
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """A number with its noun: "1 report", "2 reports"."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def when_of(event: Happening) -> str:
    """The time as reports give it; where they give none, that it is the day of the first report."""
    if event.time is None:
        return "no day given"
    if event.time.value:
        return wording.plain_time(event.time.value)
    return " to ".join(dict.fromkeys(day for day in (event.time.start, event.time.end) if day)) or "no day given"


def topic(id_: str) -> str:
    """A topic as one reads it: "export-controls" -> "export controls"."""
    return id_.replace("-", " ")


def set_to(value: Any) -> str:
    """What a person has set a field to, in words: the day of a time, the id of a speaker."""
    if isinstance(value, dict):
        told = value.get("actor") or value.get("value") or value.get("start") or value.get("name")
        return str(told) if told else msgspec.json.encode(value).decode()
    if isinstance(value, list):
        return ", ".join(map(set_to, value)) or "nobody"
    return "nothing" if value is None else str(value)


def in_code(words: str) -> Markup:
    """Words with what stands between backticks set as code."""
    parts = [str(escape(part)) for part in words.split("`")]
    told = "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))
    return Markup(told)  # noqa: S704 -- every part is escaped


def json_data(value: Any) -> Markup:
    """A value as the text of a `<script type="application/json">`: nothing in it ends the element."""
    text = msgspec.json.encode(value).decode()
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704


def groupby_in_order(records: Iterable[Any], name: str) -> list[list[Any]]:
    """Records by a field, the groups in the order in which they begin."""
    groups: dict[Any, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, name), []).append(record)
    return list(groups.values())


def source_in(report: str, event: Happening) -> str:
    """The source of one of an event's reports; the report's id where none is known."""
    return next((told.source for told in event.sources if told.report == report and told.source), report)


def speakers_in(view: ReportReading) -> list[tuple[str, str]]:
    """The actors of a report that can speak, for a list to choose from."""
    actors = view.reading.actors if view.reading else ()
    return [(actor.id, f"{actor.name} ({actor.country})" if actor.country else actor.name) for actor in actors]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "headline": headline_of,
    "quote_of": quote_of,
    "sources_of": sources_of,
    "when_of": when_of,
    "shown": shown,
    "sign": sign,
    "side": side_of_zero,
    "in_words": in_words,
    "signed": wording.intensity,
    "measure_title": measure_title,
    "state": state_name,
    "status": wording.status,
    "plain_time": wording.plain_time,
    "rate": wording.rate,
    "money": wording.money,
    "topic": topic,
    "plural": plural,
    "country": country_name,
    "in_code": in_code,
    "json_data": json_data,
    "set_to": set_to,
    "groupby_in_order": groupby_in_order,
    "source_in": source_in,
    "speakers_in": speakers_in,
}
GLOBALS: Mapping[str, Any] = {
    "path_to": path,
    "kind_of": kind_of,
    "standing_of": standing_of,
    "force_signs": FORCE_SIGNS,
    "force_words": FORCE_WORDS,
    "acts": wording.ACTS,
    "media": wording.MEDIA,
    "event_types": wording.EVENT_TYPES,
}
