"""The labeller: MiniLM with the marks of the two parties in its input, and one layer on top."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import DROPOUT, WIDTH, Encoder

# A piece belongs to neither party, to the source or to the target.
MARKS = {"mark": 3}


class Labeller(nn.Module):
    """Pieces and marks of one sentence each -> scores of the answers."""

    def __init__(self, encoder: Encoder, answers: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = nn.Linear(3 * WIDTH, answers)
        nn.init.normal_(encoder.columns[0].weight, std=0.02)  # type: ignore[arg-type]  # ModuleList forgets what it holds

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """`pieces` and `marks` (batch, pieces). Every piece is a word of its own to the encoder."""
        place = torch.arange(pieces.shape[1])[None].expand_as(pieces)
        words = self.encoder(pieces, place, place, marks[None], mask)
        seen = torch.cat([words[:, 0], mean(words, marks == 1), mean(words, marks == 2)], 1)
        result: Tensor = self.labels(functional.dropout(seen, DROPOUT, self.training))
        return result


def mean(words: Tensor, inside: Tensor) -> Tensor:
    """The mean of the words inside; nothing where there are none."""
    share = inside.to(words.dtype)
    return (words * share[..., None]).sum(1) / share.sum(1, keepdim=True).clamp(min=1)
