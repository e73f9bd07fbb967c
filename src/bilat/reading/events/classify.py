"""Which event is it? Type and mode of a predicate from its own words and those around it, whoever the parties are."""

from collections.abc import Iterator
from dataclasses import dataclass

from bilat.codebook.events import EventRule, Events
from bilat.reading.events import frames
from bilat.reading.events.status import stopped
from bilat.syntax import Syntax

# Arcs on which the object of a verb is called something.
CALLED = frozenset({"oprd", "acomp", "ccomp", "xcomp", "attr", "dobj", "prep", "advcl", "conj"})
# How much of what is said of somebody is looked through for a verdict ("unfair").
VERDICT_WORDS = 12
# How much of what is warned of is looked through for a reprisal.
FOLLOWING = 30
# What is lifted to a rate is raised, whether or not the rate before is told.
LIFT = frozenset({"lift", "lifts", "lifted", "lifting"})
RATE = frozenset({"%", "pct", "percent", "per"})


@dataclass(frozen=True, slots=True)
class Label:
    """What a predicate tells: the entry of events.toml that fits, and the mode, which words beside it may give."""

    rule: EventRule
    mode: str | None


def classify(syntax: Syntax, events: Events, trigger: int, rules: tuple[EventRule, ...]) -> list[Label]:
    """The entries that fit a predicate, best first; empty where none does."""
    return [Label(rule, _mode(syntax, events, trigger, rule)) for rule in rules if _fits(syntax, events, trigger, rule)]


def _fits(syntax: Syntax, events: Events, trigger: int, rule: EventRule) -> bool:
    if rule.particle and not _has_particle(syntax, trigger, rule.particle):
        return False
    if rule.followed_by and not _followed(syntax, trigger, rule.followed_by):
        return False
    if rule.object and not _any_of(syntax, events, _objects(syntax, events, trigger), rule.object):
        return False
    if rule.matter and not _any_of(syntax, events, frames.oblique(syntax, trigger, "of"), rule.matter):
        return False
    if rule.not_object and _any_of(syntax, events, frames.objects(syntax, trigger), rule.not_object):
        return False
    if rule.raised is not None and rule.raised != _raised(syntax, trigger):
        return False
    if rule.stopped and not stopped(syntax, trigger):
        return False
    if rule.intransitive and syntax.child(trigger, "dobj", "nsubjpass") is not None:
        return False
    if rule.bare and syntax.child(trigger, "oprd", "ccomp", "xcomp", "acomp") is not None:
        return False
    if rule.subject and not _any_of(syntax, events, _grammatical_subject(syntax, trigger), rule.subject):
        return False
    if rule.modifier and not _modified(syntax, frames.objects(syntax, trigger), rule.modifier):
        return False
    if not rule.spoken and any(syntax.lower[clause] in events.reticence for clause in frames.clauses(syntax, trigger)):
        return False
    if rule.breach and not _tells_breach(syntax, events, trigger):
        return False
    if rule.reprisal and not tells(syntax, trigger, events.reprisals):
        return False
    return not rule.verdict or _verdict(syntax, events, trigger)


def _objects(syntax: Syntax, events: Events, verb: int) -> list[int]:
    """The verb's objects, and what a sum is put in: "put 75 mln dlrs in duties on ..."."""
    found = frames.objects(syntax, verb)
    counted = any(syntax.lower[token] in events.partitives for token in found)
    return found + frames.oblique(syntax, verb, "in") if counted else found


def _grammatical_subject(syntax: Syntax, verb: int) -> list[int]:
    return frames.objects(syntax, verb) if frames.passive(syntax, verb) else frames.subjects(syntax, verb)


def _has_particle(syntax: Syntax, verb: int, words: tuple[str, ...]) -> bool:
    for child in syntax.children[verb]:
        if syntax.lower[child] in words and child > verb:
            return True
        if syntax.dep[child] == "prep" and any(syntax.lower[inner] in words for inner in syntax.children[child]):
            return True
    return False


def _followed(syntax: Syntax, verb: int, word: str) -> bool:
    for clause in syntax.children[verb]:
        if clause > verb and syntax.dep[clause] in ("xcomp", "ccomp", "advcl"):
            if any(syntax.lower[child] == word and syntax.dep[child] == "aux" for child in syntax.children[clause]):
                return True
    return False


def _any_of(syntax: Syntax, events: Events, heads: list[int], names: tuple[str, ...]) -> bool:
    for head in heads:
        words = [syntax.lower[head]]
        if words[0] in events.partitives:  # "a round of talks", "a set of duties"
            words += [syntax.lower[other] for word in ("of", "in") for other in frames.oblique(syntax, head, word)]
        if any(word in events.classes[name] for word in words for name in names):
            return True
    return False


def _modified(syntax: Syntax, heads: list[int], words: tuple[str, ...]) -> bool:
    return any(syntax.lower[other] in words for head in heads for other in (head, *frames.before(syntax, head)))


def _raised(syntax: Syntax, verb: int) -> bool:
    """Whether a rate after the verb is put to more than it was: "lift duties to 50 pct from 25 pct"."""
    rates = {word: _rate_after(syntax, verb, word) for word in ("to", "from")}
    to, before = rates["to"], rates["from"]
    if to is None:
        return False
    return to > before if before is not None else syntax.lower[verb] in LIFT


def _rate_after(syntax: Syntax, verb: int, word: str) -> float | None:
    """The number after a preposition in what follows the verb, where it or the number beside it is a rate."""
    last = min(syntax.sentences[syntax.sentence[verb]][1], verb + FOLLOWING)
    if not any(token in RATE for token in syntax.lower[verb:last]):
        return None
    for token in range(verb + 1, last - 1):
        if syntax.lower[token] == word and syntax.lower[token + 1].replace(".", "", 1).isdecimal():
            rated = syntax.lower[token + 2] if token + 2 < last else ""
            if rated in RATE or rated in ("to", "from"):
                return float(syntax.lower[token + 1])
    return None


def _tells_breach(syntax: Syntax, events: Events, verb: int) -> bool:
    """Whether the clause after a verb of saying tells a wrong: "said Japan had violated the pact"."""
    for child in syntax.children[verb]:
        if syntax.dep[child] == "ccomp":
            verbs = [child, *(inner for inner in syntax.children[child] if syntax.dep[inner] in ("xcomp", "conj"))]
            if any(syntax.tag[other] == "MD" for other in syntax.children[child]):
                return False
            words = events.breaches if syntax.child(child, "neg") is None else events.keeping
            return any(syntax.lower[token] in words for token in verbs)
    return False


def _verdict(syntax: Syntax, events: Events, verb: int) -> bool:
    for child in syntax.children[verb]:
        if child > verb and syntax.dep[child] in CALLED:
            first, last = syntax.subtree(child)
            last = min(last, first + VERDICT_WORDS)
            if any(syntax.lower[token] in events.verdicts for token in range(max(first, verb), last)):
                return True
    return False


def hostile_content(syntax: Syntax, trigger: int, events: Events, *, answering: bool = False) -> bool:
    """Whether what is promised is a hostile step ("promised to halt all trade"); `answering`: one of `defiance`."""
    words = events.defiance if answering else events.hostile
    return any(
        syntax.lower[clause] in words and syntax.child(clause, "neg") is None and not _on_itself(syntax, clause)
        for clause in _promised(syntax, trigger)
    )


def _promised(syntax: Syntax, trigger: int) -> Iterator[int]:
    """Verbs of what is promised; "do everything to fight" promises what the inner verb says."""
    for clause in frames.clauses(syntax, trigger):
        yield clause
        if syntax.lower[clause] == "do":
            yield from (token for token in range(clause + 1, syntax.subtree(clause)[1]) if syntax.tag[token] == "VB")


def _on_itself(syntax: Syntax, verb: int) -> bool:
    """Whether a step is towards what is one's own: "agreed to cut its exports"."""
    return any(
        syntax.lower[child] in ("its", "their") and syntax.dep[child] == "poss"
        for noun in frames.objects(syntax, verb)
        for child in syntax.children[noun]
    )


def _mode(syntax: Syntax, events: Events, trigger: int, rule: EventRule) -> str | None:
    """The entry's mode; a contact "by telephone" or "over the phone" is by phone whatever the verb."""
    if rule.mode is None and rule.type == "REQUEST":
        return _asked(syntax, events, trigger)
    if rule.mode is None and rule.type == "THREATEN":
        return "restrict" if tells(syntax, trigger, events.reprisals) else None
    if rule.type != "CONSULT" or rule.mode is not None:
        return rule.mode
    beside = [trigger]
    above = frames.governor(syntax, trigger) if not frames.is_verb(syntax, trigger) else None
    if above is not None:
        beside.append(above[0])
    remote = any(word in events.phone for token in beside for word in _words_beside(syntax, token))
    return "phone" if remote else None


def _words_beside(syntax: Syntax, token: int) -> Iterator[str]:
    """Words directly under a token, and nouns after its prepositions with what stands before them."""
    for child in syntax.children[token]:
        yield syntax.lower[child]
        nouns = frames.governed(syntax, child) if syntax.dep[child] in ("prep", "agent") else []
        if syntax.dep[child] == "dobj":
            nouns = [child]
        for noun in nouns:
            yield syntax.lower[noun]
            yield from (syntax.lower[other] for other in frames.before(syntax, noun))


def _asked(syntax: Syntax, events: Events, trigger: int) -> str | None:
    """What a demand asks for: to give way ("to lift the ban") or to change a policy ("to stimulate demand")."""
    for clause in (*frames.clauses(syntax, trigger), *_purposes(syntax, trigger)):
        for verb in syntax.conjuncts(clause):
            if syntax.lower[verb] in events.yielding:
                return "yield"
            if syntax.lower[verb] in events.changing:
                return "change"
    return None


def _purposes(syntax: Syntax, verb: int) -> Iterator[int]:
    """Infinitives that the parser hangs on a demand as its purpose: "called on Japan to open"."""
    for child in syntax.children[verb]:
        if syntax.dep[child] == "advcl" and child > verb and syntax.tag[child] == "VB":
            yield child
        elif syntax.dep[child] in ("dobj", "prep") and child > verb:
            for inner in (child, *frames.governed(syntax, child)):
                yield from (other for other in syntax.children[inner] if syntax.dep[other] in ("acl", "relcl"))


def tells(syntax: Syntax, verb: int, words: frozenset[str]) -> bool:
    """Whether one of the words is among the first of what follows a verb or noun within its own phrase."""
    first, last = syntax.subtree(verb)
    return any(syntax.lower[token] in words for token in range(max(first, verb + 1), min(last, verb + FOLLOWING)))
