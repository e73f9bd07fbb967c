"""Whether the spans of a Reading lie in its text, and whether quoted words are the text's own.

The Reading is walked as JSON has it, so that new fields are covered as they come.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bilat.records import Reading


def wrong_spans(reading: Reading) -> Iterator[str]:
    """What is wrong, each in a few words that name the place in the Reading."""
    record = msgspec.to_builtins(reading)
    document = record.pop("document")
    texts = {"text": document["text"], "title": document["title"] or ""}
    if document["dateline"] is not None:
        yield from _walk(document["dateline"], "document.dateline", "text", texts)
    for name, items in record.items():
        if isinstance(items, list | tuple):
            for number, item in enumerate(items):
                yield from _walk(item, f"{name}[{number}]", "text", texts)


def _walk(node: Any, path: str, where: str, texts: Mapping[str, str]) -> Iterator[str]:
    """`where` is the text that the nearest `in` around the node names; `title_…` fields point into the title."""
    if isinstance(node, dict):
        where = node.get("in", where)
        for key, value in node.items():
            yield from _walk(value, f"{path}.{key}", "title" if key.startswith("title_") else where, texts)
        yield from _words(node, path, where, texts)
    elif _is_span(node):
        start, end = node
        if not 0 <= start < end <= len(texts[where]):
            yield f"{path}: {start} to {end} does not lie in the {where}, which has {len(texts[where])} characters"
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            yield from _walk(value, f"{path}[{number}]", where, texts)


def _words(node: Mapping[str, Any], path: str, where: str, texts: Mapping[str, str]) -> Iterator[str]:
    if not isinstance(node.get("text"), str):
        return
    spans = [node["span"]] if "span" in node else node.get("spans", ())
    words = " ".join(texts[where][start:end] for start, end in spans)
    if node["text"].split() != words.split():
        yield f"{path}: its words are not those of the {where} there"


def _is_span(node: Any) -> bool:
    return isinstance(node, list | tuple) and len(node) == 2 and all(type(part) is int for part in node)
