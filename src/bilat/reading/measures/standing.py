"""How far a measure has come: the verbs that govern its words, their tense, and what stands above them."""

from dataclasses import dataclass
from typing import Literal

from bilat.codebook.measures import Act, Making, MeasureWords, Mood
from bilat.reading.measures.heads import Head
from bilat.reading.measures.makers import asker_of
from bilat.records import MeasureStatus
from bilat.syntax import Syntax

Role = Literal["object", "subject", "noun"]
_STEPS = 6
_MODAL_DECIDED = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re"})
_WEAKER: dict[str, int] = {"done": 0, "decided": 1, "threat": 2, "possible": 3}


@dataclass(frozen=True, slots=True)
class Link:
    """A verb or noun that does something with the measure, in which role the measure stands, and how real it is."""

    act: Act
    token: int
    role: Role
    mood: Mood
    denied: bool = False

    @property
    def status(self) -> MeasureStatus:
        """What it says of the measure."""
        if self.denied:
            return "unknown"
        if self.mood == "threat":
            return "in-force" if self.act.name in ("lift", "ease", "keep", "suspend") else "threatened"
        status: MeasureStatus = getattr(self.act, self.mood)
        return status


def links_of(syntax: Syntax, words: MeasureWords, head: Head) -> list[Link]:
    """What governs the head, nearest first, and the clauses that hang on it ("imposed in July", "that took effect")."""
    if head.rate and syntax.lower[head.rate.first - 1] in ("to", "from"):
        return [_moved(words, link) for link in _links(syntax, words, head)]
    return _links(syntax, words, head)


def _moved(words: MeasureWords, link: Link) -> Link:
    """ "lifted the rate to 125 percent" raises it."""
    if link.act.name == "lift" and link.role == "object":
        return Link(words.over["raise"], link.token, link.role, link.mood, link.denied)
    return link


def _links(syntax: Syntax, words: MeasureWords, head: Head) -> list[Link]:
    found: list[Link] = []
    if head.making:
        return [_made(syntax, words, head, head.making)]
    if head.change:
        found.append(_noun_link(syntax, words, head.change, head.carrier))
    current = head.carrier
    for _ in range(_STEPS):
        parent = syntax.head[current]
        if parent == current:
            break
        dep = syntax.dep[current]
        if dep in ("dobj", "nsubjpass", "oprd", "nsubj", "csubj", "attr", "dative"):
            found += _verb_links(syntax, words, parent, dep, head, found)
            if head.own == "relief" and syntax.lower[parent] in words.lists.getting:
                found.append(Link(words.acts["propose"], parent, "object", "done"))
            if head.kind == "subsidy" and syntax.lower[parent] in words.lists.paying:
                found.append(_paying(syntax, words, parent))
            break
        if dep == "pobj":
            over = _through_preposition(syntax, words, parent, found)
            if over is None:
                break
            current = over
        elif dep in ("conj", "appos", "compound", "nmod", "amod", "npadvmod"):
            if dep in ("compound", "nmod") and syntax.lower[parent] in words.nominal:
                found.append(_noun_link(syntax, words, words.nominal[syntax.lower[parent]], parent))
            current = parent
        else:
            break
    return found + _hanging(syntax, words, head) + _let_lapse(syntax, words, head)


def _paying(syntax: Syntax, words: MeasureWords, verb: int) -> Link:
    """ "pays subsidies" and "can offer subsidies" tell what is there, "may offer" and "urged it to offer" do not."""
    mood, denied = mood_of(syntax, words, verb)
    able = any(syntax.lower[child] == "can" for child in syntax.children[verb])
    paid = syntax.tag[verb][0] == "V" and (able or mood == "done")
    return Link(words.acts["keep" if paid else "propose"], verb, "object", "done", denied)


def _made(syntax: Syntax, words: MeasureWords, head: Head, making: Making) -> Link:
    """What a verb that makes a measure by itself says of it."""
    act = words.acts[making.act]
    if making.only == "denied":
        return Link(act, head.token, "object", mood_of(syntax, words, head.token)[0])  # "does not allow trade" bans it
    asker = asker_of(syntax, words, head.token) if making.only == "asked" else None
    if asker is not None:
        mood, denied = mood_of(syntax, words, asker)
        return Link(act, asker, "object", "done" if syntax.tag[asker][0] == "N" else mood, denied)
    link = _link(syntax, words, act, head.token, "object")
    if making.kind == "quota" and syntax.tag[head.token] == "VBG" and link.mood == "decided":
        return Link(act, head.token, "object", "done", link.denied)  # "is unfairly curbing imports"
    return link


def _let_lapse(syntax: Syntax, words: MeasureWords, head: Head) -> list[Link]:
    """ "let its embargo on Peru lapse", "allowed the quotas to expire", "a ban that was allowed to lapse"."""
    for token in syntax.ancestors(head.carrier):
        passive = syntax.child(token, "nsubjpass") == head.carrier
        if syntax.lower[token] in words.lists.letting and (token < head.token or passive):
            finish = syntax.sentences[syntax.sentence[token]][1]
            for end in range(head.last, min(finish, head.last + 20)):
                if syntax.lower[end] in ("lapse", "expire"):
                    mood, denied = mood_of(syntax, words, token)
                    plain = syntax.head[token] == token and syntax.child(token, "aux") is None
                    return [Link(words.of["expire"], end, "subject", "done" if plain else mood, denied)]
    return []


def _through_preposition(syntax: Syntax, words: MeasureWords, prep: int, found: list[Link]) -> int | None:
    """Over "of", "for", "in", "with" to the word above, where that word says something of the measure."""
    above, word = syntax.head[prep], syntax.lower[prep]
    if syntax.tag[above][0] == "V":
        if word in ("with", "for", "of") or (word == "under" and syntax.lower[above] in ("put", "place", "placed")):
            act = act_of(syntax, words, above, "object")
            if act and (word in ("with", "under") or act.name in ("urge", "propose", "threaten")):
                found.append(_link(syntax, words, act, above, "object"))
        return None
    if word in ("of", "for", "in", "to", "on"):
        act = words.nominal.get(syntax.lower[above])
        if act and word in ("of", "for", "to", "in", "on"):
            found.append(_noun_link(syntax, words, act, above))
            return above
        return above if word in ("of", "for", "in") else None
    return None


def _verb_links(syntax: Syntax, words: MeasureWords, verb: int, dep: str, head: Head, before: list[Link]) -> list[Link]:
    """The verb a measure is object or subject of, and verbs coordinated with it that have no subject of their own."""
    subject = dep in ("nsubj", "csubj")
    found = []
    shared = syntax.head[verb]
    if dep == "dobj" and syntax.dep[verb] == "conj" and syntax.child(shared, "dobj", "ccomp", "xcomp", "prep") is None:
        act = act_of(syntax, words, shared, "object")  # "reduce or abolish duties"
        found += [_link(syntax, words, act, shared, "object")] if act else []
    for token in (verb, *[t for t in syntax.conjuncts(verb)[1:] if syntax.child(t, "nsubj", "nsubjpass") is None]):
        passive = subject and (syntax.child(token, "auxpass") is not None or _reduced_passive(syntax, token, verb))
        role: Role = "subject" if subject and not passive else "object"
        if (
            not subject
            and token != verb
            and syntax.child(token, "dobj", "xcomp", "ccomp", "acl") is not None
            and not _passive(syntax, token)
        ):
            role = "subject" if dep == "nsubjpass" else "object"
            if role == "object":
                found += _of_pronoun(syntax, words, token)
                continue
        act = act_of(syntax, words, token, role)
        if dep == "dobj" and token == verb and syntax.lower[token].startswith("hit"):
            continue  # "the Senate hits the levy"
        if act is not None and act.name == "keep" and any(link.act.name == "urge" for link in before):
            continue  # "renewed his call for import quotas"
        if act is None and role == "object" and dep == "nsubjpass":
            act = act_of(syntax, words, token, "subject")
        if act:
            found.append(_link(syntax, words, act, token, role))
        elif subject and syntax.lower[token] in _BE | {"seems", "due", "set", "expected", "continues"}:
            found += _below_be(syntax, words, token, head)
    return found


def _of_pronoun(syntax: Syntax, words: MeasureWords, verb: int) -> list[Link]:
    """ "imposed sanctions and lifted them two weeks ago"."""
    what = syntax.child(verb, "dobj")
    act = act_of(syntax, words, verb, "object") if what is not None and syntax.lower[what] in ("them", "it") else None
    if act is None or act.name not in ("lift", "suspend", "ease", "keep"):
        return []
    return [_link(syntax, words, act, verb, "object")]


def _reduced_passive(syntax: Syntax, token: int, verb: int) -> bool:
    return token != verb and syntax.tag[token] == "VBN" and syntax.child(token, "aux", "auxpass", "dobj") is None


def _passive(syntax: Syntax, verb: int) -> bool:
    return syntax.child(verb, "auxpass", "nsubjpass") is not None


def _below_be(syntax: Syntax, words: MeasureWords, verb: int, head: Head) -> list[Link]:
    """ "is to be put", "is due to start", "is in force", "has been 25 per cent"."""
    if head.rate and verb < head.rate.first <= verb + 4:
        return [_link(syntax, words, words.of["remain"], verb, "subject")]
    for child in syntax.children[verb]:
        if syntax.dep[child] == "xcomp" and syntax.tag[child][0] == "V":
            role: Role = "object" if syntax.child(child, "auxpass") is not None else "subject"
            act = act_of(syntax, words, child, role)
            return [Link(act, child, role, "decided")] if act else []
        if syntax.dep[child] == "acomp":
            for below in syntax.children[child]:
                act = act_of(syntax, words, below, "subject") if syntax.dep[below] == "xcomp" else None
                if act:
                    return [Link(act, below, "subject", "decided")]
        if syntax.dep[child] == "prep" and syntax.lower[child] == "in":
            below_in = syntax.child(child, "pobj")
            if below_in is not None and syntax.lower[below_in] in ("force", "effect", "place"):
                return [_link(syntax, words, words.of["remain"], verb, "subject")]
    return []


def act_of(syntax: Syntax, words: MeasureWords, verb: int, role: Role) -> Act | None:
    """What a verb does with a measure that stands to it in this role."""
    word = syntax.lower[verb]
    if role == "subject":
        act = words.of.get(word)
        if act and act.name == "expire" and syntax.lower[verb + 1 : verb + 2] in (["by"], ["up"]):
            return None  # "subsidies end by helping nobody"
        if act and act.name == "start" and word[:2] in ("ta", "to", "co", "ca", "go", "we", "en"):
            after = syntax.lower[verb + 1 : verb + 4]
            if "effect" in after or "force" in after or after[:1] == ["ahead"]:
                return act
            moves = after[:1] in (["up"], ["down"]) or (after[:1] == ["to"] and syntax.tag[verb + 2] == "CD")
            return words.of["rise"] if moves else None
        return act
    for child in syntax.children[verb]:
        if syntax.dep[child] in ("prt", "prep", "advmod"):
            act = words.phrasal.get((word, syntax.lower[child]))
            if act:
                return act
    act = words.over.get(word)
    if act is not None and act.name == "urge" and word.startswith("call") and syntax.child(verb, "prep", "prt") is None:
        return None  # "called it an abuse of export controls"
    return act


def _hanging(syntax: Syntax, words: MeasureWords, head: Head) -> list[Link]:
    """Relative and reduced clauses at the measure, and adjectives made of verbs ("proposed tariffs" are states)."""
    found = []
    places = [head.token, head.carrier]
    of = next((child for child in syntax.children[head.token] if syntax.lower[child] == "of"), None)
    amount = syntax.child(of, "pobj") if of is not None and head.needs == "sum" else None
    if amount is not None:
        places.append(amount)  # "the fee of $250 that Peru has charged": the clause may hang on the sum
    found += _hung_on_target(syntax, words, head)
    for token in dict.fromkeys(places):
        for child in syntax.children[token]:
            if syntax.dep[child] not in ("relcl", "acl") or syntax.tag[child][0] != "V":
                continue
            subject = syntax.child(child, "nsubj")
            own = subject is not None and syntax.tag[subject] in ("WDT", "WP")
            role: Role = "subject" if own or syntax.tag[child] == "VBG" else "object"
            act = act_of(syntax, words, child, role)
            if act is None or act.name == "start":
                below = syntax.child(child, "xcomp")  # "which customs began to collect"
                act, child = (act_of(syntax, words, below, role), below) if below is not None else (act, child)
            if act:
                found.append(_link(syntax, words, act, child, role))
                found += _begun(syntax, words, child, role)
            then = _then(syntax, child) if syntax.tag[child] == "VBN" else None
            act = act_of(syntax, words, then, "object") if then is not None else None
            if then is not None and act:
                found.append(Link(act, then, "object", "done"))
    return found


def _hung_on_target(syntax: Syntax, words: MeasureWords, head: Head) -> list[Link]:
    """ "a ban on Peruvian fruit that Chile put in place": a clause that the parser hangs on the target."""
    first, last = head.carrier + 1, syntax.subtree(head.carrier)[1]
    for verb in range(first, last):
        if (
            syntax.dep[verb] != "relcl"
            or syntax.head[verb] == head.carrier
            or syntax.lower[verb] not in words.lists.imposed
        ):
            continue
        what, who = syntax.child(verb, "dobj"), syntax.child(verb, "nsubj")
        act = words.over.get(syntax.lower[verb])
        placed = syntax.lower[verb] != "put" or syntax.lower[verb + 1 : verb + 3] == ["in", "place"]
        if act is not None and what is not None and who is not None and what < who < verb and placed:
            return [_link(syntax, words, act, verb, "object")]
    return []


def _begun(syntax: Syntax, words: MeasureWords, verb: int, role: Role) -> list[Link]:
    """What is begun: "which customs began to collect on May 5"."""
    below = syntax.child(verb, "xcomp") if syntax.lower[verb] in words.lists.begun else None
    act = act_of(syntax, words, below, role) if below is not None else None
    return [_link(syntax, words, act, below, role)] if act and below is not None else []


def _then(syntax: Syntax, participle: int) -> int | None:
    """A second participle, which the parser may hang elsewhere: "announced in May and then suspended"."""
    last = syntax.sentences[syntax.sentence[participle]][1]
    after = syntax.subtree(participle)[1]
    for token in range(participle + 1, min(after + 1, last - 2)):
        if syntax.lower[token] == "and" and syntax.lower[token + 1] in ("then", "later"):
            return token + 2 if syntax.tag[token + 2] == "VBN" else None
    return None


def _link(syntax: Syntax, words: MeasureWords, act: Act, verb: int, role: Role) -> Link:
    mood, denied = mood_of(syntax, words, verb)
    above = syntax.head[verb]
    stops = (
        act_of(syntax, words, above, "object") if syntax.dep[verb] == "xcomp" and syntax.tag[verb] == "VBG" else None
    )
    if stops is not None and stops.name in ("lift", "suspend"):
        return Link(stops, verb, role, mood_of(syntax, words, above)[0], denied)  # "stopped collecting"
    if mood in ("done", "decided") and act.subject == "imposer" and _by_panel(syntax, words, verb):
        mood = "possible"  # what a committee of a parliament votes for is not decided yet
    if mood == "decided" and any(_unless(syntax, child) for child in syntax.children[verb]):
        mood = "threat"  # "would put duties on it unless"
    if mood == "done" and syntax.where(verb) == "title" and _present(syntax, verb):
        # headlines tell in the present tense: what is dropped is gone, what is set is decided
        mood = "decided" if act.name in ("impose", "raise", "ease", "move") else mood
    return Link(act, verb, role, mood, denied)


def _by_panel(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """Whether a panel does it, or agrees or votes to: "the subcommittee agreed to bar imports"."""
    for token in (verb, *(above for above in syntax.ancestors(verb) if syntax.dep[verb] == "xcomp")):
        subject = syntax.child(token, "nsubj") if syntax.tag[token][0] == "V" else None
        if subject is not None:
            return syntax.lower[subject] in words.lists.panels
    return False


def _present(syntax: Syntax, verb: int) -> bool:
    """Whether a verb stands in the present tense; in headlines the tagger takes some for plural nouns."""
    return syntax.tag[verb] in ("VBZ", "VBP") or (syntax.tag[verb] == "NNS" and syntax.child(verb, "dobj") is not None)


def _unless(syntax: Syntax, clause: int) -> bool:
    return syntax.dep[clause] == "advcl" and any(syntax.lower[child] == "unless" for child in syntax.children[clause])


def _noun_link(syntax: Syntax, words: MeasureWords, act: Act, noun: int) -> Link:
    """ "the lifting of sanctions": as real as the verb above makes it; without one only spoken of, but for a pause."""
    if act.name in ("threaten", "propose", "urge"):
        return Link(act, noun, "noun", "done")
    verb = syntax.head[noun]
    dep = syntax.dep[noun]
    if any(syntax.dep[c] == "acl" and _orders(syntax, words, c) for c in syntax.children[noun]):
        return Link(act, noun, "noun", "decided")  # "the cut in the duty, announced on May 2"
    mood: Mood = "possible"
    if syntax.tag[verb][0] == "V" and dep in ("dobj", "nsubj", "nsubjpass"):
        weight = words.weights.get(syntax.lower[verb])
        mood = weight or mood_of(syntax, words, verb)[0]
        if syntax.lower[verb] in words.over and words.over[syntax.lower[verb]].name == "order" and mood == "done":
            mood = "decided"
    elif act.name == "suspend":
        mood = "done"
    return Link(act, noun, "noun", mood)


def _orders(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    act = words.over.get(syntax.lower[verb])
    return act is not None and act.name == "order"


def mood_of(syntax: Syntax, words: MeasureWords, verb: int) -> tuple[Mood, bool]:
    """How real a verb's act is: its tense and modals, weakened by what governs it; and whether it is denied."""
    mood, denied = _tense(syntax, words, verb)
    current = verb
    for _ in range(_STEPS):
        parent, dep = syntax.head[current], syntax.dep[current]
        if parent == current:
            break
        if (
            mood is None
            and (dep == "conj" or (dep == "advcl" and syntax.tag[verb] == "VBG"))
            and not _if(syntax, current)
        ):
            mood, denied_above = _tense(syntax, words, parent)
            denied = denied or denied_above
            current = parent
            continue
        if dep not in ("xcomp", "ccomp", "pcomp", "prep", "acl", "relcl", "conj", "advcl", "dobj", "pobj"):
            break
        if dep == "ccomp" and syntax.lower[parent] in words.lists.saying:
            break
        if dep == "advcl" and _if(syntax, current):
            return "possible", denied
        if dep == "pcomp" and syntax.lower[parent] in ("for", "after") and mood is None:
            thanked = syntax.lower[syntax.head[parent]] in words.lists.thanking
            return "decided" if thanked else "done", denied  # "thanked them for lowering", "after lifting"
        weight = words.weights.get(syntax.lower[parent]) if dep != "conj" else None
        if weight == "possible" and syntax.lower[parent] in ("plan", "plans") and _announced(syntax, words, parent):
            weight = "decided"
        if weight == "decided" and syntax.lower[parent] in words.lists.begun and dep == "xcomp":
            weight = "done"  # "began to charge"
        if mood is None and dep == "xcomp" and syntax.lower[parent].startswith(words.lists.stems.meaning):
            told = _tense(syntax, words, parent)[0]  # "will involve eliminating"
            mood = None if told == "done" else told
        if weight:
            mood = weight if mood is None or _WEAKER[weight] > _WEAKER[mood] else mood
        if mood is not None and not weight and dep in ("relcl", "acl", "advcl"):
            break
        current = parent
    return mood or "possible", denied


def is_asked(syntax: Syntax, words: MeasureWords, link: Link) -> bool:
    """Whether what a link tells is asked of somebody ("urged Peru to ease", "must cut", "a call for a reduction")."""
    if {"must", "should", "ought"} & {syntax.lower[child] for child in syntax.children[link.token]}:
        return True
    below = link.token
    for token in syntax.ancestors(link.token):
        act = words.over.get(syntax.lower[token]) or words.nominal.get(syntax.lower[token])
        if act is not None and act.name in ("urge", "propose"):
            return act.name == "urge"
        if syntax.dep[below] == "ccomp" and words.lists.needed & {syntax.lower[c] for c in syntax.children[token]}:
            return True  # "it is important that Peru reduce"
        below = token
    return False


def _announced(syntax: Syntax, words: MeasureWords, plan: int) -> bool:
    """ "announced plans to put"."""
    return _orders(syntax, words, syntax.head[plan])


def _if(syntax: Syntax, verb: int) -> bool:
    return any(syntax.lower[child] in ("if", "unless") for child in syntax.children[verb])


def _tense(syntax: Syntax, words: MeasureWords, verb: int) -> tuple[Mood | None, bool]:
    """The mood that the verb's own auxiliaries give; None where it takes its parent's."""
    lower, tag = syntax.lower, syntax.tag[verb]
    helpers = [lower[c] for c in syntax.children[verb] if syntax.dep[c] in ("aux", "auxpass")]
    denied = any(syntax.dep[c] == "neg" for c in syntax.children[verb])
    for helper in helpers:
        if helper in _MODAL_DECIDED:
            maybe = any(lower[c] in words.lists.maybe for c in syntax.children[verb])
            return ("possible" if maybe else "decided"), denied
        if helper == "would":
            if syntax.dep[verb] == "ccomp" and syntax.lower[syntax.head[verb]] in words.weights:
                return None, denied  # "warned that he would"
            subject = syntax.child(verb, "nsubj", "nsubjpass")
            ruled = subject is not None and syntax.lower[subject] in words.lists.rulings
            if ruled and "have" not in helpers:
                return "decided", denied  # "the decree would raise"
            return ("decided" if _reported(syntax, words, verb) else "possible"), denied
        if helper in ("could", "may", "might", "should", "must", "can", "ought"):
            return "possible", denied
    if "to" in helpers and lower[syntax.head[verb]] == "were" and syntax.head[verb] < verb:
        return "possible", denied  # "would be content were Peru to halve"
    if "to" in helpers and syntax.lower[syntax.head[verb]] == "be" and _maybe(syntax, syntax.head[verb]):
        return "possible", denied  # "their effect would be to restrict imports"
    if "to" in helpers:
        return ("decided" if lower[syntax.head[verb]] in _BE else None), denied
    if tag == "VBG" and syntax.dep[verb] == "acl" and lower[syntax.head[verb]] in words.lists.law:
        return "done", denied  # "the 1930 act restricting imports"
    if tag == "VBG":
        return ("decided" if set(helpers) & _BE else None), denied
    if tag == "VB" and not helpers:
        return None, denied
    if tag == "VBN" and not helpers and syntax.dep[verb] in ("conj", "xcomp", "ccomp"):
        return None, denied
    return "done", denied


def _maybe(syntax: Syntax, verb: int) -> bool:
    """ "would be", "could be"."""
    return any(syntax.lower[c] in ("would", "could", "may", "might", "should") for c in syntax.children[verb])


def _reported(syntax: Syntax, words: MeasureWords, verb: int) -> bool:
    """Whether "would" is a reported "will": "Trump said he would halve the duty"."""
    return syntax.dep[verb] == "ccomp" and syntax.lower[syntax.head[verb]] in words.lists.saying
