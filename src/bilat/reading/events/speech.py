"""Statements as acts towards a country: who says what another should do, and acts that no rule for a verb took."""

from bisect import bisect_left
from collections.abc import Iterable

from bilat.codebook.events import Events
from bilat.reading.events import frames
from bilat.reading.events.classify import hostile_content, tells
from bilat.reading.events.participants import Ids, Participants
from bilat.reading.events.propose import Proposal, Proposer
from bilat.reading.events.status import status_of
from bilat.reading.events.threats import threatened
from bilat.records import EventType, Statement, Where
from bilat.syntax import Syntax

DUTY = frozenset({"should", "must", "ought"})
NEED = frozenset({"needs", "need"})
# A statement's act as an event of its speaker's country towards the one addressed or spoken of.
ACTS: dict[str, tuple[EventType, str | None]] = {
    "demand": ("REQUEST", None),
    "request": ("REQUEST", None),
    "accuse": ("ACCUSE", "disapprove"),
    "threaten": ("THREATEN", None),
    "warn": ("THREATEN", None),
    "refuse": ("REJECT", None),
    "praise": ("SUPPORT", None),
    "promise": ("AGREE", None),
    "offer": ("AGREE", None),
}

# Verbs that with "damage" or "harm" say that it is done, and what stands for what was said before.
DOING = frozenset(
    {
        "do",
        "does",
        "did",
        "doing",
        "done",
        "cause",
        "causes",
        "caused",
        "causing",
        "inflict",
        "inflicts",
        "inflicted",
        "inflicting",
    }
)
POINTING = frozenset({"this", "that", "these", "those"})

# Entries whose own words are the threat.
OUTRIGHT = frozenset({"threaten", "threat", "warn", "warn-of", "give-warning", "warning", "promise"})
# Who speaks for a government even where nobody knows which of its people it is.
OFFICIAL = frozenset({"government", "official", "officials", "minister", "ministers", "ministry", "spokesman"})


class Said:
    """Which statement's words a token is among; of nested statements the innermost."""

    def __init__(self, syntax: Syntax, statements: Iterable[Statement]) -> None:
        """All statements of the report."""
        self._syntax = syntax
        self._border = next((token for token in range(len(syntax)) if syntax.where(token) != "title"), len(syntax))
        self._at: dict[int, Statement] = {}
        for statement in sorted(statements, key=lambda one: -sum(end - start for start, end in one.content.spans)):
            for first, last in self.ranges(statement):
                for token in range(first, last):
                    self._at[token] = statement

    def ranges(self, statement: Statement) -> list[tuple[int, int]]:
        """Token ranges of a statement's content."""
        return [self.tokens(statement.where, start, end) for start, end in statement.content.spans]

    def tokens(self, where: Where, start: int, end: int) -> tuple[int, int]:
        """The token range of a span."""
        low, high = (0, self._border) if where == "title" else (self._border, len(self._syntax))
        starts = self._syntax.start
        return bisect_left(starts, start, low, high), bisect_left(starts, end, low, high)

    def statement(self, token: int) -> Statement | None:
        """The statement that the token is part of the content of."""
        return self._at.get(token)


def spoken(proposer: Proposer, said: Said, statements: Iterable[Statement]) -> list[Proposal]:
    """Events that are made by saying something."""
    found = [*_duties(proposer, said), *_verdicts(proposer, said), *_harms(proposer, said)]
    found += [*_breaches(proposer, said), *_displeased(proposer)]
    taken = {event.trigger for event in proposer.told}
    for statement in statements:
        proposal = _act(proposer, said, statement, taken)
        if proposal is not None:
            found.append(proposal)
    return found


def _duties(proposer: Proposer, said: Said) -> Iterable[Proposal]:
    """ "India's minister said the US should sign": a demand of the speaker's country on the other."""
    syntax, parties = proposer.syntax, proposer.parties
    for token, word in enumerate(syntax.lower):
        need = word in NEED and syntax.child(token, "xcomp") is not None
        if not need and (word not in DUTY or syntax.tag[token] != "MD"):
            continue
        statement = said.statement(token)
        speaker = statement.speaker.actor if statement is not None and statement.speaker else None
        if speaker is None or speaker not in parties.cast.actors:
            continue
        verb = syntax.head[token] if syntax.dep[token] == "aux" else token
        own = parties.state(speaker)
        heads = [other for head in _grammatical_subject(syntax, verb) for other in syntax.conjuncts(head)]
        whose = parties.all_named(heads)
        others = tuple(actor for actor in whose if parties.state(actor) is not None)
        if own is None or own in parties.states(others) or _unsaid(syntax, verb):
            continue  # "both sides should" asks nothing of the other
        if others:
            yield Proposal(token, "should", "REQUEST", "yield", (), (speaker,), others, "occurred")


def _unsaid(syntax: Syntax, verb: int) -> bool:
    """Whether a duty stands in what somebody has not said: "has not said how much Japan should buy"."""
    return any(syntax.child(over, "neg") is not None for over in syntax.ancestors(verb))


def _verdicts(proposer: Proposer, said: Said) -> Iterable[Proposal]:
    """ "The American duty is unfair", said by an Indian minister: his country's criticism of the other."""
    syntax, parties, verdicts = proposer.syntax, proposer.parties, proposer.events.verdicts
    taken = {event.trigger for event in proposer.told}
    for token, word in enumerate(syntax.lower):
        if word not in verdicts or syntax.dep[token] not in ("acomp", "attr") or syntax.head[token] in taken:
            continue
        statement, verb = said.statement(token), syntax.head[token]
        speaker = statement.speaker.actor if statement is not None and statement.speaker else None
        if speaker is None or syntax.child(verb, "neg") is not None:
            continue
        others = _blamed(proposer, speaker, parties.all_named(_grammatical_subject(syntax, verb)))
        if others:
            yield Proposal(token, "verdict", "ACCUSE", "disapprove", (), (speaker,), others, "occurred")


def _blamed(proposer: Proposer, speaker: str, whose: Ids) -> Ids:
    """Whom a speaker blames for what is theirs: anybody official but itself and its own country."""
    parties = proposer.parties
    state = parties.state(speaker) if speaker in parties.cast.actors else None
    others = tuple(
        actor
        for actor in whose
        if actor != speaker
        and parties.state(actor) is not None
        and (parties.state(actor) != state or parties.cast.actors[actor].kind == "person")
    )
    return others if state is not None and proposer.admissible("ACCUSE", (speaker,), others) else ()


def _harms(proposer: Proposer, said: Said) -> Iterable[Proposal]:
    """ "The American duties are hurting our farmers", said by a minister: criticism of those who levy them."""
    syntax, parties, events = proposer.syntax, proposer.parties, proposer.events
    taken = {event.trigger for event in proposer.told}
    for token in range(len(syntax)):
        if token in taken or not frames.is_verb(syntax, token) or not _does_harm(syntax, events, token):
            continue
        statement = said.statement(token)
        speaker = statement.speaker.actor if statement is not None and statement.speaker else None
        if speaker is None or status_of(syntax, token, events.status) not in ("occurred", "ongoing"):
            continue
        deeds = [deed for head in frames.subjects(syntax, token) for deed in _pointed_at(syntax, token, head)]
        whose = tuple(
            actor
            for deed in deeds
            for actor in (parties.named(deed) if _is_conduct(syntax, events, deed) else parties.acting(deed))
        )
        others = _blamed(proposer, speaker, tuple(dict.fromkeys(whose)))
        if others:
            yield Proposal(token, "harm", "ACCUSE", "disapprove", (), (speaker,), others, "occurred")


def _breaches(proposer: Proposer, said: Said) -> Iterable[Proposal]:
    """ "Japanese makers are still dumping chips, he said": the speaker's country holds a wrong against the other."""
    syntax, parties, events = proposer.syntax, proposer.parties, proposer.events
    taken = {event.trigger for event in proposer.told}
    for token, word in enumerate(syntax.lower):
        if not (word in events.breaches or word in events.keeping) or not frames.is_verb(syntax, token):
            continue
        negated = syntax.child(token, "neg") is not None
        if word not in (events.keeping if negated else events.breaches):
            continue
        statement = said.statement(token)
        speaker = statement.speaker.actor if statement is not None and statement.speaker else None
        status = status_of(syntax, token, events.status)
        if speaker is None or token in taken or (status not in ("occurred", "ongoing", "historical") and not negated):
            continue
        others = _blamed(proposer, speaker, parties.all_named(frames.subjects(syntax, token)))
        if others:
            yield Proposal(token, "breach", "ACCUSE", "allege", (), (speaker,), others, "occurred")


def _displeased(proposer: Proposer) -> Iterable[Proposal]:
    """ "Tokyo is upset with Washington's move": what somebody is said to feel about the other's doing."""
    syntax, parties, classes = proposer.syntax, proposer.parties, proposer.events.classes
    taken = {event.trigger for event in proposer.told}
    for token, word in enumerate(syntax.lower):
        if not (word in classes["displeased"] or word in classes["pleased"]) or {token, syntax.head[token]} & taken:
            continue
        verb = token if frames.is_verb(syntax, token) else syntax.head[token]
        own = syntax.child(verb, "nsubj", "nsubjpass")
        if own is None or not (verb == token or syntax.dep[token] in ("acomp", "oprd")):
            continue
        denied = any(syntax.child(one, "neg") is not None for one in (token, verb))
        if denied != (word in classes["pleased"]):
            continue
        source = parties.all_acting(syntax.conjuncts(own))
        target = _felt_about(proposer, token, verb, frozenset(parties.states(source)))
        if parties.states(source) and target and proposer.admissible("ACCUSE", source, target):
            yield Proposal(token, "displeased", "ACCUSE", "disapprove", (), source, target, "occurred")


def _felt_about(proposer: Proposer, word: int, verb: int, own: frozenset[str]) -> Ids:
    """The one foreign country that what follows a word of feeling names: "with ...", "about ...", "that ..."."""
    syntax, parties = proposer.syntax, proposer.parties
    for child in (*syntax.children[word], *syntax.children[verb]):
        if child > word and syntax.dep[child] in ("prep", "agent", "ccomp"):
            found = parties.inside(*syntax.subtree(child), without=own)
            if len(found) == 1:
                return next(iter(found.values()))
    return ()


def _does_harm(syntax: Syntax, events: Events, verb: int) -> bool:
    """Whether a verb says that something does harm: of itself ("hurts"), or with its object ("does damage")."""
    if syntax.lower[verb] in events.harming:
        return bool(frames.objects(syntax, verb))
    doing = syntax.lower[verb] in DOING
    return doing and any(syntax.lower[noun] in events.classes["harm"] for noun in frames.objects(syntax, verb))


def _is_conduct(syntax: Syntax, events: Events, noun: int) -> bool:
    """Whether a noun is something done by whoever it belongs to, as a policy or a tariff is; a drought is not."""
    word = syntax.lower[noun]
    return word in events.steps or any(word in events.classes[name] for name in ("conduct", "measure"))


def _pointed_at(syntax: Syntax, verb: int, head: int) -> list[int]:
    """What does the harm; for "this", the subject of the clause before it or of the sentence before."""
    if syntax.lower[head] not in POINTING:
        return [head]
    above = syntax.head[verb]
    if syntax.dep[verb] == "conj" and frames.is_verb(syntax, above):
        return _grammatical_subject(syntax, above)
    number = syntax.sentence[verb]
    if number == 0 or syntax.block[verb] != syntax.block[syntax.sentences[number - 1][0]]:
        return []
    roots = (one for one in range(*syntax.sentences[number - 1]) if syntax.head[one] == one)
    return [noun for root in roots for noun in _grammatical_subject(syntax, root)]


def _grammatical_subject(syntax: Syntax, verb: int) -> list[int]:
    child = syntax.child(verb, "nsubj", "nsubjpass")
    return [child] if child is not None and syntax.lower[child] not in frames.RELATIVE else []


def _act(proposer: Proposer, said: Said, statement: Statement, taken: set[int]) -> Proposal | None:
    kind = ACTS.get(statement.act)
    speaker = statement.speaker.actor if statement.speaker else None
    if kind is None or speaker is None or statement.cue is None or statement.polarity == "negative":
        return None
    parties = proposer.parties
    state = parties.state(speaker) if speaker in parties.cast.actors else None
    cue = range(*said.tokens(statement.where, *statement.cue.span))
    first = next((token for token in cue if frames.is_verb(proposer.syntax, token)), None)
    if state is None or first is None or any(token in taken for token in cue):
        return None
    if statement.act == "warn" and not tells(proposer.syntax, first, proposer.events.reprisals):
        return None  # a forecast
    target = _towards(parties, said, statement, state)
    if not target or frames.passive(proposer.syntax, first):  # "asked whether ..." is a question put to the speaker
        return None
    if kind[0] == "AGREE" and hostile_content(proposer.syntax, first, proposer.events):
        if not hostile_content(proposer.syntax, first, proposer.events, answering=True):
            return None
        kind = ("THREATEN", None)
    return Proposal(first, "said", kind[0], kind[1], (), (speaker,), target, "occurred")


def _towards(parties: Participants, said: Said, statement: Statement, state: str) -> tuple[str, ...]:
    """The addressee, or the one foreign country that the words name; demands and praise need an addressee."""
    addressee = statement.addressee
    if addressee is not None and parties.state(addressee) not in (None, state):
        return (addressee,)
    if addressee is not None or statement.act in ("demand", "request", "praise"):
        return ()
    found: dict[str, tuple[str, ...]] = {}
    for first, last in said.ranges(statement):
        found |= parties.inside(first, last, without=frozenset({state}))
    return next(iter(found.values())) if len(found) == 1 else ()


def own_word(proposer: Proposer, said: Said, event: Proposal) -> bool:
    """Whether a threat is the acting party's own: told by the report, or said by one of its officials."""
    parties, statement = proposer.parties, said.statement(event.trigger)
    if statement is None or event.rule in OUTRIGHT or threatened(parties.syntax, event.trigger, proposer.events):
        return True
    speaker = statement.speaker.actor if statement.speaker is not None else None
    if speaker is not None and speaker in parties.cast.actors:
        return parties.state(speaker) in parties.states(event.source)
    return _official(parties.syntax, said, statement)


def _official(syntax: Syntax, said: Said, statement: Statement) -> bool:
    """Whether a speaker who could not be resolved is called an official at least: "government sources"."""
    if statement.speaker is None or statement.speaker.span is None:
        return False
    first, last = said.tokens(statement.where, *statement.speaker.span)
    return any(syntax.lower[token] in OFFICIAL for token in range(first, last))
