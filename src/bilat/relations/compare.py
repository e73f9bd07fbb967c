"""One call, visit or meeting as each account of it tells it: topics named, topics left out, what only one account has.

An account is a side's own document (readout, statement, post), a report, or what a report hands on of a side's post,
statement or words. Of a side that a report only quotes, `complete` is false: what it leaves out is left out as far as
that report tells it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec
import sqlalchemy as sa

from bilat.codebook.topics import load_topics
from bilat.records import Reading, Record, Span, Where, rule
from bilat.relations.event_accounts import (
    Row,
    accounts_of,
    day_of,
    documents_beside,
    lead_of,
    pair_of_accounts,
    who_of,
    why_beside,
)
from bilat.relations.known import Source, independent, source_of
from bilat.relations.naming import country_name
from bilat.relations.passages import Place, sentences, words_at
from bilat.relations.voices import FEWEST_WORDS, Telling, Voice, numbers_of, topics_of
from bilat.store import load_reading
from bilat.store.corrections import fixes_of
from bilat.store.rows import Fixes, fixed
from bilat.view.wording import measure_name

BY = rule("compare.left-out")


class NamedTopic(Record, frozen=True, kw_only=True):
    """A topic that an account names: the words that name it, and the first sentence with them."""

    topic: str
    words: tuple[str, ...]
    quote: str
    where: Where
    span: Span


class LeftOut(Record, frozen=True, kw_only=True):
    """A topic that an account does not name: the accounts that do, and the report's own words where one says so."""

    topic: str
    named_by: tuple[str, ...]
    told: Source | None = None


class Said(Record, frozen=True, kw_only=True):
    """A statement of an account: its id in the report and its words."""

    item: str
    act: str
    words: str
    topics: tuple[str, ...]


class Account(Record, frozen=True, kw_only=True):
    """One account of the event.

    `name` says whose it is, `label` also which report hands it on. `kind` is that of the document, or post,
    statement or words for what a report hands on. `side` is the country that speaks, null for a report. `complete`
    says that all its words are in the record. `reason` says why the report stands here. What `only_` begins is in
    this account alone.
    """

    label: str
    name: str
    kind: str
    side: str | None
    speaker: str | None
    complete: bool
    reason: str
    names: tuple[NamedTopic, ...]
    leaves_out: tuple[LeftOut, ...]
    statements: tuple[Said, ...]
    measures: tuple[str, ...]
    numbers: tuple[str, ...]
    only_topics: tuple[str, ...]
    only_measures: tuple[str, ...]
    only_numbers: tuple[str, ...]
    reprints: tuple[str, ...]
    source: Source


class Side(Record, frozen=True, kw_only=True):
    """All that one side's accounts name between them, and what they leave out that another account names."""

    country: str
    name: str
    accounts: tuple[str, ...]
    names: tuple[str, ...]
    leaves_out: tuple[str, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """Every account of one event. `named_by_all` are the topics that no account leaves out."""

    event: str | None
    type: str
    mode: str | None
    status: str
    day: str | None
    who: tuple[str, ...]
    accounts: tuple[Account, ...]
    sides: tuple[Side, ...]
    named_by_all: tuple[str, ...]
    articles: int
    independent_sources: int


@dataclass(slots=True)
class _Told:
    """An account while it is put together."""

    voice: Voice
    label: str
    report: int
    reading: Reading
    reason: str
    source: Source
    reprints: list[str]
    topics: dict[str, list[Place]]
    numbers: list[str]
    measures: list[str]


def compare(connection: sa.Connection, event: str, item: str | None = None, *, as_of: str | None = None) -> Comparison:
    """The accounts of an event, by its id, or by a report's id and the id of the event in it.

    Raises `UsageError` where the record has no such event, or nothing of it was published by `as_of`.
    """
    rows = accounts_of(connection, event, item, as_of)
    pairs = pair_of_accounts(connection, [row.event for row in rows])
    told: list[_Told] = []
    reprints = {row.report for row in rows if row.report_copy_of in {other.report for other in rows}}
    own = [row for row in rows if row.report not in reprints]
    for report in dict.fromkeys(row.report for row in own):
        of_report = [row for row in own if row.report == report]
        told += _told(connection, of_report, pairs, reason=of_report[0].link_reason or "tells the event")
    beside = documents_beside(connection, rows, pairs, as_of)
    for row in beside:
        told += _told(connection, [row], pairs, reason=why_beside(row))
    for each in told:
        copies = [row for row in rows if row.report in reprints and row.report_copy_of == each.report]
        each.reprints = list(dict.fromkeys(row.report_source or row.report_id for row in copies))
    told.sort(key=_order)
    _label_apart(told)
    return _compared(connection, rows, [*rows, *beside], told, pairs)


def _told(connection: sa.Connection, rows: Sequence[Row], pair: Sequence[str], *, reason: str) -> list[_Told]:
    """The accounts of one report."""
    row = rows[0]
    reading = _mended(connection, load_reading(connection, row.report))
    items = {each.item for each in rows}
    telling = Telling(reading, [event for event in reading.events if event.id in items], pair)
    found = []
    for voice in telling.voices():
        label = voice.label
        if voice.kind != reading.document.kind:
            label = f"{label}, as {reading.document.source or reading.document.id} tells it"
        measures = [m for m in reading.measures if any(p.where == m.where and p.holds(m.span) for p in voice.places)]
        found.append(
            _Told(
                voice=voice,
                label=label,
                report=row.report,
                reading=reading,
                reason=reason,
                source=source_of(row),
                reprints=[],
                topics=dict(topics_of(reading, voice, telling.omissions)),
                numbers=numbers_of(reading.document, voice),
                measures=list(dict.fromkeys(measure_name(measure) for measure in measures)),
            )
        )
    return found


def _mended(connection: sa.Connection, reading: Reading) -> Reading:
    """The Reading with what people have set in its events and statements, without those that they have struck out."""
    fixes = fixes_of(connection, reading)
    return msgspec.structs.replace(
        reading,
        events=tuple(fixed(one, fixes.get(one.id)) for one in reading.events if not _dropped(fixes, one.id)),
        statements=tuple(fixed(one, fixes.get(one.id)) for one in reading.statements if not _dropped(fixes, one.id)),
    )


def _dropped(fixes: Fixes, item: str) -> bool:
    return bool(fixes.get(item, {}).get("dropped"))


def _label_apart(told: Sequence[_Told]) -> None:
    """Gives each account a label of its own: two reports by one outlet are told apart by day, then by number."""
    counts = Counter(each.label for each in told)
    for each in told:
        if counts[each.label] > 1:
            each.label = f"{each.label}, {each.source.published or each.source.report}"
    counts = Counter(each.label for each in told)
    met: Counter[str] = Counter()
    for each in told:
        met[each.label] += 1
        if counts[each.label] > 1:
            each.label = f"{each.label} ({met[each.label]})"


def _order(told: _Told) -> tuple[int, str]:
    """The sides' own documents first, then what is told of their posts and words, then the reports."""
    voice = told.voice
    if voice.kind == "report":
        return 3, ""
    return (2 if voice.side is None else 0 if voice.kind == told.reading.document.kind else 1), voice.side or ""


def _compared(
    connection: sa.Connection,
    rows: Sequence[Row],
    reports_of: Sequence[Row],
    told: Sequence[_Told],
    pair: Sequence[str],
) -> Comparison:
    _drop_wider(told)
    order = Counter(topic for each in told for topic in each.topics)
    topics = sorted(order, key=lambda topic: (-order[topic], topic))
    accounts = tuple(_account(each, told, topics) for each in told)
    type_, mode, status = lead_of(rows)
    return Comparison(
        event=rows[0].happening_id,
        type=type_,
        mode=mode,
        status=status,
        day=day_of(rows),
        who=who_of(connection, rows),
        accounts=accounts,
        sides=tuple(side for code in pair if (side := _side(code, accounts, topics)) is not None),
        named_by_all=tuple(topic for topic in topics if order[topic] == len(told)),
        articles=len({row.report for row in reports_of}),
        independent_sources=independent(connection, reports_of),
    )


def _drop_wider(told: Sequence[_Told]) -> None:
    """Takes out a wider topic that no account names but by the words of a narrower one: "tariffs" are "trade"."""
    wider = {row.id: row.part_of for row in load_topics().by_id.values() if row.part_of}
    for whole in sorted(set(wider.values())):
        narrow = {topic for topic, other in wider.items() if other == whole}
        by_narrow = all(
            set(each.topics.get(whole, ())) <= {place for topic in narrow for place in each.topics.get(topic, ())}
            for each in told
        )
        if by_narrow:
            for each in told:
                each.topics.pop(whole, None)


def _account(own: _Told, told: Sequence[_Told], topics: Sequence[str]) -> Account:
    voice, others = own.voice, [each for each in told if each is not own]
    said = _said_left_out(own)
    left = [topic for topic in topics if topic not in own.topics]
    left += [topic for topic in said if topic not in left and topic not in own.topics]
    return Account(
        label=own.label,
        name=voice.label,
        kind=voice.kind,
        side=voice.side,
        speaker=voice.speaker,
        complete=voice.complete,
        reason=own.reason,
        names=tuple(_named(own, topic) for topic in topics if topic in own.topics),
        leaves_out=tuple(
            LeftOut(topic=topic, named_by=tuple(o.label for o in others if topic in o.topics), told=said.get(topic))
            for topic in left
        ),
        statements=tuple(
            Said(item=one.id, act=one.act, words=one.content.text, topics=one.topics)
            for one in voice.statements
            if len(one.content.text.split()) >= FEWEST_WORDS
        ),
        measures=tuple(own.measures),
        numbers=tuple(own.numbers),
        only_topics=_only(own.topics, (each.topics for each in others)),
        only_measures=_only(own.measures, (each.measures for each in others)),
        only_numbers=_only(own.numbers, (each.numbers for each in others)),
        reprints=tuple(own.reprints),
        source=own.source,
    )


def _named(own: _Told, topic: str) -> NamedTopic:
    document, places = own.reading.document, own.topics[topic]
    first = next((place for place in places if place.where == "text"), places[0])
    sentence = next((one for one in sentences(document) if one.touches(first)), first)
    return NamedTopic(
        topic=topic,
        words=tuple({words.lower(): words for words in map(partial(words_at, document), reversed(places))}.values())[
            ::-1
        ],
        quote=words_at(document, sentence),
        where=sentence.where,
        span=(sentence.start, sentence.end),
    )


def _said_left_out(own: _Told) -> dict[str, Source]:
    """The topics that the report itself says this account leaves out, with the sentence that says so."""
    document = own.reading.document
    found: dict[str, Source] = {}
    for omission in own.voice.omissions:
        for topic in own.reading.topics:
            spans = topic.title_spans if omission.what.where == "title" else topic.spans
            if any(omission.what.holds(span) for span in spans):
                sentence = omission.sentence
                found[topic.id] = msgspec.structs.replace(
                    own.source,
                    words=words_at(document, sentence),
                    span=(sentence.start, sentence.end),
                    where=sentence.where,
                    by=BY,
                )
    return found


def _only(own: Iterable[str], others: Iterable[Iterable[str]]) -> tuple[str, ...]:
    elsewhere = {each for other in others for each in other}
    return tuple(each for each in own if each not in elsewhere)


def _side(code: str, accounts: Sequence[Account], topics: Sequence[str]) -> Side | None:
    own = [account for account in accounts if account.side == code]
    if not own:
        return None
    named = {topic.topic for account in own for topic in account.names}
    told = dict.fromkeys(left.topic for account in own for left in account.leaves_out)
    return Side(
        country=code,
        name=country_name(code),
        accounts=tuple(account.label for account in own),
        names=tuple(topic for topic in topics if topic in named),
        leaves_out=tuple(topic for topic in told if topic not in named),
    )
