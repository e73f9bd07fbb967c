"""How feeds are watched, and what came of it."""

from dataclasses import dataclass, field

from bilat.feeds.fetching import Limits
from bilat.feeds.waiting import Waits
from bilat.records import Record


@dataclass(frozen=True, slots=True)
class Manner:
    """`allow` names hosts that may be on this machine or its network; `tries` are for a page that is out of order."""

    allow: tuple[str, ...] = ()
    waits: Waits = field(default_factory=Waits)
    feed_limits: Limits = field(default_factory=Limits)
    page_limits: Limits = field(default_factory=lambda: Limits(seconds=30.0, bytes=4_000_000))
    most_at_once: int = 16
    tries: int = 6


class Report(Record, frozen=True, kw_only=True):
    """A report that came of an item: `outcome` is new, revision or unchanged; `text_from` page or feed."""

    report: str
    outcome: str
    title: str | None
    url: str | None
    feed: str
    text_from: str


class Summary(Record, frozen=True, kw_only=True):
    """What a run did. Counts; `reports` by what became of them, `dropped` by reason."""

    polls: int
    failed: int
    items: int
    reports: dict[str, int]
    dropped: dict[str, int]
    waiting: int
