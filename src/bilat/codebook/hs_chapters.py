"""The chapters of the Harmonized System and the words that plainly mean goods of one (hs_chapters.toml)."""

import re
from dataclasses import dataclass

import msgspec

from bilat.codebook.events import with_plurals
from bilat.codebook.tables import read_toml
from bilat.errors import CodebookError

_NAME = "codebook/hs_chapters.toml"
_NUMBER = re.compile(r"(?!00|77|98|99)\d\d")


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of the file's tables."""


class Chapter(_Entry, frozen=True, kw_only=True):
    """A chapter: its two digits, what it holds, the words of news that mean goods of it."""

    number: str
    title: str
    words: tuple[str, ...]


class ChaptersFile(_Entry, frozen=True, kw_only=True):
    """hs_chapters.toml."""

    not_these: tuple[str, ...]
    not_after: frozenset[str]
    moves: tuple[str, ...]
    shares: tuple[str, ...]
    before_goods: frozenset[str]
    joins: frozenset[str]
    ends: frozenset[str]
    made: frozenset[str]
    not_goods: tuple[str, ...]
    several: dict[str, tuple[str, ...]]
    chapter: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Chapters:
    """What means which chapters, by its words; `longest` is how many words that may be. Else as in the file."""

    titles: dict[str, str]
    of: dict[tuple[str, ...], tuple[str, ...]]
    longest: int
    not_after: frozenset[str]
    moves: frozenset[str]
    shares: frozenset[str]
    before_goods: frozenset[str]
    joins: frozenset[str]
    ends: frozenset[str]
    made: frozenset[str]
    not_goods: frozenset[str]


def load_chapters() -> Chapters:
    """The chapters that ship with bilat. Raises `CodebookError`, also where a word would mean two chapters."""
    return chapters_from(read_toml("hs_chapters.toml", ChaptersFile))


def chapters_from(file: ChaptersFile) -> Chapters:
    """The file's words arranged for looking up. Raises `CodebookError`."""
    titles = {row.number: row.title for row in file.chapter}
    wrong = [row.number for row in file.chapter if not _NUMBER.fullmatch(row.number)]
    if wrong or len(titles) != len(file.chapter):
        raise CodebookError(f"{_NAME}: {wrong or 'a number twice'}; chapters are 01 to 97 without 77, each once")
    meanings: list[tuple[str, tuple[str, ...]]] = [(word, (row.number,)) for row in file.chapter for word in row.words]
    meanings += [(word, numbers) for word, numbers in file.several.items()]
    meanings += [(word, ()) for word in file.not_these]
    of = _arranged(meanings)
    unknown = {number for numbers in of.values() for number in numbers} - titles.keys()
    if unknown:
        raise CodebookError(f"{_NAME}: [several] names {sorted(unknown)}, which is no chapter of the file")
    moves = frozenset(with_plurals(file.moves))
    return Chapters(
        titles=titles,
        of=of,
        longest=max(map(len, of)),
        not_after=file.not_after,
        moves=moves,
        shares=moves | frozenset(with_plurals(file.shares)),
        before_goods=file.before_goods,
        joins=file.joins,
        ends=file.ends,
        made=file.made,
        not_goods=frozenset(with_plurals(file.not_goods)),
    )


def _arranged(meanings: list[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Every word as it is listed, once; and the plurals that nobody listed."""
    listed: dict[tuple[str, ...], tuple[str, ...]] = {}
    for word, numbers in meanings:
        if tuple(word.split()) in listed:
            raise CodebookError(f"{_NAME}: {word!r} stands there twice; keep one, or list its chapters in [several]")
        listed[tuple(word.split())] = numbers
    found = dict(listed)
    for words, numbers in listed.items():
        for form in with_plurals([" ".join(words)]):
            found.setdefault(tuple(form.split()), numbers)
    return found
