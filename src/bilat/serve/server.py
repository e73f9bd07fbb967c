"""The HTTP server (uvicorn): where it listens, and that it stops when it is told to."""

import socket

import uvicorn
from fastapi import FastAPI

from bilat.errors import UsageError
from bilat.serve.settings import Settings

# Who still asks when the server is to stop is waited for so many seconds.
_LAST_ANSWERS = 5
# More requests at once than this are told that the server is busy.
_AT_ONCE = 1000
# How long a connection stays open for somebody who reads what they were sent, in seconds.
_KEPT_OPEN = 30
_BACKLOG = 2048


class Server(uvicorn.Server):
    """A server for the application that ends its streams of news when it is to stop, and then itself."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        """`settings` say whose word on who asks is taken."""
        self._app = app
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="on",
                ws="none",
                proxy_headers=settings.trusted_proxy is not None,
                forwarded_allow_ips=settings.trusted_proxy or "",
                limit_concurrency=_AT_ONCE,
                backlog=_BACKLOG,
                timeout_graceful_shutdown=_LAST_ANSWERS,
                timeout_keep_alive=_KEPT_OPEN,
            )
        )

    def serve_until_stopped(self, listener: socket.socket) -> None:
        """Serves on a socket until Ctrl-C (or SIGTERM), which ends it in order."""
        try:
            self.run(sockets=[listener])
        except KeyboardInterrupt:  # handed on by uvicorn once all is closed
            return

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams first: they would never end by themselves."""
        self._app.state.news.close()
        await super().shutdown(sockets)


def listening(settings: Settings) -> socket.socket:
    """A socket that listens where the settings say. Raises `UsageError` where that cannot be."""
    try:
        found = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE | socket.AI_ADDRCONFIG
        )
    except (OSError, UnicodeError) as error:
        problem = getattr(error, "strerror", None) or error
        raise UsageError(f"{settings.host!r} is no address to listen on: {problem}") from None
    family, _, _, _, address = found[0]
    # Its protocol is said, or asyncio does not know it for TCP and lets answers wait for acknowledgements (40 ms).
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise UsageError(_problem(settings, error)) from None
    return listener


def address_of(listener: socket.socket) -> str:
    """Where a browser finds it: "http://127.0.0.1:8000"."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _problem(settings: Settings, error: OSError) -> str:
    import errno

    if error.errno == errno.EADDRINUSE:
        return f"port {settings.port} of {settings.host} is taken by another program; give another one with --port"
    if error.errno == errno.EACCES:
        return f"port {settings.port} needs rights that you have not got; give one above 1023 with --port"
    return f"cannot listen on {settings.host}, port {settings.port}: {error.strerror or error}"
