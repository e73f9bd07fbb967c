"""`/news`: told by server-sent events whenever the record has changed, so that a page can ask for what is new.

The record is asked once a second, and only while somebody listens; however many listen.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from fastapi.sse import format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from bilat.errors import RecordError
from bilat.record import Record
from bilat.serve.limits import client_of
from bilat.serve.problems import problem
from bilat.store.tables import corrections, reports

ASKED_EVERY = 1.0
# So often a comment is sent, in seconds, so that nobody between takes the connection for dead.
ALIVE_EVERY = 15.0
# A browser that lost us tries again after so many milliseconds.
_TRIES_AGAIN = 3000
_STREAMS_OF_A_CLIENT = 12
_STREAMS = 500


class Change(msgspec.Struct, frozen=True):
    """The number that grows with every change of the record."""

    number: int


class News:
    """Asks the record for changes and tells all who listen."""

    def __init__(self, record: Record, every: float = ASKED_EVERY) -> None:
        """The record is asked `every` so many seconds."""
        self._record = record
        self._every = every
        self._number: int | None = None
        self._waiting: set[asyncio.Future[None]] = set()
        self._listeners: Counter[str] = Counter()
        self._closed = False

    @property
    def number(self) -> int | None:
        """What was told last; null where nobody has listened yet."""
        return self._number

    async def ask_for_ever(self) -> None:
        """Asks the record while there are listeners, until it is cancelled."""
        while True:
            await asyncio.sleep(self._every)
            if not self._listeners:
                continue
            with contextlib.suppress(RecordError):  # busy, or a server away for a while: asked again
                self._tell(await run_in_threadpool(change_number, self._record))

    def close(self) -> None:
        """Ends all streams."""
        self._closed = True
        self._wake()

    def room_for(self, client: str) -> bool:
        """Whether one more stream may be opened by this client."""
        return (
            not self._closed and self._listeners[client] < _STREAMS_OF_A_CLIENT and self._listeners.total() < _STREAMS
        )

    async def stream(self, client: str, last: int | None) -> AsyncGenerator[bytes, None]:
        """The events for one listener who knows the record as of number `last`."""
        self._listeners[client] += 1
        try:
            known = last if last is not None else await run_in_threadpool(change_number, self._record)
            yield _event(known, retry=_TRIES_AGAIN) if last is None else _alive()
            while not self._closed:
                if self._number is not None and self._number != known:
                    known = self._number
                    yield _event(known)
                elif not await self._woken():
                    yield _alive()
        finally:
            self._listeners[client] -= 1
            self._listeners += Counter()  # drops those who are gone

    def _tell(self, number: int) -> None:
        if number != self._number:
            self._number = number
            self._wake()

    def _wake(self) -> None:
        for each in self._waiting:
            if not each.done():
                each.set_result(None)

    async def _woken(self) -> bool:
        """Waits until there is something new; false where there is not for a while."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            await asyncio.wait_for(waiting, ALIVE_EVERY)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(waiting)
        return True


def change_number(record: Record) -> int:
    """A number that grows whenever a report is added, or a correction made or undone; cheap to ask for."""
    parts = (
        sa.select(sa.func.coalesce(sa.func.max(reports.c.report), 0)).scalar_subquery(),
        sa.select(sa.func.coalesce(sa.func.max(corrections.c.correction), 0)).scalar_subquery(),
        sa.select(sa.func.count(corrections.c.undone_at)).scalar_subquery(),
    )
    with record.store.reading() as connection:
        return int(sum(connection.execute(sa.select(*parts)).one()))


router = APIRouter()


@router.get("/news")
async def news(request: Request) -> Response:
    """Server-sent events: `change` with `{"number": N}` at once and whenever the record has changed."""
    told: News = request.app.state.news
    client = client_of(request.scope)
    if not told.room_for(client):
        answer = problem(request, 429, "too many pages of this server are open at once")
        answer.headers["Retry-After"] = "60"
        return answer
    last = request.headers.get("last-event-id", "")
    known = int(last) if last.isdecimal() and len(last) < 16 else None
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(told.stream(client, known), media_type="text/event-stream", headers=headers)


def _event(number: int, retry: int | None = None) -> bytes:
    data = msgspec.json.encode(Change(number)).decode()
    return format_sse_event(data_str=data, event="change", id=str(number), retry=retry)


def _alive() -> bytes:
    return format_sse_event(comment="still here")
