"""`bilat export`: tables of a record, written to a folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from bilat.errors import UsageError
from bilat.export.chains import chain_rows
from bilat.export.dictionary import Table, dictionary
from bilat.export.folder import LAST, put_in_place
from bilat.export.formats import WRITERS
from bilat.export.happenings import happening_rows
from bilat.export.package import data_package
from bilat.export.plover import plover_rows
from bilat.export.record_rows import ROWS, Cells, batches, report_rows
from bilat.export.selection import Selection
from bilat.records import Record

Format = Literal["parquet", "csv", "jsonl", "plover"]
# Is told a table's name, and how many of its rows have been written.
Progress = Callable[[str, int], None]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "jsonl", "plover")


class Exported(Record, frozen=True, kw_only=True):
    """A table that was written: its name, its file, and how many rows it has."""

    table: str
    path: str
    rows: int


def no_progress(table: str, rows: int) -> None:
    """Tells nobody."""


def export_tables(
    connection: sa.Connection,
    folder: Path,
    format_: Format,
    selection: Selection,
    *,
    texts: bool = False,
    all_status: bool = False,
    force: bool = False,
    progress: Progress = no_progress,
) -> list[Exported]:
    """Writes the tables of a format and datapackage.json; the folder holds all of them then, or none.

    `texts` adds the words of the reports, `all_status` to `plover` what did not happen or not yet. Raises `UsageError`
    where the folder is not empty, unless `force` replaces files of the same names, or a library is missing.
    """
    if format_ not in FORMATS:
        raise UsageError(f"there is no format {format_!r}; there are {', '.join(FORMATS)}")
    file_format = "csv" if format_ == "plover" else format_
    written: list[tuple[Table, int]] = []
    with put_in_place(folder, force=force) as under_way:
        for table in dictionary().table:
            if table.alone != (format_ == "plover"):
                continue
            kept = table if texts or table.name != "reports" else table.without("text")
            rows = _rows(connection, table.name, selection, texts=texts, all_status=all_status)
            path = under_way / f"{table.name}.{file_format}"
            written.append((kept, _write(path, kept, rows, file_format, progress)))
        (under_way / LAST).write_bytes(data_package(written, file_format, selection))
    return [
        Exported(table=table.name, path=str(folder / f"{table.name}.{file_format}"), rows=rows)
        for table, rows in written
    ]


def _rows(
    connection: sa.Connection, name: str, selection: Selection, *, texts: bool, all_status: bool
) -> Iterator[Cells]:
    if name == "happenings":
        return happening_rows(connection, selection)
    if name == "chains":
        return chain_rows(connection, selection)
    if name == "plover_events":
        return plover_rows(connection, selection, all_status=all_status)
    if name == "reports":
        return report_rows(connection, selection, texts=texts)
    return ROWS[name](connection, selection)


def _write(path: Path, table: Table, rows: Iterable[Cells], file_format: str, progress: Progress) -> int:
    """Writes a table and gives the number of its rows."""
    writer = WRITERS[file_format](path, dictionary().shapes(table))
    count = 0
    try:
        for batch in batches(rows):
            writer.write(batch)
            count += len(batch)
            progress(table.name, count)
    finally:
        writer.close()
    return count
