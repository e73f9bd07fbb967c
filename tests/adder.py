"""A program that adds ready Readings to records, each time in a process of its own, so that it can be killed.

python -m tests.adder READINGS.jsonl

Takes addresses of records on stdin, a line each. For each it forks, so that the start of Python is paid once, says
"opening PID", and when that process has ended "ended CODE", negative where a signal has ended it.
"""

import os
import sys
from pathlib import Path

import bilat
from bilat.linking import copies, events, measures, stories, talks
from bilat.records import Reading
from bilat.versions import reader_version

# What is imported late is there before the first fork.
LINKERS = (copies, events, measures, stories, talks)


def main() -> None:
    readings = [Reading.from_json(line) for line in Path(sys.argv[1]).read_bytes().splitlines()]
    reader_version()
    for address in sys.stdin:
        child = os.fork()
        if child == 0:
            add(address.strip(), readings)
            os._exit(0)
        _say(f"opening {child}")
        _say(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


def add(address: str, readings: list[Reading]) -> None:
    with bilat.Record(address) as record:
        for reading in readings:
            record.add(reading)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
