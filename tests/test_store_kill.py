"""Killed at any moment, a record is whole and adding again completes it (`python -m benchmarks.kills`: 200 times)."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bilat import cli
from tests.killing import contents, fresh_file, kill_adding, looked_over
from tests.postgres import Server
from tests.sample_readings import SAMPLES, sample_readings

# So many samples are added, so that a run is short.
FEW = 12


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Readings of some samples, as JSON lines."""
    file = tmp_path_factory.mktemp("readings") / "readings.jsonl"
    file.write_bytes(b"".join(reading.to_json() + b"\n" for reading in sample_readings()[:FEW]))
    return file


def test_a_file_survives_kills_at_random_moments(readings: Path, tmp_path: Path) -> None:
    killed = kill_adding(readings, fresh_file(tmp_path), kills=40, seed=5)
    assert killed.completed
    assert len(set(killed.held)) > 3, "the moments should be spread over the run"


def test_a_server_survives_kills_at_random_moments(readings: Path, postgres_server: Server) -> None:
    killed = kill_adding(readings, lambda: postgres_server.database("empty_record"), kills=8, seed=6)
    assert killed.completed


def test_the_command_survives_kills(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = Path(SAMPLES).read_bytes().splitlines()[:FEW]
    corpus, record, whole = tmp_path / "corpus.jsonl", tmp_path / "record.db", tmp_path / "whole.db"
    corpus.write_bytes(b"\n".join(lines))
    chance = random.Random(7)
    seen: set[str] = set()
    for told in sorted(chance.sample(range(1, FEW - 1), 3)):
        command = [sys.executable, "-m", "bilat.cli", "add", str(corpus), "--db", str(record)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            for line in (process.stdout.readline() for _ in range(told)):
                added = json.loads(line)
                # What was killed after it was kept and before it was told is unchanged when first told of.
                assert added["outcome"] == "unchanged" or added["report"] not in seen
                seen.add(added["report"])
            time.sleep(chance.uniform(0, 0.2))
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert looked_over(str(record)) >= told
    for address in (record, whole):
        assert cli.run(["add", str(corpus), "--db", str(address)]) == 0
    assert contents(str(record)) == contents(str(whole))
    assert cli.run(["check", "--db", str(record)]) == 0
    assert b"nothing wrong" in capfdbinary.readouterr().err
