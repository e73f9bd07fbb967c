"""What several accounts of one happening tell between them.

The type is the one that most independent sources give; the time is the most precise one, of those the one that most
independent sources give, and times that contradict it stand beside it; the status is that of the latest report that
can settle it (`_settled`).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from bilat.records import EventStatus, Precision, Where
from bilat.store.rows import can_be_when

# From the most precise on; a time of day is no better than a day for telling happenings apart.
_FINENESS: dict[str, int] = {
    "second": 0, "minute": 0, "hour": 0, "part-of-day": 0, "day": 0, "weekend": 1, "week": 2, "month": 3, "season": 4,
    "quarter": 4, "half-year": 5, "year": 6, "decade": 7, "century": 8, "vague": 9,
}  # fmt: skip


class KnownTime(msgspec.Struct, frozen=True, gc=False):
    """A day or longer time in the world, with how many reports and independent sources give it."""

    value: str | None
    start: str | None
    end: str | None
    precision: Precision | None
    articles: int
    independent_sources: int


class Account(NamedTuple):
    """A row of `events` with its report, and with the direction it has between the pair (`pair` null: not of the pair).

    A named tuple, and not SQLAlchemy's row, because reading a field of that takes ten times as long. The fields from
    `happening_id` on are null where an account is only counted.
    """

    event: int
    happening: int | None
    report: int
    type: str
    mode: str | None
    status: EventStatus
    time: str | None
    time_start: str | None
    time_end: str | None
    time_precision: Precision | None
    intensity: float | None
    known_day: str
    origin: str | None
    pair: str | None
    pair_source: str | None
    pair_target: str | None
    happening_id: str | None
    item: str
    located_in: Where
    span_start: int
    span_end: int
    by: str
    corrected: str | None
    words: str
    report_id: str
    report_revision: int
    report_title: str | None
    report_source: str | None
    report_published: str | None
    report_url: str | None
    report_copy_of: int | None
    source: str
    target: str
    place: str | None
    place_country: str | None
    topics: str | None
    contexts: str | None
    according_to: str | None
    link_reason: str | None
    link_score: float | None
    link_by: str | None


class Known(NamedTuple):
    """A happening worked out from its accounts, before the words behind it are fetched.

    `lead` is the account whose type, mode, intensity and parties stand for all, `settled` the one that has the status.
    """

    accounts: Sequence[Account]
    lead: Account
    settled: Account
    status: EventStatus
    time: KnownTime | None
    conflicts: tuple[KnownTime, ...]
    articles: int
    independent_sources: int

    @property
    def day(self) -> str:
        """The first day it can have been on; that of the first report where no time is known."""
        return (self.time and (self.time.start or self.time.end)) or str(self.accounts[0].known_day)

    @property
    def last_day(self) -> str:
        """The last day it can have been on."""
        return (self.time and self.time.end) or self.day

    def expected(self, today: str) -> Literal["ahead", "due"] | None:
        """Whether what is planned lies ahead; None for what is not planned or has no time."""
        if self.status != "planned" or self.time is None:
            return None
        return "ahead" if self.last_day >= today else "due"


def known_of(rows: list[Account]) -> Known | None:
    """What the accounts of one happening tell between them; None where none of them is of the pair.

    Accounts without `pair` lead nothing, but count: they can settle the status and the time.
    """
    if len(rows) == 1:
        row = rows[0]
        told = _time_of(row)
        time = KnownTime(*told, row.time_precision, 1, 1) if told is not None else None
        return Known(rows, row, row, row.status, time, (), 1, 1) if row.pair is not None else None
    rows.sort(key=lambda row: (row.known_day, row.event))
    between = [row for row in rows if row.pair is not None]
    if not between:
        return None
    lead = _lead(between)
    settled, status = _settled(rows)
    time, conflicts = _times(rows)
    articles, sources = _counts(rows)
    return Known(rows, lead, settled, status, time, conflicts, articles, sources)


def _lead(rows: Sequence[Account]) -> Account:
    """The newest account of the type and mode that most independent sources give."""
    kinds: dict[tuple[str, str | None], list[Account]] = {}
    for row in rows:
        kinds.setdefault((row.type, row.mode), []).append(row)
    # A mode says more than none, where as many sources give it.
    most = max(kinds, key=lambda kind: (*reversed(_counts(kinds[kind])), kind[1] is not None, kinds[kind][-1].event))
    return kinds[most][-1]


def _settled(rows: Sequence[Account]) -> tuple[Account, EventStatus]:
    """The account that settles whether it happened, and the status.

    The latest report wins between planned, occurred and denied. But what was told as having happened is not undone by
    a later report that still calls it planned; what only might happen settles nothing where another account does; and
    what was planned before and is told as background later has happened.
    """

    def latest(*statuses: str) -> Account | None:
        return next((row for row in reversed(rows) if row.status in statuses), None)

    done = latest("occurred", "ongoing", "denied")
    background = latest("historical")
    if background is not None and (done is None or (done.status == "denied" and _is_later(background, done))):
        was_open = any(row.status in ("planned", "denied") and _is_later(background, row) for row in rows)
        return background, "occurred" if was_open else "historical"
    plan = latest("planned")
    if done is not None and (done.status != "denied" or plan is None or _is_later(done, plan)):
        return done, done.status
    settled = plan or done or rows[-1]
    return settled, settled.status


def _is_later(one: Account, other: Account) -> bool:
    return bool((one.known_day, one.event) > (other.known_day, other.event))


def _time_of(row: Account) -> tuple[str | None, str | None, str | None] | None:
    """Value, first and last day; None where the report gives none, or one that cannot be that of what happened."""
    start, end = row.time_start, row.time_end
    if start is None:
        return (row.time, start, end) if end is not None else None
    return (row.time, start, end) if can_be_when(row.status, start, row.known_day) else None


def _times(rows: Sequence[Account]) -> tuple[KnownTime | None, tuple[KnownTime, ...]]:
    """The time that holds, and those that contradict it."""
    told: dict[tuple[str | None, str | None, str | None], list[Account]] = {}
    for row in rows:
        if (time := _time_of(row)) is not None:
            told.setdefault(time, []).append(row)
    times = [KnownTime(*time, found[-1].time_precision, *_counts(found)) for time, found in told.items()]
    if not times:
        return None, ()
    best = min(
        times, key=lambda time: (_FINENESS.get(time.precision or "vague", 9), -time.independent_sources, -time.articles)
    )
    apart = [time for time in times if not _overlap(time, best)]
    return best, tuple(sorted(apart, key=lambda time: time.start or time.end or ""))


def _overlap(one: KnownTime, other: KnownTime) -> bool:
    latest_start = max(one.start or "", other.start or "")
    return latest_start <= min(one.end or "9999", other.end or "9999")


def _counts(rows: Sequence[Account]) -> tuple[int, int]:
    """Reports, and independent sources among them; sources that are not known count as one where no other tells it."""
    if len(rows) == 1:
        return 1, 1
    return len({row.report for row in rows}), len({row.origin for row in rows} - {None}) or 1
