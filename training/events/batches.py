"""Passages as tensors."""

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bilat.reading.events.answers import ANSWERS, MODES, STATUSES
from training.batches import Row, batch_of, row_of
from training.events.examples import Asked, Passage, Wanted


@dataclass(frozen=True, slots=True)
class Heads:
    """What is wanted of one head, a row a question; rows of zeros are not asked."""

    weights: Tensor
    any: Tensor
    share: Tensor


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Windows as `training.batches.Batch`, and questions whose numbers point into their words, row after row."""

    rows: list[Row]
    focus: Tensor
    source: Tensor
    target: Tensor
    standing: Tensor
    type: Heads
    status: Heads
    label: Heads
    mode: Heads


def rows_of(passage: Passage, tokenizer: Tokenizer) -> list[Row]:
    """The windows of a passage as numbers."""
    return [
        row_of(words, columns, [0] * len(words), tokenizer)
        for words, columns in zip(passage.words, passage.columns, strict=True)
    ]


def event_batch(passages: list[tuple[Passage, list[Row]]]) -> EventBatch:
    """Several passages as one batch."""
    rows = [row for _, own in passages for row in own]
    width = max(len(row.first) for row in rows)
    questions: list[Asked] = []
    places: list[list[int]] = []
    begin = 0
    for passage, own in passages:
        place = [(begin + number) * width + word for number, row in enumerate(own) for word in range(len(row.first))]
        begin += len(own)
        questions += passage.asked
        places += [place] * len(passage.asked)
    return EventBatch(
        rows=rows,
        focus=_numbers([one.focus for one in questions], places),
        source=_numbers([one.source for one in questions], places),
        target=_numbers([one.target for one in questions], places),
        standing=torch.tensor([one.standing for one in questions]),
        type=_heads([(one.type, one.weight) for one in questions], len(ANSWERS)),
        status=_heads([(one.status, one.weight) for one in questions], len(STATUSES)),
        label=_heads([(one.label, one.weight) for one in questions], len(ANSWERS)),
        mode=_heads([(one.mode, one.weight) for one in questions], len(MODES)),
    )


def _numbers(words: list[tuple[int, ...]], places: list[list[int]]) -> Tensor:
    longest = max(map(len, words))
    return torch.tensor(
        [[place[word] for word in row] + [-1] * (longest - len(row)) for row, place in zip(words, places, strict=True)]
    )


def _heads(all_wanted: list[tuple[Wanted | None, float]], size: int) -> Heads:
    none = (0.0,) * size
    return Heads(
        weights=torch.tensor([one.weights if one else none for one, _ in all_wanted]),
        any=torch.tensor([bool(one and one.any) for one, _ in all_wanted]),
        share=torch.tensor([share if one else 0.0 for one, share in all_wanted]),
    )


__all__ = ["EventBatch", "Heads", "batch_of", "event_batch", "rows_of"]
