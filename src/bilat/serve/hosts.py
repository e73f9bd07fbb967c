"""Which names a request may call the server by.

A page elsewhere can have its own name lead to 127.0.0.1 (DNS rebinding): the browser then takes what this server
answers for that page's own. Such a request says that page's name in `Host`, and is refused.
"""

import ipaddress
import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bilat.serve.problems import problem
from bilat.view.safe import one_line

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::\d{1,5})?")


class Hosts:
    """Answers 400 to a request that calls the server by a name it does not go by."""

    def __init__(self, app: ASGIApp, names: frozenset[str], *, any_address: bool) -> None:
        """`names` in lower case; with `any_address` every IP address will do, which no page can rebind."""
        self._app = app
        self._names = names
        self._any_address = any_address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] == "http":
            said = Headers(scope=scope).getlist("host")
            if len(said) != 1 or not self.goes_by(said[0]):
                named = one_line(said[0])[:100] if said else "no name"
                words = f"this server does not go by {named}; start it with --allow-host to have it do so"
                await problem(Request(scope), 400, words)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def goes_by(self, host: str) -> bool:
        """Whether a `Host` header calls this server."""
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].lower().strip("[]").removesuffix(".")
        return name in self._names or (self._any_address and _is_address(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
