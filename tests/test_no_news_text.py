"""No news text stands in the repository: what the texts at hand for measuring say, its own examples must not repeat.

Words are compared without case, punctuation and white space. Runs of seven words and fewer are set phrases often enough
("said in a statement on Thursday that"); a NAME counts as one word, because whoever writes of it uses the same words.
"""

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import needs

ROOT = Path(__file__).parents[1]
RUN = 8

# Long names that any report or table must spell in the same words, and why they are needed here.
NAMES = {
    "General Agreement on Tariffs and Trade": "a body, whose cases show that it is no pact and no measure",
    "Ministry of International Trade and Industry": "Japan's ministry until 2001, a body",
}

_ESCAPE = re.compile(r"\\[nrt]")  # a line break inside a string of JSON or Python, not a letter of the word after it
_WORD = re.compile(r"[^\W_]+")
_JOINED = [(" ".join(_WORD.findall(name.casefold())), name.casefold().replace(" ", "_")) for name in NAMES]

Words = tuple[str, ...]


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = " ".join(_WORD.findall(_ESCAPE.sub(" ", text).casefold()))
    for name, joined in _JOINED:
        plain = plain.replace(name, joined)
    return plain.split()


def runs(text: str) -> Iterator[Words]:
    """Every run of eight words of a text."""
    found = words(text)
    return zip(*(found[start:] for start in range(RUN)), strict=False)


def test_folding_finds_a_run_across_lines_and_case_but_not_a_name() -> None:
    written = set(runs('text = "Six  tired envoys\\nate cold\n    # soup in OSLO, and left."'))
    assert written.intersection(runs("At noon six tired envoys ate cold soup in Oslo."))
    assert not set(runs("Peru spoke of the General Agreement on Tariffs and Trade.")).intersection(
        runs("Chile spoke of the General Agreement on Tariffs and Trade.")
    )


def repository() -> dict[Words, str]:
    """Every run of words in the repository's text files (also not yet committed ones), and a file it is in."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    found: dict[Words, str] = {}
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""  # a file may be deleted and not yet committed
        if b"\0" in content:  # a picture
            continue
        for run in runs(content.decode()):
            found.setdefault(run, name)
    return found


def news(seed: Path, wires: Path) -> Iterator[tuple[str, str]]:
    """The first report and the reports of 1987, each with the name it is told by."""
    yield seed.name, seed.read_text(encoding="utf-8")
    with gzip.open(wires, "rt", encoding="utf-8") as lines:
        for line in lines:
            report = json.loads(line)
            yield report["id"], f"{report.get('title') or ''}\n{report['text']}"


def test_no_run_of_words_from_the_news() -> None:
    seed = needs("data", "seed", "modi-trump-call.txt")
    wires = needs("data", "reuters", "reuters-1987-02-26_03-31.jsonl.gz")
    written = repository()
    known = set(written)
    copied = sorted(
        f"{written[run]}: {' '.join(run)!r} is in {report}"
        for report, text in news(seed, wires)
        for run in known.intersection(runs(text))
    )
    assert not copied, "write examples in words of your own:\n" + "\n".join(copied)
