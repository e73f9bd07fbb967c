"""The description of the API as its page tells it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

# What stands in an example for a country; the two of a pair differ.
_EXAMPLES = {"first": "IND", "second": "USA", "by": "USA", "against": "IND", "country": "IND"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: whether it is needed, what it is, what is taken unless it is given."""

    name: str
    needed: bool
    about: str
    default: str | None
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One kind of body: its fields as parameters."""

    about: str
    fields: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One address. `example` may be followed as it stands; null where an id or a token is needed."""

    method: str
    path: str
    about: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Body, ...]
    example: str | None


def operations(description: Mapping[str, Any]) -> tuple[Operation, ...]:
    """The addresses of a description, in its order."""
    schemas = description["components"]["schemas"]
    return tuple(
        _operation(method.upper(), path, told, schemas)
        for path, methods in description["paths"].items()
        for method, told in methods.items()
    )


def _operation(method: str, path: str, told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Operation:
    parameters = tuple(_parameter(one) for one in told.get("parameters", ()))
    needed = [one.name for one in parameters if one.needed]
    known = method == "GET" and all(name in _EXAMPLES for name in needed)
    asked = {name: _EXAMPLES[name] for name in needed} if known else {}
    example = (path + (f"?{urlencode(asked)}" if asked else "")) if known else None
    return Operation(method, path, told["description"], parameters, _bodies(told, schemas), example)


def _bodies(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> tuple[Body, ...]:
    if "requestBody" not in told:
        return ()
    asked = told["requestBody"]["content"]["application/json"]["schema"]
    kinds = [schemas[one["$ref"].rpartition("/")[2]] for one in asked.get("anyOf", [asked])]
    return tuple(Body(kind["description"], tuple(_fields(kind))) for kind in kinds)


def _fields(kind: Mapping[str, Any]) -> Iterator[Parameter]:
    for name, schema in kind["properties"].items():
        yield Parameter(name, name in kind.get("required", ()), schema.get("description", ""), None, _values(schema))


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one["schema"]
    default = schema.get("default")
    about = one.get("description") or schema.get("description") or ""
    shown = None if default is None or default == [] else str(default).lower()
    return Parameter(one["name"], bool(one.get("required")), about, shown, _values(schema))


def _values(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The values that it can have, where these are few."""
    for kind in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if "enum" in kind:
            return tuple(str(value) for value in kind["enum"])
    return ()
