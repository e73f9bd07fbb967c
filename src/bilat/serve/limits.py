"""How much one client may ask: a bucket that fills steadily, and each request takes from it."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bilat.serve.problems import problem

# Of so many clients the buckets are remembered; who has not asked for longest is forgotten first.
_CLIENTS = 10_000
# Who holds an IPv6 address holds the whole network of this many bits.
_IPV6_NETWORK = 64


class Buckets:
    """A bucket for each client: it holds `burst` requests and gains `per_minute` in a minute."""

    def __init__(self, per_minute: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds."""
        self._per_second = per_minute / 60
        self._burst = burst
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Takes one; 0 where there was one, else the seconds until there is."""
        left = self._filled(client)
        wait = 0.0 if left >= 1 else (1 - left) / self._per_second
        self._keep(client, left - 1 if wait == 0 else left)
        return wait

    def wait(self, client: str) -> float:
        """The seconds until there is one to take; 0 where there is one now. Takes nothing."""
        return max(0.0, (1 - self._filled(client)) / self._per_second)

    def _filled(self, client: str) -> float:
        now = self._clock()
        left, then = self._left.get(client, (self._burst, now))
        return min(self._burst, left + (now - then) * self._per_second)

    def _keep(self, client: str, left: float) -> None:
        self._left[client] = left, self._clock()
        self._left.move_to_end(client)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)


class Limits:
    """Answers 429 to a client that asks too much."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        """`app` gets the requests that are let through."""
        self._app = app
        self._buckets = buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http" and (wait := self._buckets.take(client_of(scope))) > 0:
            await too_many(Request(scope), wait)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def too_many(request: Request, wait: float) -> ASGIApp:
    """The answer to a client that has to wait so many seconds."""
    seconds = max(1, int(wait + 0.999))
    answer = problem(request, 429, f"too many requests; wait {seconds} second{'s' if seconds > 1 else ''}")
    answer.headers["Retry-After"] = str(seconds)
    return answer


def client_of(scope: Scope) -> str:
    """Who asks, as far as limits go: an IPv4 address, or a network of IPv6."""
    client = scope.get("client")
    host = client[0] if client else "unknown"
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_NETWORK), strict=False))
    return str(address)
