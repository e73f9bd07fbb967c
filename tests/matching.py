"""How a case says what a Reading must hold: partial items, with words in place of offsets.

A case is one line of `tests/cases/*.jsonl`:

    {"id": "times-thursday", "published": "2025-12-11", "text": "They spoke on Thursday.",
     "expect": {"times": [{"words": "Thursday", "value": "2025-12-11"}]},
     "absent": {"events": [{"type": "SANCTION"}]}, "count": {"times": 1}, "why": "the day of the report itself"}

Every item under `expect` must agree with some item of the Reading in all its keys, each with one of its own; no item
under `absent` may agree with any; `count` says how many there are. Keys are the record's own, with a dot into what is
nested ("effective.value", "speaker.actor"), and these besides:

    words     the words at the item's span (for an actor: one of its mentions)
    trigger, cue, speaker.words, content    likewise words (a cue without the colon that ends it: "said:")
    rate, amount   the bare number
"""

from typing import Any

import msgspec

from bilat.records import Reading


def plain(reading: Reading) -> dict[str, Any]:
    """A Reading as JSON has it."""
    value: dict[str, Any] = msgspec.json.decode(reading.to_json())
    return value


def problems(reading: Reading, case: dict[str, Any]) -> list[str]:
    """What of the case does not hold, one line each."""
    record = plain(reading)
    found = []
    for name, wanted in case.get("expect", {}).items():
        if isinstance(wanted, list):
            found += _missing(record, name, wanted)
        elif not _agrees(record, record.get(name) or {}, wanted):
            found.append(f"{name}: {wanted} expected, there is {record.get(name)}")
    for name, unwanted in case.get("absent", {}).items():
        for item in unwanted:
            hits = [other for other in record[name] if _agrees(record, other, item)]
            if hits:
                found.append(f"{name}: {item} must not be there, there is {_short(record, hits[0])}")
    for name, number in case.get("count", {}).items():
        if len(record[name]) != number:
            there = [_short(record, item) for item in record[name]]
            found.append(f"{name}: {number} expected, there are {len(record[name])}: {there}")
    return found


def _missing(record: dict[str, Any], name: str, wanted: list[dict[str, Any]]) -> list[str]:
    left = list(record[name])
    found = []
    for item in wanted:
        for other in left:
            if _agrees(record, other, item):
                left.remove(other)
                break
        else:
            found.append(f"{name}: {item} expected, there are {[_short(record, other) for other in record[name]]}")
    return found


def _agrees(record: dict[str, Any], item: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(_equal(_value(record, item, key), value) for key, value in wanted.items())


def _equal(value: Any, wanted: Any) -> bool:
    if isinstance(value, list) and isinstance(wanted, str):
        return wanted in value
    return bool(value == wanted)


def _value(record: dict[str, Any], item: dict[str, Any], key: str) -> Any:
    source = record["document"]["title" if item.get("in") == "title" else "text"] or ""
    if key == "words" and "mentions" in item:
        return [source[s:e] for s, e in item["mentions"]] + [
            (record["document"]["title"] or "")[s:e] for s, e in item["title_mentions"]
        ]
    if key == "words":
        return [source[s:e] for s, e in item["spans"]] if "spans" in item else _slice(source, item.get("span"))
    if key == "trigger":
        return _slice(source, item["trigger"])
    if key == "cue":
        return ((item[key] or {}).get("text") or "").removesuffix(":") or (":" if item[key] else None)
    if key == "content":
        return (item[key] or {}).get("text")
    if key == "speaker.words":
        return _slice(source, (item["speaker"] or {}).get("span"))
    if key == "rate":
        return (item["rate"] or {}).get("value")
    if key == "amount":
        return (item["value"] or {}).get("amount")
    for part in key.split("."):
        item = (item or {}).get(part)  # type: ignore[assignment]  # the walk ends in any value
    return item


def _slice(source: str, span: list[int] | None) -> str | None:
    return source[span[0] : span[1]] if span else None


def _short(record: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    shown = {key: value for key, value in item.items() if value not in (None, [], ()) and key not in ("by", "in", "id")}
    for key in ("words", "trigger", "speaker.words"):
        base = key.partition(".")[0]
        if key == "words" or base in item:
            shown[key] = _value(record, item, key)
    return shown
