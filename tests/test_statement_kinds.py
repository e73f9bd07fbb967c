"""Hard kinds of statements: of our own lines of each kind, at least as many hold as floors.json pins."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.attribution_cases import KINDS, Gold, Row, cases, count_lines, jaccard, kind_of, places

FLOORS: dict[str, int] = json.loads(Path(__file__).with_name("floors.json").read_text(encoding="utf-8"))[
    "statement_kinds"
]
LEAST = 12
CASES = cases()


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    counted = {kind: Row() for kind in KINDS}
    count_lines(counted)
    return counted


@pytest.mark.parametrize("kind", KINDS)
def test_lines_hold(kind: str, rows: dict[str, Row]) -> None:
    assert rows[kind].held >= FLOORS[kind], f"{kind}: {rows[kind].held} of {rows[kind].lines} lines hold"


@pytest.mark.parametrize("kind", KINDS)
def test_enough_lines(kind: str) -> None:
    assert sum(kind_of(case) == kind for case in CASES) >= LEAST


def test_ids_are_of_a_kind_and_once() -> None:
    assert {kind_of(case) for case in CASES} == set(KINDS) == set(FLOORS)
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_expected_words_stand_in_the_line(case: dict[str, Any]) -> None:
    statements = case.get("expect", {}).get("statements", [])
    assert statements or case["count"] == {"statements": 0}
    assert case.get("count", {}).get("statements", len(statements)) >= len(statements)
    for item in statements:
        source = case["title"] if item.get("in") == "title" else case["text"]
        assert all(item.get(key, "") in source for key in ("speaker.words", "cue"))
        assert " ".join(source[first:last] for first, last in places(source, item["content"])) == item["content"]


def test_contents_are_compared_by_their_characters() -> None:
    text = '"No," he said. "Not now."'
    assert places(text, '"No," "Not now."') == [(0, 5), (15, 25)]
    assert jaccard(text, [(0, 5), (15, 25)], [(0, 5), (15, 25)]) == 1
    assert jaccard(text, [(0, 5)], [(15, 25)]) == 0
    assert jaccard("a b c d", [(0, 3)], [(0, 7)]) == 0.5


def gold(text: str, source: str, cue: str, *content: str) -> Gold:
    def span(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return Gold(text, span(source), span(cue), tuple(piece for words in content for piece in span(words)))


PATTERNS = [
    (gold('A title\n"Yes," he said.', "he", "said", '"Yes,"'), {"after"}),
    (gold('A title\n"Yes," he added, "now."', "he", "added", '"Yes,"', '"now."'), {"split", "added-later"}),
    (gold('A title\nHe said: "Yes.\n\n"Now."', "He", "said", '"Yes.', '"Now."'), {"before", "paragraphs"}),
    (gold('A title\nHe said, "Yes.\n\nThey left.', "He", "said", '"Yes.'), {"before", "unclosed"}),
    (
        gold("A title\n\"He said 'no' twice,\" she wrote.", "she", "wrote", "\"He said 'no' twice,\""),
        {"after", "nested"},
    ),
    (gold('A title\nShe only smiled. "Yes."', "She", "smiled", '"Yes."'), {"before", "away"}),
    (gold("A title\nIt fell, according to aides.", "aides", "according to", "It fell"), {"according-to"}),
    (gold("Aide: it fell\nMore.", "Aide", ":", "it fell"), {"headline"}),
    (gold("A title\nQ: Has it?\nMore.", "Q", ":", "Has it?"), {"transcript"}),
    (gold("A title\nThey said it fell.", "They", "said", "it fell"), {"no-that"}),
    (gold("A title\nThey said that it fell.", "They", "said", "that it fell"), set()),
    (gold("A title\nThe Post, citing aides, said it fell.", "The Post", "said", "it fell"), {"cited", "no-that"}),
    (gold("A title\nThe Post left, citing costs.", "The Post", "citing", "costs"), set()),
    (gold("A title\nAn aide, speaking anonymously, wrote it fell.", "An aide", "wrote", "it fell"), {"unnamed"}),
    (gold("A title\nHe tweeted that it fell.", "He", "tweeted", "that it fell"), {"post"}),
    (gold("A title\nThey wrote in a joint letter that it fell.", "They", "wrote", "that it fell"), {"joint"}),
    (gold("A title\nHe declined to comment.", "He", "declined", "to comment"), {"denial"}),
    (gold("A title\n''Yes,'' he wrote.", "he", "wrote", "''Yes,''"), {"after", "marks"}),
]


@pytest.mark.parametrize(("annotated", "kinds"), PATTERNS)
def test_patterns_put_an_attribution_into_its_kinds(annotated: Gold, kinds: set[str]) -> None:
    assert {kind for kind, pattern in KINDS.items() if pattern(annotated)} == kinds
