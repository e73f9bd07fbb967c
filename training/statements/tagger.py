"""The tagger of statements: labels for the encoder's words, and a chain of labels on top."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import DROPOUT, WIDTH


class Tagger(nn.Module):
    """Scores of each label for each word, and of each label after another."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.scores = nn.Linear(WIDTH, labels)
        self.after = nn.Parameter(torch.zeros(labels, labels))
        self.at_start = nn.Parameter(torch.zeros(labels))

    def forward(self, words: Tensor) -> Tensor:
        """`words` (batch, words, width), the encoder's."""
        result: Tensor = self.scores(functional.dropout(words, DROPOUT, self.training))
        return result

    def loss(self, scores: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood of the label chains, a mean over words."""
        inside = torch.arange(scores.shape[1])[None] < lengths[:, None]
        own = scores.gather(2, labels[..., None]).squeeze(2)
        told = (own * inside).sum(1) + self.at_start[labels[:, 0]]
        told = told + (self.after[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]).sum(1)
        return (self._all_chains(scores, inside) - told).sum() / lengths.sum()

    def _all_chains(self, scores: Tensor, inside: Tensor) -> Tensor:
        """Logarithm of the summed weights of all chains: the forward algorithm, scaled at each word."""
        after = self.after.exp()
        total = (self.at_start + scores[:, 0]).log_softmax(1)
        logarithm = torch.logsumexp(self.at_start + scores[:, 0], dim=1)
        share = total.exp()
        peaks = scores.amax(2, keepdim=True)
        weights = (scores - peaks).exp()
        sizes = []
        for place in range(1, scores.shape[1]):
            longer = (share @ after) * weights[:, place]
            size = longer.sum(1, keepdim=True)
            here = inside[:, place, None]
            share = torch.where(here, longer / size, share)
            sizes.append(size)
        if sizes:
            grown = (torch.cat(sizes, 1).log() + peaks[:, 1:, 0]) * inside[:, 1:]
            logarithm = logarithm + grown.sum(1)
        return logarithm
