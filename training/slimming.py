"""Feed-forward layers made narrower once they have learned, which is what makes the encoder cheap to run.

Of the inner units of each layer those stay that tell most (the variance of the unit, times the weights that read it),
and what the others added is given to them by least squares. After that the narrow encoder learns on, from the labels
and from the vectors of the wide one.
"""

import random
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from training.batches import Batch, Row, batch_of
from training.encoder import NARROW, Block, Encoder, of_words
from training.events.branch import SHARED
from training.learner import Learner

# Windows, and words of them, from which the units are chosen and fitted, and what keeps the fit from running wild.
WINDOWS, WORDS, RIDGE = 400, 12_000, 1e-3
# What staying near the wide encoder's vectors weighs beside the tagger's own loss.
NEARNESS = 20.0


@torch.no_grad()
def slimmed(encoder: Encoder, rows: Sequence[Row]) -> Encoder:
    """The encoder with narrow feed-forward layers, fitted to what its wide ones say of some of the rows."""
    encoder.eval()
    seen: list[list[Tensor]] = [[] for _ in encoder.blocks]
    for row in random.Random(1).sample(rows, min(WINDOWS, len(rows))):
        batch = batch_of([row])
        hidden = encoder.lower(batch.pieces, batch.word, batch.columns, None, 0)
        for units, block in zip(seen, encoder.blocks, strict=True):
            attended = block.attend(hidden, None)
            units.append(block.inner(attended)[0])
            hidden = block.feed(attended)
    narrow = Encoder(encoder.pieces.num_embeddings, [table.num_embeddings for table in encoder.columns], NARROW)
    weights = encoder.state_dict()
    for number, units in enumerate(seen):
        fitted = _fitted(encoder.blocks[number], torch.cat(units)[:WORDS])
        weights.update({f"blocks.{number}.{name}": weight for name, weight in fitted.items()})
    narrow.load_state_dict(weights)
    return narrow


def _fitted(block: Block, units: Tensor) -> dict[str, Tensor]:
    """Weights of the feed-forward layer with the units that stay; `units` (words, inner units)."""
    mean = units.mean(0)
    around = units - mean
    telling = around.var(0) * block.narrow.weight.pow(2).sum(0)
    kept = telling.argsort(descending=True)[:NARROW].sort().values
    seen = around[:, kept]
    squares = seen.T @ seen
    squares += torch.eye(NARROW) * RIDGE * squares.diagonal().mean()
    read = torch.linalg.solve(squares, seen.T @ (around @ block.narrow.weight.T)).T
    return {
        "wide.weight": block.wide.weight[kept],
        "wide.bias": block.wide.bias[kept],
        "narrow.weight": read,
        "narrow.bias": block.narrow.bias + block.narrow.weight @ mean - read @ mean[kept],
    }


def near_loss(narrow: Learner, wide: Learner, batch: Batch) -> Tensor:
    """The tagger's loss, and how far the narrow encoder's vectors are from the wide one's: where the judge goes on, and
    at the end."""
    with torch.autocast("cpu", torch.bfloat16):
        with torch.no_grad():
            wanted = _vectors(wide.encoder, batch)
        found = _vectors(narrow.encoder, batch)
        scores = narrow.tagger(of_words(found[-1], batch.first))
    shown = (batch.mask[:, 0, 0, :] == 0).float()[..., None]
    apart = sum(
        ((own.float() - other.float()).pow(2).mean(2, keepdim=True) * shown).sum() / shown.sum()
        for own, other in zip(found, wanted, strict=True)
    )
    return narrow.tagger.loss(scores.float(), batch.labels, batch.lengths) + NEARNESS * apart


def _vectors(encoder: Encoder, batch: Batch) -> tuple[Tensor, Tensor]:
    shared = encoder.lower(batch.pieces, batch.word, batch.columns, batch.mask, SHARED)
    hidden = shared
    for block in encoder.blocks[SHARED:]:
        hidden = block(hidden, batch.mask)
    return shared, hidden


def learning_on(learner: Learner) -> list[nn.Parameter]:
    """What learns while the encoder is slimmed: layers, columns and the tagger; the table of word pieces stays."""
    learner.requires_grad_(False)
    for part in (learner.encoder.blocks, learner.encoder.columns, learner.tagger):
        part.requires_grad_(True)
    return [weight for weight in learner.parameters() if weight.requires_grad]
