"""HEAD: what GET would answer, without the body. The server leaves the body out; the routes need not know of it."""

from starlette.types import ASGIApp, Receive, Scope, Send

# A stream of news has no end to come to.
_NOT = "/news"


class Heads:
    """Has a route answer HEAD as it answers GET."""

    def __init__(self, app: ASGIApp) -> None:
        """`app` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; the server keeps its own `scope`, by which it knows that no body is to be sent."""
        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != _NOT:
            scope = {**scope, "method": "GET"}
        await self._app(scope, receive, send)
