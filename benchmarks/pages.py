"""How long a page takes at the server: each alone, and with 50 readers at once while a writer adds reports.

    python -m benchmarks.pages RECORD [--readers 50] [--seconds 60] [--pause 1] [--adds 2] [--apart]

RECORD is a SQLite file; it is copied, and the copy served by `bilat serve` in a process of its own. The pages are those
of its largest pairs, latest events and longest reports, found through the API, with the filters that people use. Each
is asked for alone first: the median of 15, after two that are not counted. Then so many readers each ask for a page at
random, look at it for `--pause` seconds on the average, and ask for the next; meanwhile `--adds` reports a second are
added by another process (replays of the record's own, see benchmarks.record_scale). With `--pause 0` there are always
as many requests under way as readers. Readers ask for the same pages, so that where many ask at once answers are shared
(src/bilat/serve/sharing.py); with `--apart` each asks in words of their own, and none is.

What is timed is a whole answer over a connection that is kept open on loopback, so a little more than the server's own
time. It prints a line for each page, and ends with 1 where a median is over 150 ms or the 99th percentile over 500 ms.
"""

import argparse
import http.client
import json
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import sqlalchemy as sa

import bilat
from benchmarks.record_scale import Replays
from bilat.store import load_reading
from bilat.store.tables import reports

MEDIAN, SLOWEST = 150.0, 500.0
ALONE, WARMING = 15, 2
# Reports of the record that the writer replays.
REPLAYED = 300
_ENDLESS = 10**9


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds that a reader looks at a page, on the average"
    )
    parser.add_argument("--adds", type=float, default=2.0, help="reports added in a second; 0 adds none")
    parser.add_argument("--apart", action="store_true", help="no two readers ask for the same address")
    parser.add_argument("--write", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.record, options.adds)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "record.db"
        with bilat.Record(options.record, create=False) as record:
            record.backup(copy)
        server, port = serve(copy)
        try:
            pages = found(port)
            alone = {name: timed_alone(port, path) for name, path in pages.items()}
            together = timed_together(port, copy, pages, options)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)
    return told(pages, alone, together, options)


def serve(record: Path) -> tuple["subprocess.Popen[str]", int]:
    """A server for the record on a free port."""
    command = [sys.executable, "-m", "bilat.cli", "serve", "--port", "0", "--db", str(record)]
    server = subprocess.Popen([*command, "--requests-per-minute", str(_ENDLESS)], stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    line = server.stderr.readline()
    if "http://" not in line:
        raise SystemExit(line)
    return server, int(line.partition("http://127.0.0.1:")[2].split()[0])


def found(port: int) -> dict[str, str]:
    """The pages by what they are."""
    reader = Reader(port)
    pairs = [tuple(one["pair"]) for one in reader.json("/api/v1/pairs?limit=12")]
    first, second = pairs[0]
    middle = pairs[len(pairs) // 2]
    events = reader.json(f"/api/v1/timeline?first={first}&second={second}&limit=200")["items"]
    told = max(events, key=lambda one: one["articles"])
    contact = next((one for one in reversed(events) if one["type"] == "CONSULT"), told)
    report = told["sources"][0]["report"]
    people = reader.json(f"/api/v1/people?first={first}&second={second}")
    day = events[len(events) // 2]["day"]
    return {
        "today": "/",
        "today, of a country": f"/?country={first}",
        "pairs": "/pairs",
        "pair, the largest": f"/{first}/{second}",
        "pair, on a day": f"/{first}/{second}?" + urlencode({"on": day, "as_of": day}),
        "pair, of some types": f"/{first}/{second}?type=CONSULT&type=THREATEN",
        "pair, a smaller one": f"/{middle[0]}/{middle[1]}",
        "pair as JSON": f"/{first}/{second}.json",
        "timeline as CSV": f"/{first}/{second}.csv",
        "event, told most": f"/events/{quote(told['id'])}",
        "event, a contact": f"/events/{quote(contact['id'])}",
        "report": f"/reports/{quote(report)}",
        "actor, a country": f"/actors/{first}",
        "actor, a person": f"/actors/{quote(people[0]['id'])}",
        "statements": "/statements",
        "statements, words": "/statements?words=trade",
        "statements, of a side": f"/statements?country={second}&about=tariffs",
        "statements, a speaker": f"/statements?speaker={quote(people[0]['name'].split()[-1])}",
        "measures": f"/measures?on={day}",
        "measures, of a pair": f"/measures?by={second}&against={first}&on={day}",
        "sources": "/sources",
        "stories": "/stories",
        "corrections": "/corrections",
    }


class Reader:
    """Somebody who reads pages over one connection."""

    def __init__(self, port: int) -> None:
        """Connects when it first asks."""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def asks(self, path: str) -> tuple[float, bytes]:
        """The milliseconds that an answer took, and the answer. Raises `SystemExit` for an error."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept": "text/html"})
        answer = self._connection.getresponse()
        body = answer.read()
        taken = (time.perf_counter() - begun) * 1000
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body[:500].decode(errors='replace')}")
        return taken, body

    def json(self, path: str) -> Any:
        """The answer as JSON."""
        return json.loads(self.asks(path)[1])


def timed_alone(port: int, path: str) -> float:
    """The median of a page that nobody else asks for."""
    reader = Reader(port)
    for _ in range(WARMING):
        reader.asks(path)
    return statistics.median(reader.asks(path)[0] for _ in range(ALONE))


def timed_together(
    port: int, record: Path, pages: dict[str, str], options: argparse.Namespace
) -> dict[str, list[float]]:
    """What each page took while many read and one writes."""
    writer = None
    if options.adds:
        command = [sys.executable, "-m", "benchmarks.pages", str(record), "--write", "--adds", str(options.adds)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        writer.stdout.readline()  # it has begun
    taken: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + options.seconds
    readers = []
    for number in range(options.readers):
        own = _own(pages, number) if options.apart else pages
        readers.append(threading.Thread(target=read, args=(port, own, taken, until, options.pause, number)))
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    if writer is not None:
        writer.send_signal(signal.SIGINT)
        added, _ = writer.communicate(timeout=60)
        print(f"{added.strip()} reports were added meanwhile")
    return taken


def read(
    port: int, pages: dict[str, str], taken: dict[str, list[float]], until: float, pause: float, number: int
) -> None:
    """One reader: a page at random, a look at it, the next."""
    chance, reader, names = random.Random(number), Reader(port), list(pages)
    time.sleep(chance.uniform(0, pause))
    while time.monotonic() < until:
        name = chance.choice(names)
        taken[name].append(reader.asks(pages[name])[0])
        if pause:
            time.sleep(chance.expovariate(1 / pause))


def _own(pages: dict[str, str], reader: int) -> dict[str, str]:
    """The same pages at addresses of one reader's own."""
    return {name: f"{path}{'&' if '?' in path else '?'}reader={reader}" for name, path in pages.items()}


def write(path: Path, a_second: float) -> None:
    """Adds replays of the record's own reports until Ctrl-C; says when it begins, and how many it has added."""
    added = 0
    with bilat.Record(path, create=False) as record:
        with record.store.reading() as connection:
            keys = connection.execute(sa.select(reports.c.report).limit(REPLAYED)).scalars().all()
            replays = Replays([load_reading(connection, key) for key in keys])
        print("begun", flush=True)
        try:
            while True:
                record.add(next(replays))
                added += 1
                time.sleep(1 / a_second)
        except KeyboardInterrupt:
            print(added)


def told(
    pages: dict[str, str], alone: dict[str, float], together: dict[str, list[float]], options: argparse.Namespace
) -> int:
    """Prints the figures; 1 where one is over its limit."""
    print(f"{'page':24} {'alone':>8}   {options.readers} readers: {'median':>8} {'p99':>8} {'asked':>6}   (ms)")
    everything = [each for figures in together.values() for each in figures]
    for name in pages:
        figures = together.get(name, [])
        print(f"{name:24} {alone[name]:8.1f} {'':13} {_shown(figures)}")
    print(f"{'all':24} {statistics.median(alone.values()):8.1f} {'':13} {_shown(everything)}")
    slow = [name for name in pages if alone[name] > MEDIAN]
    at_most = _percentile(everything)
    if slow:
        print(f"over {MEDIAN:.0f} ms: {', '.join(slow)}")
    if at_most > SLOWEST:
        print(f"the 99th percentile is over {SLOWEST:.0f} ms")
    return 1 if slow or at_most > SLOWEST else 0


def _shown(figures: list[float]) -> str:
    if not figures:
        return "not asked"
    return f"{statistics.median(figures):8.1f} {_percentile(figures):8.1f} {len(figures):6,}"


def _percentile(figures: list[float]) -> float:
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]


if __name__ == "__main__":
    sys.exit(main())
