"""The code of docs/how-to/use-as-a-library.md runs as it stands there."""

import re
import shutil
from pathlib import Path

import pytest

import bilat
from tests.sample_readings import SAMPLES, sample_readings

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-to" / "use-as-a-library.md").read_text(encoding="utf-8")
OPENING, *BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def samples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "record.db"
    with bilat.Record(path) as record:
        for reading in sample_readings():
            record.add(reading)
    return path


@pytest.fixture
def folder(samples_record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the record and the reports that the page speaks of."""
    shutil.copy(samples_record, tmp_path / "record.db")
    shutil.copy(ROOT / SAMPLES, tmp_path / "reports.jsonl")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_block_runs(number: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    exec(compile(OPENING, "opening", "exec"), names)
    assert capsys.readouterr().out.split() == ["unchanged"] * len(sample_readings())
    exec(compile(BLOCKS[number], f"block {number + 1}", "exec"), names)
    told = capsys.readouterr().out
    assert len(told.splitlines()) >= 2, told
    names["record"].close()  # type: ignore[attr-defined]
