"""Exports: the tables hold what the record holds, in every format, whatever the texts; or they are not there at all."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bilat
from bilat.cli import run
from bilat.codebook import load_codebook
from bilat.errors import UsageError
from bilat.export import record_rows, writing
from bilat.export.dictionary import FRICTIONLESS, dictionary
from bilat.export.formats import WRITERS
from bilat.export.plover import QUADS, plain_type
from bilat.export.selection import Selection
from bilat.records import Place, When
from bilat.relations.shapes import INTEGER, NUMBER, TEXT, TRUTH, Shape
from bilat.store.tables import events, metadata
from bilat.view.safe import csv_cell
from tests import data_dictionary
from tests.export_fixtures import event, full_report, on, report

ROOT = Path(__file__).parents[1]
FORMATS = ("parquet", "csv", "jsonl")
HOSTILE = [
    'say "no", twice\r\nand more',
    "=cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "शुल्क 🇮🇳🤝🇺🇸 👩‍👩‍👧",
    "\u202egnissucsid\u202c מכס",
    "tab\tand\x1b[31m red \x07",
    "line\u2028break\x85",
    "'; DROP TABLE reports; --",
    "null",
    "\ufeffmark",
    "x" * 300_000,
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))


@pytest.fixture
def record(record_address: str) -> Iterator[bilat.Record]:
    with bilat.Record(record_address) as opened:
        yield opened


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    """A table of an export as JSON lines."""
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").split("\n") if line]


def exported(record: bilat.Record, folder: Path, **options: Any) -> dict[str, list[dict[str, Any]]]:
    """All tables of an export."""
    return {table.table: rows_of(folder, table.table) for table in record.export(folder, "jsonl", **options)}


COLUMNS = {"text": TEXT, "whole": INTEGER, "number": NUMBER, "truth": TRUTH, "listed": Shape("list", TEXT)}
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.none() | TEXTS,
            "whole": st.none() | st.integers(-(2**53), 2**53),
            "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
            "truth": st.none() | st.booleans(),
            "listed": st.lists(TEXTS, max_size=3),
        }
    ),
    max_size=5,
)
HARD = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(path: Path, file_format: str, rows: list[dict[str, Any]]) -> None:
    writer = WRITERS[file_format](path, COLUMNS)
    writer.write(rows[:2])
    writer.write(rows[2:])
    writer.close()


@HARD
@given(rows=RECORDS)
def test_parquet_keeps_everything(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    write(path, "parquet", rows)
    assert pyarrow.parquet.read_table(path).to_pylist() == rows
    assert polars.read_parquet(path).to_dicts() == rows
    frame = pandas.read_parquet(path)
    assert [None if pandas.isna(text) else text for text in frame["text"]] == [row["text"] for row in rows]
    assert [list(listed) for listed in frame["listed"]] == [row["listed"] for row in rows]


@HARD
@given(rows=RECORDS)
def test_json_lines_keep_everything(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    write(path, "jsonl", rows)
    assert [json.loads(line) for line in path.read_bytes().splitlines()] == rows
    schema: dict[str, Any] = {"text": polars.String, "whole": polars.Int64, "listed": polars.List(polars.String)}
    assert polars.read_ndjson(path, schema=schema).to_dicts() == [{name: row[name] for name in schema} for row in rows]


@HARD
@given(rows=RECORDS)
def test_csv_keeps_what_can_be_shown(rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    write(path, "csv", rows)
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        header, *told = csv.reader(file, strict=True)
    assert header == list(COLUMNS)
    texts = [csv_cell(row["text"]) if row["text"] is not None else "" for row in rows]
    assert [line[0] for line in told] == texts
    assert [float(line[2]) if line[2] else None for line in told] == [row["number"] for row in rows]
    assert [line[3] for line in told] == [{True: "true", False: "false", None: ""}[row["truth"]] for row in rows]
    assert [json.loads(line[4]) for line in told] == [row["listed"] for row in rows]  # lists are whole
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert list(frame["text"]) == texts
    assert list(polars.read_csv(path, infer_schema=False)["text"].fill_null("")) == texts


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    write(path, "csv", [{"text": text, "whole": -3, "number": -3.5, "truth": None, "listed": [text]}])
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file, strict=True))[1]
    assert cells[1:3] == ["-3", "-3.5"]  # numbers stay numbers
    for cell in (cells[0], cells[4]):
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert "\x1b" not in cell
        assert "\u202e" not in cell


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_reports_round_trip(text: str, tmp_path: Path) -> None:
    kept = text.strip() or "x"
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(full_report(text=kept, title=kept[:200], name=f"r {kept[:20]}"))
        tables = exported(record, tmp_path / "out", texts=True)
        record.export(tmp_path / "parquet", texts=True)
        record.export(tmp_path / "csv", "csv", texts=True)
        record.export(tmp_path / "plover", "plover")
    assert tables["reports"][0]["text"] == kept
    assert tables["statements"][0]["content"] == kept
    assert tables["measures"][0]["exemptions"] == [kept, "steel"]
    assert tables["talks"][0]["offers"][0]["what"] == kept
    assert tables["events"][0]["words"] == kept
    for name, rows in tables.items():
        assert pyarrow.parquet.read_table(tmp_path / "parquet" / f"{name}.parquet").to_pylist() == rows
        assert len(pandas.read_csv(tmp_path / "csv" / f"{name}.csv", dtype=str)) == len(rows)
        assert polars.read_csv(tmp_path / "csv" / f"{name}.csv", infer_schema=False).height == len(rows)
    assert len(pandas.read_csv(tmp_path / "plover" / "plover_events.csv")) == 1


def test_one_of_everything(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    tables = exported(record, tmp_path / "out")
    assert "text" not in tables["reports"][0]
    [account], [happening] = tables["events"], tables["happenings"]
    assert account["happening"] == happening["happening"]
    assert account["source_countries"] == happening["source_countries"] == ["IND", "USA"]
    assert (account["time"], account["words"]) == ("2025-03-09", "Envoys met in Muscat. A duty of 25 percent was set.")
    assert (happening["day"], happening["articles"], happening["reports"]) == ("2025-03-09", 1, ["full"])
    [measure] = tables["measures"]
    assert (measure["imposed_by"], measure["against"]) == (["USA"], ["IND"])
    assert measure["evidence"] == [{"field": "rate", "start": 0, "end": 2}]
    assert (measure["announced_start"], measure["effective"]) == ("2025-03-09", None)
    [chain] = tables["chains"]
    assert measure["chain"] in (None, chain["chain"])
    assert (chain["kinds"], chain["imposed_by"], chain["against"]) == (["tariff"], ["USA"], ["IND"])
    assert (chain["articles"], chain["latest_report"], chain["latest_status"]) == (1, "full", "unknown")
    [statement] = tables["statements"]
    assert (statement["speaker"], statement["side"], statement["day"]) == ("USA:bo-lind", "USA", "2025-03-10")
    [talks] = tables["talks"]
    assert (talks["countries"], talks["round_place"], talks["round_start"]) == (["IND", "USA"], "Muscat", "2025-03-09")
    assert talks["conditions"][0]["by"] == "USA"
    assert tables["agreements"][0]["parties"] == ["IND", "USA"]
    assert tables["topics"] == [{"report": "full", "revision": 1, "topic": "trade"}]
    assert [row["actor"] for row in tables["actors"]] == ["IND", "JPN", "USA", "USA:bo-lind"]


def test_every_table_has_the_columns_of_the_dictionary(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    record.add(report("again", events=(event(time=on("2025-03-09")),)))
    record.correct("full", "e-1", field="status", value="planned", author="Jo")
    with record.store.reading() as connection:
        for table in dictionary().table:
            rows = list(writing._rows(connection, table.name, Selection(), texts=True, all_status=True))
            assert rows, table.name
            for row in rows:
                assert set(row) == {column.name for column in table.columns}, table.name
    assert {table.name for table in dictionary().table if not table.alone} <= {
        written.table for written in record.export(tmp_path / "out", "csv")
    }


def test_same_record_same_bytes(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    for number in range(5):
        record.add(report(f"r{number}", day=f"2025-03-{20 - number}", events=(event(),)))
    for name in (*FORMATS, "plover"):
        for folder in ("one", "two"):
            record.export(tmp_path / folder / name, name)  # type: ignore[arg-type]
        files = sorted((tmp_path / "one" / name).iterdir())
        assert len(files) > 1
        for file in files:
            assert file.read_bytes() == (tmp_path / "two" / name / file.name).read_bytes(), file


def test_rows_stand_in_the_order_in_which_reports_were_known(record: bilat.Record, tmp_path: Path) -> None:
    for name, day in (("late", "2025-06-01"), ("b", "2025-01-02"), ("a", "2025-01-02")):
        record.add(report(name, day=day))
    assert [row["report"] for row in exported(record, tmp_path / "out")["reports"]] == ["b", "a", "late"]


def test_empty_record_has_all_tables_with_their_columns(record: bilat.Record, tmp_path: Path) -> None:
    for name in FORMATS:
        record.export(tmp_path / name, name)  # type: ignore[arg-type]
    words = dictionary()
    for table in words.table:
        if table.alone:
            continue
        columns = [column.name for column in table.columns if column.name != "text"]
        assert pyarrow.parquet.read_schema(tmp_path / "parquet" / f"{table.name}.parquet").names == columns
        assert list(pandas.read_csv(tmp_path / "csv" / f"{table.name}.csv").columns) == columns
        assert (tmp_path / "jsonl" / f"{table.name}.jsonl").read_bytes() == b""


def test_batches_are_joined(record: bilat.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond one batch: nothing lost at the seams, whatever is asked meanwhile."""
    from bilat.export import chains, happenings

    for module in (chains, happenings, record_rows):
        monkeypatch.setattr(module, "BATCH", 2)
    for number in range(7):
        record.add(report(f"r{number}", day=f"2025-{number + 1:02}-10", events=(event(), event("e-2", type="ACCUSE"))))
    tables = exported(record, tmp_path / "out")
    assert len(tables["events"]) == 14
    assert len(tables["actors"]) == 28
    assert sum(row["articles"] for row in tables["happenings"]) == 14


# --- what is taken -----------------------------------------------------------------------------------------------


def test_pair_and_days(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    record.add(report("japan", events=(event("e-9", source=("USA",), target=("JPN",), type="ACCUSE"),)))
    record.add(report("old", day="2024-01-05", events=(event("e-8", type="REJECT", source=("IND",), target=("USA",)),)))
    pair = exported(record, tmp_path / "pair", pair=("USA", "India"))
    assert {row["report"] for row in pair["reports"]} == {"full", "old"}
    assert {row["report"] for row in pair["events"]} == {"full", "old"}
    assert len(pair["measures"]) == len(pair["talks"]) == len(pair["statements"]) == 1
    assert {row["report"] for row in pair["actors"]} == {"full", "old"}
    other = exported(record, tmp_path / "other", pair=("USA", "JPN"))
    assert [row["item"] for row in other["events"]] == ["e-9"]
    assert not other["measures"]
    assert not other["statements"]
    since = exported(record, tmp_path / "since", pair=("IND", "USA"), since="2025-01-01")
    assert {row["report"] for row in since["reports"]} == {"full"}
    until = exported(record, tmp_path / "until", until="2024-12-31")
    assert {row["report"] for row in until["reports"]} == {"old"}
    assert not until["measures"]
    assert not exported(record, tmp_path / "none", pair=("IND", "JPN"))["reports"]


def test_all_accounts_of_an_event_are_taken(record: bilat.Record, tmp_path: Path) -> None:
    """What one report puts on the asked-for day, another one tells without a day: both are there."""
    record.add(report("one", events=(event(time=on("2025-03-09")),)))
    record.add(report("two", day="2025-03-11", source="Gazette", events=(event(),)))
    ids = [row["happening"] for row in exported(record, tmp_path / "all")["happenings"]]
    if len(ids) == 2:  # whether they are linked by themselves is not asked here
        record.merge(*ids)
    taken = exported(record, tmp_path / "day", since="2025-03-09", until="2025-03-09")
    assert {row["report"] for row in taken["events"]} == {"one", "two"}
    assert [row["articles"] for row in taken["happenings"]] == [2]


def test_as_of_shows_what_was_known(record: bilat.Record, tmp_path: Path) -> None:
    record.add(report("r", "Envoys met in Muscat today, as planned.", day="2025-03-10", events=(event(),)))
    record.add(report("r", "Envoys met in Muscat today, as was planned.", day="2025-03-12", events=(event(),)))
    record.add(report("s", day="2025-03-15"))
    now = exported(record, tmp_path / "now", texts=True)
    assert [(row["report"], row["revision"]) for row in now["reports"]] == [("r", 2), ("s", 1)]
    then = exported(record, tmp_path / "then", texts=True, as_of="2025-03-11")
    assert [(row["report"], row["revision"]) for row in then["reports"]] == [("r", 1)]
    assert then["reports"][0]["text"] == "Envoys met in Muscat today, as planned."
    assert len(then["events"]) == len(then["happenings"]) == 1
    assert not exported(record, tmp_path / "before", as_of="2025-03-09")["reports"]


def test_what_a_person_dropped_is_not_there(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    record.correct("full", "e-1", author="Jo")
    tables = exported(record, tmp_path / "out")
    assert not tables["events"]
    assert not tables["happenings"]
    [correction] = tables["corrections"]
    assert (correction["kind"], correction["author"]) == ("drop", "Jo")
    assert correction["accounts"] == [{"side": 1, "report": "full", "item": "e-1"}]


def test_tables_refer_to_rows_that_are_there(record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    for number in range(4):
        record.add(report(f"r{number}", day=f"2025-03-{10 + number}", source=f"P{number}", events=(event(),)))
    for options in ({}, {"pair": ("IND", "USA"), "since": "2025-03-11"}):
        tables = exported(record, tmp_path / str(len(options)), **options)
        for table in dictionary().table:
            rows = tables.get(table.name, [])
            keys = {tuple(row[name] for name in table.key) for row in rows}
            assert len(keys) == len(rows), f"{table.name}: key is not unique"
            for columns, other in table.refers:
                there = {tuple(row[name] for name in dictionary().named(other).key) for row in tables[other]}
                for row in rows:
                    value = tuple(row[name] for name in columns)
                    assert None in value or value in there, (table.name, value)


def test_links_say_why(record: bilat.Record, tmp_path: Path) -> None:
    record.add(report("one", events=(event(time=on("2025-03-09")),)))
    record.add(report("two", day="2025-06-11", events=(event(time=on("2025-06-09")),)))
    one, two = (row["happening"] for row in exported(record, tmp_path / "before")["happenings"])
    record.merge(one, two, author="Jo", note="one meeting")
    tables = exported(record, tmp_path / "after")
    [link] = [row for row in tables["links"] if row["kind"] == "event"]
    assert (link["report"], link["group"], link["by"]) == ("two", one, "corrections/1")
    assert "Jo" in link["reason"]
    [happening] = tables["happenings"]
    assert (happening["articles"], happening["independent_sources"]) == (2, 1)
    assert [conflict["value"] for conflict in happening["time_conflicts"]] in (["2025-03-09"], ["2025-06-09"])


# --- the folder --------------------------------------------------------------------------------------------------


def test_folder_that_holds_something_is_refused(record: bilat.Record, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is not empty"):
        record.export(tmp_path, "csv")
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".csv"] == []
    record.export(tmp_path, "csv", force=True)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    record.add(full_report())
    record.export(tmp_path, "csv", force=True)
    assert len(pandas.read_csv(tmp_path / "reports.csv")) == 1
    with pytest.raises(UsageError, match="is a file"):
        record.export(tmp_path / "notes.txt", "csv")


@pytest.mark.parametrize("there", [False, True])
def test_an_export_that_fails_leaves_nothing(
    there: bool, record: bilat.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[dict[str, Any]]:
        yield {}
        raise OSError(28, "No space left on device")

    record.add(full_report())
    folder = tmp_path / "out"
    if there:
        record.export(folder, "csv")
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        record.add(report("more"))
    monkeypatch.setitem(record_rows.ROWS, "statements", broken)
    with pytest.raises((OSError, KeyError)):
        record.export(folder, "csv", force=True)
    assert {file.name for file in tmp_path.iterdir()} <= {"record.db", "record.db-wal", "record.db-shm", "out"}
    if there:
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    else:
        assert not folder.exists()


def test_unknown_format_country_and_day_are_told(record: bilat.Record, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="parquet, csv, jsonl, plover"):
        record.export(tmp_path / "out", "xlsx")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="did you mean IND"):
        record.export(tmp_path / "out", pair=("Indai", "USA"))
    with pytest.raises(UsageError, match="since takes a day"):
        record.export(tmp_path / "out", since="last week")
    assert not (tmp_path / "out").exists()


# --- what describes it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FORMATS, "plover"])
def test_data_package_describes_every_file(name: str, record: bilat.Record, tmp_path: Path) -> None:
    record.add(full_report())
    record.export(tmp_path / "out", name, since="2025-01-01")  # type: ignore[arg-type]
    package = json.loads((tmp_path / "out" / "datapackage.json").read_bytes())
    assert package["bilat"]["since"] == "2025-01-01"
    files = {file.name for file in (tmp_path / "out").iterdir()} - {"datapackage.json"}
    assert {resource["path"] for resource in package["resources"]} == files
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert all(field["type"] in FRICTIONLESS.values() and field["description"] for field in fields)
        names = [field["name"] for field in fields]
        assert set(resource["schema"]["primaryKey"]) <= set(names)
        path = tmp_path / "out" / resource["path"]
        if path.suffix == ".csv":
            frame = pandas.read_csv(path, dtype=str)
            assert (list(frame.columns), len(frame)) == (names, resource["rows"])
        if path.suffix == ".parquet":
            assert pyarrow.parquet.read_schema(path).names == names


def test_dictionary_is_told_in_the_docs() -> None:
    page = (ROOT / "docs" / "reference" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == data_dictionary.page(), "run: python -m tests.data_dictionary > docs/reference/data-dictionary.md"


def test_dictionary_leaves_out_no_column_of_the_record() -> None:
    """What a table of the store gains is exported, or left out here on purpose."""
    inner = {"happening", "chain", "thread", "key", "link_reason", "link_score", "link_by", "located_in", "dropped"}
    left_out = {
        "reports": {"id", "address", "superseded_on", "digest", "added_at", "story", "copy_of"},
        "measures": {"called"},
        "talks": {"talks", "body"},
        "corrections": {"before"},
    }
    for table in dictionary().table:
        if table.name in metadata.tables and table.name not in ("happenings", "chains"):
            own = {column.name for column in metadata.tables[table.name].columns}
            own -= inner | left_out.get(table.name, set()) | {table.name.rstrip("s")}
            assert own <= {column.name for column in table.columns}, table.name


# --- PLOVER ------------------------------------------------------------------------------------------------------


def plover(record: bilat.Record, folder: Path, **options: Any) -> list[dict[str, str]]:
    record.export(folder, "plover", **options)
    with (folder / "plover_events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_plover_row(record: bilat.Record, tmp_path: Path) -> None:
    visit = event(
        source=("USA:bo-lind",), target=("IND",), mode="visit", intensity=4.0, time=on("2025-03-09"),
        contexts=("trade", "economic", "energy"), place=Place(name="Muscat", country="OMN"),
    )  # fmt: skip
    record.add(report("r1", events=(visit,)))
    [row] = plover(record, tmp_path / "out")
    assert row["Event Date"] == row["Event Date Start"] == row["Event Date End"] == "2025-03-09"
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("CONSULT", "visit", "4.0")
    assert (row["Quad Code"], row["Contexts"]) == ("VERBAL COOPERATION", "economic; natural_resource")
    assert (row["Actor Name"], row["Actor Country"], row["Actor Title"]) == ("Bo Lind", "USA", "Envoy")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("India", "IND")
    assert (row["Placename"], row["Country"]) == ("Muscat", "OMN")
    assert (row["Publication Date"], row["Articles"], row["Independent Sources"]) == ("2025-03-10", "1", "1")
    assert (row["Source"], row["Report IDs"], row["URLs"]) == ("Paper", "r1", "https://example.org/r1")


def test_a_reprint_corroborates_nothing(record: bilat.Record, tmp_path: Path) -> None:
    first = event(time=on("2025-03-09"))
    record.add(report("r1", events=(first,)))
    record.add(report("r2", day="2025-03-11", events=(first,)))
    ids = [row["Event ID"] for row in plover(record, tmp_path / "before")]
    if len(ids) == 2:
        record.merge(ids[0], ids[1])
    [row] = plover(record, tmp_path / "after")
    assert (row["Articles"], row["Independent Sources"]) == ("2", "1")
    assert (row["Publication Date"], row["Last Publication Date"]) == ("2025-03-10", "2025-03-11")


def test_a_month_is_no_day(record: bilat.Record, tmp_path: Path) -> None:
    month = When(value="2025-03", precision="month", start="2025-03-01", end="2025-03-31")
    record.add(report("r1", events=(event(time=month),)))
    [row] = plover(record, tmp_path / "out")
    assert (row["Event Date"], row["Event Date Precision"]) == ("", "month")
    assert (row["Event Date Start"], row["Event Date End"]) == ("2025-03-01", "2025-03-31")


def test_planned_is_kept_apart(record: bilat.Record, tmp_path: Path) -> None:
    for year, status in enumerate(("occurred", "planned", "denied", "historical", "ongoing"), 2010):
        accuse = event(
            type="ACCUSE", source=("IND",), target=("USA",), status=status, time=on(f"{year}-03-10"), span=(0, 12)
        )
        record.add(report(status, day=f"{year}-03-10", events=(accuse,)))
    assert {row["Event Status"] for row in plover(record, tmp_path / "out")} == {"occurred", "ongoing"}
    every = plover(record, tmp_path / "all", all_status=True)
    assert sorted(row["Event Status"] for row in every) == ["denied", "historical", "occurred", "ongoing", "planned"]


def test_plain_plover_of_what_is_planned(record: bilat.Record, tmp_path: Path) -> None:
    planned = event(mode="visit", source=("USA",), target=("IND",), status="planned", intensity=4.0)
    record.add(report("a", events=(planned,)))
    [row] = plover(record, tmp_path / "out", all_status=True)
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("AGREE", "", "2.5")
    assert (row["bilat Type"], row["bilat Mode"], row["Event Status"]) == ("CONSULT", "visit", "planned")


@pytest.mark.parametrize(
    ("type_", "mode", "status", "own_words", "plain"),
    [
        ("CONSULT", "visit", "occurred", False, ("CONSULT", "visit")),
        ("CONSULT", "visit", "planned", False, ("AGREE", None)),
        ("SUPPORT", None, "planned", False, ("AGREE", None)),
        ("COOPERATE", None, "planned", False, ("AGREE", None)),
        ("AID", None, "planned", False, ("AGREE", None)),
        ("RETREAT", "withdraw", "planned", False, ("CONCEDE", None)),
        ("SANCTION", "discontinue", "planned", False, ("SANCTION", "discontinue")),
        ("ASSAULT", "aerial", "hypothetical", True, ("THREATEN", "violence")),
        ("ASSAULT", "aerial", "hypothetical", False, ("ASSAULT", "aerial")),
        ("ASSAULT", "aerial", "planned", True, ("ASSAULT", "aerial")),
    ],
)
def test_plain_type(type_: str, mode: str | None, status: str, own_words: bool, plain: tuple[str, str | None]) -> None:
    assert plain_type(type_, mode, status, own_words=own_words) == plain


def test_every_type_has_a_quad() -> None:
    assert {QUADS[scale.quad] for scale in load_codebook().events.scale.values()} == set(QUADS.values())


def test_columns_of_plover_are_mapped_in_the_docs() -> None:
    page = (ROOT / "docs" / "how-to" / "come-from-polecat-or-gdelt.md").read_text(encoding="utf-8")
    for column in dictionary().named("plover_events").columns:
        assert f"`{column.name}`" in page, f"{column.name} is not mapped"


# --- the command -------------------------------------------------------------------------------------------------


def test_command_tells_the_tables(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(full_report())
    db = str(tmp_path / "record.db")
    assert run(["export", str(tmp_path / "out"), "--format", "csv", "--pair", "IND", "USA", "--db", db]) == 0
    told = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {"table": "reports", "path": str(tmp_path / "out" / "reports.csv"), "rows": 1} in told
    assert run(["export", str(tmp_path / "out"), "--format", "csv", "--db", db]) == 2
    assert "--force" in capfd.readouterr().err
    assert run(["export", str(tmp_path / "x"), "--format", "plover", "--texts", "--db", db]) == 2
    assert run(["export", str(tmp_path / "x"), "--format", "csv", "--db", str(tmp_path / "none.db")]) == 1
    assert not (tmp_path / "none.db").exists()


def test_events_of_the_store_are_those_of_the_export(record: bilat.Record, tmp_path: Path) -> None:
    import sqlalchemy as sa

    for number in range(3):
        record.add(report(f"r{number}", events=(event(), event("e-2", type="REJECT"))))
    with record.store.reading() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(events)).scalar_one()
    assert len(exported(record, tmp_path / "out")["events"]) == count == 6
