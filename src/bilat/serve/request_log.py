"""A line of JSON for each request: when, who, what, how it ended, how long it took.

Of the address the path alone, which holds no secret: tokens are taken from headers and forms only. No query (what
somebody looks for is theirs), no header, no cookie, no body.
"""

import logging
import time

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bilat.serve.limits import client_of

LOGGER = "bilat.serve.requests"
_log = logging.getLogger(LOGGER)
_LONGEST = 300


class RequestLog:
    """Writes a line when an answer has been given."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http" or not _log.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "client": client_of(scope),
                "method": scope["method"][:20],
                "path": scope["path"][:_LONGEST],
                "status": status,
                "milliseconds": round((time.monotonic() - begun) * 1000, 1),
            }
            _log.info("%s", msgspec.json.encode(line).decode())
