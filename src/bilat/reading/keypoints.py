"""Key points: at most five sentences of the report that carry it, as they stand there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bilat.reading.cast import Cast
from bilat.reading.page import Page
from bilat.reading.topics import topics_between
from bilat.records import Event, KeyPoint, Topic, rule
from bilat.syntax import Syntax

MOST = 5
# A sentence shorter than this says little by itself, a longer one than that is no point.
SHORTEST = 6
LONGEST = 90
# A hint (title, bullet) is met by a sentence that holds this share of its content words.
MET = 0.5
# Two sentences that share more than this of their content words say the same.
SAME = 0.6
# What a sentence must reach: the lead alone does, or a met hint, or an event between two countries.
ENOUGH = 1.5

_CONTENT = ("NN", "VB", "JJ", "CD")
# Words that news uses so much that sharing them says nothing.
_EMPTY = frozenset(
    (
        "be", "is", "are", "was", "were", "been", "has", "have", "had", "do", "does", "did", "say", "says", "said",
        "told", "tell", "also", "other", "more", "new", "last", "such", "will", "would", "being", "year", "week", "day",
        "today", "yesterday", "tomorrow", "president", "minister", "mr", "mrs", "ms", "make", "made", "get", "go",
    )
)  # fmt: skip
_FINAL = frozenset(".!?…\"”’)'")
# A sentence that opens with one of these leans on the one before it.
_LEANING = frozenset(
    ("he", "she", "it", "they", "this", "that", "these", "those", "but", "and", "however", "so", "his", "her")
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that may become a key point: its tokens, content words and place among the candidates."""

    first: int
    last: int
    words: frozenset[str]
    bullet: bool


def read_key_points(
    page: Page, cast: Cast, topics: tuple[Topic, ...], events: tuple[Event, ...]
) -> tuple[KeyPoint, ...]:
    """At most five sentences in text order, and at most half of the report's.

    The score counts: the lead; the sentence that best tells what the title or a bullet tells; an event between two
    countries, or two countries named; topics. A bullet stands for itself only where it is a sentence and the body has
    none that tells it.
    """
    body = _candidates(page.syntax)
    if not body:
        return ()
    scores = _base_scores(page, cast, topics, events, body)
    hints = _hints(page.syntax)
    unmet = _reward_hints(body, scores, hints)
    pool = [*body, *(hint for hint in unmet if _is_sentence(page.syntax, hint))]
    scores += [ENOUGH + 0.5] * (len(pool) - len(body))
    chosen = _choose(pool, scores, min(MOST, (len(body) + 2) // 2))
    return tuple(_point(page, sentence) for sentence in sorted(chosen, key=lambda sentence: sentence.first))


def _point(page: Page, sentence: _Sentence) -> KeyPoint:
    passage = page.syntax.passage(sentence.first, sentence.last)
    name = "bullet" if sentence.bullet else "sentence"
    return KeyPoint(
        text=page.syntax.slice(sentence.first, sentence.last),
        span=passage.span,
        where=passage.where,
        by=rule(f"keypoints.{name}"),
    )


def _candidates(syntax: Syntax) -> list[_Sentence]:
    found = []
    for first, last in _whole_sentences(syntax):
        kind = syntax.blocks[syntax.block[first]].kind
        if kind == "paragraph" and SHORTEST <= last - first <= LONGEST and syntax.words[last - 1] != "?":
            sentence = _Sentence(first, last, _content(syntax, first, last), bullet=False)
            if _is_sentence(syntax, sentence):
                found.append(sentence)
    return found


def _whole_sentences(syntax: Syntax) -> list[tuple[int, int]]:
    """The parser's sentences, with pieces joined that no final stop parts ("Norway | and Canada signed …")."""
    found: list[tuple[int, int]] = []
    for first, last in syntax.sentences:
        joined = bool(found) and syntax.block[first] == syntax.block[found[-1][0]]
        if joined and syntax.words[first - 1][-1] not in _FINAL:
            first = found.pop()[0]
        found.append((first, last))
    return found


def _hints(syntax: Syntax) -> list[_Sentence]:
    """The title, a headline and the bullets, each as one; not the sub-headings, which name and do not tell."""
    ranges: dict[int, tuple[int, int]] = {}  # by block
    for first, last in syntax.sentences:
        number = syntax.block[first]
        if syntax.blocks[number].kind in ("title", "headline", "bullet"):
            ranges[number] = (ranges.get(number, (first, last))[0], last)
    return [
        _Sentence(first, last, _content(syntax, first, last), bullet=syntax.blocks[number].kind == "bullet")
        for number, (first, last) in ranges.items()
    ]


def _content(syntax: Syntax, first: int, last: int) -> frozenset[str]:
    return frozenset(
        _stem(syntax.lower[i])
        for i in range(first, last)
        if syntax.tag[i].startswith(_CONTENT) and syntax.lower[i] not in _EMPTY and len(syntax.lower[i]) > 1
    )


def _stem(word: str) -> str:
    """A word without the commonest endings, so that "visits" and "visited" meet."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _is_sentence(syntax: Syntax, sentence: _Sentence) -> bool:
    """Whether there is a finite verb with a subject of its own."""
    return any(
        syntax.dep[i] in ("nsubj", "nsubjpass", "expl")
        and syntax.tag[syntax.head[i]] in ("VBD", "VBZ", "VBP", "VB", "VBN", "VBG")
        for i in range(sentence.first, sentence.last)
    )


def _base_scores(
    page: Page, cast: Cast, topics: tuple[Topic, ...], events: tuple[Event, ...], body: Sequence[_Sentence]
) -> list[float]:
    syntax = page.syntax
    told = _told(cast, events)
    scores = []
    for number, sentence in enumerate(body):
        start, end = syntax.span(sentence.first, sentence.last)
        named = {mention.country for mention in cast.within(sentence.first, sentence.last) if mention.country}
        happened = sum(1 for at in told if start <= at < end) if len(told) < 50 else 0
        score = 3.0 if number == 0 else 0.0
        score += min(2, happened) + (0.5 if len(named) > 1 else 0.0)
        score += min(4, len(topics_between(topics, syntax.where(sentence.first), start, end))) * 0.25
        score -= min(1.0, number * 0.05)
        score -= 1.0 if syntax.lower[sentence.first] in _LEANING else 0.0
        score -= 1.0 if syntax.words[sentence.first] in ('"', "“", "''", "``") else 0.0
        scores.append(score)
    return scores


def _told(cast: Cast, events: Iterable[Event]) -> list[int]:
    """Where the text tells of an event between two countries."""
    found = []
    for event in events:
        countries = {cast.country(actor) for actor in (*event.source, *event.target)} - {None}
        if event.where == "text" and len(countries) > 1 and event.status != "historical":
            found.append(event.trigger[0])
    return found


def _reward_hints(body: Sequence[_Sentence], scores: list[float], hints: Sequence[_Sentence]) -> list[_Sentence]:
    """Gives each hint's weight to the sentence that tells it best; returns the bullets that none tells."""
    holders: dict[str, list[int]] = {}
    for number, sentence in enumerate(body):
        for word in sorted(sentence.words):
            holders.setdefault(word, []).append(number)
    unmet = []
    for hint in hints:
        shared = Counter(number for word in sorted(hint.words) for number in holders.get(word, ()))
        best = max(shared, key=lambda number: (shared[number], -number), default=None)
        share = shared[best] / len(hint.words) if best is not None else 0.0
        if best is not None and share >= MET:
            scores[best] += 3.0 * share
        elif hint.bullet:
            unmet.append(hint)
    return unmet


def _choose(pool: Sequence[_Sentence], scores: Sequence[float], most: int) -> list[_Sentence]:
    """The best ones, none that says what a better one says."""
    order = sorted(range(len(pool)), key=lambda number: (-scores[number], pool[number].first))
    chosen: list[_Sentence] = []
    for number in order:
        if len(chosen) == most or scores[number] < ENOUGH:
            break
        if not any(_alike(pool[number].words, other.words) for other in chosen):
            chosen.append(pool[number])
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller > 0 and len(one & other) > SAME * smaller
