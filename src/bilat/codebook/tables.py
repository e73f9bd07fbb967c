"""Reading the codebook's data files, strictly: a cell that does not hold what its column promises stops the load."""

import csv
import tomllib
from importlib.resources import files
from typing import Any, TypeVar, get_type_hints

import msgspec

from bilat.errors import CodebookError

Row = TypeVar("Row", bound=msgspec.Struct)


def read_csv(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a CSV file of the codebook as records.

    An empty cell is `None` or an empty list, list members are parted by `|`, numbers are written plainly. Raises
    `CodebookError` with the file and line where a row is not what `row` says.
    """
    lists = {key for key, hint in get_type_hints(row).items() if "tuple" in str(hint)}
    found = []
    lines = (files("bilat.codebook") / name).read_text(encoding="utf-8").splitlines(keepends=True)
    reader = csv.DictReader(lines, strict=True)
    for cells in reader:
        found.append(_row(cells, row, lists, f"codebook/{name}, line {reader.line_num}"))
    return tuple(found)


def _row(cells: dict[str, Any], row: type[Row], lists: set[str], place: str) -> Row:
    if None in cells or None in cells.values():
        raise CodebookError(f"{place}: the row has not as many cells as the header; mend the commas")
    values: dict[str, Any] = {}
    for key, cell in cells.items():
        if key in lists:
            values[key] = [member.strip() for member in cell.split("|") if member.strip()]
        elif cell.strip():
            values[key] = cell.strip()
    try:
        return msgspec.convert(values, row, strict=False)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{place}: {error}; mend the cell") from error


def read_toml(name: str, shape: type[Row]) -> Row:
    """A TOML file of the codebook as one record. Raises `CodebookError` where it is not what `shape` says."""
    try:
        values = tomllib.loads((files("bilat.codebook") / name).read_text(encoding="utf-8"))
        return msgspec.convert(values, shape)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"codebook/{name}: {error}; mend the TOML") from error
    except msgspec.ValidationError as error:
        raise CodebookError(f"codebook/{name}: {error}; mend that entry") from error
