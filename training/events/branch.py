"""The judge's own layers: they go on from the lowest layer, which the tagger of statements has run already.

With two wide layers upon four shared ones the judge found less; docs/accuracy.md sets the two side by side.
"""

from torch import Tensor, nn

from training.encoder import LAYERS, NARROW, Block, of_words

# Layers of the tagger's encoder that both run once, and layers of the judge's own above them.
SHARED = 1
OWN = LAYERS - SHARED


class Branch(nn.Module):
    """Pieces as the shared layers leave them -> a vector for each word."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(Block(NARROW) for _ in range(OWN))

    def forward(self, hidden: Tensor, first: Tensor, mask: Tensor | None) -> Tensor:
        """`hidden` (batch, pieces, width); `first` the first piece of each word."""
        for block in self.blocks:
            hidden = block(hidden, mask)
        return of_words(hidden, first)
