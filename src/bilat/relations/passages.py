"""Sentences of a report, which of them are about an event, and where they say that an account leaves something out."""

import functools
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import NamedTuple

import msgspec

from bilat.records import Document, Span, Where

# A full stop, question or exclamation mark, what closes a quotation, and white space; or a line end. Where lines are
# wrapped, as on wires, only an empty line or one that is indented begins a paragraph.
_STOP = r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])"
_END = re.compile(_STOP + r"|\n")
_END_WRAPPED = re.compile(_STOP + r"|\n(?=[ \t]*\n|[ \t]{2,})")
_WRAPPED_AT = 90
# A stop after one of these ends no sentence.
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|St|No|vs)|\b[A-Z](?:\.[A-Z])*)\.$")
_FIGURE = re.compile(
    r"(?:(?P<currency>[$€£¥₹]|Rs\.? ?|USD ?|INR ?)\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"(?:[ -]?(?P<unit>%|per ?cent\b|percentage points?\b|trillion|billion|million|crore|lakh"
    r"|days?\b|weeks?\b|months?\b))?",
    re.IGNORECASE,
)


class Place(NamedTuple):
    """A stretch of the title or the text, in code points."""

    where: Where
    start: int
    end: int

    def holds(self, span: Span) -> bool:
        """Whether a span of the same text lies wholly inside."""
        return self.start <= span[0] and span[1] <= self.end

    def touches(self, other: "Place") -> bool:
        """Whether the two share a character."""
        return self.where == other.where and self.start < other.end and other.start < self.end


class _About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mode: str
    words: tuple[str, ...]


class _Patterns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    patterns: tuple[str, ...]
    ends: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    about: tuple[_About, ...]
    background: _Patterns
    left_out: _Patterns
    forms: dict[str, tuple[str, ...]]


class Ways:
    """What compare.toml says, as regular expressions."""

    def __init__(self, file: _File) -> None:
        """Compiles the patterns."""
        self._about = {each.mode: _whole_words(each.words) for each in file.about}
        self._background = re.compile("|".join(file.background.patterns), re.IGNORECASE)
        self._left_out = [re.compile(pattern, re.IGNORECASE) for pattern in file.left_out.patterns]
        self._ends = re.compile("|".join(file.left_out.ends), re.IGNORECASE)
        self.forms = {form: _whole_words(words) for form, words in file.forms.items()}

    def speaks_of(self, sentence: str, type_: str, mode: str | None) -> bool:
        """Whether a sentence speaks of what was said at such an event, by its words alone."""
        words = self._about.get(mode or "") if type_ == "CONSULT" else None
        return words is not None and words.search(sentence) is not None and not self._background.search(sentence)

    def left_out(self, sentence: str) -> list[Span]:
        """Where a sentence names what an account leaves out: "did not mention [trade]"."""
        found = []
        for pattern in self._left_out:
            for match in pattern.finditer(sentence):
                start, end = match.span("what")
                other = self._ends.search(sentence, start, end)
                found.append((start, other.start() if other else end))
        return found


@functools.cache
def ways() -> Ways:
    """The ways that ship with bilat."""
    text = (files("bilat.relations") / "compare.toml").read_text(encoding="utf-8")
    return Ways(msgspec.toml.decode(text, type=_File))


def text_of(document: Document, where: Where) -> str:
    """The title or the text."""
    return (document.title or "") if where == "title" else document.text


def words_at(document: Document, place: Place) -> str:
    """The words of a place."""
    return text_of(document, place.where)[place.start : place.end]


def sentences(document: Document) -> list[Place]:
    """The title, and the sentences of the text, without white space at their edges."""
    title = document.title or ""
    found = [Place("title", 0, len(title))] if title.strip() else []
    start = 0
    ends = _END_WRAPPED if _is_wrapped(document.text) else _END
    for match in ends.finditer(document.text):
        if match[0] != "\n" and _SHORT.search(document.text, start, match.start() + 1):
            continue
        found += _trimmed(document.text, start, match.end())
        start = match.end()
    return found + _trimmed(document.text, start, len(document.text))


def paragraph(document: Document, place: Place) -> int:
    """The number of the paragraph that a place begins in; the title is -1."""
    if place.where == "title":
        return -1
    breaks = re.compile(r"\n(?=[ \t]*\n|[ \t]{2,})") if _is_wrapped(document.text) else re.compile(r"\n")
    before = breaks.split(document.text[: place.start])
    return sum(1 for part in before[:-1] if part.strip())


def figures(words: str) -> list[str]:
    """The figures with a unit or a currency, written one way: "25%", "$500 billion", "90 days"."""
    found = []
    for match in _FIGURE.finditer(words):
        unit, currency = (match["unit"] or "").lower(), (match["currency"] or "").strip()
        if not unit and not currency:
            continue
        number = match["number"].replace(",", "")
        number = f"{float(number):g}" if "." in number else number
        percent = unit == "%" or unit.replace(" ", "") == "percent"
        found.append(f"{currency}{number}%" if percent else f"{currency}{number} {unit}".strip())
    return list(dict.fromkeys(found))


def _is_wrapped(text: str) -> bool:
    lines = text.split("\n")
    return len(lines) > 2 and max(map(len, lines)) <= _WRAPPED_AT


def _trimmed(text: str, start: int, end: int) -> list[Place]:
    words = text[start:end]
    if not words.strip():
        return []
    start += len(words) - len(words.lstrip())
    return [Place("text", start, start + len(words.strip()))]


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b", re.IGNORECASE)
