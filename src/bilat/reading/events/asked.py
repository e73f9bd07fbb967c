"""What the learned judge is asked: of a sentence and two countries, does the one do something to the other in it?

A question is asked for every ordered pair of countries that the sentence names; where it names but one, for that one
and those named shortly before, and where it names none, for the two named last: news leaves out what is plain.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bilat.reading.cast import Cast, Mention
from bilat.reading.events.participants import Participants
from bilat.syntax import Syntax

# How a country stands to a sentence: its officials act or are meant in it; only an adjective or place of it stands
# there; likewise in what was told before.
STANDINGS = ("acting", "named", "acting before", "named before")
# How many sentences back a country is looked for that a sentence leaves out.
BACK = 4
# How many countries of one sentence are set beside each other, and how many from before beside one.
MOST, PARTNERS = 6, 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two countries: its code (or IGO), the tokens that mean it, the number of its standing, and who of it
    is meant: the country itself or its officials."""

    state: str
    tokens: tuple[int, ...]
    standing: int
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Does `source` do something to `target` in the sentence of this number?"""

    sentence: int
    source: Side
    target: Side


def questions(syntax: Syntax, cast: Cast) -> Iterator[Question]:
    """The questions of a report, sentence by sentence; each pair in both directions."""
    named = _named(syntax, cast)
    if len({state for sides in named for state in sides}) < 2:
        return
    for number, sides in enumerate(named):
        for one, other in _pairs(named, number, sides):
            yield Question(number, one, other)
            yield Question(number, other, one)


def _pairs(named: list[dict[str, Side]], number: int, sides: dict[str, Side]) -> Iterator[tuple[Side, Side]]:
    here = list(sides.values())[:MOST]
    if len(here) > 1:
        yield from ((one, other) for place, one in enumerate(here) for other in here[place + 1 :])
        return
    before = _before(named, number)
    if here:
        yield from ((here[0], other) for other in before[:PARTNERS] if other.state != here[0].state)
    elif len(before) > 1:
        yield before[0], before[1]


def _before(named: list[dict[str, Side]], number: int) -> list[Side]:
    """Countries of the sentences before, the nearest sentence first, with those that act in it first."""
    found: dict[str, Side] = {}
    near = range(number - 1, max(-1, number - 1 - BACK), -1)
    for earlier in (*near, 0):
        if earlier >= number:
            continue
        for side in sorted(named[earlier].values(), key=lambda one: one.standing):
            found.setdefault(side.state, replace(side, standing=side.standing + 2))
    return list(found.values())


def _named(syntax: Syntax, cast: Cast) -> list[dict[str, Side]]:
    """For each sentence the countries it names, in order of mention."""
    parties = Participants(syntax, cast)
    found: list[dict[str, tuple[list[Mention], list[Mention]]]] = [{} for _ in syntax.sentences]
    for mention in cast.mentions:
        for state, standing in _states(parties, mention):
            found[syntax.sentence[mention.head]].setdefault(state, ([], []))[standing].append(mention)
    return [{state: _side(parties, state, *mentions) for state, mentions in states.items()} for states in found]


def _side(parties: Participants, state: str, acting: list[Mention], named: list[Mention]) -> Side:
    """A country in a sentence, from the mentions in which it acts, or where there are none from the others."""
    mentions = acting or named
    tokens = dict.fromkeys(token for mention in mentions for token in range(mention.first, mention.last))
    official = dict.fromkeys(actor for mention in mentions for actor in mention.actors if parties.state(actor) == state)
    country = (state,) if state in parties.cast.actors else ()
    return Side(state, tuple(tokens), 0 if acting else 1, tuple(official) or country)


def _states(parties: Participants, mention: Mention) -> dict[tuple[str, int], None]:
    """Countries that a mention points to, each with 0 where the country itself or an official is meant, else 1."""
    found: dict[tuple[str, int], None] = {}
    modifier = mention.form in ("demonym", "place") and parties.syntax.dep[mention.head] in ("amod", "compound", "nmod")
    for actor in mention.actors:
        state = parties.state(actor)
        country = state or parties.cast.country(actor)
        if country is not None:
            found[country, int(state is None or modifier or mention.form == "place")] = None
    if not mention.actors and mention.country is not None:
        found[mention.country, 1] = None
    return found
