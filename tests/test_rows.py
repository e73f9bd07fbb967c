"""Rows of a view become tables of other libraries, with the same columns and types however many rows there are."""

import ast
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

import msgspec
import pandas
import polars
import pyarrow
import pytest

import bilat
from bilat.errors import UsageError
from bilat.records import Record
from bilat.relations.rows import Rows
from tests.export_fixtures import full_report

SOURCE = Path(__file__).parents[1] / "src" / "bilat"


class Inner(Record, frozen=True, kw_only=True):
    """A record within a record."""

    day: str
    count: int | None = None


class Line(Record, frozen=True, kw_only=True):
    """One of every kind of field."""

    name: str
    where: str = msgspec.field(default="text", name="in")
    status: Literal["yes", "no"] | None = None
    whole: int | None = None
    number: float | None = None
    truth: bool | None = None
    when: Inner | None = None
    span: tuple[int, int] = (0, 1)
    topics: tuple[str, ...] = ()
    sources: tuple[Inner, ...] = ()
    evidence: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict)


COLUMNS = [
    "name", "in", "status", "whole", "number", "truth", "when_day", "when_count", "span", "topics", "sources",
    "evidence",
]  # fmt: skip
ROWS = Rows(
    [
        Line(
            name="=cmd 🇮🇳 \u202e",
            status="yes",
            whole=2**53,
            number=-0.5,
            truth=True,
            when=Inner(day="1987-04", count=3),
            topics=("trade", "defence"),
            sources=(Inner(day="1582-10-10"), Inner(day="2025-01-01", count=1)),
            evidence={"rate": (3, 5)},
        ),
        Line(name="nothing known"),
    ],
    Line,
)
CELLS: list[dict[str, Any]] = [
    {
        "name": "=cmd 🇮🇳 \u202e", "in": "text", "status": "yes", "whole": 2**53, "number": -0.5, "truth": True,
        "when_day": "1987-04", "when_count": 3, "span": [0, 1], "topics": ["trade", "defence"],
        "sources": [{"day": "1582-10-10", "count": None}, {"day": "2025-01-01", "count": 1}],
        "evidence": '{"rate":[3,5]}',
    },
    {
        "name": "nothing known", "in": "text", "status": None, "whole": None, "number": None, "truth": None,
        "when_day": None, "when_count": None, "span": [0, 1], "topics": [], "sources": [], "evidence": "{}",
    },
]  # fmt: skip


def test_arrow() -> None:
    table = ROWS.to_arrow()
    assert table.column_names == COLUMNS
    assert table.to_pylist() == CELLS
    assert table.schema.field("when_day").type == pyarrow.string()


def test_polars() -> None:
    frame = ROWS.to_polars()
    assert frame.columns == COLUMNS
    assert frame.to_dicts() == CELLS
    assert frame.schema["sources"] == polars.List(polars.Struct({"day": polars.String, "count": polars.Int64}))


def test_pandas() -> None:
    frame = ROWS.to_pandas()
    assert list(frame.columns) == COLUMNS
    told = [
        {name: value if isinstance(value, list) or not pandas.isna(value) else None for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
    assert told == CELLS
    assert pandas.api.types.is_string_dtype(frame["when_day"])
    assert str(frame["whole"].dtype) == "Int64"


@pytest.mark.parametrize("empty", [Rows([], Line), ROWS[:0]], ids=["made", "sliced"])
def test_no_rows_have_the_same_columns_and_types(empty: Rows[Line]) -> None:
    assert empty.to_arrow().schema == ROWS.to_arrow().schema
    assert empty.to_polars().schema == ROWS.to_polars().schema
    assert list(empty.to_pandas().dtypes.items()) == list(ROWS.to_pandas().dtypes.items())
    assert empty.to_dicts() == []
    assert empty.to_json_lines() == ""


def test_rows_are_a_tuple() -> None:
    assert ROWS[0].name.startswith("=cmd")
    assert isinstance(ROWS[:1], Rows)
    assert tuple(ROWS) == ROWS
    again = pickle.loads(pickle.dumps(ROWS[:0]))
    assert again.to_polars().columns == COLUMNS
    assert msgspec.json.decode(ROWS.to_json_lines().splitlines()[0])["when"] == {"day": "1987-04", "count": 3}


@pytest.mark.parametrize(
    ("library", "method", "extra"),
    [("pyarrow", "to_arrow", "parquet"), ("pandas", "to_pandas", "pandas"), ("polars", "to_polars", "polars")],
)
def test_missing_library_is_told(library: str, method: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as told:
        getattr(ROWS, method)()
    assert str(told.value) == f"{library} is not installed; get it with: pip install 'bilat[{extra}]'"


def test_export_tells_that_pyarrow_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(UsageError, match=r"bilat\[parquet\]"):
            record.export(tmp_path / "out")
        assert not (tmp_path / "out").exists()
        record.export(tmp_path / "out", "csv")  # which needs it not


def test_libraries_are_loaded_only_when_asked_for(tmp_path: Path) -> None:
    with bilat.Record(tmp_path / "record.db") as record:
        record.add(full_report())
    code = f"""
import sys
import bilat
loaded = lambda: sorted({{"pandas", "polars", "pyarrow"}} & set(sys.modules))
with bilat.Record({str(tmp_path / "record.db")!r}, create=False) as record:
    rows = record.export({str(tmp_path / "csv")!r}, "csv")
    if hasattr(record, "timeline"):
        assert len(record.timeline("IND", "USA")) == 1
    print(loaded())
    rows.to_polars()
    print(loaded())
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.splitlines() == ["[]", "['polars']"]


def test_every_view_says_what_its_rows_are() -> None:
    """Or a table of no rows would have no columns."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rows":
                assert len(node.args) + len(node.keywords) == 2, f"{file.relative_to(SOURCE)}:{node.lineno}"
