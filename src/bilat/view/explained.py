"""What a person is told of one item: the records that `bilat.explain` makes and `bilat explain` shows.

Words of the report stand beside every reason; `span` and `where` are as in the item itself.
"""

from typing import Literal

import msgspec

from bilat.records import Alternative, Record, Span, When, Where

Kind = Literal["event", "measure"]
# Who made an item: the learned judge, an entry of events.toml, what somebody says, a measure, any other rule.
ReaderKind = Literal["judge", "entry", "speech", "measure", "rule"]


class Quoted(Record, frozen=True, kw_only=True):
    """Words of the report; `text` is the slice at `span`."""

    text: str
    span: Span
    where: Where = msgspec.field(default="text", name="in")


class Sentence(Quoted, frozen=True, kw_only=True):
    """The sentence that tells the item, the words that name it in it, and the number of its paragraph in the text."""

    trigger: Span
    paragraph: int | None = None


class Party(Record, frozen=True, kw_only=True):
    """One actor on one side. `words` mean it in the sentence, or where `here` is false, the last ones before."""

    side: Literal["source", "target"]
    actor: str
    name: str
    here: bool
    words: tuple[Quoted, ...] = ()


class Fit(Record, frozen=True, kw_only=True):
    """A condition of an entry, what it asks for, and which words of the clause are such."""

    condition: str
    wanted: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Reader(Record, frozen=True, kw_only=True):
    """What made the item. `name` is the entry's or the rule's, `why` says in words what it goes by."""

    kind: ReaderKind
    by: str
    name: str
    why: str
    fits: tuple[Fit, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()


class StatusWord(Quoted, frozen=True, kw_only=True):
    """A word that event_status.toml has, under `table`: what it can say, and whether that is what was read."""

    table: str
    says: str
    bears: bool


class Standing(Record, frozen=True, kw_only=True):
    """The status of the item, why it has it, and the words of the sentence that speak of it."""

    value: str
    why: str
    words: tuple[StatusWord, ...] = ()


class Dated(Record, frozen=True, kw_only=True):
    """The time of an event, and the words that give it."""

    when: When
    shown: str
    words: Quoted | None = None


class Teller(Record, frozen=True, kw_only=True):
    """Whose statement it is according to: the statement's id, its speaker in words, and its cue."""

    statement: str
    speaker: str
    cue: str | None = None


class Field(Record, frozen=True, kw_only=True):
    """A field of a measure with the words behind it, null where they stand elsewhere."""

    name: str
    value: str
    words: Quoted | None = None


class Listed(Record, frozen=True, kw_only=True):
    """An item that can be explained, in one line."""

    id: str
    line: str


class Explanation(Record, frozen=True, kw_only=True):
    """Why one item was read as it was; `changes` would have made it otherwise, `others` are what else there is."""

    id: str
    kind: Kind
    line: str
    sentence: Sentence
    parties: tuple[Party, ...] = ()
    reader: Reader
    score: float | None = None
    judged: str | None = None
    nearly: tuple[Alternative, ...] = ()
    status: Standing
    time: Dated | None = None
    according_to: Teller | None = None
    tellings: tuple[Quoted, ...] = ()
    fields: tuple[Field, ...] = ()
    not_said: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    others: tuple[Listed, ...] = ()
