"""What columns a kind of record has as a table, told in terms of no library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

Kind = Literal["text", "integer", "number", "truth", "list", "record", "json"]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a column holds: `item` of a list's members, `fields` of a record. `json` is what has no fixed fields."""

    kind: Kind
    item: "Shape | None" = None
    fields: tuple[tuple[str, "Shape"], ...] = ()


TEXT, INTEGER, NUMBER, TRUTH, JSON = (Shape(kind) for kind in ("text", "integer", "number", "truth", "json"))


def columns_of(kind: type[msgspec.Struct] | None) -> dict[str, Shape]:
    """The columns of a kind of record; those of a record within it get its name before theirs. None has no columns."""
    if kind is None:
        return {}
    return dict(_spread("", _shape(msgspec.inspect.type_info(kind)).fields))


def cells_of(record: msgspec.Struct, columns: Mapping[str, Shape]) -> dict[str, Any]:
    """The values of a record by column."""
    cells = dict(_values("", msgspec.to_builtins(record), columns))
    return {name: _cell(cells.get(name), shape) for name, shape in columns.items()}


def _spread(prefix: str, fields: Iterable[tuple[str, Shape]]) -> Iterable[tuple[str, Shape]]:
    for name, shape in fields:
        if shape.kind == "record":
            yield from _spread(f"{prefix}{name}_", shape.fields)
        else:
            yield f"{prefix}{name}", shape


def _values(prefix: str, record: Mapping[str, Any], columns: Mapping[str, Shape]) -> Iterable[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict) and f"{prefix}{name}" not in columns:
            yield from _values(f"{prefix}{name}_", value, columns)
        else:
            yield f"{prefix}{name}", value


def _cell(value: Any, shape: Shape) -> Any:
    """A value with what has no fixed fields as JSON text, at any depth."""
    if value is None:
        return None
    if shape.kind == "json":
        return msgspec.json.encode(value).decode()
    if shape.kind == "list" and shape.item is not None:
        return [_cell(each, shape.item) for each in value]
    if shape.kind == "record":
        return {name: _cell(value.get(name), field) for name, field in shape.fields}
    return value


def _shape(info: msgspec.inspect.Type) -> Shape:
    match info:
        case msgspec.inspect.StrType():
            return TEXT
        case msgspec.inspect.IntType():
            return INTEGER
        case msgspec.inspect.FloatType():
            return NUMBER
        case msgspec.inspect.BoolType():
            return TRUTH
        case msgspec.inspect.LiteralType(values=values):
            return TEXT if all(isinstance(value, str) for value in values) else INTEGER
        case msgspec.inspect.StructType(fields=fields):
            return Shape("record", fields=tuple((field.encode_name, _shape(field.type)) for field in fields))
        case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.ListType(item_type=item):
            return Shape("list", _shape(item))
        case msgspec.inspect.TupleType(item_types=items):
            shapes = {_shape(item) for item in items}
            return Shape("list", shapes.pop()) if len(shapes) == 1 else JSON
        case msgspec.inspect.UnionType(types=types):
            shapes = {_shape(one) for one in types if not isinstance(one, msgspec.inspect.NoneType)}
            if shapes == {INTEGER, NUMBER}:
                return NUMBER
            return shapes.pop() if len(shapes) == 1 else JSON
        case _:
            return JSON
