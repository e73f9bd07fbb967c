"""Many readers at once get one answer between them; few, and those who have signed in, get their own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

import bilat
from bilat.serve.news import News
from bilat.serve.sharing import BUSY, LASTS, Sharing
from bilat.serve.visitors import Visitor
from tests.serve_fixtures import record_in
from tests.test_corrections import telling


class Counting:
    """An application that counts its answers, and gives the next one when it is let."""

    def __init__(self) -> None:
        self.made = 0
        self.let = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made += 1
        number = self.made
        await self.let.wait()
        status = 200 if scope["path"] != "/nix" else 404
        await send({"type": "http.response.start", "status": status, "headers": [(b"x", b"y")]})
        await send({"type": "http.response.body", "body": str(number).encode()})


class Crowd:
    """Readers of such an application, with a clock of their own."""

    def __init__(self, record: bilat.Record) -> None:
        self.now = 0.0
        self.news = News(record, every=0.01)
        self.app = Counting()
        self.sharing = Sharing(self.app, self.news, lambda: self.now)

    async def asks(
        self, path: str, query: str = "", visitor: Visitor | None = None, *, slowly: bool = False, **headers: str
    ) -> bytes:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                assert message["headers"] == [(b"x", b"y")]
                message["headers"].append((b"added", b"later"))  # as guards do: the next reader must not see it
            sent.append(message)
            if slowly and message["type"] == "http.response.body":
                await asyncio.Event().wait()

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: dict[str, Any] = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
        scope |= {"headers": named, "bilat.visitor": visitor or Visitor()}
        await self.sharing(scope, receive, send)
        return b"".join(message.get("body", b"") for message in sent)

    async def busy(self) -> list["asyncio.Task[bytes]"]:
        """As many answers in the making as make it busy."""
        self.app.let.clear()
        others = [asyncio.create_task(self.asks(f"/other-{number}")) for number in range(BUSY)]
        await asyncio.sleep(0)
        return others

    async def ends(self, others: list["asyncio.Task[bytes]"]) -> None:
        self.app.let.set()
        await asyncio.gather(*others)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[bilat.Record]:
    with bilat.Record(record_in(tmp_path)) as opened:
        yield opened


def test_who_asks_for_the_same_at_once_gets_the_same(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        asked = [asyncio.create_task(crowd.asks("/a")) for _ in range(50)]
        await asyncio.sleep(0)
        crowd.app.let.set()
        assert set(await asyncio.gather(*asked)) == {b"1"}
        assert crowd.app.made == 1

    asyncio.run(play())


def test_what_is_no_answer_to_share_is_made_for_each(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        asked = [asyncio.create_task(crowd.asks("/nix")) for _ in range(5)]
        gone, *left = [asyncio.create_task(crowd.asks("/a")) for _ in range(5)]
        await asyncio.sleep(0)
        gone.cancel()
        await asyncio.sleep(0)
        crowd.app.let.set()
        assert len(set(await asyncio.gather(*asked, *left))) == 9
        assert await crowd.asks("/a")

    asyncio.run(play())


def test_nobody_waits_for_a_slow_reader(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        slow = asyncio.create_task(crowd.asks("/a", slowly=True))
        await asyncio.sleep(0)
        others = [asyncio.create_task(crowd.asks("/a")) for _ in range(5)]
        await asyncio.sleep(0)
        crowd.app.let.set()
        assert set(await asyncio.wait_for(asyncio.gather(*others), 5)) == {b"1"}
        assert not slow.done()
        slow.cancel()
        await asyncio.sleep(0)
        assert await crowd.asks("/a") == b"2"

    asyncio.run(play())


def test_while_few_ask_every_answer_is_new(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        crowd.app.let.set()
        assert [await crowd.asks("/a") for _ in range(3)] == [b"1", b"2", b"3"]

    asyncio.run(play())


def test_while_many_ask_an_answer_is_given_again_for_some_seconds(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        crowd.app.let.set()
        first = await crowd.asks("/a")
        assert await crowd.asks("/nix") == b"2"
        others = await crowd.busy()
        assert await crowd.asks("/a") == first
        crowd.now = LASTS - 0.1
        assert await crowd.asks("/a") == first
        crowd.now = LASTS + 0.1
        new = [
            asyncio.create_task(crowd.asks("/a")),  # too old
            asyncio.create_task(crowd.asks("/a", "x=1")),  # another question
            asyncio.create_task(crowd.asks("/a", cookie="seen=1")),  # another reader's own
            asyncio.create_task(crowd.asks("/a", visitor=Visitor("cookie", 1, "desk", "Asha"))),  # signed in
            asyncio.create_task(crowd.asks("/nix")),  # was no good answer
        ]
        await asyncio.sleep(0)
        await crowd.ends(others)
        answers = await asyncio.gather(*new)
        assert first not in answers
        assert len(set(answers)) == len(new)

    asyncio.run(play())


def test_what_news_make_a_page_ask_for_holds_them(record: bilat.Record) -> None:
    async def play() -> None:
        crowd = Crowd(record)
        crowd.app.let.set()
        asking = asyncio.create_task(crowd.news.ask_for_ever())
        stream = crowd.news.stream("here", None)
        await anext(stream)
        first = await crowd.asks("/a", hx_request="true")
        record.add(telling(9, "20", "2026-07"))
        told = b""
        while b"event: change" not in told:
            told = await anext(stream)
        others = await crowd.busy()
        before = asyncio.create_task(crowd.asks("/b", hx_request="true"))
        again = asyncio.create_task(crowd.asks("/a", hx_request="true"))
        await asyncio.sleep(0)
        record.add(telling(8, "21", "2026-08"))
        told = b""
        while b"event: change" not in told:
            told = await anext(stream)
        after = asyncio.create_task(crowd.asks("/b", hx_request="true"))
        await asyncio.sleep(0)
        await crowd.ends(others)
        assert await again != first
        assert await before != await after
        crowd.news.close()
        asking.cancel()

    asyncio.run(play())


def test_one_client_may_not_listen_without_end(record: bilat.Record) -> None:
    async def play() -> None:
        told = News(record)
        streams = []
        while told.room_for("here"):
            streams.append(told.stream("here", None))
            assert b"event: change" in await anext(streams[-1])
        assert 6 < len(streams) < 50  # as many as a browser opens, and no flood
        assert told.room_for("elsewhere")
        await streams.pop().aclose()
        assert told.room_for("here")
        told.close()
        assert not told.room_for("elsewhere")
        for stream in streams:
            assert [event async for event in stream] == []

    asyncio.run(play())
