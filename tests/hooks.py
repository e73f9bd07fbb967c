"""A server on this machine that takes webhooks, and misbehaves as it is told."""

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# What an answer can be besides a code: nothing for longer than anybody waits, a byte now and then, a closed connection.
SILENT, DRIPPING, BROKEN = -1, -2, -3


class Hook:
    """What came in, and the answers that are still to be given; when they are used up all is well (200)."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[int] = []
        self.headers: dict[str, str] = {}  # sent with every answer
        self.bodies: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.paths: list[str] = []
        self.lock = threading.Lock()

    def entries(self) -> list[str]:
        """The ids of the entries told, in the order in which they came in."""
        return [body["entry"]["id"] for body in self.bodies]


@contextmanager
def hook() -> Iterator[Hook]:
    """A running server."""
    told = Hook()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            pass

        def do_POST(self) -> None:
            with told.lock:
                told.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                told.ids.append(self.headers["Webhook-Id"])
                told.paths.append(self.path)
                answer = told.answers.pop(0) if told.answers else 200
            try:
                self._answer(answer)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _answer(self, answer: int) -> None:
            if answer == SILENT:
                time.sleep(1.5)
            if answer == DRIPPING:
                for byte in b"HTTP/1.1 200 OK\r\nX-Slow: yes, very slow indeed\r\n\r\n":
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
            if answer < 0:
                self.close_connection = True
                return
            self.send_response(answer)
            for name, value in {"Content-Length": "0", **told.headers}.items():
                self.send_header(name, value)
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    told.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
