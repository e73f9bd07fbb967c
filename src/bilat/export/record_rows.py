"""The rows of each table, read from the record one batch after the other, in the order in which reports were known."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa

from bilat.export.selection import Selection
from bilat.records import Talks
from bilat.relations.known import words_of
from bilat.store import tables
from bilat.store.tables import correction_items, corrections, reports

Cells = dict[str, Any]
Row = sa.Row[Any]
Item = TypeVar("Item")
# So many rows are held at once.
BATCH = 1000
# By the day they were known, then as they were added: the same on both databases.
ORDER = (reports.c.known_day, reports.c.report)
REPORT = (reports.c.id.label("report"), reports.c.revision)


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of at most so many items."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def stream(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Row]:
    """The rows of a query as the database hands them out; all of them may not fit into memory."""
    yield from connection.execute(query, execution_options={"yield_per": BATCH})


def listed_in(listed: str | None) -> list[Any]:
    """The members of a JSON list in a text column; none where it is null."""
    return msgspec.json.decode(listed) if listed else []


def report_rows(connection: sa.Connection, selection: Selection, *, texts: bool) -> Iterator[Cells]:
    """The table `reports`; the words of the reports only with `texts`."""
    first = reports.alias("first_report")
    names = (
        "url", "title", "published", "known_day", "source", "origin", "language", "kind", "scope", "reader",
        "copy_score", *(("text",) if texts else ()),
    )  # fmt: skip
    query = (
        sa.select(
            *REPORT,
            *(reports.c[name] for name in names),
            tables.stories.c.id.label("story"),
            first.c.id.label("copy_of"),
            first.c.revision.label("copy_of_revision"),
        )
        .outerjoin(tables.stories, tables.stories.c.story == reports.c.story)
        .outerjoin(first, first.c.report == reports.c.copy_of)
        .where(selection.reports())
        .order_by(*ORDER)
    )
    return (dict(row._mapping) for row in stream(connection, query))


def actor_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `actors`."""
    c = tables.actors.c
    columns = (c.actor, c.name, c.kind, c.country, c.sector, c.role, c.state)
    return _beside(connection, selection, tables.actors, columns, "actor")


def topic_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `topics`."""
    return _beside(connection, selection, tables.topics, (tables.topics.c.topic,), "topic")


def agreement_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `agreements`."""
    c = tables.agreements.c
    columns = (c.name, c.expansion, c.parties, *_place(tables.agreements))
    for cells in _beside(connection, selection, tables.agreements, columns, "item"):
        yield cells | {"parties": listed_in(cells["parties"])}


def event_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `events`: accounts."""
    names = (
        "day", "time", "time_start", "time_end", "time_precision", "type", "mode", "contexts", "status", "source",
        "target", "place", "place_country", "topics", "intensity", "score", "according_to", "corrected",
    )  # fmt: skip
    query = _accounts(selection, tables.events, names, tables.happenings, "happening")
    for rows in batches(stream(connection, query)):
        states = states_of(connection, {row.key for row in rows})
        for row in rows:
            cells = _lists(row, ("contexts", "source", "target", "topics", "corrected"))
            for side in ("source", "target"):
                cells[f"{side}_countries"] = countries(states, row.key, cells[side])
            yield cells


def measure_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `measures`: accounts."""
    days = [
        f"{name}{part}" for name in ("announced", "effective", "ended") for part in ("", "_start", "_end", "_precision")
    ]
    names = (
        "measure", "kind", "scope", "rate", "unit", "amount", "currency", "goods", "basis", "reason", "exemptions",
        *days, "status", "in_addition_to", "replaces", "according_to", "evidence", "corrected",
    )  # fmt: skip
    query = _accounts(selection, tables.measures, names, tables.chains, "chain")
    for rows in batches(stream(connection, query)):
        parties = listed_parties(connection, [row.measure for row in rows])
        for row in rows:
            cells = _lists(row, ("exemptions", "corrected"))
            imposers, targets = parties.get(cells.pop("measure"), ([], []))
            evidence = msgspec.json.decode(row.evidence or "{}", type=dict[str, tuple[int, int]])
            cells["imposed_by"], cells["against"] = imposers, targets
            cells["evidence"] = [
                {"field": name, "start": start, "end": end} for name, (start, end) in sorted(evidence.items())
            ]
            yield cells


def statement_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `statements`."""
    s = tables.statements
    names = (
        "speaker", "speaker_name", "speaker_country", "side", "act", "kind", "medium", "addressee", "time",
        "time_start", "time_end", "time_precision", "day", "polarity", "topics", "content", "same_as", "corrected",
    )  # fmt: skip
    query = (
        sa.select(*REPORT, *(s.c[name] for name in names), *_place(s, words=False))
        .join(reports, reports.c.report == s.c.report)
        .where(selection.statements())
        .order_by(*ORDER, s.c.statement)
    )
    return (_lists(row, ("topics", "corrected")) for row in stream(connection, query))


def talks_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `talks`: accounts."""
    names = (
        "subject", "agreement", "status", "day", "deadline", "deadline_start", "deadline_end", "deadline_precision",
        "body", "corrected",
    )  # fmt: skip
    query = _accounts(selection, tables.talks, names, tables.threads, "thread")
    for rows in batches(stream(connection, query)):
        states = states_of(connection, {row.key for row in rows})
        for row in rows:
            cells = _lists(row, ("corrected",))
            body = msgspec.json.decode(cells.pop("body"), type=Talks)
            cells |= {"parties": list(body.parties), "countries": countries(states, row.key, body.parties)}
            yield cells | _round(body)


def link_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `links`."""
    linked = (
        ("event", tables.events, tables.happenings, "happening", "event"),
        ("measure", tables.measures, tables.chains, "chain", "measure"),
        ("talks", tables.talks, tables.threads, "thread", "talks"),
    )
    for kind, table, groups, group, key in linked:
        query = (
            sa.select(
                *REPORT,
                groups.c.id.label("group"),
                table.c.item,
                *(table.c[f"link_{name}"].label(name) for name in ("reason", "score", "by")),
            )
            .join(reports, reports.c.report == table.c.report)
            .join(groups, groups.c[group] == table.c[group])
            .where(selection.accounts(table), table.c.link_by.is_not(None))
            .order_by(*ORDER, table.c[key])
        )
        for row in stream(connection, query):
            yield {"kind": kind} | dict(row._mapping)
    stories = (
        sa.select(
            *REPORT,
            tables.stories.c.id.label("group"),
            *(reports.c[f"link_{name}"].label(name) for name in ("reason", "score", "by")),
        )
        .join(tables.stories, tables.stories.c.story == reports.c.story)
        .where(selection.reports(), reports.c.link_by.is_not(None))
        .order_by(*ORDER)
    )
    for row in stream(connection, stories):
        yield {"kind": "story", "item": ""} | dict(row._mapping)
    first = reports.alias("first_report")
    copies = (
        sa.select(*REPORT, first.c.id.label("group"), reports.c.copy_score.label("score"))
        .join(first, first.c.report == reports.c.copy_of)
        .where(selection.reports())
        .order_by(*ORDER)
    )
    for row in stream(connection, copies):
        yield {"kind": "copy", "item": "", "reason": "the same words", "by": None} | dict(row._mapping)


def correction_rows(connection: sa.Connection, selection: Selection) -> Iterator[Cells]:
    """The table `corrections`: all, or those that speak of a report that is taken."""
    c, i = corrections.c, correction_items.c
    query = sa.select(
        c.correction, c.made_at, c.author, c.kind, c.accounts_of, c.field, c.value, c.note, c.undone_at, c.undone_by
    ).order_by(c.correction)
    if not selection.is_whole:
        taken = sa.select(reports.c.id).where(selection.reports())
        query = query.where(c.correction.in_(sa.select(i.correction).where(i.report.in_(taken))))
    for rows in batches(stream(connection, query)):
        items = (
            sa.select(i.correction, i.side, i.report, i.item)
            .where(i.correction.in_([row.correction for row in rows]))
            .order_by(i.correction, i.side, i.report, i.span_start, i.item)
        )
        accounts: dict[int, list[Cells]] = {}
        for item in connection.execute(items):
            cells = {"side": item.side, "report": item.report, "item": item.item}
            accounts.setdefault(item.correction, []).append(cells)
        for row in rows:
            yield dict(row._mapping) | {"accounts": accounts.get(row.correction, [])}


def states_of(connection: sa.Connection, keys: Iterable[int]) -> dict[tuple[int, str], str]:
    """The countries whose acts they are, by report and actor, of reports with these keys."""
    c = tables.actors.c
    found: dict[tuple[int, str], str] = {}
    for chunk in batches(sorted(keys), BATCH // 2):
        query = sa.select(c.report, c.actor, c.state).where(c.report.in_(chunk), c.state.is_not(None))
        found |= {(row.report, row.actor): row.state for row in connection.execute(query).all()}
    return found


def countries(states: Mapping[tuple[int, str], str], report: int, ids: Iterable[str]) -> list[str]:
    """The countries of actors of a report, each once, in their order."""
    return list(dict.fromkeys(code for actor in ids if (code := states.get((report, actor)))))


def _accounts(
    selection: Selection, table: sa.Table, names: Sequence[str], groups: sa.Table, group: str
) -> sa.Select[Any]:
    """Accounts with their reports, and `key`, the report's own."""
    own = next(iter(table.primary_key))
    return (
        sa.select(
            *REPORT,
            table.c.report.label("key"),
            groups.c.id.label(group),
            *(table.c[name] for name in names),
            *_place(table),
        )
        .join(reports, reports.c.report == table.c.report)
        .outerjoin(groups, groups.c[group] == table.c[group])
        .where(selection.accounts(table))
        .order_by(*ORDER, own)
    )


def _beside(
    connection: sa.Connection,
    selection: Selection,
    table: sa.Table,
    columns: Sequence[sa.ColumnElement[Any]],
    name: str,
) -> Iterator[Cells]:
    """Rows of a table that belongs to reports; those of one report are sorted by name here, not as a database would."""
    query = (
        sa.select(*REPORT, reports.c.report.label("key"), *columns)
        .join(reports, reports.c.report == table.c.report)
        .where(selection.reports())
        .order_by(*ORDER)
    )
    for _, rows in groupby(stream(connection, query), key=lambda row: row.key):
        for cells in sorted((dict(row._mapping) for row in rows), key=lambda cells: str(cells[name])):
            cells.pop("key")
            yield cells


def _place(table: sa.Table, *, words: bool = True) -> tuple[sa.ColumnElement[Any], ...]:
    c = table.c
    place = (c.item, c.located_in.label("in"), c.span_start, c.span_end, c.by)
    return (*place, words_of(table)) if words else place


def _lists(row: Row, names: Iterable[str]) -> Cells:
    """The cells of a row, lists read from their JSON, without the report's key."""
    cells = dict(row._mapping)
    cells.pop("key", None)
    return cells | {name: listed_in(cells[name]) for name in names}


def listed_parties(connection: sa.Connection, keys: Sequence[int]) -> dict[int, tuple[list[str], list[str]]]:
    """Who imposes each measure, and on whom, by key."""
    c = tables.measure_parties.c
    found: dict[int, tuple[list[str], list[str]]] = {}
    query = sa.select(c.measure, c.imposer, c.target).where(c.measure.in_(keys))
    for row in connection.execute(query.order_by(c.measure, c.imposer, c.target)):
        imposers, targets = found.setdefault(row.measure, ([], []))
        for code, listed in ((row.imposer, imposers), (row.target, targets)):
            if code and code not in listed:
                listed.append(code)
    return found


def _round(body: Talks) -> Cells:
    """What an account of talks says beyond its own columns."""
    held = body.round
    when = held.when if held else None
    place = held.place if held else None
    return {
        "round_place": place.name if place else None,
        "round_country": place.country if place else None,
        "round_time": when.value if when else None,
        "round_start": when.start if when else None,
        "round_end": when.end if when else None,
        "round_who": list(held.who) if held else [],
        "offers": [
            {"by": offer.by, "to": offer.to, "what": offer.what, "according_to": offer.according_to}
            for offer in body.offers
        ],
        "conditions": [{"by": condition.by, "what": condition.what} for condition in body.conditions],
    }


# By name; `reports` has a function with an option of its own.
ROWS: dict[str, Callable[[sa.Connection, Selection], Iterator[Cells]]] = {
    "actors": actor_rows,
    "events": event_rows,
    "measures": measure_rows,
    "statements": statement_rows,
    "talks": talks_rows,
    "agreements": agreement_rows,
    "topics": topic_rows,
    "links": link_rows,
    "corrections": correction_rows,
}
