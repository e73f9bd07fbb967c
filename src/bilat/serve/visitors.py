"""Who asks: a reader, or the holder of a token. And what each may do.

A program shows its token in every request (`Authorization: Bearer …`). A person signs in once with a token and a name
and gets a cookie; the session behind it is kept in memory alone. A cookie is sent by the browser whoever makes it ask,
so what comes with one and would write must also come from a page of ours (`Origin`, `Sec-Fetch-Site`) and carry the
session's secret in the field `csrf`.
"""

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Depends, Form
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bilat.errors import RecordError, UsageError
from bilat.record import Record
from bilat.serve.cookies import cookie_name
from bilat.store import tokens
from bilat.view.safe import one_line

COOKIE = "bilat_session"
SESSION_LASTS = 7 * 24 * 3600.0
_SESSIONS = 10_000
_LONGEST_NAME = 80
_KEY = "bilat.visitor"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `token` is the key of the token in the record, `person` the name given with it."""

    by: Literal["nothing", "cookie", "bearer"] = "nothing"
    token: int | None = None
    token_name: str | None = None
    person: str | None = None
    csrf: str = ""

    @property
    def author(self) -> str:
        """The name that a correction is kept under, with the token that answers for it."""
        return f"{self.person} (token {self.token_name})" if self.person else f"token {self.token_name}"


@dataclass(frozen=True, slots=True)
class _Session:
    visitor: Visitor
    ends: float


class Sessions:
    """The sessions of those who have signed in, by the value of their cookie."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells seconds."""
        self._clock = clock
        self._open: OrderedDict[str, _Session] = OrderedDict()

    def begin(self, holder: tokens.Holder, person: str) -> str:
        """Begins a session and gives the value of its cookie."""
        cookie = secrets.token_urlsafe(32)
        visitor = Visitor("cookie", holder.token, holder.name, person, secrets.token_urlsafe(32))
        self._open[cookie] = _Session(visitor, self._clock() + SESSION_LASTS)
        if len(self._open) > _SESSIONS:
            self._open.popitem(last=False)
        return cookie

    def visitor(self, cookie: str) -> Visitor | None:
        """Whose session this is, while it lasts."""
        session = self._open.get(cookie)
        if session is None or session.ends < self._clock():
            self.end(cookie)
            return None
        return session.visitor

    def end(self, cookie: str) -> None:
        """Ends a session."""
        self._open.pop(cookie, None)


def visitor_of(request: Request) -> Visitor:
    """Who asks, as the guard at the door has found out."""
    found: Visitor = request.scope.get(_KEY, Visitor())
    return found


def set_visitor(request: Request, visitor: Visitor) -> None:
    """Keeps who asks with the request."""
    request.scope[_KEY] = visitor


def person_of(request: Request) -> str | None:
    """The name of who has signed in; None for a reader."""
    visitor = visitor_of(request)
    return visitor.person if visitor.by == "cookie" else None


def csrf_of(request: Request) -> str:
    """The value of the hidden field `csrf` of a form; empty for a reader."""
    return visitor_of(request).csrf


def bearer_of(request: Request) -> str | None:
    """The token that a program shows; None where it shows none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


async def recognised(request: Request, sessions: Sessions) -> Visitor | None:
    """Who asks, by token or cookie; None for one whose token is not good. A cookie that is not good is no cookie."""
    record: Record = request.app.state.record
    token = bearer_of(request)
    if token is not None:
        holder = await run_in_threadpool(_holder_of, record, token)
        return None if holder is None else Visitor("bearer", holder.token, holder.name)
    visitor = sessions.visitor(request.cookies.get(cookie_name(request, COOKIE), ""))
    if visitor is None or visitor.token is None:
        return Visitor()
    holder = await run_in_threadpool(_still_holds, record, visitor.token)
    return Visitor() if holder is None else visitor


def sign_in(record: Record, sessions: Sessions, token: str, name: str) -> str | None:
    """Begins a session and gives its cookie; None where the token is not good. Raises `UsageError` for a name."""
    person = checked_name(name)
    holder = _holder_of(record, token.strip())
    return None if holder is None else sessions.begin(holder, person)


def checked_name(name: str) -> str:
    """A person's name on one line. Raises `UsageError` where it is empty or too long."""
    person = one_line(name).strip()
    if not person or len(person) > _LONGEST_NAME:
        raise UsageError(f"give your name in at most {_LONGEST_NAME} characters; corrections are kept under it")
    return person


def is_from_here(request: Request) -> bool:
    """Whether a browser says that a page of this server makes it ask. What says nothing of it is not believed."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return site == "same-origin"
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == request.headers.get("host", "").lower()


def signed_in(request: Request, csrf: Annotated[str, Form()] = "") -> Visitor:
    """Who writes through a form: signed in, with the secret of the session. Else 401 or 403."""
    visitor = visitor_of(request)
    if visitor.by != "cookie":
        raise HTTPException(401, "sign in to correct the record")
    if not hmac.compare_digest(csrf.encode(), visitor.csrf.encode()):
        raise HTTPException(403, "this form was not made by this page, or for somebody else; reload the page")
    return visitor


def bearer(request: Request) -> Visitor:
    """Who writes through the API: with a token in the header. Else 401."""
    visitor = visitor_of(request)
    if visitor.by != "bearer":
        raise HTTPException(401, "writing needs a token: Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"})
    return visitor


SignedIn = Annotated[Visitor, Depends(signed_in)]
Bearer = Annotated[Visitor, Depends(bearer)]


def _holder_of(record: Record, token: str) -> tokens.Holder | None:
    with record.store.reading() as connection:
        holder = tokens.holder_of(connection, token)
    if holder is not None and holder.stale:
        _note_use(record, holder)
    return holder


def _still_holds(record: Record, key: int) -> tokens.Holder | None:
    with record.store.reading() as connection:
        return tokens.still_holds(connection, key)


def _note_use(record: Record, holder: tokens.Holder) -> None:
    """Written down where nobody else writes just now; that it was not is no reason to keep somebody out."""
    try:
        with record.store.writing() as connection:
            tokens.note_use(connection, holder.token)
    except RecordError:
        return
