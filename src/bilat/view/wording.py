"""Plain words for the values of the record: what the terminal and the page both say."""

import re
from collections.abc import Iterable, Sequence

from bilat.records import Actor, EventType, Measure, Money, Rate, Reading, Sector, When

ACTS = {
    "say": "said",
    "announce": "announced",
    "deny": "denied",
    "accuse": "accused",
    "warn": "warned",
    "threaten": "threatened",
    "promise": "promised",
    "offer": "offered",
    "demand": "demanded",
    "request": "asked",
    "praise": "praised",
    "agree": "agreed",
    "refuse": "refused",
    "decline-to-comment": "declined to comment",
    "think": "is said to think",
    "want": "is said to want",
}
MEDIA = {
    "speech": "in a speech",
    "interview": "in an interview",
    "press-conference": "at a press conference",
    "statement": "in a statement",
    "post": "in a post",
    "document": "in a document",
    "testimony": "in testimony",
    "reported": "as reported",
}
STATUS = {
    "ongoing": "under way",
    "hypothetical": "only possible",
    "historical": "background",
    "in-force": "in force",
    "under-way": "under way",
}
MEASURES = {"export-control": "export control", "other": "measure"}
EVENT_TYPES: dict[EventType, str] = {
    "AGREE": "agree, offer or promise to cooperate",
    "CONSULT": "meet, visit, call, talk",
    "SUPPORT": "praise, recognise, sign",
    "CONCEDE": "yield in words",
    "COOPERATE": "cooperate in fact",
    "AID": "give money, arms or relief",
    "RETREAT": "yield in fact",
    "REQUEST": "ask, urge, demand",
    "ACCUSE": "criticise, allege, investigate",
    "REJECT": "refuse, cancel, veto",
    "THREATEN": "warn of hostile consequences",
    "PROTEST": "civilians demonstrate or strike",
    "SANCTION": "reduce relations, impose sanctions or tariffs",
    "MOBILIZE": "show force",
    "COERCE": "repress, seize, restrict",
    "ASSAULT": "physical harm",
}
SECTORS: dict[Sector, str] = {
    "GOV": "government",
    "LEG": "legislature",
    "MIL": "armed forces",
    "JUD": "courts",
    "COP": "police",
    "SPY": "intelligence",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "armed opposition",
    "PRM": "pro-government militia",
    "UAF": "unidentified armed group",
    "PRE": "partly recognised state",
    "BUS": "business",
    "LAB": "labour",
    "AGR": "farmers",
    "CVL": "civilians",
    "SOC": "civil society",
    "EDU": "education",
    "JRN": "journalists",
    "MED": "health",
    "REL": "religious",
    "REF": "refugees",
    "ELI": "former official",
    "CRM": "criminals",
    "UNK": "sector unknown",
    "IGO": "intergovernmental",
    "NGO": "non-governmental",
}
_UNITS = {"percent": "%"}
_PARTS_OF_DAY = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_REFERENCES = {"PAST_REF": "in the past", "PRESENT_REF": "now", "FUTURE_REF": "in the future"}
_LENGTHS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([YMWDHS])")
_YEAR_PART = re.compile(r"(\d{4})-(W\d{2}|Q[1-4X]|H[12]|SP|SU|FA|WI)(-WE)?")


class Names:
    """Names and countries of one Reading's actors, by id."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Keeps the actors by their ids."""
        self._actors = {actor.id: actor for actor in actors}

    def name(self, actor: str) -> str:
        """The actor's name; the id itself where the Reading has no such actor."""
        known = self._actors.get(actor)
        return known.name if known else actor

    def country(self, actor: str) -> str | None:
        """The country that an act of this actor counts for; an id that is a country code stands for itself."""
        known = self._actors.get(actor)
        if known is None:
            return actor if re.fullmatch(r"[A-Z]{3}", actor) else None
        return known.country or (known.id if known.kind == "country" else None)

    def full(self, actor: str) -> str:
        """The name, with the country in brackets where the name is not a country's own."""
        known = self._actors.get(actor)
        if known is None or known.kind == "country" or known.country is None:
            return self.name(actor)
        return f"{known.name} ({known.country})"

    def listed(self, actors: Sequence[str]) -> str:
        """Several names, parted by commas; "not named" for none."""
        return ", ".join(self.full(actor) for actor in actors) or "not named"

    def direction(self, source: Sequence[str], target: Sequence[str], nobody: str = "not named") -> str:
        """Who to whom: "India → United States"; "India ↔ United States" for a mutual event, which has no target."""
        if target:
            return f"{self.listed(source) if source else nobody} → {self.listed(target)}"
        if len(source) > 1:
            return " ↔ ".join(self.full(actor) for actor in source)
        return self.listed(source) if source else nobody


def status(value: str) -> str:
    """A status as one reads it: "in-force" -> "in force"."""
    return STATUS.get(value, value)


def when(time: When | None) -> str | None:
    """A time as one reads it; None where nothing is known."""
    if time is None:
        return None
    if time.value is not None:
        return plain_time(time.value)
    if time.start and time.end:
        return time.start if time.start == time.end else f"between {time.start} and {time.end}"
    if time.start:
        return f"not before {time.start}"
    return f"not after {time.end}" if time.end else None


def plain_time(value: str) -> str:
    """A TIMEX3 value in words: "P90D" -> "90 days", "2025-Q3" -> "quarter 3 of 2025"; days and months stay ISO."""
    if value in _REFERENCES:
        return _REFERENCES[value]
    if length := _LENGTH.fullmatch(value):
        unit = _LENGTHS.get(length[1] + length[3])
        number = "some" if length[2] == "X" else length[2]
        if unit:
            return f"{number} {unit}{'' if number == '1' else 's'}"
    if part := _YEAR_PART.fullmatch(value):
        return _part_of_year(part[1], part[2], weekend=bool(part[3]))
    day, _, clock = value.partition("T")
    if clock and not value.startswith("P"):
        return f"{day} {_PARTS_OF_DAY.get(clock, clock)}"
    return value


def _part_of_year(year: str, part: str, *, weekend: bool) -> str:
    if part in _SEASONS:
        return f"{_SEASONS[part]} {year}"
    unit = {"W": "week", "Q": "quarter", "H": "half"}[part[0]]
    number = "unknown" if part[1:] == "X" else part[1:].lstrip("0")
    return f"{'weekend of ' if weekend else ''}{unit} {number} of {year}"


def rate(value: Rate | None) -> str | None:
    """A rate: "25%", "3 cents per pound"."""
    if value is None:
        return None
    unit = _UNITS.get(value.unit)
    return f"{value.value:,g}{unit}" if unit else f"{value.value:,g} {value.unit}"


def money(value: Money | None) -> str | None:
    """An amount: "USD 300 million"."""
    if value is None:
        return None
    amount, scale = value.amount, ""
    for size, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(amount) >= size:
            amount, scale = amount / size, name
            break
    return f"{value.currency or 'currency unknown:'} {amount:,.6g}{scale}"


def chapters(numbers: Sequence[str]) -> str | None:
    """Chapters of the Harmonized System: "HS 72, 76"."""
    return f"HS {', '.join(numbers)}" if numbers else None


def measure_name(measure: Measure) -> str:
    """What kind of measure, with its rate: "25% tariff"."""
    return " ".join(part for part in (rate(measure.rate), MEASURES.get(measure.kind, measure.kind)) if part)


def intensity(value: float | None) -> str | None:
    """Intensity with its sign (a true minus), as PLOVER scores it from −10 to +10."""
    if value is None:
        return None
    return f"{value:+g}".replace("-", "−") if value else "0"


def source_line(reading: Reading) -> str:
    """Where and when: "Sample Wire, 2025-12-11"."""
    document = reading.document
    return ", ".join(part for part in (document.source, document.published) if part) or document.id


_DROPPED = {
    "fewer-than-two-countries": "names fewer than two countries",
    "not-english": "is not in English",
    "no-text": "holds no text",
    "too-long": "is too long",
    "unreadable": "could not be read",
}


def dropped_because(reason: str) -> str:
    """Why an item of a feed was left out, read after it: "names fewer than two countries"."""
    return _DROPPED.get(reason, reason)
