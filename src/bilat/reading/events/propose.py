"""From a predicate to an event between actors: the entries that fit, tried until one finds its parties."""

from dataclasses import dataclass

from bilat.codebook.events import EventRule, Events
from bilat.reading.cast import Cast
from bilat.reading.events import frames
from bilat.reading.events.candidates import candidates
from bilat.reading.events.classify import Label, classify, hostile_content
from bilat.reading.events.participants import Ids, Participants
from bilat.reading.events.places import Places
from bilat.reading.events.status import by_own_words, lasting, merely_infinitive, refused_for_later, status_of, stopped
from bilat.reading.events.threats import held_out
from bilat.records import Alternative, EventStatus, EventType
from bilat.syntax import Syntax

# What a proposal of the learned judge is called in place of a rule.
JUDGED = "judged"
# A party must be named outright for these: "met Japan's demands" is no meeting with Japan.
OUTRIGHT = frozenset({"CONSULT", "AGREE", "COOPERATE", "REQUEST"})
# Who may act without standing for a country, and in what.
UNOFFICIAL: frozenset[str | None] = frozenset(
    {"PTY", "OPP", "REB", "PRM", "UAF", "PRE", "LAB", "AGR", "CVL", "SOC", "REL", "REF", "NGO", "ELI"}
)
BY_UNOFFICIAL = frozenset({"PROTEST", "ASSAULT", "ACCUSE", "REQUEST", "CONSULT", "AGREE", "MOBILIZE"})
# How many paragraphs back a measure may be that "the duty" means, and the words that point back.
NEAR = 2
# How many events are looked back on for a measure or meeting told before.
LOOK_BACK = 100
CLOSING = frozenset({".", "!", "?", ":", ";", '"', "”", "''", ")", "…", "..."})
BACK = frozenset({"the", "it", "they", "this", "these", "those", "its", "both"})
# What can be refused: "will not lift the ban" is a refusal, not a lifting denied.
KIND = frozenset({"CONCEDE", "RETREAT", "AGREE", "AID", "SUPPORT", "COOPERATE"})
OUGHT = frozenset({"should", "must", "ought"})
# What has been decided where it is the subject; a bill has not.
DECIDED = frozenset({"decision", "order", "ruling", "decree", "proclamation"})
# What a court does to a measure, and who is one.
VOIDING = frozenset({"struck", "strikes", "strike", "voided", "annulled", "overturned", "quashed", "blocked"})
COURTS = frozenset({"court", "courts", "judge", "judges", "justices", "tribunal", "panel", "ruling"})
GOING_ON = frozenset({"continue", "continues", "keep", "go"})
# What is threatened when one of these is only spoken of.
HOSTILE: dict[EventType, str] = {
    "SANCTION": "restrict",
    "COERCE": "restrict",
    "MOBILIZE": "violence",
    "ASSAULT": "violence",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as told at one place. `uses` are other words of the telling, which tell no event of their own; `score`
    is how likely the learned judge finds it, and `nearly` what else it could be; `firm` ones it does not rule out."""

    trigger: int
    rule: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    source: Ids
    target: Ids
    status: EventStatus
    uses: frozenset[int] = frozenset()
    score: float | None = None
    nearly: tuple[Alternative, ...] = ()
    statuses: tuple[float, ...] = ()
    firm: bool = False


class Proposer:
    """Goes through a report's candidates in text order; what has been told so far is looked back on."""

    def __init__(self, syntax: Syntax, cast: Cast, events: Events) -> None:
        """The report's syntax and cast, and the event tables."""
        self.syntax = syntax
        self.events = events
        self.parties = Participants(syntax, cast)
        self.places = Places(syntax, self.parties, events)
        self.told: list[Proposal] = []
        self.countries: dict[str, None] = {}

    def propose(self) -> list[Proposal]:
        """Every event told at some word, one told twice still twice."""
        for trigger, rules in candidates(self.syntax, self.events):
            for label in classify(self.syntax, self.events, trigger, rules):
                found = self._filled(trigger, label)
                if found is not None:
                    self.told.append(found)
                    self.countries |= dict.fromkeys(self.parties.states(found.source + found.target))
                    break
        return self.told

    def _filled(self, trigger: int, label: Label) -> Proposal | None:
        rule = label.rule
        source, target = self._sides(trigger, rule)
        source, target = self._told_apart(rule, source, target)
        if not self.admissible(rule.type, source, target) or not (target or rule.both or rule.pair):
            return None
        if rule.needs_both and len(self.parties.states(source + target)) < 2:
            return None
        mode = label.mode
        if rule.both:
            source, target, mode = self._together(trigger, rule, source, target, mode)
        elif rule.pair:
            source, target = self._paired(source, target)
        telling = self.syntax.head[trigger] if rule.stopped else trigger
        status = status_of(self.syntax, telling, self.events.status)
        if rule.status is not None and status == "occurred":
            status = rule.status
        uses: frozenset[int] = frozenset()
        if frames.is_verb(self.syntax, trigger):
            uses = frozenset([*frames.objects(self.syntax, trigger), *frames.subjects(self.syntax, trigger)])
        turned = self._turned(trigger, rule, mode, status)
        if turned is None:
            return None
        kind, mode, status = turned
        return Proposal(trigger, rule.name, kind, mode, rule.contexts, source, target, status, uses, firm=rule.firm)

    def _turned(
        self, trigger: int, rule: EventRule, mode: str | None, status: EventStatus
    ) -> tuple[EventType, str | None, EventStatus] | None:
        """Type, mode and status where what has not happened is another act than what would; null where it is none.

        A hostile step merely spoken of is a threat of it; a kindness that somebody says will not come is refused; a
        spoken or kind act that is only wanted of somebody ("asked Japan to open") is the content of another event.
        """
        table = self.events.status
        if rule.type == "THREATEN" and status in ("planned", "hypothetical"):
            return None  # what somebody is expected to threaten
        if rule.type == "SANCTION" and self._called_for(trigger):
            return None
        if rule.type in HOSTILE and status == "hypothetical" and self._decided(trigger):
            return rule.type, mode, "planned"
        if rule.type == "AGREE" and hostile_content(self.syntax, trigger, self.events):
            if not hostile_content(self.syntax, trigger, self.events, answering=True):
                return None  # the step itself is the event, and still to come
            return "THREATEN", mode, status
        if rule.type == "CONSULT" and status == "hypothetical" and merely_infinitive(self.syntax, trigger, table):
            return None
        if status == "hypothetical" and rule.status is None:
            if rule.type in HOSTILE:
                held = held_out(self.syntax, trigger, self.events)
                return ("THREATEN", HOSTILE[rule.type], "occurred") if held else None
            if rule.type != "CONSULT" and not by_own_words(self.syntax, trigger, table):
                return None
        if rule.type == "SANCTION" and status == "denied" and not rule.stopped and stopped(self.syntax, trigger):
            return "RETREAT", None, "occurred"
        if rule.type == "SANCTION" and status == "occurred" and lasting(self.syntax, trigger):
            return rule.type, mode, "ongoing"
        if rule.type == "REQUEST" and status == "planned" and self._goes_on(trigger):
            return rule.type, mode, "occurred"
        if rule.type in KIND and status == "denied":
            return ("REJECT", "yield", "occurred") if refused_for_later(self.syntax, trigger, table) else None
        return rule.type, mode, status

    def _goes_on(self, verb: int) -> bool:
        """Whether it has been done before and is only gone on with: "would continue to insist"."""
        return self.syntax.dep[verb] == "xcomp" and self.syntax.lower[self.syntax.head[verb]] in GOING_ON

    def _decided(self, verb: int) -> bool:
        """Whether it is a decision already made that "would" do it: "the order would raise the duty"."""
        if not frames.is_verb(self.syntax, verb):
            return False
        own = self.syntax.child(verb, "nsubj")
        decree = own is not None and self.syntax.lower[own] in DECIDED
        return decree and any(self.syntax.lower[child] == "would" for child in self.syntax.children[verb])

    def _sides(self, trigger: int, rule: EventRule) -> tuple[Ids, Ids]:
        places = self._doing(trigger, rule)
        source = self._special(trigger, places, ()) or self.places.source(trigger, places)
        if not source and "subject" in places:
            source = self._sayer(trigger)
        if not source and not {"other", "told", "pair"} & set(places):
            return (), ()
        without = frozenset(self.parties.states(source))
        target = (
            self.places.source(trigger, rule.target)
            if rule.type in OUTRIGHT and not rule.guest and not {"clause", "sentence"} & set(rule.target)
            else self.places.target(trigger, rule.target, without=without)
        )
        target = target or self._special(trigger, rule.target, source)
        if "pair" in rule.source and not target and len(self.parties.states(source)) < 2:
            return self._pair(trigger), ()
        if "told" in rule.target and not target:
            return self._measure_told(trigger)
        if not source and target and "other" in places and not self._held(trigger, rule):
            source = self._other(trigger, target)
        return source, target

    def _doing(self, trigger: int, rule: EventRule) -> tuple[str, ...]:
        """The places of the source; what a court lifts is never lifted by those whose measure it was."""
        syntax, verb = self.syntax, trigger
        if rule.type not in ("RETREAT", "SANCTION"):
            return rule.source
        if not frames.is_verb(syntax, trigger):
            above = frames.governor(syntax, trigger)
            if above is None or above[1] not in ("dobj", "nsubjpass"):
                return rule.source
            verb = above[0]
        if syntax.lower[verb] not in self.events.easing and syntax.lower[verb] not in VOIDING:
            return rule.source
        court = any(syntax.lower[noun] in COURTS for noun in frames.subjects(syntax, verb))
        if not court:
            return rule.source
        return ("subject",) if verb == trigger else ()

    def _sayer(self, verb: int) -> Ids:
        """Who says what the parser has joined a verb to: "X said the talks were over and urged Y to ..."."""
        syntax = self.syntax
        if (
            syntax.dep[verb] != "conj"
            or syntax.tag[verb] not in frames.FINITE
            or syntax.child(verb, "nsubj") is not None
        ):
            return ()
        first = syntax.head[verb]
        if syntax.dep[first] != "ccomp" or frames.passive(syntax, verb):
            return ()
        return self.parties.all_acting(frames.subjects(syntax, syntax.head[first]))

    def _special(self, trigger: int, places: tuple[str, ...], known: Ids) -> Ids:
        """Parties that stand outside the sentence's own arcs: of the meeting told before, of the measure borne."""
        if "measure-by" in places and known:
            return self._measure_by(trigger, known)
        if "meeting" in places and not self.places.source(trigger, tuple(p for p in places if p != "meeting")):
            return self._meeting(trigger)
        return ()

    def _told_apart(self, rule: EventRule, source: Ids, target: Ids) -> tuple[Ids, Ids]:
        """Nobody stands on both sides, and a group that holds both parties is split by country."""
        if rule.official or rule.guest:
            source = tuple(actor for actor in source if self._individual(actor))
        if rule.persons and not all(self._individual(actor) for actor in source + target):
            return (), ()
        if not (rule.both or rule.pair):
            target = tuple(actor for actor in target if actor not in source)
        return source, target

    def _individual(self, actor: str) -> bool:
        return self.parties.cast.actors[actor].kind in ("person", "group")

    def admissible(self, kind: EventType, source: Ids, target: Ids) -> bool:
        """Whether these parties can have such an event: two different ones, the acting one official."""
        scale = self.events.scale[kind]
        everyone = dict.fromkeys(source + target)
        if not source or len(everyone) < 2 or not (target or scale.mutual or len(self.parties.states(source)) > 1):
            return False
        if not any(self._may_act(actor, kind) for actor in source):
            return False
        states = self.parties.states(tuple(everyone))
        if len(states) >= 2:
            return True
        # Within one country the country itself is no party, and one side must be told from the other.
        return not any(self.parties.cast.actors[actor].kind == "country" for actor in everyone)

    def _may_act(self, actor: str, kind: EventType) -> bool:
        if self.parties.state(actor) is not None:
            return True
        return kind in BY_UNOFFICIAL and self.parties.cast.actors[actor].sector in UNOFFICIAL

    def _together(
        self, trigger: int, rule: EventRule, source: Ids, target: Ids, mode: str | None
    ) -> tuple[Ids, Ids, str | None]:
        """All parties in `source`; a meeting in one party's country is the other's visit there."""
        everyone = tuple(dict.fromkeys(source + target))
        if rule.name == "agree" and target and len(self.parties.states(source)) == 1:
            return source, target, mode
        if rule.type == "CONSULT" and mode is None and len(self.parties.states(everyone)) == 2:
            host = self._host(trigger)
            if host in self.parties.states(everyone):
                guests = tuple(actor for actor in everyone if self.parties.state(actor) != host)
                hosts = tuple(actor for actor in everyone if self.parties.state(actor) == host)
                return guests, hosts, "visit"
        return everyone, (), mode

    def _host(self, trigger: int) -> str | None:
        """The country that the meeting's place lies in."""
        above = None if frames.is_verb(self.syntax, trigger) else frames.governor(self.syntax, trigger)
        tokens = [trigger] if above is None else [trigger, above[0]]
        tokens += frames.oblique(self.syntax, trigger, "with") or frames.objects(self.syntax, trigger)
        for token in tokens:
            for word in ("in", "at"):
                for noun in frames.oblique(self.syntax, token, word):
                    mention = self.parties.cast.headed_by(noun)
                    if mention is not None and mention.form in ("place", "capital") and mention.country:
                        return mention.country
        return None

    def _paired(self, source: Ids, target: Ids) -> tuple[Ids, Ids]:
        """Two equal sides, the country first in the alphabet as source."""
        everyone = tuple(dict.fromkeys(source + target))
        states = sorted(self.parties.states(everyone))
        if len(states) < 2:
            return source, target
        first = tuple(actor for actor in everyone if self.parties.state(actor) == states[0])
        return first, tuple(actor for actor in everyone if actor not in first)

    def _meeting(self, trigger: int) -> Ids:
        sentence = self.syntax.sentence[trigger]
        for event in reversed(self.told[-LOOK_BACK:]):
            near = sentence - self.syntax.sentence[event.trigger] <= 1
            if not near or self.syntax.block[event.trigger] != self.syntax.block[trigger]:
                return ()
            if event.type == "CONSULT" and len(self.parties.states(event.source + event.target)) == 2:
                return event.source + event.target
        return ()

    def _pair(self, noun: int) -> Ids:
        """The two countries of all events told so far, if they are but two and the noun points back to their talks."""
        if not self._points_back(frames.climb(self.syntax, noun, self.events.partitives)):
            return ()
        countries = tuple(code for code in self.countries if code in self.parties.cast.actors)
        return countries if len(self.countries) == len(countries) == 2 else ()

    def _whole_sentence(self, token: int) -> tuple[int, int]:
        """The sentence of a token, with pieces before it that the parser has cut off without a full stop."""
        syntax, number = self.syntax, self.syntax.sentence[token]
        first, last = syntax.sentences[number]
        while number > 0 and syntax.block[first - 1] == syntax.block[token] and syntax.words[first - 1] not in CLOSING:
            number -= 1
            first = syntax.sentences[number][0]
        return first, last

    def _measure_told(self, trigger: int) -> tuple[Ids, Ids]:
        """Both parties of the measure told last, where the words only point back to it."""
        nouns = frames.objects(self.syntax, trigger) or frames.subjects(self.syntax, trigger)
        if not any(self._points_back(noun) for noun in nouns):
            return (), ()
        block = self.syntax.block[trigger]
        for event in reversed(self.told[-LOOK_BACK:]):
            if event.type in ("SANCTION", "RETREAT") and event.mode != "expel":
                near = block - self.syntax.block[event.trigger] <= NEAR
                return (event.source, event.target) if near else ((), ())
        return (), ()

    def _points_back(self, noun: int) -> bool:
        """Whether a noun is definite and names nobody: "the additional 25%", "the duty", "it"."""
        syntax = self.syntax
        if self.parties.inside(*syntax.subtree(noun), without=frozenset()):
            return False
        words = {syntax.lower[child] for child in syntax.children[noun]}
        return syntax.lower[noun] in BACK or bool(words & BACK)

    def _measure_by(self, trigger: int, critic: Ids) -> Ids:
        """Who imposed the measure that the critic's country was last told to bear, if a step is what is criticised."""
        said_of = [*frames.objects(self.syntax, trigger)]
        for clause in frames.clauses(self.syntax, trigger):
            own = self.syntax.child(clause, "nsubj")
            said_of += [own] if own is not None else []
        if not any(self.syntax.lower[token] in self.events.steps for token in said_of):
            return ()
        states = set(self.parties.states(critic))
        for event in reversed(self.told[-LOOK_BACK:]):
            if event.type == "SANCTION" and states & set(self.parties.states(event.target)):
                return event.source
        return ()

    def _held(self, noun: int, rule: EventRule) -> bool:
        """Whether a verb says who holds the talks, though it may be nobody of the cast: "Chung is to hold talks"."""
        above = frames.governor(self.syntax, noun) if rule.type == "CONSULT" else None
        return above is not None and above[1] == "dobj"

    def _called_for(self, noun: int) -> bool:
        """Whether somebody says that it ought to come: "sanctions should be imposed on Brazil"."""
        above = None if frames.is_verb(self.syntax, noun) else frames.governor(self.syntax, noun)
        return above is not None and any(self.syntax.lower[child] in OUGHT for child in self.syntax.children[above[0]])

    def _other(self, trigger: int, target: Ids) -> Ids:
        """The other side of the pair that the sentence names: "between the US and India", else the one other state."""
        states = frozenset(self.parties.states(target))
        first, last = self._whole_sentence(trigger)
        for token in range(first, last):
            if self.syntax.lower[token] == "between":
                pair = self.parties.all_acting(frames.governed(self.syntax, token))
                others = tuple(actor for actor in pair if self.parties.state(actor) not in states)
                if len(pair) == 2 and len(others) == 1:
                    return others
        found = self.parties.inside(first, last, without=states)
        return next(iter(found.values())) if len(found) == 1 else ()
