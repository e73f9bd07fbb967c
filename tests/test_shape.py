"""The direction in which data flows: document, reading, view. What stands earlier knows nothing of what comes later."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "bilat"

# Each room, and what it may import of bilat besides itself.
MAY_IMPORT = {
    "errors": set[str](),
    "records": {"view"},  # _repr_html_, loaded when something is shown
    "syntax": {"records"},
    "codebook": {"errors", "records"},
    "learned": set[str](),
    "parser": {"errors", "records", "syntax"},
    "encoder": {"errors", "learned", "records"},
    "reading": {"codebook", "records", "syntax", "learned"},
    "documents": {"errors", "records"},
    "relations": {"codebook", "errors", "linking", "records", "store", "view"},
    "view": {"records", "errors"},
    "store": {"documents", "errors", "records"},
    "serve": {
        "codebook",
        "documents",
        "errors",
        "export",
        "feeds",
        "linking",
        "record",
        "records",
        "relations",
        "store",
        "view",
    },
    "feeds": {"documents", "errors", "linking", "records", "relations", "store", "versions", "view"},
    "export": {"codebook", "errors", "records", "relations", "store", "view"},
}
# A room that reads must not look at a clock, a network, a disk or chance.
IMPURE = {"time", "random", "os", "pathlib", "socket", "httpx", "sqlite3", "urllib", "requests", "spacy"}
CLOCKS_AND_DISKS = {"open", "print", "today", "now", "utcnow", "read_text", "read_bytes", "write_text"}


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def files(room: str) -> list[Path]:
    folder = SOURCE / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [SOURCE / f"{room}.py"]


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_flow_one_way(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    for file in files(room):
        for name in imports(file):
            if name.startswith("bilat."):
                assert name.split(".")[1] in allowed, f"{file.relative_to(SOURCE)} imports {name}"


def test_reading_is_pure() -> None:
    for file in files("reading"):
        for name in imports(file):
            assert name.split(".")[0] not in IMPURE, f"{file.relative_to(SOURCE)} imports {name}"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called.split(".")[-1] not in CLOCKS_AND_DISKS, f"{file.relative_to(SOURCE)} calls {called}"
