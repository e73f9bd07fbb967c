"""PolNeAR's annotated articles as windows of tokens with one label each, read through bilat's own parse."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bilat.codebook import load_codebook
from bilat.parser import load_parser
from bilat.reading.encoding.columns import columns_of
from bilat.reading.encoding.windows import windows_of
from bilat.reading.quotes import find_quotations
from bilat.reading.statements.labels import LABELS
from bilat.reading.structure import find_structure
from bilat.records import Document
from bilat.syntax import Syntax

Span = tuple[int, int]
_NUMBER = {label: number for number, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution: character spans of each role."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One window: words, columns (by name) and label numbers, all of one length."""

    words: list[str]
    columns: dict[str, list[int]]
    labels: list[int]


def articles(folder: Path) -> Iterator[tuple[str, str, list[Attribution]]]:
    """Name, text and attributions of each article; the first annotator where several annotated the same text."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    for name, path in files.items():
        text = folder / "text" / f"{name}.txt"
        if text.exists():
            yield name, text.read_text(encoding="utf-8"), _attributions(path)


def _attributions(path: Path) -> list[Attribution]:
    spans: dict[str, list[Span]] = {}
    found: list[Attribution] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) < 2:
            continue
        if line.startswith("T"):
            offsets = cells[1].partition(" ")[2]
            spans[cells[0]] = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        elif line.startswith("E"):
            roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
            for argument in cells[1].split()[1:]:
                role, _, span = argument.partition(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in roles:
                    roles[role] += spans.get(span, [])
            found.append(Attribution(*(tuple(sorted(roles[role])) for role in ("source", "cue", "content"))))
    return found


def examples(folder: Path) -> Iterator[list[Example]]:
    """The windows of each article, in order."""
    parse, codebook = load_parser(), load_codebook()
    for name, text, attributions in articles(folder):
        document = Document(id=name, text=text, published=name.split("_")[1])
        layout = find_structure(document, codebook)
        syntax = parse(layout.title, document.text, layout.blocks)
        columns = columns_of(syntax, find_quotations(syntax))
        labels = labels_of(syntax, attributions)
        yield [
            Example(syntax.words[a:b], {name: column[a:b] for name, column in columns.items()}, labels[a:b])
            for a, b in windows_of(syntax)
        ]


def labels_of(syntax: Syntax, attributions: list[Attribution]) -> list[int]:
    """The label of each token. Roles almost never overlap (PolNeAR is univocal); a later one takes the token."""
    labels = [_NUMBER["O"]] * len(syntax)
    cues = sorted(span[0] for a in attributions for span in a.cue)
    for attribution in attributions:
        for span in attribution.cue:
            _mark(syntax, labels, span, "cue")
        if not attribution.cue:
            continue
        own = bisect_left(cues, attribution.cue[0][0])
        for role, spans in (("source", attribution.source), ("content", attribution.content)):
            for span in spans:
                before = bisect_right(cues, span[0])
                side = "before" if own < before else "next" if role == "source" and own > before else "after"
                _mark(syntax, labels, span, f"{role}-{side}")
    return labels


def _mark(syntax: Syntax, labels: list[int], span: Span, role: str) -> None:
    first = syntax.token_at("text", span[0])
    if syntax.end[first] <= span[0]:
        first += 1
    last = bisect_left(syntax.start, span[1], first)
    for token in range(first, last):
        labels[token] = _NUMBER[("B-" if token == first else "I-") + role]
