"""Topics of a report, and the words that name them."""

from bisect import bisect_left
from collections.abc import Iterable

from bilat.codebook.topics import Phrase
from bilat.reading.page import Page
from bilat.records import Span, Topic, Where, rule
from bilat.syntax import Syntax


def read_topics(page: Page) -> tuple[Topic, ...]:
    """Every topic that the title or the text names, in the order in which they are first named."""
    syntax, table = page.syntax, page.codebook.topics
    body: dict[str, list[Span]] = {}
    title: dict[str, list[Span]] = {}
    order: dict[str, None] = {}
    reach = 0
    for first, word in enumerate(syntax.lower):
        phrases = table.by_first.get(word)
        if phrases is None or first < reach:
            continue
        phrase = _longest(syntax, first, phrases)
        if phrase is None:
            continue
        last = first + len(phrase.tokens)
        reach = last
        if last < len(syntax) and syntax.lower[last] in table.not_before and _same_block(syntax, first, last):
            continue
        spans = title if syntax.where(first) == "title" else body
        for topic in phrase.topics:
            order[topic] = None
            spans.setdefault(topic, []).append(syntax.span(first, last))
    return tuple(
        Topic(
            id=topic,
            spans=tuple(body.get(topic, ())),
            title_spans=tuple(title.get(topic, ())),
            where="text" if topic in body else "title",
            by=rule("topics.words"),
        )
        for topic in order
    )


def topics_between(topics: Iterable[Topic], where: Where, start: int, end: int) -> tuple[str, ...]:
    """The ids of the topics named between two offsets of the text or the title, in the order of the report's topics."""
    return tuple(
        topic.id for topic in topics if _named(topic.title_spans if where == "title" else topic.spans, start, end)
    )


def _named(spans: tuple[Span, ...], start: int, end: int) -> bool:
    """Spans stand in order and apart, so the first that begins in the stretch is the one that may end in it."""
    number = bisect_left(spans, (start, start))
    return number < len(spans) and spans[number][1] <= end


def _longest(syntax: Syntax, first: int, phrases: tuple[Phrase, ...]) -> Phrase | None:
    """The longest phrase that stands at a token and ends in its block."""
    for phrase in phrases:
        last = first + len(phrase.tokens)
        column = syntax.words if phrase.exact else syntax.lower
        if tuple(column[first:last]) == phrase.tokens and _same_block(syntax, first, last - 1):
            return phrase
    return None


def _same_block(syntax: Syntax, first: int, last: int) -> bool:
    return syntax.block[first] == syntax.block[last]
