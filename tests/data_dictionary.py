"""The page docs/reference/data-dictionary.md as the dictionary has it.

python -m tests.data_dictionary > docs/reference/data-dictionary.md
"""

import sys

from bilat.export.dictionary import Column, Table, dictionary

HEAD = """# Data dictionary

The tables that `bilat export` writes, and what every column means. The same stands in `datapackage.json` beside the
tables. This page is made from `src/bilat/export/dictionary.toml` by `python -m tests.data_dictionary`.

- **Unknown** is null; in CSV an empty cell.
- **Days and times** are text: a day is `2025-08-27`, a time known to the month `2025-08`. Two times are never mixed:
  when it was (`day`, `time`, `effective`, …) and when it could be read (`known_day`, `first_reported`, …).
- **Lists** are lists in Parquet and JSON lines, JSON text in CSV.
- **Spans** are code points into the title or the text of the report, end exclusive.
- **Countries** are ISO 3166-1 alpha-3 codes, with those of former states, `EUU` and `XKX` ([the record](record.md)).
- `(report, revision)` names a report; `happening`, `chain` and `thread` name what accounts of several reports tell
  together.
- Rows stand in the order in which their reports were known; those of `happenings`, `chains` and `plover_events` in the
  order in which the record came to know them.
"""


def page() -> str:
    """The whole page."""
    words = dictionary()
    parts = [HEAD, *(_table(table) for table in words.table), "## Records in lists\n"]
    for name, fields in words.record.items():
        parts.append(f"### {name}\n\n{_columns(fields)}")
    return "\n".join(parts)


def _table(table: Table) -> str:
    file = f"{table.name}.csv" if table.alone else table.name
    key = ", ".join(f"`{name}`" for name in table.key)
    refers = "".join(f" {', '.join(f'`{name}`' for name in columns)} → `{other}`." for columns, other in table.refers)
    return f"## {file}\n\n{table.title}. {table.about} Key: {key}.{refers}\n\n{_columns(table.columns)}"


def _columns(columns: tuple[Column, ...]) -> str:
    lines = [
        f"| `{column.name}` | {column.type.replace('[', 'list of ').rstrip(']')} | {column.meaning} |"
        for column in columns
    ]
    return "\n".join(["| column | type | meaning |", "|---|---|---|", *lines, ""])


if __name__ == "__main__":
    sys.stdout.write(page())
