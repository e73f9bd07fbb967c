"""Telling webhooks of what answers an alert: each entry once, again where that failed, never to one that is gone.

Every delivery is a row of the record, written before anything is sent and settled after the answer, so that a run that
was stopped loses nothing. Between the answer and the writing down of it a run can be killed: that entry is sent once
more, under the same `Webhook-Id`, by which a receiver knows it again.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import sqlalchemy as sa

from bilat.records import Record
from bilat.relations.alerts import Entry, entries, list_alerts
from bilat.store.tables import alert_deliveries, alerts
from bilat.view.safe import one_line

if TYPE_CHECKING:
    from bilat.store import Store

# Answers after which another try may do better: the server was busy, slow or out of order.
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_GONE = 410
# A delivery that a run took up and never settled is taken up again after so many seconds.
_ABANDONED = 600.0
# No wait before another try is longer, in seconds, whatever the server asks for.
_LONGEST_WAIT = 60.0

State = Literal["sent", "pending", "failed", "gone"]


@dataclass(frozen=True, slots=True)
class Manner:
    """How to deliver: tries in all, seconds before the second try (doubled for each more), seconds for an answer."""

    tries: int = 5
    wait: float = 2.0
    seconds: float = 10.0
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class Delivery(Record, frozen=True, kw_only=True):
    """What became of one try: `pending` is tried again, `failed` is not, `gone` stops the alert's webhook for good."""

    alert: str
    entry: str
    title: str
    state: State
    tries: int
    error: str | None = None


class Notice(Record, frozen=True, kw_only=True):
    """The JSON that a webhook is sent."""

    alert: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Answer:
    """The server's code, or why there is none; `after` are the seconds that it asks to wait."""

    code: int | None
    error: str | None
    after: float | None = None


def deliver(store: "Store", *, again: bool = False, manner: Manner | None = None) -> Iterator[Delivery]:
    """Sends what is new of each alert with a webhook, and tells of each try; `again` also what had failed for good."""
    manner = manner or Manner()
    with store.writing() as connection:
        _enqueue(connection)
        if again:
            failed = alert_deliveries.c.state == "failed"
            connection.execute(
                alert_deliveries.update().where(failed).values(state="pending", tries=0, next_at=manner.clock())
            )
    while True:
        with store.writing() as connection:
            row = _take(connection, manner.clock())
            wait = None if row is not None else _next(connection, manner.clock())
        if row is not None:
            yield _try(store, row, manner)
        elif wait is not None:
            manner.sleep(min(wait, _LONGEST_WAIT))
        else:
            return


def _enqueue(connection: sa.Connection) -> None:
    """Writes down what is to be sent: every entry that came after the alert was made, once."""
    keys = {row.name: row for row in connection.execute(sa.select(alerts))}
    for alert in list_alerts(connection):
        row = keys[alert.name]
        if alert.webhook is None or alert.gone_at is not None:
            continue
        own = sa.select(alert_deliveries.c.entry).where(alert_deliveries.c.alert == row.alert)
        known = set(connection.execute(own).scalars())
        for entry in reversed(entries(connection, alert, after=row.from_report, newest=None)):
            if entry.id not in known:
                body = msgspec.json.encode(Notice(alert=alert.name, entry=entry)).decode()
                connection.execute(
                    alert_deliveries.insert().values(
                        alert=row.alert, entry=entry.id, body=body, state="pending", tries=0, next_at=0.0
                    )
                )


def _take(connection: sa.Connection, now: float) -> sa.Row[Any] | None:
    """The next delivery that is due, marked as taken up so that no other run sends it too."""
    d = alert_deliveries.c
    row = connection.execute(
        sa.select(alert_deliveries, alerts.c.name, alerts.c.webhook)
        .join(alerts, alerts.c.alert == d.alert)
        .where(d.state.in_(("pending", "sending")), d.next_at <= now, alerts.c.gone_at.is_(None))
        .order_by(d.delivery)
        .limit(1)
    ).first()
    if row is not None:
        connection.execute(
            alert_deliveries.update()
            .where(d.delivery == row.delivery)
            .values(state="sending", tries=row.tries + 1, next_at=now + _ABANDONED)
        )
    return row


def _next(connection: sa.Connection, now: float) -> float | None:
    """Seconds until a delivery is due again; None where none waits. What another run has taken up is left to it."""
    d = alert_deliveries.c
    soonest = connection.execute(
        sa.select(sa.func.min(d.next_at))
        .join(alerts, alerts.c.alert == d.alert)
        .where(d.state == "pending", alerts.c.gone_at.is_(None))
    ).scalar()
    return None if soonest is None else max(soonest - now, 0.0)


def _try(store: "Store", row: sa.Row[Any], manner: Manner) -> Delivery:
    answer = _post(row.webhook, row.entry, row.body.encode(), manner.seconds)
    tries = row.tries + 1
    state = _state(answer, tries, manner)
    with store.writing() as connection:
        if state == "gone":
            gone = datetime.fromtimestamp(manner.clock(), UTC).isoformat(timespec="seconds")
            connection.execute(alerts.update().where(alerts.c.alert == row.alert).values(gone_at=gone))
        wait = max(manner.wait * 2 ** (tries - 1), min(answer.after or 0.0, _LONGEST_WAIT))
        connection.execute(
            alert_deliveries.update()
            .where(alert_deliveries.c.delivery == row.delivery)
            .values(
                state="failed" if state == "gone" else state,
                next_at=manner.clock() + min(wait, _LONGEST_WAIT),
                error=answer.error,
                sent_at=datetime.fromtimestamp(manner.clock(), UTC).isoformat(timespec="seconds")
                if state == "sent"
                else None,
            )
        )
    title = msgspec.json.decode(row.body)["entry"]["title"]
    return Delivery(alert=row.name, entry=row.entry, title=title, state=state, tries=tries, error=answer.error)


def _state(answer: _Answer, tries: int, manner: Manner) -> State:
    if answer.code is not None and 200 <= answer.code < 300:
        return "sent"
    if answer.code == _GONE:
        return "gone"
    may_help = answer.code is None or answer.code in _TRY_AGAIN
    return "pending" if may_help and tries < manner.tries else "failed"


def _post(url: str, entry: str, body: bytes, seconds: float) -> _Answer:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_within(url, entry, body, seconds))
    with ThreadPoolExecutor(1) as pool:  # a notebook runs a loop of its own in this thread
        return pool.submit(asyncio.run, _within(url, entry, body, seconds)).result()


async def _within(url: str, entry: str, body: bytes, seconds: float) -> _Answer:
    """One deadline over all. No redirect is followed: what is told goes where the user said, or nowhere."""
    import httpx

    from bilat import __version__

    headers = {"User-Agent": f"bilat/{__version__}", "Content-Type": "application/json", "Webhook-Id": entry}
    try:
        async with (
            asyncio.timeout(seconds),
            httpx.AsyncClient(timeout=seconds, headers=headers) as client,
            client.stream("POST", url, content=body) as response,
        ):
            code = response.status_code
            after = response.headers.get("retry-after", "")
            error = None if response.is_success else one_line(f"answered {code} {response.reason_phrase}").strip()
            return _Answer(code, error, float(after) if after.isdecimal() else None)
    except (TimeoutError, httpx.TimeoutException):
        return _Answer(None, f"no answer within {seconds:g} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as failure:
        return _Answer(None, one_line(f"no connection: {failure or type(failure).__name__}")[:200])
