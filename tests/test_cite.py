"""Citations: what a reference manager makes of hostile titles, unknown days and events."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import bilat
from bilat.errors import UsageError
from bilat.records import Document, Reading, When
from bilat.relations.cite import tex
from tests.made_readings import event_id, telling

HOSTILE = r"50% & “more”: {a_b} \input{/etc/passwd} #1 $5 ~x ^y"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[bilat.Record]:
    with bilat.Record(tmp_path / "record.db") as record:
        yield record


def fields(entry: str) -> dict[str, str]:
    """The fields of a BibTeX entry; fails where braces do not close."""
    depth = 0
    for number, mark in enumerate(entry):
        if mark in "{}" and entry[number - 1] != "\\":
            depth += 1 if mark == "{" else -1
        assert depth >= 0, entry
    assert depth == 0, entry
    return dict(re.findall(r"^  (\w+) = (.*?),?$", entry, flags=re.MULTILINE))


def csl(record: bilat.Record, name: str) -> dict[str, Any]:
    (item,) = json.loads(record.cite(name, "csl-json"))
    assert isinstance(item, dict)
    return item


def test_report(record: bilat.Record) -> None:
    record.add(telling("one", "2025-12-11", title="Envoys meet"))
    found = fields(record.cite("one"))
    assert found["title"] == "{{Envoys meet}}"
    assert found["author"] == "{{Paper one}}"
    assert (found["year"], found["month"], found["day"]) == ("{2025}", "dec", "{11}")
    assert found["url"] == "{https://one.invalid/report}"
    item = csl(record, "one")
    assert item["type"] == "article-newspaper"
    assert item["container-title"] == "Paper one"
    assert item["issued"] == {"date-parts": [[2025, 12, 11]]}
    assert len(item["accessed"]["date-parts"][0]) == 3


def test_what_tex_takes_for_commands_is_escaped(record: bilat.Record) -> None:
    record.add(telling("one", "2025-12-11", title=HOSTILE))
    title = fields(record.cite("one"))["title"]
    assert title == (
        r"{{50\% \& “more”: \{a\_b\} \textbackslash{}input\{/etc/passwd\} \#1 \$5 "
        r"\textasciitilde{}x \textasciicircum{}y}}"
    )
    assert csl(record, "one")["title"] == HOSTILE


@pytest.mark.parametrize("title", ["}", "{", "\\", "\\}", "a\nb", "\x1b[31m", "{{{", "%"])
def test_no_title_breaks_the_entry(record: bilat.Record, title: str) -> None:
    record.add(telling("one", "2025-12-11", title=title))
    entry = record.cite("one")
    assert "\x1b" not in entry
    assert fields(entry)["year"] == "{2025}"


def test_unicode_stays() -> None:
    assert tex("São Tomé – नई दिल्ली") == "São Tomé – नई दिल्ली"


def test_a_day_with_an_hour_is_a_day(record: bilat.Record) -> None:
    record.add(telling("one", "2025-12-11T10:00:00Z"))
    assert csl(record, "one")["issued"] == {"date-parts": [[2025, 12, 11]]}


@pytest.mark.parametrize(("value", "parts"), [("2025-11", [2025, 11]), ("2025", [2025])])
def test_only_what_is_known_of_the_day_of_an_event_is_given(record: bilat.Record, value: str, parts: list[int]) -> None:
    reading = telling("one", "2025-12-11")
    when = When(value=value, precision="month", start=f"{value[:4]}-01-01", end="2025-12-01")
    (event,) = reading.events
    record.add(msgspec.structs.replace(reading, events=(msgspec.structs.replace(event, time=when),)))
    assert csl(record, event_id(record, "one"))["issued"] == {"date-parts": [parts]}


def test_a_report_without_day_and_source(record: bilat.Record) -> None:
    record.add(Reading(document=Document(id="one", text="- Envoys of two countries meet\nThey talk.")))
    item = csl(record, "one")
    assert "issued" not in item
    assert "URL" not in item
    assert item["title"] == "Envoys of two countries meet"
    assert "-nd-" in item["id"]


def test_readout_is_a_webpage_and_an_odd_address_is_left_out(record: bilat.Record) -> None:
    record.add(telling("one", "2025-12-11", kind="readout", url="javascript:alert(1)"))
    item = csl(record, "one")
    assert (item["type"], item["genre"]) == ("webpage", "Readout")
    assert "URL" not in item


def test_event_rests_on_its_reports(record: bilat.Record) -> None:
    record.add(telling("one", "2025-12-11", type="CONSULT", mode="phone"))
    event = event_id(record, "one")
    entry = record.cite(event)
    found = fields(entry)
    assert entry.startswith(f"@misc{{bilat-{event},")
    assert "Call: the United States, India" in found["title"]
    assert "Report one, Paper one, 2025-12-11, https://one.invalid/report" in found["note"]
    item = csl(record, event)
    assert (item["type"], item["publisher"]) == ("dataset", "bilat")
    assert item["issued"] == {"date-parts": [[2025, 12, 11]]}


def test_keys_stay_and_tell_reports_apart(record: bilat.Record) -> None:
    for name in ("one", "two"):
        record.add(telling(name, "2025-12-11", source="Same Paper", title="Same title"))
    keys = [csl(record, name)["id"] for name in ("one", "two", "one")]
    assert keys[0] == keys[2] != keys[1]
    changed = telling("one", "2025-12-11", title="Another title", text="Envoys of the paper one tell of another act.")
    assert record.add(changed).outcome == "revision"
    item = csl(record, "one")
    assert item["title"] == "Another title"
    assert "revision 2" in item["note"]


def test_unknown_ids_are_refused(record: bilat.Record) -> None:
    with pytest.raises(UsageError, match="no report or event nothing"):
        record.cite("nothing")


def test_command_writes_each_once(record: bilat.Record) -> None:
    for name in ("one", "two"):
        record.add(telling(name, "2025-12-11"))
    command = [sys.executable, "-m", "bilat.cli", "cite", "one", "two", "one", "--db", record.address]
    bib = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert bib.count("@online{") == 2
    items = json.loads(subprocess.run([*command, "--format", "csl-json"], capture_output=True, check=True).stdout)
    assert [item["URL"] for item in items] == ["https://one.invalid/report", "https://two.invalid/report"]
