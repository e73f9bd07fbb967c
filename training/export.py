"""Writes what was learned as ONNX: the encoder with the tagger's scores in eight bits, the judge in full precision."""

import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from bilat.reading.encoding.columns import SIZES
from bilat.reading.events.answers import ANSWERS, MODES, STATUSES
from bilat.reading.events.asked import STANDINGS
from bilat.reading.statements.labels import LABELS
from training.batches import CLOSING, OPENING, UNKNOWN
from training.encoder import WIDTH, of_words
from training.events.branch import SHARED
from training.learner import Learner


class Reader(nn.Module):
    """What runs once a window: what the shared layers make of its pieces, and the tagger's scores of its words."""

    def __init__(self, learner: Learner) -> None:
        super().__init__()
        self.learner = learner

    def forward(self, pieces: Tensor, word: Tensor, first: Tensor, columns: Tensor) -> tuple[Tensor, Tensor]:
        encoder = self.learner.encoder
        hidden = shared = encoder.lower(pieces, word, columns, None, SHARED)
        for block in encoder.blocks[SHARED:]:
            hidden = block(hidden, None)
        return self.learner.tagger(of_words(hidden, first)), shared


def export(learner: Learner, tokenizer: Tokenizer, folder: Path) -> None:
    """Writes `encoder.onnx`, `branch.onnx`, `judge.onnx`, `tokenizer.json` and `settings.json` into the folder."""
    learner.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        write_encoder(Reader(learner), exact)
        quantize_dynamic(exact, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
        exact = Path(scratch) / "branch.onnx"
        write_branch(learner.branch, exact)
        quantize_dynamic(exact, folder / "branch.onnx", weight_type=QuantType.QInt8, per_channel=True)
    write_judge(learner.judge, folder / "judge.onnx")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "labels": LABELS,
        "columns": SIZES,
        "answers": ANSWERS,
        "statuses": STATUSES,
        "modes": MODES,
        "standings": STANDINGS,
        "width": WIDTH,
        "opening": OPENING,
        "closing": CLOSING,
        "unknown": UNKNOWN,
        "at_start": rounded(learner.tagger.at_start),
        "after": [rounded(row) for row in learner.tagger.after],
    }
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def rounded(weights: torch.Tensor) -> list[float]:
    return [round(weight, 4) for weight in weights.tolist()]


def write_encoder(reader: Reader, path: Path) -> None:
    """For one window of any length, in full precision."""
    example = (
        torch.full((1, 9), UNKNOWN),
        torch.tensor([[0, 1, 2, 3, 3, 4, 5, 6, 0]]),
        torch.tensor([[1, 2, 3, 5, 6, 7]]),
        torch.zeros(len(SIZES), 1, 7, dtype=torch.long),
    )
    axes = {
        "pieces": {1: "pieces"},
        "word": {1: "pieces"},
        "first": {1: "words"},
        "columns": {2: "words_and_marks"},
        "scores": {1: "words"},
        "hidden": {1: "pieces"},
    }
    torch.onnx.export(
        reader, example, str(path), input_names=["pieces", "word", "first", "columns"],
        output_names=["scores", "hidden"], dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip


def write_branch(branch: nn.Module, path: Path) -> None:
    """For the pieces of one window of any length."""
    example = (torch.zeros(1, 9, WIDTH), torch.tensor([[1, 2, 3, 5, 6, 7]]), None)
    axes = {"hidden": {1: "pieces"}, "first": {1: "words"}, "words": {1: "words"}}
    torch.onnx.export(
        branch, example, str(path), input_names=["hidden", "first"], output_names=["words"],
        dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip


def write_judge(judge: nn.Module, path: Path) -> None:
    """For any number of words and questions."""
    example = (
        torch.zeros(7, WIDTH),
        torch.tensor([[0, 1, 2], [3, 4, -1]]),
        torch.tensor([[0, 1], [3, -1]]),
        torch.tensor([[2, -1], [4, 5]]),
        torch.zeros(2, 2, dtype=torch.long),
    )
    places = {name: {0: "questions", 1: f"{name}_places"} for name in ("focus", "source", "target")}
    outputs = ("types", "statuses", "modes", "labels", "looked")
    axes = {"words": {0: "words"}, "standing": {0: "questions"}, **places}
    axes |= {name: {0: "questions"} for name in outputs}
    axes["looked"][1] = "focus_places"
    torch.onnx.export(
        judge, example, str(path), input_names=["words", "focus", "source", "target", "standing"],
        output_names=list(outputs), dynamic_axes=axes, dynamo=False, opset_version=17,
    )  # fmt: skip


def write_labeller(labeller: nn.Module, path: Path) -> None:
    """The labeller for one sentence of any length, in eight bits."""

    class Single(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.labeller = labeller

        def forward(self, pieces: Tensor, marks: Tensor) -> Tensor:
            result: Tensor = self.labeller(pieces, marks, None)
            return result

    labeller.eval()
    example = (torch.full((1, 9), UNKNOWN), torch.tensor([[0, 1, 1, 0, 0, 2, 0, 0, 0]]))
    axes = {"pieces": {1: "pieces"}, "marks": {1: "pieces"}}
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        torch.onnx.export(
            Single(), example, str(exact), input_names=["pieces", "marks"], output_names=["labels"],
            dynamic_axes=axes, dynamo=False, opset_version=17,
        )  # fmt: skip
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True)
