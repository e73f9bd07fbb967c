"""`bilat explain`: what it says of an item holds of the Reading, and what would have changed it does when it is done.

The judge is replaced by one that answers what a test says, so that nothing here hangs on what was learned.
"""

import dataclasses
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray
from rich.console import Console

from bilat import cli
from bilat.codebook import Codebook, load_codebook
from bilat.commands.demo import read_samples
from bilat.documents import make_document
from bilat.encoder import load_learned
from bilat.errors import BilatError
from bilat.explain import explain, first_item, listed
from bilat.learned import Encoded, PairAnswer, PairQuestion, Window
from bilat.parser import load_parser
from bilat.reading import read_document
from bilat.reading.events.answers import ANSWERS, MODES, MUTUAL, STATUSES
from bilat.records import Event, Reading
from bilat.view.explained import Explanation
from bilat.view.explanation import print_explanation, print_list

PUBLISHED = "2025-12-11"


class Judge:
    """The learned parts, the judge giving the same likelihoods to what the country named first does to the other.

    Both must be named in the sentence, unless `before`. What is mutual holds of both directions.
    """

    def __init__(self, shares: dict[str, float], *, before: bool, mode: tuple[str, str] | None = None) -> None:
        self.shares = np.array([shares.get(answer, 0.0) for answer in ANSWERS])
        self.mutual = np.array([shares.get(answer, 0.0) if answer in MUTUAL else 0.0 for answer in ANSWERS])
        self.before = before
        self.modes = np.array([float(one == mode) for one in MODES])

    def encode(self, windows: Sequence[Window]) -> Encoded:
        return load_learned().encode(windows)

    def judge(self, encoded: Encoded, questions: Sequence[PairQuestion]) -> list[PairAnswer]:
        statuses = np.array([float(status == "occurred") for status in STATUSES])
        return [
            PairAnswer(
                types=self.types(one),
                statuses=statuses,
                modes=self.modes,
                labels=np.zeros(len(ANSWERS)),
                looked=np.zeros(len(one.focus)),
            )
            for one in questions
        ]

    def types(self, question: PairQuestion) -> NDArray[Any]:
        if max(question.standing) > 1 and not self.before:
            return np.zeros(len(ANSWERS))
        return self.shares if question.source[0] < question.target[0] else self.mutual


class Mutual(Judge):
    """The same likelihoods both ways round, whatever the type."""

    def types(self, question: PairQuestion) -> NDArray[Any]:
        return self.shares


def read(
    text: str,
    shares: dict[str, float],
    *,
    codebook: Codebook | None = None,
    title: str | None = None,
    before: bool = False,
) -> Reading:
    document = make_document("test", text, title=title, published=PUBLISHED)
    return read_document(document, codebook or flat(), load_parser(), Judge(shares, before=before))


def flat() -> Codebook:
    """The codebook with one least likelihood for all types, which the expectations here tell."""
    codebook = load_codebook()
    judging = msgspec.structs.replace(codebook.judging, otherwise=0.3, veto=0.02, least={})
    return dataclasses.replace(codebook, judging=judging)


def one_event(reading: Reading, type_: str) -> Event:
    found = [event for event in reading.events if event.type == type_]
    assert len(found) == 1, [event.type for event in reading.events]
    return found[0]


def explained(reading: Reading, type_: str) -> Explanation:
    return explain(reading, one_event(reading, type_).id, flat())


def without_entry(name: str) -> Codebook:
    """The codebook without the entries of this name."""
    codebook = flat()
    verbs, nouns = (
        {form: tuple(entry for entry in entries if entry.name != name) for form, entries in table.items()}
        for table in (codebook.events.verbs, codebook.events.nouns)
    )
    return dataclasses.replace(codebook, events=dataclasses.replace(codebook.events, verbs=verbs, nouns=nouns))


def says(explanation: Explanation, start: str) -> str:
    """The change that begins so."""
    found = [change for change in explanation.changes if change.startswith(start)]
    assert len(found) == 1, explanation.changes
    return found[0]


# --- what is said of an event

BAN = "The parliament met late. Norway imposed sanctions on Peru on Tuesday. Fishermen shrugged."


def test_an_entry_is_named_with_the_words_that_fitted() -> None:
    found = explained(read(BAN, {"SANCTION": 0.87, "REQUEST": 0.05}), "SANCTION")
    assert (found.reader.kind, found.reader.name) == ("entry", "impose")
    assert "the verb “imposed” (of “impose”)" in found.reader.why
    assert [(fit.condition, fit.wanted, fit.words) for fit in found.reader.fits] == [
        ("object", ("measure",), ("sanctions",))
    ]
    assert found.score == 0.87
    assert found.judged == "gives SANCTION 0.87: the rule's event stands; enough to make one alone (0.30)"


def test_the_sentence_and_the_parties_by_their_words() -> None:
    found = explained(read(BAN, {"SANCTION": 0.87}), "SANCTION")
    assert found.sentence.text == "Norway imposed sanctions on Peru on Tuesday."
    assert BAN[slice(*found.sentence.trigger)] == "imposed"
    assert [(party.side, party.actor, party.here) for party in found.parties] == [
        ("source", "NOR", True),
        ("target", "PER", True),
    ]
    assert [words.text for party in found.parties for words in party.words] == ["Norway", "Peru"]


def test_a_party_left_out_is_told_with_the_words_before() -> None:
    text = "Norway imposed a 12% duty on Peruvian copper in May. The additional 12% starts on December 20."
    reading = read(text, {"SANCTION": 0.9}, before=True)
    late = next(event for event in reading.events if text[slice(*event.trigger)] == "starts")
    parties = explain(reading, late.id).parties
    assert [(party.actor, party.here, [words.text for words in party.words]) for party in parties] == [
        ("NOR", False, ["Norway"]),
        ("PER", False, ["Peruvian"]),
    ]


def test_a_country_meant_by_its_city() -> None:
    text = "OSLO, Dec 11 - Peru is host. Norwegian Prime Minister Ole Dahl was in Lima on Tuesday."
    found = explained(read(text, {"CONSULT": 0.9}), "CONSULT")
    assert [words.text for party in found.parties if party.actor == "PER" for words in party.words] == ["Lima"]


def test_the_dateline_names_no_party() -> None:
    found = explained(read("OSLO, Dec 11 - Norway imposed sanctions on Peru.", {"SANCTION": 0.9}), "SANCTION")
    assert [words.text for party in found.parties for words in party.words] == ["Norway", "Peru"]


def test_the_time_and_who_says_so() -> None:
    text = "Norway imposed sanctions on Peru on Monday, Peru's foreign minister, Ana Rojas, said."
    found = explained(read(text, {"SANCTION": 0.9}), "SANCTION")
    assert found.time is not None
    assert found.time.words is not None
    assert (found.time.words.text, found.time.shown) == ("Monday", "2025-12-08")
    assert found.according_to is not None
    assert "Rojas" in found.according_to.speaker


def test_the_judge_is_named_where_no_entry_told_it() -> None:
    text = "Norway gave Peru the cold shoulder."
    found = explained(read(text, {"REJECT": 0.42, "ACCUSE": 0.2, "NONE": 0.1}), "REJECT")
    assert (found.reader.kind, found.reader.by.partition("/")[0]) == ("judge", "events.judged")
    assert found.judged == "gives REJECT 0.52; 0.30 is enough (judging.toml)"
    assert [(other.type, other.score) for other in found.nearly] == [("ACCUSE", 0.2), ("NONE", 0.1)]


def test_a_likelihood_is_never_over_one() -> None:
    document = make_document("test", "Norway and Peru were of one mind.", title=None, published=PUBLISHED)
    judge = Mutual({"SUPPORT": 0.6, "AGREE": 0.3}, before=False)
    told = read_document(document, flat(), load_parser(), judge).events
    assert [(event.type, event.score) for event in told if event.type == "SUPPORT"] == [("SUPPORT", 1.0)]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Dahl of Norway was in touch with Peru by telephone.", "phone"),
        ("Dahl of Norway, who spoke in the hall, left Peru unnamed.", None),
    ],
)
def test_the_judges_call_needs_a_word_that_tells_one(text: str, mode: str | None) -> None:
    document = make_document("test", text, title=None, published=PUBLISHED)
    judge = Judge({"CONSULT": 0.9}, before=False, mode=("CONSULT", "phone"))
    told = read_document(document, flat(), load_parser(), judge).events
    assert [(event.by.partition("/")[0], event.mode) for event in told] == [("events.judged", mode)]


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "It rained. Mr. Dahl of Norway met the U.S. envoy. It stopped."
    found = explained(read(text, {"CONSULT": 0.9}), "CONSULT")
    assert found.sentence.text == "Mr. Dahl of Norway met the U.S. envoy."


def test_the_title_is_a_place() -> None:
    reading = read("Nothing else is known.", {"SANCTION": 0.9}, title="Norway imposes sanctions on Peru")
    found = explained(reading, "SANCTION")
    assert found.sentence.where == "title"
    assert found.sentence.text == "Norway imposes sanctions on Peru"


# --- status


@pytest.mark.parametrize(
    ("text", "type_", "status", "bearing"),
    [
        ("Norway will impose sanctions on Peru.", "SANCTION", "planned", ["will"]),
        ("Norway may visit Peru.", "CONSULT", "hypothetical", ["may"]),
        ("Norway did not impose sanctions on Peru.", "SANCTION", "denied", ["not"]),
        ("Norway plans to visit Peru.", "CONSULT", "planned", ["plans"]),
        ("Norway visited Peru in May.", "CONSULT", "historical", []),
    ],
)
def test_words_that_bear_on_the_status(text: str, type_: str, status: str, bearing: list[str]) -> None:
    found = explained(read(text, {type_: 0.9}), type_)
    assert found.status.value == status
    assert [word.text for word in found.status.words if word.bears] == bearing
    assert all(f"“{word}”" in found.status.why for word in bearing)


def test_a_threat_made_of_a_sanction() -> None:
    found = explained(read("Norway may impose sanctions on Peru.", {"THREATEN": 0.9}), "THREATEN")
    assert "The entry tells SANCTION" in found.reader.why
    assert says(found, "without “may”") == "without “may” it would be SANCTION"
    plain = read("Norway imposes sanctions on Peru.", {"SANCTION": 0.9, "THREATEN": 0.1})
    assert one_event(plain, "SANCTION").by.startswith("events.impose/")


def test_a_status_by_its_date_names_the_date() -> None:
    found = explained(read("Norway's Prime Minister Ole Dahl visits Peru on December 20.", {"CONSULT": 0.9}), "CONSULT")
    assert found.status.value == "planned"
    assert "2025-12-20" in found.status.why
    assert PUBLISHED in found.status.why


# --- what would have changed it


PLEA = "Norway urged Peru to open its ports."


def test_below_the_veto_there_is_no_event() -> None:
    told = says(explained(read(PLEA, {"REQUEST": 0.03}), "REQUEST"), "below")
    assert told == "below 0.02 (veto in judging.toml) the judge would have struck it out"
    assert not read(PLEA, {"REQUEST": 0.019}).events


def test_a_measure_that_may_still_tell_it_is_named() -> None:
    reading = read(BAN, {"SANCTION": 0.03})
    told = says(explained(reading, "SANCTION"), "either way")
    assert reading.measures[0].id in told
    assert [event.by.partition("/")[0] for event in read(BAN, {"SANCTION": 0.019}).events] == ["events.of-measure"]


def test_below_its_least_the_judge_makes_no_event() -> None:
    text = "Norway gave Peru the cold shoulder."
    assert "below 0.30" in says(explained(read(text, {"REJECT": 0.31}), "REJECT"), "below")
    assert not read(text, {"REJECT": 0.29}).events


def test_without_its_entry_the_others_of_its_word_are_tried() -> None:
    told = says(explained(read(PLEA, {"REQUEST": 0.9}), "REQUEST"), "without entry `urge`")
    left = read(PLEA, {"REQUEST": 0.9}, codebook=without_entry("urge"))
    assert all(f"`{event.by.partition('/')[0].removeprefix('events.')}`" in told for event in left.events)
    assert left.events


PRAISE = "Norway praised Peru."


@pytest.mark.parametrize("share", [0.87, 0.2])
def test_without_its_entry_the_judge_decides(share: float) -> None:
    told = says(explained(read(PRAISE, {"SUPPORT": share}), "SUPPORT"), "without entry `praise`")
    left = read(PRAISE, {"SUPPORT": share}, codebook=without_entry("praise"))
    assert [event.by.partition("/")[0] for event in left.events] == (["events.judged"] if share > 0.3 else [])
    assert ("reaches its 0.30" in told) == (share > 0.3)
    assert ("short of its 0.30" in told) == (share < 0.3)


def test_the_next_type_from_its_least_on() -> None:
    told = says(explained(read(BAN, {"SANCTION": 0.6, "REQUEST": 0.21}), "SANCTION"), "next")
    assert told == "next: REQUEST at 0.21; from 0.30 on it would be told beside this"
    both = read(BAN, {"SANCTION": 0.6, "REQUEST": 0.3})
    assert {event.type for event in both.events} == {"SANCTION", "REQUEST"}


def test_a_later_date_makes_it_planned_and_an_earlier_one_background() -> None:
    text = "Norwegian Foreign Minister Ole Dahl visited Peru on December 9."
    found = explained(read(text, {"CONSULT": 0.9}), "CONSULT")
    assert found.status.value == "occurred"
    assert says(found, "with a date after") == "with a date after 2025-12-11 it would be planned"
    assert one_event(read(text.replace("December 9", "December 12"), {"CONSULT": 0.9}), "CONSULT").status == "planned"
    assert "before 2025-12 and more than 10 days back" in says(found, "with a date before")
    for day, status in (("December 1", "occurred"), ("November 30", "historical")):
        assert one_event(read(text.replace("December 9", day), {"CONSULT": 0.9}), "CONSULT").status == status


def test_what_is_done_by_saying_it_has_no_change_by_date() -> None:
    text = "Norway urged Peru on December 9 to open its ports."
    found = explained(read(text, {"REQUEST": 0.9}), "REQUEST")
    assert not [change for change in found.changes if "with a date" in change]
    assert one_event(read(text.replace("December 9", "May 9"), {"REQUEST": 0.9}), "REQUEST").status != "planned"


def test_without_its_modal_it_is_not_planned() -> None:
    text = "Norway will impose sanctions on Peru."
    found = explained(read(text, {"SANCTION": 0.9}), "SANCTION")
    assert says(found, "without “will”") == "without “will” it would not be planned"
    assert one_event(read(text.replace("will impose", "imposes"), {"SANCTION": 0.9}), "SANCTION").status == "occurred"


# --- measures

DUTY = "Norway raised its duty on Peruvian copper to 12% on Monday. The duty took effect on December 9."


def test_a_measure_is_told_field_by_field() -> None:
    reading = read(DUTY, {})
    measure = next(one for one in reading.measures if one.rate is not None)
    found = explain(reading, measure.id)
    assert found.kind == "measure"
    fields = {field.name: field for field in found.fields}
    assert fields["rate"].value == "12%"
    assert fields["hs"].value == "HS 74"
    for field in found.fields:
        if field.words is not None:
            assert DUTY[slice(*field.words.span)] == field.words.text
    assert {name for name in fields if name in measure.evidence} <= {
        field.name for field in found.fields if field.words is not None
    }


def test_an_event_that_only_a_measure_tells_names_it() -> None:
    text = "The 12% Norwegian duty on Peruvian copper has been in place since May."
    reading = read(text, {})
    event = next(one for one in reading.events if one.by.startswith("events.of-measure/"))
    found = explain(reading, event.id)
    assert found.reader.kind == "measure"
    assert reading.measures[0].id in found.reader.why
    assert found.score is None
    behind = explain(reading, reading.measures[0].id)
    assert event.id in says(behind, "without it")


# --- any reading


def test_every_item_of_the_samples_fits_one_screen_and_points_at_its_words() -> None:
    for reading in read_samples():
        for item in listed(reading):
            found = explain(reading, item.id)
            quotes = [found.sentence, *found.tellings, *found.status.words]
            quotes += [words for party in found.parties for words in party.words]
            quotes += [field.words for field in found.fields if field.words is not None]
            for words in quotes:
                whole = reading.document.title if words.where == "title" else reading.document.text
                assert (whole or "")[slice(*words.span)] == words.text
            assert found.sentence.span[0] <= found.sentence.trigger[0]
            assert found.sentence.trigger[1] <= found.sentence.span[1]
            shown = screen(found)
            assert len(shown) <= 40
            assert max(map(len, shown)) <= 100


def screen(explanation: Explanation) -> list[str]:
    buffer = io.StringIO()
    print_explanation(explanation, Console(file=buffer, width=100))
    return buffer.getvalue().splitlines()


def test_hostile_words_are_shown_harmless() -> None:
    text = "Norway imposed sanctions on Peru, [bold red]said\x1b[31m the \u202eministry[/]."
    shown = "\n".join(screen(explained(read(text, {"SANCTION": 0.9}), "SANCTION")))
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold red]" in shown


def test_a_list_is_cut_and_says_so() -> None:
    reading = read("\n\n".join(f"Norway imposed a {n}% duty on Peruvian copper." for n in range(5, 25)), {})
    items = listed(reading)
    assert len(items) > 12
    buffer = io.StringIO()
    print_list(items, items[0].id, Console(file=buffer, width=40))
    assert f"… and {len(items) - 12} more" in buffer.getvalue()
    assert all(item.id in buffer.getvalue() for item in items[:12])


def test_first_is_the_first_between_two_countries() -> None:
    text = "Norwegian police arrested Norwegian protesters. Norway imposed sanctions on Peru."
    reading = read(text, {"SANCTION": 0.9})
    assert first_item(reading) == one_event(reading, "SANCTION").id
    assert first_item(msgspec.structs.replace(reading, events=(), measures=())) is None


def test_an_unknown_id_names_those_there_are() -> None:
    reading = read(BAN, {"SANCTION": 0.9})
    with pytest.raises(BilatError) as error:
        explain(reading, "e-0")
    assert one_event(reading, "SANCTION").id in str(error.value)


# --- the command

Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `bilat explain` in this process; the first argument is the text of the input."""

    def explain_text(text: str, *arguments: str, name: str = "report.txt") -> tuple[int, bytes, str]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        code = cli.run(["explain", str(tmp_path / name), *arguments])
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return explain_text


REPORT = "Norway lifted its ban on Peruvian anchovies on Tuesday. Peru thanked Norway on Wednesday."


def test_the_command_explains_the_first_and_lists_the_others(run: Run) -> None:
    code, out, err = run(REPORT, "--published", PUBLISHED)
    assert (code, err) == (0, "")
    found = msgspec.json.decode(out, type=Explanation)
    assert found.id not in {other.id for other in found.others}
    assert found.others


def test_the_command_takes_any_id(run: Run) -> None:
    other = json.loads(run(REPORT, "--published", PUBLISHED)[1])["others"][-1]
    code, out, _ = run(REPORT, "--published", PUBLISHED, "--event", other["id"], "--json")
    found = json.loads(out)
    assert (code, found["id"], found["line"], found["others"]) == (0, other["id"], other["line"], [])


def test_an_id_that_is_not_there_gives_one_line_with_those_that_are(run: Run) -> None:
    first = json.loads(run(REPORT)[1])["id"]
    code, out, err = run(REPORT, "--event", "e-0")
    assert (code, out) == (2, b"")
    assert len(err.splitlines()) == 1
    assert first in err


def test_several_reports_are_refused_in_one_line_without_an_id(run: Run) -> None:
    lines = "".join(json.dumps({"id": name, "text": f"{REPORT} {name}"}) + "\n" for name in ("first", "second"))
    code, out, err = run(lines, name="reports.jsonl")
    assert (code, out) == (2, b"")
    assert len(err.splitlines()) == 1
    assert "--event" in err


def test_of_several_reports_the_one_with_the_id_is_explained(run: Run) -> None:
    second = json.loads(run(f"{REPORT} second")[1])["id"]
    lines = "".join(json.dumps({"id": name, "text": f"{REPORT} {name}"}) + "\n" for name in ("first", "second"))
    code, out, _ = run(lines, "--event", second, name="reports.jsonl")
    assert (code, json.loads(out)["id"]) == (0, second)


def test_a_report_without_items_is_told_in_one_line(run: Run) -> None:
    code, out, err = run("It rained for a week, and then the sun came out.")
    assert (code, out) == (1, b"")
    assert len(err.splitlines()) == 1


def test_an_input_that_cannot_be_read_is_named(run: Run) -> None:
    code, out, err = run("", name="empty.txt")
    assert (code, out) == (3, b"")
    assert "empty.txt" in err
