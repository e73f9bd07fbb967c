"""Counts what readers judged: `python -m benchmarks.judged [FOLDER]` (default eval/judged/first).

Each line of KIND.jsonl is one item that `benchmarks.sample_items` drew, judged by a reader who did not write the rules.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def judgements(file: Path) -> list[dict[str, Any]]:
    """The lines of one file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "eval" / "judged" / "first"
    for file in sorted(folder.glob("*.jsonl")):
        rows = judgements(file)
        if all("right" in row for row in rows):
            right = sum(row["right"] for row in rows)
            print(f"{file.stem:12} {right:4} of {len(rows):4} right ({100 * right / len(rows):.0f} %)")
        else:
            print(f"{file.stem:12} {len(rows):4} missed")


if __name__ == "__main__":
    main()
