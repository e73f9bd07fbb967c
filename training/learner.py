"""All that reading a report needs: an encoder, the tagger of statements upon it, and the judge of events beside it."""

import torch
from torch import Tensor, nn

from bilat.reading.events.answers import ANSWERS, MODES, STATUSES
from bilat.reading.events.asked import STANDINGS
from bilat.reading.statements.labels import LABELS
from training.batches import Batch
from training.encoder import WIDTH, Encoder
from training.events.batches import EventBatch, Heads
from training.events.branch import SHARED, Branch
from training.events.judge import Answers, Judge
from training.statements.tagger import Tagger

# Of all answers that were not wanted, this share is wanted all the same, so that no answer is ever quite sure.
SMOOTHING = 0.1
# What a question that nobody has an answer to weighs beside one that has: there are many more of them.
NONE_WEIGHT = 0.5


class Learner(nn.Module):
    """The three parts, with the losses of the two tasks."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.tagger = Tagger(len(LABELS))
        self.branch = Branch()
        self.judge = Judge(len(ANSWERS), len(STATUSES), len(MODES), len(STANDINGS))

    def words(self, batch: Batch) -> Tensor:
        """The encoder's words (batch, words, width)."""
        result: Tensor = self.encoder(batch.pieces, batch.word, batch.first, batch.columns, batch.mask)
        return result

    def branch_words(self, batch: Batch) -> Tensor:
        """The words of the judge's own layers, upon the encoder's lowest."""
        with torch.no_grad():
            hidden = self.encoder.lower(batch.pieces, batch.word, batch.columns, batch.mask, SHARED)
        result: Tensor = self.branch(hidden, batch.first, batch.mask)
        return result

    def judge_words(self, words: Tensor, batch: EventBatch) -> Answers:
        """The judge's answers to questions about these words (batch, words, width)."""
        result: Answers = self.judge(
            words.float().reshape(-1, WIDTH), batch.focus, batch.source, batch.target, batch.standing
        )
        return result


def judge_loss(answers: Answers, batch: EventBatch, label_weights: Tensor) -> Tensor:
    """The losses of the four heads, each a mean over the questions that ask it."""
    types, statuses, modes, labels, _ = answers
    none = batch.type.weights[:, -1] * (~batch.type.any)
    share = batch.type.share * (1 - (1 - NONE_WEIGHT) * none)
    told = (batch.label.weights * label_weights).sum(1) / batch.label.weights.sum(1).clamp(min=1e-6)
    return (
        head_loss(types, batch.type, share)
        + 0.5 * head_loss(statuses, batch.status, batch.status.share)
        + 0.5 * head_loss(modes, batch.mode, batch.mode.share)
        + head_loss(labels, batch.label, batch.label.share * told)
    )


def head_loss(scores: Tensor, head: Heads, share: Tensor) -> Tensor:
    """Negative log likelihood of what is wanted, smoothed; rows with no share are not asked."""
    likely = scores.float().log_softmax(1)
    one = likely.masked_fill(head.weights == 0, -1e4).logsumexp(1)
    each = (likely * head.weights).sum(1)
    own = one.where(head.any, each)
    loss = -(1 - SMOOTHING) * own - SMOOTHING * likely.mean(1)
    return (loss * share).sum() / share.sum().clamp(min=1.0)
