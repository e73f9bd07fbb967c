"""Stretches of a report that stand in no block and still name a day: the dateline, and the signatures of posts."""

import re
from collections.abc import Iterator

from bilat.reading.page import Page
from bilat.records import Span
from bilat.syntax import Block, Syntax, blanked

_WORD = re.compile(r"\w+(?:\.(?=\s*[\w(]))?|[^\w\s]")


def unparsed(page: Page) -> Iterator[Syntax]:
    """The dateline and the dates of signatures as words without arcs, each one sentence."""
    spans = [page.layout.dateline.span] if page.layout.dateline and page.layout.dateline.span else []
    spans += [post.date for post in page.layout.posts if post.date]
    for span in spans:
        yield bare_syntax(page.syntax, span)


def bare_syntax(syntax: Syntax, span: Span) -> Syntax:
    """The words of a stretch of the text, each a name without a head."""
    start, end = span
    text = blanked(syntax.text[start:end])
    found = list(_WORD.finditer(text))
    count = len(found)
    words = [match.group() for match in found]
    return Syntax(
        title=syntax.title,
        text=syntax.text,
        blocks=(Block("paragraph", "text", start, end, text),),
        words=words,
        lower=[word.lower() for word in words],
        start=[start + match.start() for match in found],
        end=[start + match.end() for match in found],
        tag=["NNP"] * count,
        dep=["ROOT"] * count,
        head=list(range(count)),
        block=[0] * count,
        sentence=[0] * count,
        sentences=[(0, count)] if count else [],
        left=list(range(count)),
        right=list(range(count)),
        children=[[] for _ in range(count)],
    )
