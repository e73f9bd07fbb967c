"""Who is meant where the words beside a measure name nobody: by a pronoun, an office, or as the only other country."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from bilat.codebook.measures import MeasureWords
from bilat.reading.cast import Cast, Mention
from bilat.reading.countries import Countries, Named
from bilat.syntax import Syntax

# Within so many tokens before "the ministry" its country is looked for.
_BEFORE = 120
_PRONOUNS = frozenset({"it", "they", "he", "she", "its", "their", "we", "our"})
# How many times the second country of a pair is named for one time that the third is.
_CLEARLY = 1.5
# How many times the country at home acts for one time that the next one does.
_BY_FAR = 2.5


class Stage(Countries):
    """The countries of a report with what is known of them from elsewhere in it."""

    def __init__(self, syntax: Syntax, cast: Cast, words: MeasureWords) -> None:
        """Only reads; what is counted is counted once a report."""
        super().__init__(syntax, cast)
        self.words = words

    @cached_property
    def _acting(self) -> list[tuple[int, Named]]:
        """Where the report names a state, or somebody who acts for one, in text order."""
        found = [(m.first, Named(ids, m)) for m in self.cast.mentions if (ids := self.acting(m))]
        return sorted(found, key=lambda place: place[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [first for first, _ in self._acting]

    @cached_property
    def _named(self) -> list[tuple[str, int]]:
        """The countries that the report names, most often named first, with how often."""
        counts: Counter[str] = Counter()
        for mention in self.cast.mentions:
            counts.update(actor for actor in self.belonging(mention) if self.is_state(actor))
        return sorted(counts.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def sharing(self) -> tuple[str, ...]:
        """The bodies of the report whose members share out what each may make or sell."""
        known = self.words.lists.sharing_bodies
        return tuple(id_ for id_, actor in self.cast.actors.items() if actor.name.lower() in known)

    @cached_property
    def shares_quotas(self) -> bool:
        """Whether the report speaks of such a body, or of the agreement that its members have."""
        text = " ".join(self.syntax.lower)
        return bool(self.sharing) or any(pact in text for pact in self.words.lists.sharing_pacts)

    def is_state(self, actor: str) -> bool:
        """Whether an actor is a country or its bloc, and no body of many states."""
        found = self.cast.actors.get(actor)
        return found is not None and found.sector != "IGO" and bool(found.country)

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two countries that the report is about, where it is about two."""
        named = self._named
        if len(named) < 2:
            return ()
        if len(named) > 2 and (named[1][1] < 2 or named[1][1] < _CLEARLY * named[2][1]):
            return ()
        return (named[0][0], named[1][0])

    @cached_property
    def home(self) -> str | None:
        """The country whose own affairs the report tells: of all that act in it, by far the most often named."""
        acting: Counter[str] = Counter()
        for _, named in self._acting:
            if len(named.ids) == 1 and named.mention.form != "pronoun":
                acting.update(named.ids)
        ranked = acting.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _BY_FAR * ranked[1][1]):
            return None
        return ranked[0][0] if self.is_state(ranked[0][0]) else None

    def other_than(self, ids: Iterable[str], token: int) -> tuple[str, ...]:
        """The only other country that the sentence names; else the other of the two that the report is about."""
        known = set(ids)
        here = self.in_sentence(token) - known
        if here:
            return tuple(here) if len(here) == 1 else ()
        if len(self.pair) == 2 and len(known & set(self.pair)) == 1:
            return tuple(actor for actor in self.pair if actor not in known)
        return ()

    def in_sentence(self, token: int) -> set[str]:
        """The countries that the sentence of a token names."""
        first, last = self.syntax.sentences[self.syntax.sentence[token]]
        return {actor for named in self.within(first, last) for actor in named.ids if self.is_state(actor)}

    def spoken_for(self, noun: int) -> Named | None:
        """The country that "it", "its", "the ministry", "the bloc" stand for, where the cast has not said so."""
        word = self.syntax.lower[noun]
        if word in _PRONOUNS:
            return self._subject_above(noun)
        if word in self.words.lists.bloc and (bloc := self.bloc) is not None:
            return bloc
        if word == "bloc":
            return None  # another one
        if word in self.words.lists.offices:
            return self._speaker_above(noun) or self._latest_before(noun)
        return None

    @cached_property
    def bloc(self) -> Named | None:
        """The European bloc, where it acts in the report."""
        return next((named for _, named in self._acting if {self.cast.country(i) for i in named.ids} == {"EUU"}), None)

    def _speaker_above(self, noun: int) -> Named | None:
        """Whose official says what "the government" does: "Peru's minister said the government would"."""
        syntax = self.syntax
        for above in syntax.ancestors(noun):
            if syntax.tag[above][0] == "V" and syntax.lower[above] in self.words.lists.saying:
                subject = syntax.child(above, "nsubj")
                return self.actor_at(subject) if subject is not None and subject != noun else None
        return None

    def _subject_above(self, pronoun: int) -> Named | None:
        """Whose clause a pronoun stands in: "Peru said that it would", "Peru's promise to say how it"."""
        syntax = self.syntax
        for above in syntax.ancestors(pronoun):
            if syntax.tag[above][0] == "V":
                act = self.words.over.get(syntax.lower[above])
                subject = syntax.child(above, "nsubj", "nsubjpass")
                if subject is None or subject == pronoun or syntax.left[subject] <= pronoun <= syntax.right[subject]:
                    continue
                if act is not None and act.name == "urge":
                    continue  # "Chile wants it to cut": Chile is somebody else
                found = self.actor_at(subject)
                if found is None and syntax.lower[subject] in self.words.lists.offices - {"bloc"}:
                    found = self._latest_before(subject)
                if found is not None:
                    return found
            elif syntax.tag[above][0] == "N" and above < pronoun:
                owner = syntax.child(above, "poss")
                found = self.actor_at(owner) if owner is not None and owner != pronoun else None
                if found is not None:
                    return found
        return None

    def _latest_before(self, token: int) -> Named | None:
        """The country that acted last before a token."""
        number = bisect_left(self._starts, token) - 1
        while number >= 0 and self._starts[number] > token - _BEFORE:
            named = self._acting[number][1]
            if self._names_one(named.mention):
                return named
            number -= 1
        return None

    def _names_one(self, mention: Mention) -> bool:
        ids = self.acting(mention)
        first = mention.head
        while self.syntax.dep[first] == "conj":
            first = self.syntax.head[first]
        said = self.syntax.dep[first] not in ("amod", "compound", "nmod", "pobj", "dobj")
        return len(ids) == 1 and said and mention.form != "pronoun" and self.is_state(ids[0])
