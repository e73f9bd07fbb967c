"""What is shown in public: excerpts of the words behind each fact, never the whole text of a report.

Texts are their publishers'. So, whatever the view and in whatever form: no string is longer than an excerpt, and where
a report is so short that an excerpt could be all of it, no string holds more than half of it. A view that holds a whole
text, or pieces that add up to one, has a method `excerpted` that gives it without.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec
import sqlalchemy as sa

from bilat.record import Record
from bilat.relations.known import chunks
from bilat.relations.rows import Rows
from bilat.store.tables import reports
from bilat.view.safe import safe_url

V = TypeVar("V")
LONGEST = 300
# Reports of up to so many characters could be told whole, or nearly, by one excerpt.
SHORT = 2 * LONGEST
_LONGEST_ADDRESS = 2000
_CUT = " …"
# Fields that name a report.
_NAMES = ("report", "id")


@runtime_checkable
class Excerptable(Protocol):
    """A view that knows how to leave whole texts out."""

    def excerpted(self) -> Any:
        """The same without whole texts, or pieces that add up to one."""


def excerpted(record: Record, view: V, *, of: Any = None) -> V:
    """The view with excerpts in place of longer words, of the same type; `of` names its reports where it does not."""
    names = {*_named(view), *_named(of)}
    if isinstance(view, Excerptable):
        view = view.excerpted()
    texts = _short_texts(record, names)
    shown: V = _cut(view, tuple(" ".join(text.split()) for text in texts.values()))
    return shown


def cut(words: str, texts: Iterable[str] = ()) -> str:
    """Words cut to an excerpt; of a short text, whose blanks are single ones, to half of it."""
    if len(words) <= _CUT_FROM or (safe_url(words) and len(words) <= _LONGEST_ADDRESS):
        return words
    most, plain = LONGEST, " ".join(words.split())
    for text in texts:
        if plain in text or text in plain:
            most = min(most, len(text) // 2)
    if len(words) <= most:
        return words
    short = words[: max(0, most - len(_CUT))]
    return (short[: short.rfind(" ")] if " " in short else short).rstrip(" ,;:") + _CUT


# A few words are no text.
_CUT_FROM = 40


def _cut(value: Any, texts: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return cut(value, texts)
    if isinstance(value, msgspec.Struct):
        changed = {name: _cut(old, texts) for name, old in _fields(value) if isinstance(old, _HOLDERS)}
        return msgspec.structs.replace(value, **changed)
    if isinstance(value, Rows):
        return Rows((_cut(each, texts) for each in value), value.kind)
    if isinstance(value, tuple | list):
        return type(value)(_cut(each, texts) for each in value)
    if isinstance(value, dict):
        return {name: _cut(each, texts) for name, each in value.items()}
    return value


_HOLDERS = (str, msgspec.Struct, tuple, list, dict)


def _fields(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(struct, name)) for name in struct.__struct_fields__)


def _named(value: Any) -> Iterator[str]:
    """Every word of a view that may be the id of a report."""
    if isinstance(value, msgspec.Struct):
        for name, each in _fields(value):
            if isinstance(each, str):
                if name in _NAMES:
                    yield each
            elif isinstance(each, _HOLDERS):
                yield from _named(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _named(each)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _named(each)


def _short_texts(record: Record, ids: set[str]) -> dict[int, str]:
    """The texts of those reports that are short, all revisions, by key."""
    found: dict[int, str] = {}
    wanted = sa.select(reports.c.report, reports.c.text).where(sa.func.length(reports.c.text) <= SHORT)
    with record.store.reading() as connection:
        for chunk in chunks(sorted(ids)):
            found |= {row.report: row.text for row in connection.execute(wanted.where(reports.c.id.in_(chunk)))}
    return found
