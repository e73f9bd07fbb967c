"""Who said what, kind by kind: the forms that readers of statements fail on, one row each.

    python -m benchmarks.attribution_cases

For each kind: our own lines (tests/cases/statement_kinds.jsonl), how many hold wholly, and how many of the statements
they expect are found. Where PolNeAR is there, the same recall on those attributions of its dev part that a plain
pattern puts into the kind, with their count. The patterns leave out what is doubtful: they pick attributions to count,
they read nothing.

A statement is found where the characters of its content agree (Jaccard 0.8 or more) and the words of its speaker
overlap with those expected; where a line says only who is meant, the actor must agree.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.matching import problems

import bilat
from benchmarks.scoring import POLNEAR
from bilat.records import Document, Reading, Statement

LINES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "statement_kinds.jsonl"
ALIKE = 0.8
_WORD = re.compile(r"\w+")

_OPENS = ('"', "“", "''", "``", "‘", "'", "«", "„")
_OTHER_OPENS = ("''", "``", "‘", "'", "«", "„")
_DOUBLE = re.compile(r'["“”]')
_INNER = re.compile(r"(?<![\w'’])['‘]\w[^'‘’\"“”]*[\w.,!?]['’](?!\w)")
_SENTENCE_END = re.compile(r"[a-z]{4}[.!?][\"”']*\s")
_SAY = re.compile(r"sa(id|ys?)|t(old|ells)|add(s|ed)|believe[sd]?|thinks?|thought|claim(s|ed)|insist(s|ed)")
_NO_CLAUSE = re.compile(r"(that|to|of|about|for|on|at|in|with|as|by|how|wh\w+)\b", re.IGNORECASE)
_CITES = re.compile(r"\b(citing|quoting)\b")
_QUOTES = re.compile(r"\b(quoted|as saying)\b")
_UNNAMED = re.compile(r"anonym|not to be (named|identified|quoted)|not authori[sz]ed|n[o']t be named")
_POST = re.compile(r"(?i)tweet|\b(Twitter|Facebook|Instagram)\b")
_POSTED = re.compile(r"(?i)\btweets?$|\b(Twitter|Facebook) (account|feed|message|page|post)")
_JOINT = re.compile(r"(?i)\bjoint (statement|communiqu|declaration|letter)")
_DENIES = re.compile(
    r"\b(den(y|ies|ied|ying)|declin(e|es|ed|ing)|refus(e|es|ed|ing)|reject(s|ed|ing)?|no comment|comment)\b"
    r"|(not|n[’']t) (immediately )?(respond|return|say|answer)"
)

Span = tuple[int, int]
Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated attribution of a text: character spans of each role, in text order."""

    text: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def words(self, spans: tuple[Span, ...]) -> str:
        """The words at spans."""
        return " ".join(self.text[first:last] for first, last in spans)

    @property
    def tag(self) -> tuple[Span, ...]:
        """Source and cue together, in text order."""
        return tuple(sorted((*self.source, *self.cue)))

    @property
    def quoted(self) -> bool:
        """Whether the content begins with a quotation mark."""
        return self.text.startswith(_OPENS, self.content[0][0])

    def around(self, after: int) -> str:
        """Source and cue with what stands between them, and `after` more characters of the same paragraph."""
        tag = self.tag
        return self.text[tag[0][0] : tag[-1][1]] + self.text[tag[-1][1] :][:after].partition("\n")[0]


@dataclass(slots=True)
class Row:
    """What was counted of one kind."""

    lines: int = 0
    held: int = 0
    expected: int = 0
    found: int = 0
    annotated: int = 0
    annotated_found: int = 0


def main() -> None:
    """Command line."""
    rows = {kind: Row() for kind in KINDS}
    count_lines(rows)
    if (POLNEAR / "dev").is_dir():
        count_annotated(rows, POLNEAR / "dev")
    else:
        print(f"attribution_cases: {POLNEAR / 'dev'} is not there, only our own lines are read")
    print(f"{'kind':14} {'lines':>5} {'hold':>5}   {'statements found':>18}   {'found in PolNeAR dev':>20}")
    for kind, row in rows.items():
        own, annotated = share(row.found, row.expected), share(row.annotated_found, row.annotated)
        print(f"{kind:14} {row.lines:5} {row.held:5}   {own:>18}   {annotated:>20}")


def share(part: int, whole: int) -> str:
    """ "7 of 8 (88 %)", or "-" where there is nothing to find."""
    return f"{part} of {whole} ({100 * part / whole:.0f} %)" if whole else "-"


def cases() -> list[Case]:
    """Our own lines."""
    return [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines()]


def kind_of(case: Case) -> str:
    """The kind that the id of a line names: "kind-no-that-3" is of "no-that"."""
    return str(case["id"]).removeprefix("kind-").rpartition("-")[0]


def count_lines(rows: dict[str, Row]) -> None:
    """Read our own lines and count what holds and what is found."""
    for case in cases():
        fields = {key: case[key] for key in ("title", "published") if key in case}
        reading = bilat.read(Document(id=case["id"], text=case["text"], **fields))
        row = rows[kind_of(case)]
        row.lines += 1
        row.held += not problems(reading, case)
        expected = case.get("expect", {}).get("statements", [])
        row.expected += len(expected)
        row.found += number_found(reading, expected)


def number_found(reading: Reading, expected: list[Case]) -> int:
    """How many of the expected statements are found, each in a statement of its own."""
    left = list(reading.statements)
    for item in expected:
        hit = next((statement for statement in left if is_found(reading, statement, item)), None)
        if hit is not None:
            left.remove(hit)
    return len(reading.statements) - len(left)


def is_found(reading: Reading, statement: Statement, item: Case) -> bool:
    """Whether a statement is what a line expects."""
    if statement.where != item.get("in", "text"):
        return False
    source = (reading.document.title if statement.where == "title" else reading.document.text) or ""
    if jaccard(source, statement.content.spans, places(source, item["content"])) < ALIKE:
        return False
    speaker = statement.speaker
    if "speaker.words" in item:
        span = speaker.span if speaker else None
        return span is not None and bool(words(source[slice(*span)]) & words(item["speaker.words"]))
    return "speaker.actor" not in item or (speaker.actor if speaker else None) == item["speaker.actor"]


def words(text: str) -> set[str]:
    """The words of a text, without case."""
    return set(_WORD.findall(text.casefold()))


def places(source: str, content: str) -> list[Span]:
    """Where the pieces of a content stand that a line gives joined by blanks: each as long as the source has it."""
    found: list[Span] = []
    at = 0
    while content:
        ends = [len(content), *(match.start() for match in reversed(list(re.finditer(" ", content))))]
        end = next((end for end in ends if source.find(content[:end], at) >= 0), None)
        if end is None:
            raise ValueError(f"{content!r} does not stand in {source!r}")
        first = source.find(content[:end], at)
        at = first + end
        found.append((first, at))
        content = content[end:].lstrip(" ")
    return found


def jaccard(source: str, one: Iterable[Span], other: Iterable[Span]) -> float:
    """Shared characters by all characters of two contents; white space does not count."""
    mine, theirs = characters(source, one), characters(source, other)
    return len(mine & theirs) / len(mine | theirs) if mine or theirs else 0.0


def characters(source: str, spans: Iterable[Span]) -> set[int]:
    """The places of all characters but white space."""
    return {place for first, last in spans for place in range(first, last) if not source[place].isspace()}


def count_annotated(rows: dict[str, Row], part: Path) -> None:
    """Read PolNeAR's articles and count, in each kind, the attributions that are found."""
    for name, text, annotated in annotations(part):
        golds = [(gold, [kind for kind, pattern in KINDS.items() if pattern(gold)]) for gold in annotated]
        if not any(kinds for _, kinds in golds):
            continue
        statements = bilat.read(Document(id=name, text=text, published=name.split("_")[1])).statements
        for gold, kinds in golds:
            hit = bool(kinds) and any(agrees(statement, gold) for statement in statements)
            for kind in kinds:
                rows[kind].annotated += 1
                rows[kind].annotated_found += hit


def annotations(part: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    """Name, text and attributions of each article; an attribution without source or content has nothing to find."""
    from training.statements.articles import articles  # only where there is something to read with it

    for name, text, found in articles(part):
        yield name, text, [Gold(text, a.source, a.cue, a.content) for a in found if a.source and a.content]


def agrees(statement: Statement, gold: Gold) -> bool:
    """Whether a statement is the annotated one."""
    span = statement.speaker.span if statement.speaker else None
    if span is None or not any(span[0] < last and first < span[1] for first, last in gold.source):
        return False
    return jaccard(gold.text, statement.content.spans, gold.content) >= ALIKE


def _paragraphs(gold: Gold) -> bool:
    pieces = gold.text[gold.content[0][0] : gold.content[-1][1]].split("\n")
    return any(piece.startswith(_OPENS) for piece in pieces[1:])


def _unclosed(gold: Gold) -> bool:
    """The marks of a paragraph do not pair, and the next paragraph does not go on with one."""
    for first, last in gold.content:
        begin = gold.text.rfind("\n", 0, first) + 1
        paragraph, _, rest = gold.text[begin:].partition("\n")
        if len(_DOUBLE.findall(paragraph)) % 2 and _DOUBLE.search(gold.text[first:last]):
            return not rest.lstrip().startswith(_OPENS)
    return False


def _nested(gold: Gold) -> bool:
    return any(gold.text[first] in '"“' and _INNER.search(gold.text[first + 1 : last]) for first, last in gold.content)


def _after(gold: Gold) -> bool:
    return gold.quoted and gold.content[-1][1] <= gold.tag[0][0]


def _before(gold: Gold) -> bool:
    return gold.quoted and gold.tag[-1][1] <= gold.content[0][0]


def _split(gold: Gold) -> bool:
    return gold.quoted and gold.content[0][1] <= gold.tag[0][0] and gold.tag[-1][1] <= gold.content[-1][0]


def _away(gold: Gold) -> bool:
    return _before(gold) and bool(_SENTENCE_END.search(gold.text[gold.tag[-1][1] - 4 : gold.content[0][0]]))


def _according_to(gold: Gold) -> bool:
    return "according to" in gold.words(gold.cue).casefold()


def _headline(gold: Gold) -> bool:
    """The first line of an article is its headline."""
    return max(gold.tag[-1][1], gold.content[-1][1]) <= gold.text.find("\n")


def _no_that(gold: Gold) -> bool:
    if gold.quoted or _NO_CLAUSE.match(gold.text, gold.content[0][0]):
        return False
    return bool(_SAY.fullmatch(gold.words(gold.cue))) and gold.tag[-1][1] <= gold.content[0][0]


def _cited(gold: Gold) -> bool:
    """Somebody cites while saying; the attribution whose cue is "citing" itself is another."""
    cue = gold.words(gold.cue)
    beside = _CITES.search(gold.around(12)) and not _CITES.search(cue)
    return bool(beside or _QUOTES.search(cue))


def _unnamed(gold: Gold) -> bool:
    return bool(_UNNAMED.search(re.split(r"(?<=[a-z]{4})\.\s", gold.around(150))[0]))


def _post(gold: Gold) -> bool:
    after = gold.text[gold.tag[-1][1] :][:25]
    named = _POST.search(gold.words(gold.cue)) or _POSTED.search(gold.words(gold.source))
    return bool(named or re.match(r" (on|in a) (Twitter|tweet|Facebook)", after))


def _joint(gold: Gold) -> bool:
    return bool(_JOINT.search(gold.around(25)))


def _denial(gold: Gold) -> bool:
    return bool(_DENIES.search(gold.words(gold.cue).casefold()))


def _added_later(gold: Gold) -> bool:
    return bool(re.search(r"\badd(s|ed)\b", gold.words(gold.cue)))


def _transcript(gold: Gold) -> bool:
    begin = gold.source[0][0]
    return begin > 0 and gold.text[begin - 1] == "\n" and gold.words(gold.cue) == ":"


def _marks(gold: Gold) -> bool:
    return gold.text.startswith(_OTHER_OPENS, gold.content[0][0])


# In the order of the rows.
KINDS: dict[str, Callable[[Gold], bool]] = {
    "paragraphs": _paragraphs,
    "unclosed": _unclosed,
    "nested": _nested,
    "after": _after,
    "before": _before,
    "split": _split,
    "away": _away,
    "according-to": _according_to,
    "headline": _headline,
    "no-that": _no_that,
    "cited": _cited,
    "unnamed": _unnamed,
    "post": _post,
    "joint": _joint,
    "denial": _denial,
    "added-later": _added_later,
    "transcript": _transcript,
    "marks": _marks,
}


if __name__ == "__main__":
    main()
