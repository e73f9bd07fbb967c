"""What people say of the record: kept with author and time, undone without a trace, alive after re-reading."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

import bilat
from bilat.errors import UsageError
from bilat.linking import correcting
from bilat.linking.rereading import keep_reading
from bilat.records import Actor, Content, Document, Event, Reading, Speaker, Statement, When, Words
from bilat.store.tables import events, happenings, reports, statements

TEXT = "Envoys of India and the United States met in Muscat on {day}. Asha Rao said the talks went well."
NAMES = {"IND": "India", "USA": "the United States"}


def telling(number: int, day: str, month: str = "2025-03") -> Reading:
    """A report of one meeting and one statement, as a reader would give it."""
    text = TEXT.format(day=f"{month}-{day}")
    said = text.index("Asha")
    actors = [Actor(id=code, name=name, kind="country", country=code, by="made") for code, name in NAMES.items()] + [
        Actor(id="IND:asha-rao", name="Asha Rao", kind="person", country="IND", sector="GOV", by="made"),
        Actor(id="USA:bo-lind", name="Bo Lind", kind="person", country="USA", sector="GOV", by="made"),
    ]
    when = When(value=f"{month}-{day}", precision="day", start=f"{month}-{day}", end=f"{month}-{day}")
    return Reading(
        document=Document(id=f"r{number}", text=text, published=f"{month}-{day}", source=f"Paper {number}"),
        actors=tuple(actors),
        events=(
            Event(
                id=f"e-{number}",
                by="made/1",
                type="CONSULT",
                source=("IND", "USA"),
                time=when,
                span=(0, said - 1),
                trigger=(38, 41),
            ),
        ),
        statements=(
            Statement(
                id=f"s-{number}",
                by="made/1",
                speaker=Speaker(actor="IND:asha-rao", span=(said, said + 8)),
                cue=Words(span=(said + 9, said + 13), text="said"),
                content=Content(spans=((said + 14, len(text)),), text=text[said + 14 :]),
                kind="indirect",
                act="say",
            ),
        ),
    )


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    """Three meetings, months apart, so that nothing links them by itself."""
    with bilat.Record(record_address) as opened:
        for number, month in ((1, "2025-03"), (2, "2025-06"), (3, "2025-09")):
            opened.add(telling(number, "10", month))
        yield opened


def groups(record: bilat.Record) -> dict[str, str]:
    """The event that each account tells."""
    with record.store.reading() as connection:
        rows = connection.execute(sa.select(events.c.item, happenings.c.id).join(happenings))
        return {row.item: row.id for row in rows}


def row_of(record: bilat.Record, item: str) -> sa.Row[tuple[object, ...]]:
    with record.store.reading() as connection:
        for table in (events, statements):
            found = connection.execute(sa.select(table).where(table.c.item == item)).first()
            if found is not None:
                return found
    raise AssertionError(item)


def test_merged_events_are_one_until_it_is_undone(record: bilat.Record) -> None:
    before = groups(record)
    assert len(set(before.values())) == 3
    number = record.merge(before["e-1"], before["e-3"], author="Ada", note="one meeting, told late")
    after = groups(record)
    assert after["e-3"] == after["e-1"] == before["e-1"]
    assert after["e-2"] == before["e-2"]
    assert "Ada" in row_of(record, "e-3").link_reason
    record.undo(number, author="Bo")
    assert groups(record) == before
    (kept,) = record.corrections()
    assert (kept.author, kept.undone_by, kept.note) == ("Ada", "Bo", "one meeting, told late")


def test_accounts_split_off_get_an_event_of_their_own(record: bilat.Record) -> None:
    before = groups(record)
    record.merge(before["e-1"], before["e-2"])
    number = record.split(before["e-1"], ["e-2"], author="Ada")
    after = groups(record)
    assert after["e-2"] not in (after["e-1"], after["e-3"])
    record.undo(number)
    assert groups(record)["e-2"] == before["e-1"]


def test_merge_and_split_outlive_rereading(record: bilat.Record) -> None:
    before = groups(record)
    record.merge(before["e-1"], before["e-2"])
    # The new reading tells the same words another way, under another id.
    again = telling(2, "10", "2025-06")
    changed = msgspec.structs.replace(again.events[0], status="ongoing")
    with record.store.writing() as connection:
        key = connection.execute(sa.select(reports.c.report).where(reports.c.id == "r2")).scalar_one()
        keep_reading(connection, key, msgspec.structs.replace(again, events=(changed,)), "newer")
    after = groups(record)
    assert after["e-2"] == after["e-1"]
    assert row_of(record, "e-2").status == "ongoing"


def test_a_later_correction_stands_over_an_earlier(record: bilat.Record) -> None:
    before = groups(record)
    record.merge(before["e-1"], before["e-2"])
    record.split(before["e-1"], ["e-2"])
    remade = telling(2, "10", "2025-06")
    with record.store.writing() as connection:
        key = connection.execute(sa.select(reports.c.report).where(reports.c.id == "r2")).scalar_one()
        changed = msgspec.structs.replace(remade.events[0], status="ongoing")
        keep_reading(connection, key, msgspec.structs.replace(remade, events=(changed,)), "newer")
    after = groups(record)
    assert after["e-2"] != after["e-1"]


def test_a_field_is_set_and_set_back(record: bilat.Record) -> None:
    number = record.correct("r1", "e-1", field="time", value="2025-03-09", author="Ada")
    row = row_of(record, "e-1")
    assert (row.time, row.day, row.corrected) == ("2025-03-09", "2025-03-09", '["time"]')
    record.undo(number)
    row = row_of(record, "e-1")
    assert (row.time, row.day, row.corrected) == ("2025-03-10", "2025-03-10", None)


def test_a_wrong_speaker_is_corrected(record: bilat.Record) -> None:
    record.correct("r1", "s-1", field="speaker", value="Bo Lind")
    row = row_of(record, "s-1")
    assert (row.speaker, row.speaker_name, row.side) == ("USA:bo-lind", "Bo Lind", "USA")


def test_what_is_no_event_is_dropped_and_comes_back(record: bilat.Record) -> None:
    number = record.correct("r2", "e-2")
    assert row_of(record, "e-2").dropped == 1
    assert all(line.day != "2025-06-10" for line in record.timeline("IND", "USA"))
    record.undo(number)
    assert any(line.day == "2025-06-10" for line in record.timeline("IND", "USA"))


def test_a_correction_follows_its_words_to_another_id(record: bilat.Record) -> None:
    record.correct("r1", "e-1", field="status", value="denied")
    again = telling(1, "10")
    renamed = msgspec.structs.replace(again.events[0], id="e-other", span=(1, again.events[0].span[1]))
    with record.store.writing() as connection:
        key = connection.execute(sa.select(reports.c.report).where(reports.c.id == "r1")).scalar_one()
        keep_reading(connection, key, msgspec.structs.replace(again, events=(renamed,)), "newer")
    assert row_of(record, "e-other").status == "denied"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("status", "perhaps", "status cannot be 'perhaps'"),
        ("colour", "red", "no field 'colour'"),
        ("span", [0, 1], "no field 'span'"),
        ("source", "Nobody", "'Nobody' is no actor of r1"),
    ],
)
def test_what_cannot_be_is_refused(record: bilat.Record, field: str, value: object, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        record.correct("r1", "e-1", field=field, value=value)
    assert record.corrections() == []


def test_unknown_ids_are_named(record: bilat.Record) -> None:
    known = groups(record)["e-1"]
    with pytest.raises(UsageError, match="no event, measure or talks event-none"):
        record.merge(known, "event-none")
    with pytest.raises(UsageError, match="one already"):
        record.merge(known, known)
    with pytest.raises(UsageError, match="has no account e-9"):
        record.split(known, ["e-9"])
    with pytest.raises(UsageError, match="all accounts"):
        record.split(known, ["e-1"])
    with pytest.raises(UsageError, match="no report nowhere"):
        record.correct("nowhere", "e-1")
    with pytest.raises(UsageError, match="no correction 7"):
        record.undo(7)


def test_rereading_shows_what_changes_and_keeps_nothing_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        document = Document(
            id="r", text="Chad expelled two Libyan diplomats on Monday.", published="2025-03-04", source="Paper"
        )
        assert list(record.reread()) == []
        record.add(document)
        with record.store.writing() as connection:
            connection.execute(events.delete().where(events.c.event < 0))
            correcting_key = connection.execute(sa.select(reports.c.report)).scalar_one()
            keep_reading(connection, correcting_key, Reading(document=document), "older")
        changes = list(record.reread())
        assert {change.change for change in changes} == {"added"}
        assert any(change.items == "events" and "Chad" in change.words for change in changes)
        assert list(record.reread(keep=True)) == changes
        assert list(record.reread()) == []
        assert len(record.timeline("TCD", "LBY")) == 1


def test_groups_are_found_by_their_ids(record: bilat.Record) -> None:
    with record.store.reading() as connection:
        kind, _ = correcting.group_of(connection, groups(record)["e-1"])
    assert kind.prefix == "event"


def test_a_report_may_have_blanks_in_its_id(record: bilat.Record) -> None:
    told = telling(9, "20")
    document = msgspec.structs.replace(told.document, id="a report of blanks", text=told.document.text)
    record.add(msgspec.structs.replace(told, document=document))
    before = len(record.timeline("IND", "USA", since="2025-03-20"))
    number = record.correct("a report of blanks", "e-9")
    assert len(record.timeline("IND", "USA", since="2025-03-20")) == before - 1
    record.undo(number)
    assert len(record.timeline("IND", "USA", since="2025-03-20")) == before
