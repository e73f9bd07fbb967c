"""What the judge learns from, as passages with questions about them: marked sentences, and reports read whole.

Three kinds of labelled text, all read through bilat's own parse: PLOVER's label data (marked sentences, one label
each), our own marked sentences (`training/data/sentences`), and reports in which every sentence that tells an event is
labelled: our own (`training/data/reports.jsonl`) and the wire's (`training/data/wire.tsv`: places and labels only).
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bilat.codebook import load_codebook
from bilat.labels import unmarked
from bilat.parser import load_parser
from bilat.reading.actors import read_cast
from bilat.reading.encoding.columns import columns_of
from bilat.reading.encoding.windows import windows_of
from bilat.reading.events.answers import ANSWERS, MODES, MUTUAL, STATUSES
from bilat.reading.events.asked import Question, questions
from bilat.reading.page import Page, fingerprint
from bilat.reading.quotes import find_quotations
from bilat.reading.structure import find_structure
from bilat.records import Document
from bilat.syntax import Block, Syntax

Span = tuple[int, int]
# The label data calls what is still to come AGREE or THREATEN, and has one label for CONCEDE and RETREAT: which type
# it is then stays open among these.
OPEN = {
    "YIELD": ("CONCEDE", "RETREAT"),
    "AGREE": ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"),
    "CONCEDE": ("CONCEDE", "RETREAT"),
    "THREATEN": ("THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"),
}


# What a marked sentence asked the other way round weighs: that nothing is done to the doer is soon learned.
TURNED_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Weights of the answers. `any`: one of those with weight; else each by its weight."""

    weights: tuple[float, ...]
    any: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as numbers of words in its passage, with what is wanted of the three heads (None: nothing known)."""

    focus: tuple[int, ...]
    source: tuple[int, ...]
    target: tuple[int, ...]
    standing: tuple[int, int]
    type: Wanted | None
    status: Wanted | None
    label: Wanted | None
    mode: Wanted | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """The windows of a sentence or a report, and the questions asked of it."""

    name: str
    words: list[list[str]]
    columns: list[list[list[int]]]
    asked: list[Asked]


def wanted(names: Iterable[object], among: tuple[object, ...] = ANSWERS, *, any_of: bool = False) -> Wanted:
    """One of the names, or all of them in equal parts."""
    names = list(names)
    share = 1.0 if any_of else 1.0 / len(names)
    return Wanted(tuple(share if name in names else 0.0 for name in among), any_of)


def passage(name: str, syntax: Syntax, asked: list[Asked]) -> Passage:
    """The windows of a text with the questions."""
    columns = list(columns_of(syntax, find_quotations(syntax)).values())
    places = list(windows_of(syntax))
    return Passage(name, [syntax.words[a:b] for a, b in places], [[c[a:b] for c in columns] for a, b in places], asked)


def marked_passage(name: str, marked: str, asked: dict[str, Wanted | None], *, turned: bool) -> Passage | None:
    """A marked sentence as a passage; `turned` asks it the other way round too, where nothing is done."""
    text, spans = unmarked(marked)
    syntax = load_parser()("", text, [Block("paragraph", "text", 0, len(text), text)])
    everything = tuple(range(len(syntax)))
    sides = [tokens_in(syntax, spans[name]) if name in spans else () for name in "st"]
    if not len(syntax):
        return None
    source, target = (side or everything for side in sides)
    found = [
        Asked(everything, source, target, (0, 0), asked["type"], asked["status"], asked["label"], asked.get("mode"))
    ]
    if turned:
        mutual = asked["type"] is not None and any(
            weight and answer in MUTUAL for weight, answer in zip(asked["type"].weights, ANSWERS, strict=True)
        )
        none = asked["type"] if mutual else wanted(["NONE"])
        status = asked["status"] if mutual else None
        found.append(Asked(everything, target, source, (0, 0), none, status, None, weight=TURNED_WEIGHT))
    return passage(name, syntax, found)


def tokens_in(syntax: Syntax, span: Span) -> tuple[int, ...]:
    """Tokens that begin or end within a span of the text."""
    return tuple(t for t in range(len(syntax)) if syntax.start[t] < span[1] and syntax.end[t] > span[0])


def plover(path: Path) -> Iterator[Passage]:
    """The label data. It gives labels only; types follow where the label leaves no doubt."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            root = row["gold_root"]
            asked = {
                "label": wanted(OPEN["YIELD"], any_of=True) if root == "YIELD" else wanted([root]),
                "type": wanted(OPEN.get(root, (root,)), any_of=True),
                "status": None,
            }
            found = marked_passage(f"plover-{row['sentence_id']}", row["marked_sentence"], asked, turned=False)
            if found is not None:
                yield found


def marked_rows(published: Path, data: Path) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Marked sentences with their labels, of the published label data (true) and of our own."""
    with published.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            root = row["gold_root"]
            yield row["marked_sentence"], OPEN["YIELD"] if root == "YIELD" else (root,), True
    for path in sorted((data / "sentences").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["marked"], (row["label"],), False


def sentences(folder: Path) -> Iterator[Passage]:
    """Our own marked sentences."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            asked = {
                "label": wanted([row["label"]]),
                "type": wanted([row["type"]]),
                "status": wanted([row["status"]], STATUSES) if row["status"] else None,
                "mode": wanted([mode], MODES) if (mode := (row["type"], row["mode"])) in MODES else None,
            }
            turned = row["type"] not in ("NONE", "SUPPORT", "ASSAULT", "MOBILIZE")
            found = marked_passage(f"{path.stem}-{number}", row["marked"], asked, turned=turned)
            if found is not None:
                yield found


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled event of a sentence; `sure` where the reader had no doubt."""

    type: str
    source: str
    target: str
    status: str
    sure: bool


def report(document: Document, told: dict[tuple[str, int, int], list[Told]]) -> Passage:
    """A report with every question that reading would ask of it; `told` by where a sentence stands and its span."""
    codebook = load_codebook()
    layout = find_structure(document, codebook)
    syntax = load_parser()(layout.title, document.text, layout.blocks)
    page = Page(document, layout, syntax, codebook, fingerprint(document.title, document.text))
    events: dict[int, list[Told]] = defaultdict(list)
    for number, (first, last) in enumerate(syntax.sentences):
        where, (start, end) = syntax.where(first), syntax.span(first, last)
        for (there, begin, close), found in told.items():
            middle = (begin + close) // 2
            if there == where and start <= middle < end:
                events[number] += found
    return passage(
        document.id, syntax, [_asked(syntax, one, events[one.sentence]) for one in questions(syntax, read_cast(page))]
    )


def _asked(syntax: Syntax, question: Question, told: list[Told]) -> Asked:
    here = {question.source.state, question.target.state}
    fitting = [
        one
        for one in told
        if {one.source, one.target} == here and (one.source == question.source.state or one.type in MUTUAL)
    ]
    sure = [one.type for one in fitting if one.sure]
    if sure:
        type_ = wanted(dict.fromkeys(sure))
    elif fitting:
        type_ = wanted({*(one.type for one in fitting), "NONE"}, any_of=True)
    else:
        type_ = wanted(["NONE"])
    status = wanted(dict.fromkeys(one.status for one in fitting), STATUSES) if fitting else None
    return Asked(
        focus=tuple(range(*syntax.sentences[question.sentence])),
        source=question.source.tokens,
        target=question.target.tokens,
        standing=(question.source.standing, question.target.standing),
        type=type_,
        status=status,
        label=None,
    )
