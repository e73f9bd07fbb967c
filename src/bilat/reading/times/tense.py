"""Whether a time without a year or a week lies behind or ahead: read from the verb that it belongs to."""

from typing import Literal

from bilat.syntax import Syntax

# -1 behind the report's day, 1 ahead of it, 0 not said.
Direction = Literal[-1, 0, 1]

MODALS = frozenset(
    {"will", "'ll", "’ll", "wo", "shall", "would", "could", "may", "might", "can", "should", "must", "ca"}
)
PLANNED = frozenset(
    {
        "scheduled", "due", "expected", "planned", "set", "slated", "supposed", "postponed", "payable", "effective",
        "forecast", "projected", "anticipated", "tipped", "likely",
    }
)  # fmt: skip
# Of these, what one plans lies ahead too: "has scheduled a news conference Thursday".
SCHEDULED = frozenset({"scheduled", "slated", "planned"})
# Verbs and adjectives of the past whose infinitive is of the past as well: "failed to sign", "was unable to land".
IMPLYING = frozenset(
    {
        "failed", "managed", "forced", "refused", "declined", "helped", "made", "used", "began", "started", "continued",
        "went", "came", "got", "stopped", "led", "enabled", "caused", "compelled", "chose", "rushed", "hastened",
        "able", "unable", "hard", "difficult", "easy", "impossible", "quick", "slow",
    }
)  # fmt: skip
# A plan that was one is no plan any more: "originally scheduled for Monday".
DROPPED = frozenset({"originally", "initially", "previously", "first", "had"})
REPORTING = frozenset(
    {
        "says", "say", "reports", "report", "tells", "tell", "adds", "shows", "show", "announces", "announce",
        "writes", "write", "finds", "find", "notes", "note", "indicates", "indicate", "confirms", "confirm",
        "suggests", "suggest", "estimates", "estimate", "claims", "claim", "denies", "deny", "admits", "admit",
        "recalls", "recall",
    }
)  # fmt: skip
# Words before a time that say on which side of it the report stands.
AHEAD = frozenset({"until", "till", "due", "effective", "payable", "deadline", "expiring", "maturing"})
BEHIND = frozenset({"since"})
# Prepositions above a time: what is still "before" it and what is already "after" it.
EARLIER_THAN, LATER_THAN = frozenset({"before", "ahead"}), frozenset({"after", "following"})
# "called for protests on Friday", "preparing for Friday's march": what is called for lies ahead.
CALLING = frozenset(
    {
        "call", "called", "calls", "calling", "plan", "planned", "plans", "planning", "push", "pushed", "pushing",
        "prepare", "prepared", "prepares", "preparing", "brace", "braced", "bracing", "gear", "gearing", "geared",
    }
)  # fmt: skip
# Words that open a clause whose present is ahead: "if he loses Sunday's vote", "when he is sentenced in June".
IF = frozenset({"if", "when", "once", "unless", "until", "before", "after", "as"})
# "put off to Friday".
MOVING = frozenset(
    {"put", "postponed", "delayed", "moved", "rescheduled", "deferred", "adjourned", "pushed", "brought", "extended"}
)
# What stands between a verb of saying and the time of saying it ("said late on Monday").
BETWEEN = frozenset({"on", "in", "at", "late", "early"})
# Times with these are never of something said already.
COMING = frozenset({"tomorrow", "next", "coming"})
# How a time hangs on the noun behind it.
OF_NOUN = ("poss", "compound", "nmod", "amod", "nummod")
# What is appointed beforehand: of these, a time in a clause of the present lies ahead.
APPOINTED = frozenset(
    {
        "election", "elections", "runoff", "referendum", "summit", "hearing", "trial", "deadline", "inauguration",
        "funeral", "ceremony", "visit", "trip", "talks", "exhibition", "festival",
    }
)  # fmt: skip
# Of these, a time in a clause of the future lies ahead: "is expected to win Sunday's vote".
GATHERINGS = APPOINTED | {
    "vote", "ballot", "poll", "polls", "race", "match", "game", "final", "march", "protest", "protests", "strike",
    "meeting", "session", "conference", "debate", "rally",
}  # fmt: skip
# How far up the arcs a verb is looked for.
FAR = 8
# What is spoken of by its day has been made: "despite the July agreement".
MADE = frozenset({"agreement", "accord", "pact", "treaty", "truce", "ceasefire"})


def direction(syntax: Syntax, first: int, last: int, day: bool = True) -> Direction:
    """The side on which the tokens `first` to `last` (exclusive) lie, seen from the report's day.

    `day` says whether they name a day: figures are told "for March", but nothing is told "for Friday" that has been.
    """
    token = last - 1
    while first <= syntax.head[token] < last and syntax.head[token] != token:
        token = syntax.head[token]
    if syntax.head[token] == token and first > syntax.sentences[syntax.sentence[first]][0]:
        token = first - 1  # a time that the parser hangs on nothing belongs to what stands before it
    of_noun = syntax.dep[token] in OF_NOUN and syntax.head[token] >= last
    before = syntax.lower[first - 1] if first and syntax.sentence[first - 1] == syntax.sentence[first] else ""
    if before in BEHIND or said_before(syntax, first, last) is not None:
        return -1
    if before in AHEAD and not _denied(syntax, first):
        return 1
    if not of_noun and _is_goal(syntax, first, before, day):
        return 1
    noun = syntax.head[token] if of_noun else _noun_before(syntax, first)
    bound = _bound(syntax, noun) if noun is not None else None
    if bound is not None:
        return bound
    if of_noun and before in ("the", "that") and syntax.lower[syntax.head[token]] in MADE:
        return -1
    owner = of_noun or (noun is not None and syntax.dep[noun] in ("nsubj", "nsubjpass"))
    return _of_clause(syntax, token, of_noun, before, syntax.lower[noun] if noun is not None and owner else "")


def _is_goal(syntax: Syntax, first: int, before: str, day: bool) -> bool:
    """ "a strike for Friday", "an election for September", "put off to Friday"."""
    if before == "for" and (day or (first > 1 and syntax.lower[first - 2] in APPOINTED)):
        return not _is_dropped(syntax, syntax.head[first - 1])
    return before == "to" and syntax.lower[syntax.head[first - 1]] in MOVING


def _noun_before(syntax: Syntax, first: int) -> int | None:
    """The noun that a time stands behind ("surgery on Tuesday"), whatever the parser hangs the time on."""
    place = first - 1
    if place > 0 and syntax.lower[place] in ("on", "in"):
        place -= 1
    same = place >= 0 and syntax.sentence[place] == syntax.sentence[first]
    return place if same and syntax.tag[place] in ("NN", "NNS") else None


def _bound(syntax: Syntax, noun: int) -> Direction | None:
    """The side of what the clause is set "before" or "after", or what it calls "for"; None where it does not tell."""
    link = syntax.head[noun]
    if syntax.lower[link] == "of":
        link = syntax.head[link]
    word, verb = syntax.lower[link], syntax.head[link]
    if word == "for" and syntax.lower[verb] in CALLING:
        return 1
    if word not in LATER_THAN | EARLIER_THAN or not syntax.tag[verb].startswith(("VB", "MD")):
        return None
    side = _of_verb(syntax, verb)
    if word in EARLIER_THAN:
        return 1 if side == 1 or _is_now(syntax, verb) else None
    return -1 if side != 1 or _is_now(syntax, verb) else None


def _of_clause(syntax: Syntax, token: int, of_noun: bool, before: str, noun: str) -> Direction:
    """The side that the clause tells in which the time `token` stands; `noun` is what the time belongs to, if known."""
    for _ in range(FAR):
        above = syntax.head[token]
        if _is_planned(syntax, token):
            return -1 if _is_dropped(syntax, token) else 1
        if syntax.tag[token].startswith("VB") or syntax.tag[token] == "MD":
            return _of_clauses_verb(syntax, token, of_noun, before, noun)
        if syntax.tag[token] in ("NN", "NNS") and not noun:
            noun = syntax.lower[token]
        if above == token:
            return 0
        token = above
    return 0


def _of_clauses_verb(syntax: Syntax, verb: int, of_noun: bool, before: str, noun: str) -> Direction:
    side, now = _of_verb(syntax, verb), _is_now(syntax, verb)
    if now and _is_condition(syntax, verb) and (not of_noun or noun in GATHERINGS):
        return 1
    if before == "through" and side == -1 and _is_perfect(syntax, verb):
        return 1  # "has extended the loan through January"
    if side == -1 and now and (before == "by" or noun in APPOINTED):
        return 1  # "if no deal is reached by Monday", "the visit on Monday is meant to help"
    if side != 1:
        return side
    if of_noun and not _has_modal(syntax, verb):
        # "it follows Tuesday's declaration", "to sell under a June agreement": a noun's time is not the verb's
        return 1 if not now and noun in GATHERINGS else 0
    # "the attack on Monday is the third", but "the summit on Monday is the third"
    return 0 if now and noun and noun not in APPOINTED else 1


def _is_condition(syntax: Syntax, verb: int) -> bool:
    """ "if no deal is reached", "when he is sentenced": told of what is not yet."""
    opens = any(
        syntax.dep[child] in ("mark", "advmod") and syntax.lower[child] in IF for child in syntax.children[verb]
    )
    above = syntax.head[verb]
    return opens and syntax.dep[verb] == "advcl" and (_has_modal(syntax, above) or _is_now(syntax, above))


def _is_now(syntax: Syntax, verb: int) -> bool:
    """Whether the verb tells of the present: "is", "comes", "are looking", "is reached"."""
    finite = [verb, *(child for child in syntax.children[verb] if syntax.dep[child] in ("aux", "auxpass"))]
    tags = {syntax.tag[token] for token in finite}
    return bool(tags & {"VBZ", "VBP"}) and not tags & {"VBD", "MD"} and not _is_perfect(syntax, verb)


def _is_perfect(syntax: Syntax, verb: int) -> bool:
    """ "has extended"."""
    helpers = [child for child in syntax.children[verb] if syntax.dep[child] in ("aux", "auxpass")]
    return any(syntax.lower[child] in ("has", "have", "'ve", "’ve") for child in helpers)


def _is_dropped(syntax: Syntax, plan: int) -> bool:
    """ "originally scheduled for Monday", "had been set for Monday"."""
    return any(syntax.lower[child] in DROPPED for child in syntax.children[plan])


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
        if above >= last and syntax.dep[token] in OF_NOUN:
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
    if syntax.lower[token] in SCHEDULED and "dobj" in labels:
        return True
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


def _of_verb(syntax: Syntax, verb: int, far: int = FAR) -> Direction:
    helpers = [child for child in syntax.children[verb] if syntax.dep[child] in ("aux", "auxpass")]
    words = [syntax.lower[child] for child in helpers]
    tag = syntax.tag[verb]
    if any(word in MODALS for word in words) or tag == "MD":
        return -1 if "have" in words and tag in ("VBN", "VBD") and "will" not in words else 1
    if any(syntax.tag[child] == "VBD" for child in helpers):
        return -1
    if "to" in words and tag in ("VB", "VBN"):
        return -1 if _is_implied(syntax, syntax.head[verb]) else 1
    if tag == "VB":
        above = syntax.head[verb]
        under = syntax.dep[verb] in ("conj", "xcomp", "ccomp") and syntax.tag[above].startswith("VB")
        if not words and under and far:
            return _of_verb(syntax, above, far - 1)  # "to arrive on Monday and leave on Friday"
        return -1 if "did" in words else 0
    if tag in ("VBZ", "VBP"):
        headline = syntax.blocks[syntax.block[verb]].kind in ("title", "headline", "bullet")
        return -1 if headline or syntax.lower[verb] in REPORTING else 1
    if tag == "VBG":
        if helpers:
            return 1
        return _of_participle(syntax, verb, far)
    return -1


def _of_participle(syntax: Syntax, verb: int, far: int) -> Direction:
    """ "plans opening it on Monday", "an exhibition opening Friday shows"; "denies hitting him on Monday"."""
    above = syntax.head[verb]
    if syntax.dep[verb] == "acl":
        above = syntax.head[above]
    if above == verb or not far or syntax.tag[above] not in ("VBD", "MD", "VB", "VBZ", "VBP"):
        return -1
    return -1 if syntax.lower[above] in REPORTING else _of_verb(syntax, above, far - 1)


def _is_implied(syntax: Syntax, above: int) -> bool:
    """Whether what stands above an infinitive says that it has been done, or not: "failed to", "was able to"."""
    if any(syntax.lower[child] == "had" for child in syntax.children[above]):
        return True
    verb = syntax.head[above] if syntax.tag[above] == "JJ" else above
    if syntax.lower[above] not in IMPLYING or syntax.tag[verb] not in ("VBD", "VBN"):
        return False
    helpers = [child for child in syntax.children[verb] if syntax.dep[child] in ("aux", "auxpass")]
    return not any(syntax.tag[child] in ("MD", "VBZ", "VBP", "TO") for child in helpers)
