"""Times: what holds for any text, which time belongs to which verb, and that reading them is linear."""

import functools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.codebook import load_codebook
from bilat.codebook.times import Holiday
from bilat.parser import load_parser
from bilat.reading.page import Page
from bilat.reading.structure import find_structure
from bilat.reading.times import read_times
from bilat.reading.times.calendar import holiday_on
from bilat.reading.times.outside import bare_syntax
from bilat.reading.when import when_of
from bilat.records import Document, When
from bilat.syntax import Block, Syntax, blanked

TIMEX = re.compile(
    r"PRESENT_REF|PAST_REF|FUTURE_REF|[GM]A\d+(?:\.\d+)?(?:e\+\d+)?"
    r"|\d{2,4}"
    r"|\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-4]):[0-5]\d|T(?:MO|AF|EV|NI))?)?"
    r"|\d{4}-W[0-5]\d(?:-WE)?"
    r"|\d{4}-(?:Q[1-4]|H[12]|SP|SU|FA|WI)"
    r"|P(?:\d+(?:\.\d+)?|X)[YMWD]|P\d+Y\d+M|PT(?:\d+(?:\.\d+)?|X)[HMS]|PT\d+H\d+M|PT\d+M\d+S"
    r"|XXXX-WXX-(?:[1-7]|WE)|XXXX-\d\d|XXXX-(?:SP|SU|FA|WI)"
)
WORDS = """
    the last next this first third two 5 12 31 90 1987 2025 08 May March Aug. Sunday Friday quarter year years days
    week month of in ago earlier later before after early late mid end half a couple few several - / , . : ( )
    's noon p.m. EST today
    yesterday now daily every fiscal decade 1990s winter fall Christmas New Year second hundred to twenty 1/2 10:35
    night morning million once times other long weeklong local time Mondays
    0735 GMT Q3 FY26 that same said will met recent coming old century weekend Feb 2025-12-11 86/87
""".split()  # noqa: SIM905  # a list would be a page long
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from([*WORDS, "\n", "İ", "٣", "²", "½"]), max_size=40).map("".join),
)


def words_alone(text: str) -> Syntax:
    """The words of a text without arcs, so that any text can be tried quickly."""
    empty = Syntax("", text, (), [], [], [], [], [], [], [], [], [], [], [], [], [])
    return bare_syntax(empty, (0, len(text)))


def page_of(text: str, published: str | None, syntax: Syntax) -> Page:
    document = Document(id="x", text=text, published=published)
    layout = find_structure(Document(id="x", text=""), load_codebook())
    return Page(document, layout, syntax, load_codebook(), "x")


@given(TEXTS, st.sampled_from(["2025-12-11", "1987-03-26T10:00:00", "0001-01-01", "9999-12-31", "not a day", None]))
@settings(max_examples=300, deadline=None)
def test_any_text(text: str, published: str | None) -> None:
    times = read_times(page_of(text, published, words_alone(text)))
    end = 0
    for found in times:
        assert end <= found.span[0] < found.span[1] <= len(text)  # in order, none inside another
        end = found.span[1]
        assert text[slice(*found.span)].strip() == text[slice(*found.span)]
        assert found.value is None or TIMEX.fullmatch(found.value), found
        assert found.value is not None or found.reason
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.end is None or found.start <= found.end
        if published in (None, "not a day") and found.basis == "published":
            assert found.value is None
    assert len({found.id for found in times}) == len(times)


@functools.cache
def parsed(text: str, published: str | None = "2025-12-11") -> Page:
    document = Document(id="x", text=text, published=published)
    layout = find_structure(document, load_codebook())
    return Page(document, layout, load_parser()(layout.title, text, layout.blocks), load_codebook(), "x")


def when(text: str, word: str) -> When | None:
    page = parsed(text)
    return when_of(page, read_times(page), page.syntax.lower.index(word))


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("Washington announced on Thursday a tariff that took effect on August 27.", "announced", "2025-12-11"),
        ("Washington announced on Thursday a tariff that took effect on August 27.", "took", "2025-08-27"),
        ("The penalty, announced in July, came into force on August 27.", "announced", "2025-07"),
        ("The penalty, announced in July, came into force on August 27.", "came", "2025-08-27"),
        ("The two leaders held a phone call on Thursday.", "call", "2025-12-11"),
        ("Thursday's call between the leaders was warm.", "call", "2025-12-11"),
        ("The minister said on Monday that talks would resume next week.", "said", "2025-12-08"),
        ("The minister said on Monday that talks would resume next week.", "resume", "2025-W51"),
        ("On Friday, the president called the premier and invited him home.", "invited", "2025-12-05"),
        ("The president called the premier on Friday and invited him home.", "invited", None),
        ("He called the tariffs, which were imposed last year, unfair.", "called", None),
        ("He called the tariffs, which were imposed last year, unfair.", "imposed", "2024"),
        ("Canada began imposing tariffs on Tuesday.", "imposing", "2025-12-09"),
        ("Beijing plans to lift the ban next month.", "plans", None),
        ("Beijing plans to lift the ban next month.", "lift", "2026-01"),
        ("The ministers are now in talks.", "are", None),
        ("They met two days after the talks of December 1.", "met", "2025-12-03"),
    ],
)
def test_when(text: str, word: str, value: str | None) -> None:
    found = when(text, word)
    assert (found.value if found else None) == value


def test_days_after_has_bounds() -> None:
    came = when("The visit came days after the tariffs of August 27 took effect.", "came")
    assert came is not None
    assert (came.value, came.start, came.end, came.basis) == (None, "2025-08-27", "2025-12-11", "context")
    before = when("Days after the premier visited New Delhi, the two leaders spoke on Monday.", "visited")
    assert before is not None
    assert (before.value, before.start, before.end) == (None, None, "2025-12-08")


def test_holidays_move() -> None:
    assert str(holiday_on(Holiday(names=("easter",), easter=0), 2025)) == "2025-04-20"
    assert str(holiday_on(Holiday(names=("thanksgiving",), month=11, weekday=3, nth=4), 1999)) == "1999-11-25"
    assert str(holiday_on(Holiday(names=("memorial day",), month=5, weekday=0, nth=-1), 1987)) == "1987-05-25"


@pytest.mark.parametrize("words", ["the first ", "two days ", "5 - ", "hundred twenty ", "last year's "])
def test_linear(words: str) -> None:
    def seconds(count: int) -> float:
        text = words * count
        page = page_of(text, "2025-12-11", words_alone(text))
        best = 9.0
        for _ in range(3):
            begin = time.perf_counter()
            read_times(page)
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(16_000) < 30 * seconds(2_000) + 0.05  # eight times as long; a square would be 64


def test_block_borders_part_times() -> None:
    text = "It was due in May\n\n5 people came"
    blocks = (Block("paragraph", "text", 0, 17, blanked(text[:17])), Block("paragraph", "text", 19, 32, text[19:]))
    syntax = load_parser()("", text, blocks)
    assert [text[slice(*found.span)] for found in read_times(page_of(text, "2025-12-11", syntax))] == ["May"]
