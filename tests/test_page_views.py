"""The views behind the pages: what is new, one event, one report, one actor, a pair at once; on both databases."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import bilat
from bilat.errors import UsageError
from bilat.records import EventType, Reading
from bilat.store.tables import reports
from tests.made_readings import day, event_id
from tests.record_fixtures import account, fill, link, make_copy, negotiating, part, saying


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    with bilat.Record(record_address) as opened:
        yield opened


def acts(name: str, published: str, by: str, on: str, type: EventType, **fields: Any) -> Reading:  # noqa: A002
    """A report that tells an act of one on another."""
    told = account(name, published, type=type, **fields)
    (event,) = told.events
    return msgspec.structs.replace(told, events=(msgspec.structs.replace(event, source=(by,), target=(on,)),))


def added_at(record: bilat.Record, **times: str) -> None:
    """Says when reports were added."""
    with record.store.writing() as connection:
        for name, time in times.items():
            connection.execute(reports.update().where(reports.c.id == name).values(added_at=time))


def test_today_groups_what_was_added_since_by_event(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("old", "2025-08-01"),
            account("again", "2025-08-02"),
            acts("fresh", "2025-08-03", "IND", "CHN", "AID"),
            saying("words", "2025-08-03", "something was said"),
        ],
    )
    part(record)
    link(record, "old", "again")
    earlier, later = "2025-09-01T08:00:00+00:00", "2025-09-02T08:00:00+00:00"
    added_at(record, old=earlier, again=later, fresh=later, words=later)
    view = record.today(since=earlier)
    assert [(new.first_told, [one.report for one in new.added]) for new in view.events] == [
        (True, ["fresh"]),
        (False, ["again"]),
    ]
    assert view.events[1].event.articles == 2  # the older account stands there too
    assert (view.reports, view.newest, [one.report for one in view.others]) == (3, later, ["words"])
    assert record.today(since=later).events == ()
    assert record.today(since=later).newest == later
    everything = record.today()
    assert [new.first_told for new in everything.events] == [True, True]


def test_today_is_filtered_by_country_type_and_topic(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("duty", "2025-08-01", topics=("tariffs", "trade")),
            acts("help", "2025-08-02", "IND", "CHN", "AID"),
        ],
    )

    def told(**asked: str) -> list[str]:
        return [new.event.sources[0].report for new in record.today(**asked).events]  # type: ignore[arg-type]

    assert told(country="china") == ["help"]
    assert told(country="USA") == ["duty"]
    assert told(type="sanction") == ["duty"]
    assert told(topic="Tariffs") == ["duty"]
    assert told(country="CHN", topic="tariffs") == []
    assert record.today(country="CHN", topic="tariffs").other_reports == 2
    for wrong in ({"type": "SANCTIONS-OF-ALL-KINDS"}, {"topic": "gossip"}, {"country": "Atlantis"}):
        with pytest.raises(UsageError):
            told(**wrong)


def test_what_is_told_as_background_is_not_new(record: bilat.Record) -> None:
    fill(record, [account("then", "2025-08-01", status="historical"), account("now", "2025-08-02")])
    part(record)
    view = record.today()
    assert [new.added[0].report for new in view.events] == ["now"]
    assert [one.report for one in view.others] == ["then"]


def test_today_shows_no_more_than_asked_and_says_so(record: bilat.Record) -> None:
    fill(record, [account(f"n{number}", f"2025-08-0{number}") for number in range(1, 5)])
    part(record)
    view = record.today(limit=3)
    assert len(view.events) == 3
    assert view.more_events
    assert [one.added[0].report for one in view.events] == ["n4", "n3", "n2"]


def test_an_event_has_its_accounts_and_how_they_differ(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("first", "2025-08-01", time=day("2025-08-01")),
            account("second", "2025-08-02", time=day("2025-07-31"), place=None, intensity=-4.0),
            account("copied", "2025-08-02", time=day("2025-08-01")),
        ],
    )
    make_copy(record, "copied", of="first")
    id_ = link(record, "first", "second", "copied")
    view = record.event(id_)
    assert view.event is not None
    assert [one.report for one in view.event.sources] == ["first", "second", "copied"]
    assert view.event.sources[1].link_reason == "the test says so"
    told = {one.field: [(value.value, value.reports) for value in one.values] for one in view.differences}
    assert told["time"] == [("2025-08-01", ("first", "copied")), ("2025-07-31", ("second",))]
    assert told["intensity"] == [("-6", ("first", "copied")), ("-4", ("second",))]
    assert set(told) == {"time", "intensity"}
    assert view.comparison is None
    assert record.event("second", "e-second").id == id_
    known_then = record.event(id_, as_of="2025-08-01")
    assert known_then.event is not None
    assert [one.report for one in known_then.event.sources] == ["first"]
    assert known_then.differences == ()
    with pytest.raises(UsageError, match="2025-07-31"):
        record.event(id_, as_of="2025-07-31")
    with pytest.raises(UsageError, match="event-none"):
        record.event("event-none")


def test_a_contact_is_compared_as_its_accounts_tell_it(record: bilat.Record) -> None:
    fill(record, [account(name, "2025-08-01", type="CONSULT", mode="phone", target=("IND",)) for name in ("a", "b")])
    view = record.event(link(record, "a", "b"))
    assert view.comparison is not None
    assert len(view.comparison.accounts) == 2


def test_an_event_within_one_country_has_a_page_and_is_not_new_between_countries(record: bilat.Record) -> None:
    fill(record, [acts("home", "2025-08-01", "IND", "IND", "PROTEST")])
    assert record.today().events == ()
    view = record.event("home", "e-home")
    assert view.event is not None
    assert (view.event.type, view.event.source) == ("PROTEST", ())


def test_what_people_struck_out_is_shown_and_can_be_found_again(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-01")])
    id_ = event_id(record, "one")
    number = record.correct("one", "e-one", author="Asha", note="an old story")
    view = record.event(id_)
    assert view.event is None
    assert [(one.correction, one.author, one.note) for one in view.corrections] == [(number, "Asha", "an old story")]
    report = record.report("one")
    assert report.reading is not None
    assert report.reading.events == ()
    assert [(one.item, one.correction) for one in report.struck_out] == [("e-one", number)]
    record.undo(number)
    assert record.event(id_).event is not None
    assert record.report("one").corrections == ()


def test_a_report_shows_what_was_set_and_leads_to_its_event(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-01", time=day("2025-08-01"))])
    number = record.correct("one", "e-one", field="time", value="2025-07-30", author="Asha")
    view = record.report("one")
    assert view.reading is not None
    assert view.reading.events[0].time is not None
    assert view.reading.events[0].time.value == "2025-07-30"
    assert [one.correction for one in view.corrections] == [number]
    assert [(link.item, link.group) for link in view.links] == [("e-one", event_id(record, "one"))]
    assert [(fact.key, fact.kind) for fact in view.facts][:1] == [("e1", "Events")]
    with pytest.raises(UsageError, match="no report nobody"):
        record.report("nobody")


def test_a_report_keeps_its_revisions(record: bilat.Record) -> None:
    fill(record, [account("one", "2025-08-01"), account("one", "2025-08-02", text="Another text of the same report.")])
    newest, first = record.report("one"), record.report("one", 1)
    assert [one.superseded_on for one in newest.revisions] == ["2025-08-02", None]
    assert (newest.revision, first.revision) == (2, 1)
    assert first.reading is not None
    assert "The words of one" in first.reading.document.text
    with pytest.raises(UsageError, match="revision 3"):
        record.report("one", 3)


def test_without_whole_texts_a_report_has_facts_alone(record: bilat.Record) -> None:
    long = "India was sanctioned by the United States over " + "many a word and " * 60 + "nothing else."
    fill(record, [account("one", "2025-08-01", text=long)])
    shown = record.report("one").excerpted()
    assert shown.reading is None
    assert shown.facts
    assert all(len(fact.words or "") <= 302 for fact in shown.facts)


def test_an_actor_is_what_reports_call_it_do_and_say(record: bilat.Record) -> None:
    fill(
        record,
        [
            acts("meets", "2025-08-01", "IND:asha-rao", "USA", "CONSULT"),
            account("other", "2025-08-02"),
            saying("says", "2025-08-03", "talks go on"),
            saying("not", "2025-08-03", "they do not", speaker="USA:bo-lind"),
        ],
    )
    view = record.actor("IND:asha-rao")
    assert (view.name, view.kind, view.country, view.reports) == ("Asha Rao", "person", "IND", 4)
    assert [one.sources[0].report for one in view.events] == ["meets"]
    assert [one.content for one in view.statements] == ["talks go on"]
    assert view.with_ == {"USA": 1}
    assert [one.sources[0].report for one in record.actor("IND").events] == ["other"]
    assert record.actor("IND:asha-rao", as_of="2025-08-02").statements == ()
    with pytest.raises(UsageError, match="no actor"):
        record.actor("IND:nobody%")


def test_sources_are_counted_with_their_copies(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("a", "2025-08-01", source="Wire"),
            account("b", "2025-08-03", source="Wire"),
            saying("c", "2025-08-02", "something", source=None),
        ],
    )
    make_copy(record, "b", of="a")
    wire, unknown = record.sources()
    assert (wire.source, wire.reports, wire.copies, wire.with_events) == ("Wire", 2, 1, 2)
    assert (wire.first_day, wire.last_day, wire.statements) == ("2025-08-01", "2025-08-03", 0)
    assert (unknown.source, unknown.reports, unknown.statements) == (None, 1, 1)
    assert [one.reports for one in record.sources(as_of="2025-08-01")] == [1]


def test_people_are_ranked_by_what_they_do_between_the_two(record: bilat.Record) -> None:
    fill(
        record,
        [
            acts("a", "2025-08-01", "IND:asha-rao", "USA:bo-lind", "CONSULT"),
            acts("b", "2025-08-02", "IND:asha-rao", "USA:bo-lind", "CONSULT"),
            acts("c", "2025-09-02", "USA:bo-lind", "IND", "REQUEST"),
        ],
    )
    part(record)
    link(record, "a", "b")
    assert [(one.name, one.events) for one in record.people("IND", "USA")] == [("Bo Lind", 2), ("Asha Rao", 1)]
    assert [one.name for one in record.people("IND", "USA", since="2025-09-01")] == ["Bo Lind"]
    assert record.people("IND", "CHN") == ()


def test_each_side_says_something_on_a_topic_of_reports_on_the_two(record: bilat.Record) -> None:
    def both(name: str, published: str, words: str, **fields: Any) -> Reading:
        told = saying(name, published, words, **fields)
        return msgspec.structs.replace(told, events=account(name, published, text=told.document.text).events)

    fill(
        record,
        [
            saying("alone", "2025-08-01", "nothing between the two is in this report"),
            both("a", "2025-08-02", "duties must fall", act="demand", topics=("tariffs", "trade")),
            both("b", "2025-08-03", "talks go well", act="praise"),
            both("c", "2025-08-04", "no deal is near", speaker="USA:bo-lind", again=True),
        ],
    )
    told = [(one.topic, one.side, one.statements, one.firm, one.warm) for one in record.said_by_topic("IND", "USA")]
    assert told == [("trade", "IND", 2, 1, 1), ("trade", "USA", 1, 0, 0), ("tariffs", "IND", 1, 1, 0)]
    newest = record.said_by_topic("IND", "USA")[0]
    assert (newest.last.content, newest.first_day, newest.last_day) == ("talks go well", "2025-08-02", "2025-08-03")
    assert [one.side for one in record.said_by_topic("USA", "IND")][:2] == ["USA", "IND"]
    assert [one.statements for one in record.said_by_topic("IND", "USA", as_of="2025-08-02")] == [1, 1]
    assert record.said_by_topic("IND", "CHN") == ()


def test_a_pair_at_once_is_what_its_views_say(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("a", "2025-08-01", time=day("2025-08-01")),
            account("b", "2025-09-02", time=day("2025-09-02"), type="AID", intensity=7.0),
            negotiating("k", "2025-09-03"),
        ],
    )
    part(record)
    view = record.pair("IND", "USA", on="2025-09-30")
    assert view.tone == tuple(record.tone("IND", "USA", by=view.by))
    assert view.timeline == tuple(record.timeline("IND", "USA"))
    assert view.talks == tuple(reversed(record.talks("IND", "USA")))
    assert (view.first_day, view.last_day, view.events) == ("2025-08-01", "2025-09-02", 2)
    assert record.pair("IND", "USA", types=("AID",)).timeline == view.timeline[1:]
    assert record.pair("IND", "USA", since="2025-09-01").tone == view.tone  # the chart is zoomed, not cut
    then = record.pair("IND", "USA", as_of="2025-08-15")
    assert (then.on_day, then.as_of, then.events) == ("2025-08-15", "2025-08-15", 1)
    last = record.pair("IND", "USA", limit=1)
    assert (last.events, last.timeline) == (2, view.timeline[1:])


def test_pairs_of_the_record(record: bilat.Record) -> None:
    fill(
        record,
        [
            account("a", "2025-08-01"),
            account("b", "2025-08-02"),
            acts("c", "2025-08-03", "CHN", "USA", "SANCTION"),
        ],
    )
    first, second = record.pairs()
    assert (first.pair, first.names, first.accounts, first.last_reported) == (
        ("IND", "USA"), ("India", "United States"), 2, "2025-08-02",
    )  # fmt: skip
    assert second.pair == ("CHN", "USA")
    assert len(record.pairs(limit=1)) == 1
