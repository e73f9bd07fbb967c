"""Connections to addresses that were looked at, and to no others.

httpx is given the address in the place of the name, with the name beside it for TLS and for the Host header. Nothing is
kept open between requests: two names with one address must not share a connection.
"""

import ssl

import httpx

from bilat.feeds.addresses import Guard

_PORTS = {"http": 80, "https": 443}


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends a request to the first address of its host that answers, after the guard has looked at all of them.

    Raises `bilat.feeds.addresses.RefusedAddressError`.
    """

    def __init__(self, guard: Guard, context: ssl.SSLContext | None = None) -> None:
        """`context` stands in for the machine's own list of authorities."""
        self._guard = guard
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(
            verify=context or httpx.create_ssl_context(), trust_env=False, limits=limits
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer. Raises `httpx.ConnectError` where no address of the host takes a connection."""
        host = request.url.raw_host.decode("ascii")
        try:
            found = await self._guard.addresses(host, request.url.port or _PORTS[request.url.scheme])
        except (OSError, UnicodeError):
            raise httpx.ConnectError("there is no server of that name (or no network)", request=request) from None
        failure: httpx.TransportError | None = None
        for address in found:
            request_there = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(request_there)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        assert failure is not None
        raise failure

    async def aclose(self) -> None:
        """Closes all connections."""
        await self._inner.aclose()
