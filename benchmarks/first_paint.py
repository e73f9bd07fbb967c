"""How soon the page of a pair is painted in Chromium.

    python -m benchmarks.first_paint RECORD [--times 9]

RECORD is a SQLite file; it is copied, and the copy served by `bilat serve` in a process of its own. The page of the
pair of which the record tells most is opened anew in an empty browser profile, so that nothing is cached. Printed are
milliseconds from the start of the navigation: the first paint, the first with content, the chart drawn. It ends with 1
where the median first paint is over 1,000.
"""

import argparse
import signal
import statistics
import sys
import tempfile
from pathlib import Path

import bilat
from benchmarks.pages import serve
from benchmarks.screenshots import opened_browser

MOST = 1000.0
_TIMES = """() => {
  const paints = Object.fromEntries(performance.getEntriesByType('paint').map(each => [each.name, each.startTime]));
  const [page] = performance.getEntriesByType('navigation');
  return [paints['first-paint'], paints['first-contentful-paint'], page.responseEnd];
}"""


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        with bilat.Record(options.record, create=False) as record:
            record.backup(copy)
            pair = record.pairs(limit=1)[0].pair
        server, port = serve(copy)
        try:
            return told(pair, painted(f"http://127.0.0.1:{port}/{pair[0]}/{pair[1]}", options.times))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def painted(address: str, times: int) -> list[list[float]]:
    """First paint, first paint with content, last byte of the page, chart drawn; a row each time."""
    rows = []
    with opened_browser() as browser:
        for _ in range(times):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("#chart canvas")
            drawn = page.evaluate("performance.now()")
            page.wait_for_function("performance.getEntriesByType('paint').length === 2")
            rows.append([*page.evaluate(_TIMES), drawn])
            context.close()
    return rows


def told(pair: tuple[str, str], rows: list[list[float]]) -> int:
    """Prints medians and the slowest, and judges them."""
    print(f"/{pair[0]}/{pair[1]}, opened {len(rows)} times: milliseconds, median (slowest)")
    columns = list(zip(*rows, strict=True))
    for name, column in zip(("first paint", "with content", "page received", "chart drawn"), columns, strict=True):
        print(f"{name:15} {statistics.median(column):7.0f} ({max(column):.0f})")
    return int(statistics.median(columns[0]) > MOST)


if __name__ == "__main__":
    sys.exit(main())
