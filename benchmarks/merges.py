"""Accounts that were joined to a happening another report had told first: how many of them tell the same happening?

    python -m benchmarks.merges [--readings FILE] [--seed N] [--reprints] [--count N]     draws merges for a reader
    python -m benchmarks.merges --score [FILE]          counts what readers judged (eval/judged/merges.jsonl)
    python -m benchmarks.merges --all                   verdicts on all merges that are made now, and on 50 by the seed
    python -m benchmarks.merges --splits                how many accounts of ten happenings stand together
    python -m benchmarks.merges --show WORDS PAIR       all accounts of a pair whose words match, by happening

The wire of 1987 goes into a record of its own, in the order of time, one report at a time. Reprints (and accounts that
have the very words of the first) join surely and are drawn apart, with `--reprints`. `--readings` takes Readings as
JSON lines, so that the wire need not be read again. What a reader judged before is not drawn again. Only ids and
verdicts are kept: the wire's texts are not part of this repository.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

import bilat
from benchmarks.scoring import SHARED
from bilat.records import Document, Reading
from bilat.relations.known import words_of
from bilat.store.tables import event_pairs, events, reports

WIRE = SHARED / "data" / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz"
JUDGED = Path(__file__).parent.parent / "eval" / "judged" / "merges.jsonl"
HAPPENINGS = JUDGED.with_name("happenings.jsonl")
PAIRS = JUDGED.with_name("event_pairs.jsonl")


class Merge(NamedTuple):
    """An account and the first account of the happening that it was joined to."""

    account: sa.Row[Any]
    first: sa.Row[Any]

    @property
    def name(self) -> frozenset[tuple[str, str]]:
        """Report and item of both."""
        return frozenset((row.id, row.item) for row in self)

    @property
    def is_reprint(self) -> bool:
        """Whether the account is the first one printed again."""
        roots = {row.copy_of or row.report for row in self}
        return len(roots) == 1 or plain(self.account.words) == plain(self.first.words)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="JSON lines of Readings, in place of reading the wire")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--reprints", action="store_true", help="draw reprints instead")
    parser.add_argument("--score", nargs="?", const=JUDGED, type=Path, help="count verdicts")
    parser.add_argument("--all", action="store_true", help="what was judged of the merges that are made now")
    parser.add_argument("--splits", action="store_true", help="ten happenings whose accounts a reader put together")
    parser.add_argument("--show", nargs=2, metavar=("WORDS", "PAIR"), help="how accounts of a pair are grouped")
    options = parser.parse_args()
    if options.score:
        score(options.score)
        return
    if options.readings is None and not WIRE.exists():
        print(f"skipped: {WIRE} is not here")
        return
    with tempfile.TemporaryDirectory() as scratch, bilat.Record(Path(scratch) / "record.db") as record:
        for reading in readings(options.readings):
            record.add(reading)
        with record.store.reading() as connection:
            if options.all:
                count_all(merges(connection), options.seed, options.count)
            elif options.splits:
                splits(connection)
            elif options.show:
                show(connection, *options.show)
            else:
                draw(merges(connection), options.seed, options.count, reprints=options.reprints)


def readings(cache: Path | None) -> list[Reading]:
    """What the wire's reports say, in the order of time."""
    found = [Reading.from_json(line) for line in cache.read_bytes().splitlines()] if cache else list(read_wire())
    return sorted(found, key=lambda reading: reading.document.published or "")


def read_wire() -> Iterator[Reading]:
    """Reads the wire; minutes."""
    with gzip.open(WIRE, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield bilat.read(
                Document(**{key: row.get(key) for key in ("id", "title", "published", "text")}), scope="pair"
            )


def plain(words: str) -> str:
    """Words without case and line ends."""
    return re.sub(r"\W+", " ", words).strip().lower()


def accounts(connection: sa.Connection) -> list[sa.Row[Any]]:
    """All accounts, in the order in which they came."""
    chosen = sa.select(
        events, reports.c.id, reports.c.title, reports.c.published, reports.c.copy_of, words_of(events)
    ).join(reports, reports.c.report == events.c.report)
    return list(connection.execute(chosen.order_by(events.c.event)))


def merges(connection: sa.Connection) -> list[Merge]:
    """Every account that stands in a happening which another report was the first to tell."""
    first: dict[int, sa.Row[Any]] = {}
    found = []
    for row in accounts(connection):
        founder = first.setdefault(row.happening, row)
        if founder.report != row.report:
            found.append(Merge(row, founder))
    return found


def count_all(every: list[Merge], seed: int, count: int) -> None:
    """Prints how many of the merges that are made now a reader has judged, and found right."""
    verdicts = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        verdicts[frozenset(((row["report"], row["item"]), (row["first"], row["first_item"])))] = bool(row["right"])
    chosen = [merge for merge in every if not merge.is_reprint]
    known = [verdicts[merge.name] for merge in chosen if merge.name in verdicts]
    print(f"{len(chosen)} merges besides reprints; of {len(known)} judged ones {sum(known)} are right")
    drawn = random.Random(seed).sample(known, min(count, len(known)))
    print(f"of {len(drawn)} drawn by seed {seed}, {sum(drawn)} are right")


def judged() -> set[frozenset[tuple[str, str]]]:
    """The pairs that a reader judged before, and that weights were fitted to: they are not drawn again."""
    found = set()
    for file, other in ((JUDGED, "first"), (PAIRS, "other")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.add(frozenset(((row["report"], row["item"]), (row[other], row[f"{other}_item"]))))
    return found


def draw(every: list[Merge], seed: int, count: int, *, reprints: bool) -> None:
    """Prints merges for a reader."""
    known = judged()
    chosen = [merge for merge in every if merge.is_reprint == reprints and merge.name not in known]
    print(
        f"{len(every)} merges, {sum(merge.is_reprint for merge in every)} of them reprints; {len(chosen)} to draw from"
    )
    for number, merge in enumerate(random.Random(seed).sample(chosen, min(count, len(chosen))), 1):
        print(f"\n=== {number}: {merge.account.link_reason} ({merge.account.link_score})")
        for row in (merge.first, merge.account):
            told = f"{row.type} {row.status} {row.time or ''} {row.source} -> {row.target}"
            print(f"  {row.id} {row.item} {row.published} {row.title}\n    {told}\n    {' '.join(row.words.split())}")


def show(connection: sa.Connection, words: str, pair: str) -> None:
    """Prints the happenings of a pair that have an account whose words or title match, with all their accounts."""
    chosen = set(connection.execute(sa.select(event_pairs.c.event).where(event_pairs.c.pair == pair)).scalars())
    rows = [row for row in accounts(connection) if row.event in chosen]
    wanted = {row.happening for row in rows if re.search(words, f"{row.title} {row.words}", re.IGNORECASE)}
    for happening in sorted(wanted):
        print(f"\n=== {happening}")
        for row in rows:
            if row.happening == happening:
                print(
                    f"  {row.id} {row.published} {row.title}\n    {row.type} {row.status} {row.time or ''}: {row.words}"
                )


def splits(connection: sa.Connection) -> None:
    """Prints of each happening in eval/judged/happenings.jsonl how many accounts there are, in how many groups."""
    groups = {(row.id, row.item): row.happening for row in accounts(connection)}
    together = total = 0
    for line in HAPPENINGS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sizes = Counter(groups.get((report, item)) for report, item in row["accounts"])
        sizes.pop(None, None)  # bilat has read the report otherwise since
        largest = max(sizes.values(), default=0)
        together, total = together + largest, total + sizes.total()
        print(f"{row['happening']}: {sizes.total()} accounts in {len(sizes)} groups, {largest} in the largest")
    print(f"{together} of {total} accounts stand in the largest group of their happening")


def score(file: Path) -> None:
    """Counts verdicts by round."""
    count: Counter[tuple[str, bool]] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        count[row["round"], row["right"]] += 1
    for name in dict.fromkeys(name for name, _ in count):
        print(f"{name}: {count[name, True]} of {count[name, True] + count[name, False]} merges right")


if __name__ == "__main__":
    main()
