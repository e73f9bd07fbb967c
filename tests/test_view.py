"""The views: what they show is the report's own words, all of it linked, and nothing of it can do harm."""

import io
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from bilat.records import (
    Actor,
    Agreement,
    Condition,
    Content,
    Dateline,
    Document,
    Event,
    KeyPoint,
    Measure,
    Offer,
    Passage,
    Place,
    Rate,
    Reading,
    Round,
    Skipped,
    Span,
    Speaker,
    Statement,
    Talks,
    Time,
    Topic,
    When,
    Words,
)
from bilat.view import wording
from bilat.view.html import reading_as_fragment, reading_as_page
from bilat.view.marks import blocks, marks_of, pieces
from bilat.view.rows import groups_of
from bilat.view.safe import csv_cell, one_line, safe_url, visible
from bilat.view.terminal import print_reading

TITLE = "Asha and Brook talk of duties"
TEXT = (
    "- Duty of 25 percent from May\n\n"
    "DELHI, April 3 - Premier Asha telephoned President Brook on Thursday,\n\n"
    'and they agreed to meet. "The duty on our cloth is unfair," Asha said.\n\n'
    "Talks on the Cloth Pact go on. Brook offered lower duties if Delhi buys gas.\n\n"
    "Read more of our stories here."
)
HOSTILE = "<script>alert(1)</script>\"'&</p><a href=javascript:alert(2)>\x1b]8;;http://x\x07\x1b[31m\x9b2J\u202egnol\r\x00\ud800"


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return start, start + len(words)


def a_reading(**changes: Any) -> Reading:
    """A Reading with an item of every kind, the marks overlapping."""
    day = When(value="2025-04-03", precision="day", basis="published", ref="t-1")
    items: dict[str, Any] = {
        "document": Document(
            id="d-1",
            text=TEXT,
            title=TITLE,
            url="https://example.org/a?b=1&c=2",
            published="2025-04-03",
            source="A Wire",
            dateline=Dateline(place="Delhi", country="IND"),
        ),
        "times": (Time(id="t-1", span=at("Thursday"), type="DATE", value="2025-04-03", basis="published", by="t/1"),),
        "actors": (
            Actor(id="IND", name="India", kind="country", country="IND", mentions=(at("Delhi"),), by="a/1"),
            Actor(
                id="asha",
                name="Asha",
                kind="person",
                country="IND",
                role="Premier",
                sector="GOV",
                mentions=(at("Premier Asha"), at("Asha said")),
                title_mentions=(at("Asha", TITLE),),
                by="a/1",
            ),
            Actor(id="brook", name="Brook", kind="person", country="USA", mentions=(at("President Brook"),), by="a/1"),
        ),
        "statements": (
            Statement(
                id="s-1",
                speaker=Speaker(actor="asha", span=at("Asha", TEXT)),
                cue=Words(span=at("said"), text="said"),
                content=Content(spans=(at("The duty on our cloth is unfair"),), text="The duty on our cloth is unfair"),
                kind="direct",
                act="accuse",
                medium="interview",
                topics=("trade",),
                by="s/1",
            ),
            Statement(
                id="s-2",
                speaker=Speaker(actor=None, span=None, reason="nobody is named"),
                cue=None,
                content=Content(spans=(at("Talks on the"), at("go on")), text="Talks on the go on"),
                kind="indirect",
                act="say",
                polarity="negative",
                same_as="s-1",
                by="s/1",
            ),
        ),
        "events": (
            Event(
                id="e-1",
                type="CONSULT",
                mode="phone",
                source=("asha",),
                target=("brook",),
                time=day,
                place=Place(name="Delhi", country="IND"),
                intensity=1.5,
                span=at("Premier Asha telephoned President Brook on Thursday"),
                trigger=at("telephoned"),
                tellings=(Passage(span=at("Asha and Brook talk", TITLE), where="title"),),
                by="e/1",
            ),
            Event(
                id="e-2",
                type="ACCUSE",
                mode="disapprove",
                source=("asha",),
                target=("USA",),
                status="planned",
                according_to="s-1",
                intensity=-2.0,
                span=at('"The duty on our cloth is unfair," Asha said'),
                trigger=at("unfair"),
                by="e/1",
            ),
        ),
        "measures": (
            Measure(
                id="m-1",
                kind="tariff",
                imposed_by=("USA",),
                on=("IND",),
                rate=Rate(value=25.0, unit="percent"),
                goods="cloth",
                hs=("52",),
                announced=When(value="2025-04-03"),
                effective=When(value="2025-05"),
                status="announced",
                span=at("Duty of 25 percent from May"),
                evidence={"rate": at("25 percent"), "effective": at("from May")},
                by="m/1",
            ),
        ),
        "talks": (
            Talks(
                id="n-1",
                parties=("IND", "USA"),
                subject="Cloth Pact",
                agreement="g-1",
                status="under-way",
                round=Round(place=Place(name="Delhi"), when=day, who=("asha", "brook")),
                offers=(
                    Offer(
                        by="brook", to="IND", what="lower duties", according_to=None, span=at("offered lower duties")
                    ),
                ),
                conditions=(Condition(by="brook", what="Delhi buys gas", span=at("if Delhi buys gas")),),
                span=at("Talks on the Cloth Pact go on"),
                by="n/1",
            ),
        ),
        "agreements": (Agreement(id="g-1", name="Cloth Pact", span=at("Cloth Pact"), by="g/1"),),
        "topics": (Topic(id="trade", spans=(at("duty"),), title_spans=(at("duties", TITLE),), by="o/1"),),
        "key_points": (KeyPoint(text="Duty of 25 percent from May", span=at("Duty of 25 percent from May"), by="k/1"),),
        "skipped": (Skipped(span=at("Read more of our stories here."), reason="boilerplate", by="x/1"),),
    }
    return Reading(**(items | changes))


def parsed(page: str) -> Any:
    """The page as XML, which it must also be."""
    return ET.fromstring(page)


def words_of(tree: Any, key: str) -> str:
    return "".join(
        "".join(mark.itertext())
        for mark in tree.iterfind(".//a[@data-k]")
        if key in mark.get("data-k").split() and mark.get("class")
    )


def terminal(*, width: int = 100, colour: bool = True) -> Console:
    return Console(file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None)


def printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_item_has_an_anchor_and_every_link_a_target() -> None:
    reading = a_reading()
    tree = parsed(reading_as_page(reading))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for group in groups_of(reading):
        for row in group.rows:
            assert row.key in ids
            assert f"w-{row.key}" in ids
    links = [element.get("href") for element in tree.iter("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_marked_words_are_the_words_of_the_items() -> None:
    reading = a_reading()
    tree = parsed(reading_as_page(reading))
    for mark in marks_of(reading):
        source = TITLE if mark.where == "title" else TEXT
        assert source[slice(*mark.span)] in words_of(tree, mark.key)
    assert words_of(tree, "m1") == "Duty of 25 percent from May"
    assert words_of(tree, "t1") == "Thursday"
    assert words_of(tree, "e2") == '"The duty on our cloth is unfair," Asha said'
    assert words_of(tree, "e1") == "Asha and Brook talkPremier Asha telephoned President Brook on Thursday"


def test_the_report_stands_there_whole_and_unchanged() -> None:
    tree = parsed(reading_as_page(a_reading()))
    (report,) = tree.iterfind(".//article")
    assert "".join("".join(p.itertext()) for p in report.iterfind("p")) == TEXT
    assert "".join(tree.find(".//h1").itertext()) == TITLE


def test_items_are_told_in_plain_words() -> None:
    page = " ".join(parsed(reading_as_page(a_reading())).itertext())
    shown = re.sub(r"\s+", " ", page)
    for words in (
        "Asha (IND) → Brook (USA)",
        "CONSULT phone",
        "2025-04-03",
        "Asha (IND) accused",
        "in an interview",
        "25% tariff on cloth (HS 52)",
        "effective 2025-05",
        "offer by Brook (USA): lower duties",
        "condition by Brook (USA): Delhi buys gas",
        "boilerplate",
        "nobody is named",
    ):
        assert words in shown


def test_page_fetches_nothing_and_says_so() -> None:
    page = reading_as_page(a_reading())
    tree = parsed(page)
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [
        e for e in tree.iter() if e.get("src") or e.get("style") or e.tag in ("link", "img", "iframe", "object")
    ]
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    outside = [e.get("href") for e in tree.iter("a") if not e.get("href").startswith("#")]
    assert outside == ["https://example.org/a?b=1&c=2"]
    styles = "".join(style.text or "" for style in tree.iter("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_policy_allows_exactly_the_styles_and_the_script_of_the_page() -> None:
    import base64
    import hashlib

    page = reading_as_page(a_reading())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for text in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert digest in policy[1].replace("&#43;", "+")
    assert page.count("<script") == 1


def test_hostile_words_stay_words() -> None:
    reading = hostile_reading()
    for html in (reading_as_page(reading), f"<div>{reading_as_fragment(reading)}</div>"):
        tree = parsed(html)  # a word that became markup would break it, or show up as an element
        assert not [script for script in tree.iter("script") if "alert" in (script.text or "")]
        assert not [e for e in tree.iter() for value in e.attrib.values() if value.lower().startswith("javascript:")]
        assert all(e.get("href").startswith("#") for e in tree.iter("a"))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html)
        assert visible(HOSTILE) in "".join(tree.itertext())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_terminal_takes_no_orders_from_a_report(width: int) -> None:
    console = terminal(width=width)
    print_reading(hostile_reading(), console)
    out = printed(console)
    left = re.sub(r"\x1b\[[0-9;]*m", "", out)  # rich's own colours
    assert "\x1b[31m" not in out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", left)
    assert "\u241b]8;;" in left.replace("\n", "")
    assert "[bold]" in left  # rich's markup is not the report's to use


def hostile_reading() -> Reading:
    """The same with every text hostile that a report can bring."""
    words = f"[bold]{HOSTILE}[/bold]"
    plain = a_reading()
    actors = tuple(
        Actor(id=a.id, name=words, kind=a.kind, country=a.country, role=words, mentions=a.mentions, by=words)
        for a in plain.actors
    )
    statement = Statement(
        id="s-1",
        speaker=Speaker(actor=None, span=(0, len(words)), reason=words),
        cue=Words(span=(0, 5), text=words),
        content=Content(spans=((0, len(words)), (3, 9)), text=words),
        kind="direct",
        act="say",
        topics=(words,),
        by=words,
    )
    time = Time(id="t-1", span=(1, 4), type="DATE", value=words, reason=words, by=words)
    event = Event(
        id=words,
        type="CONSULT",
        mode=words,
        source=("IND",),
        target=("USA",),
        time=When(value=words, ref=words),
        place=Place(name=words, country=words),
        topics=(words,),
        according_to="s-1",
        span=(0, len(words)),
        trigger=(2, 12),
        by=words,
    )
    document = Document(
        id=words,
        text=words,
        title=words,
        url="javascript:alert(1)",
        published=words,
        source=words,
        language='en" onload="x',
        dateline=Dateline(place=words, country=words),
    )
    return a_reading(
        document=document,
        actors=actors,
        statements=(statement,),
        events=(event,),
        times=(time,),
        skipped=(Skipped(span=(0, 3), reason=words, by=words),),
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https:///x",
        "https://you@evil.example/",
        "https://exa\u202emple.org/",
        "http://[::1",
        'https://example.org/"onclick=',
        "https://example.org/\x1b[31m",
        "",
        None,
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2#d", "http://example.org:8080/ü"])
def test_web_addresses_stay(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert csv_cell(cell).startswith("'")


def test_other_cells_stay() -> None:
    assert csv_cell("25 percent - and more") == "25 percent - and more"


@given(st.text())
def test_visible_keeps_the_length_and_is_stable(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert visible(visible(text)) == visible(text)
    visible(text).encode("utf-8")
    assert "\n" not in one_line(text)


@given(st.text(alphabet="ab \n-\t.é", max_size=200))
def test_blocks_cover_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in blocks(text)) == text


def test_a_wrapped_paragraph_is_one_block_and_lines_are_their_own() -> None:
    wrapped = (
        "    The ministers of the two countries met again on Tuesday to talk\n"
        "of cloth, of steel and of the ships that carry both, officials of\n"
        "both sides told reporters.\n"
        "    They will meet\n"
        "again.\n"
    )
    assert [wrapped[s:e].split()[0] for s, e in blocks(wrapped)] == ["The", "They"]
    post = "We spoke today of trade and of the days ahead, a good talk.\n— A Ministry (@ministry) May 2, 2025"
    assert len(blocks(post)) == 2


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_spans_are_marked_with_their_words(data: st.DataObject) -> None:
    text = data.draw(st.text(max_size=60))
    edges = st.integers(min_value=-3, max_value=len(text) + 5)
    spans = data.draw(st.lists(st.tuples(edges, edges), max_size=6))
    points = tuple(KeyPoint(text="x", span=span, by="k/1") for span in spans)
    reading = Reading(document=Document(id="d", text=text), key_points=points)
    cut = pieces(text, blocks(text), marks_of(reading))
    assert "".join(piece.text for row in cut for piece in row) == text
    for number, (start, end) in enumerate(spans, 1):
        marked = (p.text for row in cut for p in row if any(mark.key == f"k{number}" for mark in p.marks))
        assert "".join(marked) == text[max(start, 0) : max(end, 0)]
    tree = parsed(reading_as_page(reading))
    shown = "".join("".join(p.itertext()) for p in tree.iterfind(".//article/p"))
    assert shown == visible(text)


def test_a_notebook_cell_is_scoped_and_runs_nothing() -> None:
    reading = a_reading()
    fragment = reading._repr_html_()
    tree = parsed(f"<div>{fragment}</div>")
    assert not list(tree.iter("script"))
    for style in tree.iter("style"):
        rules = re.sub(r"/\*.*?\*/", "", style.text, flags=re.DOTALL)
        for selector in re.findall(r"([^{}]+)\{", rules):
            for one in re.sub(r"\([^()]*\)|\([^()]*\([^()]*\)[^()]*\)|\[[^\]]*\]", "", selector).split(","):
                assert one.strip().startswith((".bilat", "@media")), selector
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert all(identity.startswith("bilat-") for identity in ids)


def test_same_reading_gives_the_same_page() -> None:
    assert reading_as_page(a_reading()) == reading_as_page(a_reading())


def test_an_empty_reading_is_shown() -> None:
    empty = Reading(document=Document(id="d", text=""))
    assert "Nothing was read" in reading_as_page(empty)
    console = terminal(colour=False)
    print_reading(empty, console)
    assert "Nothing was read" in printed(console)


def test_reading_in_the_terminal() -> None:
    console = terminal(colour=False)
    print_reading(a_reading(), console)
    out = printed(console)
    assert "Asha (IND) → Brook (USA) · CONSULT phone · occurred · 2025-04-03 · +1.5" in out
    assert "“Premier Asha telephoned President Brook on Thursday”" in out
    assert "USA → India · 25% tariff on cloth (HS 52) · announced" in out
    assert "announced 2025-04-03 → effective 2025-05" in out


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025-12-11", "2025-12-11"),
        ("P90D", "90 days"),
        ("P1Y", "1 year"),
        ("PT2H", "2 hours"),
        ("PXD", "some days"),
        ("2025-Q3", "quarter 3 of 2025"),
        ("2025-W07", "week 7 of 2025"),
        ("2025-W07-WE", "weekend of week 7 of 2025"),
        ("2025-FA", "autumn 2025"),
        ("2025-12-11TMO", "2025-12-11 morning"),
        ("2025-12-11T15:30", "2025-12-11 15:30"),
        ("PAST_REF", "in the past"),
        ("XXXX", "XXXX"),
    ],
)
def test_times_in_plain_words(value: str, words: str) -> None:
    assert wording.plain_time(value) == words


def test_what_is_known_of_a_time_without_value() -> None:
    assert wording.when(None) is None
    assert wording.when(When(value=None)) is None
    assert wording.when(When(value=None, start="2025-01-01", end="2025-01-09")) == "between 2025-01-01 and 2025-01-09"
    assert wording.when(When(value=None, end="2025-01-09")) == "not after 2025-01-09"
