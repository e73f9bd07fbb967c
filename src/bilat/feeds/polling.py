"""One poll of one feed: what is asked, what the answer means, and what is written down of it."""

import hashlib
import random

import msgspec
import sqlalchemy as sa

from bilat.documents.addresses import page_key, site_of
from bilat.errors import InputError
from bilat.feeds.desk import Desk
from bilat.feeds.fetching import Answer, Fetcher, FetchError
from bilat.feeds.formats import Feed, Item, read_feed
from bilat.feeds.logs import Log
from bilat.feeds.manner import Manner
from bilat.feeds.redacting import shown_in
from bilat.feeds.sameness import is_front_page, keys_of, version_of
from bilat.feeds.waiting import DAY, Clock, back_off, fresh_for, next_poll
from bilat.store import feeds

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, */*;q=0.1"
)
_GONE = 410
# No feed is left alone longer because of how long its answer stays fresh, in seconds.
_LONGEST_FRESH = 6 * 3_600.0
# Now and then a feed is fetched whole, whatever its server says of changes: some say always that there are none.
_WHOLE_EVERY = DAY


class Poller:
    """Polls feeds."""

    def __init__(
        self, desk: Desk, fetcher: Fetcher, clock: Clock, manner: Manner, chance: random.Random, log: Log
    ) -> None:
        """`chance` is where jitter comes from."""
        self._desk, self._fetcher, self._clock = desk, fetcher, clock
        self._manner, self._chance, self._log = manner, chance, log

    async def poll(self, feed: "feeds.AnyRow") -> int | None:
        """Asks a feed what is new and writes it down; gives the number of items to be read, null where it failed."""
        asked = self._conditions(feed)
        try:
            answer = await self._fetcher.get(feed.address, self._manner.feed_limits, {"Accept": _ACCEPT} | asked)
            return await self._take(feed, answer, conditional=bool(asked))
        except FetchError as error:
            await self._fail(feed, error.problem, error.status, error.after)
        except InputError as error:
            await self._fail(feed, error.problem, 200, None)
        return None

    def _conditions(self, feed: "feeds.AnyRow") -> dict[str, str]:
        """The headers that ask for an answer only if something has changed."""
        if feed.whole_at is None or feed.whole_at + _WHOLE_EVERY <= self._clock.now():
            return {}
        asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
        return {name: value for name, value in asked.items() if value}

    async def _take(self, feed: "feeds.AnyRow", answer: Answer, *, conditional: bool) -> int | None:
        """What an answer means. Raises `InputError` where it is no feed, `FetchError` where it is none at all."""
        now = self._clock.now()
        if answer.status == _GONE:
            await self._desk.write(lambda connection: self._stop(connection, feed, answer, now))
            self._log("stopped", feed=feed.address, problem="the server answers 410 Gone")
            return None
        if answer.status == 304 and not conditional:
            raise FetchError("status", "the server answers 304 Not Modified, though nothing was known", status=304)
        if answer.status not in (200, 304):
            raise FetchError("status", f"the server answers {answer.status}", status=answer.status)
        digest = hashlib.sha256(answer.data).hexdigest()[:32] if answer.status == 200 else feed.digest
        found = None
        if digest != feed.digest:
            charset = answer.charset
            found = await self._desk.think(lambda: read_feed(answer.data, answer.url, now, charset=charset))
        counts = await self._desk.write(lambda connection: self._keep(connection, feed, answer, found, digest))
        self._log(
            "polled",
            feed=feed.address,
            status=answer.status,
            seconds=answer.seconds,
            items=None if found is None else len(found.items),
            new=counts[0] or None,
            changed=counts[1] or None,
            problem=None if found is None else found.notice,
            moved_to=answer.moved,
        )
        return sum(counts)

    def _keep(
        self, connection: sa.Connection, feed: "feeds.AnyRow", answer: Answer, found: Feed | None, digest: str | None
    ) -> tuple[int, int]:
        now = self._clock.now()
        ttl = found.ttl if found is not None else 0.0
        asked = max(min(fresh_for(answer.headers), _LONGEST_FRESH), min(ttl, _LONGEST_FRESH))
        validators = (answer.headers.get("etag"), answer.headers.get("last-modified"))
        if found is not None and found.notice is not None:
            validators, digest = (None, None), None  # what was missing is asked for again
        elif answer.status == 304:
            validators = (validators[0] or feed.etag, validators[1] or feed.modified)
        told = feeds.Polled(
            status=answer.status,
            latency=answer.seconds,
            next_poll=now + next_poll(self._manner.waits, asked, self._chance),
            title=None if found is None else found.title,
            home=None if found is None else found.home,
            notice=feed.notice if found is None else found.notice,
            validators=validators,
            digest=digest,
            whole=answer.status == 200,
            moved=answer.moved,
        )
        counts = (0, 0)
        if found is not None:
            pause = self._manner.waits.between_changes
            counts = feeds.see_items(connection, feed.feed, _seen(found.items), now=now, pause=pause)
        feeds.polled(connection, feed.feed, told, now)
        return counts

    def _stop(self, connection: sa.Connection, feed: "feeds.AnyRow", answer: Answer, now: float) -> None:
        problem = "the server answers 410 Gone"
        feeds.failed(connection, feed.feed, problem, status=answer.status, next_poll=now, now=now)
        feeds.stop_feed(connection, feed.feed, problem)

    async def _fail(self, feed: "feeds.AnyRow", problem: str, status: int | None, after: float | None) -> None:
        now = self._clock.now()
        wait = back_off(self._manner.waits, feed.failures + 1, after, self._chance)
        told = shown_in(problem)
        await self._desk.write(
            lambda connection: feeds.failed(connection, feed.feed, told, status=status, next_poll=now + wait, now=now)
        )
        self._log("failed", feed=feed.address, problem=told, status=status, again_in=round(wait))


def _seen(items: tuple[Item, ...]) -> list[feeds.Seen]:
    """Items as the record keeps them, the oldest first; those that say nothing at all are left out."""
    seen: dict[str, feeds.Seen] = {}
    for key, item in zip(keys_of(items), items, strict=True):
        if not (item.url or item.title or item.text):
            continue
        own_page = item.url is not None and not is_front_page(item.url)
        seen.setdefault(
            key,
            feeds.Seen(
                key=key,
                guid=item.guid if key.startswith("id ") else None,  # one that several items have tells none apart
                address=page_key(item.url) if item.url and own_page else None,
                site=site_of(item.url) if item.url else None,
                url=item.url if own_page else None,
                title=item.title,
                published=item.published,
                digest=version_of(item),
                entry=msgspec.json.encode(item).decode(),
            ),
        )
    return list(seen.values())[::-1]
