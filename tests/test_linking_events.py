"""Which accounts tell one happening, and which talks are one negotiation."""

import itertools
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

import bilat
from bilat.linking import events as linking
from bilat.linking import events_block, talks
from bilat.linking.events_compare import settings
from bilat.linking.events_words import likeness, numbers, stems
from bilat.records import Actor, Agreement, Document, Event, Reading, Talks, When
from bilat.store.tables import event_pairs, events, happenings, reports, threads
from bilat.store.tables import talks as talks_table

CASES_FILE = Path(__file__).parent / "cases" / "record" / "linking_events.jsonl"
CASES = [json.loads(line) for line in CASES_FILE.read_text(encoding="utf-8").splitlines()]


def actor(name: str) -> Actor:
    """An actor from its id: "USA" or "USA:bo-lind", a minister."""
    country, _, person = name.partition(":")
    kind, sector = ("person", "GOV") if person else ("country", None)
    return Actor(id=name, name=person or name, kind=kind, country=country, sector=sector, by="made")  # type: ignore[arg-type]


def event(item: str, case: dict[str, Any], length: int) -> Event:
    day = case.get("day")
    until = case.get("until", day)
    return Event(
        id=item,
        by="made/1",
        type=case["type"],
        mode=case.get("mode"),
        status=case["status"],
        source=tuple(case["source"]),
        target=tuple(case.get("target", ())),
        time=When(value=day, precision="day", start=day, end=until) if day else None,
        span=(0, length),
        trigger=(0, 1),
    )


def telling(id_: str, case: dict[str, Any], *more: dict[str, Any]) -> Reading:
    """A report that tells what the case says, and more of the same words."""
    told = [event(f"e-{id_}-{number}", each, len(case["text"])) for number, each in enumerate((case, *more))]
    names = dict.fromkeys(name for each in told for name in (*each.source, *each.target))
    return Reading(
        document=Document(id=id_, title=case["title"], text=case["text"], published=case["published"], source=id_),
        actors=tuple(actor(name) for name in names),
        events=tuple(told),
    )


def groups(record: bilat.Record) -> set[frozenset[tuple[str, str]]]:
    """The accounts that stand together, by report and item."""
    found: dict[str, set[tuple[str, str]]] = {}
    with record.store.reading() as connection:
        chosen = sa.select(happenings.c.id.label("happening"), reports.c.id, events.c.item)
        for row in connection.execute(chosen.select_from(events).join(happenings).join(reports)):
            found.setdefault(row.happening, set()).add((row.id, row.item))
    return {frozenset(each) for each in found.values()}


@pytest.fixture
def record(tmp_path: Path) -> Any:
    with bilat.Record(tmp_path / "record.db") as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
@pytest.mark.parametrize("turned", [False, True], ids=["", "second comes first"])
def test_same_happening_or_two(record: bilat.Record, case: dict[str, Any], turned: bool) -> None:
    both = [telling(name, case[name]) for name in ("first", "second")]
    for reading in reversed(both) if turned else both:
        record.add(reading)
    assert len(groups(record)) == (1 if case["one"] else 2)


def test_a_link_says_why(record: bilat.Record) -> None:
    case = CASES[0]
    for name in ("first", "second"):
        record.add(telling(name, case[name]))
    with record.store.reading() as connection:
        row = connection.execute(sa.select(events).where(events.c.link_by.is_not(None))).one()
    assert row.link_by == linking.BY
    assert settings().least <= row.link_score <= 1
    assert "CONSULT" in row.link_reason
    assert "Lind, Rao" in row.link_reason
    assert "21 August 2025" in row.link_reason


def test_the_order_of_a_days_reports_changes_nothing(tmp_path: Path) -> None:
    """Clear cases: two reports of each of two happenings, in all 24 orders."""
    day = {"published": "2025-08-22"}
    four = [telling(f"{number}-{name}", CASES[number][name] | day) for number in (0, 5) for name in ("first", "second")]
    seen = set()
    for number, order in enumerate(itertools.permutations(four)):
        with bilat.Record(tmp_path / f"{number}.db") as record:
            for reading in order:
                record.add(reading)
            seen.add(frozenset(groups(record)))
    assert len(seen) == 1
    assert sorted(map(len, seen.pop())) == [2, 2]


def test_adding_again_changes_nothing(record: bilat.Record) -> None:
    readings = [
        telling(f"{number}-{name}", case[name]) for number, case in enumerate(CASES) for name in ("first", "second")
    ]

    def rows() -> list[Any]:
        with record.store.reading() as connection:
            return [tuple(row) for table in (events, happenings) for row in connection.execute(sa.select(table))]

    for reading in readings:
        record.add(reading)
    before = rows()
    for reading in readings:
        assert record.add(reading).outcome == "unchanged"
    assert rows() == before


def test_two_events_of_one_report_stay_two(record: bilat.Record) -> None:
    case = CASES[4]
    other = case["first"] | {"status": "occurred"}
    record.add(telling("first", case["first"], other))
    record.add(telling("second", case["second"]))
    sizes = sorted(len(each) for each in groups(record))
    assert sizes == [1, 2]


@pytest.mark.parametrize("number", [0, 7], ids=["between two countries", "within one country"])
def test_a_reprint_joins_whatever_its_day(record: bilat.Record, number: int) -> None:
    first = CASES[number]["first"] | {"status": "occurred"}
    record.add(telling("first", first))
    record.add(telling("reprint", first | {"published": "2026-03-01", "day": "2026-03-01"}))
    assert len(groups(record)) == 2
    with record.store.writing() as connection:
        keys: dict[str, int] = dict(connection.execute(sa.select(reports.c.id, reports.c.report)).all())
        own = events.c.report == keys["reprint"]
        connection.execute(reports.update().where(reports.c.id == "reprint").values(copy_of=keys["first"]))
        connection.execute(events.update().where(own).values(happening=None))
        linking.place(connection, keys["reprint"])
        row = connection.execute(sa.select(events).where(own)).one()
    assert len(groups(record)) == 1
    assert (row.link_score, row.link_reason) == (1.0, "reprints first, and tells it again")


def test_a_later_version_tells_the_same(record: bilat.Record) -> None:
    case = CASES[0]["first"]
    record.add(telling("first", case))
    assert record.add(telling("first", case | {"title": "Rao to fly to Washington (corrected)"})).outcome == "revision"
    assert len(groups(record)) == 1


def test_what_people_said_stands_above_likeness(record: bilat.Record) -> None:
    for number in (0, 4):
        for name in ("first", "second"):
            record.add(telling(f"{number}-{name}", CASES[number][name]))
    with record.store.reading() as connection:
        chosen = sa.select(reports.c.id, happenings.c.id.label("happening"))
        told: dict[str, str] = dict(connection.execute(chosen.select_from(events).join(reports).join(happenings)).all())
    record.split(told["0-first"], ["e-0-second-0"], author="Ada")
    record.merge(told["4-first"], told["0-first"], author="Ada")
    with record.store.writing() as connection:  # all of it placed anew, as after another reading
        for key in connection.execute(sa.select(reports.c.report).order_by(reports.c.report)).scalars().all():
            connection.execute(events.update().where(events.c.report == key).values(happening=None))
            linking.place(connection, key)
    found = {frozenset(report for report, _ in each) for each in groups(record)}
    assert found == {frozenset({"0-first", "4-first", "4-second"}), frozenset({"0-second"})}


def test_only_so_many_accounts_are_looked_at(record: bilat.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    few = msgspec.structs.replace(settings(), limit=4, latest=4)
    monkeypatch.setattr(events_block, "settings", lambda: few)
    for number in range(30):
        record.add(telling(f"r{number}", CASES[0]["first"] | {"text": f"Rao met Lind about matter{number}."}))
    with record.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(event_pairs)).scalar_one() == 30
        day = events_block.accounts_of(connection, 1)[0].day
        assert 0 < len(set(events_block.candidates(connection, "IND-USA", ["CONSULT"], day, 1))) <= 3 * few.limit


def test_words() -> None:
    assert stems("Tariffs retaliated; 1,200 tariff") == stems("tariff retaliation 1200")
    assert numbers(stems("on 27 March 1987 some 300 million for 12 reasons")) == {"300"}
    assert likeness(stems("frozen shrimp"), stems("frozen shrimp")) == pytest.approx(1)
    rare = likeness(stems("the shrimp"), stems("a shrimp"))
    assert rare > likeness(stems("the shrimp"), stems("the lentils"))
    assert likeness(frozenset(), stems("shrimp")) == 0


def negotiating(id_: str, published: str, subject: str | None, agreement: str | None = None) -> Reading:
    """A report of talks between India and the United States."""
    what = f"Delegates haggled over {subject}" if subject else "Nobody in the marble hall would tell what they want"
    text = f"{what}. {id_.title()} hosts them."
    named = [Agreement(id=f"a-{agreement}", name=agreement, span=(0, 1), by="made/1")] if agreement else []
    return Reading(
        document=Document(id=id_, title=subject or id_, text=text, published=published),
        actors=(actor("IND"), actor("USA")),
        agreements=tuple(named),
        talks=(
            Talks(
                id=f"k-{id_}",
                by="made/1",
                parties=("IND", "USA"),
                subject=subject,
                agreement=f"a-{agreement}" if agreement else None,
                span=(0, len(text)),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (("trade", None), ("bilateral trade", None), True),
        (("dairy tariffs", None), ("fighter engines", None), False),
        (("trade", "COMPACT"), ("farm goods", "Compact"), True),
        (("trade", "COMPACT"), ("trade", "Fisheries Accord"), False),
        ((None, None), ("fighter engines", None), False),
    ],
)
def test_one_negotiation_or_two(
    record: bilat.Record, first: tuple[str | None, str | None], second: tuple[str | None, str | None], one: bool
) -> None:
    record.add(negotiating("kochi", "2025-02-14", *first))
    record.add(negotiating("boston", "2025-07-17", *second))
    with record.store.reading() as connection:
        rows = connection.execute(sa.select(talks_table)).all()
        assert connection.execute(sa.select(sa.func.count()).select_from(threads)).scalar_one() == (1 if one else 2)
    assert {row.link_by for row in rows} == ({None, talks.BY} if one else {None})


def test_talks_years_apart_are_two(record: bilat.Record) -> None:
    record.add(negotiating("kochi", "2023-02-14", "free trade"))
    record.add(negotiating("boston", "2025-07-17", "free trade"))
    with record.store.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(threads)).scalar_one() == 2
