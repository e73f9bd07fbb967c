"""Who said what, scored on PolNeAR as the published tables do: exact spans of source, cue and content.

    .venv/bin/python benchmarks/attribution.py [--part dev] [--data DIR] [--scorer FILE]

The data and the scorer are not part of this repository; without them the benchmark says so and stops.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bilat
from bilat.records import Document

SHARED = Path(__file__).resolve().parents[2] / "shared"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", default="dev", choices=["train", "dev", "test"])
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "polnear" / "data")
    parser.add_argument("--scorer", type=Path, default=SHARED / "bench" / "score.py")
    options = parser.parse_args()
    gold = options.data / options.part
    if not gold.is_dir() or not options.scorer.is_file():
        print(f"attribution: skipped, {gold} or {options.scorer} is not there")
        return
    texts = score(options.scorer, "texts", "attribution", "--gold", str(gold)).splitlines()
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "read.jsonl"
        begin = time.perf_counter()
        with predicted.open("wb") as out:
            for line in texts:
                row = json.loads(line)
                reading = bilat.read(Document(id=row["id"], text=row["text"], published=row["published"]))
                out.write(reading.to_json() + b"\n")
        spent = time.perf_counter() - begin
        result = json.loads(score(options.scorer, "attribution", "--gold", str(gold), "--pred", str(predicted)))
    print(f"attribution on PolNeAR {options.part}: {len(texts)} reports read in {spent:.1f} s")
    for name, row in result.items():
        print(f"  {name:16} P {row['p']:5} R {row['r']:5} F1 {row['f1']:5}  gold {row['gold']}")


def score(scorer: Path, *arguments: str) -> str:
    command = [sys.executable, str(scorer), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
