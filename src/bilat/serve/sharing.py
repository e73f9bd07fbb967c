"""Many readers at once: those who ask for the same within a few seconds get the same answer.

While few ask, every answer is made anew, and shows what was added a moment ago. Where so many answers are being made
that more would only make all of them late, a reader gets one that was made for another a few seconds ago; a person who
has signed in, and what the news has just told a page to ask for, never do.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bilat.serve.news import News
from bilat.serve.suffixes import form_of
from bilat.serve.visitors import visitor_of

# How old an answer may be, in seconds, and how many must be in the making for it to be given again.
LASTS, BUSY = 5.0, 2
# What is kept at most: answers, and bytes of one and of all.
_ANSWERS, _LARGEST, _BYTES = 500, 4 * 2**20, 64 * 2**20
_NEVER = ("/news", "/static/", "/sign-in", "/sign-out", "/api/openapi.json")


@dataclass(frozen=True, slots=True)
class _Answer:
    messages: tuple[Message, ...]
    size: int
    made_at: float
    number: int | None  # what the news had told when it was begun


@dataclass(frozen=True, slots=True)
class _Making:
    """An answer in the making; null in the end where it is none to share."""

    answer: "asyncio.Future[_Answer | None]"
    number: int | None


class Sharing:
    """Gives the answer that was made for somebody else, where that must be."""

    def __init__(self, app: ASGIApp, news: News, clock: Callable[[], float] = time.monotonic) -> None:
        """`app` makes the answers; `news` knows of changes; `clock` tells seconds."""
        self._app = app
        self._news = news
        self._clock = clock
        self._kept: OrderedDict[tuple[object, ...], _Answer] = OrderedDict()
        self._size = 0
        self._making: dict[tuple[object, ...], _Making] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http" or not _can_be_shared(Request(scope)):
            await self._app(scope, receive, send)
            return
        key = (scope["path"], form_of(scope), scope["query_string"], _wishes(Request(scope)))
        told = b"hx-request" in dict(scope["headers"])
        answer, making = self._answer(key, told=told), self._making.get(key)
        if answer is None and making is None:
            await self._make(key, scope, receive, send)
            return
        if answer is None and making is not None and not (told and making.number != self._news.number):
            answer = await asyncio.shield(making.answer)
        if answer is None:  # there is none to share: an error, a very large one, one begun before the news
            await self._app(scope, receive, send)
            return
        for message in answer.messages:
            # The headers are a list that others add to on the way out.
            await send({**message, "headers": list(message["headers"])} if "headers" in message else message)

    def _answer(self, key: tuple[object, ...], *, told: bool) -> _Answer | None:
        """An answer made a while ago, where we are busy; for a script that was `told` of news one that holds them."""
        answer = self._kept.get(key)
        if answer is None or len(self._making) < BUSY or self._clock() - answer.made_at > LASTS:
            return None
        return None if told and answer.number != self._news.number else answer

    async def _make(self, key: tuple[object, ...], scope: Scope, receive: Receive, send: Send) -> None:
        """Makes the answer for this reader, and for those who ask for it meanwhile."""
        begun, number = self._clock(), self._news.number
        self._making[key] = making = _Making(asyncio.get_running_loop().create_future(), number)
        messages: list[Message] = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                messages.append({**message, "headers": list(message["headers"])})
            else:
                messages.append(message)
                if not message.get("more_body"):  # the others need not wait until this reader has taken it
                    self._made(key, making, _whole(messages, begun, number))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._made(key, making, None)

    def _made(self, key: tuple[object, ...], making: _Making, answer: _Answer | None) -> None:
        """Gives the answer to those who wait for it; the first time that it is called."""
        if making.answer.done():
            return
        making.answer.set_result(answer)
        del self._making[key]
        if answer is not None:
            self._keep(key, answer)

    def _keep(self, key: tuple[object, ...], answer: _Answer) -> None:
        old = self._kept.pop(key, None)
        self._size += answer.size - (old.size if old else 0)
        self._kept[key] = answer
        while len(self._kept) > _ANSWERS or self._size > _BYTES:
            _, gone = self._kept.popitem(last=False)
            self._size -= gone.size


def _can_be_shared(request: Request) -> bool:
    return (
        request.method == "GET" and visitor_of(request).token is None and not request.scope["path"].startswith(_NEVER)
    )


def _wishes(request: Request) -> tuple[str, ...]:
    """What an answer may differ by besides its address."""
    return tuple(request.headers.get(name, "") for name in ("hx-request", "hx-target", "cookie", "if-none-match"))


def _whole(messages: list[Message], begun: float, number: int | None) -> _Answer | None:
    """The answer, if it is a good one and not too large to keep."""
    if messages[0].get("status") != 200:
        return None
    size = sum(len(message.get("body", b"")) for message in messages)
    return _Answer(tuple(messages), size, begun, number) if size <= _LARGEST else None
