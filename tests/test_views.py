"""The views of the samples, and how the commands show views: to people, to programs, and hostile words as words."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import bilat
from bilat.cli import run
from bilat.commands import agreements as agreements_command
from bilat.commands import statements as statements_command
from bilat.commands import talks as talks_command
from bilat.commands import timeline as timeline_command
from bilat.commands import tone as tone_command
from bilat.records import When
from bilat.relations.happenings import Happening
from bilat.relations.timeline import timeline
from tests.made_readings import day
from tests.record_fixtures import account, fill, negotiating, part, saying
from tests.sample_readings import sample_readings

HOSTILE = "\x1b]8;;http://x\x07[bold red]evil[/]\x1b[2J\u202edeeps"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[bilat.Record]:
    """An empty record in a file."""
    with bilat.Record(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bilat.Record]:
    """All samples."""
    with bilat.Record(tmp_path_factory.mktemp("relations") / "record.db") as opened:
        fill(opened, sample_readings())
        yield opened


def test_samples_tell_the_story(samples: bilat.Record) -> None:
    lines = samples.timeline("IND", "USA", as_of="2026-07-01")
    assert all(line.sources and all(source.words for source in line.sources) for line in lines)
    assert all(
        line.first_reported <= line.last_reported and line.articles >= line.independent_sources for line in lines
    )
    assert [line.day for line in lines if line.mode == "phone"][:2] == ["2025-01-27", "2025-09-16"]
    august = samples.timeline("IND", "USA", since="2025-08-27", until="2025-08-27", as_of="2025-08-20")
    assert {line.status for line in august} == {"planned"}
    assert {line.expected for line in august} == {"ahead"}
    compact = next(each for each in samples.agreements("IND", "USA") if each.name == "COMPACT")
    assert compact.expansion is not None
    assert compact.expansion.startswith("Catalyzing Opportunities")
    interim = next(each for each in samples.agreements("IND", "USA") if "interim trade deal" in each.names)
    assert "interim trade agreement" in interim.names
    said = [line.content for thread in samples.talks("IND", "USA") for line in thread.statements]
    assert any("no deadline for an agreement" in words for words in said)


def test_every_span_holds_its_words(samples: bilat.Record) -> None:
    texts = {reading.document.id: reading.document for reading in sample_readings()}
    views: list[Any] = [
        samples.timeline("IND", "USA"),
        samples.statements(),
        samples.talks("IND", "USA"),
        samples.agreements("IND", "USA"),
    ]
    sources = [source for view in views for line in view for source in line.sources]
    assert len(sources) > 100
    for source in sources:
        document = texts[source.report]
        text = document.title if source.where == "title" else document.text
        assert (text or "")[slice(*source.span)] == source.words


def shown(call: Any, *arguments: Any) -> str:
    """What a command prints on a terminal of 100 columns."""
    out = io.StringIO()
    call(*arguments, Console(file=out, force_terminal=True, width=100, color_system=None))
    return out.getvalue()


def test_hostile_words_stay_words(small: bilat.Record) -> None:
    text = f"Washington acts: {HOSTILE} and more of the same."
    talks = negotiating(
        "three", "2025-08-30", subject=HOSTILE, offers=(("IND", HOSTILE),), agreement="trade pact", source=HOSTILE
    )
    fill(small, [account("one", "2025-08-30", text=text, source=HOSTILE, title=HOSTILE)])
    fill(small, [saying("two", "2025-08-30", f"the levy {HOSTILE} is wrong", source=HOSTILE), talks])
    pages = [
        shown(timeline_command._print, small.timeline("IND", "USA"), ("IND", "USA"), None, 100),
        shown(statements_command._print, small.statements(), None, 100),
        shown(statements_command._print_lines, small.lines("IND"), None),
        *(shown(talks_command._print, thread) for thread in small.talks("IND", "USA")),
        *(shown(agreements_command._print, agreement) for agreement in small.agreements("IND", "USA")),
    ]
    assert len(pages) == 5
    for page in pages:
        assert "evil" in page or "trade pact" in page
        assert not {"\x1b", "\x07", "\u202e"} & set(page)
        assert "[bold red]" in page or "evil" not in page


def test_what_a_person_sees(small: bilat.Record) -> None:
    fill(small, [account("one", "2025-08-01", status="planned", time=day("2025-08-27"), mode="discontinue")])
    fill(small, [account("two", "2025-08-29", type="ACCUSE", intensity=-2.0)])
    part(small)
    page = shown(
        timeline_command._print, small.timeline("IND", "USA", as_of="2025-08-20"), ("IND", "USA"), "2025-08-20", 1
    )
    assert "1 event in 1 report published by 2025-08-20" in page
    assert "2025-08-27  2025-08-01  SANCTION discontinue −6  United States → India  planned, lies ahead" in page
    page = shown(timeline_command._print, small.timeline("IND", "USA"), ("IND", "USA"), None, 1)
    assert "the last 1 are shown" in page
    assert "–           2025-08-29  ACCUSE" in page
    tone = shown(tone_command._print, small.tone("IND", "USA"), ("IND", "USA"), None)
    assert "2025-08" in tone
    assert "−2.0" in tone
    assert "–" in tone


def test_commands_write_json_when_piped(samples: bilat.Record, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = [
        ["timeline", "IND", "USA", "--type", "CONSULT", "--limit", "3"],
        ["tone", "IND", "USA", "--by", "quarter"],
        ["statements", "--speaker", "goyal"],
        ["statements", "--country", "IND", "--about", "trade", "--by", "month"],
        ["talks", "IND", "USA"],
        ["agreements", "IND", "USA"],
    ]
    for arguments in asked:
        assert run([*arguments, "--db", samples.address]) == 0
        lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
        assert lines, arguments
        assert all(isinstance(line, dict) for line in lines)
        if arguments[0] == "timeline":
            assert len(lines) == 3
            assert {line["type"] for line in lines} == {"CONSULT"}
            assert {"value", "start", "end", "precision"} <= set(next(line["time"] for line in lines if line["time"]))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["timeline", "IND", "Indai"], "did you mean"),
        (["timeline", "IND", "IND"], "two different countries"),
        (["timeline", "IND", "USA", "--since", "tomorrow"], "takes a day"),
        (["statements", "--about", "tarifs"], "did you mean tariffs"),
        (["statements", "--by", "month"], "--country"),
        (["statements", "--by", "month", "--country", "IND", "--speaker", "x"], "not with --speaker"),
    ],
)
def test_wrong_usage_is_told_in_a_line(
    samples: bilat.Record, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--db", samples.address]) in (1, 2)
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_a_name_like_it_is_told(samples: bilat.Record, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["statements", "--speaker", "goyl", "--db", samples.address]) == 0
    assert "nothing by 'goyl'; there is Piyush Goyal" in capsys.readouterr().err


def test_views_take_plain_connections(samples: bilat.Record) -> None:
    with samples.store.reading() as connection:
        found = timeline(connection, "IND", "USA", today="2026-07-01", limit=2)
    assert len(found) == 2
    assert isinstance(found[0], Happening)
    assert found.to_dicts()[0]["sources"][0]["words"]


def test_an_imprecise_time_has_a_value_for_people() -> None:
    times = [
        (When(value="2025-W28", start="2025-07-07", end="2025-07-13"), "2025-W28"),
        (When(value="2025-12-11T15:00", start="2025-12-11", end="2025-12-11"), "2025-12-11"),
        (When(value="199", start="1990-01-01", end="1999-12-31"), "1990s"),
        (When(value=None, start=None, end="2025-02-13"), "≤2025-02-13"),
        (When(value=None, start="2025-02-13", end=None), "≥2025-02-13"),
    ]
    from bilat.commands.showing import day_of

    assert [day_of(time.value, time.start, time.end) for time, _ in times] == [told for _, told in times]
