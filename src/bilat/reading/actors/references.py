"""What refers back: pronouns, bare offices, "the board", "the two leaders", resolved in text order."""

from collections import defaultdict
from dataclasses import replace

import msgspec

from bilat.reading.actors.collection import Collection
from bilat.reading.actors.described import Described
from bilat.reading.actors.first_person import first_persons, signed
from bilat.reading.actors.last_speaker import LastSpeakers, Meant
from bilat.reading.actors.pronouns import last_body, last_person, strangers
from bilat.reading.actors.reference import HE, SHE, SUMMARIES, Backward, Candidate, Telling, pair_words
from bilat.reading.cast import Mention, MentionForm
from bilat.records import Actor


class References:
    """Adds to what is collected of a report the words that refer back to it."""

    def __init__(self, collected: Collection) -> None:
        """`collected` holds all who are named or described."""
        self._collected = collected
        self.syntax = collected.syntax
        self.directory = collected.directory
        self.words = collected.words

    def add(self) -> None:
        """Pronouns, bare offices and "the two leaders", resolved in text order where one answer is plain."""
        self._add_introduced()
        telling = Telling(self.syntax)
        speakers = LastSpeakers(self.syntax, self._collected.page.codebook.cues, telling)
        one = [m for m in self._collected.mentions if len(m.actors) == 1]
        meant = Meant(self._collected.actors, self._collected.facts, self.directory, one)
        meant.add_apposed(self.syntax)
        persons = Backward(self.syntax, self._candidates(persons=True), telling, self.words)
        persons.strangers = strangers(speakers, meant)
        states = Backward(self.syntax, self._candidates(persons=False), telling, self.words)
        self._refer_back(speakers, meant, persons, states)
        names = {
            m.first: (m.last, m.actors[0]) for m in self._collected.mentions if m.form == "name" and len(m.actors) == 1
        }
        people = {first: name for first, name in names.items() if self._collected.actors[name[1]].kind == "person"}
        told = first_persons(speakers, meant.at) | signed(self.syntax, telling.quoted, people)
        for token, actor in sorted(told.items()):
            if token not in self._collected.taken and self._collected.actors[actor].kind == "person":
                self._collected.add(token, token + 1, token, "pronoun", (actor,))

    def _described(self) -> Described:
        people = {
            m.head: m.actors[0]
            for m in self._collected.mentions
            if len(m.actors) == 1 and self._collected.actors[m.actors[0]].kind == "person"
        }
        roles = {actor: role for actor in people.values() if (role := self._collected.actors[actor].role) is not None}
        return Described(self.syntax, people, roles, self.words.person_nouns)

    def _refer_back(self, speakers: LastSpeakers, meant: Meant, persons: Backward, states: Backward) -> None:
        described = self._described()
        waiting = {
            head: (first, last, portfolios, country)
            for first, last, head, portfolios, country in self._collected.waiting
        }
        for token, word in enumerate(self.syntax.lower):
            if word in HE or word in SHE:
                gender = "m" if word in HE else "f"
                spoke = last_person(speakers, meant, token, gender)
                actor = spoke.actor if spoke else persons.person(token, gender, meant.learned)
                if spoke and actor and meant.gender(actor) is None:
                    meant.learned[actor] = gender
                self._reference(persons, token, token + 1, token, "pronoun", actor)
                meant.add(token, actor)
            elif word == "it":
                actor = last_body(speakers, meant, token)
                if actor:
                    self._collected.add(token, token + 1, token, "pronoun", (actor,))
                    meant.add(token, actor)
            elif token in waiting and token not in self._collected.taken:
                first, last, portfolios, country = waiting[token]
                definite = first > 0 and self.syntax.lower[first - 1] in ("the", "this")
                actor = persons.holder(token, portfolios, country) if definite else None
                actor = actor or described.meant(persons, token)
                self._reference(persons, first - definite, last, token, "office", actor)
                meant.add(token, actor)
            elif token not in self._collected.taken:
                self._add_pair(token, persons, states)
            if word in self.words.person_nouns and token not in waiting:
                self._description(persons, meant, token, described.meant(persons, token))
            if (
                word in meant.nouns
                and token > 0
                and (self.syntax.lower[token - 1] in ("the", "parent") or self.syntax.words[token][0].isupper())
            ):
                self._short_form(speakers, meant, token)

    def _reference(
        self, persons: Backward, first: int, last: int, head: int, form: MentionForm, actor: str | None
    ) -> None:
        mention = self._collected.add(first, last, head, form, (actor,) if actor else ())
        if actor:
            persons.add(self._candidate(mention, self._collected.actors[actor]))

    def _description(self, persons: Backward, meant: Meant, token: int, actor: str | None) -> None:
        """ "the retired surgeon": a mention of its own, or the one of that noun which meant nobody yet."""
        if actor is None or meant.at.get(token) is not None:
            return
        first, last = self.syntax.left[token], token + 1
        for empty in [m for m in self._collected.headed_by(token) if not m.actors]:
            self._collected.replace(empty, None)
        if self._collected.taken.isdisjoint(range(first, token)) or token in self._collected.taken:
            self._reference(persons, first, last, token, "description", actor)
            meant.add(token, actor)

    def _short_form(self, speakers: LastSpeakers, meant: Meant, token: int) -> None:
        """ "the department", "the Growers Association": a named body, told by its noun or the end of its name."""
        before = [self.syntax.lower[child] for child in self.syntax.children[token] if child < token]
        if before in (["the"], ["the", "parent"]):
            actor = meant.called(speakers, token)
        elif before[:1] == ["the"] and all(
            self.syntax.words[t][0].isupper() for t in range(token - len(before) + 1, token + 1)
        ):
            actor = meant.called_so(before[1:], token, self.syntax.lower[token])
        else:
            return
        if actor is None:
            return
        open_ones = [m for m in self._collected.headed_by(token) if m.last == token + 1]
        if not open_ones and token not in self._collected.taken:
            self._collected.add(token - len(before), token + 1, token, "description", (actor,))
        elif len(open_ones) == 1 and not open_ones[0].actors:
            country = self._collected.actors[actor].country
            self._collected.replace(open_ones[0], replace(open_ones[0], actors=(actor,), country=country))
        else:
            return
        meant.add(token, actor)

    def _add_pair(self, token: int, persons: Backward, states: Backward) -> None:
        leaders = pair_words(self.syntax, token, self.words)
        if leaders is None:
            return
        looking = persons if leaders else states
        pair = looking.pair(token, leaders) or self._pair_ahead(token, looking, leaders)
        first = min([token, *(child for child in self.syntax.children[token] if child < token)])
        self._collected.add(first, token + 1, token, "group", pair)

    def _add_introduced(self) -> None:
        """Somebody described first and named at the next statement is one person.

        "A Democratic lawmaker criticised …", and in the next sentences "…, Jane Doe said": the name comes without an
        office of its own, and nobody else of that country and sector is first named there.
        """
        newly_named: dict[int, list[tuple[str, Mention]]] = defaultdict(list)
        met: set[str] = set()
        for mention in sorted(self._collected.mentions, key=lambda mention: mention.first):
            if mention.form == "name" and len(mention.actors) == 1 and mention.actors[0] not in met:
                met.add(mention.actors[0])
                newly_named[self.syntax.sentence[mention.head]].append((mention.actors[0], mention))
        for mention in self._collected.mentions:
            if mention.form != "description" or len(mention.actors) != 1:
                continue
            if self.syntax.lower[mention.head] not in self.directory.one_person:
                continue
            if self.syntax.lower[mention.first] not in ("a", "an"):
                continue
            group = self._collected.actors[mention.actors[0]]
            sentence = self.syntax.sentence[mention.head]
            fitting = [
                person
                for near in (sentence + 1, sentence + 2)
                for person, name in newly_named.get(near, ())
                if self._can_be(person, name, group)
            ]
            if len(fitting) == 1:
                self._join(mention, fitting[0], group)

    def _can_be(self, person: str, name: Mention, group: Actor) -> bool:
        """Whether a person named without an office can be somebody of that country and sector."""
        actor = self._collected.actors[person]
        bare = name.last - name.first == len(actor.name.replace("-", " - ").split())
        return (
            bare
            and actor.kind == "person"
            and actor.sector in (None, group.sector)
            and actor.country in (None, group.country)
        )

    def _join(self, described: Mention, person: str, group: Actor) -> None:
        actor = self._collected.actors[person]
        self._collected.actors[person] = msgspec.structs.replace(
            actor, country=actor.country or group.country, sector=actor.sector or group.sector
        )
        self._collected.replace(described, replace(described, actors=(person,)))

    def _pair_ahead(self, token: int, looking: Backward, leaders: bool) -> tuple[str, ...]:
        """In a title or a bullet nobody has been named yet: whom the first sentence of the body names."""
        if self.syntax.blocks[self.syntax.block[token]].kind not in SUMMARIES:
            return ()
        for number, (first, last) in enumerate(self.syntax.sentences):
            if (
                number > self.syntax.sentence[token]
                and self.syntax.blocks[self.syntax.block[first]].kind == "paragraph"
            ):
                return looking.pair(last - 1, leaders)
        return ()

    def _candidates(self, *, persons: bool) -> list[Candidate]:
        found = []
        for mention in self._collected.mentions:
            if len(mention.actors) != 1:
                continue
            actor = self._collected.actors[mention.actors[0]]
            one = actor.kind == "person" or (
                mention.form == "description" and self.syntax.lower[mention.head] in self.directory.one_person
            )
            if one if persons else actor.kind == "country":
                found.append(self._candidate(mention, actor))
        return found

    def _candidate(self, mention: Mention, actor: Actor) -> Candidate:
        fact = self._collected.facts.get(actor.id)
        nouns = [self.syntax.lower[mention.head]] if mention.form == "description" else []
        if actor.role:
            nouns.append(actor.role.lower().split()[-1])
        return Candidate(
            mention.head,
            actor.id,
            fact.gender if fact else None,
            fact.portfolio if fact else None,
            actor.country,
            tuple(nouns),
        )
