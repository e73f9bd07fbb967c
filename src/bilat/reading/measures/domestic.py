"""Measures that concern nobody abroad: licences for a power plant, limits on farm land, a ban on smoking."""

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.heads import Head
from bilat.reading.measures.party import Party
from bilat.reading.measures.stage import Stage


def crosses_border(countries: Stage, words: MeasureWords, head: Head, by: Party) -> bool:
    """Whether a measure of the countries `by` is one of trade, as far as one place tells.

    So it is where its sentence or the report's first (the headline) speaks of trade or names goods, and where several
    states have it, or their bloc or body.
    """
    if head.own or head.answer or len(by.ids) > 1 or any(_of_many(countries, actor) for actor in by.ids):
        return True
    if _speaks_of_trade(countries, words, head.token) or _speaks_of_trade(countries, words, 0):
        return True
    sentence = countries.syntax.lower[slice(*countries.syntax.sentences[countries.syntax.sentence[head.token]])]
    return not (words.lists.goods - words.lists.at_home).isdisjoint(sentence)


def _speaks_of_trade(countries: Stage, words: MeasureWords, token: int) -> bool:
    """Whether a word of a sentence says that something crosses a border."""
    syntax = countries.syntax
    return not words.lists.across.isdisjoint(syntax.lower[slice(*syntax.sentences[syntax.sentence[token]])])


def _of_many(countries: Stage, actor: str) -> bool:
    """Whether an actor is a body of states or the European bloc."""
    return not countries.is_state(actor) or countries.cast.country(actor) == "EUU"
