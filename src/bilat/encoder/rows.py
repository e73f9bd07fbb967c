"""How the words of a window are laid out in pieces: one layout, for reading and for training."""

from collections.abc import Sequence

# Pieces that the encoder has positions for.
LONGEST = 512


def lay_out(words: Sequence[Sequence[int]], opening: int, closing: int) -> tuple[list[int], list[int], list[int]]:
    """Numbers of the pieces, number of each piece's word, and place of each word's first piece.

    `words` holds the pieces of each word. Word 0 stands for the marks before and after the words. What has no position
    any more is left out; words out there share the last place.
    """
    pieces, word, first = [opening], [0], []
    for place, parts in enumerate(words, 1):
        first.append(min(len(pieces), LONGEST - 2))
        pieces += parts
        word += [place] * len(parts)
    return [*pieces[: LONGEST - 1], closing], [*word[: LONGEST - 1], 0], first
