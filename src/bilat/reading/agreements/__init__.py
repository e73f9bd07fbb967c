"""Agreements between states that a report names or describes: one record each, with the parties the words give."""

from bilat.reading.agreements.mentions import find_mentions
from bilat.reading.agreements.merge import Group, grouped
from bilat.reading.agreements.parties import parties_of
from bilat.reading.agreements.wanted import without_wanted
from bilat.reading.cast import Cast
from bilat.reading.page import Page
from bilat.records import Agreement, rule

__all__ = ["read_agreements"]


def read_agreements(page: Page, cast: Cast) -> tuple[Agreement, ...]:
    """The agreements of a report in the order of their first mention.

    `name` is the shortest proper name ("BTA"), else the fullest description ("bilateral trade agreement"), in ordinary
    case; `span` is its first occurrence; `expansion` is there only where the report spells an abbreviation out.
    """
    mentions = without_wanted(page.syntax, find_mentions(page))
    groups = grouped([(mention, parties_of(page, cast, mention)) for mention in mentions])
    return tuple(_record(page, group) for group in groups)


def _record(page: Page, group: Group) -> Agreement:
    best = group.best
    passage = page.syntax.passage(best.first, best.last)
    return Agreement(
        id=page.item_id("agreement", best.name.lower(), passage.where, passage.span),
        name=best.name,
        expansion=group.expansion,
        parties=group.parties,
        span=passage.span,
        where=passage.where,
        by=rule(f"agreements.{best.form}"),
    )
