"""Lines of a brief from measures and talks: what is in force, due or announced, and what is negotiated."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

import sqlalchemy as sa

from bilat.relations.brief_lines import LATELY, Draft, is_somebody, shown
from bilat.relations.happenings import Party
from bilat.relations.measures import KnownMeasure, measures
from bilat.relations.naming import country_in, country_name
from bilat.relations.phrases import in_sentence, joined, state_name
from bilat.relations.talks import TalksDeadline, TalksRound, TalksThread, negotiations
from bilat.view.wording import MEASURES, money, plain_time, rate

Item = TypeVar("Item")
# So many of the newest sources stand with a measure.
MOST_SOURCES = 3
# How measures stand, in the order in which they are told.
_ORDER = ("in force", "due", "announced", "threatened", "proposed", "suspended", "unknown", "over")
_HEADS = {
    "in force": "In force",
    "due": "Due, no report yet that it took effect",
    "announced": "Announced",
    "threatened": "Threatened",
    "proposed": "Proposed",
    "suspended": "Suspended",
    "unknown": "Standing not known",
    "over": "Over",
}
_FIELDS = {"announced": "announced", "effective": "in effect from", "ended": "ended", "value": "worth", "rate": "at"}
# Of each negotiation so many rounds, offers and conditions are told, the latest ones.
MOST_ROUNDS, MOST_OFFERS, MOST_CONDITIONS = 3, 2, 2
# So many negotiations are told, the one last spoken of first; so many names of those who came to a round.
MOST_THREADS, MOST_NAMES = 3, 3


def measures_between(
    connection: sa.Connection, pair: tuple[str, str], *, on: str, as_of: str | None
) -> list[KnownMeasure]:
    """The measures of either on the other, as they stand on a day."""
    a, b = pair
    lines = [
        line for by, to in ((a, b), (b, a)) for line in measures(connection, by=by, against=to, on=on, as_of=as_of)
    ]
    return sorted(lines, key=lambda line: _ORDER.index(standing_of(line, on)))


def measures_of(found: Iterable[KnownMeasure], on: str) -> list[Draft]:
    """A line each for what is in force, due, announced or of unknown standing, and for what was lifted lately."""
    lately = (date.fromisoformat(on) - timedelta(days=LATELY)).isoformat()
    return [_measure(line, on) for line in found if standing_of(line, on) != "over" or _until(line) >= lately]


def measure_conflicts(found: Iterable[KnownMeasure]) -> list[Draft]:
    """What reports give differently of a measure."""
    return [
        Draft(
            f"{measure_title(line)}: {_FIELDS[conflict.field]} {conflict.stands}; other reports give "
            f"{joined([other.value for other in conflict.others])}",
            [*line.sources[-1:], *(source for other in conflict.others for source in other.sources[:1])],
            about=line.id,
        )
        for line in found
        for conflict in line.conflicts
    ]


def _measure(line: KnownMeasure, on: str) -> Draft:
    standing = standing_of(line, on)
    days = {
        "in force": ("since", line.effective),
        "due": ("since", line.effective),
        "announced": ("from", line.effective),
        "suspended": ("since", line.ended),
        "over": ("since", line.ended),
    }
    word, day = days.get(standing, ("from", line.effective))
    told = [
        f"{word} {plain_time(day.value)}" if day else None,
        f"announced {plain_time(line.announced.value)}" if line.announced and line.announced != day else None,
        f"under {shown(line.basis)}" if line.basis else None,
        f"because of {_lower(line.reason)}" if line.reason else None,
    ]
    details = ", ".join(each for each in told if each)
    text = f"{_HEADS[standing]}: {measure_title(line)}" + (f" ({details})" if details else "")
    return Draft(text, line.sources[-MOST_SOURCES:], about=line.id)


def standing_of(line: KnownMeasure, on: str) -> str:
    """How a measure stands in a word of `_ORDER`."""
    if line.in_force == "yes":
        return "in force"
    if line.in_force == "due":
        return "due"
    if line.status == "suspended":
        return "suspended"
    if line.status == "ended":
        return "over"
    ahead = line.effective is not None and line.effective.end > on
    if ahead or line.status in ("announced", "threatened", "proposed"):
        return line.status if line.status in ("threatened", "proposed") else "announced"
    return "over" if line.in_force == "no" else "unknown"


def _until(line: KnownMeasure) -> str:
    return line.ended.end if line.ended else line.sources[-1].known_day


def measure_title(line: KnownMeasure) -> str:
    """A measure by its rate, kind and parties: "25% tariff of the United States on India (steel)"."""
    size = rate(line.rate) or money(line.value)
    what = " ".join(each for each in (size, MEASURES.get(line.kind, line.kind)) if each)
    by = joined([in_sentence(country_name(code)) for code in line.imposed_by])
    goods = shown(line.goods) if line.goods else ""
    if goods and country_in(goods, line.on):  # "Indian goods"
        on = f" on {goods}"
    else:
        on = f" on {joined([in_sentence(country_name(code)) for code in line.on])}" if line.on else ""
        on += f" ({goods})" if goods else ""
    return f"{what[0].upper()}{what[1:]} of {by}{on}"


def talks_of(
    connection: sa.Connection, pair: tuple[str, str], *, since: str, until: str, as_of: str | None
) -> list[Draft]:
    """The negotiations of the two, the one last spoken of first: standing, rounds, offers, conditions, deadlines."""
    threads = negotiations(connection, *pair, since=since, until=until, as_of=as_of)
    return [draft for thread in [*threads][: -MOST_THREADS - 1 : -1] for draft in _thread(thread)]


def _thread(thread: TalksThread) -> list[Draft]:
    name = thread.agreement or thread.subject
    subject = f"Talks on {_lower(name)}" if name else "Talks"
    status = "" if thread.status == "unknown" else f" {state_name(thread.status)},"
    told = f"{thread.articles} report{'' if thread.articles == 1 else 's'}"
    head = Draft(
        f"{subject}:{status} last spoken of on {thread.last_reported} ({told} since {thread.first_reported})",
        thread.sources[-3:],
        about=thread.id,
    )
    rounds = [_round(each) for each in _latest(thread.rounds, MOST_ROUNDS)]
    offers = [
        Draft(
            f"{_party(each.by)} offers {_party(each.to, doer=False)}",
            each.sources[:2],
            quote=shown(each.what),
            under=True,
        )
        for each in _latest(thread.offers, MOST_OFFERS)
    ]
    conditions = [
        Draft(f"{_party(each.by)} sets a condition", each.sources[:2], quote=shown(each.what), under=True)
        for each in _latest(thread.conditions, MOST_CONDITIONS)
    ]
    return [head, *rounds, *offers, *conditions, *_deadlines(thread.deadlines)]


def _round(each: TalksRound) -> Draft:
    where = f" in {each.where}" if each.where else ""
    days = list(dict.fromkeys(day for day in (each.start, each.end) if day))
    when = f", {' to '.join(days)}" if days else f", {plain_time(each.when)}" if each.when else ""
    who = _who(each.who)
    status = {"planned": " (planned)", "denied": " (called off)", "hypothetical": " (possible)"}.get(
        each.status or "", ""
    )
    return Draft(f"Round{where}{when}{status}" + (f": {who}" if who else ""), each.sources[:2], under=True)


def _who(parties: Iterable[Party]) -> str:
    """The people who came; a country alone says nothing here."""
    names = list(dict.fromkeys(party.name for party in parties if is_somebody(party.id, party.name)))
    return joined(names[:MOST_NAMES]) if names else ""


def _deadlines(deadlines: Sequence[TalksDeadline]) -> list[Draft]:
    known = [each for each in deadlines if each.value or each.end]
    if not known:
        return []
    days = list(dict.fromkeys(each.value or each.end or "" for each in known))
    by = " in one report, by ".join(days) if len(days) > 1 else days[0]
    return [Draft(f"To be done by {by}", [source for each in known for source in each.sources[:1]], under=True)]


def _latest(items: Sequence[Item], most: int) -> Sequence[Item]:
    return items[-most:][::-1]


def _party(code: str | None, *, doer: bool = True) -> str:
    if code is None:
        return "One side" if doer else "the other side"
    name = in_sentence(country_name(code))
    return name[0].upper() + name[1:] if doer else name


def _lower(name: str) -> str:
    """A name inside a sentence: "a bilateral trade agreement", while "COMPACT" stays."""
    return name if name.isupper() else shown(name)
