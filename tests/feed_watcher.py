"""A program that watches one feed of the tests' server once, so that it can be killed.

python -m tests.feed_watcher RECORD FEED

Says "ready" when all is loaded, and "done" in the end.
"""

import sys

import feedparser  # type: ignore[import-untyped]  # noqa: F401 - loaded before it says that it is ready
import trafilatura  # noqa: F401

import bilat
from bilat.documents.language import identify
from bilat.feeds.waiting import Waits
from tests.feed_clock import QuickClock
from tests.feed_running import Watching


def main() -> None:
    identify("What is loaded when the first report comes is loaded now.")
    _say("ready")
    with bilat.Record(sys.argv[1]) as record:
        Watching(record, clock=QuickClock(), waits=Waits(every=60.0)).once(sys.argv[2])
    _say("done")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
