"""How a server is to behave: where it is bound, who may read, which names it answers to."""

import ipaddress
from dataclasses import dataclass

LOOPBACK_NAMES = ("localhost",)
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what is compared with, not bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `bilat serve` was told. The defaults are those of a server on loopback.

    `allowed_hosts` are names (without port) that requests may call the server by, besides its own address;
    `trusted_proxy` is the address of a proxy whose word on who asks is taken.
    `requests_per_minute` is what one client may ask on the average, `burst` how many at once; `tries_per_minute` how
    often it may be wrong about a token.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public: bool = False
    allowed_hosts: tuple[str, ...] = ()
    trusted_proxy: str | None = None
    requests_per_minute: float = 1200.0
    burst: int = 300
    tries_per_minute: float = 10.0

    @property
    def on_loopback(self) -> bool:
        """Whether it is bound so that only programs of this machine can reach it."""
        return is_loopback(self.host)

    @property
    def on_every_address(self) -> bool:
        """Whether it is bound to all addresses of the machine, whichever these are."""
        return self.host in EVERYWHERE

    @property
    def reached_from_elsewhere(self) -> bool:
        """Whether others than this machine's users can ask: bound elsewhere, or reached by another name (a proxy)."""
        return not self.on_loopback or not all(is_loopback(name) for name in self.allowed_hosts)

    @property
    def reading_needs_token(self) -> bool:
        """Whether a reader is asked for a token: on loopback and in public nobody is."""
        return self.reached_from_elsewhere and not self.public

    @property
    def shows_whole_texts(self) -> bool:
        """Whether texts of reports are shown; in public only excerpts are (`bilat.serve.excerpts`)."""
        return not self.public

    @property
    def hosts(self) -> frozenset[str]:
        """The names and addresses that a request may call the server by, in lower case, without port."""
        own = {"127.0.0.1", "::1", *LOOPBACK_NAMES} if self.on_loopback or self.on_every_address else set()
        return frozenset(own | {name.lower() for name in (self.host, *self.allowed_hosts)})


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine's own loopback."""
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
