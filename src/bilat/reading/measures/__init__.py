"""Tariffs, quotas, bans, sanctions and their like: who imposes what on whom, at what rate, since when, how far along.

A measure is read in four steps: places that speak of one (`heads`), all that each place says (`tellings`: `parties`,
`standing`, `dates`, `details`), places that speak of one and the same put together (`merge`), and the record here.
"""

from collections.abc import Sequence

import msgspec

from bilat.reading.cast import Cast
from bilat.reading.measures.chapters import chapters_of
from bilat.reading.measures.dates import Calendar
from bilat.reading.measures.details import basis_of_the_order
from bilat.reading.measures.heads import find_heads
from bilat.reading.measures.merge import Draft, group
from bilat.reading.measures.stage import Stage
from bilat.reading.measures.tellings import Telling, tell
from bilat.reading.page import Page
from bilat.records import Measure, MeasureScope, MeasureStatus, Span, Statement, Time, When, rule

__all__ = ["read_measures"]


def read_measures(
    page: Page, cast: Cast, times: Sequence[Time], statements: Sequence[Statement]
) -> tuple[Measure, ...]:
    """The measures of a report, in the order in which it first tells them.

    `imposed_by` and `on` are ids of countries where the cast has them. A rate is one the report gives; what it does
    not say is None or "unknown". Source of the rules: the contract (docs/reference/record.md).
    """
    words = page.codebook.measures
    heads = find_heads(page.syntax, words, _named(cast))
    if not heads:
        return ()
    countries = Stage(page.syntax, cast, words)
    calendar = Calendar(page.syntax, times, page.published)
    drafts = group(tell(countries, words, calendar, statements, page.published, heads))
    ids: dict[int, str] = {}
    for draft in drafts:
        ids[id(draft)] = _id(page, draft, taken=set(ids.values()))
    found = [_measure(page, draft, ids) for draft in drafts]
    return _under_the_order(found, basis_of_the_order(page.syntax, words), cast)


def _under_the_order(found: list[Measure], basis: str | None, cast: Cast) -> tuple[Measure, ...]:
    """The law that "the order" rests on is that of whatever the same country now orders or has in force."""
    countries = {actor.id: actor.country for actor in cast.actors.values()}
    makers = {countries.get(actor) for m in found if m.basis == basis for actor in m.imposed_by}
    unnamed = any(m.basis == basis and not m.imposed_by for m in found)
    makers = makers or ({countries.get(actor) for m in found for actor in m.imposed_by} if unnamed else set())
    if basis is None or len(makers) != 1 or any(m.basis not in (None, basis) for m in found):
        return tuple(found)
    return tuple(
        msgspec.structs.replace(m, basis=basis)
        if m.basis is None
        and m.kind == "tariff"
        and m.status in ("announced", "in-force")
        and {countries.get(actor) for actor in m.imposed_by} <= makers
        and m.imposed_by
        else m
        for m in found
    )


def _named(cast: Cast) -> frozenset[int]:
    """The tokens inside names of three words and more."""
    long = (m for m in cast.mentions if m.form == "name" and m.last - m.first > 2)
    return frozenset(token for mention in long for token in range(mention.first, mention.last))


def _id(page: Page, draft: Draft, *, taken: set[str]) -> str:
    """One of its own: two measures told in one place ("from 25 to 18 pct") may else have all parts in common."""
    main = _main(draft)
    rate = draft.rate.value if draft.rate else None
    parts = (draft.kind, draft.by, draft.on, rate, page.syntax.start[main.head.token])
    found = page.item_id("m", *parts)
    number = 1
    while found in taken:
        number += 1
        found = page.item_id("m", *parts, number)
    return found


def _main(draft: Draft) -> Telling:
    """The place that says most, the first among equals."""
    return max(draft.tellings, key=lambda t: (_fullness(t), -t.head.token))


def _fullness(telling: Telling) -> int:
    known = (telling.rate, telling.by, telling.on, telling.announced, telling.effective, telling.reason, telling.goods)
    return sum(bool(value) for value in known) + (telling.status != "unknown")


def _measure(page: Page, draft: Draft, ids: dict[int, str]) -> Measure:
    syntax, main = page.syntax, _main(draft)
    where = syntax.where(main.head.token)
    tellings = [main, *(t for t in draft.tellings if t is not main)]
    old = draft.replaced is not None
    goods = next((t.goods for t in tellings if t.goods), None)
    hs = chapters_of(goods, page.codebook.chapters)
    evidence = _evidence(page, tellings, where, draft)
    if hs and "goods" in evidence:
        evidence["hs"] = evidence["goods"]
    told = [syntax.passage(t.head.first, t.head.last) for t in draft.tellings if t is not main]
    return Measure(
        id=ids[id(draft)],
        kind=draft.kind,
        imposed_by=draft.by,
        on=draft.on,
        scope=_scope(page, tellings),
        rate=draft.rate,
        value=None if old else next((t.value for t in tellings if t.value), None),
        goods=goods,
        hs=hs,
        basis=None if old else next((t.basis for t in tellings if t.basis), None),
        reason=None if old else next((t.reason for t in tellings if t.reason), None),
        exemptions=() if old else next((t.exemptions for t in tellings if t.exemptions), ()),
        announced=None if old else _date(tellings, "announced"),
        effective=None if old else _date(tellings, "effective"),
        ended=None if old else _date(tellings, "ended"),
        status=_status(page, draft, tellings),
        in_addition_to=ids.get(id(draft.over)) if draft.over else None,
        replaces=ids.get(id(draft.replaces)) if draft.replaces else None,
        according_to=None if any(t.according_to is None for t in tellings) else main.according_to,
        span=syntax.span(main.head.first, _last(main)),
        evidence=dict(sorted(evidence.items())),
        tellings=tuple(told),
        where=where,
        by=rule("measures.replaced" if old else "measures.verb" if main.head.verbal else "measures.noun"),
    )


def _last(telling: Telling) -> int:
    rate = telling.head.rate
    return max(telling.head.last, rate.last) if rate and rate.first >= telling.head.token else telling.head.last


def _scope(page: Page, tellings: list[Telling]) -> MeasureScope:
    """Listed goods where goods are named; all where the words say so."""
    if any(t.general_target for t in tellings):
        return "all"
    return (
        "listed"
        if any(
            t.goods and t.goods.split()[-1].lower() not in page.codebook.measures.lists.plain_goods for t in tellings
        )
        else "unknown"
    )


def _status(page: Page, draft: Draft, tellings: list[Telling]) -> MeasureStatus:
    """As of the report's day: what starts later is announced, whatever the verb's tense."""
    effective = _date(tellings, "effective")
    if draft.status == "in-force" and draft.replaced is None and effective and page.published:
        if (effective.start or "") > page.published:
            return "announced"
    return draft.status


def _date(tellings: list[Telling], name: str) -> When | None:
    """The first date that the text gives, or else the headline."""
    ordered = sorted(tellings, key=lambda t: t.title)
    return next((when for t in ordered if (when := getattr(t, name)) is not None), None)


def _evidence(page: Page, tellings: list[Telling], where: str, draft: Draft) -> dict[str, Span]:
    """The words of each field, from the place that says most; only words of the text that the measure's span is in."""
    found: dict[str, Span] = {}
    for telling in tellings:
        if page.syntax.where(telling.head.token) == where:
            for name, span in telling.evidence.items():
                found.setdefault(name, span)
    if draft.replaced is not None:
        found = {name: span for name, span in found.items() if name in ("kind", "rate", "imposed_by", "on", "goods")}
    return found
