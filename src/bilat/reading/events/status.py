"""Whether an event has happened: from tense, modals, negation, and the verbs and nouns that stand over it."""

from bilat.codebook.events import StatusTable
from bilat.reading.events import frames
from bilat.records import EventStatus
from bilat.syntax import Syntax

# What weighs more when several things are said of one event.
WEIGHT = {"occurred": 0, "ongoing": 1, "planned": 2, "hypothetical": 3, "denied": 4}
# How far up what stands over an event is looked for.
HIGHEST = 5
# How a noun stands to a verb that says whether its event comes about ("proposed talks", "spoke of a visit").
SAID_OF = frozenset({"dobj", "nsubjpass", "for", "of", "on", "about"})
BE = frozenset({"is", "are", "was", "were", "be", "'s", "been", "being"})
STOPPING = frozenset({"stop", "stops", "stopped", "stopping", "cease", "ceases", "ceased", "ceasing"})
COMING = frozenset({"come", "comes", "came", "coming"})
PRESENT = frozenset({"is", "are", "'s", "'re", "am", "’s", "’re"})
PERFECT = frozenset({"has", "have", "'s", "'ve"})


def status_of(syntax: Syntax, trigger: int, table: StatusTable) -> EventStatus:
    """What the words say of the event at a verb or noun, dates left out."""
    found: EventStatus = "occurred"
    if not frames.is_verb(syntax, trigger):
        found = _heavier(found, _at_noun(syntax, trigger, table))
        above = _above_noun(syntax, trigger, table)
        if above is None:
            return found
        token, said = above
        found = _heavier(found, said)
        if token is None:
            return found
        trigger = token
    return _heavier(found, _at_verb(syntax, trigger, table))


def by_own_words(syntax: Syntax, trigger: int, table: StatusTable) -> bool:
    """Whether it is the verb's own modal or condition that leaves it open ("may yield"), not somebody's wish."""
    if not frames.is_verb(syntax, trigger):
        return False
    auxiliaries = [child for child in syntax.children[trigger] if syntax.dep[child] in ("aux", "auxpass")]
    wished = _subjunctive(syntax, trigger, auxiliaries)
    return not wished and _own(syntax, trigger, table) == "hypothetical"


def merely_infinitive(syntax: Syntax, verb: int, table: StatusTable) -> bool:
    """Whether an infinitive only says what something is for: "a meeting to discuss the issue"."""
    if not frames.is_verb(syntax, verb) or syntax.dep[verb] not in ("acl", "advcl", "relcl"):
        return False
    over = syntax.lower[syntax.head[verb]]
    return _infinitive(syntax, verb) and over not in table.nouns and over not in table.verbs


def over_step(syntax: Syntax, trigger: int, table: StatusTable) -> EventStatus | None:
    """What a word that stands over a step says of it, where the trigger is not the step but that word: "called on"."""
    word = syntax.lower[trigger]
    if frames.is_verb(syntax, trigger):
        return table.verbs.get(word)
    return table.nouns.get(word) or table.adjectives.get(word)


def stopped(syntax: Syntax, verb: int) -> bool:
    """Whether the verb is what somebody stops doing: "stopped collecting the duties"."""
    return syntax.dep[verb] == "xcomp" and syntax.lower[syntax.head[verb]] in STOPPING


def lasting(syntax: Syntax, verb: int) -> bool:
    """Whether the verb tells something that still goes on: "has charged since August"."""
    words = {syntax.lower[child] for child in syntax.children[verb]}
    return "since" in words and bool(words & PERFECT)


def refused_for_later(syntax: Syntax, verb: int, table: StatusTable) -> bool:
    """Whether the verb stands with "will not" or "would not"."""
    words = {syntax.lower[child] for child in syntax.children[verb] if syntax.dep[child] in ("aux", "neg")}
    future = any(table.modals.get(word) == "planned" or word in table.reported for word in words)
    return future and bool(words & table.negation)


def _heavier(one: EventStatus, other: EventStatus | None) -> EventStatus:
    return other if other is not None and WEIGHT[other] > WEIGHT[one] else one


def _at_noun(syntax: Syntax, noun: int, table: StatusTable) -> EventStatus | None:
    for child in syntax.children[noun]:
        said = table.before.get(syntax.lower[child]) if child < noun else None
        if said is not None:
            return said
    return None


def _above_noun(syntax: Syntax, noun: int, table: StatusTable) -> tuple[int | None, EventStatus | None] | None:
    """The verb that tells the noun's event and what it says of it; through "prospect of", "plans for"."""
    said: EventStatus | None = None
    for _ in range(HIGHEST):
        above = frames.governor(syntax, noun)
        if above is not None:
            verb, how = above
            word = table.verbs.get(syntax.lower[verb])
            if how in SAID_OF and word is not None:
                said = _heavier(said or "occurred", word)
            if how == "nsubj" and _comes_up(syntax, verb):
                return None, "hypothetical"
            if how in ("dobj", "nsubjpass", "nsubj"):
                return verb, said
            return None, said
        preposition = syntax.head[noun]
        if syntax.dep[noun] != "pobj" or syntax.lower[preposition] not in ("of", "for", "on", "about", "in"):
            return None, said
        if syntax.head[preposition] == preposition:
            return None, said
        noun = syntax.head[preposition]
        over = table.nouns.get(syntax.lower[noun])
        if over is not None:
            said = _heavier(said or "occurred", over)
    return None, said


def _comes_up(syntax: Syntax, verb: int) -> bool:
    """Whether the verb only says that something was spoken of: "a trip came up in the call"."""
    if syntax.lower[verb] not in COMING:
        return False
    return any(syntax.lower[child] == "up" for child in syntax.children[verb])


def _at_verb(syntax: Syntax, verb: int, table: StatusTable) -> EventStatus:
    found = _own(syntax, verb, table)
    token = verb
    for _ in range(HIGHEST):
        over = syntax.head[token]
        if over == token:
            break
        dep = syntax.dep[token]
        if dep in ("xcomp", "ccomp", "pcomp", "acl", "conj") or (dep == "advcl" and _infinitive(syntax, token)):
            found = _heavier(found, _from_over(syntax, token, over, dep, table))
            if dep == "ccomp" and not _reported(syntax, over, table):
                break
        elif dep != "prep":
            break
        token = over
    return found


def _from_over(syntax: Syntax, token: int, over: int, dep: str, table: StatusTable) -> EventStatus | None:
    word = syntax.lower[over]
    if dep == "pcomp":
        if word in table.absence:
            return "denied"
        return None
    if dep in ("acl", "advcl"):
        if not _infinitive(syntax, token):
            return None
        if dep == "acl" and _at_noun(syntax, over, table) in ("denied", "hypothetical"):
            return "denied"  # "no plan to", "no sign of any intention to"
        return table.nouns.get(word, "hypothetical") if dep == "acl" else "hypothetical"
    if dep == "conj":
        shared = frames.is_verb(syntax, over) and syntax.child(token, "nsubj", "aux", "nsubjpass") is None
        return _own(syntax, over, table) if shared and syntax.tag[token] in ("VB", syntax.tag[over]) else None
    if not frames.is_verb(syntax, over):
        return table.adjectives.get(word)
    said = table.verbs.get(word)
    if dep == "ccomp" and said == "planned":
        said = None  # "announced that it had", "decided that"
    if dep == "xcomp":
        if said is None and _infinitive(syntax, token) and word not in table.implied:
            said = "planned" if word in BE else "hypothetical"
        own = _own(syntax, over, table)
        return _heavier(own, said)
    return said


def _reported(syntax: Syntax, over: int, table: StatusTable) -> bool:
    """Whether the verb over a clause is one that says something of it; a plain "said" ends the matter."""
    return syntax.lower[over] in table.verbs


def _infinitive(syntax: Syntax, verb: int) -> bool:
    return syntax.tag[verb] == "VB" or any(
        syntax.lower[child] == "to" and syntax.dep[child] == "aux" for child in syntax.children[verb]
    )


def _own(syntax: Syntax, verb: int, table: StatusTable) -> EventStatus:
    """What the verb's own auxiliaries, negation and conditions say."""
    found: EventStatus = "occurred"
    auxiliaries: list[int] = []
    condition = False
    for child in syntax.children[verb]:
        word, dep = syntax.lower[child], syntax.dep[child]
        if dep == "neg" or word in table.negation:
            found = _heavier(found, "denied")
        elif dep in ("aux", "auxpass"):
            auxiliaries.append(child)
        elif (dep == "mark" and word in table.condition) or (dep == "advcl" and _conditional(syntax, child, table)):
            condition = True
    for child in auxiliaries:
        found = _heavier(found, _modal(syntax, verb, child, condition, table))
    if _subjunctive(syntax, verb, auxiliaries) or (condition and not auxiliaries):
        found = _heavier(found, "hypothetical")
    if syntax.dep[verb] == "advcl" and condition:
        found = _heavier(found, "hypothetical")
    return _heavier(found, _progressive(syntax, verb, auxiliaries))


def _subjunctive(syntax: Syntax, verb: int, auxiliaries: list[int]) -> bool:
    """A bare form where a finite one would stand: "that Japan open its market", "that curbs be imposed"."""
    if syntax.dep[verb] not in ("ccomp", "relcl"):
        return False
    first = min(auxiliaries, default=verb)
    return syntax.tag[first] == "VB" and syntax.child(verb, "nsubj", "nsubjpass") is not None


def _modal(syntax: Syntax, verb: int, child: int, condition: bool, table: StatusTable) -> EventStatus | None:
    word = syntax.lower[child]
    if word == "to":
        headline = syntax.dep[verb] == "ROOT" or syntax.child(verb, "nsubj", "nsubjpass") is not None
        return "planned" if headline else None
    if word in table.reported and syntax.tag[child] == "MD":
        told = (
            syntax.dep[verb] in ("ccomp", "conj", "relcl", "parataxis")
            or syntax.child(verb, "ccomp", "parataxis") is not None
        )
        return "planned" if told and not condition else "hypothetical"
    said = table.modals.get(word)
    return "hypothetical" if said == "planned" and condition else said


def _conditional(syntax: Syntax, clause: int, table: StatusTable) -> bool:
    return any(
        syntax.dep[child] == "mark" and syntax.lower[child] in table.condition and syntax.lower[child] != "whether"
        for child in syntax.children[clause]
    )


def _progressive(syntax: Syntax, verb: int, auxiliaries: list[int]) -> EventStatus | None:
    words = {syntax.lower[child] for child in auxiliaries}
    if syntax.lower[verb] in PRESENT:  # "a team is in Delhi"
        return "ongoing"
    if syntax.tag[verb] == "VBG" and words & (PRESENT | {"been"}):
        return "ongoing"
    if words & PRESENT and "being" in words:
        return "ongoing"
    return None
