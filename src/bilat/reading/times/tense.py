"""Whether a time without a year or a week lies behind or ahead: read from the verb that it belongs to."""

from typing import Literal

from bilat.syntax import Syntax

# -1 behind the report's day, 1 ahead of it, 0 not said.
Direction = Literal[-1, 0, 1]

MODALS = frozenset(
    {"will", "'ll", "’ll", "wo", "shall", "would", "could", "may", "might", "can", "should", "must", "ca"}
)
PLANNED = frozenset(
    {"scheduled", "due", "expected", "planned", "set", "slated", "supposed", "postponed", "payable", "effective"}
)
REPORTING = frozenset({"says", "say", "reports", "report", "tells", "adds", "shows", "show", "announces"})
# Words before a time that say on which side of it the report stands.
AHEAD = frozenset({"until", "till", "due", "effective", "payable", "deadline", "expiring", "maturing"})
BEHIND = frozenset({"since"})
# What stands between a verb of saying and the time of saying it ("said late on Monday").
BETWEEN = frozenset({"on", "in", "at", "late", "early"})
# Times with these are never of something said already.
COMING = frozenset({"tomorrow", "next", "coming"})
# How far up the arcs a verb is looked for.
FAR = 8


def direction(syntax: Syntax, first: int, last: int) -> Direction:
    """The side on which the tokens `first` to `last` (exclusive) lie, seen from the report's day."""
    token = last - 1
    while first <= syntax.head[token] < last and syntax.head[token] != token:
        token = syntax.head[token]
    of_noun = syntax.dep[token] in ("poss", "compound", "nmod", "amod", "nummod") and syntax.head[token] >= last
    before = syntax.lower[first - 1] if first and syntax.sentence[first - 1] == syntax.sentence[first] else ""
    if before in BEHIND or said_before(syntax, first, last) is not None:
        return -1
    if before in AHEAD and not _denied(syntax, first):
        return 1
    for _ in range(FAR):
        above = syntax.head[token]
        if _is_planned(syntax, token):
            return 1
        if syntax.tag[token].startswith("VB") or syntax.tag[token] == "MD":
            side = _of_verb(syntax, token)
            # "it follows Tuesday's declaration", "to sell under a June agreement": a noun's time is not the verb's
            return 0 if of_noun and side == 1 and not _has_modal(syntax, token) else side
        if above == token:
            return 0
        token = above
    return 0


def said_before(syntax: Syntax, first: int, last: int) -> int | None:
    """The past verb that a time stands directly after, before the clause that the verb governs.

    "said on Monday it would": Monday is when it was said, though the parser may hang it on what was said.
    """
    verb = first - 1
    while verb >= 0 and first - verb < 3 and syntax.lower[verb] in BETWEEN:
        verb -= 1
    if verb < 0 or syntax.tag[verb] != "VBD" or syntax.sentence[verb] != syntax.sentence[first]:
        return None
    if not COMING.isdisjoint(syntax.lower[first:last]):
        return None
    token = last - 1
    for _ in range(FAR):
        above = syntax.head[token]
        if above >= last and syntax.dep[token] in ("poss", "compound", "nmod", "amod", "nummod"):
            return None  # "said Monday's talks would": the noun's
        if above == verb and syntax.dep[token] == "ccomp":
            own = syntax.child(token, "nsubj", "nsubjpass")
            return verb if own is not None and own >= last else None
        if above in (verb, token):
            return None
        token = above
    return None


def _is_planned(syntax: Syntax, token: int) -> bool:
    """ "scheduled for Monday", "was set to expire"; not "they set Friday as …"."""
    if syntax.lower[token] == "set" and (token + 1 == len(syntax) or syntax.lower[token + 1] not in ("to", "for")):
        return False
    if syntax.lower[token] not in PLANNED or syntax.tag[token] not in ("VBN", "JJ", "VBD", "IN"):
        return False
    labels = {syntax.dep[child] for child in syntax.children[token]}
    return "auxpass" in labels or (not labels & {"nsubj", "dobj", "aux"} and syntax.dep[token] != "ROOT")


def _denied(syntax: Syntax, first: int) -> bool:
    """Whether what lasted "until Thursday" is over, as in "not until" or "had not called until"."""
    above = list(syntax.ancestors(first))[:FAR]
    return any(
        syntax.tag[token] == "VBD" and syntax.lower[token] in ("was", "were", "had", "did") for token in above
    ) or any(
        syntax.lower[child] in ("not", "n't", "had", "did") for token in above[:3] for child in syntax.children[token]
    )


def _has_modal(syntax: Syntax, verb: int) -> bool:
    return any(syntax.lower[child] in MODALS for child in syntax.children[verb])


def _of_verb(syntax: Syntax, verb: int) -> Direction:
    helpers = [child for child in syntax.children[verb] if syntax.dep[child] in ("aux", "auxpass")]
    words = [syntax.lower[child] for child in helpers]
    tag = syntax.tag[verb]
    if any(word in MODALS for word in words) or tag == "MD":
        return -1 if "have" in words and tag in ("VBN", "VBD") and "will" not in words else 1
    if any(syntax.tag[child] == "VBD" for child in helpers):
        return -1
    if "to" in words and tag in ("VB", "VBN"):
        above = syntax.head[verb]
        over = any(syntax.lower[child] == "had" for child in syntax.children[above])
        return -1 if over else 1
    if tag == "VB":
        return -1 if "did" in words else 0
    if tag in ("VBZ", "VBP"):
        headline = syntax.blocks[syntax.block[verb]].kind in ("title", "headline", "bullet")
        return -1 if headline or syntax.lower[verb] in REPORTING else 1
    if tag == "VBG":
        if helpers:
            return 1
        above = syntax.head[verb]
        return (
            _of_verb(syntax, above) if above != verb and syntax.tag[above] in ("VBD", "MD", "VB", "VBZ", "VBP") else -1
        )
    return -1
