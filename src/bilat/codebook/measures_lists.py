"""Small lists of words that say more of a trade measure (measures_lists.toml)."""

import msgspec

from bilat.codebook.tables import read_toml


class Stems(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first letters of words, for all their forms; the file says what each list is for."""

    talking: tuple[str, ...]
    forcing: tuple[str, ...]
    talking_into: tuple[str, ...]
    striking: tuple[str, ...]
    hitting: tuple[str, ...]
    warning: tuple[str, ...]
    meaning: tuple[str, ...]


class Lists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Small lists of words and phrases; the file says what each is for."""

    source: str
    extra: frozenset[str]
    another: frozenset[str]
    beside: tuple[str, ...]
    reason: tuple[str, ...]
    reason_nouns: frozenset[str]
    remedy: frozenset[str]
    exempt: tuple[str, ...]
    goods: frozenset[str]
    abroad: frozenset[str]
    inward: frozenset[str]
    bill: frozenset[str]
    again: frozenset[str]
    to_rate: frozenset[str]
    moves: frozenset[str]
    target_ends: frozenset[str]
    dates: frozenset[str]
    answers: frozenset[str]
    no_reason: frozenset[str]
    maybe: frozenset[str]
    letting: frozenset[str]
    thanking: frozenset[str]
    running: frozenset[str]
    panels: frozenset[str]
    periods: frozenset[str]
    telling: frozenset[str]
    offices: frozenset[str]
    rulings: frozenset[str]
    law: frozenset[str]
    needed: frozenset[str]
    plans: frozenset[str]
    signs: frozenset[str]
    giving_up: frozenset[str]
    denying: frozenset[str]
    not_goods: frozenset[str]
    sharing_bodies: frozenset[str]
    share_units: frozenset[str]
    mishaps: frozenset[str]
    firms: frozenset[str]
    percent: frozenset[str]
    general_targets: frozenset[str]
    sought: frozenset[str]
    of_others: frozenset[str]
    saying: frozenset[str]
    wondering: frozenset[str]
    bloc: frozenset[str]
    exempted: frozenset[str]
    replies: frozenset[str]
    refusing: frozenset[str]
    confirming: frozenset[str]
    inbound: frozenset[str]
    forced: frozenset[str]
    of_countries: frozenset[str]
    effects: frozenset[str]
    preferences: frozenset[str]
    getting: frozenset[str]
    imposed: frozenset[str]
    paying: frozenset[str]
    begun: frozenset[str]
    lesser: frozenset[str]
    cheapened: frozenset[str]
    closable: frozenset[str]
    sent: frozenset[str]
    trade_words: frozenset[str]
    plain_goods: frozenset[str]
    goods_end: frozenset[str]
    other_sums: frozenset[str]
    points: frozenset[str]
    not_of_tariff: frozenset[str]
    across: frozenset[str]
    holding: frozenset[str]
    trading: frozenset[str]
    seat: frozenset[str]
    at_home: frozenset[str]
    partners: frozenset[str]
    sharing_pacts: tuple[str, ...]
    of_all: frozenset[str]
    purpose: frozenset[str]
    stems: Stems


def load_lists() -> Lists:
    """The lists, validated. Raises `CodebookError` where the file is not what it should be."""
    return read_toml("measures_lists.toml", Lists)
