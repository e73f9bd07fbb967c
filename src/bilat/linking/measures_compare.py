"""Whether an account tells of the measure that a chain of accounts tells of: what agrees, what differs, how much.

Pure: accounts in, a judgement out. The weights and words stand in measures.toml.
"""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import msgspec

from bilat.linking.words import stem

# So many texts are taken apart once only; the same accounts are compared with many.
_REMEMBERED = 8192
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Near(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What reports so many days apart, or fewer, count."""

    days: int
    weight: float


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lists of words, with their meaning in measures.toml."""

    names: frozenset[str]
    remedies: frozenset[str]
    lowest: frozenset[str]
    extra: frozenset[str]
    empty: frozenset[str]
    of_laws: frozenset[str]
    laws: Mapping[str, str]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of measures.toml, with their meaning there."""

    least: float
    again: float
    limit: int
    same_rate: int
    pairs: int
    salient: int
    agree: Mapping[str, float]
    differ: Mapping[str, float]
    near: tuple[Near, ...]
    words: Words
    kinds: Mapping[str, frozenset[str]]


@functools.cache
def settings() -> Settings:
    """The settings that ship with bilat."""
    text = (files("bilat.linking") / "measures.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Settings)


@dataclass(frozen=True, slots=True)
class Days:
    """A time as the first and last day it can mean."""

    start: str
    end: str

    @property
    def exact(self) -> bool:
        """Whether it is one day."""
        return self.start == self.end

    def overlaps(self, other: "Days") -> bool:
        """Whether both can mean one day."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a measure as it is compared.

    `general` says that it is on all countries; `names`, `reason`, `goods` and `basis` are stems, `third` the
    countries of the reason besides imposer and target; `present` are the
    countries that its report names; `replaces` and `over` are the items of its report that it takes the place of and
    comes on top of.
    """

    measure: int
    report: int
    item: str
    chain: int | None
    kind: str
    status: str
    imposers: frozenset[str]
    targets: frozenset[str]
    general: bool
    rate: tuple[float, str | None] | None
    amount: tuple[float, str | None] | None
    names: frozenset[str]
    remedy: bool
    lowest: bool
    extra: bool
    reason: frozenset[str]
    third: frozenset[str]
    goods: frozenset[str]
    basis: frozenset[str]
    announced: Days | None
    effective: Days | None
    ended: Days | None
    known: date
    present: frozenset[str] = frozenset()
    replaces: str | None = None
    over: str | None = None

    @property
    def is_call(self) -> bool:
        """Whether it is only called for or thought of, with nothing that would tell it from another such call."""
        return self.status == "proposed" and not (self.rate or self.amount or self.basis)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an account and a chain are, and what of it agrees, in words for a person."""

    score: float
    agreeing: tuple[str, ...]


@functools.cache
def _countries() -> Mapping[str, str]:
    """Words of names of countries and their people, as stems, with the country's code; no abbreviations."""
    from bilat.codebook.actors import Country
    from bilat.codebook.tables import read_csv

    found: dict[str, str] = {}
    for country in read_csv("countries.csv", Country):
        for name in (country.name, *country.aliases, *country.demonyms, *country.capital):
            for match in _WORD.finditer(name):
                if not match.group().isupper():
                    found.setdefault(stem(match.group()), country.code)
    return found


@functools.lru_cache(_REMEMBERED)
def stems(text: str | None) -> frozenset[str]:
    """The words of goods or a reason that say which; whose goods they are is the target's business."""
    empty, named = settings().words.empty, _countries()
    found = {stem(match.group()) for match in _WORD.finditer(text or "") if len(match.group()) > 1}
    return frozenset(word for word in found if word not in empty and word not in named)


@functools.lru_cache(_REMEMBERED)
def countries_in(text: str | None) -> frozenset[str]:
    """The codes of countries that a reason names: "purchases of Russian oil"."""
    named = _countries()
    return frozenset(named[word] for m in _WORD.finditer(text or "") if (word := stem(m.group())) in named)


@functools.lru_cache(_REMEMBERED)
def law(text: str | None) -> frozenset[str]:
    """The words and numbers of a law that say which: its section and year, or its name, an abbreviation spelled out."""
    words = settings().words
    found = re.findall(r"\w+", (text or "").lower())
    spelled = [part for word in found for part in words.laws.get(word, word).split()]
    return frozenset(spelled) - words.of_laws


@functools.lru_cache(_REMEMBERED)
def spoken(text: str) -> frozenset[str]:
    """The words of a span in lower case, "anti-dumping" as one."""
    return frozenset(_WORD.findall(text.lower().replace("anti-", "anti").replace("-", " ")))


def compare(account: Account, chain: Sequence[Account]) -> Likeness | None:
    """How alike an account and the accounts of a chain are; None where they cannot be of one measure."""
    sides = _sides(account, chain)
    if sides is None or not _kinds_agree(account, chain):
        return None
    if any(account.remedy != other.remedy for other in chain) or _is_call_apart(account, chain):
        return None
    weights = settings()
    specific = [
        *_sums(account, chain, weights),
        *_words(account, chain, weights),
        *_dates(account, chain, weights),
    ]
    salient = _is_salient(account, chain, weights)
    if not (salient or any(weight > 0 for _, weight in specific) or _plainly_one(account, chain)):
        return None
    found = [sides, *specific]
    if salient:
        found.append(("what reports of these days speak of", weights.agree["salient"]))
    if any(account.kind == other.kind for other in chain):
        found.append(("", weights.agree["kind"]))
    if any(account.status == other.status for other in chain):
        found.append(("", weights.agree["status"]))
    apart = min(abs((account.known - other.known).days) for other in chain)
    found.append(("", next(near.weight for near in weights.near if apart <= near.days)))
    total = sum(weight for _, weight in found)
    return Likeness(total, tuple(words for words, weight in found if words and weight > 0))


def _is_salient(account: Account, chain: Sequence[Account], weights: Settings) -> bool:
    """Whether so many other reports of the same days tell of the chain that "the sanctions" need no more words."""
    days = weights.near[0].days
    told = {other.report for other in chain if abs((account.known - other.known).days) <= days}
    return len(told) >= weights.salient


def _plainly_one(account: Account, chain: Sequence[Account]) -> bool:
    """Whether a bare mention ("the duties of Peru on Chile") can be of the chain at all: both sides and the kind."""
    return not account.is_call and any(
        account.kind == other.kind and account.imposers & other.imposers and account.targets & other.targets
        for other in chain
    )


def _sides(account: Account, chain: Sequence[Account]) -> tuple[str, float] | None:
    """What the sides count; None where imposer or target are others, or nobody knows."""
    weights = settings().agree
    imposers = account.imposers & frozenset[str]().union(*(other.imposers for other in chain))
    targets = account.targets & frozenset[str]().union(*(other.targets for other in chain))
    general = any(other.general for other in chain)
    if account.imposers and not imposers and any(other.imposers for other in chain):
        return None
    if account.targets and not targets and any(other.targets for other in chain) and not general:
        return None
    words = f"{'/'.join(sorted(imposers))} on {'/'.join(sorted(targets)) or 'all'}"
    if imposers and (targets or (account.general and general)):
        return words, weights["both_sides"]
    if imposers and (account.general or (general and account.targets)):
        return f"by {'/'.join(sorted(imposers))}, on all or on one of them", weights["one_side"]
    return _one_side(account, chain, imposers, targets)


def _one_side(
    account: Account, chain: Sequence[Account], imposers: frozenset[str], targets: frozenset[str]
) -> tuple[str, float] | None:
    """Where one of the two names no target or no imposer, the report must speak of the country elsewhere."""
    weights = settings().agree
    for shared, own, others in (
        (imposers, account.targets, [other.targets for other in chain]),
        (targets, account.imposers, [other.imposers for other in chain]),
    ):
        known = frozenset[str]().union(*others)
        if shared and not own and known & account.present:
            side, other = ("/".join(sorted(codes)) for codes in (shared, known & account.present))
            return f"{side} the one side, and the report names {other}", weights["named"]
        if shared and own and not known and any(own & other.present for other in chain):
            return f"{'/'.join(sorted(shared))} the one side", weights["one_side"]
    return None


def _kinds_agree(account: Account, chain: Sequence[Account]) -> bool:
    also = settings().kinds
    return any(
        account.kind == other.kind
        or account.kind in also.get(other.kind, frozenset())
        or other.kind in also.get(account.kind, frozenset())
        for other in chain
    )


def _is_call_apart(account: Account, chain: Sequence[Account]) -> bool:
    """Whether one is a mere call for measures that came before the other was decided.

    "Senators urged sanctions" is not yet the duty that is announced a week later; what is said once that is known may
    be of it.
    """
    if account.is_call:
        decided = [other.known for other in chain if not other.is_call]
        return bool(decided) and account.known < min(decided)
    return all(other.is_call for other in chain)


def _sums(account: Account, chain: Sequence[Account], weights: Settings) -> Iterable[tuple[str, float]]:
    """Rate and amount."""
    rates = {other.rate for other in chain if other.rate}
    if account.rate and account.rate in rates:
        yield f"{account.rate[0]:g} {account.rate[1] or ''}".strip(), weights.agree["rate"]
        extra = [other.extra for other in chain if other.rate == account.rate]
        if account.extra != (2 * sum(extra) >= len(extra)):
            yield "", -weights.differ["extra"]
    elif account.rate and rates and not _called_alike(account, chain):
        yield "", -weights.differ["rate"]
    amounts = {other.amount for other in chain if other.amount}
    if account.amount and account.amount in amounts:
        yield f"{account.amount[0]:,.0f} {account.amount[1] or ''}".strip(), weights.agree["amount"]
    elif account.amount and amounts:
        yield "", -weights.differ["amount"]


def _called_alike(account: Account, chain: Sequence[Account]) -> bool:
    return any(account.names & other.names for other in chain)


def _words(account: Account, chain: Sequence[Account], weights: Settings) -> Iterable[tuple[str, float]]:
    """Names, reason, goods and legal basis."""
    names = frozenset[str]().union(*(other.names for other in chain))
    if account.names and names:
        same = account.names & names
        yield (f"called {', '.join(sorted(same))}", weights.agree["name"]) if same else ("", -weights.differ["name"])
    for name, words in ("reason", "for the same reason"), ("goods", "on the same goods"), ("basis", "the same law"):
        own = getattr(account, name)
        others = [getattr(other, name) for other in chain if getattr(other, name)]
        if not own or not others:
            continue
        shared = max((own & other for other in others), key=len)
        if name == "reason" and account.third and _third(chain) and not account.third & _third(chain):
            shared = frozenset()  # oil of one country, oil of another
        if shared:
            yield f"{words} ({' '.join(sorted(shared))})", weights.agree[name]
        else:
            yield "", -weights.differ[name]


def _third(chain: Sequence[Account]) -> frozenset[str]:
    return frozenset[str]().union(*(other.third for other in chain))


def _dates(account: Account, chain: Sequence[Account], weights: Settings) -> Iterable[tuple[str, float]]:
    """The days of announcement, start and end; those of another rate say nothing."""
    same = [other for other in chain if not (account.rate and other.rate) or account.rate == other.rate]
    for name, words in ("announced", "announced on"), ("effective", "in force from"), ("ended", "ended on"):
        own = _days(account, name)
        others = [days for other in same if (days := _days(other, name)) is not None]
        if own is None or not others:
            continue
        if own.exact and own in others:
            yield f"{words} {own.start}", weights.agree[name]
        elif any(own.overlaps(other) for other in others):
            yield f"{words} about {own.start}", weights.agree[f"{name}_about"]
        else:
            yield "", -weights.differ[name]
    over = [other.ended.end for other in same if other.ended is not None and other.status == "ended"]
    if over and account.status in ("in-force", "announced") and account.known.isoformat() > max(over):
        yield "", -weights.differ["over"]


def _days(account: Account, name: str) -> Days | None:
    """One of the three times; the announcement of a measure that a report tells as suspended is of the suspension."""
    if name == "announced" and account.status == "suspended":
        return None
    days: Days | None = getattr(account, name)
    return days
