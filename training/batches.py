"""Windows as numbers, and batches of them as tensors."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from bilat.encoder.rows import lay_out

OPENING, CLOSING, UNKNOWN = 101, 102, 100


@dataclass(frozen=True, slots=True)
class Row:
    """One window. Word 0 stands for the marks at both ends; `first` is the first piece of each word."""

    pieces: list[int]
    word: list[int]
    first: list[int]
    columns: list[list[int]]
    labels: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length; see `training.encoder.Encoder`."""

    pieces: Tensor
    word: Tensor
    first: Tensor
    columns: Tensor
    mask: Tensor
    labels: Tensor
    lengths: Tensor


def row_of(words: Sequence[str], columns: Sequence[Sequence[int]], labels: list[int], tokenizer: Tokenizer) -> Row:
    """A window as numbers."""
    parts = [tokenizer.encode(text, add_special_tokens=False).ids or [UNKNOWN] for text in words]
    pieces, word, first = lay_out(parts, OPENING, CLOSING)
    return Row(pieces, word, first, [[0, *column] for column in columns], labels)


def batch_of(rows: list[Row]) -> Batch:
    """The rows as one batch."""
    longest, most = max(len(row.pieces) for row in rows), max(len(row.labels) for row in rows)
    mask = torch.zeros(len(rows), 1, 1, longest)
    for number, row in enumerate(rows):
        mask[number, 0, 0, len(row.pieces) :] = -1e4
    columns = [padded([row.columns[n] for row in rows], most + 1) for n in range(len(rows[0].columns))]
    return Batch(
        pieces=padded([row.pieces for row in rows], longest),
        word=padded([row.word for row in rows], longest),
        first=padded([row.first for row in rows], most),
        columns=torch.stack(columns),
        mask=mask,
        labels=padded([row.labels for row in rows], most),
        lengths=torch.tensor([len(row.labels) for row in rows]),
    )


def padded(rows: list[list[int]], length: int) -> Tensor:
    """The rows with zeros after them, as one tensor."""
    return torch.tensor([row + [0] * (length - len(row)) for row in rows])
