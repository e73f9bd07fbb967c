"""Whose accounts one report holds of an event: its own, and what it tells of each side's post, statement or words.

A readout, post or statement is one account, its publisher's. A neutral report is an account itself, and hands on those
of others: each speaker of one of the sides, and each post or statement that it names, is one more.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bilat.records import Document, Event, Reading, Statement
from bilat.relations.naming import country_in
from bilat.relations.passages import Place, figures, paragraph, sentences, ways, words_at

# Kinds of document that one side writes itself, and the media in which a side speaks for itself.
OFFICIAL = frozenset({"readout", "statement", "post", "transcript"})
_OFFICIAL_MEDIA = frozenset({"statement", "post"})
_UNTOLD_MEDIA = frozenset({"unknown", "reported"})
# A statement of fewer words than this carries nothing on its own ("the call on X").
FEWEST_WORDS = 5
# Beliefs and wishes ascribed to somebody are no account of what was said.
_ASCRIBED = frozenset({"think", "want"})


@dataclass(frozen=True, slots=True)
class Omission:
    """A place that says what an account leaves out, and the sentence that says so."""

    what: Place
    sentence: Place


@dataclass(slots=True)
class Voice:
    """One account. `complete` says that all of its words are in the record, not only what a report tells of them."""

    label: str
    kind: str
    side: str | None
    speaker: str | None
    complete: bool
    places: list[Place] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)


class Telling:
    """What one report tells of an event."""

    def __init__(self, reading: Reading, events: Sequence[Event], pair: Iterable[str]) -> None:
        """`events` are the report's accounts of the event, `pair` the countries it is between."""
        self.reading = reading
        self.document = reading.document
        self.pair = tuple(pair)
        skipped = [Place(each.where, *each.span) for each in reading.skipped]
        self.sentences = [one for one in sentences(self.document) if not any(one.touches(each) for each in skipped)]
        self.events = tuple(events)
        self._about = self._sentences_about()
        self._near = {paragraph(self.document, one) for one in self._about}
        self.omissions = self._omissions()

    def voices(self) -> list[Voice]:
        """The accounts, the report's own first."""
        document = self.document
        if document.kind in OFFICIAL:
            return [self._own(self.sentences, self._publisher())]
        others = self._others()
        places = self._about + [place for voice in others for place in voice.places]
        return [self._own(_apart(places), None), *others]

    def _own(self, places: list[Place], side: str | None) -> Voice:
        document = self.document
        said = [] if document.kind not in OFFICIAL else list(self.reading.statements)
        return Voice(
            label=document.source or document.title or document.id,
            kind=document.kind,
            side=side,
            speaker=None,
            complete=True,
            places=places,
            statements=said,
        )

    def _publisher(self) -> str | None:
        """The side whose document it is: by its source, else the one whose people speak in it, if it is one alone."""
        side = country_in(self.document.source or "", self.pair)
        if side is not None:
            return side
        people = {actor.id: actor.country for actor in self.reading.actors}
        speaking = {people.get(one.speaker.actor or "") for one in self.reading.statements if one.speaker} & {
            *self.pair
        }
        return speaking.pop() if len(speaking) == 1 else None

    def _sentences_about(self) -> list[Place]:
        """The sentences about the event, and those that go on after one in its paragraph."""
        found: list[Place] = []
        going_on = None
        for sentence in self.sentences:
            number = paragraph(self.document, sentence)
            if self._is_about(sentence):
                going_on = number
            if number == going_on:
                found.append(sentence)
        return found

    def _is_about(self, sentence: Place) -> bool:
        own = [Place(event.where, *event.span) for event in self.events]
        own += [Place(each.where, *each.span) for event in self.events for each in event.tellings]
        if any(sentence.touches(place) for place in own):
            return True
        words = words_at(self.document, sentence)
        return any(ways().speaks_of(words, event.type, event.mode) for event in self.events)

    def _omissions(self) -> list[Omission]:
        found = []
        for sentence in self.sentences:
            for start, end in ways().left_out(words_at(self.document, sentence)):
                what = Place(sentence.where, sentence.start + start, sentence.start + end)
                found.append(Omission(what, sentence))
        return found

    def _others(self) -> list[Voice]:
        """The accounts that a neutral report hands on, each with the words that it tells of it."""
        groups: dict[str, list[Statement]] = {}
        for statement in self.reading.statements:
            key = self._voice_of(statement)
            if key is not None and statement.act not in _ASCRIBED:
                groups.setdefault(key, []).append(statement)
        found = []
        for group in groups.values():
            about = [one for one in group if self._tells(one)]
            if about:
                official = {one.medium for one in about} & _OFFICIAL_MEDIA
                found.append(self._voice([one for one in group if one in about or one.medium in official]))
        return found

    def _voice_of(self, statement: Statement) -> str | None:
        """Who speaks, as far as it tells accounts apart; None for those who are no side of the event."""
        actor = statement.speaker.actor if statement.speaker else None
        known = next((each for each in self.reading.actors if each.id == actor), None)
        if known is not None:
            takes_part = any(known.id in (*event.source, *event.target) for event in self.events)
            return known.id if takes_part or known.country in self.pair else None
        if statement.medium not in _OFFICIAL_MEDIA:
            return None
        name = self._speaker_words(statement)
        if name and name in (self.document.source or ""):
            return None  # the outlet's own post
        return f"{statement.medium} {name}" if _is_name(name) else statement.medium

    def _speaker_words(self, statement: Statement) -> str:
        span = statement.speaker.span if statement.speaker else None
        return words_at(self.document, Place(statement.where, *span)) if span else ""

    def _tells(self, statement: Statement) -> bool:
        """Whether a statement is about the event: in a passage about it, or a party's own post right beside one."""
        place = _place(statement)
        if any(place.touches(sentence) for sentence in self._about):
            return True
        number = paragraph(self.document, place)
        if number in self._near:
            return True
        return statement.medium in _OFFICIAL_MEDIA and bool(self._near & {number - 1, number + 1} - {-1})

    def _voice(self, group: list[Statement]) -> Voice:
        first = group[0]
        actor = first.speaker.actor if first.speaker else None
        known = next((each for each in self.reading.actors if each.id == actor), None)
        name = known.name if known else next((w for w in map(self._speaker_words, group) if _is_name(w)), None)
        form = self._form(group, known.name.split()[-1] if known else None)
        words = " ".join(self._speaker_words(one) for one in group)
        side = known.country if known else country_in(words, self.pair)
        places = [_place(one) for one in group]
        omissions = [one for one in self.omissions if any(place.touches(one.sentence) for place in places)]
        said = [one for one in group if not any(_place(one).touches(omission.what) for omission in omissions)]
        return Voice(
            label=_label(name, form, self._speaker_words(first)),
            kind=form or "words",
            side=side if side in self.pair else None,
            speaker=known.name if known else name,
            complete=any(one.kind == "direct" and one.cue is None and one.medium in _OFFICIAL_MEDIA for one in said),
            places=[_place(one) for one in said],
            statements=[one for one in said if one.same_as is None],
            omissions=omissions,
        )

    def _form(self, group: list[Statement], last_name: str | None) -> str | None:
        """Post or statement: as the words were read, else as a sentence on the event says ("his post on the call")."""
        media = {one.medium for one in group} - _UNTOLD_MEDIA
        if len(media) == 1:
            return next(iter(media))
        if media or last_name is None:
            return None
        for sentence in self._about:
            words = words_at(self.document, sentence)
            if re.search(rf"\b{re.escape(last_name)}\b", words):
                for form, pattern in ways().forms.items():
                    if re.search(rf"(?:\b(?:his|her|their|a)|{re.escape(last_name)}['’]s) {pattern.pattern}", words):
                        return form
        return None


def numbers_of(document: Document, voice: Voice) -> list[str]:
    """The figures in an account's words, without what it is said to leave out."""
    return list(dict.fromkeys(each for place in voice.places for each in figures(words_at(document, place))))


def topics_of(reading: Reading, voice: Voice, omissions: Sequence[Omission]) -> Mapping[str, list[Place]]:
    """The topics that an account names, with the places of the words that name them."""
    found: dict[str, list[Place]] = {}
    for topic in reading.topics:
        places = [Place("title", *span) for span in topic.title_spans] + [Place("text", *span) for span in topic.spans]
        for place in places:
            inside = any(each.where == place.where and each.holds(place[1:]) for each in voice.places)
            if inside and not any(place.touches(omission.what) for omission in omissions):
                found.setdefault(topic.id, []).append(place)
    return found


def _place(statement: Statement) -> Place:
    spans = statement.content.spans
    return Place(statement.where, spans[0][0], spans[-1][1])


def _apart(places: Iterable[Place]) -> list[Place]:
    """Each stretch once, in order."""
    return sorted(dict.fromkeys(places), key=lambda place: (place.where == "text", place.start, place.end))


def _is_name(words: str | None) -> bool:
    """Whether the words of a speaker are a name: "Sample Ministry", not "the statement" or "it"."""
    return bool(words) and all(word[0].isupper() for word in words.split()) and len(words.split()) > 1  # type: ignore[union-attr]


def _label(name: str | None, form: str | None, words: str) -> str:
    if name is not None:
        return f"{name}’s {form}" if form in _OFFICIAL_MEDIA else name
    if words and re.search(r"\b(?:statement|readout|post)\b", words):
        return words[0].upper() + words[1:]
    return f"A {form or 'statement'}"
