"""Lines of a brief from happenings, statements and tone: each a sentence, the words of a report, and its sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from statistics import fmean

import sqlalchemy as sa

from bilat.records import Document
from bilat.relations.compare import Account, Comparison, compare
from bilat.relations.happenings import Happening, KnownTime, Party, Telling
from bilat.relations.known import Source, known_by
from bilat.relations.naming import country_name, days_later
from bilat.relations.passages import Place, sentences, words_at
from bilat.relations.phrases import Phrase, in_sentence, joined, kind_of, phrase_of, sentence_of
from bilat.relations.statements import StatementLine, about_reports
from bilat.relations.tone import OCCURRED, interval
from bilat.relations.voices import FEWEST_WORDS, OFFICIAL
from bilat.store.sides import INTERGOVERNMENTAL, pair_of
from bilat.store.tables import actors, event_pairs, events, reports
from bilat.view.safe import one_line
from bilat.view.wording import ACTS, MEDIA, intensity, plain_time

# A quotation is cut after so many characters; of a shorter one than this nothing can be understood.
LONGEST, SHORTEST = 260, 40
# So many names of a side stand in a sentence.
MOST_NAMES = 3
# So many speakers are quoted, each once; so many calls, visits and meetings are compared.
MOST_SPEAKERS, MOST_COMPARED = 8, 8
# What was due, or has no day, is shown while it was spoken of in so many days.
LATELY = 90
# Words so alike are the same words told twice.
ALIKE = 0.8
# How much an event of a type weighs beside its intensity, when the most important are chosen: an editor's order.
_WEIGHT = {
    "ASSAULT": 4, "COERCE": 3, "MOBILIZE": 3, "SANCTION": 3, "RETREAT": 3, "AGREE": 3.5, "CONSULT": 2, "THREATEN": 2,
    "AID": 2, "COOPERATE": 2, "CONCEDE": 1.5, "REJECT": 1.5, "ACCUSE": 1, "REQUEST": 1, "SUPPORT": 0.5, "PROTEST": 0.5,
}  # fmt: skip
# A tone of fewer events than this is no tone.
_FEWEST_EVENTS = 5


_DATELINE = re.compile(r"[A-Z][A-Z' .,]+(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{1,40}\))? ?[-–—]+ ")
_DUTIES = re.compile(r"\b(?:duty|duties|tariffs?|surcharge|lev(?:y|ies))\b", re.IGNORECASE)
# A topic that every call has: what it leaves out tells nothing.
_NO_SUBJECT = frozenset({"diplomacy"})
# Words that lean on what stands before them, and mean nothing without it.
_LEANS = re.compile(r"(?:that )?(?:he|she|it|they|him|them|this|these|those|his|her|its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A line before its sources have numbers."""

    text: str
    sources: Sequence[Source]
    day: str | None = None
    quote: str | None = None
    about: str | None = None
    under: bool = False  # goes with the line above it
    quoted: Sequence[Source] = ()  # sources that may be quoted, the best first


def happened(found: Iterable[Happening], most: int) -> tuple[list[Draft], int]:
    """The most important of what happened, the newest first, and how many more there are.

    What only goes on as before stands elsewhere. Of two lines in the same words the less important one is left out.
    """
    done = [one for one in found if one.status in ("occurred", "denied") or _is_going_on(one)]
    done.sort(key=lambda one: (-_importance(one), one.day))
    kept: list[Draft] = []
    for one in done:
        draft = _happening(one)
        if not any(_is_same(draft, other) for other in kept):
            kept.append(draft)
    shown_ = sorted(kept[:most], key=lambda draft: draft.day or "", reverse=True)
    return shown_, len(kept) - len(shown_)


def planned(found: Iterable[Happening], today: str) -> list[Draft]:
    """What is to come, the nearest first, then what was due lately, then what has no day and was spoken of lately."""
    lately = days_later(today, -LATELY)
    open_ = [one for one in found if one.status == "planned" and max(one.last_reported, _end(one)) >= lately]
    open_.sort(key=lambda one: (one.time is None, one.expected == "due", one.day))
    drafts: list[Draft] = []
    for one in open_:
        draft = _happening(one)
        told = [] if _is_day(one.time) else [_when(one.time)]
        if one.expected == "due":
            told.append("no report says whether it happened")
        text = f"{draft.text} ({'; '.join(told)})" if told else draft.text
        draft = replace(draft, text=text, day=one.day if _is_day(one.time) else None)
        if not any(_is_same(draft, other) for other in drafts):
            drafts.append(draft)
    return drafts


def times_apart(found: Iterable[Happening]) -> list[Draft]:
    """Events that reports put on different days."""
    return [
        Draft(
            f"{_happening(one).text}: on {_when(one.time)}, but on "
            f"{joined([_when(time) for time in one.time_conflicts])} by other accounts",
            one.sources,
            about=one.id,
        )
        for one in found
        if one.time is not None and one.time_conflicts and one.status == "occurred"
    ]


def accounts_apart(connection: sa.Connection, found: Iterable[Happening], as_of: str | None) -> list[Draft]:
    """Calls, visits and meetings of which a side leaves out what another account names."""
    met = [one for one in found if one.type == "CONSULT" and one.status == "occurred"]
    met.sort(key=lambda one: (-one.independent_sources, one.day))
    drafts = []
    for one in met[:MOST_COMPARED]:
        told = compare(connection, one.id, as_of=as_of)
        parts = _left_out(told)
        if parts:
            sources = list({account.source.report: account.source for account in told.accounts}.values())
            text = f"{kind_of(told.type, told.mode).capitalize()}, {joined(told.who[:MOST_NAMES])}: {'; '.join(parts)}"
            drafts.append(Draft(text, sources, one.day, about=one.id))
    return drafts


def said(connection: sa.Connection, pair: tuple[str, str], since: str, until: str, as_of: str | None) -> list[Draft]:
    """What those who speak for one of the two said, one line a speaker, in reports on something between the two."""
    about = (
        sa.select(events.c.report)
        .join(event_pairs, event_pairs.c.event == events.c.event)
        .join(reports, reports.c.report == events.c.report)
        .where(event_pairs.c.pair == pair_of(*pair), events.c.dropped == 0, known_by(as_of))
        .where(reports.c.known_day >= since)
        .distinct()
    )
    keys = list(connection.execute(about).scalars())
    best: dict[str, StatementLine] = {}
    for line in sorted(about_reports(connection, keys, pair, as_of), key=_telling_much, reverse=True):
        if since <= line.day <= until and line.speaker and line.speaker_name and _may_be_quoted(line):
            best.setdefault(line.speaker, line)
    chosen = sorted(list(best.values())[:MOST_SPEAKERS], key=lambda line: line.day, reverse=True)
    roles = _roles(connection, [line.speaker for line in chosen if line.speaker], keys)
    return [_statement(line, roles.get(line.speaker or "")) for line in chosen]


def _may_be_quoted(line: StatementLine) -> bool:
    """Whether it is somebody's own and can be understood without what stands before it."""
    if line.act in ("think", "want") or line.sources[0].where == "title" or len(line.content.split()) <= FEWEST_WORDS:
        return False
    if one_line(line.content) != one_line(line.sources[0].words):
        return False  # pieces with other words between them
    return is_somebody(line.speaker or "", line.speaker_name or "") and not _LEANS.match(line.content)


def _roles(connection: sa.Connection, speakers: Sequence[str], keys: Sequence[int]) -> dict[str, str]:
    """The offices of speakers as the newest of the reports that name them has them."""
    wanted = sa.select(actors.c.actor, actors.c.role).where(
        actors.c.actor.in_(speakers), actors.c.role.is_not(None), actors.c.report.in_(keys)
    )
    return {row.actor: row.role for row in connection.execute(wanted.order_by(actors.c.report))}


def tone_of(found: Iterable[Happening]) -> tuple[list[Draft], str | None]:
    """The mean of the period with its interval, and how to read it."""
    values = [one.intensity for one in found if one.status in OCCURRED and one.intensity is not None]
    if len(values) < _FEWEST_EVENTS:
        return [], None
    low, high = interval(values)
    up, down = sum(value > 0 for value in values), sum(value < 0 for value in values)
    text = (
        f"Mean intensity {intensity(round(fmean(values), 1))} over {len(values)} events "
        f"(95 percent interval {intensity(low)} to {intensity(high)}); {up} cooperative, {down} hostile"
    )
    note = (
        "On PLOVER’s scale from −10 (conflict) to +10 (cooperation), each event once; what is planned, denied or "
        "background is left out. It moves with what was reported, not only with what happened."
    )
    return [Draft(text, ())], note


def shown(words: str, longest: int = LONGEST) -> str:
    """Words of a report on one line, cut at a word where they are long."""
    line = one_line(words).strip().lstrip("-–•* ").strip('"“”,')
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"


def whole_sentences(connection: sa.Connection, drafts: Iterable[Draft]) -> list[Draft]:
    """The lines with the whole sentences that their words stand in, where those are not too long.

    A sentence that another line shows already is not shown again where another report tells the same.
    """
    found: list[Draft] = []
    for draft in drafts:
        wordings = [words for source in draft.quoted if (words := _sentence(connection, source))]
        shown_already = {other.quote for other in found}
        fresh = next((words for words in wordings if words not in shown_already), draft.quote)
        found.append(replace(draft, quote=fresh))
    return found


def _sentence(connection: sa.Connection, source: Source) -> str | None:
    """The sentence around the words of a source, without a dateline; None where it is too long to be shown whole."""
    if source.where == "title":
        return None
    text = connection.execute(
        sa.select(reports.c.text).where(reports.c.id == source.report, reports.c.revision == source.revision)
    ).scalar_one()
    words = Place(source.where, *source.span)
    document = Document(id=source.report, text=text)
    around = [words_at(document, place) for place in sentences(document) if place.touches(words)]
    around = [each for each in around if len(each.split()) >= FEWEST_WORDS] or around  # no sub-heading
    sentence = shown(_DATELINE.sub("", " ".join(around)), LONGEST + 1)
    return sentence if len(sentence) <= LONGEST else None


def _happening(one: Happening) -> Draft:
    best = _best(one)
    return Draft(headline_of(one), one.sources, one.day, shown(best[0].words), one.id, quoted=best)


def headline_of(one: Happening) -> str:
    """A happening as a sentence without its stop: "Narendra Modi and Donald Trump spoke by telephone"."""
    return sentence_of(_phrase(one), one.status, *_names(one))


def words_to_quote(one: Happening) -> Telling:
    """The account whose words stand best under the headline."""
    return _best(one)[0]


def _phrase(one: Happening) -> Phrase:
    """The words for it; plain words for duties count as their topic."""
    duties = any(_DUTIES.search(source.words) for source in one.sources)
    return phrase_of(one.type, one.mode, (*one.topics, "tariffs") if duties else one.topics)


def _names(one: Happening) -> tuple[list[str], list[str]]:
    """Doers and done-to: people where the act is their own, else the countries; what is done is done to a country."""
    people = _phrase(one).people
    doers = _people(one.source_parties) if people else []
    done_to = _people(one.target_parties) if one.type == "CONSULT" and one.mode != "visit" else []
    return doers or _states(one.source, one.source_parties), done_to or _states(one.target, one.target_parties)


def _states(codes: Sequence[str], parties: Sequence[Party]) -> list[str]:
    """The countries of a side; intergovernmental bodies, which share a code, by their names."""
    if INTERGOVERNMENTAL not in codes:
        return _countries(codes)
    bodies = [in_sentence(party.name) for party in parties if party.country is None] or ["an intergovernmental body"]
    return [*_countries([code for code in codes if code != INTERGOVERNMENTAL]), *bodies[:MOST_NAMES]]


def _people(parties: Sequence[Party]) -> list[str]:
    """The people and delegations of a side, and the countries of which there are none."""
    people = [party for party in parties if ":" in party.id and _is_name(party.name)]
    people = people or [
        party for party in parties if ":" in party.id and party.name.split()[0].lower() in ("a", "an", "the")
    ]
    there = {party.country for party in people}
    names = [party.name for party in people][:MOST_NAMES]
    countries = [party.country for party in parties if party.country and party.country not in there]
    return [*dict.fromkeys(names), *_countries(list(dict.fromkeys(countries)))] if people else []


def _countries(codes: Sequence[str]) -> list[str]:
    return [in_sentence(country_name(code)) for code in codes]


def is_somebody(actor: str, name: str) -> bool:
    """Whether a speaker is somebody, or some body, by name: no country, no delegation."""
    return ":" in actor and _is_name(name)


def _is_name(words: str) -> bool:
    parts = words.split()
    named = len(parts) > 1 and all(part[0].isupper() for part in parts) and parts[0] != "The"
    return named and parts[-1] not in ("Officials", "Sources", "Ministers")


def _best(one: Happening) -> list[Telling]:
    """The accounts to quote, first what says what the line says, in words neither too short nor too long."""

    def order(told: Telling) -> tuple[bool, bool, bool, bool, int]:
        length = len(told.words)
        return (
            told.copy, told.status != one.status, told.where == "title", not SHORTEST <= length <= LONGEST,
            -one.sources.index(told),
        )  # fmt: skip

    return sorted(one.sources, key=order)


def _importance(one: Happening) -> float:
    """An editor's order: what weighs by its kind and intensity, what several sources tell, what named people do."""
    people = {
        party.country for party in (*one.source_parties, *one.target_parties) if is_somebody(party.id, party.name)
    }
    return (
        _WEIGHT.get(one.type, 1)
        + abs(one.intensity or 0) / 5
        + min(one.independent_sources, 5) / 2
        + len(people) / 2
        + 1.5 * (one.mode in ("phone", "visit"))
        - 2 * (one.status == "denied")
    )


def _is_going_on(one: Happening) -> bool:
    return one.type == "CONSULT" and one.status == "ongoing"


def _is_same(one: Draft, other: Draft) -> bool:
    """Whether a line tells what another tells already, in nearly the same words or in some of them."""
    if not one.quote or not other.quote:
        return False
    if one.quote in other.quote or other.quote in one.quote:
        return True
    return SequenceMatcher(None, one.quote, other.quote, autojunk=False).ratio() > ALIKE


def _is_day(time: KnownTime | None) -> bool:
    return time is not None and time.start is not None and time.start == time.end


def _end(one: Happening) -> str:
    return (one.time and (one.time.end or one.time.start)) or ""


def _when(time: KnownTime | None) -> str:
    if time is None:
        return "no day is known"
    if time.value:
        return plain_time(time.value)
    known = [day for day in (time.start, time.end) if day]
    return " to ".join(dict.fromkeys(known)) or "no day is known"


def _left_out(told: Comparison) -> list[str]:
    """What each side's post, statement or readout leaves out that another names, or that a report says it does."""
    own = _by_name(account for account in told.accounts if account.kind in OFFICIAL and account.side)
    named = {name: {topic.topic for each in group for topic in each.names} for name, group in own.items()}
    found = []
    for name, group in own.items():
        says: dict[str, list[str]] = {}
        for left in (left for each in group for left in each.leaves_out if left.told and left.topic not in named[name]):
            if left.told is not None:
                says.setdefault(left.told.source or left.told.report, []).append(left.topic)
        told_already = {topic for unnamed in says.values() for topic in unnamed}
        by_topics: dict[tuple[str, ...], list[str]] = {}
        for by, unnamed in says.items():
            by_topics.setdefault(tuple(unnamed), []).append(by)
        parts = [f"{_topics(unnamed)} (so {joined(tellers)})" for unnamed, tellers in by_topics.items()]
        for other, topics in named.items():
            left_ = topics - named[name] - told_already - _NO_SUBJECT
            if other != name and left_:
                told_already |= left_
                where = f"a{other[1:]}" if other.startswith("A ") else other
                parts.append(f"{_topics(sorted(left_))} (named in {where})")
        if parts:
            found.append(f"{name} leaves out {joined(parts)}")
    return found


def _topics(topics: Sequence[str]) -> str:
    return joined([topic.replace("-", " ") for topic in dict.fromkeys(topics)])


def _by_name(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    """Accounts of one voice that several reports hand on, together."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(account.name, []).append(account)
    return found


def _telling_much(line: StatementLine) -> tuple[float, str]:
    """How much a statement is worth quoting; of two alike the newer."""
    score = 2.0 * (line.kind in ("direct", "mixed")) + (line.medium not in ("unknown", "reported"))
    score += 1.5 * bool(line.topics) + (line.act != "say") + min(line.independent_sources, 3) / 2
    return score + min(len(line.content), 200) / 200, line.day


def _statement(line: StatementLine, role: str | None) -> Draft:
    source = line.sources[0]
    medium = MEDIA.get(line.medium, "") if line.medium != "reported" else ""
    about = ", ".join(each for each in (role, country_name(line.side) if line.side else None) if each)
    who = f"{line.speaker_name} ({about})" if about else str(line.speaker_name)
    did = " ".join(each for each in (ACTS.get(line.act, "said"), medium) if each)
    own = "" if line.kind == "direct" else f", as {source.source or 'the report'} puts it"
    return Draft(
        f"{who} {did}{own}",
        line.sources,
        line.day,
        shown(re.sub(r"^that ", "", line.content)),
    )
