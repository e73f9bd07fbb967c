"""What tells items and reports apart: by which an item is known again in its feed, and a report in another one."""

import re
from collections import Counter
from collections.abc import Sequence

from bilat.documents.addresses import page_key
from bilat.feeds.formats import Item
from bilat.records import content_id

_WORD = re.compile(r"\w+")
# So much of the words of an item's title must stand in a page, or it is the page of something else: a form to log in,
# a notice of cookies, the front page.
_LEAST_OF_TITLE = 0.25
_SHORTEST_WORD = 4


def keys_of(items: Sequence[Item]) -> list[str]:
    """What each item of one answer is known again by: its own id, else its address, else its words.

    An id or address that several items of the answer have tells none of them apart.
    """
    guids = Counter(item.guid for item in items)
    addresses = Counter(_address(item) for item in items)
    keys = []
    for item in items:
        address = _address(item)
        if item.guid is not None and guids[item.guid] == 1:
            keys.append(f"id {item.guid}")
        elif address is not None and addresses[address] == 1:
            keys.append(f"at {address}")
        else:
            keys.append(content_id("words ", item.guid or "", address or "", item.title or "", item.text))
    return keys


def version_of(item: Item) -> str:
    """A digest of what an item says, and of where its page is: another one is another version of it."""
    return content_id("", squeezed(item.title or ""), item.published or "", squeezed(item.text), _address(item) or "")


def words_of(title: str | None, text: str) -> str:
    """A digest of the words of a report, whatever stands between them."""
    return content_id("", *_WORD.findall(f"{title or ''}\n{text}".lower()))


def squeezed(text: str) -> str:
    """A text in one line of single blanks."""
    return " ".join(text.split())


def is_about(title: str | None, page_title: str | None, text: str) -> bool:
    """Whether a page can be that of an item with this title; where an item has none, any can."""
    wanted = {word for word in _WORD.findall((title or "").lower()) if len(word) >= _SHORTEST_WORD}
    found = set(_WORD.findall(f"{page_title or ''}\n{text}".lower()))
    return len(wanted & found) >= _LEAST_OF_TITLE * len(wanted)


def is_front_page(url: str) -> bool:
    """Whether an address has no path: a page that is gone is often redirected there."""
    return page_key(url).partition("//")[2].strip("/").count("/") == 0 and "?" not in url


def _address(item: Item) -> str | None:
    return None if item.url is None else page_key(item.url)
