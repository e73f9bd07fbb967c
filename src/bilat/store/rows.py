"""From a Reading to rows of the tables. Pure: no clock, no database.

A correction of a field stands in the row; what was read stays in the Reading, so that an undone correction brings it
back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import msgspec

from bilat.records import Located, Measure, Reading, Span, Statement, Talks, When
from bilat.store.sides import Pair, codes, pair_of, pairs_of, state_of

Row = dict[str, Any]
Item = TypeVar("Item", bound=Located)
_HAPPENED = frozenset({"occurred", "ongoing", "historical"})
# item id -> field -> the value a person has set; the field "dropped" says that the item is none.
Fixes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Items:
    """The rows of one report, by table. Rows of `pairs`, `parties` and `topics` stand beside the row they belong to."""

    actors: list[Row]
    events: list[tuple[Row, list[Pair]]]
    measures: list[tuple[Row, list[tuple[str, str]]]]
    statements: list[tuple[Row, tuple[str, ...]]]
    talks: list[tuple[Row, list[str]]]
    agreements: list[Row]
    topics: list[str] = field(default_factory=list)


def to_json(value: object) -> str | None:
    """A list or object for a text column; null where it is empty or null."""
    return msgspec.json.encode(value).decode() if value else None


def items_of(reading: Reading, known_day: str, fixes: Fixes | None = None) -> Items:
    """All rows of a Reading; `known_day` stands in for the day of what has none."""
    fixes = fixes or {}
    states = {actor.id: state_of(actor) for actor in reading.actors}
    return Items(
        actors=[_actor(actor, states[actor.id]) for actor in reading.actors],
        events=_events(reading, states, known_day, fixes),
        measures=[_measure(item, reading, states, fixes) for item in reading.measures],
        statements=_statements(reading, states, known_day, fixes),
        talks=[_talks(item, states, known_day, fixes) for item in reading.talks],
        agreements=[
            _placed(item, item.span)
            | {
                "item": item.id,
                "name": item.name,
                "expansion": item.expansion,
                "parties": to_json(codes(item.parties, states)),
            }
            for item in reading.agreements
        ],
        topics=[topic.id for topic in reading.topics],
    )


def rows_beside(items: Items) -> dict[str, dict[str, list[Row]]]:
    """The rows by which items are found, by table and item, without the item's key; in the order of the items."""
    return {
        "event_pairs": {
            row["item"]: [{"day": row["day"]} | pair._asdict() for pair in pairs] for row, pairs in items.events
        },
        "measure_parties": {
            row["item"]: [{"imposer": by, "target": on, "rate": row["rate"]} for by, on in parties]
            for row, parties in items.measures
        },
        "statement_topics": {
            row["item"]: [{"topic": topic, "day": row["day"]} for topic in topics] for row, topics in items.statements
        },
        "talks_pairs": {
            row["item"]: [{"pair": pair, "day": row["day"]} for pair in pairs] for row, pairs in items.talks
        },
    }


def _actor(actor: Any, state: str | None) -> Row:
    names = ("name", "kind", "country", "sector", "role")
    return {"actor": actor.id, "state": state} | {name: getattr(actor, name) for name in names}


def _events(
    reading: Reading, states: Mapping[str, str | None], known_day: str, fixes: Fixes
) -> list[tuple[Row, list[Pair]]]:
    rows = []
    for read in reading.events:
        event = fixed(read, fixes.get(read.id))
        row = _placed(event, event.span) | _when("time", event.time) | _mended(fixes.get(read.id))
        row |= {
            "item": event.id,
            "type": event.type,
            "mode": event.mode,
            "contexts": to_json(event.contexts),
            "status": event.status,
            "source": msgspec.json.encode(event.source).decode(),
            "target": msgspec.json.encode(event.target).decode(),
            "day": row["time_start"] if can_be_when(event.status, row["time_start"], known_day) else known_day,
            "place": event.place.name if event.place else None,
            "place_country": event.place.country if event.place else None,
            "topics": to_json(event.topics),
            "intensity": event.intensity,
            "score": event.score,
            "according_to": event.according_to,
        }
        rows.append((row, pairs_of(event, states)))
    return rows


def can_be_when(status: str, start: str | None, known_day: str) -> bool:
    """Whether a time that begins on the day `start` can be that of an event of this status.

    What a report tells as having happened cannot lie ahead of it: such a time is a term or a goal ("agreed on trade of
    500 billion by 2030"). It can lie on the next day, where that has begun elsewhere.
    """
    if start is None or start <= known_day or status not in _HAPPENED:
        return start is not None
    return (date.fromisoformat(start) - date.fromisoformat(known_day)).days == 1


def _measure(
    read: Measure, reading: Reading, states: Mapping[str, str | None], fixes: Fixes
) -> tuple[Row, list[tuple[str, str]]]:
    item = fixed(read, fixes.get(read.id))
    row = _placed(item, item.span) | _mended(fixes.get(read.id))
    for name in ("announced", "effective", "ended"):
        row |= _when(name, getattr(item, name))
    names = ("kind", "scope", "goods", "basis", "reason", "status", "in_addition_to", "replaces", "according_to")
    row |= {name: getattr(item, name) for name in names}
    row |= {
        "item": item.id,
        "rate": item.rate.value if item.rate else None,
        "unit": item.rate.unit if item.rate else None,
        "amount": item.value.amount if item.value else None,
        "currency": item.value.currency if item.value else None,
        "exemptions": to_json(item.exemptions),
        "evidence": to_json(item.evidence),
        "called": _called(reading, item),
    }
    imposers, targets = codes(item.imposed_by, states), codes(item.on, states)
    return row, [(by, on) for by in imposers or [""] for on in targets or [""] if by or on]


def _called(reading: Reading, item: Measure) -> str:
    """What a report calls a measure, place by place."""
    texts = {"text": reading.document.text, "title": reading.document.title or ""}
    places = [(item.where, item.span), *((telling.where, telling.span) for telling in item.tellings)]
    return " / ".join(" ".join(texts[where][first:last].split()) for where, (first, last) in places)


def _statements(
    reading: Reading, states: Mapping[str, str | None], known_day: str, fixes: Fixes
) -> list[tuple[Row, tuple[str, ...]]]:
    people = {actor.id: actor for actor in reading.actors}
    rows = []
    for read in reading.statements:
        item = fixed(read, fixes.get(read.id))
        spans = item.content.spans
        speaker = people.get(item.speaker.actor or "") if item.speaker else None
        row = _placed(item, (spans[0][0], spans[-1][1])) | _when("time", item.time) | _mended(fixes.get(read.id))
        row |= {name: getattr(item, name) for name in ("act", "kind", "medium", "addressee", "polarity", "same_as")}
        row |= {
            "item": item.id,
            "speaker": _speaker_id(item),
            "speaker_name": speaker.name if speaker else None,
            "speaker_country": speaker.country if speaker else None,
            "side": states.get(speaker.id) if speaker else None,
            "day": row["time_start"] or known_day,
            "topics": to_json(item.topics),
            "content": item.content.text,
        }
        rows.append((row, tuple(dict.fromkeys(item.topics))))
    return rows


def _speaker_id(statement: Statement) -> str | None:
    return statement.speaker.actor if statement.speaker else None


def _talks(read: Talks, states: Mapping[str, str | None], known_day: str, fixes: Fixes) -> tuple[Row, list[str]]:
    item = fixed(read, fixes.get(read.id))
    row = _placed(item, item.span) | _when("deadline", item.deadline) | _mended(fixes.get(read.id))
    held = item.round.when if item.round else None
    row |= {
        "item": item.id,
        "subject": item.subject,
        "agreement": item.agreement,
        "status": item.status,
        "day": (held.start if held else None) or known_day,
        "body": msgspec.json.encode(item).decode(),
    }
    parties = sorted(codes(item.parties, states))
    return row, [pair_of(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :]]


def _placed(item: Located, span: Span) -> Row:
    return {"located_in": item.where, "span_start": span[0], "span_end": span[1], "by": item.by}


def _when(name: str, when: When | None) -> Row:
    value, start, end, precision = (when.value, when.start, when.end, when.precision) if when else (None,) * 4
    return {name: value, f"{name}_start": start, f"{name}_end": end, f"{name}_precision": precision}


def fixed(item: Item, fix: Mapping[str, Any] | None) -> Item:
    """The item with the fields that a person has set, converted to what the record's types ask for."""
    set_fields = {name: value for name, value in (fix or {}).items() if name != "dropped"}
    if not set_fields:
        return item
    plain = msgspec.to_builtins(item)
    if "goods" in set_fields and "hs" in plain:
        plain["hs"] = []  # they are what the words said that were read
    return msgspec.convert(plain | set_fields, type(item))


def _mended(fix: Mapping[str, Any] | None) -> Row:
    fix = fix or {}
    return {"corrected": to_json(sorted(set(fix) - {"dropped"})), "dropped": int(bool(fix.get("dropped")))}
