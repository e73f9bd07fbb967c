"""Chromium as Debian packages it, kept off the network, driven by Playwright.

Where there is none, tests that need it skip and say so, unless $BILAT_CHROMIUM is "required", as it is in CI.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

PATHS = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
# `--no-sandbox`: in a container nobody but root runs it; the pages are our own.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str | None:
    """Where it is; None where there is none."""
    return next((found for path in PATHS if (found := shutil.which(path))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that is running. Skips the test where there is none."""
    path = program()
    if path is None:
        if os.environ.get("BILAT_CHROMIUM") == "required":
            pytest.fail("chromium is required here and is not installed (Debian: apt-get install chromium)")
        pytest.skip("no chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()
