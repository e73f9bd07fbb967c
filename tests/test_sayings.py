"""Who said what, talks and agreements: each once, with all who tell it, and what was known by a day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import bilat
from bilat.errors import UsageError
from bilat.records import Agreement, Place, Round
from bilat.relations.agreements import subject_of
from bilat.relations.statements import named
from tests.made_readings import day
from tests.record_fixtures import account, fill, negotiating, only, saying


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


def test_statements_once_with_all_who_tell_them(record: bilat.Record) -> None:
    fill(record, [saying("one", "2025-08-01", "the levy on cloth was not fair", again=True)])
    fill(record, [saying("two", "2025-08-02", "the levy on cloth was not fair")])
    fill(record, [saying("three", "2025-09-02", "the levy on cloth was not fair")])
    first, later = record.statements(speaker="rao")
    assert (first.day, first.articles, first.independent_sources) == ("2025-08-01", 2, 2)
    assert [source.report for source in first.sources] == ["one", "one", "two"]
    assert all(source.words == first.content for source in first.sources)
    assert (later.day, later.articles) == ("2025-09-02", 1)
    assert record.statements(speaker="rao", as_of="2025-08-01")[0].articles == 1
    assert record.statements(speaker="rao", limit=1) == (later,)


def test_statements_by_side_topic_act_and_words(record: bilat.Record) -> None:
    fill(
        record,
        [
            saying("one", "2025-08-01", "tariffs on cloth will rise", topics=("tariffs", "trade"), act="threaten"),
            saying(
                "two", "2025-08-03", "the visas are ready", speaker="USA:bo-lind", topics=("visas",), act="announce"
            ),
            saying("three", "2025-08-05", "nobody knows the speaker of these words", speaker=None, topics=()),
        ],
    )
    assert only(record.statements(country="India")).act == "threaten"
    assert only(record.statements(about="Tariff")).speaker == "IND:asha-rao"
    assert only(record.statements(act="announce")).side == "USA"
    assert only(record.statements(act=["announce", "deny"])).side == "USA"
    assert only(record.statements(words="tariff rising")).act == "threaten"
    assert only(record.statements(speaker="USA:bo-lind")).topics == ("visas",)
    assert [line.speaker_name for line in record.statements(since="2025-08-02")] == ["Bo Lind", None]
    assert record.statements(speaker="lin", until="2025-08-02") == ()
    assert record.statements(words="visas", country="IND") == ()


def test_unknown_topic_act_and_country(tmp_path: Path) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        with pytest.raises(UsageError, match="did you mean tariffs"):
            record.statements(about="tarifs")
        with pytest.raises(UsageError, match="'shout' is no act"):
            record.statements(act="shout")
        with pytest.raises(UsageError, match="no country"):
            record.statements(country="Atlantis")
        with pytest.raises(UsageError, match="comes after"):
            record.statements(since="2025-02-01", until="2025-01-01")


def test_names() -> None:
    names = ["Piyush Goyal", "Élodie Martín", "Goyalson Lind", "Ann Oliver"]
    assert named(names, "goyal") == ["Piyush Goyal", "Goyalson Lind"]
    assert named(names, "P Goyal") == ["Piyush Goyal"]
    assert named(names, "elodie martin") == ["Élodie Martín"]
    assert named(names, "liv") == []
    assert named(names, " ") == []


def test_how_a_line_changed(record: bilat.Record) -> None:
    fill(
        record,
        [
            saying("one", "2025-05-02", "the levy is an insult to all", act="accuse"),
            saying("two", "2025-05-20", "the levy must not stand at all", act="demand"),
            saying("three", "2025-07-02", "a lower levy can be agreed on", act="offer", topics=("trade", "textiles")),
            saying("four", "2025-07-03", "no offer had been made at all", act="demand", polarity="negative"),
            saying("five", "2025-07-03", "they talk of something else", speaker="USA:bo-lind"),
        ],
    )
    may, july = record.lines("IND", "trade")
    assert (may.period, may.count, may.firm, may.warm, may.new_acts) == ("2025-05", 2, 2, 0, None)
    assert (july.period, july.acts, july.warm, july.negated) == ("2025-07", {"offer": 1, "demand": 1}, 1, 1)
    assert (july.new_acts, july.gone_acts) == (("offer",), ("accuse",))
    assert [line.act for line in july.statements] == ["offer", "demand"]
    assert {line.topic for line in record.lines("IND")} == {"trade", "textiles"}
    with pytest.raises(UsageError, match="not by 'era'"):
        record.lines("IND", by="era")


def test_talks_with_rounds_offers_conditions_and_deadlines(record: bilat.Record) -> None:
    delhi = Place(name="New Delhi", country="IND")
    fill(
        record,
        [
            negotiating("one", "2025-03-01", held=Round(place=delhi, when=day("2025-03-10")), status="proposed"),
            negotiating("two", "2025-03-11", meeting=day("2025-03-10"), deadline=day("2025-09-30")),
            negotiating(
                "three", "2025-03-20", status="paused", deadline=day("2025-10-31"),
                offers=(("IND", "lower duties on nuts"),), conditions=(("USA", "access for corn"),),
            ),
            negotiating("four", "2025-03-21", status="unknown", offers=(("IND", "Lower duties on nuts"),)),
        ],
    )  # fmt: skip
    _one_thread(record)
    thread = only(record.talks("IND", "USA"))
    assert (thread.status, thread.status_report, thread.subject) == ("paused", "three", "trade agreement")
    assert (thread.articles, thread.first_reported, thread.last_reported) == (4, "2025-03-01", "2025-03-21")
    held = only(thread.rounds)
    assert (held.where, held.when, held.status) == ("New Delhi", "2025-03-10", "occurred")
    assert [party.name for party in held.who] == ["Asha Rao", "Bo Lind"]
    assert len(only(thread.offers).sources) == 2
    assert thread.offers[0].by == "India"
    assert only(thread.conditions).what == "access for corn"
    assert [(deadline.value, deadline.articles) for deadline in thread.deadlines] == [
        ("2025-09-30", 1),
        ("2025-10-31", 1),
    ]
    assert thread.sources[0].words == "As one has it, talks went on in a room."
    early = only(record.talks("IND", "USA", as_of="2025-03-01"))
    assert (early.status, early.articles, early.rounds[0].status) == ("proposed", 1, None)
    assert record.talks("IND", "USA", since="2025-04-01") == ()


def _one_thread(record: bilat.Record) -> None:
    from bilat.store.tables import talks

    with record.store.writing() as connection:
        first = connection.execute(sa.select(talks.c.thread).where(talks.c.thread.is_not(None))).scalars().first()
        connection.execute(talks.update().values(thread=first))


def test_statements_about_talks(small: bilat.Record) -> None:
    talks = negotiating("one", "2025-03-11")
    said = [
        saying("one", "2025-03-11", "cloth exports would be freed", topics=("trade",)),
        saying("one", "2025-03-11", "the second round was a good one", topics=()),
        saying("one", "2025-03-11", "the weather was fine in the hills", topics=("climate",)),
        saying("one", "2025-03-11", "the talks were of no use to Beijing", topics=(), speaker="CHN"),
    ]
    text, statements = talks.document.text, []
    for number, reading in enumerate(said):
        words = reading.statements[0].content.text
        start = len(text) + 1
        text += f" {words}."
        content = reading.statements[0].content.__class__(spans=((start, start + len(words)),), text=words)
        statements.append(_replace(reading.statements[0], id=f"s-{number}", content=content))
    document = _replace(talks.document, text=text)
    fill(small, [_replace(talks, document=document, statements=tuple(statements))])
    thread = only(small.talks("IND", "USA"))
    assert [line.content for line in thread.statements] == [
        said[0].statements[0].content.text,
        said[1].statements[0].content.text,
    ]


def _replace(item: Any, **fields: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(item, **fields)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("pact on microchip trade", "Semiconductor Trade Agreement", True),
        ("bilateral trade agreement", "the landmark trade deal", True),
        ("interim trade deal", "interim trade agreement", True),
        ("interim trade deal", "trade deal", False),
        ("U.S.-Indian nuclear pact", "nuclear agreement", True),
        ("extradition treaty", "trade agreement", False),
        ("textiles accord", "textile agreement", True),
    ],
)
def test_names_of_one_agreement(one: str, other: str, same: bool) -> None:
    assert (subject_of(one, ("IND", "USA")) == subject_of(other, ("IND", "USA"))) is same


def test_agreements_have_a_history(record: bilat.Record) -> None:
    fill(
        record,
        [
            negotiating("one", "2025-03-01", agreement="trade agreement", meeting=day("2025-02-27")),
            negotiating("two", "2025-05-01", agreement="bilateral trade deal", status="paused"),
            negotiating("three", "2025-06-01", agreement="extradition treaty"),
        ],
    )
    extradition, trade = sorted(record.agreements("IND", "USA"), key=lambda each: each.name)
    trade, extradition = (extradition, trade) if "trade" in extradition.name else (trade, extradition)
    assert (set(trade.names), trade.talks, trade.articles) == ({"trade agreement", "bilateral trade deal"}, "paused", 2)
    assert [(news.day, news.known_day, news.type) for news in trade.history] == [
        ("2025-02-27", "2025-03-01", "CONSULT"),
        ("2025-05-01", "2025-05-01", None),
    ]
    assert "trade agreement" in trade.history[0].sources[0].words
    assert extradition.name == "extradition treaty"
    assert only(record.agreements("IND", "USA", as_of="2025-03-05")).talks == "under-way"
    assert only(record.agreements("IND", "USA", since="2025-06-01")).name == "extradition treaty"
    assert record.agreements("IND", "CHN") == ()


def test_an_agreement_of_others_is_not_the_pairs(small: bilat.Record) -> None:
    text = "A trade agreement of Brazil is told of here, and a levy of Washington on India, and one on China."
    start = text.index("trade agreement")
    found = Agreement(id="a-1", by="agreements.description/1", name="trade agreement", span=(start, start + 15))
    told = account("one", "2025-08-30", text=text, span=(text.index("a levy"), len(text)))
    also = _replace(told.events[0], id="e-other", target=("CHN",))
    fill(small, [_replace(told, agreements=(found,), events=(*told.events, also))])
    assert small.agreements("IND", "USA") == ()
