"""Addresses within the server, written and checked."""

from urllib.parse import quote, urlsplit

# Longer ones are nobody's.
_LONGEST = 2000


def quoted(path: str) -> str:
    """A path as an address has it."""
    return quote(path, safe="/:@!$&'()*+,;=~-._", errors="surrogatepass")


def own_path(address: str | None, otherwise: str = "/") -> str:
    """An address to send somebody on to, if it is within this server; a page elsewhere must not choose where."""
    if not address or len(address) > _LONGEST or not address.isprintable():
        return otherwise
    # A browser takes "//host" and "/\host" for another server.
    if not address.startswith("/") or address[1:2] in ("/", "\\"):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else address
