"""Events between countries as the learned judge sees them: every question of a report, and what is likely enough."""

from collections.abc import Iterator
from dataclasses import dataclass

from bilat.codebook.judging import Judging
from bilat.learned import PairAnswer, PairQuestion
from bilat.reading.cast import Cast
from bilat.reading.encoding import Words
from bilat.reading.events.answers import ANSWERS, MODES, MUTUAL, QUADS, STATUSES, TYPES
from bilat.reading.events.asked import Question, Side, questions
from bilat.records import Alternative, EventType
from bilat.syntax import Syntax

# Done by saying them, whatever is said; they are never only possible.
SPOKEN: frozenset[EventType] = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
# From here on both directions of a directed type are told, and not one for the other.
BY_ITSELF = 0.5
# How near both directions of SUPPORT must be to each other for both to act.
TOGETHER = 0.4
# How many other answers are kept, and how likely one must be.
ALTERNATIVES, UNLIKELY = 3, 0.02


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence tells of two countries, with the judge's score for it and the token it looked at most.

    Of a mutual type one verdict stands for both directions, the country first in the alphabet as source.
    """

    question: Question
    source: Side
    target: Side
    type: EventType
    mode: str | None
    statuses: tuple[float, ...]
    trigger: int
    score: float
    nearly: tuple[Alternative, ...]


class Judged:
    """The answers to all questions of a report, asked for by sentence and pair."""

    def __init__(self, syntax: Syntax, cast: Cast, words: Words, judging: Judging) -> None:
        """Asks everything once."""
        self._syntax, self._judging = syntax, judging
        self.questions = list(questions(syntax, cast))
        asked = [
            PairQuestion(
                focus=range(*syntax.sentences[one.sentence]),
                source=one.source.tokens,
                target=one.target.tokens,
                standing=(one.source.standing, one.target.standing),
            )
            for one in self.questions
        ]
        answers = words.learned.judge(words.encoded, asked)
        self._answers = {
            (one.sentence, one.source.state, one.target.state): (one, answer)
            for one, answer in zip(self.questions, answers, strict=True)
        }

    def likelihood(self, sentence: int, source: str, target: str, type_: EventType) -> float | None:
        """How likely the judge finds this type there; null where it was not asked."""
        found = self._answers.get((sentence, source, target))
        if found is None:
            return None
        number = TYPES.index(type_)
        own = float(found[1].types[number])
        back = float(self._answers[sentence, target, source][1].types[number])
        if type_ in MUTUAL:
            return (own + back) / 2
        # who signs first is no matter
        return min(1.0, own + back) if type_ == "SUPPORT" else own

    def nearly(self, sentence: int, source: str, target: str, type_: EventType) -> tuple[Alternative, ...]:
        """What else the judge finds likely there, "NONE" for no event; nothing where it was not asked."""
        found = self._answers.get((sentence, source, target))
        return _others(found[1], type_) if found is not None else ()

    def statuses(self, sentence: int, source: str, target: str, type_: EventType) -> tuple[float, ...]:
        """How likely the judge finds each status of an event of this type there; empty where it was not asked."""
        found = self._answers.get((sentence, source, target))
        return self._statuses(*found, type_) if found is not None else ()

    def verdicts(self) -> Iterator[Verdict]:
        """Types that are at least a glimpse, sentence by sentence.

        Of the two directions of a directed type the likelier one counts, unless each is told by itself; two who are as
        likely to sign with each other (SUPPORT) do so together, the country first in the alphabet as source. Where it
        is plain that a class of types is told (PLOVER's quad classes) and not which, the likeliest of them has
        `gathered` of what the others of its class have.
        """
        for question, answer in self._answers.values():
            other = self._answers[question.sentence, question.target.state, question.source.state][1]
            first = question.source.state < question.target.state
            own, back = (dict(zip(TYPES, one.types.tolist(), strict=False)) for one in (answer, other))
            shares = {type_: _directed(type_, own[type_], back[type_], first=first) for type_ in TYPES}
            for quad in QUADS:
                best = max(quad, key=lambda type_: shares[type_])
                others = sum(shares[type_] for type_ in quad if type_ != best)
                shares[best] = min(1.0, shares[best] + self._judging.gathered * others)
            for type_, share in shares.items():
                if share >= self._judging.glimpse:
                    yield self._verdict(question, answer, type_, share)

    def _verdict(self, question: Question, answer: PairAnswer, type_: EventType, share: float) -> Verdict:
        return Verdict(
            question=question,
            source=question.source,
            target=question.target,
            type=type_,
            mode=self._mode(question, answer, type_),
            statuses=self._statuses(question, answer, type_),
            trigger=self._trigger(question, answer),
            score=round(share, 3),
            nearly=_others(answer, type_),
        )

    def _statuses(self, question: Question, answer: PairAnswer, type_: EventType) -> tuple[float, ...]:
        """How likely each status is; of a mutual type the mean of both directions."""
        shares = answer.statuses
        if type_ in MUTUAL:
            other = self._answers[question.sentence, question.target.state, question.source.state][1]
            shares = (shares + other.statuses) / 2
        found = dict(zip(STATUSES, shares.tolist(), strict=True))
        if type_ in SPOKEN:  # a demand for what may come has been made
            found["occurred"] += found["planned"] + found["hypothetical"]
            found["planned"] = found["hypothetical"] = 0.0
        return tuple(found.values())

    def _mode(self, question: Question, answer: PairAnswer, type_: EventType) -> str | None:
        """The likeliest mode; a call only where a word of the sentence tells one ("who spoke in the hall" does not)."""
        own = [(float(answer.modes[number]), mode) for number, (kind, mode) in enumerate(MODES) if kind == type_]
        mode = max(own, key=lambda one: one[0])[1] if own else None
        words = self._syntax.lower[slice(*self._syntax.sentences[question.sentence])]
        silent = not any(word.startswith(self._judging.calling) for word in words)
        return None if mode == "phone" and silent else mode

    def _trigger(self, question: Question, answer: PairAnswer) -> int:
        """The verb or noun that was looked at most and means neither party."""
        first, last = self._syntax.sentences[question.sentence]
        meant = {*question.source.tokens, *question.target.tokens}
        telling = [
            token
            for token in range(first, last)
            if self._syntax.tag[token][:2] in ("VB", "NN", "JJ") and token not in meant
        ]
        return max(telling or range(first, last), key=lambda token: float(answer.looked[token - first]))


def _directed(type_: EventType, own: float, back: float, *, first: bool) -> float:
    """What a type counts from source to target: `own` as asked so, `back` the other way round."""
    if type_ in MUTUAL:
        return (own + back) / 2 if first else 0.0
    if type_ == "SUPPORT" and min(own, back) > TOGETHER * max(own, back):
        return min(1.0, own + back) if first else 0.0
    return 0.0 if own < back and own < BY_ITSELF else own


def _others(answer: PairAnswer, type_: EventType) -> tuple[Alternative, ...]:
    """The likeliest answers but this one, the likeliest first."""
    shares = sorted(zip(answer.types.tolist(), ANSWERS, strict=True), reverse=True)
    others = [Alternative(type=name, score=round(share, 3)) for share, name in shares if name != type_]
    return tuple(other for other in others[:ALTERNATIVES] if other.score >= UNLIKELY)
