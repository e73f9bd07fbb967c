"""Words of a report around an item: its sentence, what means an actor in it. From the Reading, without a parser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bilat.codebook import Codebook
from bilat.records import Actor, Reading, Span, Where
from bilat.view.explained import Party, Quoted, Sentence
from bilat.view.marks import blocks
from bilat.view.wording import Names

# A sentence ends at one of these, where a capital, a digit or a quotation mark follows after a blank …
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])")
# … and no initial, title or month stands before the stop.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Capt|St|No|vs|Inc|Corp|Co|Ltd|Jr|Sr|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sep|Sept|Oct|Nov|Dec))$"
)
_WORD = re.compile(r"(?:n['’]t|['’](?:ll|d)\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:-[^\W_]+)*|%)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the report and where it stands."""

    text: str
    span: Span

    @property
    def lower(self) -> str:
        """The word as tables have it."""
        return self.text.lower()


def text_of(reading: Reading, where: Where) -> str:
    """The title or the text."""
    return (reading.document.title if where == "title" else reading.document.text) or ""


def quote(reading: Reading, span: Span, where: Where) -> Quoted:
    """Words of the report."""
    return Quoted(text=text_of(reading, where)[slice(*span)], span=span, where=where)


def sentence_of(reading: Reading, span: Span, where: Where, trigger: Span) -> Sentence:
    """The sentence around `span`, which is never cut."""
    text = text_of(reading, where)
    if where == "title":
        return Sentence(text=text, span=(0, len(text)), where=where, trigger=trigger)
    paragraph, start, end = 0, span[0], span[1]
    for first, last in blocks(text):
        if text[first:last].strip():
            paragraph += 1
        if first <= span[0] < last:
            start, end = _cut(text, (first, max(last, span[1])), span)
            break
    return Sentence(text=text[start:end], span=(start, end), where=where, trigger=trigger, paragraph=paragraph or None)


def _cut(text: str, block: Span, span: Span) -> Span:
    start, end = block
    for found in _END.finditer(text, *block):
        if found.group()[0] == "." and _SHORT.search(text, block[0], found.start()):
            continue
        if found.end() <= span[0]:
            start = found.end()
        elif found.end() >= span[1]:
            end = found.end()
            break
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def words_in(reading: Reading, span: Span, where: Where) -> list[Word]:
    """The words of a stretch; "won't" is two, as the tables have it."""
    return [Word(found.group(), found.span()) for found in _WORD.finditer(text_of(reading, where), *span)]


def party(
    reading: Reading, actor: str, side: Literal["source", "target"], sentence: Sentence, codebook: Codebook
) -> Party:
    """One party with the words that mean it; a country may be meant by one of its cities alone."""
    known = next((one for one in reading.actors if one.id == actor), None)
    here = _mentions(known, sentence) if known else []
    if known is not None and known.kind == "country":
        here = [*here, *_cities(reading, actor, sentence, codebook)]
    before = _before(known, sentence) if known and not here else None
    spans = [(span, sentence.where) for span in here] or ([before] if before else [])
    return Party(
        side=side,
        actor=actor,
        name=Names(reading.actors).full(actor),
        here=bool(here),
        words=tuple(quote(reading, span, where) for span, where in spans),
    )


def _cities(reading: Reading, country: str, sentence: Sentence, codebook: Codebook) -> Iterator[Span]:
    """Cities of the country in the sentence."""
    words = words_in(reading, sentence.span, sentence.where)
    year = int(reading.document.published[:4]) if reading.document.published else None
    dateline = reading.document.dateline
    end = dateline.span[1] if dateline is not None and dateline.span is not None and sentence.where == "text" else 0
    for number, word in enumerate(words):
        for last in [*words[number + 1 : number + 2], word]:  # "New Delhi" before "New"
            span = word.span[0], last.span[1]
            text = text_of(reading, sentence.where)[slice(*span)]
            place = codebook.layouts.place(text, year) if span[0] >= end and text[0].isupper() else None
            if place is not None and place[1] == country:
                end = span[1]
                yield span


def _mentions(actor: Actor, sentence: Sentence) -> list[Span]:
    mentions = actor.title_mentions if sentence.where == "title" else actor.mentions
    return [span for span in mentions if _within(span, sentence)]


def _within(span: Span, sentence: Sentence) -> bool:
    return sentence.span[0] <= span[0] and span[1] <= sentence.span[1]


def _before(actor: Actor, sentence: Sentence) -> tuple[Span, Where] | None:
    """Where the actor was named last before the sentence, in the title else."""
    if sentence.where == "text":
        earlier = [span for span in actor.mentions if span[1] <= sentence.span[0]]
        if earlier:
            return max(earlier), "text"
    return (actor.title_mentions[-1], "title") if actor.title_mentions else None
