"""Who speaks, as the words beside a cue say it."""

from bilat.reading.statements.candidate import LOOSE, Range
from bilat.syntax import Syntax

_LEADING = frozenset({"``", "''", "CC", ",", ":", ".", "-LRB-", "-RRB-", "HYPH"})
_LONGEST = 60


def subject_of(syntax: Syntax, verb: int) -> int | None:
    """The token of who does what the verb says: its own subject, or the one of the verb it is joined to."""
    current = verb
    for _ in range(6):
        own = syntax.child(current, "nsubj")
        if own is not None:
            return own if syntax.dep[own] != "expl" else None
        if syntax.child(current, "auxpass", "nsubjpass") is not None and current == verb:
            return None
        dep, head = syntax.dep[current], syntax.head[current]
        if dep in ("conj", "advcl", "xcomp", "prep", "pcomp", "dep") and head != current:
            passive = syntax.child(head, "nsubjpass")
            if passive is not None and dep in ("conj", "advcl", "xcomp", "prep"):
                return passive
            current = head
            if dep == "advcl" and _resumes(syntax, verb, head):
                current = syntax.head[head]  # "said talks would go on, adding …": it is who said it that adds
        elif dep in ("acl", "relcl") and syntax.tag[current] in ("VBG", "VBD") and head != current:
            return head
        else:
            return None
    return None


def _resumes(syntax: Syntax, verb: int, host: int) -> bool:
    if syntax.dep[host] != "ccomp" or syntax.tag[verb] != "VBG" or not 0 < syntax.head[host] < host < verb:
        return False
    return syntax.words[verb - 1] == ","


def source_range(syntax: Syntax, head: int, verb: int) -> Range | None:
    """The speaker's words around `head`, on its own side of the cue: titles, apposition and relative clause included.

    The comma that closes an apposition before the verb belongs to it ("Li, a spokesman, said").
    """
    first, last = max(syntax.left[head], head - _LONGEST), min(syntax.right[head] + 1, head + _LONGEST)
    if head < verb:
        last = min(last, verb)
        if syntax.head[verb] == head and syntax.dep[verb] in ("acl", "relcl"):
            last = min(last, syntax.left[verb])
    else:
        first = max(first, verb + 1)
    last = _without_aside(syntax, head, last)
    while first < head and (syntax.tag[first] in _LEADING or syntax.words[first] in LOOSE):
        first += 1
    while last - 1 > head and syntax.words[last - 1] in LOOSE:
        last -= 1
    if last <= first:
        return None
    if head < verb and last < verb and syntax.words[last] == "," and "," in syntax.words[head:last]:
        last += 1
    return first, last


def _without_aside(syntax: Syntax, head: int, last: int) -> int:
    """Where the speaker's words end before ", who …", ", speaking …": what the sentence adds about the speaker."""
    for child in syntax.children[head]:
        if child > head and syntax.dep[child] in ("relcl", "acl"):
            begin = syntax.left[child]
            if head < begin - 1 < last and syntax.words[begin - 1] in LOOSE:
                return begin - 1
    return last
