"""The judge of events: of a sentence and two countries (or any two marked parties), what the one does to the other.

It reads the encoder's words: those of the sentence through an attention that the two parties steer, and the mean of the
words that mean each party. Its answers are PLOVER types as bilat codes them (with status), and labels as the published
label data has them, which calls a planned visit AGREE.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import DROPOUT, WIDTH

# Scores of types, statuses, modes and labels, and where in the sentence was looked.
Answers = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]

LOOKS, KEY, INNER, STANDING = 4, 64, 256, 32


class Judge(nn.Module):
    """Vectors of a batch's words and questions about them -> scores of types, of statuses and of labels."""

    def __init__(self, types: int, statuses: int, modes: int, standings: int) -> None:
        super().__init__()
        self.standing = nn.Embedding(2 * standings, STANDING)
        self.query = nn.Linear(2 * WIDTH + 2 * STANDING, LOOKS * KEY)
        self.key = nn.Linear(WIDTH, LOOKS * KEY)
        self.joined = nn.Linear((LOOKS + 2) * WIDTH + 2 * STANDING, INNER)
        sizes = (types, statuses, modes, types)
        self.types, self.statuses, self.modes, self.labels = (nn.Linear(INNER, size) for size in sizes)

    def forward(self, words: Tensor, focus: Tensor, source: Tensor, target: Tensor, standing: Tensor) -> Answers:
        """`words` (words, width); `focus`, `source` and `target` (questions, places): numbers of words, -1 for none;
        `standing` (questions, 2). The last answer is how much each place of the focus was looked at."""
        count = focus.shape[0]
        shown = focus >= 0
        sentence = words[focus.clamp(min=0)]
        sides = torch.cat([mean(words, source), mean(words, target)], 1)
        told = self.standing(standing + torch.tensor([0, self.standing.num_embeddings // 2])).flatten(1)
        sides = torch.cat([sides, told], 1)
        query = self.query(sides).view(count, LOOKS, 1, KEY)
        key = self.key(words)[focus.clamp(min=0)].view(count, -1, LOOKS, KEY).transpose(1, 2)
        looked = ((query * key).sum(-1) / KEY**0.5).masked_fill(~shown[:, None], -1e4).softmax(-1)
        seen = (looked @ sentence).flatten(1)
        joined = self.joined(functional.dropout(torch.cat([seen, sides], 1), DROPOUT, self.training))
        joined = functional.dropout(functional.gelu(joined), DROPOUT, self.training)
        return (
            self.types(joined), self.statuses(joined), self.modes(joined), self.labels(joined), looked.mean(1),
        )  # fmt: skip


def mean(words: Tensor, places: Tensor) -> Tensor:
    """The mean of the words at the places of each row; -1 stands for no place."""
    told = (places >= 0).to(words.dtype)
    summed = (words[places.clamp(min=0)] * told[..., None]).sum(1)
    result: Tensor = summed / told.sum(1, keepdim=True).clamp(min=1)
    return result
