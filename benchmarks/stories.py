"""Stories against reports that were grouped by hand, and what placing a report costs.

    python -m benchmarks.stories [own] [wire] [timeml] [clusters] [cost] [--pred FOLDER]

Each set goes through the public API one report at a time, in the order of publication (`Record.add`, then
`Record.stories`), in a record of its own. Scored is B-cubed, by the project's published scorer.

    own       82 invented reports on 25 stories, in pairs on one country or subject (eval/gold/stories_own.jsonl)
    wire      193 wire reports of 23 to 27 March 1987 on 137 stories, among all reports of 21 to 27 March
    timeml    113 reports of TimeBank and AQUAINT, most of them on four long stories of 1998 to 2000, among all 256
    clusters  221 web reports on 35 events; settings were not chosen by these
    cost      the mean time of a report in records of 1,000 and 10,000 wire reports, with and without linking

Settings were chosen by the first three. What lies in ../shared is not part of this repository; without it a set is
skipped, saying so.
"""

import argparse
import gzip
import html
import json
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import bilat
from benchmarks.scoring import SHARED, scorer
from bilat.records import Document, Reading

GOLD = Path(__file__).parent.parent / "eval" / "gold"
DATA = SHARED / "data"
WIRE = DATA / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz"
TIMEML = DATA / "tempeval3" / "data" / "TBAQ-cleaned"
CLUSTERS = DATA / "clusters" / "giveme5w1h-even.jsonl"
_TAG = re.compile(r"<[^>]+>")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", help="which sets, and cost; by default all")
    parser.add_argument("--pred", metavar="FOLDER", help="where the predictions are kept, one file a set")
    options = parser.parse_args()
    wanted = options.sets or [*SETS, "cost"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.pred or scratch)
        folder.mkdir(exist_ok=True, parents=True)
        for name in SETS:
            if name in wanted:
                result = score(name, Path(scratch), folder / f"{name}.jsonl")
                print(f"{name}: {json.dumps(result) if result else 'skipped, ../shared is not here'}", flush=True)
        if "cost" in wanted:
            cost(Path(scratch))


def score(name: str, scratch: Path, pred: Path) -> dict[str, Any] | None:
    """B-cubed of one set; null where its reports or the scorer are not here."""
    gold, needed, reports = SETS[name]
    published = scorer()
    if published is None or not (gold.exists() and needed.exists()):
        return None
    with bilat.Record(scratch / f"{name}.db") as record:
        for document in sorted(reports(), key=lambda document: document.published or ""):
            record.add(Reading(document=document))
        stories = record.stories()
    lines = [{"id": report.report, "cluster": story.id} for story in stories for report in story.reports]
    pred.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    result: dict[str, Any] = published.score_clusters(gold, pred)
    return result


def cost(scratch: Path) -> None:
    """What a report costs, in milliseconds, after so many are in the record."""
    if not WIRE.exists():
        print("cost: skipped, ../shared is not here")
        return
    import bilat.linking

    documents = list(wire(""))
    link, marks = bilat.linking.place, (1_000, len(documents))
    for name, place in (("put and linked", link), ("put alone", lambda *_: None)):
        bilat.linking.place = place  # what the linking costs is what it takes less without
        took = []
        with bilat.Record(scratch / f"cost-{name.replace(' ', '-')}.db") as record:
            for document in documents:
                start = time.perf_counter()
                record.add(Reading(document=document))
                took.append(1000 * (time.perf_counter() - start))
        told = ", ".join(f"{statistics.median(took[mark - 500 : mark]):.1f} ms at {mark:,} reports" for mark in marks)
        print(f"cost: {name}: median {told}")
    bilat.linking.place = link


def wire(since: str, until: str = "9999") -> Iterator[Document]:
    """Wire reports of some days."""
    with gzip.open(WIRE, "rt", encoding="utf-8") as lines:
        yield from (
            document for document in documents(lines) if document.published and since <= document.published < until
        )


def documents(lines: Iterable[str]) -> Iterator[Document]:
    """Reports of JSON lines."""
    for line in lines:
        row = json.loads(line)
        yield Document(**{key: row.get(key) for key in ("id", "title", "published", "source", "url", "text")})


def of_file(path: Path) -> Callable[[], Sequence[Document]]:
    """The reports of a file, when they are asked for."""
    return lambda: list(documents(path.read_text(encoding="utf-8").splitlines()))


def timeml() -> Iterator[Document]:
    """The reports of TimeBank and AQUAINT: they have no titles."""
    for file in sorted(TIMEML.glob("*/*.tml")):
        whole = file.read_text(encoding="utf-8")
        found = re.search(r'<DCT>.*?value="(\d{4})-?(\d\d)-?(\d\d).*?<TEXT>(.*?)</TEXT>', whole, flags=re.DOTALL)
        if found is None:
            raise ValueError(f"{file} has no date or no text")
        text = html.unescape(_TAG.sub("", found.group(4))).strip()
        yield Document(id=file.stem, text=text, published="-".join(found.group(1, 2, 3)), source=file.stem[:3])


# Of each set the gold standard, what must be there, and its reports.
SETS: dict[str, tuple[Path, Path, Callable[[], Iterable[Document]]]] = {
    "own": (GOLD / "stories_own.jsonl", GOLD, of_file(GOLD / "stories_own.jsonl")),
    "wire": (GOLD / "stories_wire.jsonl", WIRE, lambda: wire("1987-03-21", "1987-03-28")),
    "timeml": (GOLD / "stories_timeml.jsonl", TIMEML, timeml),
    "clusters": (CLUSTERS, CLUSTERS, of_file(CLUSTERS)),
}


if __name__ == "__main__":
    main()
