"""Who is meant by the words for a speaker: 300 that the rules were written with, and others that they were not.

    python -m benchmarks.speakers [--given] [--misses]

The gold standard (eval/gold/speakers.jsonl and speakers_unseen.jsonl: ids and offsets alone, in reports of the wire of
1987 and of PolNeAR's dev part) says whom the words mean: somebody named, with the places in the report where the full
name stands; or nobody who is named ("officials"), several, a document, or that the words are no speaker. An answer is

- right: the actor named there (a government by its country); or none, where nobody is named and the report's words for
  a group or a state's people may stand as they are;
- wrong: another actor, or one where there is none;
- unresolved: none where there is one, which counts as missed. A speaker that no statement was found for is unresolved.

With --given the speaker's words are taken from the gold standard, not from a statement that was found: what is measured
then is the resolution alone.

A first round of rules was written without the rows whose report's MD5 ends in a letter; with --given, 79.4 % of those
were right then (and 2.1 % wrong). Since then all 300 have been looked at. What the rules do on new text is told by the
rows of eval/gold/speakers_unseen.jsonl, whose misses are never listed; the two sets are printed apart. The reports are
not part of this repository; without them the benchmark says so and stops.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import bilat
from benchmarks.scoring import POLNEAR, SHARED
from bilat.codebook import load_codebook
from bilat.documents import read_inputs
from bilat.parser import load_parser
from bilat.reading.actors import read_cast
from bilat.reading.page import Page, fingerprint
from bilat.reading.statements.candidate import Candidate
from bilat.reading.statements.resolve import meant, speaker_of
from bilat.reading.structure import find_structure
from bilat.records import Actor, Document, Reading, Span

GOLD = Path(__file__).resolve().parents[1] / "eval" / "gold" / "speakers.jsonl"
UNSEEN = GOLD.with_name("speakers_unseen.jsonl")
WIRE = SHARED / "data" / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz"
# Of a full name so much must be in a mention of the actor that was answered.
COVERED = 0.8
STATES = ("country", "government")
VERDICTS = ("right", "wrong", "unresolved")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--given", action="store_true", help="ask whom the gold standard's words for the speaker mean")
    parser.add_argument("--misses", action="store_true", help="list what was not right, but of the unseen rows")
    options = parser.parse_args()
    if not there():
        print(f"speakers: skipped, {WIRE} or {POLNEAR} is not there")
        return
    for name, gold in (("looked at", GOLD), ("unseen", UNSEEN)):
        if gold.is_file():
            print(f"{name}: {gold.name}")
            table(gold, given=options.given, misses=options.misses and gold != UNSEEN)


def table(gold: Path, *, given: bool, misses: bool) -> None:
    """Prints the shares of a gold file's rows, all together and by set and answer."""
    counts: dict[str, Counter[str]] = {}
    for row, verdict, answer in judged(given=given, gold=gold):
        for group in ("all", row["set"], f"– {row['answer']}"):
            counts.setdefault(group, Counter())[verdict] += 1
        if misses and verdict != "right":
            print(verdict, row["report"], row["source"], row["answer"], answer)
    print(f"{'':14}{'rows':>6}" + "".join(f"{verdict:>12}" for verdict in VERDICTS))
    for group, count in counts.items():
        shares = "".join(f"{count[verdict] / count.total():12.1%}" for verdict in VERDICTS)
        print(f"{group:14}{count.total():6}{shares}")


def there() -> bool:
    """Whether the reports are on this machine."""
    return WIRE.is_file() and POLNEAR.is_dir()


def judged(*, given: bool = False, gold: Path = GOLD) -> Iterator[tuple[dict[str, Any], str, str | None]]:
    """Each gold row with the verdict and the id of the actor answered."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    answer = asked if given else found
    ask = {document.id: answer(document) for document in documents({row["report"] for row in rows})}
    for row in rows:
        actor = ask[row["report"]](tuple(row["source"]))
        yield row, verdict_of(row, actor), actor.id if actor else None


def found(document: Document) -> Callable[[Span], Actor | None]:
    """Who the statement found at a speaker's words says they mean."""
    return partial(answered, bilat.read(document))


def asked(document: Document) -> Callable[[Span], Actor | None]:
    """Who a speaker's words in the report mean, asked of the resolution directly."""
    codebook = load_codebook()
    layout = find_structure(document, codebook)
    syntax = load_parser()(layout.title, document.text, layout.blocks)
    cast = read_cast(Page(document, layout, syntax, codebook, fingerprint(document.title, document.text)))

    def ask(source: Span) -> Actor | None:
        words = syntax.token_at("text", source[0]), syntax.token_at("text", source[1] - 1) + 1
        paper = syntax.lower[meant(syntax, words)] in codebook.cues.media["speaker"]
        speaker = speaker_of(syntax, cast, Candidate("given", content=(), source=words), document=paper)
        return cast.actors[speaker.actor] if speaker.actor else None

    return ask


def documents(wanted: set[str]) -> Iterator[Document]:
    """The reports with those ids."""
    for item in read_inputs([str(WIRE)]):
        if isinstance(item, Document) and item.id in wanted:
            yield item
    for path in sorted((POLNEAR / "dev" / "text").glob("*.txt")):
        if path.stem in wanted:
            yield Document(id=path.stem, text=path.read_text(encoding="utf-8"), published=path.stem.split("_")[1])


def answered(reading: Reading, source: Span) -> Actor | None:
    """The actor that the statement with the speaker's words at that place names."""
    speakers = [s.speaker for s in reading.statements if s.where == "text" and s.speaker and s.speaker.span]
    beside = [(overlap(speaker.span, source), speaker.actor) for speaker in speakers if speaker.span]
    share, actor = max(beside, key=lambda found: (found[0], found[1] or ""), default=(0.0, None))
    return next((one for one in reading.actors if one.id == actor), None) if share else None


def overlap(one: Span, other: Span) -> float:
    """What two spans share, as a share of both together."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def verdict_of(row: dict[str, Any], actor: Actor | None) -> str:
    """Whether the answer is right, wrong or unresolved."""
    if row["answer"] == "named":
        if actor is None:
            return "unresolved"
        if row["kind"] == "government" and actor.kind in STATES:
            return "right" if actor.country == row["country"] else "wrong"
        named = any(covers(mention, span) for mention in actor.mentions for span in row["named_at"])
        return "right" if named else "wrong"
    if actor is None:
        return "right"
    stands_for = row["answer"] == "unnamed" and actor.country == row["country"] is not None
    return "right" if stands_for and actor.kind in ("group", *STATES) else "wrong"


def covers(mention: Span, name: list[int]) -> bool:
    """Whether a mention holds a full name."""
    shared = min(mention[1], name[1]) - max(mention[0], name[0])
    return shared >= COVERED * (name[1] - name[0])


if __name__ == "__main__":
    main()
