"""Negotiations between countries: parties, subject, how far along, rounds, offers, conditions, deadline.

A phone call or a single meeting is an event, not talks; talks are what a report calls negotiations, or discussions of
something that is negotiated (an agreement, trade, quotas).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bilat.reading.cast import Cast
from bilat.reading.countries import Countries
from bilat.reading.measures.dates import Calendar
from bilat.reading.page import Page
from bilat.reading.talks.details import conditions_of, deadline_of, offers_of, round_of
from bilat.reading.talks.mentions import TalkMention, find_talks
from bilat.records import Agreement, Span, Statement, Talks, TalksStatus, Time, rule

__all__ = ["read_talks"]

# What a later, firmer place says of the state of talks wins over a looser one.
_ORDER: tuple[TalksStatus, ...] = ("unknown", "proposed", "under-way", "concluded", "paused", "failed")


@dataclass(slots=True)
class _Draft:
    """Talks in the making."""

    parties: tuple[str, ...]
    subject: str | None
    mentions: list[TalkMention] = field(default_factory=list)


def read_talks(
    page: Page, cast: Cast, times: Sequence[Time], statements: Sequence[Statement], agreements: Sequence[Agreement]
) -> tuple[Talks, ...]:
    """The negotiations of a report, one for each set of parties and subject, in the order first told."""
    words = page.codebook.talks
    countries = Countries(page.syntax, cast)
    mentions = find_talks(countries, words, page.codebook.measures)
    drafts = _drafts(mentions)
    if not drafts:
        return ()
    calendar = Calendar(page.syntax, times)
    return tuple(_talks(page, countries, calendar, statements, agreements, draft) for draft in drafts)


def _drafts(mentions: list[TalkMention]) -> list[_Draft]:
    """Places put together; one that names fewer than two parties joins talks that have them, or is left out."""
    drafts: list[_Draft] = []
    for mention in mentions:
        if len(mention.parties) >= 2 and mention.sure:
            for draft in drafts:
                if _same(draft, mention):
                    draft.parties = max(draft.parties, mention.parties, key=len)
                    draft.subject = max(draft.subject or "", mention.subject or "", key=len) or None
                    draft.mentions.append(mention)
                    break
            else:
                drafts.append(_Draft(mention.parties, mention.subject, [mention]))
    for mention in mentions:
        if len(mention.parties) < 2 or not mention.sure:
            fits = [draft for draft in drafts if _joins(draft, mention)]
            if fits:
                near = min(fits, key=lambda draft: min(abs(m.token - mention.token) for m in draft.mentions))
                near.mentions.append(mention)
                if _shares(near.subject, mention.subject):
                    near.subject = max(near.subject or "", mention.subject or "", key=len) or None
    for draft in drafts:
        draft.mentions.sort(key=lambda mention: mention.token)
    return [draft for draft in drafts if draft.subject or _status(draft.mentions) != "unknown"]


def _same(draft: _Draft, mention: TalkMention) -> bool:
    one, other = set(draft.parties), set(mention.parties)
    return (one <= other or other <= one) and _shares(draft.subject, mention.subject)


def _joins(draft: _Draft, mention: TalkMention) -> bool:
    return set(mention.parties) <= set(draft.parties) and _shares(draft.subject, mention.subject)


def _shares(one: str | None, other: str | None) -> bool:
    """Whether two subjects can be one: a word in common, or one of them not said."""
    if not one or not other:
        return True
    return bool(set(one.lower().split()) & set(other.lower().split()))


def _talks(
    page: Page,
    countries: Countries,
    calendar: Calendar,
    statements: Sequence[Statement],
    agreements: Sequence[Agreement],
    draft: _Draft,
) -> Talks:
    syntax, words = page.syntax, page.codebook.talks
    main = max(draft.mentions, key=lambda m: (len(m.parties), m.subject is not None, -m.token))
    where = syntax.where(main.token)
    parties = tuple(sorted(draft.parties))
    evidence: dict[str, Span] = {}
    for mention in (main, *draft.mentions):
        if syntax.where(mention.token) == where:
            for name, span in mention.evidence.items():
                evidence.setdefault(name, span)
    # An item says once whether it stands in the title or the text, so what has a span is read in the same of the two.
    there = [mention for mention in draft.mentions if syntax.where(mention.token) == where]
    deadline = deadline_of(syntax, words, calendar, there)
    if deadline:
        evidence["deadline"] = deadline[1]
    deadline = deadline or deadline_of(syntax, words, calendar, draft.mentions)
    held = round_of(countries, words, calendar, draft.mentions, parties, where)
    status = _status(draft.mentions)
    if status == "under-way" and held and held.when and page.published and (held.when.start or "") > page.published:
        if any(mention.status == "proposed" for mention in draft.mentions):
            status = "proposed"  # as of the report's day
    return Talks(
        id=page.item_id("k", parties, draft.subject, syntax.start[main.token]),
        parties=parties,
        subject=draft.subject,
        agreement=_agreement(page, agreements, draft),
        status=status,
        round=held,
        offers=offers_of(countries, words, statements, parties, where),
        conditions=conditions_of(countries, words, statements, parties, where),
        deadline=deadline[0] if deadline else None,
        span=syntax.span(main.first, main.last),
        evidence=dict(sorted(evidence.items())),
        where=where,
        by=rule("talks.noun"),
    )


def _status(mentions: list[TalkMention]) -> TalksStatus:
    return max((mention.status for mention in mentions), key=_ORDER.index)


def _agreement(page: Page, agreements: Sequence[Agreement], draft: _Draft) -> str | None:
    """The named agreement that stands in the words of the subject."""
    for mention in draft.mentions:
        span = mention.evidence.get("subject")
        if span is None:
            continue
        for agreement in agreements:
            if (
                agreement.where == page.syntax.where(mention.token)
                and agreement.span[0] < span[1]
                and span[0] < agreement.span[1]
            ):
                return agreement.id
    return None
