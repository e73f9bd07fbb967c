"""The data dictionary: which tables an export has, and what every column means (dictionary.toml)."""

import functools
from importlib.resources import files
from typing import Any

import msgspec

from bilat.relations.shapes import INTEGER, NUMBER, TEXT, TRUTH, Shape

PLAIN = {"text": TEXT, "integer": INTEGER, "number": NUMBER, "truth": TRUTH}
# What a Frictionless Table Schema calls a column's type.
FRICTIONLESS = {"text": "string", "integer": "integer", "number": "number", "truth": "boolean", "list": "array"}


class Column(msgspec.Struct, frozen=True, array_like=True):
    """A column, or a field of a record in a list."""

    name: str
    type: str
    meaning: str


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the dictionary. One that stands `alone` is written by a format of its own."""

    name: str
    title: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()
    alone: bool = False

    def without(self, *names: str) -> "Table":
        """The same table without some columns."""
        kept = tuple(column for column in self.columns if column.name not in names)
        return msgspec.structs.replace(self, columns=kept)


class Dictionary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All tables, and the records that stand in lists."""

    table: tuple[Table, ...]
    record: dict[str, tuple[Column, ...]]

    def named(self, name: str) -> Table:
        """The table of that name."""
        return next(table for table in self.table if table.name == name)

    def shape(self, type_: str) -> Shape:
        """What a column of that type holds."""
        if type_ in PLAIN:
            return PLAIN[type_]
        within = type_.strip("[]")
        if within in PLAIN:
            return Shape("list", PLAIN[within])
        fields = tuple((field.name, self.shape(field.type)) for field in self.record[within])
        return Shape("list", Shape("record", fields=fields))

    def shapes(self, table: Table) -> dict[str, Shape]:
        """What the columns of a table hold."""
        return {column.name: self.shape(column.type) for column in table.columns}

    def field(self, column: Column) -> dict[str, Any]:
        """A column as a field of a Frictionless Table Schema."""
        meaning = column.meaning
        record = self.record.get(column.type.strip("[]"))
        if record is not None:
            meaning += " Each: " + "; ".join(f"{field.name}: {field.meaning}" for field in record)
        return {"name": column.name, "type": FRICTIONLESS[self.shape(column.type).kind], "description": meaning}


@functools.cache
def dictionary() -> Dictionary:
    """The dictionary that ships with bilat."""
    text = (files("bilat.export") / "dictionary.toml").read_text(encoding="utf-8")
    return msgspec.toml.decode(text, type=Dictionary)
