"""A day of feeds in about a minute: 40 feeds, 500 reports, a fault in a fifth of all answers. Is all of it there, once?

    python -m benchmarks.feed_day [--quick] [--faults 0.2] [--seed 6] [--record FILE]

A server on this machine gives the feeds and the pages of invented papers and misbehaves (tests/feed_day.py); the clock
jumps to whatever is due next. By default every report is read as `bilat watch` reads it; with --quick it is only looked
whether it names two countries, which leaves the time that feeds, pages and the record take.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.feed_day import FEEDS, REPORTS, DayClock, World, outcome, run_day
from tests.feed_reader import quick_read
from tests.feed_server import serving

import bilat
from bilat.records import Document, Reading


def full_read(document: Document) -> Reading:
    return bilat.read(document, scope="pair")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="do not read the reports")
    parser.add_argument("--faults", type=float, default=0.2, help="the part of all answers that is wrong")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--record", type=Path, help="keep the record here")
    options = parser.parse_args()
    clock = DayClock()
    world = World(clock, seed=options.seed, faults=options.faults)
    if not options.quick:
        full_read(Document(id="warm", text="India and Japan opened talks in Tokyo on Monday."))
    with tempfile.TemporaryDirectory() as folder, serving(world.answer) as server:
        world.server = server
        with bilat.Record(options.record or Path(folder) / "day.db") as record:
            begun, worked = time.monotonic(), time.process_time()
            summaries = run_day(record, world, clock, quick_read if options.quick else full_read)
            seconds, worked = time.monotonic() - begun, time.process_time() - worked
            found = outcome(record, world)
            problems = len(record.check())
    reasons = sum((Counter(summary.dropped) for summary in summaries), Counter())
    print(f"feeds, reports printed               {FEEDS}, {REPORTS}")
    print(f"answers, of them faults              {world.answers.total():,}, {world.answers['badly']:,}")
    print(f"polls, of them failed                {sum(each.polls for each in summaries):,}, "
          f"{sum(each.failed for each in summaries):,}")  # fmt: skip
    print(f"reports kept, revisions of them      {found.kept}, {found.revisions}")
    print(f"left out, each once                  {found.dropped} ({', '.join(reasons)})")
    print(f"items whose whole page was read      {found.pages}")
    print(f"lost, there twice, not of the day    {len(found.lost)}, {len(found.twice)}, {len(found.strange)}")
    print(f"edits missed, left to be read        {len(found.not_edited)}, {found.waiting}")
    print(f"problems that bilat check finds      {problems}")
    print(f"time, of the processor               {seconds:.0f} s, {worked:.0f} s")


if __name__ == "__main__":
    main()
