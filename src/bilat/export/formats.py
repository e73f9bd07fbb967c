"""Files of tables: Parquet, CSV and JSON lines. A writer takes batches of rows and holds no more than one of them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import msgspec

from bilat.relations.frames import arrow_schema, library
from bilat.relations.shapes import Shape
from bilat.view.safe import csv_cell, visible

Cells = Mapping[str, Any]


class Writer(Protocol):
    """Writes a table to a file."""

    def write(self, rows: Iterable[Cells]) -> None:
        """Writes a batch of rows."""

    def close(self) -> None:
        """Writes what is left, and closes the file."""


class CsvWriter:
    """CSV after RFC 4180, in UTF-8. Unknown is an empty cell, lists are JSON text.

    What a spreadsheet would take for a formula gets a quote before it, and characters that are not shown, or turn the
    direction of others round, are made visible (`bilat.view.safe`). The other formats keep every text as it is.
    """

    def __init__(self, path: Path, columns: Mapping[str, Shape]) -> None:
        """Opens the file and writes the names of the columns."""
        self._columns = columns
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow(columns)

    def write(self, rows: Iterable[Cells]) -> None:
        """Writes a batch of rows."""
        self._rows.writerows([cell_text(row[name], shape) for name, shape in self._columns.items()] for row in rows)

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


class JsonLinesWriter:
    """One JSON object a line, in UTF-8."""

    def __init__(self, path: Path, columns: Mapping[str, Shape]) -> None:
        """Opens the file."""
        self._columns = columns
        self._file = path.open("wb")
        self._encoder = msgspec.json.Encoder()

    def write(self, rows: Iterable[Cells]) -> None:
        """Writes a batch of rows."""
        self._file.write(self._encoder.encode_lines([{name: row[name] for name in self._columns} for row in rows]))

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


class ParquetWriter:
    """Parquet, compressed with zstd. Raises `bilat.errors.UsageError` where the extra `bilat[parquet]` is missing."""

    def __init__(self, path: Path, columns: Mapping[str, Shape]) -> None:
        """Opens the file."""
        self._arrow = library("pyarrow", "parquet")
        parquet = library("pyarrow.parquet", "parquet")
        self._schema = arrow_schema(columns)
        self._file = parquet.ParquetWriter(path, self._schema, compression="zstd")

    def write(self, rows: Iterable[Cells]) -> None:
        """Writes a batch of rows as a row group."""
        self._file.write_table(self._arrow.Table.from_pylist(list(rows), schema=self._schema))

    def close(self) -> None:
        """Writes the end of the file and closes it."""
        self._file.close()


WRITERS: Mapping[str, type[CsvWriter | JsonLinesWriter | ParquetWriter]] = {
    "parquet": ParquetWriter,
    "csv": CsvWriter,
    "jsonl": JsonLinesWriter,
}
MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
}


def cell_text(value: Any, shape: Shape) -> Any:
    """A value as a cell of CSV: an empty cell for unknown, JSON text for a list, nothing that would be a formula."""
    if value is None:
        return None
    if shape.kind == "list":
        return _escaped(msgspec.json.encode(value).decode())
    if shape.kind == "truth":
        return "true" if value else "false"
    return csv_cell(value) if shape.kind == "text" else value


def _escaped(json: str) -> str:
    """JSON text with escapes in place of what would be made visible, so that lists are whole in CSV too."""
    if visible(json) == json:
        return json
    return "".join(char if visible(char) == char else f"\\u{ord(char):04x}" for char in json)
