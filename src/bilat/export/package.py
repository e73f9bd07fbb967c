"""datapackage.json: what the tables of a folder are, after Frictionless Data's Data Package."""

from collections.abc import Sequence
from typing import Any

import msgspec

import bilat
from bilat.export.dictionary import Table, dictionary
from bilat.export.formats import MEDIA_TYPES
from bilat.export.selection import Selection
from bilat.records import SCHEMA_VERSION


def data_package(tables: Sequence[tuple[Table, int]], file_format: str, selection: Selection) -> bytes:
    """The description of tables and their numbers of rows, as JSON; it holds no time of writing."""
    names = {table.name for table, _ in tables}
    package = {
        "profile": "tabular-data-package" if file_format == "csv" else "data-package",
        "name": "bilat-record",
        "title": "A record of bilat",
        "description": "What countries did and said to each other, with the report behind every row.",
        "bilat": {
            "version": bilat.__version__,
            "schema_version": SCHEMA_VERSION,
            "pair": list(selection.pair) if selection.pair else None,
            "since": selection.since,
            "until": selection.until,
            "as_of": selection.as_of,
        },
        "resources": [_resource(table, rows, file_format, names) for table, rows in tables],
    }
    return msgspec.json.format(msgspec.json.encode(package), indent=2) + b"\n"


def _resource(table: Table, rows: int, file_format: str, names: set[str]) -> dict[str, Any]:
    words = dictionary()
    schema: dict[str, Any] = {
        "fields": [words.field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": list(columns), "reference": {"resource": other, "fields": list(words.named(other).key)}}
            for columns, other in table.refers
            if other in names
        ],
    }
    resource: dict[str, Any] = {
        "name": table.name,
        "path": f"{table.name}.{file_format}",
        "profile": "tabular-data-resource" if file_format == "csv" else "data-resource",
        "title": table.title,
        "description": table.about,
        "format": file_format,
        "mediatype": MEDIA_TYPES[file_format],
        "rows": rows,
    }
    if file_format == "csv":
        schema["missingValues"] = [""]
        resource["dialect"] = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
    if file_format != "parquet":
        resource["encoding"] = "utf-8"
    return resource | {"schema": schema}
