"""Which feeds are followed: added, removed, taken from lists and written to lists."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bilat.documents.addresses import site_of
from bilat.errors import InputError, UsageError
from bilat.feeds.opml import LARGEST, Outline, read_opml
from bilat.feeds.redacting import shown
from bilat.store import feeds
from bilat.store.tables import feeds as table

if TYPE_CHECKING:
    from bilat.store import Store

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST = 2_000


def outlines_of(inputs: Iterable[str]) -> list[Outline]:
    """The feeds that are named: http or https addresses as they are, anything else is an OPML file.

    Raises `InputError` where a file cannot be read, `UsageError` where an address is none.
    """
    found: list[Outline] = []
    for each in inputs:
        found += [Outline(address=checked(each))] if "://" in each else read_list(each)
    return found


def read_list(name: str) -> list[Outline]:
    """The feeds of an OPML file. Raises `InputError`; what of it has no http address is an error too."""
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise InputError(name, getattr(error, "strerror", None) or "there is no such file") from None
    outlines = read_opml(data, name)
    for outline in outlines:
        if not _is_address(outline.address):
            raise InputError(name, f"only http and https addresses are followed, not {outline.address[:80]}")
    if not outlines:
        raise InputError(name, "names no feed")
    return outlines


def checked(address: str) -> str:
    """The address of a feed, without its fragment. Raises `UsageError` where it is none."""
    if not _is_address(address):
        raise UsageError(f"{shown(address)[:80]} is not an http or https address")
    return address.partition("#")[0]


def follow(store: "Store", outlines: Iterable[Outline], *, now: float | None = None) -> tuple[list[int], int]:
    """Follows feeds; gives their keys, each once, and how many of them are new. Those that were stopped go on.

    `now`, in seconds since 1970, stands in for the machine's clock.
    """
    now = datetime.now(UTC).timestamp() if now is None else now
    keys: dict[int, None] = {}
    new = 0
    with store.writing() as connection:
        for each in outlines:
            key, is_new = feeds.add_feed(connection, checked(each.address), now=now, name=each.name, folder=each.folder)
            keys[key] = None
            new += is_new
    return list(keys), new


def unfollow(store: "Store", which: str) -> str:
    """Follows a feed no longer, named by its address or number; gives the address as it may be shown."""
    with store.writing() as connection:
        key = feeds.find_feed(connection, which.partition("#")[0])
        address = connection.execute(sa.select(table.c.address).where(table.c.feed == key)).scalar_one()
        feeds.remove_feed(connection, key)
    return shown(str(address))


def followed(store: "Store") -> list[Outline]:
    """All feeds as a list, with their addresses whole."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.folder, table.c.feed)).all()
    return [Outline(address=row.address, name=row.name or row.title, folder=row.folder, home=row.home) for row in rows]


def _is_address(address: str) -> bool:
    return bool(_WEB.fullmatch(address)) and site_of(address) is not None and len(address) <= _LONGEST
