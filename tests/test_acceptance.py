"""The first report, as its expected.md says it must be read. What does not hold yet is listed at the end, as xfail."""

import functools
from pathlib import Path

import pytest

import bilat
from bilat.records import Document, Event, Measure, Reading, Statement
from tests.shared import needs

MODI, TRUMP, PUTIN, GOYAL, GREER = (
    "IND:narendra-modi",
    "USA:donald-trump",
    "RUS:vladimir-putin",
    "IND:piyush-goyal",
    "USA:jamieson-greer",
)
KAMLAGER = "USA:sydney-kamlager-dove"


@functools.cache
def read_seed(path: Path) -> Reading:
    text = path.read_bytes().decode("utf-8")
    return bilat.read(Document(id="seed", text=text, published="2025-12-11", source="NDTV"))


@pytest.fixture
def reading() -> Reading:
    return read_seed(needs("data", "seed", "modi-trump-call.txt"))


def events(reading: Reading, type_: str) -> list[Event]:
    return [event for event in reading.events if event.type == type_]


def countries(reading: Reading, ids: tuple[str, ...]) -> set[str | None]:
    known = {actor.id: actor.country for actor in reading.actors}
    return {known[identity] for identity in ids}


def test_actors(reading: Reading) -> None:
    known = {actor.id: (actor.country, actor.sector, actor.role) for actor in reading.actors}
    assert known[MODI] == ("IND", "GOV", "Prime Minister")
    assert known[TRUMP] == ("USA", "GOV", "President")
    assert known[PUTIN] == ("RUS", "GOV", "President")
    assert known[GOYAL] == ("IND", "GOV", "Commerce Minister")
    assert known[GREER] == ("USA", "GOV", "Trade Representative")
    assert known[KAMLAGER][:2] == ("USA", "LEG")
    assert {"IND", "USA", "RUS", "CHN", "EUU"} <= set(known)


def test_mentions(reading: Reading) -> None:
    words = {a.id: [reading.document.text[s:e] for s, e in a.mentions] for a in reading.actors}
    assert "New Delhi" in words["IND"]
    assert "Delhi" not in words["IND"], "a team in Delhi is a place"
    assert "PM Modi" in words[MODI]
    assert "he" in words[GOYAL]
    assert "A Democratic lawmaker" in words[KAMLAGER]


def test_times(reading: Reading) -> None:
    values = {(reading.document.text[t.span[0] : t.span[1]], t.value) for t in reading.times}
    assert {("Thursday", "2025-12-11"), ("July", "2025-07"), ("August 27", "2025-08-27")} <= values
    assert not any("century" in words for words, _ in values)


def test_structure(reading: Reading) -> None:
    text = reading.document.text
    skipped = [text[s.span[0] : s.span[1]] for s in reading.skipped if s.reason == "boilerplate"]
    assert len(skipped) == 1
    start = text.index(skipped[0])
    spans = [m for a in reading.actors for m in a.mentions] + [e.span for e in reading.events]
    assert all(end <= start for _, end in spans), "nothing from the boilerplate"


def test_call_is_one_event(reading: Reading) -> None:
    calls = [e for e in events(reading, "CONSULT") if e.mode == "phone"]
    assert len(calls) == 1
    call = calls[0]
    assert set(call.source + call.target) == {MODI, TRUMP}
    assert call.status == "occurred"
    assert call.time is not None
    assert call.time.value == "2025-12-11"
    assert {"trade", "technology", "energy", "defence", "security"} <= set(call.topics)


def test_visit_and_deals(reading: Reading) -> None:
    visits = [e for e in events(reading, "CONSULT") if e.mode == "visit" and "RUS" in countries(reading, e.source)]
    assert [(e.source, e.target, e.status) for e in visits] == [((PUTIN,), ("IND",), "occurred")]
    deals = [e for e in events(reading, "SUPPORT") if countries(reading, e.source + e.target) == {"IND", "RUS"}]
    assert [e.status for e in deals] == ["occurred"]


def measures(reading: Reading) -> list[Measure]:
    return [m for m in reading.measures if (m.imposed_by, m.on) == (("USA",), ("IND",))]


def test_sanction(reading: Reading) -> None:
    penalties = [e for e in events(reading, "SANCTION") if (e.source, e.target) == (("USA",), ("IND",))]
    dates = [e.time.value if e.time else None for e in penalties]
    assert "2025-08-27" in dates
    assert all(e.status == "occurred" for e in penalties)


def test_measures(reading: Reading) -> None:
    assert len(reading.measures) == 2
    penalty, tariff = sorted(measures(reading), key=lambda m: m.in_addition_to is None)
    assert [m.rate.value if m.rate else None for m in (penalty, tariff)] == [25.0, 25.0]
    assert penalty.in_addition_to == tariff.id
    assert penalty.announced is not None
    assert penalty.announced.value == "2025-07"
    assert penalty.effective is not None
    assert penalty.effective.value == "2025-08-27"
    assert penalty.reason is not None
    assert "Russian oil" in penalty.reason
    assert (tariff.announced, tariff.effective, tariff.in_addition_to) == (None, None, None)


def test_talks(reading: Reading) -> None:
    assert len(reading.talks) == 1
    talks = reading.talks[0]
    assert set(talks.parties) == {"IND", "USA"}
    assert talks.status == "under-way"
    assert talks.round is not None
    assert talks.round.place is not None
    assert talks.round.place.name == "Delhi"
    assert talks.deadline is None
    by_greer = {s.id for s in reading.statements if s.speaker and s.speaker.actor == GREER}
    assert [(o.by, o.to, o.according_to in by_greer) for o in talks.offers] == [("IND", "USA", True)]
    assert [c.by for c in talks.conditions] in (["IND"], [GOYAL])


def test_agreement(reading: Reading) -> None:
    compact = [a for a in reading.agreements if a.name == "COMPACT" or a.name.endswith(" COMPACT")]
    assert len(compact) == 1
    assert compact[0].expansion is not None
    assert compact[0].expansion.startswith("Catalysing Opportunities for Military Partnership")
    assert set(compact[0].parties) == {"IND", "USA"}


def direct(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.kind == "direct"]


def test_direct_quotations(reading: Reading) -> None:
    speakers = [s.speaker.actor if s.speaker else None for s in direct(reading)]
    assert speakers == [None, MODI, MODI, KAMLAGER, GOYAL], "the first is the statement's own"
    assert direct(reading)[0].medium == "statement"


def test_post_is_one_statement_twice(reading: Reading) -> None:
    posts = [s for s in direct(reading) if s.medium == "post"]
    assert len(posts) == 2
    assert posts[1].same_as == posts[0].id


def test_indirect_statements(reading: Reading) -> None:
    told = [(s.speaker.actor, s.kind) for s in reading.statements if s.speaker]
    assert ("IND", "indirect") in told
    assert told.count((GOYAL, "indirect")) == 2
    assert (GREER, "mixed") in told


def test_us_team_is_ongoing(reading: Reading) -> None:
    assert [e for e in events(reading, "CONSULT") if e.status == "ongoing" and "USA" in countries(reading, e.source)]


def test_agree(reading: Reading) -> None:
    agreed = [e for e in events(reading, "AGREE") if set(e.source + e.target) == {MODI, TRUMP}]
    assert agreed
    assert agreed[0].according_to is not None


def test_accuse(reading: Reading) -> None:
    assert [e for e in events(reading, "ACCUSE") if (e.source, e.target) == (("IND",), ("USA",))]


def test_request(reading: Reading) -> None:
    asked = [e for e in events(reading, "REQUEST") if e.source == (GOYAL,)]
    assert [e for e in asked if countries(reading, e.target) == {"USA"}]


@pytest.mark.xfail(reason="criticism without an accusing verb or adjective is for a learned reader", strict=True)
def test_domestic_accusation(reading: Reading) -> None:
    assert [e for e in events(reading, "ACCUSE") if e.source == (KAMLAGER,) and e.target == (TRUMP,)]
