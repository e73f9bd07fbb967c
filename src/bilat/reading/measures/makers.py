"""Verbs that make a measure by themselves: "banned imports of beef", "closed its airspace to Peruvian aircraft"."""

from bilat.codebook.measures import Making, MeasureWords
from bilat.syntax import Syntax

_STEPS = 3
_CLAUSE = 24
# Words before "not" or "no longer" that leave what is done untouched.
_ASKING = frozenset({"urge", "order", "propose"})


def making_at(syntax: Syntax, words: MeasureWords, verb: int) -> Making | None:
    """The row that a verb has as it stands here; "does not ban" tells of no measure."""
    for row in words.making[syntax.lower[verb]]:
        if _fits(syntax, words, verb, row):
            return row
    return None


def _fits(syntax: Syntax, words: MeasureWords, verb: int, row: Making) -> bool:
    if row.only == "agent" and syntax.child(verb, "agent") is None:
        return False
    if row.only == "law":
        return syntax.dep[verb] == "acl" and syntax.lower[syntax.head[verb]] in words.lists.law
    if (row.only == "denied") != any(syntax.dep[child] == "neg" for child in syntax.children[verb]):
        return False
    objects = words.lists.goods - words.lists.at_home - words.lists.trade_words if row.goods else row.objects
    if objects and not _has_object(syntax, verb, objects):
        return False
    if (
        _purpose(syntax, words, verb)
        or (row.kind == "quota" and _meant_by(syntax, words, verb))
        or _whether(syntax, words, verb)
    ):
        return False
    if row.beside and row.beside.isdisjoint(syntax.lower[verb + 1 : min(_finish(syntax, verb), verb + _CLAUSE)]):
        return False
    return row.only != "asked" or asker_of(syntax, words, verb) is not None


def _meant_by(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """Whether it is only what something else is done for: "raised interest rates to curb imports"."""
    if plan_before(syntax, words, verb) is not None:
        return False
    first = syntax.head[verb] if syntax.dep[verb] == "conj" else verb  # "to help exports and curb imports"
    return syntax.dep[first] == "advcl" and any(syntax.lower[child] == "to" for child in syntax.children[first])


def plan_before(syntax: Syntax, words: MeasureWords, verb: int) -> int | None:
    """ "angry at moves in Peru to curb imports": the parser may hang the clause on what stands above the plan."""
    place = syntax.left[verb] - 1
    if syntax.dep[verb] != "advcl" or syntax.lower[place + 1] != "to" or syntax.dep[place] != "pobj":
        return None
    prep = syntax.head[place]
    plan = syntax.head[prep]
    known = syntax.lower[prep] in ("in", "by", "of") and syntax.lower[plan] in words.lists.plans
    return plan if known and syntax.tag[plan][0] == "N" else None


def _purpose(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """ "export controls are intended to deny them access": what a measure is for, which is told by its noun."""
    above = syntax.head[verb]
    if syntax.dep[verb] != "xcomp" or syntax.lower[above] not in words.lists.purpose:
        return False
    told = syntax.head[above] if syntax.dep[above] == "acl" else syntax.child(above, "nsubj", "nsubjpass")
    return told is not None and syntax.lower[told] in words.nouns


def _whether(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """Whether it is only asked ("asked if Peru would retaliate", "decide whether to restrict imports")."""
    current = verb
    for _ in range(_STEPS):
        marks = {syntax.lower[child] for child in syntax.children[current] if syntax.dep[child] in ("mark", "advmod")}
        above = syntax.head[current]
        if "whether" in marks or (
            "if" in marks and (syntax.dep[current] == "ccomp" or syntax.lower[above] in words.lists.wondering)
        ):
            return True
        meant = syntax.dep[current] in ("xcomp", "conj", "acomp") or (syntax.dep[current] == "advcl" and "if" in marks)
        if not meant or syntax.head[current] == current:
            return False  # "asked if Peru would retaliate if Chile closed its market"
        current = syntax.head[current]
    return False


def _finish(syntax: Syntax, token: int) -> int:
    return syntax.sentences[syntax.sentence[token]][1]


def _has_object(syntax: Syntax, verb: int, objects: frozenset[str]) -> bool:
    """Whether one of the words heads what the verb is done to, or the noun that a participle stands at."""
    things = [syntax.child(verb, "dobj", "nsubjpass")]
    if things[0] is None and syntax.tag[verb] == "VBN" and syntax.dep[verb] in ("acl", "amod"):
        things = [syntax.head[verb]]
    for thing in things:
        if thing is None:
            continue
        for noun in syntax.conjuncts(thing):
            if syntax.lower[noun] in objects or _part_of(syntax, noun, objects):
                return True
    return False


def _part_of(syntax: Syntax, noun: int, objects: frozenset[str]) -> bool:
    """ "most of its aid", "two of the crossings"."""
    for prep in syntax.children[noun]:
        if syntax.dep[prep] == "prep" and syntax.lower[prep] == "of":
            below = syntax.child(prep, "pobj")
            if below is not None and syntax.lower[below] in objects:
                return True
    return False


def asker_of(syntax: Syntax, words: MeasureWords, verb: int) -> int | None:
    """The verb or noun by which somebody is told to do what the verb says ("told mills to cut output")."""
    current = verb
    for _ in range(_STEPS):
        above = syntax.head[current]
        if above == current or syntax.dep[current] not in ("xcomp", "ccomp", "acl", "conj"):
            return None
        act = words.over.get(syntax.lower[above]) or words.nominal.get(syntax.lower[above])
        if (act is not None and act.name in _ASKING) or syntax.lower[above] in words.lists.telling:
            return above
        current = above
    return None
