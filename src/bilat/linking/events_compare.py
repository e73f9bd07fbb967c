"""Whether two accounts tell the same happening: what speaks for it and against it, and how likely it is.

Pure: accounts in, a judgement out. The settings and where they come from stand in events.toml.
"""

import functools
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import msgspec

from bilat.linking.events_words import likeness, numbers

# A time is exact where it spans no more days than this: a day, a night, a weekend.
EXACT = 2


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of events.toml, with their meaning there."""

    family: dict[str, str]
    spoken: tuple[str, ...]
    several_days: tuple[str, ...]
    patience: dict[str, int]
    weights: dict[str, float]
    least: float
    least_unsure: float
    mean: float
    again: float
    back: int
    ahead: int
    limit: int
    latest: int
    pairs: int


@functools.cache
def settings() -> Settings:
    """The settings that ship with bilat."""
    text = (files("bilat.linking") / "events.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Settings)


@dataclass(frozen=True, slots=True)
class Account:
    """One account as it is compared.

    `direction` gives source and target by pair, `people` the family names of persons by country, `bodies` the
    intergovernmental ones, `words` the stems of its own sentence, `near` those of the report's title and of what
    stands around.
    """

    event: int
    report: int
    happening: int | None
    type: str
    mode: str | None
    status: str
    direction: Mapping[str, tuple[str | None, str | None]]
    people: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    countries: frozenset[str]
    start: date | None
    end: date | None
    known: date
    place: str | None
    topics: frozenset[str]
    words: frozenset[str]
    near: frozenset[str]
    text: str

    @property
    def family(self) -> str:
        """Types of one family can tell the same happening."""
        return settings().family.get(self.type, self.type)

    @property
    def day(self) -> date:
        """The first day of its time, or its report's."""
        return self.start or self.known

    @property
    def is_timed(self) -> bool:
        """Whether its time says more than the report's day: "this month", as of a day within it, does not."""
        if self.start is None or self.end is None:
            return False
        return self.is_exact or self.status in ("planned", "hypothetical") or not self.start <= self.known <= self.end

    @property
    def is_exact(self) -> bool:
        """Whether its day is known."""
        return self.start is not None and self.end is not None and (self.end - self.start).days <= EXACT


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two accounts have in common, each from 0 to 1; how likely they are one happening, and must be."""

    features: Mapping[str, float]
    score: float
    least: float


def compare(one: Account, other: Account, *, reprinted: bool = False) -> Likeness | None:
    """How likely two accounts tell one happening; null where they cannot: other family, direction, time or manner.

    What is `reprinted` may have another time: a reprint of Monday says "today" of what Friday's report did.
    """
    gap = _days_apart(one, other)
    same_direction = _same_direction(one, other) or (reprinted and one.direction == other.direction)
    if one.family != other.family or not same_direction:
        return None
    if gap is None and not reprinted:
        return None
    if not reprinted and (_other_bodies(one, other) or {one.mode, other.mode} == {"phone", "visit"}):
        return None
    gap = 0 if gap is None else gap
    features = {
        "words": likeness(one.words, other.words),
        "near": likeness(one.near, other.near),
        "same_day": float(one.is_exact and other.is_exact and gap == 0),
        "apart": min(gap, 7) / 7,
        "told_apart": min(abs((one.known - other.known).days), 14) / 14,
        "possible": float("hypothetical" in (one.status, other.status)),
        "one_possible": float((one.status == "hypothetical") != (other.status == "hypothetical")),
        "spoken": float(one.type in settings().spoken),
        "same_type": float(one.type == other.type),
        "same_people": _same_people(one, other),
        "same_visitors": _same_people(one, other) * (one.type == "CONSULT"),
        "other_people": _other_people(one, other),
        "countries": _share(one.countries, other.countries),
        "topics": _share(one.topics, other.topics),
        "same_place": float(one.place is not None and one.place == other.place),
        "other_place": float(None not in (one.place, other.place) and one.place != other.place),
        "same_numbers": float(bool(numbers(one.words) & numbers(other.words))),
        "other_numbers": float(
            bool(numbers(one.words)) and bool(numbers(other.words)) and not numbers(one.words) & numbers(other.words)
        ),
    }
    weights = settings().weights
    total = weights["base"] + sum(weights[name] * value for name, value in features.items())
    unsure = "hypothetical" in (one.status, other.status) or (one.status == "denied") != (other.status == "denied")
    least = settings().least_unsure if unsure else settings().least
    return Likeness(features, 1 / (1 + math.exp(-total)), least)


def _other_bodies(one: Account, other: Account) -> bool:
    """Whether each names bodies between states, and other ones."""
    return bool(one.bodies and other.bodies) and not one.bodies & other.bodies


def other_day(one: Account, other: Account) -> bool:
    """Whether both are known to the day, and these are different days; a day more or less may be the time zone's."""
    if one.start is None or other.start is None or not (one.is_exact and other.is_exact):
        return False
    return _days_apart(one, other) is None


def _same_direction(one: Account, other: Account) -> bool:
    """In a pair that both tell of, the same side acts, unless one of them leaves open who does."""
    shared = one.direction.keys() & other.direction.keys()
    return any(
        one.direction[pair] == other.direction[pair] or (None, None) in (one.direction[pair], other.direction[pair])
        for pair in shared
    )


def _days_apart(one: Account, other: Account) -> int | None:
    """How many days lie between two accounts' times at the least; null where that is too many for one happening."""
    (first, last), (start, end) = _span(one), _span(other)
    gap = max((start - last).days, (first - end).days, 0)
    patience = settings().patience
    if one.is_timed and other.is_timed and one.family not in settings().several_days:
        return gap if gap <= 1 else None
    return gap if gap <= patience.get(one.family, patience["otherwise"]) else None


def _span(account: Account) -> tuple[date, date]:
    """When it can have happened: its time, or what its status says of the report's day."""
    if account.is_timed and account.start is not None and account.end is not None:
        return account.start, account.end
    reach = settings().patience
    day = account.known.toordinal()
    if account.status in ("planned", "hypothetical"):
        return account.known, date.fromordinal(day + reach["planned"])
    if account.status == "historical":
        return date.fromordinal(max(day - reach["historical"], 1)), account.known
    return account.known, account.known


def _same_people(one: Account, other: Account) -> float:
    names, others = (frozenset().union(*each.people.values()) for each in (one, other))
    return min(len(names & others), 2) / 2


def _other_people(one: Account, other: Account) -> float:
    """1 where both name persons of one country and these are others."""
    sides = one.people.keys() & other.people.keys()
    return float(any(not one.people[country] & other.people[country] for country in sides))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
