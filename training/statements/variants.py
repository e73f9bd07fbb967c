"""Windows as they might have been printed elsewhere: in other marks of quotation, with words that are not known."""

import random
from dataclasses import replace

from training.batches import Row
from training.statements.articles import Example

# How often a window gets other marks; PolNeAR has few but "…" and “…”.
SHARE = 0.15
# How many pieces of words are hidden, so that no single one is relied on, and what stands in their place.
HIDDEN, MASK = 0.05, 103
SYSTEMS = (('"', '"'), ("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ("'", "'"), ("``", "''"), ("「", "」"))
# Of the column "quoted" (bilat.reading.encoding.columns): where a quotation opens and closes.
_OPENS, _CLOSES = frozenset({1, 4, 6}), 3


def varied(example: Example, chance: random.Random) -> Example:
    """The window, now and then with other marks; its columns stay, as they say what the marks do."""
    quoted = example.columns["quoted"]
    if not any(quoted) or chance.random() >= SHARE:
        return example
    opening, closing = chance.choice(SYSTEMS)
    words = [
        opening if place in _OPENS else closing if place == _CLOSES else word
        for word, place in zip(example.words, quoted, strict=True)
    ]
    return replace(example, words=words)


def hidden(row: Row, chance: random.Random) -> Row:
    """The row with some of its pieces hidden; the marks at both ends stay."""
    inner = [MASK if chance.random() < HIDDEN else piece for piece in row.pieces[1:-1]]
    return replace(row, pieces=[row.pieces[0], *inner, row.pieces[-1]])
