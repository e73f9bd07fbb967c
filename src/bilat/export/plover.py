"""Events after PLOVER: one row an event, in plain PLOVER, with POLECAT's names of columns.

bilat keeps what an event is apart from whether it has happened; plain PLOVER does not: a planned visit is AGREE there.
"""

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from bilat.codebook import load_codebook
from bilat.codebook.events import Scale
from bilat.export.happenings import Actor, Event, exported_events, joined, place_of
from bilat.export.record_rows import BATCH, Cells, batches
from bilat.export.selection import Selection
from bilat.relations.happenings import Account
from bilat.store.tables import statements

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
# What is told as happening or having happened, and is news, not background.
HAPPENED = frozenset({"occurred", "ongoing"})
# What kind deeds are while they are only planned.
PLANNED = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
}  # fmt: skip
# Contexts that bilat has and PLOVER has not.
CONTEXTS = {"trade": "economic", "energy": "natural_resource"}
DAYS = frozenset({"second", "minute", "hour", "part-of-day", "day"})


def plover_rows(connection: sa.Connection, selection: Selection, *, all_status: bool = False) -> Iterator[Cells]:
    """The table `plover_events`: what occurred, or with `all_status` also what did not or not yet."""
    scale = load_codebook().events.scale
    taken = (event for event in exported_events(connection, selection) if all_status or event.known.status in HAPPENED)
    for group in batches(taken, BATCH // 2):
        speakers = _speakers(connection, [event.known.lead for event in group])
        for event in group:
            yield _row(event, scale, speakers)


def plain_type(type_: str, mode: str | None, status: str, *, own_words: bool) -> tuple[str, str | None]:
    """Type and mode in plain PLOVER; `own_words`: the source itself says so."""
    if status == "planned" and type_ in PLANNED:
        return PLANNED[type_], None
    if status == "hypothetical" and type_ == "ASSAULT" and own_words:
        return "THREATEN", "violence"
    return type_, mode


def _row(event: Event, scale: dict[str, Scale], speakers: dict[tuple[int, str], str]) -> Cells:
    known, lead = event.known, event.known.lead
    speaker = speakers.get((lead.report, lead.according_to or ""))
    own_words = speaker is not None and speaker in {actor.id for actor in event.source}
    type_, mode = plain_type(lead.type, lead.mode, known.status, own_words=own_words)
    time, place = known.time, place_of(known)
    to_the_day = time is not None and time.precision in DAYS and time.start == time.end
    contexts = [CONTEXTS.get(context, context) for context in joined(known, "contexts")]
    return {
        "Event ID": event.id,
        "Event Date": time.start if time and to_the_day else None,
        "Event Date Precision": time.precision if time else None,
        "Event Date Start": time.start if time else None,
        "Event Date End": time.end if time else None,
        "Event Type": type_,
        "Event Mode": mode,
        "Event Status": known.status,
        "Intensity": lead.intensity if type_ == lead.type else scale[type_].modes.get(mode or "", scale[type_].score),
        "Quad Code": QUADS[scale[type_].quad],
        "Contexts": _listed(contexts),
        **_party("Actor", event.source),
        **_party("Recipient", event.target),
        "Placename": place.place,
        "Country": place.place_country,
        "Source": _listed(row.report_source for row in known.accounts),
        "Publication Date": known.accounts[0].known_day,
        "Last Publication Date": known.accounts[-1].known_day,
        "Articles": known.articles,
        "Independent Sources": known.independent_sources,
        "Report IDs": _listed(row.report_id for row in known.accounts),
        "URLs": " ".join(dict.fromkeys(row.report_url for row in known.accounts if row.report_url)) or None,
        "bilat Type": lead.type,
        "bilat Mode": lead.mode,
        "Version": lead.by,
    }


def _party(side: str, actors: Sequence[Actor]) -> Cells:
    sectors = [actor.sector for actor in actors if actor.sector]
    return {
        f"{side} Name": _listed(actor.name for actor in actors),
        f"{side} Country": _listed(actor.country for actor in actors),
        f"Primary {side} Sector": sectors[0] if sectors else None,
        f"{side} Sectors": _listed(sectors),
        f"{side} Title": _listed(actor.role for actor in actors),
    }


def _listed(values: Iterable[str | None]) -> str | None:
    """Values in one cell, each once, as POLECAT joins them."""
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def _speakers(connection: sa.Connection, leads: Sequence[Account]) -> dict[tuple[int, str], str]:
    """Who says so, by report and statement."""
    c = statements.c
    keys = sorted({lead.report for lead in leads if lead.according_to})
    query = sa.select(c.report, c.item, c.speaker).where(c.report.in_(keys), c.speaker.is_not(None))
    return {(row.report, row.item): row.speaker for row in connection.execute(query).all()} if keys else {}
