"""Measures over time: accounts of one measure linked, and whether it is in force on a day."""

import gzip
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import bilat
from bilat.cli import run
from bilat.records import Document, Measure, Money, Rate, Reading, When
from bilat.relations.measures import KnownMeasure
from tests.made_readings import actors, day
from tests.sample_readings import sample_readings
from tests.shared import needs

# Reports of the wire that tell of duties, sanctions or retaliation of the United States against Japan.
WIRE = (
    6281, 6926, 7521, 8044, 9015, 9628, 10209, 10264, 10355, 10455,
    10530, 10608, 10623, 10642, 10665, 10686, 10689, 10695, 10767, 10771, 10779, 10780, 10781, 10804,
    10861, 10905, 10996, 11076, 11083, 11167, 11169, 11175, 11198, 11215, 11225, 11254, 11260, 11390,
    11397, 11461, 11498, 11502, 11545, 11555, 11558, 11580, 11734,
)  # fmt: skip
# Of these, those that tell of the duties on electronics: all that give a sum of 300 million dollars, or of 30.
SUM_TOLD = {
    10608, 10623, 10642, 10665, 10689, 10695, 10767, 10771, 10779, 10781, 10905, 11076, 11167, 11198, 11225, 11555,
}  # fmt: skip
OTHER_SUM_TOLD = {11558, 11580}

numbers = itertools.count()


def month(value: str) -> When:
    """A time that is known to the month ("2025-08")."""
    return When(value=value, precision="month", start=f"{value}-01", end=f"{value}-28")


def duty(
    rate: float | None = 25.0, words: str = "the duty", *, item: str = "m-1", amount: float | None = None, **fields: Any
) -> tuple[str, Measure]:
    """A tariff of the United States on India, and the words of its report for it."""
    given: dict[str, Any] = {"kind": "tariff", "imposed_by": ("USA",), "on": ("IND",), "by": "made/1"}
    if rate is not None:
        given["rate"] = Rate(value=rate, unit="percent")
    if amount is not None:
        given["value"] = Money(amount=amount, currency="USD")
    return words, Measure(id=item, span=(0, len(words)), **(given | fields))


def report(published: str, *told: tuple[str, Measure], source: str | None = None) -> Reading:
    """A report of a paper of its own that tells of some measures, each by words of its own."""
    number = next(numbers)
    whole, measures = "", []
    for words, measure in told:
        fields = {name: getattr(measure, name) for name in measure.__struct_fields__}
        measures.append(Measure(**fields | {"span": (len(whole), len(whole) + len(words))}))
        whole += f"{words} is told of. "
    own = " ".join(f"word{number}x{place}" for place in range(40))  # no reprint of another
    document = Document(
        id=f"r-{number}",
        text=f"{whole}{own}",
        title=f"Title {number}",
        published=published,
        source=source or f"Paper {number}",
    )
    return Reading(document=document, actors=actors(), measures=tuple(measures))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[bilat.Record]:
    """An empty record."""
    with bilat.Record(tmp_path / "record.db") as opened:
        yield opened


def fill(record: bilat.Record, *reports: Reading) -> None:
    """Puts reports into a record, in their order."""
    for one in reports:
        record.add(one)


def asked(record: bilat.Record, on: str, **fields: Any) -> list[KnownMeasure]:
    """The measures of the United States on India on a day."""
    return list(record.measures(by="USA", against="IND", on=on, **fields))


def only(lines: Iterable[KnownMeasure]) -> KnownMeasure:
    """The one line there is."""
    found = list(lines)
    assert len(found) == 1, [(line.rate, line.in_force, line.why) for line in found]
    return found[0]


def in_force(record: bilat.Record, on: str, **fields: Any) -> str:
    """Whether the one measure there is is in force."""
    return only(asked(record, on, **fields)).in_force


# --- one measure with a history ------------------------------------------------------------------------------------


def test_threatened_announced_in_force_suspended_and_lifted_is_one_measure(record: bilat.Record) -> None:
    reason = "its trade in whale meat"
    fill(
        record,
        report("2024-01-05", duty(status="threatened", reason=reason)),
        report("2024-02-02", duty(status="announced", reason=reason, announced=day("2024-02-01"))),
        report("2024-02-20", duty(status="announced", announced=day("2024-02-01"), effective=day("2024-03-01"))),
        report("2024-03-04", duty(status="in-force", effective=day("2024-03-01"))),
        report("2024-05-11", duty(status="suspended", announced=day("2024-05-10"))),
        report("2024-07-02", duty(status="in-force", effective=day("2024-07-01"), reason=reason)),
        report("2024-09-03", duty(status="ended", ended=day("2024-09-02"))),
    )
    answers = {on: in_force(record, on) for on in ("2024-02-10", "2024-03-05", "2024-05-20", "2024-09-10")}
    assert answers == {"2024-02-10": "no", "2024-03-05": "yes", "2024-05-20": "no", "2024-09-10": "no"}
    line = only(asked(record, "2024-09-10"))
    steps = [(step.what, step.day) for step in line.history]
    assert ("threatened", None) in steps
    assert ("suspended", "2024-05-10") in steps
    assert steps[-1] == ("ended", "2024-09-02")
    assert line.articles == 7
    assert line.independent_sources == 7
    assert line.last_report.report == line.sources[-1].report


def test_every_link_says_why(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-02-02", duty(status="announced", announced=day("2024-02-01"))),
        report("2024-02-09", duty(status="announced", announced=day("2024-02-01"))),
    )
    first, second = only(asked(record, "2024-02-10")).sources
    assert (first.link_reason, first.link_score, first.link_by) == (None, None, None)
    assert second.link_reason is not None
    assert "25 percent" in second.link_reason
    assert "announced on 2024-02-01" in second.link_reason
    assert second.link_score is not None
    assert 0.5 <= second.link_score <= 1
    assert second.link_by == "linking.measures/1"


def test_a_rate_that_takes_the_place_of_another_is_a_step(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-02-02", duty(25.0, status="in-force", effective=day("2024-02-01"))),
        report(
            "2024-04-02",
            duty(25.0, "the old rate", item="m-old", status="in-force"),
            duty(18.0, "the new rate", item="m-new", status="announced", replaces="m-old", effective=day("2024-05-01")),
        ),
        report("2024-05-03", duty(18.0, status="in-force", effective=day("2024-05-01"))),
    )
    before, after = asked(record, "2024-04-20"), asked(record, "2024-06-01")
    assert [(line.rate.value, line.in_force) for line in before if line.rate] == [(25.0, "yes"), (18.0, "no")]
    assert len({line.id for line in before}) == 1
    assert [(line.rate.value, line.in_force) for line in after if line.rate] == [(18.0, "yes")]
    assert {step.rate.value for step in after[0].history if step.rate} == {18.0, 25.0}


def test_another_reason_or_another_start_is_another_measure(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-02-02", duty(status="in-force", effective=day("2024-02-01"))),
        report("2024-02-03", duty(status="in-force", effective=day("2024-03-01"), reason="purchases of Chinese oil")),
        report("2024-02-04", duty(status="in-force", effective=day("2024-03-04"), reason="dumping of shrimp")),
    )
    assert len({line.id for line in asked(record, "2024-03-05")}) == 3


def test_measures_that_one_report_tells_apart_stay_apart(record: bilat.Record) -> None:
    fill(
        record,
        report(
            "2024-02-02",
            duty(25.0, "a penalty", item="m-penalty", status="in-force", in_addition_to="m-base"),
            duty(25.0, "a duty", item="m-base", status="in-force"),
        ),
    )
    assert len({line.id for line in asked(record, "2024-02-03")}) == 2


def test_adding_again_changes_nothing(record: bilat.Record) -> None:
    reports = [
        report("2024-02-02", duty(status="announced", announced=day("2024-02-01"))),
        report("2024-02-09", duty(status="in-force", effective=day("2024-02-05"))),
    ]
    fill(record, *reports)
    before = record.measures(on="2024-03-01").to_dicts()
    fill(record, *reports)
    assert record.measures(on="2024-03-01").to_dicts() == before


def test_what_people_say_stands_above_likeness(record: bilat.Record) -> None:
    first = report("2024-02-02", duty(status="announced", announced=day("2024-02-01")))
    second = report("2024-02-09", duty(status="announced", announced=day("2024-02-01"), item="m-2"))
    fill(record, first, second)
    line = only(asked(record, "2024-02-10"))
    record.split(line.id, ["m-2"], author="somebody")
    assert len(asked(record, "2024-02-10")) == 2


# --- in force: yes, no, due, unknown -------------------------------------------------------------------------------


def test_due_until_a_report_says_that_it_happened(record: bilat.Record) -> None:
    fill(
        record, report("2024-02-02", duty(status="announced", announced=day("2024-02-01"), effective=day("2024-03-01")))
    )
    assert in_force(record, "2024-02-28") == "no"
    assert in_force(record, "2024-03-01") == "due"
    assert in_force(record, "2025-01-01") == "due"
    fill(record, report("2024-03-02", duty(status="in-force", effective=day("2024-03-01"))))
    assert in_force(record, "2024-03-01") == "yes"
    assert in_force(record, "2024-03-01", as_of="2024-03-01") == "due"


def test_a_report_from_before_the_day_cannot_say_that_it_came(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-02-02", duty(status="announced", effective=day("2024-03-01"))),
        report("2024-02-03", duty(status="in-force")),
    )
    assert in_force(record, "2024-03-05") == "due"


def test_a_month_is_not_its_first_day(record: bilat.Record) -> None:
    fill(record, report("2024-02-02", duty(status="announced", effective=month("2024-03"))))
    assert in_force(record, "2024-02-28") == "no"
    assert in_force(record, "2024-03-10") == "unknown"
    assert in_force(record, "2024-04-01") == "due"
    effective = only(asked(record, "2024-04-01")).effective
    assert effective is not None
    assert (effective.value, effective.precision) == ("2024-03", "month")


def test_what_is_in_force_with_no_first_day_is_unknown_before_its_report(record: bilat.Record) -> None:
    fill(record, report("2024-02-02", duty(status="in-force")))
    assert in_force(record, "2024-02-02") == "yes"
    assert in_force(record, "2024-02-01") == "unknown"


def test_an_end_without_a_day_is_known_only_from_its_report_on(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-02-02", duty(status="in-force", effective=day("2024-02-01"))),
        report("2024-06-02", duty(status="ended")),
    )
    assert in_force(record, "2024-02-02") == "yes"
    assert in_force(record, "2024-04-01") == "unknown"
    assert in_force(record, "2024-06-02") == "no"


def test_announced_for_no_day_is_not_in_force_while_reports_say_so(record: bilat.Record) -> None:
    fill(record, report("2024-02-02", duty(status="announced", announced=day("2024-02-01"))))
    assert in_force(record, "2024-02-01") == "no"
    assert in_force(record, "2024-02-03") == "unknown"


def test_what_nobody_has_heard_of_by_the_day_is_not_there(record: bilat.Record) -> None:
    fill(
        record, report("2024-02-02", duty(status="announced", announced=day("2024-02-01"), effective=day("2024-03-01")))
    )
    assert asked(record, "2024-01-31") == []
    assert asked(record, "2024-04-01", as_of="2024-02-01") == []


def test_a_mere_call_is_shown_when_asked_for(record: bilat.Record) -> None:
    fill(record, report("2024-02-02", duty(None, "duties", status="proposed", reason="dumping of shrimp")))
    assert asked(record, "2024-02-03") == []
    assert only(asked(record, "2024-02-03", proposed=True)).status == "proposed"


def test_a_call_is_not_the_measure_that_is_decided_later(record: bilat.Record) -> None:
    reason = "dumping of shrimp"
    fill(
        record,
        report("2024-02-02", duty(None, "duties", status="proposed", reason=reason)),
        report("2024-02-09", duty(25.0, "a duty", status="announced", reason=reason, announced=day("2024-02-08"))),
    )
    assert only(asked(record, "2024-02-10")).articles == 1
    assert asked(record, "2024-02-10", as_of="2024-02-03") == []


# --- conflicts ------------------------------------------------------------------------------------------------------


def test_differing_sums_stand_beside_each_other(record: bilat.Record) -> None:
    given: dict[str, Any] = {"status": "announced", "announced": day("2024-02-01"), "goods": "tinned fish"}
    fill(
        record,
        report("2024-02-02", duty(None, amount=3e8, **given)),
        report("2024-02-03", duty(None, amount=3e7, **given)),
        report("2024-02-04", duty(None, amount=3e8, **given)),
    )
    line = only(asked(record, "2024-02-05"))
    assert line.value == Money(amount=3e8, currency="USD")
    (conflict,) = line.conflicts
    assert (conflict.field, conflict.stands) == ("value", "300000000 USD")
    assert [(other.value, len(other.sources)) for other in conflict.others] == [("30000000 USD", 1)]


def test_one_paper_told_thrice_does_not_outvote_two(record: bilat.Record) -> None:
    fill(
        record,
        *(
            report(f"2024-02-0{n}", duty(status="in-force", effective=day("2024-02-01")), source="One Paper")
            for n in (2, 3, 4)
        ),
        report("2024-02-05", duty(status="in-force", effective=day("2024-01-31"))),
        report("2024-02-06", duty(status="in-force", effective=day("2024-01-31"))),
    )
    line = only(asked(record, "2024-03-01"))
    assert line.effective is not None
    assert line.effective.value == "2024-01-31"
    assert [(one.field, one.others[0].value) for one in line.conflicts] == [("effective", "2024-02-01")]
    assert (line.articles, line.independent_sources) == (5, 3)


def test_a_coarser_day_speaks_for_the_day_within_it(record: bilat.Record) -> None:
    fill(
        record,
        report("2024-03-05", duty(status="in-force", effective=day("2024-03-01"))),
        report("2024-03-20", duty(status="in-force", effective=month("2024-03"))),
    )
    line = only(asked(record, "2024-03-21"))
    assert line.effective is not None
    assert line.effective.value == "2024-03-01"
    assert len(line.effective.sources) == 2
    assert line.conflicts == ()


# --- sums -----------------------------------------------------------------------------------------------------------


def two_duties(*more: Reading) -> list[Reading]:
    """Two duties in force at once, each told by a report of its own."""
    return [
        report("2024-02-02", duty(10.0, status="in-force", effective=day("2024-02-01"))),
        report("2024-03-02", duty(15.0, status="in-force", effective=day("2024-03-01"), reason="dumping of shrimp")),
        *more,
    ]


def test_two_duties_are_added_up_only_where_that_is_known(record: bilat.Record) -> None:
    fill(record, *two_duties())
    assert [line.in_force for line in asked(record, "2024-03-05")] == ["yes", "yes"]
    assert record.added_duty("USA", "IND", "2024-03-05") is None
    alone = record.added_duty("USA", "IND", "2024-02-05")
    assert alone is not None
    assert alone.rate.value == 10.0


def test_a_total_is_no_third_measure(record: bilat.Record) -> None:
    total = report("2024-03-10", duty(25.0, "the added duty to 25", status="in-force", effective=day("2024-03-01")))
    fill(record, *two_duties(total))
    assert sorted(line.rate.value for line in asked(record, "2024-03-15") if line.rate) == [10.0, 15.0]
    summed = record.added_duty("USA", "IND", "2024-03-15")
    assert summed is not None
    assert summed.rate.value == 25.0
    assert sorted(part.rate.value for part in summed.parts) == [10.0, 15.0]
    assert [source.report for source in summed.sources] == [total.document.id]


def test_a_total_told_before_its_parts_is_none_either(record: bilat.Record) -> None:
    total = report("2024-03-10", duty(25.0, "the added duty to 25", status="in-force", effective=day("2024-03-01")))
    fill(record, total, *two_duties())
    assert sorted(line.rate.value for line in asked(record, "2024-03-15") if line.rate) == [10.0, 15.0]


def test_duties_on_listed_goods_stand_apart_from_the_sum(record: bilat.Record) -> None:
    steel = duty(50.0, "a duty on steel", item="m-steel", status="in-force", goods="steel", scope="listed")
    fill(record, *two_duties()[:1], report("2024-02-03", steel))
    summed = record.added_duty("USA", "IND", "2024-02-05")
    assert summed is not None
    assert summed.rate.value == 10.0
    assert len(summed.apart) == 1


# --- who on whom ----------------------------------------------------------------------------------------------------


def test_a_measure_on_all_counts_for_the_countries_that_its_reports_name(record: bilat.Record) -> None:
    fill(record, report("2024-02-02", duty(10.0, on=(), scope="all", status="in-force", effective=day("2024-02-01"))))
    assert only(asked(record, "2024-02-03")).scope == "all"
    assert len(record.measures(by="USA", against="CHN", on="2024-02-03")) == 1
    assert len(record.measures(by="USA", against="BRA", on="2024-02-03")) == 0
    assert len(record.measures(by="IND", on="2024-02-03")) == 0


def test_rates_of_one_measure_differ_by_target(record: bilat.Record) -> None:
    called = "the reciprocal rate"
    fill(
        record,
        report("2024-02-02", duty(None, "reciprocal duties", on=(), scope="all", status="announced")),
        report("2024-02-05", duty(26.0, called, status="announced", announced=day("2024-02-04"))),
        report("2024-02-05", duty(34.0, called, on=("CHN",), status="announced", announced=day("2024-02-04"))),
    )
    lines = {line.on: line.rate.value for line in record.measures(by="USA", on="2024-02-06") if line.rate}
    assert lines == {("IND",): 26.0, ("CHN",): 34.0}
    assert only(asked(record, "2024-02-06")).rate == Rate(value=26.0, unit="percent")


def test_the_same_on_a_server(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        fill(
            record,
            report("2024-02-02", duty(status="announced", effective=day("2024-03-01"))),
            report("2024-03-02", duty(status="in-force", effective=day("2024-03-01"))),
            report("2024-03-03", duty(10.0, on=(), scope="all", status="in-force", goods="all imports")),
        )
        assert [line.in_force for line in asked(record, "2024-03-05")] == ["yes", "yes"]


# --- the samples ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bilat.Record]:
    """All sample reports in one record."""
    with bilat.Record(tmp_path_factory.mktemp("samples") / "record.db") as record:
        fill(record, *sample_readings())
        yield record


LAW = "International Emergency Economic Powers Act"


@pytest.mark.parametrize(
    ("on", "lines", "added"),
    [
        ("2025-06-01", [("yes", 10.0, LAW), ("no", 26.0, LAW)], 10.0),
        ("2025-08-15", [("yes", 25.0, LAW), ("no", 25.0, None)], 25.0),
        ("2025-10-01", [("yes", 25.0, LAW), ("yes", 25.0, None)], 50.0),
        ("2026-02-10", [("yes", 25.0, LAW), ("no", 18.0, LAW), ("no", 25.0, None)], 25.0),
        (
            "2026-03-15",
            [("yes", 10.0, "Section 122 of the Trade Act of 1974"), ("no", 25.0, LAW), ("no", 25.0, None)],
            10.0,
        ),
    ],
)
def test_the_duty_on_india_by_period(
    samples: bilat.Record, on: str, lines: list[tuple[str, float, str | None]], added: float
) -> None:
    found = asked(samples, on)
    assert [(line.in_force, line.rate.value if line.rate else None, line.basis) for line in found] == lines
    total = samples.added_duty("USA", "IND", on)
    assert total is not None
    assert total.rate.value == added


def test_what_was_suspended_announced_or_lifted_says_so(samples: bilat.Record) -> None:
    (suspended,) = (line for line in asked(samples, "2025-06-01") if line.in_force == "no")
    assert (suspended.status, suspended.why) == ("suspended", "it was suspended on 2025-04-09")
    (oil,) = (line for line in asked(samples, "2025-08-15") if line.reason)
    assert oil.reason is not None
    assert "Russian oil" in oil.reason
    assert (oil.in_force, oil.status, oil.why) == ("no", "announced", "it starts on 2025-08-27")
    states = {line.status for line in asked(samples, "2026-02-10") if line.in_force == "no"}
    assert states == {"announced", "ended"}


def test_the_two_ends_of_one_duty_stand_beside_each_other(samples: bilat.Record) -> None:
    line = next(line for line in asked(samples, "2026-03-15") if line.basis == LAW)
    assert line.ended is not None
    assert line.ended.value == "2026-02-24"
    assert [(one.field, one.others[0].value) for one in line.conflicts] == [("ended", "2026-02-20")]


def test_as_of_a_day_what_was_published_later_is_not_known(samples: bilat.Record) -> None:
    assert in_force(samples, "2025-04-04", as_of="2025-04-02") == "unknown"  # only the plan for all partners
    lines = asked(samples, "2025-08-30", as_of="2025-08-05")
    assert [(line.in_force, line.rate.value) for line in lines if line.rate] == [
        ("yes", 10.0),
        ("due", 25.0),
        ("no", 26.0),
    ]


def test_every_answer_rests_on_words_of_the_samples(samples: bilat.Record) -> None:
    texts = {reading.document.id: reading.document for reading in sample_readings()}
    for line in samples.measures(on="2025-10-01"):
        for source in (*line.sources, line.last_report):
            document = texts[source.report]
            whole = document.text if source.where == "text" else document.title or ""
            assert whole[slice(*source.span)] == source.words


# --- the seed report ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_samples", [False, True])
def test_the_report_on_the_call_tells_of_two_duties(tmp_path: Path, with_samples: bool) -> None:
    text = needs("data", "seed", "modi-trump-call.txt").read_text(encoding="utf-8")
    with bilat.Record(tmp_path / "record.db") as record:
        if with_samples:
            fill(record, *sample_readings())
        record.add(Document(id="seed", text=text, published="2025-12-11", source="NDTV"))
        assert [line.in_force for line in asked(record, "2025-12-11")] == ["yes", "yes"]
        total = record.added_duty("USA", "IND", "2025-12-11")
        assert total is not None
        assert total.rate.value == 50.0
        (penalty,) = (line for line in asked(record, "2025-08-26") if line.reason)
        assert penalty.in_force == "no"
        assert "seed" in {source.report for source in penalty.sources}


# --- the wire -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bilat.Record]:
    """The reports of the wire that matter, read and added in the order in which they were filed."""
    file = needs("data", "reuters", "reuters-1987-02-26_03-31.jsonl.gz")
    wanted = {f"reuters-{number}" for number in WIRE}
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        given = [row for row in map(json.loads, lines) if row["id"] in wanted]
    assert len(given) == len(wanted)
    with bilat.Record(tmp_path_factory.mktemp("wire") / "record.db") as record:
        for row in given:
            known = {name: row.get(name) for name in ("id", "text", "title", "published", "source", "url")}
            record.add(Document(**{name: value for name, value in known.items() if value is not None}))
        yield record


def test_the_duties_on_japanese_electronics_are_one_measure_and_due(wire: bilat.Record) -> None:
    lines = wire.measures(by="USA", against="JPN", on="1987-04-20")
    line = only(line for line in lines if line.value or (line.announced and line.announced.start > "1987"))
    assert (line.in_force, line.status, line.kind) == ("due", "announced", "tariff")
    assert line.value == Money(amount=3e8, currency="USD")
    assert line.goods == "Japanese electronic goods"
    assert line.announced is not None
    assert line.announced.value == "1987-03-27"
    assert line.effective is not None
    assert line.effective.value == "1987-04-17"
    assert "1987-03-31" in line.why
    told = {int(source.report.removeprefix("reuters-")) for source in line.sources}
    assert told >= SUM_TOLD | OTHER_SUM_TOLD
    assert line.last_report.known_day == "1987-03-31"
    (conflict,) = line.conflicts
    assert conflict.field == "value"
    assert [other.value for other in conflict.others] == ["30000000 USD"]
    (beside,) = conflict.others
    assert {source.report for source in beside.sources} == {f"reuters-{number}" for number in OTHER_SUM_TOLD}


def test_before_they_were_announced_they_are_not_there(wire: bilat.Record) -> None:
    now = {line.id for line in wire.measures("USA", "JPN", "1987-04-20") if line.in_force == "due"}
    then = wire.measures("USA", "JPN", "1987-04-20", "1987-03-20")
    assert not now & {line.id for line in then}
    assert [line.in_force for line in then] == ["yes"]  # the tariff of 1983 on motorcycles


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_writes_json_lines(record: bilat.Record, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    fill(record, report("2024-02-02", duty(status="announced", effective=day("2024-03-01"))))
    assert run(["measures", "--by", "USA", "--against", "India", "--on", "2024-04-01", "--db", record.address]) == 0
    (line,) = map(json.loads, capfdbinary.readouterr().out.splitlines())
    assert (line["in_force"], line["on_day"], line["as_of"]) == ("due", "2024-04-01", None)
    assert line["rate"] == {"value": 25.0, "unit": "percent"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--by", "Frence"], "did you mean FRA"),
        (["--on", "tomorrow"], "takes a day such as 2025-12-11"),
        (["--as-of", "2025-13-01"], "takes a day such as 2025-12-11"),
    ],
)
def test_wrong_arguments_are_told_in_a_line(
    record: bilat.Record, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["measures", *arguments, "--db", record.address]) != 0
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error
