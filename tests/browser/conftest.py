"""One browser and one server for all tests of pages; a page of a test's own, watched for what it may not do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import chromium
from tests.browser.site import Site, site_in


# Of the package and not of the session: while it is open, no other test can run an event loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.browser() as opened:
        yield opened


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server that nobody writes to."""
    with site_in(tmp_path_factory.mktemp("site")) as running:
        yield running


class Watched:
    """Opens pages, and keeps what they asked for and complained of."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[Any] = []
        self.asked: list[str] = []
        self.complaints: list[str] = []

    def page(self, **options: Any) -> Page:
        context = self._browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def close(self) -> None:
        while self._contexts:
            self._contexts.pop().close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """Pages of a test: none may ask another host for anything, or complain (as of a broken policy)."""
    watching = Watched(browser)
    yield watching
    watching.close()
    away = [url for url in watching.asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert away == []
    assert watching.complaints == []


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page()


@pytest.fixture
def own_site(tmp_path: Path, watched: Watched) -> Iterator[Site]:
    """A server of a test's own, to write to."""
    with site_in(tmp_path) as running:
        yield running
        watched.close()  # before the server, whom a page may still be asking for something
