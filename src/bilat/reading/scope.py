"""What is worth reading where only what happens between two countries is asked for (`scope="pair"`).

First the document: if it names fewer than two countries, nothing of it is coded. Then each paragraph: one that names
nobody and refers to nobody is left out before the parse, which is where the time goes. What is left out is in
`skipped`.
"""

import re
from dataclasses import replace
from typing import Literal

from bilat.codebook import Codebook
from bilat.reading.structure import Layout
from bilat.records import Document, Skipped, rule
from bilat.syntax import Block

Scope = Literal["all", "pair"]

_NAME_START = re.compile(r"\b[A-Z]")
_WORD = re.compile(r"[a-z]+")


def within_scope(layout: Layout, document: Document, codebook: Codebook, scope: Scope) -> Layout:
    """The layout with only the blocks that the scope asks to be read."""
    if scope == "all":
        return layout
    year = int(document.published[:4]) if document.published else None
    named = [_countries(block, codebook, year) for block in layout.blocks]
    if len(set().union(*named)) < 2:
        return _without(layout, [False] * len(named), "fewer than two countries are named")
    kept = [bool(countries) or _refers(block, codebook) for countries, block in zip(named, layout.blocks, strict=True)]
    return _without(layout, kept, "names and refers to nobody")


def _countries(block: Block, codebook: Codebook, year: int | None) -> set[str]:
    """The countries that the codebook's names in a block point to."""
    directory = codebook.directory
    found: set[str] = set()
    end = 0
    for start in _NAME_START.finditer(block.shown):
        name = directory.names.at(block.shown, start.start()) if start.start() >= end else None
        if name is None:
            continue
        end = start.start() + len(name.text)
        for meaning in name.meanings:
            if directory.stood(meaning, year):
                found.update(directory.countries_of(meaning))
    return found


def _refers(block: Block, codebook: Codebook) -> bool:
    """Whether a block refers to somebody named elsewhere, or tells words of theirs."""
    if block.kind == "post" or '"' in block.shown or "“" in block.shown:
        return True
    words = codebook.directory.words.reference_words
    return any(word in words for word in _WORD.findall(block.shown.lower()))


def _without(layout: Layout, kept: list[bool], reason: str) -> Layout:
    """The layout without the blocks that are not kept; the title stays, so that a Reading still says what it is of."""
    kept = [keep or block.where == "title" for keep, block in zip(kept, layout.blocks, strict=True)]
    number = {old: new for new, old in enumerate(index for index, keep in enumerate(kept) if keep)}
    skipped = [
        Skipped(span=(block.start, block.end), reason=f"out of scope: {reason}", by=rule("scope.pair"))
        for keep, block in zip(kept, layout.blocks, strict=True)
        if not keep
    ]
    return replace(
        layout,
        blocks=tuple(block for keep, block in zip(kept, layout.blocks, strict=True) if keep),
        posts=tuple(replace(post, block=number[post.block]) for post in layout.posts if post.block in number),
        skipped=tuple(sorted([*layout.skipped, *skipped], key=lambda item: item.span)),
    )
