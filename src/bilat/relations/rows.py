"""What views return: frozen records in a row, that turn into the tables of other libraries when asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

import msgspec

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

R = TypeVar("R", bound=msgspec.Struct, covariant=True)


class Rows(tuple[R, ...]):
    """Records of one kind, in order. Tables of other libraries are made on demand; nothing else loads those.

    In a table each field is a column. A record in a field is spread over columns of its own (`time.start` is
    `time_start`); lists stay lists, of records too; what has no fixed fields is JSON text. Days stay ISO text: a
    time that is known to the month is no day. Unknown is null.
    """

    # Of any type, because a covariant variable may stand in no argument.
    _kind: type[Any] | None

    def __new__(cls, records: Iterable[R] = (), kind: type[R] | None = None) -> "Rows[R]":
        """`kind` is the type of the records: by it a table of no rows has its columns."""
        rows = super().__new__(cls, records)
        rows._kind = kind if kind is not None or not rows else type(rows[0])
        return rows

    @property
    def kind(self) -> type[Any] | None:
        """The type of the records; None where there are none and nobody said."""
        return self._kind

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> R: ...
    @overload
    def __getitem__(self, key: slice, /) -> "Rows[R]": ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> "R | Rows[R]":
        """One record; of a slice `Rows` again."""
        if isinstance(key, slice):
            return Rows(super().__getitem__(key), self._kind)
        return super().__getitem__(key)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain dictionaries, nested as the records are."""
        return [msgspec.to_builtins(row) for row in self]

    def to_json_lines(self) -> str:
        """One JSON object a line."""
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in self)

    def to_arrow(self) -> "pyarrow.Table":
        """A `pyarrow.Table`. Raises `bilat.errors.UsageError` where the extra `bilat[parquet]` is not installed."""
        from bilat.relations import frames

        return frames.arrow_table(self, self._kind)

    def to_pandas(self) -> "pandas.DataFrame":
        """A `pandas.DataFrame`: texts are `string`, whole numbers `Int64`, numbers `float64`, truth `boolean`.

        Raises `bilat.errors.UsageError` where the extra `bilat[pandas]` is not installed.
        """
        from bilat.relations import frames

        return frames.pandas_frame(self, self._kind)

    def to_polars(self) -> "polars.DataFrame":
        """A `polars.DataFrame`. Raises `bilat.errors.UsageError` where the extra `bilat[polars]` is not installed."""
        from bilat.relations import frames

        return frames.polars_frame(self, self._kind)
