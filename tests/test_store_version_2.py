"""A record of version 1 becomes one of version 2, whole: a file that version 1 wrote, and a server's tables."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

import bilat
from bilat.documents.addresses import page_key
from bilat.records import Document
from bilat.store import migrating
from bilat.store.tables import VERSION

SAMPLES = Path(bilat.__file__).parent / "samples" / "samples.jsonl"
# Two of the samples and a dropped event, as bilat's version 1 of the record wrote them.
WRITTEN_BY_1 = Path(__file__).parent / "data" / "record-version-1.db.gz"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    path.write_bytes(gzip.decompress(WRITTEN_BY_1.read_bytes()))
    return path


def shape(connection: sa.Connection) -> dict[str, Any]:
    """Columns, keys and indexes of every table."""
    inspected = sa.inspect(connection)
    return {
        name: (
            [(each["name"], str(each["type"]), each["nullable"]) for each in inspected.get_columns(name)],
            sorted((each["name"] or "", each["column_names"]) for each in inspected.get_indexes(name)),
            sorted(each["constrained_columns"] for each in inspected.get_foreign_keys(name)),
            sorted(each["column_names"] for each in inspected.get_unique_constraints(name)),
        )
        for name in sorted(inspected.get_table_names())
        if not name.startswith(("reports_words", "statements_words"))
    }


def test_a_file_of_version_1_is_brought_up_to_date(older: Path, tmp_path: Path) -> None:
    with bilat.Record(older) as record, bilat.Record(tmp_path / "new.db") as new:
        with record.store.reading() as one, new.store.reading() as other:
            assert migrating.version_of(one, "record") == VERSION
            assert shape(one) == shape(other)
        assert not [each for each in record.check() if each.level == "problem"]
        lines = list(record.timeline("IND", "USA"))
        assert lines
        assert any(correction.kind == "drop" for correction in record.corrections())
        added = record.add(msgspec.convert(msgspec.json.decode(SAMPLES.read_bytes().splitlines()[0]), Document))
        assert added.outcome == "unchanged"
        assert not list(record.feeds())
    with sqlite3.connect(tmp_path / "record.db.version-1") as copy:
        assert copy.execute("SELECT value FROM meta WHERE name = 'version'").fetchone() == ("1",)
        assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'feeds'").fetchone()


def test_addresses_become_keys_of_today(older: Path) -> None:
    url = "https://m.example.org/talks?utm_source=feed&id=7"
    with closing(sqlite3.connect(older)) as file:
        file.execute("UPDATE reports SET url = ?, address = ? WHERE report = 1", (url, url))
        file.commit()
    with bilat.Record(older) as record, record.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT url, address FROM reports ORDER BY report").all()
        assert rows[0].url == url != rows[0].address
        assert [row.address for row in rows] == [page_key(row.url) for row in rows]


def test_the_step_on_both_servers(record_address: str) -> None:
    with bilat.Record(record_address) as record:
        with record.store.reading() as connection:
            wanted = shape(connection)
        with record.store.alone() as connection:
            for table in ("feed_items", "feed_addresses", "feeds", "tokens"):
                connection.exec_driver_sql(f"DROP TABLE {table}")
            connection.exec_driver_sql("DROP INDEX reports_story")
            connection.exec_driver_sql("DROP INDEX statements_day")
            connection.exec_driver_sql("CREATE INDEX ix_reports_story ON reports (story)")
            migrating.set_version(connection, 1)
    with bilat.Record(record_address) as record, record.store.reading() as connection:
        assert shape(connection) == wanted
