"""What must hold of any Reading, found by walking its JSON, so that new fields are covered as they come."""

import json
from collections.abc import Iterator
from typing import Any

from bilat.records import Reading

# Fields that name an item by its id, and which list it stands in.
REFERENCES = {
    "actor": "actors",
    "addressee": "actors",
    "source": "actors",
    "target": "actors",
    "imposed_by": "actors",
    "on": "actors",
    "parties": "actors",
    "who": "actors",
    "to": "actors",
    "according_to": "statements",
    "same_as": "statements",
    "ref": "times",
    "in_addition_to": "measures",
    "replaces": "measures",
    "agreement": "agreements",
}


def check_reading(reading: Reading) -> None:
    """Every span slices inside its text, quoted words are its words, and every id that is named exists."""
    line = reading.to_json()
    assert Reading.from_json(line) == reading
    record = json.loads(line)
    document = record.pop("document")
    texts = {"text": document["text"], "title": document["title"] or ""}
    if document["dateline"] is not None:
        _check(document["dateline"], "document.dateline", "text", texts)
    for name, items in record.items():
        if isinstance(items, list):
            ids = [item["id"] for item in items if "id" in item]
            assert len(ids) == len(set(ids)), f"an id stands twice in {name}"
            for number, item in enumerate(items):
                _check(item, f"{name}[{number}]", "text", texts)
    _check_references(record)


def _check(node: Any, path: str, where: str, texts: dict[str, str]) -> None:
    """`where` is the text that the nearest `in` around the node names; `title_…` fields point into the title."""
    if isinstance(node, dict):
        where = node.get("in", where)
        for key, value in node.items():
            _check(value, f"{path}.{key}", "title" if key.startswith("title_") else where, texts)
        _check_words(node, path, where, texts)
    elif _is_span(node):
        start, end = node
        assert 0 <= start < end <= len(texts[where]), f"{path}: {node} lies outside of the {where}"
    elif isinstance(node, list):
        for number, value in enumerate(node):
            _check(value, f"{path}[{number}]", where, texts)


def _check_words(node: dict[str, Any], path: str, where: str, texts: dict[str, str]) -> None:
    if not isinstance(node.get("text"), str):
        return
    spans = [node["span"]] if "span" in node else node.get("spans", [])
    words = " ".join(texts[where][start:end] for start, end in spans)
    assert node["text"].split() == words.split(), f"{path}: its text is not what its span says"


def _is_span(node: Any) -> bool:
    return isinstance(node, list) and len(node) == 2 and all(type(part) is int for part in node)


def _check_references(record: dict[str, Any]) -> None:
    ids = {name: {item.get("id") for item in items} for name, items in record.items() if isinstance(items, list)}
    for path, key, value in _fields(record, ""):
        if key == "by" and ".offers" not in path and ".conditions" not in path:
            continue  # the rule that made the item
        kind = "actors" if key == "by" else REFERENCES.get(key)
        if kind is None:
            continue
        for name in value if isinstance(value, list) else [value]:
            assert name is None or name in ids[kind], f"{path}: there is no {name!r} in {kind}"


def _fields(node: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "evidence":
                continue  # spans by the name of a field
            yield f"{path}.{key}", key, value
            yield from _fields(value, f"{path}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _fields(value, f"{path}[{number}]")
