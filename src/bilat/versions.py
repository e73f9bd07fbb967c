"""Which rules, codebook and models read a report, in a few words, so that the record knows which rows are older."""

import functools
import hashlib
from importlib.resources import files


@functools.cache
def reader_version() -> str:
    """Versions of rules, codebook, encoder and parser: "rules/1 codebook/3f2a… encoder/9c1b… en_core_web_sm/3.8.0"."""
    from bilat.parser import model_name
    from bilat.records import RULES_VERSION

    parser = model_name().replace(" ", "/")
    codebook, encoder = _digest("bilat.codebook", (".csv", ".toml")), _digest("bilat.encoder", (".onnx", ".json"))
    return f"rules/{RULES_VERSION} codebook/{codebook} encoder/{encoder} {parser}"


def _digest(package: str, suffixes: tuple[str, ...]) -> str:
    digest = hashlib.blake2b(digest_size=4)
    for file in sorted(files(package).iterdir(), key=lambda file: file.name):
        if file.name.endswith(suffixes):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
