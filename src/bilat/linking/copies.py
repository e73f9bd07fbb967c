"""Near-duplicates: wire copies, reprints, takes of one report with a paragraph more.

A reprint has the words of another report in the same order, so runs of three words (shingles) are compared. MinHash
finds the reports that may share many (Broder, On the resemblance and containment of documents, 1997), in bands that are
indexed in the record; whether they do is then counted in the texts themselves. Reports that are written to one form, as
those of earnings or of tenders are, share most words and differ in numbers and names, so those must agree as well.
"""

import zlib
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from bilat.linking.words import names_of, numbers_of, words_of
from bilat.store.tables import report_bands, reports

# A copy comes within so many days of the report it copies.
DAYS = 10
# A run of so many words.
SHINGLE = 3
# Twenty bands of two values each find a report that shares half of all shingles in 997 of 1000 cases, one that shares a
# quarter in 725.
BANDS, ROWS = 20, 2
# So much of the shingles of the shorter report stands in the longer one (containment), so many of its numbers and of
# its names.
CONTAINED, NUMBERS, NAMES = 0.7, 0.8, 0.75
# A report that holds a shorter one among five times as many words is a round-up, not a copy.
LONGER = 5
# Reports with fewer words than this are too short to tell a copy from a form ("Qtly div 20 cts vs 20 cts"): theirs must
# be the same words throughout, under titles that share half of their words.
SHORT = 25
# Only the likeliest reports are looked at.
LOOKED_AT = 20

Values = npt.NDArray[np.uint64]


class Content(NamedTuple):
    """What of a report is compared."""

    title: frozenset[str]
    words: list[str]
    shingles: frozenset[int]
    numbers: frozenset[str]
    names: frozenset[str]


def place(connection: sa.Connection, report: int) -> None:
    """Marks a report as a copy of the first that has its words, if one of these days has; makes it findable."""
    row = connection.execute(_wanted(reports.c.report == report)).one()
    content = content_of(row.title, row.text)
    if not content.words:
        return
    bands = bands_of(content.shingles)
    week = date.fromisoformat(row.known_day).toordinal() // 7
    found = [each for each in _candidates(connection, row, bands) if each.id != row.id]
    scored = [(score, each) for each in found if (score := likeness(content, content_of(each.title, each.text)))]
    if scored:
        score, first = max(scored, key=lambda pair: (pair[0], -pair[1].report))
        root = first.report if first.copy_of is None else first.copy_of
        values = {"copy_of": root, "copy_score": round(score, 3)}
        connection.execute(reports.update().where(reports.c.report == report).values(values))
    rows = [{"week": week, "band": band, "report": report} for band in sorted(set(bands))]
    if not connection.execute(sa.select(report_bands).filter_by(**rows[0])).first():
        connection.execute(report_bands.insert(), rows)


def content_of(title: str | None, text: str) -> Content:
    """What of a report is compared. A reprint may have a title of its own, so titles count with short reports only."""
    words = words_of(text)
    shingles = frozenset(
        zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(max(1, len(words) - SHINGLE + 1))
    )
    return Content(frozenset(words_of(title or "")), words, shingles, numbers_of(text), names_of(text))


def likeness(one: Content, other: Content) -> float | None:
    """The share of the shorter report that stands in the longer (0 to 1), or null where neither copies the other."""
    if min(len(one.words), len(other.words)) < SHORT:
        fewer, more = sorted((one.title, other.title), key=len)
        return 1.0 if one.words == other.words and _share(fewer, more) >= 0.5 else None
    shorter, longer = sorted((one, other), key=lambda content: len(content.shingles))
    if len(longer.shingles) > LONGER * len(shorter.shingles):
        return None
    contained = _share(shorter.shingles, longer.shingles)
    if contained < CONTAINED or _share(shorter.numbers, longer.numbers) < NUMBERS:
        return None
    return contained if _share(shorter.names, longer.names) >= NAMES else None


def bands_of(shingles: frozenset[int]) -> list[int]:
    """One number a band; two reports that share many shingles have the same number in some band."""
    values = np.fromiter(shingles, dtype=np.uint64, count=len(shingles))
    with np.errstate(over="ignore"):  # the products are meant modulo 2^64
        least = np.array([_mix(values * factor).min() for factor in _FACTORS])
        pairs = least.reshape(BANDS, ROWS)
        mixed = _mix(pairs[:, 0] ^ _mix(pairs[:, 1] + np.arange(BANDS, dtype=np.uint64)))
    return [int(value) for value in mixed >> np.uint64(1)]  # 63 bits: databases know signed numbers only


def _mix(values: Values) -> Values:
    """The last step of SplitMix64, which spreads what differs in few bits (Steele, Lea, Flood, 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Values = values ^ (values >> np.uint64(31))
    return mixed


with np.errstate(over="ignore"):
    _FACTORS = _mix(np.arange(1, BANDS * ROWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)


def _candidates(connection: sa.Connection, row: sa.Row[Any], bands: list[int]) -> list[sa.Row[Any]]:
    """The reports of these days that share most bands."""
    day = date.fromisoformat(row.known_day).toordinal()
    shared = sa.func.count().label("shared")
    likeliest = (
        sa.select(report_bands.c.report)
        .where(
            report_bands.c.week.in_(range((day - DAYS) // 7, (day + DAYS) // 7 + 1)),
            report_bands.c.band.in_(bands),
            report_bands.c.report != row.report,
        )
        .group_by(report_bands.c.report)
        .order_by(shared.desc(), report_bands.c.report)
        .limit(LOOKED_AT)
    )
    keys = list(connection.execute(likeliest).scalars())
    if not keys:
        return []
    found = connection.execute(_wanted(reports.c.report.in_(keys))).all()
    return [each for each in found if abs(date.fromisoformat(each.known_day).toordinal() - day) <= DAYS]


def _wanted(condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    columns = ("report", "id", "title", "text", "known_day", "copy_of")
    return sa.select(*(reports.c[name] for name in columns)).where(condition)


def _share(part: frozenset[Any], whole: frozenset[Any]) -> float:
    return len(part & whole) / len(part) if part else 1.0
