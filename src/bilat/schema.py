"""The JSON Schema of a Reading."""

from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def reading_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) that every Reading written by this version of bilat fulfils."""
    import msgspec

    from bilat.records import SCHEMA_VERSION, Reading

    schema = msgspec.json.schema(Reading)
    return {"$schema": DIALECT, "$id": f"urn:bilat:reading:{SCHEMA_VERSION}", **schema}
