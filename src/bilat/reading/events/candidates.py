"""Is there an event here? Words of the event tables, each looked up once."""

from collections.abc import Iterator

from bilat.codebook.events import EventRule, Events
from bilat.syntax import Syntax


def candidates(syntax: Syntax, events: Events) -> Iterator[tuple[int, tuple[EventRule, ...]]]:
    """Tokens that may tell an event, with the entries that may apply, in text order."""
    verbs, nouns, tags = events.verbs, events.nouns, syntax.tag
    for token, word in enumerate(syntax.lower):
        if word in verbs:
            tag = tags[token]
            if tag[:2] == "VB" and syntax.dep[token] not in ("aux", "auxpass", "amod", "compound"):
                yield token, verbs[word]
                continue
        if word in nouns and tags[token][:2] == "NN" and syntax.dep[token] != "compound":
            yield token, nouns[word]
