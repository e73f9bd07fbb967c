"""The sentence around some words, in texts whose lines may wrap."""

import re

from bilat.records import Span

# What ends a sentence, and a line after which a new paragraph or item of a list begins: others only wrap.
_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[$€£]?[A-Z0-9])|\n\s*\n|\n(?=[ \t]+\S|[-*•–])")
# A stop after one of these ends no sentence.
_SHORT = re.compile(
    r"\b(?:[A-Z](?:\.[A-Z])*|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|St|No|vs|Jr|Sr|Inc|Corp|Ltd|Co|dlrs)\.$"
)


def sentence_around(text: str, span: Span) -> Span:
    """From the end of the sentence before to that of the sentence in which the span ends, white space left out."""
    start, end = 0, len(text)
    for match in _END.finditer(text):
        if match[0][0] == "." and _SHORT.search(text, max(match.start() - 20, 0), match.start() + 1):
            continue
        if match.end() <= span[0]:
            start = match.end()
        elif match.start() >= span[1] - 1:
            end = match.end()
            break
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
