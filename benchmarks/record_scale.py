"""What a record costs when it has grown: adding a report, and asking for a pair of countries.

    python -m benchmarks.record_scale [--readings FILE] [--events 1000000] [--db FILE]

Readings of wire reports (of ../shared, or those in FILE as JSON lines; without either the samples) are put in again and
again: each time with other countries, on other days, under other ids, and with other words of the same length in their
texts, so that no report is a copy of another and every span still fits. Reports go through the same door as `bilat add`
uses, reading left out: put in, linked, one transaction each.

From 10,000 events on the record is then made larger in SQL, by copies of its rows on other days (a million events
through the door would take hours); what is timed goes through the door. SQLite files only.

It prints how long a pair's timeline, measures and tone take at 10,000 events and at the end, for the pair that has most
events and for the middle one, and what a report costs in both records, added to one and the other in turn, so that what
else the machine does bears on both. Every figure is a median; the spread is that of the quartiles.
"""

import argparse
import gzip
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

import bilat
from benchmarks.record_growth import grow
from benchmarks.scoring import SHARED
from bilat.documents import read_inputs
from bilat.records import Document, Reading
from bilat.store.sides import INTERGOVERNMENTAL, pairs_of, state_of
from bilat.store.tables import event_pairs, events

WIRE = SHARED / "data" / "reuters" / "trade-1987-02-26_03-31.jsonl"
SAMPLES = Path(bilat.__file__).parent / "samples" / "samples.jsonl"
FEW = 10_000
# Reports whose adding is timed, after some to warm up, and rounds of each view.
TIMED, WARM, ROUNDS = 300, 50, 15
# Days over which the replays are spread, from this one on.
FIRST, DAYS = date(1975, 1, 1), 12_000
# The countries that stand in for those of the reports: as many as a busy desk follows.
COUNTRIES = 40

_CODE = re.compile(r"([A-Z]{3})(:.*)?")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(.*)", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{3,}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="Readings as JSON lines")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--db", help="where to make the record; else in a folder that is removed afterwards")
    options = parser.parse_args()
    replays = Replays(list(chosen(options.readings)))
    with tempfile.TemporaryDirectory() as folder, bilat.Record(options.db or f"{folder}/record.db") as record:
        few = fill(record, replays, FEW)
        record.backup(f"{folder}/few.db")
        print(f"{few:,} events", flush=True)
        ask(record)
        grow(record, -(-options.events // count(record)) - 1)
        print(f"{count(record):,} events", flush=True)
        ask(record)
        with bilat.Record(f"{folder}/few.db") as small:
            costs = adding((small, record), replays)
        print(f"a report costs {shown(costs[0])} in a record of {few:,} events")
        print(f"               {shown(costs[1])} in one of {count(record):,}")
        print(f"               {statistics.median(costs[1]) / statistics.median(costs[0]):.2f} times as much")


class Replays:
    """The readings, again and again."""

    def __init__(self, readings: list[Reading]) -> None:
        """Codes and words are those of the readings themselves."""
        self.readings = [msgspec.to_builtins(reading) for reading in readings]
        words = {word for reading in readings for word in _LETTERS.findall(reading.document.text)}
        self.words: dict[int, list[str]] = {}
        for word in sorted(words):
            self.words.setdefault(len(word), []).append(word)
        actors = [actor for reading in readings for actor in reading.actors]
        named = Counter(actor.country for actor in actors if actor.country not in (None, INTERGOVERNMENTAL))
        self.codes = sorted(code for code, _ in named.most_common(COUNTRIES))
        self.made = 0

    def __iter__(self) -> Iterator[Reading]:
        """Without end."""
        return self

    def __next__(self) -> Reading:
        """The next replay: the same number gives the same reading."""
        number, self.made = self.made, self.made + 1
        reading = self.readings[number % len(self.readings)]
        chance = random.Random(number)
        shuffled = self.codes[:]
        chance.shuffle(shuffled)
        codes = dict(zip(self.codes, shuffled, strict=True))
        published = date.fromisoformat(reading["document"]["published"][:10])
        shift = (FIRST - published).days + number * 7919 % DAYS
        made = _mapped(reading, codes, shift)
        document = reading["document"]
        made["document"] |= {
            "id": f"{document['id']}-{number}",
            "url": None,
            "text": self._reworded(document["text"], chance),
            "title": self._reworded(document["title"] or "", chance) or None,
            "source": f"Wire {number % 7}",
        }
        return msgspec.convert(made, Reading)

    def _reworded(self, text: str, chance: random.Random) -> str:
        def other(match: re.Match[str]) -> str:
            return chance.choice(self.words.get(len(match[0]), [match[0]]))

        return _LETTERS.sub(other, text)


def _mapped(value: Any, codes: dict[str, str], shift: int) -> Any:
    """A value with every country's code and every day in it exchanged."""
    if isinstance(value, dict):
        return {name: _mapped(each, codes, shift) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mapped(each, codes, shift) for each in value]
    if isinstance(value, str):
        if (match := _CODE.fullmatch(value)) and match[1] in codes:
            return codes[match[1]] + (match[2] or "")
        if match := _DAY.fullmatch(value):
            return (date.fromisoformat(match[1]) + timedelta(days=shift)).isoformat() + match[2]
    return value


def chosen(path: Path | None) -> Iterator[Reading]:
    """Readings that tell at least three events between countries, or the samples."""
    for reading in _readings(path):
        states = {actor.id: state_of(actor) for actor in reading.actors}
        if sum(bool(pairs_of(event, states)) for event in reading.events) >= 3:
            yield reading


def _readings(path: Path | None) -> Iterator[Reading]:
    if path is not None:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
            yield from map(Reading.from_json, lines)
        return
    for item in read_inputs([str(WIRE if WIRE.exists() else SAMPLES)]):
        if isinstance(item, Document):
            yield bilat.read(item)


def count(record: bilat.Record) -> int:
    """Events in the record."""
    with record.store.reading() as connection:
        return int(connection.execute(sa.select(sa.func.max(events.c.event))).scalar() or 0)


def fill(record: bilat.Record, replays: Replays, wanted: int) -> int:
    """Adds replays until the record holds so many events."""
    begin, held = time.perf_counter(), count(record)
    while held < wanted:
        for _ in range(500):
            record.add(next(replays))
        held = count(record)
        print(f"  {held:,} events, {time.perf_counter() - begin:,.0f} s", end="\r", flush=True)
    return held


def adding(records: Sequence[bilat.Record], replays: Replays) -> list[list[float]]:
    """Milliseconds that adding a report takes in each record, in turn; the making of the replay left out."""
    figures: list[list[float]] = [[] for _ in records]
    for _ in range(WARM + TIMED):
        reading = next(replays)
        for record, row in zip(records, figures, strict=True):
            row.append(timed(lambda: record.add(reading)))  # noqa: B023 - called before the loop goes on
    return [row[WARM:] for row in figures]


def ask(record: bilat.Record) -> None:
    """Times the views of two pairs."""
    with record.store.reading() as connection:
        held = sa.func.count().label("held")
        countries = event_pairs.c.pair.not_like(f"%{INTERGOVERNMENTAL}%")
        counted = sa.select(event_pairs.c.pair, held).where(countries).group_by(event_pairs.c.pair)
        rows = connection.execute(counted.order_by(held)).all()
    for name, row in (("largest", rows[-1]), ("middle", rows[len(rows) // 2])):
        first, second = row.pair.split("-")
        views: dict[str, Callable[[], Any]] = {
            "timeline": lambda: record.timeline(first, second),  # noqa: B023 - called before the loop goes on
            "a year of it": lambda: record.timeline(first, second, since="1995-01-01", until="1995-12-31"),  # noqa: B023
            "measures": lambda: record.measures(by=first, against=second, on="2000-01-01"),  # noqa: B023
            "tone": lambda: record.tone(first, second, by="month"),  # noqa: B023
        }
        for view, call in views.items():
            call()
            figures = [timed(call) for _ in range(ROUNDS)]
            print(f"  {name} pair {row.pair} ({row.held:,} events), {view}: {shown(figures)}", flush=True)


def timed(call: Callable[[], Any]) -> float:
    """Milliseconds of one call."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def shown(figures: list[float]) -> str:
    """Median and quartiles."""
    low, middle, high = statistics.quantiles(figures, n=4)
    return f"{middle:.1f} ms ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    main()
