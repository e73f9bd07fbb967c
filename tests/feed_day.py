"""A day of feeds: forty of them, five hundred reports, and a fault in a fifth of all answers.

Sixteen papers have two feeds each, of which the second repeats some reports under other addresses; eight digests repeat
reports of all papers, with trackers. Some reports are edited some hours later, some dated anew, and a fifth is about
one country only. Tests and benchmarks/feed_day.py run it with a clock that does not wait.
"""

import asyncio
import hashlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import sqlalchemy as sa

import bilat
from bilat.documents.addresses import page_key
from bilat.feeds.fetching import Limits
from bilat.feeds.following import follow
from bilat.feeds.manner import Manner, Summary
from bilat.feeds.opml import Outline
from bilat.feeds.waiting import DAY, HOUR, Waits
from bilat.feeds.watching import Surroundings, Watcher
from bilat.records import Document, Reading
from bilat.store import tables
from tests.feed_clock import START, QuickClock
from tests.feed_faults import reply
from tests.feed_news import Story, atom, json_feed, page, rss, story
from tests.feed_server import Asked, FeedServer, Reply, resolve

PAPERS, DIGESTS, REPORTS = 16, 8, 500
FEEDS = 2 * PAPERS + DIGESTS
_SHOWN = 25
# How long it is watched, in seconds: a day, and until the last reports have come.
LENGTH = DAY + 4 * HOUR
_TYPES = {rss: "application/rss+xml", atom: "application/atom+xml", json_feed: "application/feed+json"}
# What goes wrong with a feed, and with a page; the last of each takes the time of a limit.
_FEED_FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500},
    {"status": 503, "headers": {"Retry-After": "300"}},
    {"status": 429, "headers": {"Retry-After": "120"}},
    {"status": 404},
    {"status": 304},
    {"status": 301, "headers": {"Location": "{path}"}},
    {"cut": 900},
    {"cut": 1_300, "headers": {"Content-Length": ""}},
    {"packed": "broken"},
    {"packed": "cut"},
    {"body": "invalid"},
    {"body": "empty"},
    {"body": "page"},
    {"body": "picture"},
    {"raw": ""},
    {"wait": 2.0},
)
_PAGE_FAULTS: tuple[dict[str, Any], ...] = (
    {"status": 500},
    {"status": 503, "headers": {"Retry-After": "120"}},
    {"status": 429, "headers": {"Retry-After": "60"}},
    {"cut": 500},
    {"packed": "broken"},
    {"raw": ""},
    {"wait": 2.0},
)


@dataclass(frozen=True)
class Printed:
    """A report, when it is edited or dated anew (null: never), and by which digests it is repeated."""

    story: Story
    edited_at: float | None
    dated_at: float | None
    repeated: bool
    digest: int | None

    def at(self, now: float) -> Story:
        """As it stands at a moment."""
        found = self.story
        if self.edited_at is not None and now >= self.edited_at:
            found = found.edited()
        if self.dated_at is not None and now >= self.dated_at:
            found = replace(found, published=self.dated_at)
        return found


class World:
    """The papers, their reports, and the answers of their servers at the time of a clock."""

    def __init__(self, clock: QuickClock, *, seed: int = 6, faults: float = 0.2) -> None:
        self._clock, self._seed, self._faults = clock, seed, faults
        self.server: FeedServer | None = None
        self.answers: Counter[str] = Counter()
        self._asked: Counter[str] = Counter()
        self.reports = [self._printed(number) for number in range(REPORTS)]
        self._at = {(each.story.host, each.story.path): each for each in self.reports}

    def hosts(self) -> tuple[str, ...]:
        papers = [f"{www}paper-{number}.example" for number in range(PAPERS) for www in ("", "www.")]
        return (*papers, *(f"digest-{number}.example" for number in range(DIGESTS)))

    def feeds(self) -> list[Outline]:
        assert self.server is not None
        addresses = [self.server.url(f"paper-{n}.example", path) for n in range(PAPERS) for path in ("/feed", "/feed2")]
        addresses += [self.server.url(f"digest-{number}.example") for number in range(DIGESTS)]
        return [Outline(address=address, folder="A day") for address in addresses]

    def answer(self, asked: Asked) -> Reply:
        """What a server says, or in a fifth of all answers something else."""
        self._asked[f"{asked.host}{asked.path}"] += 1
        chance = self._chance(asked.host, asked.path, self._asked[f"{asked.host}{asked.path}"])
        stories = self._shown(asked)
        if chance.random() >= self._faults:
            self.answers["well"] += 1
            return self._well(asked, stories)
        self.answers["badly"] += 1
        if stories is not None:
            return reply(chance.choice(_FEED_FAULTS), asked, stories, self._link(asked))
        return reply({"body": "empty"} | chance.choice(_PAGE_FAULTS), asked, (), "")

    def _well(self, asked: Asked, stories: list[Story] | None) -> Reply:
        if asked.path == "/robots.txt":
            return Reply(b"User-agent: *\nDisallow: /admin\n", headers={"Content-Type": "text/plain"})
        printed = self._at.get((asked.host.removeprefix("www."), asked.path.partition("?")[0]))
        if printed is not None:
            # A page keeps the date of its first publication.
            shown = replace(printed.at(self._clock.now()), published=printed.story.published)
            body = page(shown, f"Paper of {shown.host}")
            return Reply(body, headers={"Content-Type": "text/html; charset=utf-8"})
        if stories is None:
            return Reply(b"", 404)
        number = int(asked.host.removeprefix("www.").partition("-")[2].partition(".")[0])
        make = (rss, atom, json_feed)[number % 3]
        tracking = "" if asked.path == "/feed" and asked.host.startswith("paper") else f"?utm_source={asked.host}"
        body = make(stories, f"Feed of {asked.host}", self._link(asked), tracking=tracking)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if number % 2 and asked.headers.get("if-none-match") == tag:
            return Reply(b"", 304)
        return Reply(body, headers={"Content-Type": _TYPES[make], **({"ETag": tag} if number % 2 else {})})

    def _shown(self, asked: Asked) -> list[Story] | None:
        """The reports of a feed, the newest first; null where it is the address of none."""
        now, host = self._clock.now(), asked.host.removeprefix("www.")
        if not asked.path.startswith("/feed"):
            return None
        own = [each for each in self.reports if each.story.published <= now and self._is_in(each, host, asked.path)]
        own.sort(key=lambda each: -each.story.published)
        shown = [each.at(now) for each in own[:_SHOWN]]
        if host.startswith("digest") and self.server is not None:
            port = self.server.port
            return [replace(each, path=f"http://{each.host}:{port}{each.path}") for each in shown]
        return shown

    def _is_in(self, printed: Printed, host: str, path: str) -> bool:
        if host.startswith("digest"):
            return printed.digest == int(host.partition("-")[2].partition(".")[0])
        return printed.story.host == host and (not path.startswith("/feed2") or printed.repeated)

    def _link(self, asked: Asked) -> str:
        assert self.server is not None
        if asked.host.startswith("digest"):
            return ""
        www = "www." if asked.path.startswith("/feed2") else ""
        return f"http://{www}{asked.host.removeprefix('www.')}:{self.server.port}"

    def _printed(self, number: int) -> Printed:
        chance = self._chance("report", "", number)
        published = START + chance.uniform(0.0, 22 * HOUR)
        told = story(
            number, f"paper-{number % PAPERS}.example", published, abroad=number == 0 or chance.random() >= 0.2
        )
        return Printed(
            story=told,
            edited_at=published + chance.uniform(HOUR, 3 * HOUR) if chance.random() < 0.1 else None,
            dated_at=published + chance.uniform(HOUR, 3 * HOUR) if chance.random() < 0.05 else None,
            repeated=chance.random() < 0.3,
            digest=chance.randrange(DIGESTS) if chance.random() < 0.3 else None,
        )

    def _chance(self, *of: object) -> random.Random:
        return random.Random(f"{self._seed} {of}")


class DayClock(QuickClock):
    """A quick clock that stops a watcher when its time has come."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: float = START
        self.stop: Callable[[], None] = lambda: None

    async def wait(self, tasks: set[asyncio.Task[None]], stopped: asyncio.Task[None], until: float) -> None:
        await super().wait(tasks, stopped, until)
        if self.now() >= self.ends and not tasks:
            self.stop()


def run_day(
    record: bilat.Record,
    world: World,
    clock: DayClock,
    read: Callable[[Document], Reading],
    *,
    shifts: int = 4,
    log: Callable[..., None] | None = None,
) -> list[Summary]:
    """The day and four hours more, by so many programs one after the other: each goes on where the last has stopped."""
    follow(record.store, world.feeds(), now=clock.now())
    limits = Limits(seconds=0.8, connect_seconds=0.8, read_seconds=0.3)
    manner = Manner(
        allow=world.hosts(), waits=Waits(every=1.5 * HOUR), feed_limits=limits, page_limits=limits, most_at_once=24
    )
    summaries = []
    for shift in range(shifts):
        around = Surroundings(clock=clock, chance=random.Random(shift), resolve=resolve)
        around = around if log is None else replace(around, log=partial(log, shift=shift))
        watcher = Watcher(record.store, read, manner, around)
        clock.stop, clock.ends = watcher.stop, START + LENGTH * (shift + 1) / shifts
        summaries.append(asyncio.run(watcher.run()))
    return summaries


@dataclass(frozen=True)
class Outcome:
    """What the record holds in the end, against what the papers printed: addresses of reports, each list best empty."""

    lost: tuple[str, ...]
    twice: tuple[str, ...]
    strange: tuple[str, ...]
    not_edited: tuple[str, ...]
    not_dropped: tuple[str, ...]
    waiting: int
    kept: int
    revisions: int
    dropped: int
    pages: int


def outcome(record: bilat.Record, world: World) -> Outcome:
    """Holds the record against the day."""
    assert world.server is not None
    wanted = {page_key(world.server.url(each.story.host, each.story.path)): each for each in world.reports}
    abroad = {address for address, each in wanted.items() if each.story.abroad}
    with record.store.reading() as connection:
        rows = connection.execute(sa.select(tables.reports)).all()
        items = connection.execute(sa.select(tables.feed_items)).all()
    newest = {row.id: row for row in sorted(rows, key=lambda row: int(row.revision))}
    held = Counter(row.address for row in newest.values())
    titles = {row.address: row.title or "" for row in newest.values()}
    edited = {address for address in abroad if wanted[address].edited_at is not None}
    dropped = {item.address for item in items if item.state == "dropped"}
    return Outcome(
        lost=tuple(sorted(abroad - set(held))),
        twice=tuple(sorted(address for address, number in held.items() if number > 1)),
        strange=tuple(sorted(set(held) - abroad)),
        not_edited=tuple(sorted(address for address in edited if not titles.get(address, "").startswith("Updated: "))),
        not_dropped=tuple(sorted((set(wanted) - abroad) - dropped)),
        waiting=sum(item.state == "waiting" for item in items),
        kept=len(newest),
        revisions=len(rows) - len(newest),
        dropped=len(dropped),
        pages=sum(item.text_from == "page" for item in items),
    )
