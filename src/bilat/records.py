"""The records of a Reading: what one report says, each item with the words that carry it.

Names and closed lists of values are those of the contract (docs/reference/record.md). All records are frozen and
slotted; `msgspec` turns them into JSON and back, and into the JSON Schema that `bilat schema` prints. Unknown is
`None`, with a `reason` beside it where there is one. Offsets are code points, end exclusive, into `document.text`, or
into `document.title` where an item says `"in": "title"`.
"""

import hashlib
import re
import unicodedata
from typing import Literal

import msgspec

SCHEMA_VERSION = "1"

Span = tuple[int, int]
Where = Literal["text", "title"]

DocumentKind = Literal["report", "readout", "statement", "post", "transcript"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal[
    "second", "minute", "hour", "part-of-day", "day", "weekend", "week", "month", "quarter", "half-year", "season",
    "year", "decade", "century", "vague",
]  # fmt: skip
# What a time's value was counted from: its own words, the report's date, its dateline, or another time in the text.
TimeBasis = Literal["explicit", "published", "dateline", "context"]
ActorKind = Literal["country", "government", "person", "organization", "group"]
Sector = Literal[
    "GOV", "LEG", "MIL", "JUD", "COP", "SPY", "PTY", "OPP", "REB", "PRM", "UAF", "PRE", "BUS", "LAB", "AGR", "CVL",
    "SOC", "EDU", "JRN", "MED", "REL", "REF", "ELI", "CRM", "UNK", "IGO", "NGO",
]  # fmt: skip
StatementKind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "say", "announce", "deny", "accuse", "warn", "threaten", "promise", "offer", "demand", "request", "praise", "agree",
    "refuse", "decline-to-comment", "think", "want",
]  # fmt: skip
Medium = Literal[
    "speech", "interview", "press-conference", "statement", "post", "document", "testimony", "reported", "unknown"
]
Polarity = Literal["positive", "negative"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["occurred", "ongoing", "planned", "hypothetical", "denied", "historical"]
MeasureKind = Literal["tariff", "quota", "ban", "sanction", "export-control", "subsidy", "licence", "other"]
MeasureStatus = Literal["proposed", "threatened", "announced", "in-force", "suspended", "ended", "unknown"]
MeasureScope = Literal["listed", "all", "unknown"]
TalksStatus = Literal["proposed", "under-way", "paused", "concluded", "failed", "unknown"]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every record: frozen, made with keywords only."""


class Dateline(Record, frozen=True, kw_only=True):
    """The opening of a wire report: where and when it was filed. `date` is a TIMEX3 value, `span` covers all of it."""

    place: str | None = None
    country: str | None = None
    date: str | None = None
    agency: str | None = None
    span: Span | None = None


class Document(Record, frozen=True, kw_only=True):
    """One report as it was given. `text` is never normalised; `published` is an ISO date or date and time.

    Of what came through a feed `text_from` says whether the text is the page's, or no more than what the feed held.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    language: str | None = None
    kind: DocumentKind = "report"
    dateline: Dateline | None = None
    text_from: Literal["page", "feed"] | None = None


class Located(Record, frozen=True, kw_only=True):
    """Base of every item read: `where` (JSON: `in`) says which text its spans point into, `by` which rule made it."""

    by: str
    where: Where = msgspec.field(default="text", name="in")


class Time(Located, frozen=True, kw_only=True):
    """A time expression. `value` is TIMEX3; `start` and `end` are the first and last ISO day it can mean."""

    id: str
    span: Span
    type: TimeType
    value: str | None
    start: str | None = None
    end: str | None = None
    precision: Precision | None = None
    basis: TimeBasis | None = None
    reason: str | None = None


class When(Record, frozen=True, kw_only=True):
    """When something happened, takes effect or ends; `ref` is the `Time` it was read from.

    `value` is null where the words give no day, month or year of their own ("days before"); `start` and `end` then
    still say what is known, as the first and last possible ISO day.
    """

    value: str | None
    precision: Precision | None = None
    basis: TimeBasis | None = None
    ref: str | None = None
    start: str | None = None
    end: str | None = None


class Actor(Located, frozen=True, kw_only=True):
    """Who acts or speaks. `country` and `role` are as of the document's date; `mentions` point into the text."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None
    role: str | None = None
    mentions: tuple[Span, ...] = ()
    title_mentions: tuple[Span, ...] = ()


class Speaker(Record, frozen=True, kw_only=True):
    """Who said it: `actor` is null where the words (`span`) could not be resolved, `reason` then says why."""

    actor: str | None
    span: Span | None
    reason: str | None = None


class Words(Record, frozen=True, kw_only=True):
    """Words of the document: `text` is the slice at `span`."""

    span: Span
    text: str


class Content(Record, frozen=True, kw_only=True):
    """What was said: the pieces in `spans`, joined by one space in `text`."""

    spans: tuple[Span, ...]
    text: str


class Statement(Located, frozen=True, kw_only=True):
    """Something said, with its speaker, the cue that says so, and its content."""

    id: str
    speaker: Speaker | None
    cue: Words | None
    content: Content
    kind: StatementKind
    act: Act
    medium: Medium = "unknown"
    addressee: str | None = None
    time: When | None = None
    topics: tuple[str, ...] = ()
    polarity: Polarity = "positive"
    same_as: str | None = None


class Place(Record, frozen=True, kw_only=True):
    """Where: the words of the report, and the country if the codebook knows it."""

    name: str
    country: str | None = None
    span: Span | None = None


class Passage(Record, frozen=True, kw_only=True):
    """A stretch of the title or the text."""

    span: Span
    where: Where = msgspec.field(default="text", name="in")


class Alternative(Record, frozen=True, kw_only=True):
    """What an event was nearly coded as, "NONE" for no event, and how likely that is (0 to 1)."""

    type: str
    score: float


class Event(Located, frozen=True, kw_only=True):
    """Who did what to whom: a PLOVER type with its mode and contexts; `tellings` are the other places that tell it."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    time: When | None = None
    place: Place | None = None
    topics: tuple[str, ...] = ()
    status: EventStatus = "occurred"
    according_to: str | None = None
    intensity: float | None = None
    span: Span
    trigger: Span
    score: float | None = None
    nearly: tuple[Alternative, ...] = ()
    tellings: tuple[Passage, ...] = ()


class Rate(Record, frozen=True, kw_only=True):
    """A rate as the report gives it; `value` 25.0 with `unit` "percent"."""

    value: float
    unit: str


class Money(Record, frozen=True, kw_only=True):
    """An amount of money in units of `currency` (ISO 4217), or of goods it stands for."""

    amount: float
    currency: str | None


class Measure(Located, frozen=True, kw_only=True):
    """A trade or diplomatic measure. `evidence` gives, field by field, the words that carry the field.

    `hs` are the chapters of the Harmonized System ("72") that the words of `goods` plainly mean.
    """

    id: str
    kind: MeasureKind
    imposed_by: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    scope: MeasureScope = "unknown"
    rate: Rate | None = None
    value: Money | None = None
    goods: str | None = None
    hs: tuple[str, ...] = ()
    basis: str | None = None
    reason: str | None = None
    exemptions: tuple[str, ...] = ()
    announced: When | None = None
    effective: When | None = None
    ended: When | None = None
    status: MeasureStatus = "unknown"
    in_addition_to: str | None = None
    replaces: str | None = None
    according_to: str | None = None
    span: Span
    evidence: dict[str, Span] = {}
    tellings: tuple[Passage, ...] = ()


class Round(Record, frozen=True, kw_only=True):
    """One round of talks: where, when, who came."""

    place: Place | None = msgspec.field(default=None, name="where")
    when: When | None = None
    who: tuple[str, ...] = ()


class Offer(Record, frozen=True, kw_only=True):
    """What one party offers another in talks."""

    by: str | None
    to: str | None
    what: str
    according_to: str | None
    span: Span


class Condition(Record, frozen=True, kw_only=True):
    """What a party says must hold before there is a deal."""

    by: str | None
    what: str
    span: Span


class Talks(Located, frozen=True, kw_only=True):
    """Negotiations between parties, as the report shows them."""

    id: str
    parties: tuple[str, ...]
    subject: str | None = None
    agreement: str | None = None
    status: TalksStatus = "unknown"
    round: Round | None = None
    offers: tuple[Offer, ...] = ()
    conditions: tuple[Condition, ...] = ()
    deadline: When | None = None
    span: Span
    evidence: dict[str, Span] = {}


class Agreement(Located, frozen=True, kw_only=True):
    """A named agreement; `expansion` is the name an abbreviation stands for, in the report's own words."""

    id: str
    name: str
    expansion: str | None = None
    parties: tuple[str, ...] = ()
    span: Span


class Topic(Located, frozen=True, kw_only=True):
    """A topic of the codebook and the words that name it."""

    id: str
    spans: tuple[Span, ...] = ()
    title_spans: tuple[Span, ...] = ()


class KeyPoint(Located, frozen=True, kw_only=True):
    """A sentence that carries the report."""

    text: str
    span: Span


class Skipped(Located, frozen=True, kw_only=True):
    """Words that were read and deliberately not coded."""

    span: Span
    reason: str


class Reading(Record, frozen=True, kw_only=True):
    """Everything read from one document. `to_json` and `from_json` are inverse to each other."""

    schema_version: str = SCHEMA_VERSION
    document: Document
    times: tuple[Time, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    talks: tuple[Talks, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    topics: tuple[Topic, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def to_json(self) -> bytes:
        """One line of UTF-8 JSON, without the line end."""
        return _ENCODER.encode(self)

    @classmethod
    def from_json(cls, line: bytes | str) -> "Reading":
        """The Reading that `to_json` wrote. Raises `msgspec.ValidationError` where the line is not one."""
        return _DECODER.decode(line)

    def _repr_html_(self) -> str:
        """The marked report, for Jupyter."""
        from bilat.view.html import reading_as_fragment  # the view is loaded only when something is shown

        return reading_as_fragment(self)


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Reading)


# Raised whenever a rule changes what is read, so that the record knows which rows are older.
RULES_VERSION = "1"


def rule(name: str) -> str:
    """The `by` of an item read by a rule: "times.weekday" -> "times.weekday/1"."""
    return f"{name}/{RULES_VERSION}"


def content_id(prefix: str, *parts: object) -> str:
    """An id made from content: the same parts give the same id on every machine (64 bits of BLAKE2b)."""
    joined = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return f"{prefix}-{hashlib.blake2b(joined, digest_size=8).hexdigest()}"


def slug(name: str) -> str:
    """A name as a readable id: "Piyush Goyal" -> "piyush-goyal"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
