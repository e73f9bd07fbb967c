"""The chapters of the Harmonized System that the words for a measure's goods plainly mean.

"steel and aluminium imports from Canada" are 72 and 76, "farm products" none. English puts what a thing is last, so
words count only where they end what is named: "steel" but not "steel furniture makers".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bilat.codebook.hs_chapters import Chapters

_WORDS = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*|[,;/&:()]")


@dataclass(frozen=True, slots=True)
class _Item:
    """One of the things named: the chapters of its last words; `other` where these are the first part of another thing.

    `joined` where nothing but "and" or "or" parts it from the one before.
    """

    chapters: tuple[str, ...]
    other: bool
    joined: bool


def chapters_of(goods: str | None, table: Chapters) -> tuple[str, ...]:
    """The chapters of all things named, in their order; none where the words are general or not plain."""
    words = _WORDS.findall((goods or "").lower())
    if not table.not_goods.isdisjoint(words):
        return ()
    items: list[_Item] = []
    for item in _items(words, table):
        if item.other and item.joined and items:
            items.pop()  # "cotton and wool shirts"
        items.append(item)
    return tuple(dict.fromkeys(number for item in items for number in item.chapters))


def _items(words: list[str], table: Chapters) -> Iterator[_Item]:
    first = token = 0
    joined = False
    last: tuple[tuple[str, ...], int] | None = None  # the chapters named last in this item, and where their words end
    while token < len(words):
        word, length = words[token], _length(words, token, table)
        if length:
            spoilt = token > first and words[token - 1] in table.not_after
            last = () if spoilt else table.of[tuple(words[token : token + length])], token + length
            token += length
            continue
        if word in table.before_goods and token > first and words[token - 1] in table.shares and last is None:
            first = token + 1  # "tonnes of rice"
        elif word in table.joins or not word[0].isalnum():
            yield _item(last, token, joined=joined)
            first, last = token + 1, None
            joined = word in ("and", "or")
        elif word in table.ends or (word in table.made and (last is not None or _at_end(words, token + 1, table))):
            break
        elif last is not None and last[1] == token and word in table.moves:
            last = last[0], token + 1  # "rice imports"
        token += 1
    yield _item(last, min(token, len(words)), joined=joined)


def _at_end(words: list[str], token: int, table: Chapters) -> bool:
    return not table.ends.isdisjoint(words[token : token + 1])


def _item(last: tuple[tuple[str, ...], int] | None, end: int, *, joined: bool) -> _Item:
    if last is None:
        return _Item((), other=False, joined=joined)
    chapters, after = last
    return _Item(chapters if after == end else (), other=after != end, joined=joined)


def _length(words: list[str], token: int, table: Chapters) -> int:
    """How many words the longest thing known to the table has that stands here."""
    for length in range(min(table.longest, len(words) - token), 0, -1):
        if tuple(words[token : token + length]) in table.of:
            return length
    return 0
