"""Tables of pyarrow, pandas and polars. Each library is imported when a table of it is asked for, and not before."""

import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from bilat.errors import UsageError
from bilat.relations.shapes import Shape, cells_of, columns_of

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Kind = type[msgspec.Struct] | None


def arrow_table(records: Iterable[msgspec.Struct], kind: Kind) -> "pyarrow.Table":
    """The records as a `pyarrow.Table`."""
    columns = columns_of(kind)
    pyarrow = library("pyarrow", "parquet")
    return pyarrow.Table.from_pylist([cells_of(record, columns) for record in records], schema=arrow_schema(columns))


def arrow_schema(columns: Mapping[str, Shape]) -> "pyarrow.Schema":
    """Columns as pyarrow has them."""
    pyarrow = library("pyarrow", "parquet")

    def typed(shape: Shape) -> Any:
        if shape.kind == "list" and shape.item is not None:
            return pyarrow.list_(typed(shape.item))
        if shape.kind == "record":
            return pyarrow.struct([(name, typed(field)) for name, field in shape.fields])
        plain = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "truth": pyarrow.bool_()}
        return plain.get(shape.kind, pyarrow.string())

    return pyarrow.schema([(name, typed(shape)) for name, shape in columns.items()])


def pandas_frame(records: Iterable[msgspec.Struct], kind: Kind) -> "pandas.DataFrame":
    """The records as a `pandas.DataFrame`; lists are objects of Python."""
    columns = columns_of(kind)
    pandas = library("pandas", "pandas")
    rows = [cells_of(record, columns) for record in records]
    types = {"integer": "Int64", "number": "float64", "truth": "boolean", "list": "object"}
    return pandas.DataFrame(
        {
            name: pandas.Series([row[name] for row in rows], dtype=types.get(shape.kind, "string"))
            for name, shape in columns.items()
        }
    )


def polars_frame(records: Iterable[msgspec.Struct], kind: Kind) -> "polars.DataFrame":
    """The records as a `polars.DataFrame`."""
    columns = columns_of(kind)
    package = library("polars", "polars")

    def typed(shape: Shape) -> Any:
        if shape.kind == "list" and shape.item is not None:
            return package.List(typed(shape.item))
        if shape.kind == "record":
            return package.Struct([package.Field(name, typed(field)) for name, field in shape.fields])
        plain = {"integer": package.Int64, "number": package.Float64, "truth": package.Boolean}
        return plain.get(shape.kind, package.String)

    rows = [cells_of(record, columns) for record in records]
    schema = {name: typed(shape) for name, shape in columns.items()}
    frame: polars.DataFrame = package.DataFrame({name: [row[name] for row in rows] for name in columns}, schema=schema)
    return frame


def library(name: str, extra: str) -> Any:
    """A library that only an extra brings. Raises `UsageError`, which says how to get it, where it is missing."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise UsageError(f"{name} is not installed; get it with: pip install 'bilat[{extra}]'") from None
