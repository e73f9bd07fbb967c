"""What the pages offer to choose from, and how they read what was chosen."""

import functools
from typing import Annotated, get_args

from fastapi import Query

from bilat.records import Act, EventStatus, EventType

# An empty field of a form is no choice.
Chosen = Annotated[str | None, Query(max_length=300)]
Limit = Annotated[int, Query(ge=1, le=1000)]


def given(value: str | None) -> str | None:
    """What was chosen; None for an empty field."""
    value = (value or "").strip()
    return value or None


def given_all(values: list[str]) -> tuple[str, ...]:
    """The same of a field that can be given several times."""
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


EVENT_TYPES: tuple[str, ...] = get_args(EventType)
EVENT_STATUS: tuple[str, ...] = get_args(EventStatus)
ACTS: tuple[str, ...] = get_args(Act)


@functools.cache
def topics() -> tuple[str, ...]:
    """The ids of all topics, in order."""
    from bilat.codebook.topics import load_topics

    return tuple(sorted(load_topics().by_id))


@functools.cache
def countries() -> tuple[tuple[str, str], ...]:
    """Codes and names of all countries, by name."""
    from bilat.codebook.actors import Country
    from bilat.codebook.tables import read_csv

    return tuple(sorted(((row.code, row.name) for row in read_csv("countries.csv", Country)), key=lambda row: row[1]))
