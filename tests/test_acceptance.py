"""The first report, as its expected.md says it must be read, point by point."""

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


def test_persons_are_told_apart(reading: Reading) -> None:
    text = reading.document.text
    wrote, said, ended = text.index("he wrote"), text.index("he said"), text.index("he has ended")
    meant = {start: actor.id for actor in reading.actors for start, _ in actor.mentions}
    assert [meant[start] for start in (wrote, said, ended)] == [MODI, GOYAL, TRUMP]
    assert meant[text.index("PM Modi and Trump, the statement")] == MODI
    assert meant[text.index("Modi and Putin sharing") - len("PM ")] == MODI


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
    spans += [s.content.spans[-1] for s in reading.statements] + [m.span for m in reading.measures]
    spans += [t.span for t in reading.talks] + [a.span for a in reading.agreements] + [t.span for t in reading.times]
    assert skipped[0].startswith("Track Latest News Live")
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
    when = visits[0].time
    assert when is not None
    assert (when.value, when.end) == (None, "2025-12-11"), "some days before the call"
    deals = [e for e in events(reading, "SUPPORT") if countries(reading, e.source + e.target) == {"IND", "RUS"}]
    assert [e.status for e in deals] == ["occurred"]


def measures(reading: Reading) -> list[Measure]:
    return [m for m in reading.measures if (m.imposed_by, m.on) == (("USA",), ("IND",))]


def test_sanction(reading: Reading) -> None:
    penalties = [e for e in events(reading, "SANCTION") if (e.source, e.target) == (("USA",), ("IND",))]
    dates = [e.time.value if e.time else None for e in penalties]
    assert sorted(dates, key=str) == ["2025-08-27", None], "the penalty, and the tariffs with no date of their own"
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
    assert "purchase of Russian oil" in penalty.reason
    assert tariff.kind == "tariff"
    assert (tariff.imposed_by, tariff.on) == (penalty.imposed_by, penalty.on) == (("USA",), ("IND",))
    assert (tariff.announced, tariff.effective, tariff.in_addition_to) == (None, None, None)


def test_talks(reading: Reading) -> None:
    assert len(reading.talks) == 1
    talks = reading.talks[0]
    assert set(talks.parties) == {"IND", "USA"}
    assert talks.subject == "bilateral trade agreement"
    assert talks.status == "under-way"
    assert talks.round is not None
    assert talks.round.place is not None
    assert talks.round.place.name == "Delhi"
    assert talks.deadline is None
    by_greer = {s.id for s in reading.statements if s.speaker and s.speaker.actor == GREER}
    assert [(o.by, o.to, o.according_to in by_greer) for o in talks.offers] == [("IND", "USA", True)]
    assert "best-ever" in talks.offers[0].what
    assert [(c.by, c.what) for c in talks.conditions] == [("IND", "both sides stand to benefit")]


def test_deadline_is_a_statement(reading: Reading) -> None:
    told = [s for s in reading.statements if "no deadline has been set" in s.content.text]
    assert [(s.speaker.actor if s.speaker else None, s.kind) for s in told] == [(GOYAL, "indirect")]


def test_agreement(reading: Reading) -> None:
    compact = [a for a in reading.agreements if a.name == "COMPACT" or a.name.endswith(" COMPACT")]
    assert len(compact) == 1
    assert compact[0].expansion is not None
    assert compact[0].expansion.startswith("Catalysing Opportunities for Military Partnership")
    assert compact[0].expansion.endswith("Accelerated Commerce & Technology")
    assert set(compact[0].parties) == {"IND", "USA"}


def test_agreement_under_negotiation(reading: Reading) -> None:
    trade = [a for a in reading.agreements if a.name == "bilateral trade agreement"]
    assert [set(a.parties) for a in trade] == [{"IND", "USA"}]
    assert reading.talks[0].agreement == trade[0].id


def direct(reading: Reading) -> list[Statement]:
    return [s for s in reading.statements if s.kind == "direct"]


def test_direct_quotations(reading: Reading) -> None:
    speakers = [s.speaker.actor if s.speaker else None for s in direct(reading)]
    assert speakers == [None, MODI, MODI, KAMLAGER, GOYAL], "the first is the statement's own"
    assert direct(reading)[0].medium == "statement"
    first, _, post, lawmaker, minister = (s.content.text.strip('"') for s in direct(reading))
    assert first.startswith("The leaders also exchanged views")
    assert post.count(". ") == 2, "three sentences"
    assert lawmaker.startswith("Trump's policies towards India")
    assert minister.startswith("We had very good")
    assert minister.rstrip(",").endswith("mistakes then"), "three sentences before their attribution"


def test_the_statement_on_the_call(reading: Reading) -> None:
    own = [s for s in reading.statements if s.medium == "statement"]
    assert {s.speaker.reason for s in own if s.speaker} == {"a document"}
    assert {s.kind for s in own} == {"direct", "indirect", "mixed"}
    words = " | ".join(s.content.text for s in own)
    for part in ("reviewed progress", "strengthening of bilateral", "sustaining momentum", "agreed to work closely"):
        assert part in words


def test_accounts_of_the_call(reading: Reading) -> None:
    by_statement = [s for s in reading.statements if s.medium == "statement"]
    assert any("trade" in s.topics for s in by_statement)
    posts = [s for s in direct(reading) if s.medium == "post"]
    assert not any("trade" in s.topics for s in posts)
    left_out = [s for s in reading.statements if s.polarity == "negative" and s.content.text == "trade"]
    assert [s.speaker.actor if s.speaker else None for s in left_out] == [MODI]


def test_post_is_one_statement_twice(reading: Reading) -> None:
    posts = [s for s in direct(reading) if s.medium == "post"]
    assert len(posts) == 2
    assert posts[1].same_as == posts[0].id


def test_unnamed_leaders(reading: Reading) -> None:
    text = reading.document.text
    several = [
        s
        for s in reading.statements
        if s.speaker and s.speaker.span and text[slice(*s.speaker.span)] == "several leaders"
    ]
    assert [(s.speaker.actor, s.speaker.reason, s.kind) for s in several if s.speaker] == [
        (None, "unnamed", "indirect")
    ]


def test_indirect_statements(reading: Reading) -> None:
    told = [(s.speaker.actor, s.kind, s.content.text) for s in reading.statements if s.speaker]
    india = [words for who, kind, words in told if (who, kind) == ("IND", "indirect")]
    assert any("unfair" in words for words in india)
    assert any("perplexed by the logic" in words for words in india)
    goyal = [words for who, kind, words in told if (who, kind) == (GOYAL, "indirect")]
    assert len(goyal) == 2
    assert "should then sign on the dotted line" in goyal[1]
    greer = [words for who, kind, words in told if (who, kind) == (GREER, "mixed")]
    assert len(greer) == 1
    assert '"best-ever"' in greer[0]


def test_us_team_is_ongoing(reading: Reading) -> None:
    held = [e for e in events(reading, "CONSULT") if e.status == "ongoing"]
    assert [(countries(reading, e.source), e.target) for e in held] == [({"USA"}, ("IND",))]
    assert held[0].place is not None
    assert held[0].place.name == "Delhi"
    assert "trade" in held[0].topics


def test_agree(reading: Reading) -> None:
    agreed = [e for e in events(reading, "AGREE") if set(e.source + e.target) == {MODI, TRUMP}]
    assert [e.status for e in agreed] == ["occurred"]
    teller = next(s for s in reading.statements if s.id == agreed[0].according_to)
    assert teller.medium == "statement"


def test_accuse(reading: Reading) -> None:
    blamed = [e for e in events(reading, "ACCUSE") if (e.source, e.target) == (("IND",), ("USA",))]
    assert [e.status for e in blamed] == ["occurred"]
    assert "tariffs" in blamed[0].topics


def test_request(reading: Reading) -> None:
    asked = [e for e in events(reading, "REQUEST") if e.source == (GOYAL,)]
    assert [(countries(reading, e.target), e.status) for e in asked] == [({"USA"}, "occurred")]


def test_domestic_accusation(reading: Reading) -> None:
    found = [e for e in events(reading, "ACCUSE") if e.source == (KAMLAGER,)]
    assert [(e.target, e.status) for e in found] == [((TRUMP,), "occurred")]
    assert countries(reading, found[0].source + found[0].target) == {"USA"}, "within one country: in no view of a pair"
    teller = next(s for s in reading.statements if s.id == found[0].according_to)
    assert teller.kind == "direct"
