"""Scores of the time reading on TimeBank and AQUAINT (TempEval-3), by documents looked at and documents kept back.

    python -m benchmarks.times GOLD_DIR

GOLD_DIR holds the .tml files of TempEval-3 (TBAQ-cleaned), in any sub-folders; without it nothing is scored. Rules were
written on documents whose name's MD5 ends in a digit; those ending in a letter were kept back. Measures are those of
TempEval-3: a time is found when its extent overlaps (relaxed) or is the same (strict), its value when the value of an
overlapping time is the same. The cost is that of reading times alone, without the parse.
"""

import hashlib
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bilat.codebook import load_codebook
from bilat.parser import load_parser
from bilat.reading.page import Page, fingerprint
from bilat.reading.structure import find_structure
from bilat.reading.times import read_times
from bilat.records import Document, Span, Time

Gold = tuple[Span, str, str]
MEASURES = ("strict", "relaxed", "value", "type")


def documents(folder: Path) -> Iterator[tuple[Document, list[Gold]]]:
    """The texts with their times (extent, type, value), in the order of their names."""
    for path in sorted(folder.rglob("*.tml")):
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        body, created = root.find("TEXT"), root.find("DCT/TIMEX3")
        if body is None or created is None:
            continue
        times: list[Gold] = []
        text = "".join(_walk(body, [0], times))
        yield Document(id=path.stem, text=text, published=(created.get("value") or "")[:10]), times


def _walk(node: ET.Element, place: list[int], times: list[Gold]) -> Iterator[str]:
    """The text below a node; `place` counts the characters given so far."""
    start = place[0]
    place[0] += len(node.text or "")
    yield node.text or ""
    for child in node:
        yield from _walk(child, place, times)
        place[0] += len(child.tail or "")
        yield child.tail or ""
    if node.tag == "TIMEX3":
        times.append(((start, place[0]), node.get("type") or "", node.get("value") or ""))


def kept_back(name: str) -> bool:
    """Whether the document was not looked at when the rules were written."""
    return hashlib.md5(name.encode()).hexdigest()[-1] in "abcdef"


def compare(gold: list[Gold], found: list[Time]) -> Counter[str]:
    """Hits of each measure; every gold time takes the found one that fits best."""
    count: Counter[str] = Counter(gold=len(gold), found=len(found))
    left = list(found)
    for (start, end), kind, value in gold:
        near = [item for item in left if item.span[0] < end and start < item.span[1]]
        if not near:
            continue
        best = max(
            near,
            key=lambda t: (t.span == (start, end), min(t.span[1], end) - max(t.span[0], start)),
        )
        left.remove(best)
        hits = (best.span == (start, end), True, best.value == value, best.type == kind)
        count.update({name: int(hit) for name, hit in zip(MEASURES, hits, strict=True)})
    return count


def main(folder: Path) -> None:
    if not any(folder.rglob("*.tml")):
        print(f"skipped: no .tml files in {folder} (TempEval-3, TBAQ-cleaned)")
        return
    parse, codebook = load_parser(), load_codebook()
    totals: dict[str, Counter[str]] = {"looked at": Counter(), "kept back": Counter()}
    tokens, spent = 0, 0.0
    for document, gold in documents(folder):
        layout = find_structure(document, codebook)
        syntax = parse(layout.title, document.text, layout.blocks)
        page = Page(document, layout, syntax, codebook, fingerprint(None, document.text))
        begin = time.process_time()
        found = read_times(page)
        spent += time.process_time() - begin
        tokens += len(syntax)
        totals["kept back" if kept_back(document.id) else "looked at"].update(compare(gold, list(found)))
    print(f"{'documents':12}{'gold':>6}{'found':>7}" + "".join(f"{name:>9}" for name in MEASURES))
    for name, count in totals.items():
        scores = [200 * count[measure] / max(count["gold"] + count["found"], 1) for measure in MEASURES]
        print(f"{name:12}{count['gold']:6}{count['found']:7}" + "".join(f"{score:9.1f}" for score in scores))
    print(f"{1e6 * spent / max(tokens, 1):.2f} microseconds a token")


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        print("skipped: give the folder of TempEval-3's TBAQ-cleaned: python -m benchmarks.times GOLD_DIR")
