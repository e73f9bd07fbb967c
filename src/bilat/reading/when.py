"""Which time belongs to a verb or noun: "announced on Thursday a tariff that took effect on August 27" holds two."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bilat.reading.page import Page
from bilat.reading.times.tense import direction, said_before
from bilat.records import Time, TimeBasis, When
from bilat.syntax import Syntax

# Labels of a verb that shares its clause with the verb above it: a time of one is a time of the other.
SHARED = frozenset({"xcomp", "auxpass", "aux", "prep", "pcomp"})
# Labels under which another statement begins, with a time of its own.
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"})
_LENGTH = re.compile(r"P(\d{1,4})([DW])")
# What stands after these as a noun happened at another time than what the sentence tells.
ASIDE = frozenset({"after", "before"})
# How far up the arcs a time's owner is looked for.
FAR = 12


def when_of(page: Page, times: Sequence[Time], token: int) -> When | None:
    """The time of what the verb or noun `token` tells, None where its clause names none.

    `times` are the page's, as `read_times` gives them. A time belongs to the nearest verb or noun above it, and to
    those above that share the clause; never across another finite verb. Where the clause has only a length counted
    from something ("days after the visit"), the value is known if both length and day are; else `start` and `end` say
    what is.
    """
    time = _dated(page.syntax, times, token)
    if time is not None:
        return as_when(time)
    return _counted(page, times, token)


def _dated(syntax: Syntax, times: Sequence[Time], token: int) -> Time | None:
    """The nearest dated time that belongs to the token."""
    best: tuple[int, int, Time] | None = None
    above = _sharing(syntax, token)
    for time, first, last in _of_sentence(syntax, times, token):
        if not _is_dated(time):
            continue
        said = said_before(syntax, first, last)
        root = _root(syntax, first, last) if said is None else said
        steps = _distance(syntax, root, token, above, first)
        if steps is not None and (best is None or (steps, abs(first - token)) < best[:2]):
            best = steps, abs(first - token), time
    return best[2] if best else None


def _of_sentence(syntax: Syntax, times: Sequence[Time], token: int) -> Iterator[tuple[Time, int, int]]:
    """The times in the sentence of the token with their tokens (the last exclusive), found without looking at all."""
    first, last = syntax.sentences[syntax.sentence[token]]
    where, start, end = syntax.where(token), syntax.start[first], syntax.end[last - 1]
    place = bisect_left(times, (where != "title", start), key=_place)
    for time in times[place : place + last - first]:
        if time.where != where or time.span[0] >= end:
            return
        begin = bisect_left(syntax.end, time.span[0] + 1, first, last)
        over = bisect_left(syntax.start, time.span[1], begin, last)
        if begin < over:
            yield time, begin, over


def _place(time: Time) -> tuple[bool, int]:
    return time.where != "title", time.span[0]


def _is_dated(time: Time) -> bool:
    """Whether a time says by itself when something was: a day, an hour, a year, a stretch of days."""
    if time.type == "DURATION":
        return time.start is not None and time.precision == "day"
    return time.type in ("DATE", "TIME") and time.precision != "vague"


def _root(syntax: Syntax, first: int, last: int) -> int:
    """The token of the time that hangs on something outside it."""
    for token in range(last - 1, first - 1, -1):
        if not first <= syntax.head[token] < last or syntax.head[token] == token:
            return token
    return last - 1


def _sharing(syntax: Syntax, token: int) -> dict[int, int]:
    """The token and what shares its clause above it, with the steps between them.

    A noun shares the clause of the verb that it is subject or object of ("held a call on Thursday"); an infinitive or
    a second verb shares what stands before the first ("On Friday he called and invited").
    """
    found, steps = {token: 0}, 0
    while syntax.head[token] != token and steps < FAR:
        label, above = syntax.dep[token], syntax.head[token]
        if label in CLAUSES or (label == "pobj" and syntax.lower[above] in ASIDE):
            break  # "came days after the visit" does not say that the visit was on the day of the coming
        steps += 2
        found[above] = steps
        if _is_verb(syntax, above) and label != "conj" and syntax.dep[above] not in SHARED | {"conj"}:
            break
        token = above
    return found


def _distance(syntax: Syntax, root: int, token: int, above: dict[int, int], first: int) -> int | None:
    """Arcs between the time and what it belongs to, None where a clause of another verb lies between."""
    place, steps = root, 0
    while steps < FAR:
        if place == token:
            return steps
        if place in above:
            # a time behind the first of two joined verbs is the first's alone
            verbs = place != token and _is_verb(syntax, place) and _is_verb(syntax, token)
            return None if verbs and first > place and token > place and first < token else steps + above[place]
        if _opens_clause(syntax, place) or syntax.head[place] == place:
            return None
        if steps > 1 and syntax.lower[place] in ASIDE and place not in above:
            return None  # "met after the talks of December 1" does not say when they met
        place = syntax.head[place]
        steps += 1
    return None


def _opens_clause(syntax: Syntax, token: int) -> bool:
    """Whether what stands above the token is another clause than its own."""
    if not _is_verb(syntax, token):
        return False
    if syntax.dep[token] in CLAUSES or syntax.dep[token] == "conj":
        return True
    infinitive = any(syntax.lower[child] == "to" and syntax.dep[child] == "aux" for child in syntax.children[token])
    return syntax.dep[token] == "xcomp" and infinitive


def _is_verb(syntax: Syntax, token: int) -> bool:
    return syntax.tag[token].startswith("VB") or syntax.tag[token] == "MD"


def as_when(time: Time) -> When:
    """A time of the report as the time of what it tells of; of a length only where it begins and ends."""
    value = time.value if time.type != "DURATION" else None
    return When(value=value, precision=time.precision, basis=time.basis, ref=time.id, start=time.start, end=time.end)


def _counted(page: Page, times: Sequence[Time], token: int) -> When | None:
    """ "Days after he visited Delhi, they spoke": the visit lies before the call, the call behind the visit."""
    syntax = page.syntax
    above = _sharing(syntax, token)
    for time, _, last in _of_sentence(syntax, times, token):
        sides = _inner_and_outer(syntax, last) if time.type == "DURATION" else None
        if sides is None:
            continue
        inner, outer = sides
        sign = 1 if syntax.lower[last] == "after" else -1
        if inner in above:
            return _beside(page, time, _dated(syntax, times, outer), -sign, token)
        if outer in above:
            first, end = syntax.subtree(inner)
            inside = [
                t
                for t, begin, over in _of_sentence(syntax, times, token)
                if first <= begin and over <= end and _is_dated(t)
            ]
            return _beside(page, time, inside[0] if inside else None, sign, token)
    return None


def _inner_and_outer(syntax: Syntax, link: int) -> tuple[int, int] | None:
    """What "after" or "before" counts from, and what it places."""
    if link >= len(syntax) or syntax.lower[link] not in ASIDE:
        return None
    above = syntax.head[link]
    if syntax.dep[link] == "mark":
        return above, syntax.head[above]
    inner = syntax.child(link, "pobj", "pcomp")
    return (inner, above) if inner is not None else None


def _beside(page: Page, length: Time, anchor: Time | None, sign: int, token: int) -> When | None:
    """A time so long before (-1) or after (1) the anchor; without one, at least not after a report that tells of it."""
    days = _days(length.value)
    if days is not None and anchor and anchor.precision == "day" and anchor.start:
        day = (date.fromisoformat(anchor.start) + sign * timedelta(days=days)).isoformat()
        return When(value=day, precision="day", basis="context", ref=length.id, start=day, end=day)
    told = page.published if direction(page.syntax, token, token + 1) == -1 else None
    start = anchor.end if anchor and sign == 1 else None
    end = anchor.start if anchor and sign == -1 else told
    if start and end and start > end:
        end = None
    if start is None and end is None:
        return None
    basis: TimeBasis = "context" if anchor else "published"
    return When(value=None, basis=basis, ref=length.id, start=start, end=end)


def _days(value: str | None) -> int | None:
    """Days of a length in days or weeks; lengths in months and years are too rough to count a day by."""
    match = _LENGTH.fullmatch(value or "")
    return int(match[1]) * (7 if match[2] == "W" else 1) if match else None
