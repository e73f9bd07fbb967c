"""From tellings to records: the words, day, place, topics, contexts and teller of an event."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.events import frames
from bilat.reading.events.judged_status import side_of, weighed
from bilat.reading.events.merge import SAID, Telling
from bilat.reading.events.participants import Participants
from bilat.reading.events.propose import JUDGED, Proposal
from bilat.reading.events.settle import likeliest
from bilat.reading.events.speech import Said
from bilat.reading.page import Page
from bilat.reading.topics import topics_between
from bilat.reading.when import when_of
from bilat.records import Event, EventStatus, Place, Time, Topic, When, rule
from bilat.syntax import Syntax

# What stands after these happened at another time than what the sentence tells.
ASIDE = frozenset({"after", "before", "since", "until", "following", "despite"})
# How many sentences after a call or meeting may still tell what it was about.
FURTHER = 8


def _sided(tellings: list[Telling]) -> Proposal:
    """The telling whose mode and sides are kept: the fullest, or where it gives no mode the first that does.

    What a rule found keeps its own persons and words: the judge names countries, and guesses a mode from the sentence.
    """
    best = tellings[0].proposal
    if best.mode is not None or best.target:
        return best
    like = [one.proposal for one in tellings if (one.proposal.rule == JUDGED) == (best.rule == JUDGED)]
    return next((one for one in like if one.mode is not None), best)


def _under_pact(syntax: Syntax, verb: int, pacts: frozenset[str]) -> bool:
    """Whether something is agreed "under the pact", "in return" or "in the accord": part of what was agreed before."""
    return any(
        syntax.lower[child] in ("under", "in")
        and any(
            syntax.lower[noun] in pacts or syntax.lower[noun] == "return" for noun in frames.governed(syntax, child)
        )
        for child in syntax.children[verb]
        if syntax.dep[child] == "prep"
    )


class Recorder:
    """Makes the records of one report's events."""

    def __init__(
        self, page: Page, parties: Participants, times: Sequence[Time], topics: Sequence[Topic], said: Said
    ) -> None:
        """What the report holds besides events."""
        self._page = page
        self._syntax = page.syntax
        self._parties = parties
        self._times = times
        self._time_by_id = {time.id: time for time in times}
        self._topics = topics
        self._said = said

    def telling(self, event: Proposal) -> Telling:
        """One telling with its words, time and place."""
        first, last = self._extent(event)
        when = self._when(event.trigger)
        if when is None:
            when = self._of_pact(event)
        status = self._status(event, when)
        if event.statuses and status != "denied":
            statuses = weighed(self._page, self._times, event, when, status)
            event, status = replace(event, statuses=statuses), likeliest(statuses)
        in_body = int(self._syntax.blocks[self._syntax.block[event.trigger]].kind in ("paragraph", "post"))
        named = int(when is not None) + len(event.source + event.target)
        return Telling(
            proposal=event,
            status=status,
            passage=self._syntax.passage(first, last),
            when=when,
            place=self._place(event.trigger),
            weight=(in_body, named, -event.trigger),
            dated=status != event.status,
        )

    def _of_pact(self, event: Proposal) -> When | None:
        """The day of the pact under which something was agreed, told by the clause over it or the sentence before."""
        syntax, trigger = self._syntax, event.trigger
        if event.type != "AGREE" or not frames.is_verb(syntax, trigger):
            return None
        over = syntax.head[syntax.head[trigger]]
        if syntax.dep[trigger] == "relcl" and frames.is_verb(syntax, over):
            return when_of(self._page, self._times, over)
        number = syntax.sentence[trigger]
        if number == 0 or not self._background(trigger):
            return None
        first, last = syntax.sentences[number - 1]
        told = [
            found
            for token in range(first, last)
            if frames.is_verb(syntax, token) and (found := when_of(self._page, self._times, token)) is not None
        ]
        days = {found.value for found in told}
        return told[0] if syntax.where(first) == syntax.where(trigger) and len(days) == 1 else None

    def _background(self, trigger: int) -> bool:
        """Whether what was agreed is told as part of a pact of before."""
        pacts = self._page.codebook.events.classes["agreement"]
        return frames.is_verb(self._syntax, trigger) and _under_pact(self._syntax, trigger, pacts)

    def event(self, tellings: list[Telling]) -> Event:
        """The event that these tellings tell, the fullest of them first."""
        best = tellings[0]
        proposal = best.proposal
        sided = _sided(tellings)
        mode = sided.mode
        token = proposal.trigger
        statement = self._said.statement(token)
        topics, contexts = self._subject(tellings)
        trigger = self._syntax.span(token, token + 1)
        # one word may tell the judge of several pairs
        parties = (*proposal.source, *proposal.target) if proposal.rule == JUDGED else ()
        return Event(
            id=self._page.item_id("e", proposal.type, best.passage.where, *trigger, *parties),
            by=rule(f"events.{proposal.rule}"),
            where=best.passage.where,
            type=proposal.type,
            mode=mode,
            contexts=tuple(dict.fromkeys([*proposal.contexts, *contexts])),
            source=sided.source,
            target=sided.target,
            time=best.when or next((one.when for one in tellings if one.when is not None), None),
            place=best.place or next((one.place for one in tellings if one.place is not None), None),
            topics=topics,
            status=best.status,
            according_to=statement.id if statement is not None else None,
            intensity=self._page.codebook.events.intensity(proposal.type, mode),
            span=best.passage.span,
            trigger=trigger,
            score=proposal.score,
            nearly=proposal.nearly,
            tellings=tuple(one.passage for one in tellings[1:] if one.passage != best.passage),
        )

    def _extent(self, event: Proposal) -> tuple[int, int]:
        """The clause that tells it: that of the verb, or of the verb over the noun; the judge reads sentences."""
        syntax, trigger = self._syntax, event.trigger
        if event.rule == JUDGED:
            return syntax.sentences[syntax.sentence[trigger]]
        above = None if frames.is_verb(syntax, trigger) else frames.governor(syntax, trigger)
        return syntax.subtree(above[0] if above is not None else trigger)

    def _when(self, trigger: int) -> When | None:
        """The time of a predicate; a noun after "after" or "before" has none of its sentence's times but its own."""
        when = when_of(self._page, self._times, trigger)
        syntax = self._syntax
        over = syntax.head[trigger]
        if when is None or when.value is None or syntax.dep[trigger] != "pobj" or syntax.lower[over] not in ASIDE:
            return when
        first, last = syntax.subtree(trigger)
        start, end = syntax.span(first, last)
        time = self._time_by_id.get(when.ref) if when.ref is not None else None
        return when if time is not None and start <= time.span[0] < end else None

    def _status(self, event: Proposal, when: When | None) -> EventStatus:
        """The words' status, corrected by the day: ahead is planned, before this month is historical."""
        published = self._page.published
        if event.type == "AGREE" and event.status == "occurred" and self._background(event.trigger):
            return "historical"
        if published is None or when is None or event.status not in ("occurred", "ongoing") or event.rule == JUDGED:
            return event.status
        side = side_of(published, when)
        if side == "ahead":
            return event.status if event.type in SAID else "planned"
        if event.type == "SANCTION" or event.status == "ongoing":
            return event.status
        return "historical" if side == "before" else event.status

    def _place(self, trigger: int) -> Place | None:
        """The place after "in" or "at" at the predicate or the verb over it."""
        syntax = self._syntax
        above = None if frames.is_verb(syntax, trigger) else frames.governor(syntax, trigger)
        for token in (trigger, above[0]) if above else (trigger,):
            for word in ("in", "at"):
                for noun in frames.oblique(syntax, token, word):
                    found = self._place_at(noun)
                    if found is not None:
                        return found
        return None

    def _place_at(self, noun: int) -> Place | None:
        """A place of the cast, or a name that the cast does not know and that is no time; its country is then open."""
        syntax = self._syntax
        mention = self._parties.cast.headed_by(noun)
        if mention is not None:
            if mention.form not in ("place", "capital"):
                return None
            first, last = mention.first, mention.last
        elif syntax.tag[noun] == "NNP" and not self._timed(noun):
            first, last = min([noun, *frames.before(syntax, noun)]), noun + 1
        else:
            return None
        country = mention.country if mention is not None else None
        return Place(name=syntax.slice(first, last), country=country, span=syntax.span(first, last))

    def _timed(self, token: int) -> bool:
        """Whether the token is part of a time."""
        where, start = self._syntax.where(token), self._syntax.start[token]
        place = bisect_right(
            self._times, (where != "title", start), key=lambda one: (one.where != "title", one.span[0])
        )
        return place > 0 and self._times[place - 1].where == where and start < self._times[place - 1].span[1]

    def _subject(self, tellings: list[Telling]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Topics named in the sentences that tell it, and PLOVER's contexts for them.

        For a call or meeting also those of the sentences after it that go on telling what was discussed.
        """
        sentences = {self._syntax.sentence[one.proposal.trigger] for one in tellings}
        if tellings[0].proposal.type == "CONSULT":
            for one in tellings:
                sentences |= self._discussed(one.proposal)
        named: set[str] = set()
        for number in sentences:
            first, last = self._syntax.sentences[number]
            named |= set(topics_between(self._topics, self._syntax.where(first), *self._syntax.span(first, last)))
        topics = tuple(topic.id for topic in self._topics if topic.id in named)
        contexts = (self._page.codebook.topics.context(topic) for topic in topics)
        return topics, tuple(context for context in contexts if context is not None)

    def _discussed(self, event: Proposal) -> set[int]:
        """Sentences soon after a contact that name a party to it and say that something was discussed."""
        syntax, found = self._syntax, set()
        parties = set(event.source + event.target)
        states = set(self._parties.states(event.source + event.target))
        core = {actor for actor in parties if self._parties.cast.actors[actor].kind != "country"}
        after = syntax.sentence[event.trigger]
        for number in range(after + 1, min(after + 1 + FURTHER, len(syntax.sentences))):
            first, last = syntax.sentences[number]
            if syntax.blocks[syntax.block[first]].kind in ("subheading", "headline"):
                break
            if not any(syntax.lower[token] in self._page.codebook.events.discussing for token in range(first, last)):
                continue
            named = {actor for mention in self._parties.cast.within(first, last) for actor in mention.actors}
            if named & (core or parties) and set(self._parties.states(tuple(sorted(named)))) <= states:
                found.add(number)
        return found
