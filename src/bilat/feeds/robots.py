"""What robots.txt says of a page, asked for once a day and host."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from bilat.documents.text import decode
from bilat.errors import InputError
from bilat.feeds.fetching import Fetcher, FetchError, Limits
from bilat.feeds.waiting import DAY, Clock

# Of a robots.txt so much must be read (RFC 9309); one that is larger is no robots.txt.
_LIMITS = Limits(seconds=20, bytes=600_000)
_AGENT = "bilat"
# How long an answer holds, in seconds, and how long it holds that there was none.
_HOLDS, _HOLDS_NO_ANSWER = DAY, 600.0
_MOST_HOSTS = 10_000


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    rules: Protego | None
    problem: str | None = None


class Robots:
    """The rules of every host that was asked."""

    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        """Rules are known for as long as this lives, and no longer than a day."""
        self._fetcher, self._clock = fetcher, clock
        self._known: dict[str, _Rules] = {}

    async def check(self, url: str) -> None:
        """Raises `FetchError` where a page may not be fetched, or not as long as its robots.txt is out of order."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self._known.get(origin)
        if known is None or known.until <= self._clock.now():
            if len(self._known) >= _MOST_HOSTS:
                self._known.clear()
            known = self._known[origin] = await self._ask(origin)
        if known.problem is not None:
            after = known.until - self._clock.now()
            raise FetchError("robots", f"robots.txt: {known.problem}", after=after, wait=True)
        if known.rules is not None and not known.rules.can_fetch(url, _AGENT):
            raise FetchError("robots", "robots.txt forbids it")
        if known.rules is not None and (delay := known.rules.crawl_delay(_AGENT)):
            self._fetcher.turns.slow(parts.netloc.rpartition("@")[2], delay)

    async def _ask(self, origin: str) -> _Rules:
        """As RFC 9309 has it: 4xx forbids nothing, a server that is out of order forbids all for now."""
        now = self._clock.now()
        try:
            answer = await self._fetcher.get(f"{origin}/robots.txt", _LIMITS)
        except FetchError as error:
            if error.kind == "status" and error.status == 429:
                return _Rules(now + max(error.after or 0.0, _HOLDS_NO_ANSWER), None, error.problem)
            if error.may_help:
                return _Rules(now + _HOLDS_NO_ANSWER, None, error.problem)
            return _Rules(now + _HOLDS, None)
        if answer.status != 200:
            return _Rules(now + _HOLDS, None)
        try:
            return _Rules(now + _HOLDS, Protego.parse(decode(answer.data, "robots.txt", answer.charset)))
        except InputError:  # no text at all
            return _Rules(now + _HOLDS, None)
