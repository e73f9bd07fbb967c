"""Every line of tests/cases/*.jsonl is a case: a text, and what its Reading must hold (see tests/matching.py).

Not so the lines of statement_kinds.jsonl, of which a number by kind must hold (tests/test_statement_kinds.py).
"""

import json
from pathlib import Path
from typing import Any

import pytest

import bilat
from bilat.records import Document
from tests.matching import problems

COUNTED = "statement_kinds"
FILES = sorted(file for file in (Path(__file__).parent / "cases").glob("*.jsonl") if file.stem != COUNTED)


def load() -> list[Any]:
    found = []
    for file in FILES:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                case = json.loads(line)
                marks = [pytest.mark.xfail(reason=case["not_yet"], strict=True)] if "not_yet" in case else []
                found.append(pytest.param(case, id=f"{file.stem}:{number}:{case['id']}", marks=marks))
    return found


@pytest.mark.parametrize("case", load())
def test_case(case: dict[str, Any]) -> None:
    fields = {key: case[key] for key in ("title", "published", "source", "url") if key in case}
    reading = bilat.read(Document(id=case["id"], text=case["text"], **fields))
    found = problems(reading, case)
    assert not found, "\n".join([case["text"], *found])
