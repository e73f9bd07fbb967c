"""When a measure was announced, takes effect and ends: the times of a sentence, each with the verb it belongs to."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from bilat.codebook.measures import MeasureWords
from bilat.reading.measures.heads import Head
from bilat.reading.measures.standing import Link
from bilat.reading.times.tense import said_before
from bilat.records import Span, Time, When
from bilat.syntax import Syntax

_FROM = frozenset({"from", "since", "effective", "starting", "beginning", "after"})
_UNTIL = frozenset({"until", "till", "through"})
_FOR = frozenset({"in", "for", "during"})
_STEPS = 8
# The last day of the first month of each quarter.
_LAST_DAYS = {"01": "31", "04": "30", "07": "31", "10": "31"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A time and its tokens, `last` exclusive."""

    first: int
    last: int
    time: Time


class Calendar:
    """The dated times of a report by sentence."""

    def __init__(self, syntax: Syntax, times: Sequence[Time], published: str | None = None) -> None:
        """Durations and repeated times are left out: they date nothing."""
        self.published = published
        self._by_sentence: dict[int, list[Placed]] = defaultdict(list)
        body = next((t for t in range(len(syntax)) if syntax.where(t) == "text"), len(syntax)) if times else 0
        for time in times:
            if time.type not in ("DATE", "TIME") or time.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
                continue
            low, high = (0, body) if time.where == "title" else (body, len(syntax))
            first = bisect_left(syntax.end, time.span[0] + 1, low, high)
            last = bisect_left(syntax.start, time.span[1], low, high)
            if first < last:
                self._by_sentence[syntax.sentence[first]].append(Placed(first, last, time))

    def of(self, sentence: int) -> list[Placed]:
        """The times of a sentence, in text order."""
        return self._by_sentence.get(sentence, [])

    @staticmethod
    def when(placed: Placed) -> When:
        """The time as the record gives it."""
        time = placed.time
        return When(
            value=time.value, precision=time.precision, basis=time.basis, ref=time.id, start=time.start, end=time.end
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dates:
    """The three dates of a measure, and the words of each."""

    announced: When | None
    effective: When | None
    ended: When | None
    evidence: dict[str, Span]


def dates_of(
    syntax: Syntax,
    words: MeasureWords,
    calendar: Calendar,
    head: Head,
    links: list[Link],
    *,
    speaker: bool,
    alone: bool,
    apart: Span | None = None,
) -> Dates:
    """The dates that the sentences of a head and its links give.

    `speaker` says that the sentence's speaker is the imposer, so that the day of speaking is the day of announcing;
    `alone` that no other measure stands in the sentence, which may then take a date with no verb of its own; a year
    `apart` in the name of a law dates nothing.
    """
    found: dict[str, Placed] = {}
    above = [head.carrier, *syntax.ancestors(head.carrier)][:_STEPS]
    for sentence in dict.fromkeys([syntax.sentence[head.token], *(syntax.sentence[link.token] for link in links)]):
        for placed in calendar.of(sentence):
            if apart and apart[0] <= placed.time.span[0] < apart[1]:
                continue
            name = _field(syntax, words, head, links, above, placed, calendar.published, speaker=speaker, alone=alone)
            if name == "announced" and (placed.time.start or "") > (calendar.published or "9"):
                name = "effective"  # what is yet to come was not announced then
            if name:
                found.setdefault(name, placed)
    evidence = {name: placed.time.span for name, placed in found.items()}
    whens = {name: Calendar.when(placed) for name, placed in found.items()}
    start = whens.get("effective")
    return Dates(whens.get("announced"), _month(start) if start else None, whens.get("ended"), evidence)


def _month(when: When) -> When:
    """What takes effect with a quarter of a year takes effect in its first month."""
    if when.value is None or when.start is None or when.value[4:6] != "-Q":
        return when
    month = when.start[:7]
    return msgspec.structs.replace(when, value=month, precision="month", end=f"{month}-{_LAST_DAYS[month[5:]]}")


def _field(
    syntax: Syntax,
    words: MeasureWords,
    head: Head,
    links: list[Link],
    above: list[int],
    placed: Placed,
    published: str | None,
    *,
    speaker: bool,
    alone: bool,
) -> str | None:
    if head.own == "output":
        return _of_order(syntax, head, links, placed)
    if _is_deadline(syntax, head, placed):
        return "effective" if (placed.time.start or "9") > (published or "") else None
    if _of_another(syntax, words, head, placed):
        return None
    said = said_before(syntax, placed.first, placed.last)
    verb = _verb_of(syntax, placed.first) if said is None else said
    link = next((link for link in links if link.token == verb), None)
    before = _before(syntax, placed.first)
    if verb is not None and before in _UNTIL and head.verbal and verb in above[1:]:
        return "effective"  # "gives firms until May to cut their ties"
    if link is None and verb is not None:
        link = next((one for one in links if _together(syntax, verb, one)), None)
    near = head.last <= placed.first <= head.last + 2 or syntax.head[placed.first - 1] in (head.token, head.carrier)
    linked = link is not None or near or verb in above or alone
    if before in _UNTIL:
        return "ended" if link is not None or near else None
    if before in _FROM and link is not None and link.act.name in ("lift", "expire"):
        return None if link.denied else "ended"  # "lifts the duty from August 1"
    if before in _FROM:
        return "effective" if linked and (link is None or link.act.name not in ("propose", "urge")) else None
    if verb is not None and _is_ordered(syntax, words, verb, links, above):
        return "announced"
    ahead = (placed.time.start or "") > (published or "9")
    if near and ahead and before == "on" and (link is None or link.denied or link.act.subject == "other"):
        return "effective"  # "to avoid the tariffs on April 17"
    if link is not None:
        if link.denied:
            return None
        if link.act.name == "impose" and link.mood in ("decided", "possible"):
            return "effective" if (placed.time.start or "9") > (published or "") else "announced"
        if link.act.name == "impose" and _in_place(syntax, link.token):
            return "effective"  # "put in place in March"
        if link.act.name == "impose" and syntax.lower[link.token] in words.lists.running:
            return "effective"  # "began to charge on Monday"
        if link.act.name == "impose" and link.role == "object" and _long_ago(placed, published):
            return "effective"  # "set duties on its soap in 2016"
        if link.act.name in ("lift", "expire") and link.mood != "done":
            return "ended" if link.mood == "decided" else None
        return link.act.date
    if verb is not None and verb in above:
        act = words.over.get(syntax.lower[verb])
        if act and act.name in ("order", "impose", "threaten", "propose"):
            return act.date
        return "announced" if speaker and syntax.lower[verb] in words.lists.saying else None
    return "effective" if near and before in ("on", "by", "as") else None


def _long_ago(placed: Placed, published: str | None) -> bool:
    """Whether a time ended in a year before that of the report: what was imposed then has long been in effect."""
    return bool(placed.time.end and published) and (placed.time.end or "")[:4] < (published or "")[:4]


def _of_order(syntax: Syntax, head: Head, links: list[Link], placed: Placed) -> str | None:
    """ "told mills in May to cut output in the third quarter": the day of telling, and the time that it is for."""
    verb = _verb_of(syntax, placed.first)
    if verb == head.token and _before(syntax, placed.first) in _FOR | _FROM:
        return "effective"
    return "announced" if any(link.token == verb for link in links) else None


def _together(syntax: Syntax, verb: int, link: Link) -> bool:
    """ "On May 2 Peru recalled its envoy and closed the border": a verb shares the time of the one before it."""
    shared = syntax.dep[link.token] == "conj" and syntax.head[link.token] == verb
    return shared and link.act.name == "shut" and link.mood == "done" and not link.denied


def _of_another(syntax: Syntax, words: MeasureWords, head: Head, placed: Placed) -> bool:
    """Whether a time only says which other thing is meant ("a 1986 pact", "a Thursday meeting", "the rise since")."""
    top = placed.last - 1
    while placed.first <= syntax.head[top] < placed.last and syntax.head[top] != top:
        top = syntax.head[top]
    thing = syntax.head[top]
    if syntax.dep[top] in ("compound", "nummod", "amod"):
        return syntax.tag[thing][0] == "N" and thing not in (head.token, head.carrier)
    before = placed.first - 1
    if before < 1 or syntax.lower[before] not in _FROM or thing != before:
        return False
    if syntax.lower[before - 1] in words.lists.periods:
        return True  # "the fiscal year starting April 1"
    stands_at = syntax.head[before]
    rate = range(head.rate.first, head.rate.last) if head.rate else range(0)
    own = head.first <= stands_at < head.last or stands_at in rate
    return syntax.tag[stands_at][0] == "N" and not own and syntax.head[head.carrier] != stands_at


def _is_ordered(syntax: Syntax, words: MeasureWords, verb: int, links: list[Link], above: list[int]) -> bool:
    """ "will pay a duty under an order signed on May 2", "the cut, announced on May 2", "as announced on May 2"."""
    act = words.over.get(syntax.lower[verb])
    if act is None or act.name != "order" or syntax.tag[verb] != "VBN":
        return False
    thing = syntax.head[verb]
    done = next((link for link in links if link.token == thing), None)
    if syntax.dep[verb] == "advcl":
        return done is not None and any(syntax.lower[child] == "as" for child in syntax.children[verb])
    if syntax.dep[verb] != "acl":
        return False
    if done is not None and done.role == "noun":
        return True
    if syntax.lower[thing] not in words.lists.rulings or syntax.dep[thing] != "pobj":
        return False
    under = syntax.head[syntax.head[thing]]
    ends = next((link.act.name in ("lift", "suspend", "ease") for link in links if link.token == under), False)
    return not ends and (under in above or any(link.token == under for link in links))


def _is_deadline(syntax: Syntax, head: Head, placed: Placed) -> bool:
    """ "the April 17 deadline for the tariffs", "the deadline for imposing the tariffs is April 17"."""
    noun = next((t for t in range(placed.last, min(len(syntax), placed.last + 2)) if _deadline(syntax, t)), None)
    return noun is not None and (noun in syntax.ancestors(head.carrier) or syntax.head[noun] == head.carrier)


def _in_place(syntax: Syntax, verb: int) -> bool:
    return any(
        syntax.lower[child] == "in" and syntax.lower[child + 1 : child + 2] == ["place"]
        for child in syntax.children[verb]
    )


def _deadline(syntax: Syntax, token: int) -> bool:
    return syntax.lower[token] in ("deadline", "date")


def _before(syntax: Syntax, token: int) -> str:
    """The word before a time, over an article or a day of the week."""
    before = token - 1
    while before >= 0 and syntax.lower[before] in ("the", "of", "midnight", ",", "last", "late", "early"):
        before -= 1
    return syntax.lower[before] if before >= 0 else ""


def _verb_of(syntax: Syntax, token: int) -> int | None:
    for above in syntax.ancestors(token):
        if syntax.tag[above][0] == "V":
            return above
    return None
