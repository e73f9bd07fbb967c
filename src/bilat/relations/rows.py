"""What views return: frozen records in a row, that turn into the tables of other libraries when asked."""

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

R = TypeVar("R", bound=msgspec.Struct, covariant=True)


class Rows(tuple[R, ...]):
    """Records of one kind, in order. Tables of other libraries are made on demand; nothing else loads those."""

    __slots__ = ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain dictionaries, nested as the records are."""
        return [msgspec.to_builtins(row) for row in self]

    def to_json_lines(self) -> str:
        """One JSON object a line."""
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in self)

    def to_arrow(self) -> "pyarrow.Table":
        """A `pyarrow.Table`; needs the extra `bilat[parquet]`."""
        import pyarrow

        return pyarrow.Table.from_pylist(self.to_dicts())

    def to_pandas(self) -> "pandas.DataFrame":
        """A `pandas.DataFrame`; needs the extra `bilat[pandas]`."""
        import pandas

        return pandas.DataFrame.from_records(self.to_dicts())

    def to_polars(self) -> "polars.DataFrame":
        """A `polars.DataFrame`; needs the extra `bilat[polars]`."""
        import polars

        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)
