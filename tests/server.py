"""A web server on this machine that misbehaves, one way an address."""

import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.paragraphs import ENGLISH

PAGE = (
    "<html><head><title>Talks resume</title><meta name='date' content='2025-12-09'></head>"
    f"<body><article><p>{ENGLISH}</p>"
    "<p>“The two sides are close,” an official said on Tuesday.</p></article></body></html>"
)


class _Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass

    def do_GET(self) -> None:
        path = self.path.removeprefix("/").replace("-", "_")
        try:
            getattr(self, f"_{path}", self._missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, body: bytes, kind: str | None = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        if kind is not None:
            self.send_header("Content-Type", kind)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _missing(self) -> None:
        self.send_error(404)

    def _page(self) -> None:
        self._send(PAGE.encode())

    def _packed(self) -> None:
        self._send(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def _plain(self) -> None:
        self._send(ENGLISH.encode(), "text/plain")

    def _no_type(self) -> None:
        self._send(b"\n<!DOCTYPE html>" + PAGE.encode(), None)

    def _windows(self) -> None:
        self._send(PAGE.encode("cp1252"), "text/html; charset=windows-1252")

    def _wrong_charset(self) -> None:
        self._send(PAGE.encode("cp1252"), "text/html; charset=utf-8")

    def _unknown_charset(self) -> None:
        self._send(PAGE.encode(), "text/html; charset=no-such")

    def _hop(self) -> None:
        self._redirect("/page")

    def _loop(self) -> None:
        self._redirect("/loop")

    def _to_file(self) -> None:
        self._redirect("file:///etc/passwd")

    def _to_no_port(self) -> None:
        self._redirect("http://127.0.0.1:99999/")

    def _pdf(self) -> None:
        self._send(b"%PDF-1.7", "application/pdf")

    def _pdf_as_text(self) -> None:
        self._send(b"%PDF-1.7", "text/plain")

    def _empty(self) -> None:
        self._send(b"")

    def _early(self) -> None:
        self._send(PAGE.encode()[:200], Content_Length=str(len(PAGE.encode())))
        self.close_connection = True

    def _broken_gzip(self) -> None:
        self._send(b"no gzip at all", Content_Encoding="gzip")

    def _nonsense(self) -> None:
        self.wfile.write(b"this is no HTTP\r\n\r\n")
        self.close_connection = True

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(2_000):
            self.wfile.write(b"<p>word</p>" * 1_000)
        self.close_connection = True

    def _bomb(self) -> None:
        self._send(gzip.compress(b"word " * 4_000_000), Content_Encoding="gzip")

    def _silent(self) -> None:
        time.sleep(1.5)
        self.close_connection = True

    def _dripping(self) -> None:
        """A byte of the head now and then: no single wait is long."""
        for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n":
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.05)
        self.close_connection = True


@contextmanager
def misbehaving() -> Iterator[str]:
    """The address of the server while it runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
