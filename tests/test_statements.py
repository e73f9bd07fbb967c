"""Statements over hostile texts: spans that slice to what they claim, and time that grows with the length alone."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat
from bilat.parser import load_parser
from bilat.reading.quotes import find_quotations
from bilat.reading.statements.same import first_tellings, plain_words
from bilat.records import Document, Reading
from bilat.syntax import Block, Syntax

PIECES = st.sampled_from([
    "“", "”", '"', "''", "``", "'", "’", "‘", "«", "»", "„", "‹", "›", "「", "」", ",", ".", "?", " ", "\n\n",
    "\n", "—",
    "he said", "We agree", ": ", "Modi", "according to officials", "told reporters", "U.S.", "\u202e", "😀", "Q: ",
    "it's",
])  # fmt: skip


def read(text: str, title: str | None = None) -> Reading:
    return bilat.read(Document(id="t", text=text, title=title, published="2025-12-11"))


def parsed(text: str) -> Syntax:
    return load_parser()("", text, [Block("paragraph", "text", 0, len(text), text)])


def check(reading: Reading) -> None:
    for statement in reading.statements:
        source = (reading.document.title if statement.where == "title" else reading.document.text) or ""
        spans = statement.content.spans
        assert statement.content.text == " ".join(source[first:last] for first, last in spans)
        assert all(first < last for first, last in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        if statement.cue is not None:
            assert statement.cue.text == source[slice(*statement.cue.span)]
        if statement.speaker is not None and statement.speaker.span is not None:
            assert source[slice(*statement.speaker.span)].strip()
    ids = [statement.id for statement in reading.statements]
    assert len(ids) == len(set(ids))
    assert all(statement.same_as is None or statement.same_as in ids for statement in reading.statements)


@given(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=6).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_marks_give_statements_that_slice(text: str, title: str) -> None:
    check(read("So " + text, title))


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_quotations_lie_apart_and_in_order(text: str) -> None:
    syntax = parsed("So " + text)
    quotations = find_quotations(syntax)
    assert all(q.first < q.last <= len(syntax) for q in quotations)
    assert all(one.last <= other.first for one, other in pairwise(quotations))


class Counted(list[str]):
    """A list that counts how often it is asked for an item."""

    asked = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]  # as list has it
        self.asked += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("mark", ['" a ', "“a ", "'a ", "«a » ", '"a, " he said. ', "“a ” ", "''a ", "‘a ’"])
def test_work_grows_with_the_number_of_marks_and_no_faster(mark: str) -> None:
    """Four times the marks, four times the looks at words: counted, as a busy machine's clock proves nothing."""
    looks = []
    for number in (1000, 4000):
        syntax = parsed(mark * number)
        words = Counted(syntax.words)
        find_quotations(replace(syntax, words=words))
        looks.append(words.asked)
    assert looks[1] < 4.5 * looks[0] + 100


def test_a_thousand_marks_are_read() -> None:
    check(read('"No," he said. ' * 500))


def test_a_text_that_is_one_quotation() -> None:
    text = "“We met. We talked. We shall meet again.”"
    (statement,) = read(text).statements
    assert statement.content.text == text
    assert statement.kind == "direct"
    assert statement.speaker is not None
    assert statement.speaker.actor is None


def test_near_equal_words_are_the_same() -> None:
    post = (
        "We reviewed progress with the U.S. and discussed trade, energy and defence in a very warm and friendly spirit."
    )
    quoted = '"We reviewed progress with the US and discussed trade, energy and defence, in a warm and friendly spirit"'
    assert first_tellings([post, "Something else was said by somebody.", quoted]) == [None, None, 0]


def test_few_words_are_alike_by_chance() -> None:
    assert first_tellings(["We will see", "We will see"]) == [None, None]


def test_dots_of_abbreviations_do_not_count() -> None:
    assert plain_words("The U.S. and India’s") == ("the", "us", "and", "india", "s")
