"""Agreements that are only wanted, asked for, possible or still to be negotiated."""

from bilat.reading.agreements.mentions import Found
from bilat.syntax import Syntax

_WANTING = frozenset({"want", "wants", "wanted", "seek", "seeks", "sought", "seeking", "wanting"})
_CALLING = frozenset({"call", "calls", "called", "calling", "push", "pushes", "pushed", "appeal", "appealed"})
_NEGOTIATING = frozenset({"negotiate", "conclude", "sign", "reach"})
_POWERS = frozenset({"authority", "mandate", "power", "powers"})


def without_wanted(syntax: Syntax, mentions: list[Found]) -> list[Found]:
    """The mentions without those that are only wanted, unless the report speaks of the same agreement elsewhere."""
    wanted = {mention.first for mention in mentions if _is_wanted(syntax, mention)}
    if not wanted:
        return mentions
    told = [mention for mention in mentions if mention.first not in wanted]
    return [m for m in mentions if m.first not in wanted or any(_alike(m, other) for other in told)]


def _alike(one: Found, other: Found) -> bool:
    return one.name.lower() == other.name.lower() or bool(one.words & other.words)


def _is_wanted(syntax: Syntax, found: Found) -> bool:
    if found.form != "description":
        return False
    after = found.last
    if after < len(syntax) and syntax.lower[after] == "possible":
        return True
    above = syntax.head[found.head]
    if syntax.dep[found.head] == "dobj":
        if syntax.lower[above] in _NEGOTIATING:
            return syntax.lower[syntax.head[above]] in _POWERS
        return syntax.lower[above] in _WANTING
    return syntax.lower[above] == "for" and syntax.lower[syntax.head[above]] in _CALLING
