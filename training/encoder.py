"""The encoder: MiniLM (BERT's architecture) with bilat's columns added to its input. All that is learned shares it."""

from collections.abc import Iterable
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, HEADS, INNER, POSITIONS = 6, 384, 12, 1536, 512
# Inner units of the feed-forward layers that ship (`slimming.py` tells how they are chosen). Before any learning on,
# half of MiniLM's cost the tagger one point of sources, a third one point of everything.
NARROW = 576
EPSILON, DROPOUT = 1e-12, 0.1


class Block(nn.Module):
    """Self-attention and feed-forward layer, normalised after each, as BERT has it; `inner` units in the latter."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attended, self.done = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.wide, self.narrow = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        return self.feed(self.attend(hidden, mask))

    def attend(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """The first half: each piece with what it takes from the others."""
        batch, length, _ = hidden.shape
        query, key, value = (
            layer(hidden).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        weights = query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5
        if mask is not None:
            weights = weights + mask
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        result: Tensor = self.attended(hidden + functional.dropout(self.joined(mixed), DROPOUT, self.training))
        return result

    def inner(self, attended: Tensor) -> Tensor:
        """What the inner units of the second half say."""
        return functional.gelu(self.wide(attended))

    def feed(self, attended: Tensor) -> Tensor:
        """The second half."""
        wide = self.narrow(self.inner(attended))
        result: Tensor = self.done(attended + functional.dropout(wide, DROPOUT, self.training))
        return result


class Encoder(nn.Module):
    """Word pieces and columns of one window -> a vector for each word (that of its first piece)."""

    def __init__(self, vocabulary: int, columns: Iterable[int], inner: int = INNER) -> None:
        """`columns`: how many values each has; `inner`: units of the feed-forward layers."""
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.normalise = nn.LayerNorm(WIDTH, EPSILON)
        self.columns = nn.ModuleList(nn.Embedding(size, WIDTH) for size in columns)
        for column in self.columns:
            nn.init.zeros_(column.weight)
        self.blocks = nn.ModuleList(Block(inner) for _ in range(LAYERS))

    def forward(self, pieces: Tensor, word: Tensor, first: Tensor, columns: Tensor, mask: Tensor | None) -> Tensor:
        """`pieces` (batch, pieces); `word` the number of each piece's word, `first` the first piece of each word;
        `columns` (columns, batch, words), where word 0 stands for the marks at both ends of the window."""
        hidden = self.lower(pieces, word, columns, mask, LAYERS)
        return of_words(hidden, first)

    def lower(self, pieces: Tensor, word: Tensor, columns: Tensor, mask: Tensor | None, layers: int) -> Tensor:
        """What the lowest layers make of each piece."""
        hidden = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]]
        told = sum(table(column) for table, column in zip(self.columns, columns, strict=True))
        hidden = hidden + told.gather(1, word[..., None].expand(-1, -1, WIDTH))
        hidden = functional.dropout(self.normalise(hidden), DROPOUT, self.training)
        for block in self.blocks[:layers]:
            hidden = block(hidden, mask)
        return hidden


def of_words(hidden: Tensor, first: Tensor) -> Tensor:
    """The vector of each word: that of its first piece."""
    return hidden.gather(1, first[..., None].expand(-1, -1, WIDTH))


def pretrained(weights: Path, columns: dict[str, int]) -> Encoder:
    """The encoder with MiniLM's weights. Segment embeddings are added to the pieces', as there is one segment only."""
    theirs = load_file(weights)
    encoder = Encoder(theirs["embeddings.word_embeddings.weight"].shape[0], columns.values())
    ours = encoder.state_dict()
    ours["pieces.weight"] = (
        theirs["embeddings.word_embeddings.weight"] + theirs["embeddings.token_type_embeddings.weight"][0]
    )
    ours["positions.weight"] = theirs["embeddings.position_embeddings.weight"]
    names = {"normalise": "embeddings.LayerNorm"}
    for number in range(LAYERS):
        layer = f"encoder.layer.{number}"
        names |= {
            f"blocks.{number}.query": f"{layer}.attention.self.query",
            f"blocks.{number}.key": f"{layer}.attention.self.key",
            f"blocks.{number}.value": f"{layer}.attention.self.value",
            f"blocks.{number}.joined": f"{layer}.attention.output.dense",
            f"blocks.{number}.attended": f"{layer}.attention.output.LayerNorm",
            f"blocks.{number}.wide": f"{layer}.intermediate.dense",
            f"blocks.{number}.narrow": f"{layer}.output.dense",
            f"blocks.{number}.done": f"{layer}.output.LayerNorm",
        }
    for our, their in names.items():
        for part in ("weight", "bias"):
            ours[f"{our}.{part}"] = theirs[f"{their}.{part}"]
    encoder.load_state_dict(ours)
    return encoder
