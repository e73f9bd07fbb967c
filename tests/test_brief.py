"""The brief: every line has its source, hostile words stay words, both dates stand on it, it reads well."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import bilat
from bilat.errors import UsageError
from bilat.relations.brief import Brief
from bilat.relations.brief_pages import to_html, to_markdown
from bilat.relations.phrases import phrase_of, sentence_of
from tests.made_readings import telling
from tests.sample_readings import sample_readings

HOSTILE = "<script>alert(1)</script> [click](javascript:alert(2)) **bold** `code` \x1b[31m\u202e | &lt; <img src=x>"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bilat.Record]:
    with bilat.Record(tmp_path_factory.mktemp("brief") / "record.db") as record:
        for reading in sample_readings():
            record.add(reading)
        yield record


@pytest.fixture
def record(tmp_path: Path) -> Iterator[bilat.Record]:
    with bilat.Record(tmp_path / "record.db") as record:
        yield record


@pytest.fixture(scope="module")
def whole(samples: bilat.Record) -> Brief:
    """The brief of all that the samples tell."""
    return samples.brief("IND", "USA", since="2025-01-01", as_of="2026-07-01")


class Tags(HTMLParser):
    """The elements of a page, their attributes and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def texts(brief: Brief, section: str) -> list[str]:
    return [line.text for each in brief.sections if each.name == section for line in each.lines]


def test_every_line_has_its_source(whole: Brief) -> None:
    numbers = {one.number for one in whole.references}
    assert numbers == set(range(1, len(numbers) + 1))
    used: set[int] = set()
    for section in whole.sections:
        for line in section.lines:
            assert line.refs or section.name == "tone", line
            used |= set(line.refs)
    assert used == numbers


def test_both_dates_and_all_parts_stand_on_it(whole: Brief) -> None:
    assert (whole.since, whole.until, whole.as_of) == ("2025-01-01", "2026-07-01", "2026-07-01")
    assert [section.name for section in whole.sections] == [
        "standing", "talks", "happened", "said", "disputed", "tone",
    ]  # fmt: skip
    for page in (to_markdown(whole), to_html(whole)):
        assert page.count("2025-01-01") >= 1
        assert "from what had been published by" in page
        for section in whole.sections:
            assert section.title in page


def test_what_is_planned_stands_there_while_it_may_come(samples: bilat.Record) -> None:
    in_may = samples.brief("IND", "USA", since="2025-01-01", as_of="2026-05-01")
    assert [section.name for section in in_may.sections] == [
        "standing", "talks", "happened", "said", "planned", "disputed", "tone",
    ]  # fmt: skip
    assert texts(in_may, "planned")


def test_the_leaders_calls_are_there_and_no_line_twice(whole: Brief) -> None:
    calls = [line.day for s in whole.sections if s.name == "happened" for line in s.lines if "telephone" in line.text]
    assert {"2025-01-27", "2025-12-11", "2026-02-02"} <= set(calls)
    lines = [(line.day, line.text, line.quote) for section in whole.sections for line in section.lines]
    assert len(lines) == len(set(lines))
    days = [line.day for section in whole.sections if section.name == "happened" for line in section.lines]
    assert days == sorted(days, key=str, reverse=True)


def test_what_one_side_leaves_out_is_told(whole: Brief) -> None:
    disputed = " ".join(texts(whole, "disputed"))
    assert "Narendra Modi’s post leaves out oil (named in Donald Trump’s post)" in disputed
    assert "Narendra Modi’s post leaves out trade and migration (so Sample Wire)" in disputed


def test_no_codes_where_a_name_exists(whole: Brief) -> None:
    for section in whole.sections:
        for line in section.lines:
            assert not re.search(r"\b(?:IND|USA)\b|\b[a-z]+-[0-9a-f]{16}\b|None|CONSULT|SANCTION", line.text), line.text
            assert line.text[0].isupper() or line.text[0].isdigit(), line.text


def test_quotations_are_words_of_their_sources(whole: Brief) -> None:
    words = {r.document.id: " ".join(f"{r.document.title} {r.document.text}".split()) for r in sample_readings()}
    reports = {one.number: one.report for one in whole.references}
    for section in whole.sections:
        for line in section.lines:
            if line.quote:
                quote = line.quote.removesuffix(" …")
                assert any(quote.lower()[1:] in words[reports[ref]].lower() for ref in line.refs), line


def test_only_what_was_known_by_then(samples: bilat.Record) -> None:
    early = samples.brief("IND", "USA", since="2025-06-01", as_of="2025-08-15")
    assert early.until == "2025-08-15"
    assert all((one.published or "") <= "2025-08-15" for one in early.references)
    (planned,) = (section for section in early.sections if section.name == "planned")
    assert ("2025-08-27", "The United States is to impose or raise duties on India") in {
        (line.day, line.text) for line in planned.lines
    }


def test_a_pair_of_which_nothing_is_known(samples: bilat.Record) -> None:
    empty = samples.brief("FRA", "DEU", since="2025-01-01", until="2025-12-31")
    assert (empty.sections, empty.references) == ((), ())
    assert "The record holds nothing between the two for this time." in to_markdown(empty)
    assert "The record holds nothing between the two for this time." in to_html(empty)


def test_a_period_that_ends_before_it_begins_is_refused(samples: bilat.Record) -> None:
    with pytest.raises(UsageError, match="ends on 2025-01-01, before it begins on 2025-02-01"):
        samples.brief("IND", "USA", since="2025-02-01", until="2025-01-01")
    with pytest.raises(UsageError, match="takes a day"):
        samples.brief("IND", "USA", since="August")


def test_hostile_words_are_words(record: bilat.Record) -> None:
    record.add(
        telling(
            "one", "2025-12-11", text=f"{HOSTILE} of an act.", title=HOSTILE, source=HOSTILE, url="javascript:alert(3)"
        )
    )
    record.add(telling("two", "2025-12-01", type="ACCUSE", url="https://two.invalid/?a=1&b=%22%3E"))
    brief = record.brief("IND", "USA", since="2025-01-01", as_of="2026-01-01")
    page = to_html(brief)
    parsed = Tags(page)
    assert not {"script", "img"} & {tag for tag, _ in parsed.tags}
    links = [attributes["href"] or "" for tag, attributes in parsed.tags if tag == "a"]
    assert {link for link in links if not link.startswith("#")} == {"https://two.invalid/?a=1&b=%22%3E"}
    assert "<script>alert(1)</script>" in parsed.words
    for text in (page, to_markdown(brief)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    markdown = to_markdown(brief)
    assert "<script" not in markdown
    assert "<img" not in markdown
    assert re.search(r"(?<!\\)\]\(javascript", markdown) is None
    assert r"\*\*bold\*\*" in markdown
    assert "&amp;lt;" in markdown
    assert "<https://two.invalid/?a=1" in markdown


def test_page_stands_alone(whole: Brief) -> None:
    parsed = Tags(to_html(whole))
    policy = next(a["content"] or "" for tag, a in parsed.tags if tag == "meta" and "http-equiv" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in parsed.tags}
    targets = {a["id"] for _, a in parsed.tags if a.get("id")}
    leads = {(a["href"] or "")[1:] for tag, a in parsed.tags if tag == "a" and (a["href"] or "").startswith("#")}
    assert leads == targets


def test_command_writes_by_ending_of_the_file(samples: bilat.Record, tmp_path: Path) -> None:
    def run(*words: str) -> bytes:
        command = [sys.executable, "-m", "bilat.cli", "brief", "India", "usa", "--since", "2025-01-01"]
        options = ["--as-of", "2026-07-01", "--db", samples.address]
        return subprocess.run([*command, *options, *words], capture_output=True, check=True).stdout

    page, text = tmp_path / "page.html", tmp_path / "page.md"
    assert run("--out", str(page)) == b""
    run("--out", str(text))
    assert page.read_bytes() == run("--format", "html")
    assert text.read_bytes() == run()
    assert json.loads(run("--json"))["pair"] == ["IND", "USA"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["page.html", "page.md"]


@pytest.mark.parametrize(
    ("type_", "mode", "status", "doers", "done_to", "sentence"),
    [
        ("CONSULT", "phone", "occurred", ["A", "B"], [], "A and B spoke by telephone"),
        ("CONSULT", "visit", "planned", ["A"], ["the United States"], "A is to visit the United States"),
        ("CONSULT", None, "planned", ["A", "B", "C"], [], "A, B and C are to meet or hold talks"),
        ("SANCTION", "discontinue", "hypothetical", ["the United States"], ["India"],
         "The United States may take a step against India (duties, sanctions or cut ties)"),
        ("CONSULT", None, "denied", ["A", "B"], [], "Called off or denied: A and B met or held talks"),
        ("CONSULT", "visit", "ongoing", ["A"], ["India"], "A visited India (under way)"),
    ],
)  # fmt: skip
def test_sentences(
    type_: str, mode: str | None, status: str, doers: list[str], done_to: list[str], sentence: str
) -> None:
    assert sentence_of(phrase_of(type_, mode), status, doers, done_to) == sentence


def test_every_type_has_a_phrase() -> None:
    from typing import get_args

    from bilat.records import EventType

    for type_ in get_args(EventType):
        assert "{" not in sentence_of(phrase_of(type_, None), "occurred", ["A"], ["B"])
        assert "{" not in sentence_of(phrase_of(type_, None), "planned", ["A", "B"], [])
