"""Small records for the tests of exports, made by hand."""

from bilat.records import (
    Actor,
    Agreement,
    Condition,
    Content,
    Document,
    Event,
    Measure,
    Offer,
    Place,
    Rate,
    Reading,
    Round,
    Speaker,
    Statement,
    Talks,
    Topic,
    When,
    Words,
)

ACTORS = (
    Actor(id="IND", name="India", kind="country", country="IND", sector="GOV", by="made"),
    Actor(id="USA", name="the United States", kind="country", country="USA", sector="GOV", by="made"),
    Actor(id="JPN", name="Japan", kind="country", country="JPN", sector="GOV", by="made"),
    Actor(id="USA:bo-lind", name="Bo Lind", kind="person", country="USA", sector="GOV", role="Envoy", by="made"),
)


def on(day: str) -> When:
    """A time known to the day."""
    return When(value=day, precision="day", start=day, end=day)


def report(
    name: str,
    text: str = "Envoys met in Muscat. A duty of 25 percent was set.",
    *,
    day: str = "2025-03-10",
    title: str | None = "Envoys meet",
    source: str = "Paper",
    events: tuple[Event, ...] = (),
    **items: object,
) -> Reading:
    """A report with the actors above."""
    document = Document(
        id=name, text=text, title=title, published=day, source=source, url=f"https://example.org/{name}"
    )
    return Reading(document=document, actors=ACTORS, events=events, **items)  # type: ignore[arg-type]


def event(name: str = "e-1", **fields: object) -> Event:
    """A meeting of India and the United States."""
    given = {"type": "CONSULT", "source": ("IND", "USA"), "span": (0, 21), "trigger": (7, 10), "by": "made/1"}
    return Event(id=name, **(given | fields))  # type: ignore[arg-type]


def full_report(text: str | None = None, title: str | None = "Envoys meet", name: str = "full") -> Reading:
    """A report with one of everything."""
    text = text or "Envoys met in Muscat. A duty of 25 percent was set."
    end = len(text)
    return report(
        name,
        text,
        title=title,
        events=(
            event(
                time=on("2025-03-09"),
                span=(0, end),
                contexts=("trade", "diplomatic"),
                topics=("trade",),
                intensity=2.5,
                place=Place(name=text[:9], country="OMN"),
            ),
        ),
        statements=(
            Statement(
                id="s-1",
                by="made/1",
                speaker=Speaker(actor="USA:bo-lind", span=None),
                cue=Words(span=(0, 1), text=text[:1]),
                content=Content(spans=((0, end),), text=text),
                kind="indirect",
                act="say",
                topics=("trade",),
            ),
        ),
        measures=(
            Measure(
                id="m-1",
                by="made/1",
                kind="tariff",
                imposed_by=("USA",),
                on=("IND",),
                rate=Rate(value=25.0, unit="percent"),
                goods=text,
                exemptions=(text, "steel"),
                announced=on("2025-03-09"),
                span=(0, end),
                evidence={"rate": (0, 2)},
            ),
        ),
        talks=(
            Talks(
                id="k-1",
                by="made/1",
                parties=("IND", "USA"),
                subject=text,
                status="under-way",
                round=Round(place=Place(name="Muscat", country="OMN"), when=on("2025-03-09"), who=("USA:bo-lind",)),
                offers=(Offer(by="IND", to="USA", what=text, according_to=None, span=(0, 1)),),
                conditions=(Condition(by="USA", what=text, span=(0, 1)),),
                span=(0, end),
            ),
        ),
        agreements=(Agreement(id="agreement-1", by="made/1", name=text, parties=("IND", "USA"), span=(0, end)),),
        topics=(Topic(id="trade", by="made/1", spans=((0, 1),)),),
    )
