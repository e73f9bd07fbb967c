"""How sure the learned judge must be (judging.toml)."""

import msgspec

from bilat.codebook.tables import read_toml
from bilat.records import EventType


class Judging(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Least likelihoods: of a type by all its sentences together (`least`, else `otherwise`; `beside` another sentence
    that surely tells an event between the same two), of one sentence (`glimpse`), of what the rules propose (`veto`),
    and of a second event of one kind between the same two (`again`); and how much of its class's other types the
    likeliest one has (`gathered`). And how words begin that tell a talk over the telephone (`calling`)."""

    otherwise: float
    beside: float
    glimpse: float
    veto: float
    again: float
    gathered: float
    calling: tuple[str, ...]
    least: dict[EventType, float]


def load_judging() -> Judging:
    """Raises `CodebookError` where the file does not hold what it promises."""
    return read_toml("judging.toml", Judging)
