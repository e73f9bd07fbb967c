"""Comparing the accounts of one call: topics named and left out, whose account it is, the words."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bilat
from bilat.documents import Given, read_inputs
from bilat.errors import UsageError
from bilat.records import Document
from bilat.relations.compare import Account, Comparison
from bilat.relations.naming import country_in
from bilat.relations.passages import figures, paragraph, sentences, ways, words_at
from tests.sample_readings import call_of, sample, sample_readings
from tests.shared import needs


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of all samples."""
    path = tmp_path_factory.mktemp("compare") / "record.db"
    with bilat.Record(path) as record:
        for reading in sample_readings():
            record.add(reading)
    return path


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[bilat.Record]:
    with bilat.Record(path) as record:
        yield record


def compared(record: bilat.Record, name: str) -> Comparison:
    reading = sample(name)
    return record.compare(reading.document.id, call_of(reading))


def account(comparison: Comparison, label: str) -> Account:
    found = [each for each in comparison.accounts if each.label.startswith(label)]
    assert len(found) == 1, [each.label for each in comparison.accounts]
    return found[0]


def names(account: Account) -> set[str]:
    return {topic.topic for topic in account.names}


def left_out(account: Account) -> set[str]:
    return {topic.topic for topic in account.leaves_out}


def test_readout_and_report_of_the_first_call(record: bilat.Record) -> None:
    comparison = compared(record, "call-delhi")
    readout = account(comparison, "Sample White House Readout")
    assert (readout.kind, readout.side, readout.complete) == ("readout", "USA", True)
    assert names(readout) == {"trade", "defence", "security"}
    assert left_out(readout) == {"migration"}
    assert readout.only_topics == ("security",)
    post = account(comparison, "Narendra Modi’s post")
    assert (post.side, post.complete) == ("IND", False)
    assert names(post) == set()
    assert {"trade", "migration"} <= left_out(post)


def test_the_report_says_itself_what_a_post_leaves_out(record: bilat.Record) -> None:
    post = account(compared(record, "call-delhi"), "Narendra Modi’s post")
    told = {left.topic: left.told.words for left in post.leaves_out if left.told is not None}
    assert set(told) == {"trade", "migration"}
    assert "named neither trade nor immigration" in told["trade"]


def test_each_side_of_the_second_call(record: bilat.Record) -> None:
    comparison = compared(record, "call-trump-account")
    assert comparison == compared(record, "call-modi-account")
    trump, modi = account(comparison, "Donald Trump’s post"), account(comparison, "Narendra Modi’s post")
    assert (trump.side, modi.side) == ("USA", "IND")
    assert names(trump) >= {"tariffs", "oil"}
    assert left_out(modi) == {"oil"}
    assert modi.leaves_out[0].named_by[0].startswith("Donald Trump’s post")
    sides = {side.country: side for side in comparison.sides}
    assert sides["IND"].leaves_out == ("oil",)
    assert sides["USA"].leaves_out == ()
    assert "$500 billion" in account(comparison, "Sample Post (Washington)").only_numbers
    assert comparison.articles == 2


def test_words_stand_where_they_are_said_to(record: bilat.Record) -> None:
    for name in ("call-delhi", "call-trump-account", "goyal-greer-post"):
        for each in compared(record, name).accounts:
            document = next(r.document for r in sample_readings() if r.document.id == each.source.report)
            for topic in each.names:
                text = document.title if topic.where == "title" else document.text
                assert text is not None
                assert text[slice(*topic.span)] == topic.quote
                assert any(words in topic.quote for words in topic.words)


def test_a_statement_names_what_the_post_about_the_same_call_leaves_out(record: bilat.Record) -> None:
    comparison = compared(record, "goyal-greer-post")
    statement = account(comparison, "A statement from the Indian side")
    assert statement.side == "IND"
    assert names(statement) == {"trade", "technology", "energy", "defence"}
    assert "trade" in left_out(account(comparison, "Narendra Modi’s post"))


def test_before_a_report_was_published_its_account_is_not_there(record: bilat.Record) -> None:
    reading = sample("call-trump-account")
    early = record.compare(reading.document.id, call_of(reading), as_of="2026-02-02")
    assert {each.source.report for each in early.accounts} == {reading.document.id}
    assert early.event is not None
    with pytest.raises(UsageError, match=r"nothing of .* had been published by 2026-01-01"):
        record.compare(early.event, as_of="2026-01-01")


def test_a_statement_struck_out_is_no_account(tmp_path: Path) -> None:
    reading = sample("goyal-greer-post")
    post = next(one for one in reading.statements if one.medium == "post")
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(reading)
        before = record.compare(reading.document.id, call_of(reading))
        record.correct(reading.document.id, post.id)
        after = record.compare(reading.document.id, call_of(reading))
    assert any("Modi’s post" in each.label for each in before.accounts)
    assert not any("Modi’s post" in each.label for each in after.accounts)


def test_unknown_events_are_refused(record: bilat.Record) -> None:
    with pytest.raises(UsageError, match="no event event-0"):
        record.compare("event-0")
    with pytest.raises(UsageError, match="is a report; give the id of the event in it too"):
        record.compare("sample-2025-01-28-call-delhi")
    with pytest.raises(UsageError, match="no event sample-2025-01-28-call-delhi e-0"):
        record.compare("sample-2025-01-28-call-delhi", "e-0")


def test_command_writes_one_line(path: Path, record: bilat.Record) -> None:
    reading = sample("call-delhi")
    command = [sys.executable, "-m", "bilat.cli", "compare", reading.document.id, call_of(reading), "--db", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 1
    assert len(json.loads(lines[0])["accounts"]) == len(compared(record, "call-delhi").accounts)


def test_seed_report(tmp_path: Path) -> None:
    file = needs("data", "seed", "modi-trump-call.txt")
    given = Given(source="A Paper", published="2025-12-11")
    reading = next(bilat.read(item) for item in read_inputs([str(file)], given) if isinstance(item, Document))
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(reading)
        comparison = record.compare(reading.document.id, call_of(reading))
    statement, post = account(comparison, "A statement"), account(comparison, "Narendra Modi’s post")
    assert {"trade", "technology", "energy", "defence", "security"} <= names(statement)
    trade = next(left for left in post.leaves_out if left.topic == "trade")
    assert statement.label in trade.named_by
    assert trade.told is not None
    assert trade.told.words.endswith("did not mention trade.")


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("The post named neither trade nor immigration.", ["trade nor immigration"]),
        ("Her post about the call left trade out.", ["trade "]),
        ("It made no mention of tariffs but spoke of oil.", [" tariffs"]),
        ("Oil is nowhere mentioned in the statement.", ["Oil"]),
        ("The readout omitted visas, officials said.", [" visas, officials said"]),
        ("The two discussed trade and left for lunch.", []),
        ("Trade was mentioned twice.", []),
    ],
)
def test_what_a_sentence_says_is_left_out(sentence: str, left: list[str]) -> None:
    assert [sentence[start:end] for start, end in ways().left_out(sentence)] == left


def test_figures_are_written_one_way() -> None:
    words = "a 25% duty, later 25 per cent, on $500 billion, in 90 days, by April 5, 2025"
    assert figures(words) == ["25%", "$500 billion", "90 days"]


def test_sentences_end_where_they_end() -> None:
    document = Document(id="d", title="Title", text='Mr. Rao met U.S. envoy J. Lind. He left.\n\n"Fine," he said. So.')
    assert [words_at(document, place) for place in sentences(document)] == [
        "Title",
        "Mr. Rao met U.S. envoy J. Lind.",
        "He left.",
        '"Fine," he said.',
        "So.",
    ]


def test_country_in_words() -> None:
    assert country_in("A statement from the Indian side", ("IND", "USA")) == "IND"
    assert country_in("Sample White House Readout", ("IND", "USA")) == "USA"
    assert country_in("an Indian and American statement", ("IND", "USA")) is None
    assert country_in("the statement", ("IND", "USA")) is None


def test_sentences_of_wrapped_lines_go_on() -> None:
    text = "    Envoys of India met in\nDelhi on Monday. They went home\non Tuesday.\n    Talks go on\nin May."
    document = Document(id="d", text=text)
    places = sentences(document)
    assert [" ".join(words_at(document, place).split()) for place in places] == [
        "Envoys of India met in Delhi on Monday.",
        "They went home on Tuesday.",
        "Talks go on in May.",
    ]
    assert [paragraph(document, place) for place in places] == [0, 0, 1]
