"""Adding, killed with SIGKILL at random moments: does the record open, is it whole, does adding again complete it?

    python -m benchmarks.kills [--kills 200] [--seed 5] [--readings FILE]

The readings of the 28 samples (or those in FILE, as JSON lines) are added to a record in a file by a program of their
own, which is killed at a moment drawn from the time that an undisturbed run takes, and started again on the same
record until it completes; then on a new one. After each kill the record is opened and checked, after each completion it
is held against the record of an undisturbed run, row by row.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.killing import fresh_file, kill_adding
from tests.sample_readings import sample_readings


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--readings", type=Path, help="Readings as JSON lines")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = options.readings or Path(folder) / "readings.jsonl"
        if options.readings is None:
            file.write_bytes(b"".join(reading.to_json() + b"\n" for reading in sample_readings()))
        begun = time.monotonic()
        killed = kill_adding(file, fresh_file(Path(folder)), kills=options.kills, seed=options.seed)
    tenths = Counter(10 * held // (max(killed.held) + 1) for held in killed.held)
    print(f"kills that hit a running program   {len(killed.held)}")
    print("records that opened and were whole  all of them")
    print(f"completed by adding again           {killed.completed} records, each the same as an undisturbed one")
    print(f"an undisturbed run takes            {killed.seconds:.2f} s")
    print(f"reports in the record at the kill   {min(killed.held)} to {max(killed.held)}, kills by tenth: "
          f"{' '.join(str(tenths[tenth]) for tenth in range(10))}")  # fmt: skip
    print(f"all of it took                      {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
