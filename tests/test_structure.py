"""The layout of a report: small texts and what must be found in them, and what holds of any text."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.codebook import load_codebook
from bilat.reading.structure import Layout, find_structure
from bilat.records import Document

CASES = Path(__file__).parent / "layouts.jsonl"
KEYS = ("title", "published", "source")


def layout(text: str, **fields: Any) -> Layout:
    return find_structure(Document(id="x", text=text, **fields), load_codebook())


def load() -> list[Any]:
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(reason=case["not_yet"], strict=True)] if "not_yet" in case else []
        found.append(pytest.param(case, id=case["id"], marks=marks))
    return found


@pytest.mark.parametrize("case", load())
def test_layout(case: dict[str, Any]) -> None:
    found = layout(case["text"], **{key: case[key] for key in KEYS if key in case})
    expect = case["expect"]
    if "blocks" in expect:
        blocks = [block for block in found.blocks if block.where == "text"]
        assert [[block.kind, " ".join(block.shown.split())] for block in blocks] == expect["blocks"]
    if "shown_title" in expect:
        assert [block.shown for block in found.blocks if block.where == "title"] == [expect["shown_title"]]
    if "shown" in expect:
        everything = "\n".join(" ".join(block.shown.split()) for block in found.blocks)
        assert all(words in everything for words in expect["shown"]), everything
    if "kind" in expect:
        assert found.kind == expect["kind"]
    if "dateline" in expect:
        assert _dateline(found, case["text"]) == expect["dateline"]
    if "speakers" in expect:
        speakers = [block.speaker for block in found.blocks if block.where == "text"]
        assert [case["text"][slice(*span)] if span else None for span in speakers] == expect["speakers"]
    if "posts" in expect:
        assert [[p.name, p.handle, case["text"][slice(*p.date)] if p.date else None] for p in found.posts] == expect[
            "posts"
        ]
    if "skipped" in expect:
        words = {"text": case["text"], "title": case.get("title", "")}
        assert [[s.reason, words[s.where][slice(*s.span)]] for s in found.skipped] == expect["skipped"]


def _dateline(found: Layout, text: str) -> Any:
    line = found.dateline
    if line is None or line.span is None:
        return None
    return [line.place, line.country, line.date, line.agency, text[slice(*line.span)]]


LINES = st.sampled_from(
    [
        "NEW DELHI, Jan 28 (Sample Wire) - The ministers met.",
        "- A first point",
        "• A second",
        "Timing",
        "A line that was broken at a width and that goes",
        "on in the next one, with a stop.",
        "    An indented line opens a paragraph",
        "“Words of a post.”",
        "— Jane Doe (@jane) December 11, 2025",
        "MS. ROE: We said so.",
        "Q: And then?",
        "THE PRESIDENT: Yes.",
        " Reuter",
        "\x03",
        "\ufeff",
        "Track Latest News Live on sample.invalid",
        "TOKYO PROTESTS AGAINST U.S. TARIFFS",
        "The U.S. Officials said the U.S. And Japan would meet.",
        "Net 1.2 mln vs 900,000",
        "* * *",
        "(Applause.)",
        "",
        "\r",
        "İSTANBUL ŞEHRİ ÇOK GÜZEL",
        "\u202eabc",
        "https://sample.invalid/x",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(LINES, max_size=14).map("\n".join), st.lists(LINES, max_size=8).map("\r\n".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.text(max_size=60), LINES))
def test_any_text_is_covered(text: str, title: str | None) -> None:
    found = layout(text, title=title, published="2025-12-11")
    blocks = [block for block in found.blocks if block.where == "text"]
    for block in found.blocks:
        source = text if block.where == "text" else title or ""
        assert len(block.shown) == block.end - block.start
        assert block.start < block.end <= len(source)
        assert block.shown.casefold().split() != [] or block.kind == "bullet"
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    taken = [(block.start, block.end) for block in blocks]
    taken += [block.speaker for block in blocks if block.speaker]
    taken += [
        (block.speaker[0], block.start)
        for block in blocks
        if block.speaker and 0 <= block.start - block.speaker[1] < 21
    ]
    taken += [skip.span for skip in found.skipped if skip.where == "text"]
    taken += [post.signature for post in found.posts]
    taken += [found.dateline.span] if found.dateline and found.dateline.span else []
    covered = bytearray(len(text))
    for start, end in taken:
        covered[start:end] = b"\x01" * (end - start)
    assert not [char for char, seen in zip(text, covered, strict=True) if not seen and not char.isspace()]
    assert [post.block for post in found.posts] == sorted({post.block for post in found.posts})
    assert all(found.blocks[post.block].kind == "post" for post in found.posts)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_shown_differs_in_blanks_and_capitals_alone(text: str) -> None:
    for block in layout(text).blocks:
        for was, shown in zip(text[block.start : block.end], block.shown, strict=True):
            assert shown == " " or shown.lower() == was.lower() or shown.upper() == was.upper()


@pytest.mark.parametrize(
    "unit",
    [
        "A line. ",
        "WORDS IN CAPITALS ",
        "- a\n",
        "U.S. And ",
        "(@a) — b ",
        "Q: a\n",
        "1 2 3\n",
        " \t",
        "\n",
        "A (",
        "x\r\n\r\n",
    ],
)
def test_long_texts_take_linear_time(unit: str) -> None:
    """Not timed: a text of 400,000 characters would not end in any patience if a pattern went back and forth."""
    found = layout(unit * (400_000 // len(unit)))
    assert found.title == ""
