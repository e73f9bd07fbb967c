"""Which PLOVER root a sentence with two marked parties has, in the terms of the published label data."""

import re

import msgspec

from bilat.records import Span

# The label data has one label for the two, in the class of material cooperation.
YIELDING = ("CONCEDE", "RETREAT")


class MarkedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, and where its source and target stand: `[start, end]` in code points, null where not known."""

    text: str
    id: str | int | None = None
    source: Span | None = None
    target: Span | None = None


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """The root with its quad class (1 to 4), and how likely it was found, from 0 to 1.

    Of CONCEDE and RETREAT, which the label data takes for one (YIELD), `score` is that of both.
    """

    id: str | int | None
    root: str
    quad: int
    score: float


def root_of(shares: dict[str, float]) -> tuple[str, float]:
    """The likeliest root and its share of all roots; that there is no event at all is not asked."""
    roots = {root: share for root, share in shares.items() if root != "NONE"}
    either = sum(roots[root] for root in YIELDING)
    best = max(roots, key=lambda root: either if root in YIELDING else roots[root])
    if best in YIELDING:
        best = max(YIELDING, key=lambda root: roots[root])
    return best, (either if best in YIELDING else roots[best]) / sum(roots.values())


def unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    """'The <s>US</s> met <t>India</t>' -> the text without marks, and the spans of "s" and "t" that are closed."""
    text, last = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for mark in re.finditer(r"<(/?)([st])>", marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if not mark[1]:
            opened[mark[2]] = len(text)
        elif mark[2] in opened:
            spans[mark[2]] = opened[mark[2]], len(text)
    return text + marked[last:], spans


def label_sentence(sentence: MarkedSentence) -> Label:
    """What the source does to the target in a sentence, as plain PLOVER has it: a planned visit is AGREE.

    A party that is not given is looked for in the whole sentence. Raises `bilat.errors.InputError` where the text is
    empty or a span does not lie in it.
    """
    from bilat.codebook import load_codebook
    from bilat.encoder.labeller import load_labeller
    from bilat.errors import InputError

    name = str(sentence.id) if sentence.id is not None else "sentence"
    if not sentence.text.strip():
        raise InputError(name, "the text is empty")
    for side, span in (("source", sentence.source), ("target", sentence.target)):
        if span is not None and not 0 <= span[0] < span[1] <= len(sentence.text):
            raise InputError(
                name, f"{side} {list(span)} is no stretch of the text, which has {len(sentence.text)} characters"
            )
    root, share = root_of(load_labeller().shares(sentence.text, sentence.source, sentence.target))
    return Label(id=sentence.id, root=root, quad=load_codebook().events.scale[root].quad, score=round(share, 3))
