"""A server for tests: the application in this process, or `bilat serve` in one of its own."""

import functools
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

import bilat
from bilat.serve import news, signing_in, writing
from bilat.serve.app import create_app
from bilat.serve.pages import ROUTERS
from bilat.serve.settings import Settings
from tests.made_readings import report
from tests.sample_readings import sample_readings

ADDRESS = "http://127.0.0.1:8000"
HERE = {"Origin": ADDRESS}
SAMPLE = "sample-2025-12-11-goyal-greer-wire"
# A short report, which an excerpt could tell whole; and one that is all attack.
SHORT = "India and the United States signed a trade agreement in Delhi on Thursday, both governments said."
HOSTILE = (
    "India <script>alert(1)</script> and the United States signed a trade agreement on Thursday. "
    '=HYPERLINK("http://x.invalid","x") the Indian minister said. {{ 7*7 }} \u202e\x1b[31m'
)
HOSTILE_TITLE = '=1+1 "><img src=x onerror=alert(1)> \u202e'


@functools.cache
def _template() -> Path:
    """A record of the samples and of two odd reports, made once."""
    path = Path(tempfile.mkdtemp(prefix="bilat-serve-")) / "record.db"
    with bilat.Record(path) as record:
        for reading in sample_readings():
            record.add(reading)
        for document in (
            report("short", "2026-01-08", SHORT),
            report(
                "hostile",
                "2026-01-09",
                HOSTILE,
                title=HOSTILE_TITLE,
                source="@SUM(1+1)|'<b>Wire</b>",
                url="javascript:alert(1)",
            ),
        ):
            record.add(bilat.read(document))
    return path


def record_in(folder: Path) -> str:
    """A copy of that record, to do with as one likes."""
    path = folder / "record.db"
    shutil.copy(_template(), path)
    return str(path)


@contextmanager
def serving(address: str, *, name: str = "127.0.0.1:8000", **settings: Any) -> Iterator[TestClient]:
    """The application for a record, called by this name."""
    app = create_app(address, Settings(**settings))
    with TestClient(app, base_url=f"http://{name}", follow_redirects=False) as client:
        yield client


def new_token(address: str, name: str = "desk") -> str:
    """A token of a record."""
    with bilat.Record(address) as record:
        return record.new_token(name)


def bearer(token: str) -> dict[str, str]:
    """The header that shows a token."""
    return {"Authorization": f"Bearer {token}"}


def sign_in(client: TestClient, token: str, name: str = "Asha Rao") -> str:
    """Signs a client in and gives the value of the field `csrf` of its forms."""
    answer = client.post("/sign-in", data={"token": token, "name": name}, headers=HERE)
    assert answer.status_code == 303, answer.text
    page = client.get("/corrections")
    app = client.app
    assert isinstance(app, FastAPI)
    visitor = app.state.sessions.visitor(client.cookies["bilat_session_8000"])
    assert page.status_code == 200
    return str(visitor.csrf)


def page_addresses(address: str) -> dict[str, str]:
    """An address for each page, by the path of its route."""
    with bilat.Record(address) as record:
        happening = next(one for one in record.timeline("IND", "USA") if one.type == "CONSULT")
    known = {
        "/statements": "/statements?words=tariff",
        "/measures": "/measures?on=2026-02-10",
        "/assets/{name}": "/assets/page.js",
        "/reports/{report:path}": f"/reports/{SAMPLE}",
        "/events/{event:path}": f"/events/{happening.id}",
        "/actors/{actor:path}": "/actors/USA",
        "/{first}/{second}": "/IND/USA",
    }
    paths = {route.path for route in page_routes() if "GET" in (route.methods or ())} - {"/news"}
    unknown = [path for path in paths if "{" in path and path not in known]
    assert not unknown, f"give an address for {unknown}"
    return {path: known.get(path, path) for path in sorted(paths)}


def page_routes() -> list[APIRoute]:
    """Every route that is no part of the API."""
    routers = (news.router, signing_in.router, writing.router, *ROUTERS)
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """`bilat` with these arguments in a process of its own, and the address that it says it is on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bilat.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stderr is not None
        told = ""
        while not (found := re.search(r"http://\S+", told)):
            line = process.stderr.readline()
            assert line, f"it ended: {told}"
            told += line
        yield process, found[0]
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
