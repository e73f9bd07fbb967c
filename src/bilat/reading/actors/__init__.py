"""Actors: who acts and speaks in a report, and whom every later mention means.

Names of the codebook, then offices and persons, then nouns for people and bodies, then references back to them; each
step takes what the steps before it left.
"""

from bilat.reading.actors.assemble import Assembly
from bilat.reading.actors.groups import find_groups
from bilat.reading.actors.naming import find_names
from bilat.reading.actors.people import find_people
from bilat.reading.actors.titles import find_titles
from bilat.reading.cast import Cast
from bilat.reading.page import Page

__all__ = ["read_cast"]


def read_cast(page: Page) -> Cast:
    """The actors of a report and all mentions of them."""
    names = find_names(page)
    titles = find_titles(page, names)
    persons, named = find_people(page, names, titles)
    taken = {token for mention in named for token in range(mention.first, mention.last)}
    free = tuple(hit for hit in names if hit.first not in taken and hit.last - 1 not in taken)
    groups = find_groups(page, names, titles, taken)

    assembly = Assembly(page)
    assembly.add_persons(persons, named)
    assembly.add_names(free)
    assembly.add_inner_names(tuple(hit for hit in names if hit.first in taken and hit.national))
    assembly.add_offices(tuple(title for title in titles if title.last - 1 not in taken))
    assembly.add_groups(groups)
    assembly.add_bodies()
    assembly.add_camps()
    return assembly.cast()
