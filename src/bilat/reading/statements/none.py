"""What looks like a statement and is none: votes, questions of others, plans, passive headlines, a reporter's aside."""

from bilat.codebook.cues import Cue, Cues
from bilat.syntax import Syntax

# What legislatures vote on; to approve it is an act and no statement.
_VOTED = frozenset({
    "amendment", "amendments", "bill", "bills", "budget", "budgets", "law", "laws", "legislation", "measure",
    "measures", "motion", "package", "plan", "resolution", "resolutions", "version",
})  # fmt: skip
# What a reporter calls words just told (", a remark that …").
_ASIDES = frozenset({"remark", "comment", "statement", "claim", "assertion", "charge", "view", "position", "stance"})
_TITLES = frozenset({"title", "headline"})
_AFTER_PARTICIPLE = frozenset({"to", "for", "by", "over"})


def no_statement(syntax: Syntax, cues: Cues, cue: Cue, verb: int) -> bool:
    """Whether a cue verb tells no statement of its subject."""
    if cue.cue == "approve":
        return _vote(syntax, verb)
    if cue.cue == "ask":
        return _question(syntax, verb)
    if cue.cue == "plan" and syntax.lower[verb] == "plans":
        return _noun_after_announcing(syntax, cues, verb)
    return _passive_headline(syntax, cue, verb) or _within_question(syntax, verb)


def _within_question(syntax: Syntax, verb: int) -> bool:
    """ "Asked whether the bloc would accept it, …": nor does anybody in the question speak."""
    token = verb
    for _ in range(4):
        token = syntax.head[token]
        if syntax.lower[token] == "asked":
            return token < verb and _question(syntax, token)
    return False


def _vote(syntax: Syntax, verb: int) -> bool:
    """ "approved a bill", "a version of the bill was approved"."""
    thing = syntax.child(verb, "dobj", "nsubjpass")
    return thing is not None and syntax.lower[thing] in _VOTED


def _question(syntax: Syntax, verb: int) -> bool:
    """ "Asked if …, he said": the one who answers was asked."""
    if syntax.tag[verb] not in ("VBN", "VBD") or syntax.dep[verb] == "conj":
        return False
    return syntax.child(verb, "nsubj", "auxpass", "aux") is None and verb == _start(syntax, verb)


def _start(syntax: Syntax, verb: int) -> int:
    """The first token of the verb's clause: that of the sentence, or the one after a comma or "when"."""
    if verb > 0 and (syntax.lower[verb - 1] in ("when", ",") or syntax.block[verb - 1] != syntax.block[verb]):
        return verb
    return syntax.sentences[syntax.sentence[verb]][0]


def _noun_after_announcing(syntax: Syntax, cues: Cues, token: int) -> bool:
    """ "announced last week plans to …": the plans are what was announced."""
    for before in range(token - 1, max(token - 4, -1), -1):
        if syntax.tag[before] in (",", ":", ".", "CC"):
            return False
        cue = cues.verbs.get(syntax.lower[before])
        if cue is not None and cue.act == "announce" and syntax.tag[before][0] == "V":
            return True
    return False


def _passive_headline(syntax: Syntax, cue: Cue, verb: int) -> bool:
    """ "CHILE URGED TO BUY BEEF": headlines tell acts in the present, so that a past form before "to" is passive."""
    if syntax.blocks[syntax.block[verb]].kind not in _TITLES or cue.act not in ("request", "demand", "accuse", "warn"):
        return False
    after = verb + 1
    return syntax.lower[verb].endswith("ed") and after < len(syntax) and syntax.lower[after] in _AFTER_PARTICIPLE


def reporters_aside(syntax: Syntax, token: int, last: int) -> bool:
    """Whether ", a remark that …" begins at a token: the reporter's word for what was said."""
    for noun in range(token + 1, min(token + 3, last - 1)):
        if syntax.lower[noun] in _ASIDES:
            return syntax.lower[noun + 1] in ("that", "which")
    return False
