"""Views of a pair: what several reports tell of one thing, what was known by a day, and where the words stand."""

import json
import math
import statistics
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

import bilat
from bilat.errors import UsageError
from bilat.relations.sentences import sentence_around
from bilat.relations.settling import Account, known_of
from bilat.relations.tone import PERIODS, bounds, interval, student_quantile
from tests.made_readings import day
from tests.record_fixtures import account, fill, link, make_copy, month, negotiating, only, part

CASES = Path(__file__).parent / "cases" / "record" / "happening_status.jsonl"


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """An empty record, on a file and on a server."""
    with bilat.Record(record_address) as opened:
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[bilat.Record]:
    """An empty record in a file."""
    with bilat.Record(tmp_path / "record.db") as opened:
        yield opened


def row(number: int, status: str = "occurred", **fields: Any) -> Account:
    """An account of a happening, as the record has it: each by another source, a day after the one before."""
    blank: dict[str, Any] = dict.fromkeys(Account._fields)
    known = date(2025, 8, 1) + timedelta(days=number)
    given = {
        "event": number, "happening": 1, "report": number, "type": "SANCTION", "status": status, "pair": "IND-USA",
        "known_day": known.isoformat(), "origin": f"Paper {number}",
    }  # fmt: skip
    return Account(**(blank | given | fields))


def timed(number: int, value: str, precision: str = "day", **fields: Any) -> Account:
    """An account that gives a time."""
    end = value if precision == "day" else f"{value}-31"
    start = value if precision == "day" else f"{value}-01"
    return row(number, time=value, time_start=start, time_end=end, time_precision=precision, **fields)


@pytest.mark.parametrize(
    "case", [json.loads(line) for line in CASES.read_text().splitlines()], ids=lambda case: case["why"]
)
def test_status_of_several_accounts(case: dict[str, Any]) -> None:
    known = known_of([row(number, status) for number, status in enumerate(case["told"])])
    assert known is not None
    assert (known.status, known.settled.event) == (case["status"], case["by"])


def test_the_most_precise_time_holds_and_others_stand_beside_it() -> None:
    rows = [
        timed(1, "2025-07", "month"),
        timed(2, "2025-07-09"),
        timed(3, "2025-07-08"),
        timed(4, "2025-07-08"),
        timed(5, "2025-06", "month"),
    ]
    known = known_of(rows)
    assert known is not None
    assert known.time is not None
    assert (known.time.value, known.time.articles, known.time.independent_sources) == ("2025-07-08", 2, 2)
    assert [time.value for time in known.conflicts] == ["2025-06", "2025-07-09"]
    assert known.day == "2025-07-08"


def test_a_reprint_is_no_second_source_for_a_time() -> None:
    rows = [timed(1, "2025-07-09", origin="A"), timed(2, "2025-07-09", origin="A"), timed(3, "2025-07-08", origin="B")]
    rows += [timed(4, "2025-07-08", origin="C")]
    known = known_of(rows)
    assert known is not None
    assert known.time is not None
    assert known.time.value == "2025-07-08"
    assert (known.articles, known.independent_sources) == (4, 3)


def test_what_happened_cannot_lie_ahead_of_its_report() -> None:
    known = known_of([timed(1, "2030-01-01")])
    assert known is not None
    assert known.time is None
    assert known.day == "2025-08-02"
    next_day = known_of([timed(1, "2025-08-03")])  # it has begun elsewhere
    assert next_day is not None
    assert next_day.day == "2025-08-03"
    plan = known_of([timed(1, "2030-01-01", status="planned")])
    assert plan is not None
    assert plan.day == "2030-01-01"


def test_the_type_of_most_independent_sources_leads() -> None:
    rows = [row(1, type="CONSULT", mode="visit"), row(2, type="CONSULT", mode="visit"), row(3, type="AGREE")]
    known = known_of(rows)
    assert known is not None
    assert (known.lead.type, known.lead.mode, known.lead.event) == ("CONSULT", "visit", 2)


def test_sources_that_are_not_known_count_as_one() -> None:
    known = known_of([row(1, origin=None), row(2, origin=None)])
    assert known is not None
    assert (known.articles, known.independent_sources) == (2, 1)


def test_one_line_for_all_accounts(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-01", status="planned", time=day("2025-08-27"))])
    fill(record, [account("two", "2025-08-28", time=day("2025-08-27")), account("three", "2025-09-30")])
    happening = link(record, "one", "two", "three")
    make_copy(record, "three", of="two")
    line = only(record.timeline("India", "usa"))
    assert (line.id, line.status, line.status_report, line.day) == (happening, "occurred", "three", "2025-08-27")
    assert (line.first_reported, line.last_reported) == ("2025-08-01", "2025-09-30")
    assert (line.articles, line.independent_sources) == (3, 2)
    assert (line.source, line.target) == (("USA",), ("IND",))
    assert [party.name for party in line.source_parties] == ["United States"]
    assert [source.report for source in line.sources] == ["one", "two", "three"]
    assert [source.copy for source in line.sources] == [False, False, True]
    assert line.sources[0].words == "The words of one alone tell that an act of 2025-08-01 was planned."
    assert [source.link_reason for source in line.sources] == [None, "the test says so", "the test says so"]


def test_what_was_published_later_is_not_seen(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-01", status="planned", time=day("2025-08-27")), account("two", "2025-08-28")])
    link(record, "one", "two")
    before = only(record.timeline("IND", "USA", as_of="2025-08-27"))
    assert (before.status, before.expected, before.articles) == ("planned", "ahead", 1)
    assert only(record.timeline("IND", "USA", as_of="2025-08-28")).status == "occurred"
    assert record.timeline("IND", "USA", as_of="2025-07-31") == ()


def test_a_plan_whose_day_has_passed_is_due(small: bilat.Record) -> None:
    fill(small, [account("one", "2025-08-01", status="planned", time=day("2025-08-27"))])
    fill(small, [account("two", "2025-08-01", status="planned")])
    part(small)
    expected = {line.sources[0].report: line.expected for line in small.timeline("IND", "USA", as_of="2025-08-28")}
    assert expected == {"one": "due", "two": None}


def test_a_revision_takes_the_place_of_what_it_revises(record: bilat.Record) -> None:
    first = account("one", "2025-08-01", status="planned", text="An act is planned, says the paper of the first day.")
    later = account("one", "2025-08-05", text="An act is done, says the paper of the first day, in new words.")
    fill(record, [first, later])
    assert only(record.timeline("IND", "USA", as_of="2025-08-04")).status == "planned"
    now = only(record.timeline("IND", "USA"))
    assert (now.status, now.sources[0].revision, now.articles) == ("occurred", 2, 1)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2025-08-27", "2025-08-27", ["day", "month"]),
        ("2025-08-28", None, ["month"]),
        ("2025-09-01", None, []),
        (None, "2025-08-26", ["month"]),
        (None, "2025-07-31", []),
    ],
)
def test_days_that_are_asked_for(record: bilat.Record, since: str, until: str, found: list[str]) -> None:
    fill(
        record,
        [account("day", "2025-08-29", time=day("2025-08-27")), account("month", "2025-09-20", time=month("2025-08"))],
    )
    part(record)
    lines = record.timeline("IND", "USA", since=since, until=until)
    assert sorted(line.sources[0].report for line in lines) == found


def test_all_accounts_count_also_those_that_stand_on_another_day(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-30", time=day("2025-08-27")), account("two", "2025-10-01")])
    link(record, "one", "two")
    line = only(record.timeline("IND", "USA", until="2025-08-31"))
    assert (line.articles, line.day) == (2, "2025-08-27")
    # The account that gives no day stands in October; the event does not.
    assert record.timeline("IND", "USA", since="2025-09-15") == ()


def test_accounts_of_other_countries_count_but_do_not_lead(small: bilat.Record) -> None:
    fill(
        small,
        [account("one", "2025-08-30"), account("two", "2025-08-30", target=("CHN",), type="ACCUSE", intensity=-2.0)],
    )
    link(small, "one", "two")
    line = only(small.timeline("IND", "USA"))
    assert (line.type, line.articles) == ("SANCTION", 2)
    assert only(small.timeline("CHN", "USA")).type == "ACCUSE"
    assert small.timeline("CHN", "IND") == ()


def test_limit_keeps_the_last_lines_with_their_words(small: bilat.Record) -> None:
    fill(small, [account(f"r{number}", f"2025-08-{number:02}") for number in range(1, 8)])
    part(small)
    everything = small.timeline("IND", "USA")
    assert small.timeline("IND", "USA", limit=3) == everything[-3:]
    assert small.timeline("IND", "USA", limit=50) == everything
    assert [line.day for line in everything] == sorted(line.day for line in everything)


def test_types_and_statuses(small: bilat.Record) -> None:
    fill(small, [account("one", "2025-08-30"), account("two", "2025-08-30", type="ACCUSE", status="denied")])
    part(small)
    assert only(small.timeline("IND", "USA", types=["accuse"])).status == "denied"
    assert only(small.timeline("IND", "USA", status=["occurred"])).type == "SANCTION"
    with pytest.raises(UsageError, match="'CONSLT' is no event type; did you mean CONSULT"):
        small.timeline("IND", "USA", types=["CONSLT"])
    with pytest.raises(UsageError, match="'done' is no status"):
        small.timeline("IND", "USA", status=["done"])


def test_what_a_person_has_struck_out_is_gone(small: bilat.Record) -> None:
    fill(small, [account("one", "2025-08-30")])
    small.correct("one", "e-one", author="tester")
    assert small.timeline("IND", "USA") == ()
    assert small.tone("IND", "USA") == ()


def test_words_that_say_nothing_alone_are_shown_in_their_sentence(small: bilat.Record) -> None:
    text = "It rained. The paper says that Washington must\nact at once, in its view. More followed."
    start = text.index("must")
    fill(small, [account("one", "2025-08-30", text=text, span=(start, start + 4))])
    source = only(small.timeline("IND", "USA")).sources[0]
    assert source.words == "The paper says that Washington must\nact at once, in its view."
    assert text[slice(*source.span)] == source.words


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One. Two three. Four.", "three", "Two three."),
        (
            "He met Mr. Lind of the U.S. Senate today. Then he left.",
            "Senate",
            "He met Mr. Lind of the U.S. Senate today.",
        ),
        ("A line that\nwraps here. Next.", "wraps", "A line that\nwraps here."),
        ("First paragraph without stop\n\nSecond one", "Second", "Second one"),
        ("    Wire paragraph\n    another one. End", "another", "another one."),
        ('He said: "Never." She left.', "left", "She left."),
        ("- item one\n- item two", "two", "- item two"),
        ("alone", "alone", "alone"),
    ],
)
def test_sentence_around(text: str, word: str, sentence: str) -> None:
    start = text.index(word)
    found = sentence_around(text, (start, start + len(word)))
    assert text[slice(*found)] == sentence


@given(st.text(alphabet='aB .\n"-?U.S', max_size=60), st.data())
def test_a_sentence_holds_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence_around(text, (start, end))
    assert 0 <= first <= last <= len(text)
    assert text[start:end].strip() in text[first:last]


def queries(record: bilat.Record, call: Any) -> list[tuple[str, Any]]:
    """The statements that a call sends to the database."""
    sent: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        sent.append((statement, parameters))

    sa.event.listen(record.store.engine, "before_cursor_execute", note)
    call()
    sa.event.remove(record.store.engine, "before_cursor_execute", note)
    return sent


@pytest.mark.parametrize("view", ["timeline", "tone", "talks", "agreements"])
def test_no_query_for_each_line(tmp_path: Path, view: str) -> None:
    counts = []
    for many in (2, 40):
        with bilat.Record(tmp_path / f"{many}.db") as record:
            fill(record, (account(f"r{n}", f"2025-01-{n % 27 + 1:02}") for n in range(many)))
            fill(
                record, (negotiating(f"k{n}", f"2025-01-{n % 27 + 1:02}", agreement="trade pact") for n in range(many))
            )
            counts.append(len(queries(record, lambda: getattr(record, view)("IND", "USA"))))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("call", ["timeline", "tone", "timeline of a year"])
def test_a_pair_is_found_by_its_index(small: bilat.Record, call: str) -> None:
    fill(small, [account("one", "2025-08-30")])
    days = {"since": "2025-01-01", "until": "2025-12-31"} if call.endswith("year") else {}
    sent = queries(small, lambda: getattr(small, call.split()[0])("IND", "USA", **days))
    statement, parameters = next(each for each in sent if "WITH hits" in each[0])
    with small.store.reading() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert any("event_pairs" in step and "INDEX" in step and "pair=?" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and "hits" not in step], plan


def test_tone_counts_what_occurred_once(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("one", "2025-08-02", time=day("2025-08-01"), intensity=-6.0),
            account("two", "2025-08-03", time=day("2025-08-01"), intensity=-6.0),
            account("three", "2025-08-20", status="ongoing", time=day("2025-08-20"), intensity=4.0),
            account("plan", "2025-08-20", status="planned", time=day("2025-08-21"), intensity=9.0),
            account("maybe", "2025-08-20", status="hypothetical", intensity=9.0),
            account("no", "2025-08-20", status="denied", intensity=9.0),
            account("then", "2025-08-20", status="historical", intensity=9.0),
            account("september", "2025-09-20", intensity=2.0),
        ],
    )
    part(record)
    link(record, "one", "two")
    august, september = record.tone("IND", "USA")
    assert (august.period, august.start, august.end) == ("2025-08", "2025-08-01", "2025-08-31")
    assert (august.events, august.positive, august.negative, august.mean) == (2, 1, 1, -1.0)
    assert august.low is not None
    assert august.high is not None
    assert august.low < -1.0 < august.high
    assert (september.events, september.mean, september.low, september.high) == (1, 2.0, None, None)


def test_tone_of_days_that_are_not_known_so_precisely(small: bilat.Record) -> None:
    fill(
        small,
        [account("one", "2025-09-02", time=month("2025-08")), account("two", "2025-09-02", time=day("2025-08-05"))],
    )
    part(small)
    assert [(row.period, row.events) for row in small.tone("IND", "USA", by="week")] == [("2025-W32", 1), (None, 1)]
    assert [(row.period, row.events) for row in small.tone("IND", "USA", by="month")] == [("2025-08", 2)]
    with pytest.raises(UsageError, match="tone is counted by day, week"):
        small.tone("IND", "USA", by="fortnight")


def test_three_events_are_no_trend() -> None:
    low, high = interval([-2.0, -2.0, -2.0])
    assert low is not None
    assert high is not None
    assert low < 0 < high
    assert interval([-2.0]) == (None, None)
    assert interval([]) == (None, None)
    low, high = interval([-2.0] * 60)
    assert low is not None
    assert high is not None
    assert -3 < low < -2 < high < -1
    assert interval([-10.0, -10.0])[0] == -10.0


@given(st.lists(st.sampled_from([-9.0, -6.0, -2.0, 0.0, 1.5, 2.5, 4.0, 8.0]), min_size=2, max_size=40))
def test_the_interval_holds_the_mean(values: list[float]) -> None:
    low, high = interval(values)
    assert low is not None
    assert high is not None
    assert -10 <= low <= round(statistics.fmean(values), 2) <= high <= 10


# Of a printed table (Abramowitz and Stegun, table 26.10).
@pytest.mark.parametrize(
    ("freedom", "value"), [(3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)]
)
def test_student_quantile(freedom: int, value: float) -> None:
    assert math.isclose(student_quantile(freedom), value, rel_tol=0.003)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(sorted(PERIODS)))
def test_a_day_lies_in_its_period(each: date, by: str) -> None:
    name = PERIODS[by](each.isoformat())
    start, end = bounds(name)
    assert start <= each.isoformat() <= end
    assert PERIODS[by](start) == PERIODS[by](end) == name
