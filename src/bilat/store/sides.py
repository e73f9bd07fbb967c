"""Whose acts count as a country's, and between which countries an event is."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from bilat.records import Actor, Event

# Sectors whose acts and words are their country's (docs/reference/record.md).
STATE_SECTORS = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY"})
# Types that have no direction unless the report says who visits or calls whom.
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# Stands for every intergovernmental body that has no code of its own.
INTERGOVERNMENTAL = "IGO"


class Pair(NamedTuple):
    """Two countries; source and target are null where there is no direction."""

    pair: str
    source: str | None
    target: str | None


def pair_of(first: str, second: str) -> str:
    """The name of a pair, the same from both sides: "IND-USA"."""
    return "-".join(sorted((first, second)))


def state_of(actor: Actor) -> str | None:
    """The country whose act it is when this actor acts: null for companies and private persons."""
    if actor.kind in ("country", "government") or actor.sector in STATE_SECTORS:
        return actor.country
    return INTERGOVERNMENTAL if actor.sector == INTERGOVERNMENTAL else None


def codes(ids: Iterable[str], states: Mapping[str, str | None]) -> list[str]:
    """The countries of actors, each once, in the order of the actors."""
    return list(dict.fromkeys(code for actor in ids if (code := states.get(actor))))


def pairs_of(event: Event, states: Mapping[str, str | None]) -> list[Pair]:
    """The pairs of countries that an event is between; none for an event within one country."""
    sources, targets = codes(event.source, states), codes(event.target, states)
    if not targets and event.type in MUTUAL:
        return [Pair(pair_of(a, b), None, None) for a, b in combinations(sources, 2)]
    found = [Pair(pair_of(a, b), a, b) for a in sources for b in targets if a != b]
    return list({each.pair: each for each in reversed(found)}.values())[::-1]
