"""Which addresses may be fetched: a feed is written by strangers, and must not reach what only this machine can.

A host is resolved once, every address that it has is looked at, and the connection is made to an address that was
looked at: what its name means a moment later is of no matter (`bilat.feeds.transport`).
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TypeAlias

from bilat.errors import BilatError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
# The addresses of a host, as texts. Raises OSError where there are none.
Resolver = Callable[[str, int], Awaitable[list[str]]]

# What clouds tell a machine about itself, at addresses of which some look public.
_METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "169.254.169.254", "100.100.100.200")))
_CARRIER = ipaddress.ip_network("100.64.0.0/10")
# Protocol assignments (RFC 6890), of which Python takes some for public.
_ASSIGNED = ipaddress.ip_network("192.0.0.0/24")
# All that is given out of IPv6; only this is public.
_PUBLIC_6 = ipaddress.ip_network("2000::/3")
# IPv6 addresses that have an IPv4 address in their last four bytes: translated (NAT64), and compatible.
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


class RefusedAddressError(BilatError):
    """An address that is not fetched; the text says which host and why, and how to allow it."""


class Guard:
    """Says where a connection may go. `allow` names hosts that may be anywhere, this machine included."""

    def __init__(self, allow: Iterable[str] = (), resolve: Resolver | None = None) -> None:
        """`resolve` stands in for the machine's own look-up of names."""
        self.allow = frozenset(_bare(host) for host in allow)
        self._resolve = resolve or resolve_host

    async def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to connect to, all looked at. Raises `RefusedAddressError`, or OSError where there are none.

        A host with one address that may not be fetched is refused whole: an honest one has none.
        """
        found = await self._resolve(host, port)
        if not found:
            raise OSError("no address")
        if _bare(host) not in self.allow:
            for each in found:
                if why := refusal(each):
                    raise RefusedAddressError(
                        f"{host} is {why} and is not fetched; where that is meant, allow it with --allow {_bare(host)}"
                    )
        return found


def refusal(address: str) -> str | None:
    """What kind of address it is, if one that must not be fetched; null where it may be."""
    try:
        seen = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    if seen.is_loopback or seen.is_unspecified:  # ::1 would else be looked at as an IPv4 address
        return "a loopback address" if seen.is_loopback else "an unspecified address"
    kinds = (_kind(each) for each in _inside(seen) or [seen])
    return next((kind for kind in kinds if kind is not None), None)


def _kind(address: Address) -> str | None:
    kinds = {
        "a metadata address": address in _METADATA,
        "a loopback address": address.is_loopback,
        "a link-local address": address.is_link_local,
        "an unspecified address": address.is_unspecified,
        "a multicast address": address.is_multicast,
        "an address inside a provider's network": address.version == 4 and address in _CARRIER,
        "a reserved address": address.version == 6 and address not in _PUBLIC_6,
        "a private address": not address.is_global or (address.version == 4 and address in _ASSIGNED),
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


def _inside(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _TRANSLATED):
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in found if each is not None]


async def resolve_host(host: str, port: int) -> list[str]:
    """The addresses that the machine finds for a name, each once, in its order of preference."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def _bare(host: str) -> str:
    """A host as it is compared: in lower case, a name in other letters as DNS has it."""
    bare = host.strip("[]").rstrip(".").lower()
    if not bare.isascii():
        with suppress(UnicodeError):  # what is no name allows nothing
            bare = bare.encode("idna").decode("ascii")
    return bare
