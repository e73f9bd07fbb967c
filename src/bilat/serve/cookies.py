"""The names of cookies: a browser sends those of one server to all others of the same machine, whatever their port."""

from starlette.requests import Request


def cookie_name(request: Request, name: str) -> str:
    """The name with the port that this server is called at, so that two records on one machine keep theirs apart."""
    port = request.url.port
    return name if port is None else f"{name}_{port}"
