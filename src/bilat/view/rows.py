"""What was read, as rows that the terminal and the page both show: head, tags, the report's words, small facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bilat.records import (
    Agreement,
    Event,
    Measure,
    Passage,
    Place,
    Reading,
    Span,
    Statement,
    Talks,
    When,
    Where,
)
from bilat.view import wording
from bilat.view.marks import LETTERS, keyed
from bilat.view.safe import one_line
from bilat.view.wording import Names


@dataclass(frozen=True, slots=True)
class Bit:
    """Some words in one role; `link` is the anchor they point to, `hint` an explanation in small print."""

    text: str
    role: str = ""
    link: str | None = None
    hint: str | None = None


Bits = tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One item. `facts` are named small facts, `by` the rule that read it, `score` PLOVER's intensity for an event."""

    key: str
    head: Bits
    tags: Bits = ()
    quote: Bits = ()
    facts: tuple[tuple[str, Bits], ...] = ()
    by: str = ""
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one kind."""

    letter: str
    title: str
    rows: tuple[Row, ...] = field(default=())


def groups_of(reading: Reading) -> tuple[Group, ...]:
    """All items of the Reading by kind, the kinds that are empty left out."""
    rows = _Rows(reading)
    groups = (
        ("events", "Events", [rows.event(item, n) for n, item in enumerate(reading.events, 1)]),
        ("statements", "Statements", [rows.statement(item, n) for n, item in enumerate(reading.statements, 1)]),
        ("measures", "Measures", [rows.measure(item, n) for n, item in enumerate(reading.measures, 1)]),
        ("talks", "Talks", [rows.talks(item, n) for n, item in enumerate(reading.talks, 1)]),
        ("agreements", "Agreements", [rows.agreement(item, n) for n, item in enumerate(reading.agreements, 1)]),
        ("key_points", "Key points", rows.key_points()),
        ("actors", "Actors", rows.actors()),
        ("times", "Times", rows.times()),
        ("topics", "Topics", rows.topics()),
        ("skipped", "Not coded", rows.skipped()),
    )
    return tuple(Group(LETTERS[kind], title, tuple(found)) for kind, title, found in groups if found)


def event_row(reading: Reading, event: Event) -> Row:
    """The row of one event, for views that choose events from several Readings."""
    return _Rows(reading).event(event, 1 + reading.events.index(event))


def measure_row(reading: Reading, measure: Measure) -> Row:
    """The row of one measure."""
    return _Rows(reading).measure(measure, 1 + reading.measures.index(measure))


def talks_row(reading: Reading, talks: Talks) -> Row:
    """The row of one negotiation."""
    return _Rows(reading).talks(talks, 1 + reading.talks.index(talks))


class _Rows:
    """Makes rows of one Reading's items."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names = Names(reading.actors)
        self.keys = keyed(reading)

    def event(self, event: Event, number: int) -> Row:
        key = f"e{number}"
        kind = Bit(f"{event.type} {event.mode or ''}".strip(), "type", hint=wording.EVENT_TYPES[event.type])
        return Row(
            key=key,
            head=(Bit(self.names.direction(event.source, event.target), "who"),),
            tags=(kind, _status(event.status), *self._dated(event.time)),
            quote=self._quote(event.span, event.where, event.trigger),
            facts=_facts(
                ("where", _place(event.place)),
                ("according to", self._according_to(event.according_to)),
                ("topics", _listed(event.topics)),
                ("contexts", _listed(event.contexts)),
                ("told again", self._tellings(key, event.tellings)),
                ("score", (Bit(f"{event.score:.2f}"),) if event.score is not None else ()),
            ),
            by=event.by,
            intensity=event.intensity,
        )

    def statement(self, statement: Statement, number: int) -> Row:
        said = wording.ACTS[statement.act]
        to = (Bit(f" to {self.names.full(statement.addressee)}"),) if statement.addressee else ()
        tags = [Bit(statement.kind, "type"), Bit(wording.MEDIA.get(statement.medium, ""), "status")]
        negated = Bit("says that it is not so", "status") if statement.polarity == "negative" else Bit("")
        same = self.keys.get(statement.same_as or "")
        reason = statement.speaker.reason if statement.speaker else None
        cue = (Bit(one_line(statement.cue.text), "words"),) if statement.cue else ()
        return Row(
            key=f"s{number}",
            head=(Bit(self._speaker(statement), "who"), Bit(f" {said}", "act"), *to),
            tags=tuple(tag for tag in (*tags, negated) if tag.text) + self._dated(statement.time),
            quote=self._content(statement),
            facts=_facts(
                ("cue", cue),
                ("speaker", (Bit(one_line(reason)),) if reason else ()),
                ("topics", _listed(statement.topics)),
                ("same words", (Bit(f"statement {same[1:]}", link=same),) if same else ()),
            ),
            by=statement.by,
        )

    def measure(self, measure: Measure, number: int) -> Row:
        key = f"m{number}"
        head = [Bit(wording.measure_name(measure), "number", self._evidence(key, measure.evidence, "rate"))]
        if measure.goods:
            head.append(Bit(" on "))
            head.append(Bit(one_line(measure.goods), "", self._evidence(key, measure.evidence, "goods")))
            if measure.hs:
                head.append(Bit(f" ({wording.chapters(measure.hs)})"))
        elif measure.scope == "all":
            head.append(Bit(" on all goods"))
        who = self.names.direction(measure.imposed_by, measure.on)
        dates = [
            (name, self._dated(time, self._evidence(key, measure.evidence, name)))
            for name, time in (
                ("announced", measure.announced),
                ("effective", measure.effective),
                ("ended", measure.ended),
            )
        ]
        return Row(
            key=key,
            head=(Bit(who, "who"), Bit(" · "), *head),
            tags=(_status(measure.status),) if measure.status != "unknown" else (),
            quote=self._quote(measure.span, measure.where),
            facts=_facts(
                *dates,
                ("value", _text(wording.money(measure.value))),
                ("reason", _text(measure.reason, self._evidence(key, measure.evidence, "reason"))),
                ("legal basis", _text(measure.basis, self._evidence(key, measure.evidence, "basis"))),
                ("exempt", _listed(measure.exemptions)),
                ("on top of", self._other(measure.in_addition_to, "measure")),
                ("replaces", self._other(measure.replaces, "measure")),
                ("according to", self._according_to(measure.according_to)),
                ("told again", self._tellings(key, measure.tellings)),
            ),
            by=measure.by,
        )

    def talks(self, talks: Talks, number: int) -> Row:
        key = f"n{number}"
        head = [Bit(self.names.direction(talks.parties, ()), "who")]
        if talks.subject:
            head.append(Bit(" · "))
            head.append(Bit(one_line(talks.subject), "", self._evidence(key, talks.evidence, "subject")))
        details = [("offer", offer.by, offer.what) for offer in talks.offers]
        details += [("condition", condition.by, condition.what) for condition in talks.conditions]
        meeting = talks.round
        return Row(
            key=key,
            head=tuple(head),
            tags=(_status(talks.status),) if talks.status != "unknown" else (),
            quote=self._quote(talks.span, talks.where),
            facts=_facts(
                ("agreement", self._agreement(talks.agreement)),
                ("round in", _place(meeting.place if meeting else None)),
                ("round on", self._dated(meeting.when if meeting else None)),
                ("who came", _text(self.names.listed(meeting.who)) if meeting and meeting.who else ()),
                ("deadline", self._dated(talks.deadline, self._evidence(key, talks.evidence, "deadline"))),
                *(
                    (f"{kind} by {self.names.full(by)}:" if by else f"{kind}:", _text(what, f"w-{key}-d{count}"))
                    for count, (kind, by, what) in enumerate(details, 1)
                ),
            ),
            by=talks.by,
        )

    def agreement(self, agreement: Agreement, number: int) -> Row:
        return Row(
            key=f"g{number}",
            head=(Bit(one_line(agreement.name), "who"),),
            facts=_facts(
                ("stands for", _text(agreement.expansion)),
                ("parties", _text(self.names.listed(agreement.parties)) if agreement.parties else ()),
            ),
            by=agreement.by,
        )

    def key_points(self) -> list[Row]:
        return [
            Row(key=f"k{n}", head=(Bit(one_line(point.text).strip()),), by=point.by)
            for n, point in enumerate(self.reading.key_points, 1)
        ]

    def actors(self) -> list[Row]:
        rows = []
        for number, actor in enumerate(self.reading.actors, 1):
            key = f"a{number}"
            count = len(actor.title_mentions) + len(actor.mentions)
            anchors = [f"w-{key}", *(f"w-{key}-{n}" for n in range(2, count + 1))][:count]
            about = [actor.role, actor.country if actor.kind != "country" else None]
            about += [wording.SECTORS[actor.sector]] if actor.sector and actor.kind != "country" else []
            tags = (Bit(actor.kind, "type"), *(Bit(one_line(known), "status") for known in about if known))
            mentions = tuple(Bit(str(n), "mention", anchor) for n, anchor in enumerate(anchors, 1))
            rows.append(
                Row(key, (Bit(one_line(actor.name), "who"),), tags, facts=_facts(("named", mentions)), by=actor.by)
            )
        return rows

    def times(self) -> list[Row]:
        rows = []
        for number, time in enumerate(self.reading.times, 1):
            value = wording.plain_time(time.value) if time.value else "not known"
            tags = [Bit(time.type.lower(), "type")]
            tags += [Bit(f"to the {time.precision}", "status")] if time.precision and time.precision != "vague" else []
            tags += [Bit(_BASES[time.basis], "status")] if time.basis else []
            words = self._words(time.span, time.where)
            head = (Bit(value, "when", hint=time.value), Bit(" "), Bit(f"“{words}”", "words"))
            rows.append(Row(f"t{number}", head, tuple(tags), facts=_facts(("why", _text(time.reason))), by=time.by))
        return rows

    def topics(self) -> list[Row]:
        rows = []
        for number, topic in enumerate(self.reading.topics, 1):
            key = f"o{number}"
            count = len(topic.title_spans) + len(topic.spans)
            anchors = [f"w-{key}", *(f"w-{key}-{n}" for n in range(2, count + 1))][:count]
            mentions = tuple(Bit(str(n), "mention", anchor) for n, anchor in enumerate(anchors, 1))
            rows.append(Row(key, (Bit(one_line(topic.id), "who"),), facts=_facts(("named", mentions)), by=topic.by))
        return rows

    def skipped(self) -> list[Row]:
        return [
            Row(f"x{n}", (Bit(one_line(item.reason)),), quote=self._quote(item.span, item.where), by=item.by)
            for n, item in enumerate(self.reading.skipped, 1)
        ]

    def _words(self, span: Span, where: Where) -> str:
        source = self.reading.document.title if where == "title" else self.reading.document.text
        return one_line((source or "")[slice(*span)]).strip()

    def _quote(self, span: Span, where: Where, trigger: Span | None = None) -> Bits:
        """The words of the report, the trigger apart where it lies in them."""
        source = (self.reading.document.title if where == "title" else self.reading.document.text) or ""
        if trigger is None or not span[0] <= trigger[0] < trigger[1] <= span[1]:
            return (Bit(one_line(source[slice(*span)]).strip(), "words"),)
        return (
            Bit(one_line(source[span[0] : trigger[0]]).lstrip(), "words"),
            Bit(one_line(source[slice(*trigger)]), "trigger"),
            Bit(one_line(source[trigger[1] : span[1]]).rstrip(), "words"),
        )

    def _content(self, statement: Statement) -> Bits:
        parts = [_unquoted(self._words(span, statement.where)) for span in statement.content.spans]
        return (Bit(" … ".join(part for part in parts if part), "words"),)

    def _speaker(self, statement: Statement) -> str:
        speaker = statement.speaker
        if speaker is None:
            return "someone not named"
        if speaker.actor:
            return one_line(self.names.full(speaker.actor))
        return f"“{self._words(speaker.span, statement.where)}”" if speaker.span else "someone not named"

    def _according_to(self, statement: str | None) -> Bits:
        key = self.keys.get(statement or "")
        if key is None:
            return (Bit("a statement"),) if statement else ()
        return (Bit(self._speaker(self.reading.statements[int(key[1:]) - 1]), "", key),)

    def _other(self, item: str | None, name: str) -> Bits:
        key = self.keys.get(item or "")
        return (Bit(f"{name} {key[1:]}", "", key),) if key else ()

    def _agreement(self, agreement: str | None) -> Bits:
        key = self.keys.get(agreement or "")
        if key is None:
            return _text(agreement)
        return (Bit(one_line(self.reading.agreements[int(key[1:]) - 1].name), "", key),)

    def _dated(self, time: When | None, words: str | None = None) -> Bits:
        shown = wording.when(time)
        if time is None or shown is None:
            return ()
        known = [f"precise to the {time.precision}"] if time.precision and time.precision != "vague" else []
        known += [_BASES[time.basis]] if time.basis else []
        key = self.keys.get(time.ref or "")
        return (Bit(one_line(shown), "when", words or (f"w-{key}" if key else None), ", ".join(known) or None),)

    def _tellings(self, key: str, tellings: Sequence[Passage]) -> Bits:
        return tuple(
            Bit("in the title" if telling.where == "title" else f"place {number}", "mention", f"w-{key}-{number}")
            for number, telling in enumerate(tellings, 1)
        )

    @staticmethod
    def _evidence(key: str, evidence: dict[str, Span], name: str) -> str | None:
        return f"w-{key}-{name}" if name in evidence else None


_BASES = {
    "explicit": "in its own words",
    "published": "counted from the report's date",
    "dateline": "counted from the dateline",
    "context": "counted from another time in the report",
}


# What has not (yet) happened, or not in what the report reports.
_OPEN = ("planned", "hypothetical", "denied", "historical", "proposed", "threatened")


def _status(value: str) -> Bit:
    return Bit(wording.status(value), "open" if value in _OPEN else "status")


def _facts(*facts: tuple[str, Bits]) -> tuple[tuple[str, Bits], ...]:
    return tuple((name, bits) for name, bits in facts if bits)


def _unquoted(words: str) -> str:
    """Words without the quotation marks around them, as the view sets its own."""
    double, single = '"“”', "‘’'`"
    if words[:1] in double + single and words[-1:] in double + single:
        return words.strip(double + single)
    return words.strip(double)


def _text(text: str | None, link: str | None = None) -> Bits:
    return (Bit(one_line(text), "", link),) if text else ()


def _listed(values: Iterable[str]) -> Bits:
    text = ", ".join(values)
    return (Bit(one_line(text)),) if text else ()


def _place(place: Place | None) -> Bits:
    if place is None:
        return ()
    return (Bit(one_line(place.name) + (f" ({place.country})" if place.country else "")),)
