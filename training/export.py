"""Writes the tagger as ONNX with weights of eight bits, with the tokenizer and what the chain of labels needs."""

import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from bilat.reading.statements.columns import SIZES
from bilat.reading.statements.labels import LABELS
from training.batches import CLOSING, OPENING, UNKNOWN
from training.model import Tagger


def export(tagger: Tagger, tokenizer: Tokenizer, folder: Path) -> None:
    """Writes `encoder.onnx`, `tokenizer.json` and `settings.json` into the folder."""
    tagger.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        write_exact(tagger, exact)
        quantize_dynamic(exact, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {
        "labels": LABELS,
        "columns": SIZES,
        "opening": OPENING,
        "closing": CLOSING,
        "unknown": UNKNOWN,
        "at_start": rounded(tagger.at_start),
        "after": [rounded(row) for row in tagger.after],
    }
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def rounded(weights: torch.Tensor) -> list[float]:
    return [round(weight, 4) for weight in weights.tolist()]


def write_exact(tagger: Tagger, path: Path) -> None:
    """The tagger for one window of any length, in full precision."""
    names = ["pieces", "word", "first", "columns"]
    pieces, words = 9, 6
    example = (
        torch.full((1, pieces), UNKNOWN),
        torch.tensor([[0, 1, 2, 3, 3, 4, 5, 6, 0]]),
        torch.tensor([[1, 2, 3, 5, 6, 7]]),
        torch.zeros(len(SIZES), 1, words + 1, dtype=torch.long),
        None,
    )
    axes = {
        "pieces": {1: "pieces"},
        "word": {1: "pieces"},
        "first": {1: "words"},
        "columns": {2: "words_and_marks"},
        "scores": {1: "words"},
    }
    torch.onnx.export(
        tagger, example, str(path), input_names=names, output_names=["scores"], dynamic_axes=axes, dynamo=False,
        opset_version=17,
    )  # fmt: skip
