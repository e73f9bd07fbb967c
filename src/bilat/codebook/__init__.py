"""The codebook: what bilat knows before it reads. Data files that a non-programmer can edit, validated when loaded."""

import functools
from dataclasses import dataclass

from bilat.codebook.actors import Actors, load_actors
from bilat.codebook.names import NameIndex, actor_names

__all__ = ["Codebook", "load_codebook"]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything the reading modules look things up in."""

    actors: Actors
    names: NameIndex


@functools.cache
def load_codebook() -> Codebook:
    """The codebook that ships with bilat. Raises `CodebookError` where a file does not hold what it promises."""
    actors = load_actors()
    return Codebook(actors=actors, names=actor_names(actors))
