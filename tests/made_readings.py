"""Readings made by hand: small reports on invented acts, as a reader would give them."""

from typing import Any

import sqlalchemy as sa

import bilat
from bilat.records import Actor, Document, Event, EventType, Measure, MeasureStatus, Rate, Reading, When
from bilat.store.tables import events, happenings, reports

NAMES = {"IND": "India", "USA": "the United States", "CHN": "China"}
PEOPLE = {"IND:asha-rao": "Asha Rao", "USA:bo-lind": "Bo Lind"}


def day(value: str) -> When:
    """A day."""
    return When(value=value, precision="day", start=value, end=value)


def actors() -> tuple[Actor, ...]:
    """Three countries and two people."""
    countries = [Actor(id=code, name=name, kind="country", country=code, by="made/1") for code, name in NAMES.items()]
    people = [
        Actor(id=key, name=name, kind="person", country=key[:3], sector="GOV", by="made/1")
        for key, name in PEOPLE.items()
    ]
    return (*countries, *people)


def event_id(record: bilat.Record, report: str) -> str:
    """The id of the one event of the record that a report tells."""
    with record.store.reading() as connection:
        found = connection.execute(
            sa.select(happenings.c.id)
            .select_from(happenings.join(events).join(reports, reports.c.report == events.c.report))
            .where(reports.c.id == report)
            .distinct()
        )
        return str(found.scalar_one())


def report(name: str, published: str | None, text: str, **fields: Any) -> Document:
    """A report by a paper of its own."""
    given: dict[str, Any] = {
        "source": f"Paper {name}",
        "url": f"https://{name}.invalid/report",
        "title": f"Report {name}",
    }
    return Document(id=name, text=text, published=published, **(given | fields))


def telling(
    name: str,
    published: str,
    *,
    type: EventType = "REQUEST",  # noqa: A002 - the field's name
    mode: str | None = None,
    by: tuple[str, ...] = ("USA",),
    on: tuple[str, ...] = ("IND",),
    topics: tuple[str, ...] = ("trade",),
    text: str | None = None,
    **fields: Any,
) -> Reading:
    """A report that tells one event of its own day."""
    text = text or f"Envoys of the paper {name} tell of an act {type} on {published}."
    event = Event(
        id=f"e-{name}",
        by="made/1",
        type=type,
        mode=mode,
        source=by,
        target=on,
        topics=topics,
        time=day(published[:10]),
        span=(0, len(text)),
        trigger=(0, 6),
    )
    return Reading(document=report(name, published, text, **fields), actors=actors(), events=(event,))


def ruling(name: str, published: str, status: MeasureStatus, rate: float = 25.0) -> Reading:
    """A report that tells the state of one measure: a tariff of the United States on India."""
    text = f"The tariff of {rate:g} percent on goods from India is {status} on {published}, says {name}."
    measure = Measure(
        id=f"m-{name}",
        by="made/1",
        kind="tariff",
        imposed_by=("USA",),
        on=("IND",),
        scope="all",
        rate=Rate(value=rate, unit="percent"),
        goods="goods",
        effective=day("2025-08-27"),
        status=status,
        span=(0, len(text)),
    )
    return Reading(document=report(name, published, text), actors=actors(), measures=(measure,))
