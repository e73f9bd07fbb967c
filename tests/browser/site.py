"""A server of the tests' own on loopback, in a thread, as `bilat serve` runs it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bilat.serve.app import create_app
from bilat.serve.server import Server, address_of, listening
from bilat.serve.settings import Settings
from tests.serve_fixtures import new_token, record_in

_STARTS_IN = 20.0


@dataclass(frozen=True)
class Site:
    """A running server: its address, the record it serves, a token for it."""

    address: str
    record: str
    token: str


@contextmanager
def site_in(folder: Path, **settings: Any) -> Iterator[Site]:
    """A server for a copy of the samples."""
    record = record_in(folder)
    with serving_record(record, **settings) as address:
        yield Site(address, record, new_token(record))


@contextmanager
def serving_record(record: str, **settings: Any) -> Iterator[str]:
    """A server for a record; gives its address."""
    chosen = Settings(port=0, requests_per_minute=1e6, burst=100_000, **settings)
    listener = listening(chosen)
    server = Server(create_app(record, chosen), chosen)
    thread = threading.Thread(target=server.serve_until_stopped, args=(listener,))
    thread.start()
    try:
        until = time.monotonic() + _STARTS_IN
        while not server.started:
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.01)
        yield address_of(listener)
    finally:
        server.should_exit = True
        thread.join(_STARTS_IN)
        listener.close()
