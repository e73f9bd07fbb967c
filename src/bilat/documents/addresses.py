"""Addresses of pages: one page has many, and a link should name no reader."""

import re
import tomllib
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import SplitResult, quote, unquote, urlsplit

# What stands before the host of a page's other forms.
_FORMS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# What need not be written as %XX in a path or a query.
_PLAIN = "!$&'()*+,;=:@/?~-._%"
# PostgreSQL indexes no more than 2,700 bytes.
_LONGEST_KEY = 600


@cache
def _tracking() -> tuple[tuple[str, ...], frozenset[str]]:
    table = tomllib.loads(files("bilat.documents").joinpath("tracking.toml").read_text(encoding="utf-8"))
    return tuple(table["prefixes"]), frozenset(table["names"])


def clean(url: str) -> str:
    """The address to follow, without fragment, password and what only tracks its reader; what is none as it was."""
    parts = _split(url)
    if parts is None:
        return url.strip()
    query = "&".join(_kept(parts.query))
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}" + (f"?{query}" if query else "")


def page_key(url: str) -> str:
    """The same for all addresses of one page: with http or https, with `www.`, for phones, with trackers; to compare.

    What is no http address is its own key.
    """
    parts = _split(url)
    if parts is None:
        return _short(url.strip())
    path = _plain(re.sub(r"/{2,}", "/", _steps(parts.path)))
    path = re.sub(r"(?:/amp|/index\.(?:html?|php))?/*$", "", path)
    query = "&".join(sorted(_plain(each) for each in _kept(parts.query)))
    return _short(f"https://{_host(parts)}{path}" + (f"?{query}" if query else ""))


def site_of(url: str) -> str | None:
    """The host that answers for an address, without `www.` and the like, with a port that is not the usual one."""
    parts = _split(url)
    return None if parts is None else _host(parts)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - it is here that a port which is none is refused
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORTS and parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        with suppress(UnicodeError):  # a host that cannot be is still the same as itself
            host = host.encode("idna").decode("ascii")
    host = _FORMS.sub("", host)
    return host if parts.port in (None, *_DEFAULT_PORTS.values()) else f"{host}:{parts.port}"


def _short(key: str) -> str:
    """A key that an index can hold: the end of a very long one is its digest."""
    return key if len(key) <= _LONGEST_KEY else f"{key[: _LONGEST_KEY - 65]}#{sha256(key.encode()).hexdigest()}"


def _kept(query: str) -> list[str]:
    """The parameters that say which page is meant, in their order."""
    prefixes, names = _tracking()
    kept = []
    for each in query.split("&"):
        name = unquote(each.partition("=")[0]).lower()
        if each and name not in names and not name.startswith(prefixes):
            kept.append(each)
    return kept


def _plain(part: str) -> str:
    """One way of writing for what can be written as itself or as %XX."""
    bare = re.sub(r"%([2-7][0-9A-Fa-f])", lambda code: _letter(code.group(0), chr(int(code.group(1), 16))), part)
    return re.sub(r"%[0-9a-f]{2}", lambda code: code.group(0).upper(), quote(bare, safe=_PLAIN), flags=re.IGNORECASE)


def _letter(code: str, character: str) -> str:
    return character if character.isalnum() or character in "-._~" else code


def _steps(path: str) -> str:
    """The path with `.` and `..` taken."""
    taken: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del taken[max(1, len(taken) - 1) :]  # the empty step before the first slash stays
        elif step != ".":
            taken.append(step)
    return "/".join(taken)
