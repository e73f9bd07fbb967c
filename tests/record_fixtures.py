"""Records for tests of views: small Readings made by hand, and all samples in one record."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

import bilat
from bilat.linking.groups import EVENTS, found, join
from bilat.records import (
    Act,
    Agreement,
    Condition,
    Content,
    Event,
    EventStatus,
    Offer,
    Polarity,
    Reading,
    Round,
    Span,
    Speaker,
    Statement,
    Talks,
    TalksStatus,
    When,
)
from bilat.store.tables import events, happenings, reports
from tests.made_readings import actors, report


def fill(record: bilat.Record, readings: Iterable[Reading]) -> None:
    """Puts readings into a record."""
    for reading in readings:
        record.add(reading)


def only(found: Any) -> Any:
    """The one line there is."""
    assert len(found) == 1, found
    return found[0]


def month(value: str) -> When:
    """A time that is known to the month ("2025-08")."""
    return When(value=value, precision="month", start=f"{value}-01", end=f"{value}-28")


def account(
    name: str,
    published: str,
    *,
    status: EventStatus = "occurred",
    time: When | None = None,
    text: str | None = None,
    span: Span | None = None,
    **fields: Any,
) -> Reading:
    """A report that tells one event between the United States and India, by default of no day."""
    given = {name: fields.pop(name) for name in ("source", "url", "title") if name in fields}
    text = text or f"The words of {name} alone tell that an act of {published} was {status}."
    what: dict[str, Any] = {"type": "SANCTION", "source": ("USA",), "target": ("IND",), "intensity": -6.0} | fields
    event = Event(
        id=f"e-{name}", by="made/1", status=status, time=time, span=span or (0, len(text)), trigger=(0, 3), **what
    )
    return Reading(document=report(name, published, text, **given), actors=actors(), events=(event,))


def saying(
    name: str,
    published: str,
    words: str,
    *,
    speaker: str | None = "IND:asha-rao",
    act: Act = "say",
    topics: tuple[str, ...] = ("trade",),
    polarity: Polarity = "positive",
    again: bool = False,
    **fields: Any,
) -> Reading:
    """A report in which somebody says something; `again` says that it stands in the text twice."""
    text = f"In the report {name} it is told: {words}." + (f" Once more: {words}." if again else "")
    first = text.index(words)
    starts = [first, text.index(words, first + 1)] if again else [first]
    said = [
        Statement(
            id=f"s-{name}-{number}",
            by="made/1",
            speaker=Speaker(actor=speaker, span=None),
            cue=None,
            content=Content(spans=((start, start + len(words)),), text=words),
            kind="indirect",
            act=act,
            topics=topics,
            polarity=polarity,
            same_as=f"s-{name}-0" if number else None,
        )
        for number, start in enumerate(starts)
    ]
    return Reading(document=report(name, published, text, **fields), actors=actors(), statements=tuple(said))


def negotiating(
    name: str,
    published: str,
    *,
    status: TalksStatus = "under-way",
    subject: str | None = "trade agreement",
    held: Round | None = None,
    deadline: When | None = None,
    offers: tuple[tuple[str, str], ...] = (),
    conditions: tuple[tuple[str, str], ...] = (),
    agreement: str | None = None,
    meeting: When | None = None,
    **fields: Any,
) -> Reading:
    """A report of talks between the two; `meeting` is the day of a round that the same sentence tells as an event."""
    named = f" on the {agreement}" if agreement else ""
    text = f"As {name} has it, talks{named} went on in a room. The next sentence of {name} is on the weather."
    span = (text.index("talks"), text.index("talks") + 5)
    whole = (0, text.index("."))
    agreements: tuple[Agreement, ...] = ()
    if agreement:
        start = text.index(agreement)
        agreements = (
            Agreement(
                id=f"a-{name}", by="agreements.description/1", name=agreement, span=(start, start + len(agreement))
            ),
        )
    item = Talks(
        id=f"k-{name}",
        by="made/1",
        parties=("IND", "USA"),
        subject=subject,
        agreement=f"a-{name}" if agreement else None,
        status=status,
        round=held,
        deadline=deadline,
        offers=tuple(Offer(by=by, to=None, what=what, according_to=None, span=whole) for by, what in offers),
        conditions=tuple(Condition(by=by, what=what, span=whole) for by, what in conditions),
        span=span,
    )
    held_events: tuple[Event, ...] = ()
    if meeting:
        held_events = (
            Event(
                id=f"e-{name}",
                by="made/1",
                type="CONSULT",
                source=("IND:asha-rao", "USA:bo-lind"),
                time=meeting,
                span=whole,
                trigger=span,
            ),
        )
    return Reading(
        document=report(name, published, text, **fields),
        actors=actors(),
        talks=(item,),
        events=held_events,
        agreements=agreements,
    )


def link(record: bilat.Record, *names: str) -> str:
    """Makes the events of some reports one happening, whatever linking thinks of them; gives its id."""
    with record.store.writing() as connection:
        of_reports = sa.select(events.c.event).join(reports, reports.c.report == events.c.report)
        keys = connection.execute(of_reports.where(reports.c.id.in_(names)).order_by(events.c.event)).scalars().all()
        connection.execute(events.update().where(events.c.event.in_(keys)).values(happening=None))
        happening = found(connection, EVENTS, keys[0])
        for key in keys[1:]:
            join(connection, EVENTS, key, happening, "the test says so", 1.0, "test/1")
        return str(connection.execute(sa.select(happenings.c.id).where(happenings.c.happening == happening)).scalar())


def part(record: bilat.Record) -> None:
    """Makes every event a happening of its own, as before linking."""
    with record.store.writing() as connection:
        connection.execute(events.update().values(happening=None))


def make_copy(record: bilat.Record, name: str, of: str) -> None:
    """Says that a report is a reprint of another one."""
    with record.store.writing() as connection:
        first = sa.select(reports.c.report).where(reports.c.id == of).scalar_subquery()
        connection.execute(reports.update().where(reports.c.id == name).values(copy_of=first))
