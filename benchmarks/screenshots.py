"""The pictures of the pages in README and tutorial, from the sample reports.

    python -m benchmarks.screenshots docs/images [--also FOLDER]

Needs Chromium. `--also` writes more for those who change the pages: each page in light and dark, on a phone, in print.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.chromium import FLAGS, program
from tests.browser.site import serving_record
from tests.feed_news import page as page_of
from tests.feed_news import rss, story
from tests.feed_server import Asked, Reply, resolve, serving

import bilat
from bilat.documents import Given, read_inputs
from bilat.feeds.manner import Manner as WatchManner
from bilat.feeds.waiting import Waits
from bilat.feeds.watching import Surroundings
from bilat.records import Document

SAMPLES = Path(bilat.__file__).parent / "samples" / "samples.jsonl"
SIZE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAIR = "/IND/USA?on=2025-08-29"
REPORT = "/reports/sample-2026-02-02-call-trump-account"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        samples, followed = samples_in(Path(made)), str(Path(made) / "followed.db")
        follow_feeds(followed)  # before the browser: while that is driven, nothing else can run an event loop here
        with opened_browser() as browser:
            with serving_record(followed) as address:
                feeds_picture(browser, address, options.folder)
            with serving_record(samples) as address:
                pictures(browser, address, options.folder, new_token(samples))
                if options.also is not None:
                    options.also.mkdir(parents=True, exist_ok=True)
                    every_look(browser, address, options.also)


def samples_in(folder: Path) -> str:
    """A record of the samples."""
    path = folder / "samples.db"
    with bilat.Record(path) as record:
        for document in read_inputs([str(SAMPLES)], Given()):
            if isinstance(document, Document):
                record.add(document)
    return str(path)


def follow_feeds(address: str) -> None:
    """Polls three feeds of invented papers once, served on this machine; one of them fails."""
    now = time.time()
    names = ("Harbour Wire", "Hill Gazette", "Lake Post")
    papers = {f"{name.lower().replace(' ', '-')}.example": name for name in names}
    told = {
        host: [story(number, host, now - 3600 * number, abroad=number % 4 > 0, seed=place) for number in range(1, 9)]
        for place, host in enumerate(papers)
    }

    def answer(asked: Asked) -> Reply:
        if asked.host.startswith("lake"):
            return Reply(b"later", 503)
        stories = told[asked.host]
        if asked.path == "/feed":
            return Reply(rss(stories, papers[asked.host], server.url(asked.host, "")))
        found = next((each for each in stories if each.path == asked.path), None)
        return Reply(page_of(found, papers[asked.host])) if found else Reply(status=404)

    with serving(answer) as server, bilat.Record(address) as record:
        record.watch(
            [server.url(host) for host in papers],
            once=True,
            manner=WatchManner(allow=tuple(papers), waits=Waits(between_requests=0.05)),
            around=Surroundings(resolve=resolve),
        )


def new_token(address: str) -> str:
    """A token to sign in with."""
    with bilat.Record(address) as record:
        return record.new_token("pictures")


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Chromium."""
    path = program()
    if path is None:
        raise SystemExit("no chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def feeds_picture(browser: Browser, address: str, folder: Path) -> None:
    """The sources with their feeds."""
    page = browser.new_page(viewport=SIZE, device_scale_factor=1.25)  # type: ignore[arg-type]
    page.goto(f"{address}/sources")
    page.screenshot(path=folder / "feeds.png", clip={"x": 0, "y": 0, "width": 1280, "height": 620})
    page.close()


def pictures(browser: Browser, address: str, folder: Path, token: str) -> None:
    """Those that are shown: the pair, the report with a fact pointed at, Today, an event, a correction."""
    page = browser.new_page(viewport=SIZE, device_scale_factor=1.25)  # type: ignore[arg-type]  # a TypedDict of its own
    shoot(page, address + PAIR, folder / "pair.png")
    page.goto(f"{address}{PAIR}&as_of=2025-08-02")
    page.wait_for_selector("#chart canvas")
    page.screenshot(path=folder / "known-by.png", clip={"x": 0, "y": 50, "width": 1280, "height": 560})
    page.goto(address + REPORT)
    page.locator("#e3 .head").click()
    page.screenshot(path=folder / "report.png")
    shoot(page, f"{address}/", folder / "today.png")
    page.goto(address + REPORT)
    page.get_by_role("link", name="Sign in to correct").click()
    page.get_by_label("Token").fill(token)
    page.get_by_label("Your name").fill("Asha Rao")
    page.get_by_role("button", name="Sign in").click()
    item = page.locator("#e2")
    item.get_by_text("Correct", exact=True).click()
    item.get_by_label("Day").fill("2026-02-07")
    item.locator("form").last.scroll_into_view_if_needed()
    page.screenshot(path=folder / "correct.png")
    page.close()


def every_look(browser: Browser, address: str, folder: Path) -> None:
    """Each page as it looks on different screens."""
    paths = {
        "today": "/",
        "pairs": "/pairs",
        "pair": PAIR,
        "report": REPORT,
        "actor": "/actors/USA:donald-trump",
        "statements": "/statements?words=tariff",
        "measures": "/measures?on=2026-02-10",
        "sources": "/sources",
    }
    for name, path in paths.items():
        for look, scheme, size in (("light", "light", SIZE), ("dark", "dark", SIZE), ("phone", "light", PHONE)):
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            shoot(page, address + path, folder / f"{name}-{look}.png")
            if look == "light":
                page.pdf(path=folder / f"{name}.pdf", format="A4")
            page.close()


def shoot(page: Page, address: str, file: Path) -> None:
    """One picture of what is first seen."""
    page.goto(address)
    page.wait_for_load_state("networkidle") if "/IND/" in address else page.wait_for_load_state("load")
    page.screenshot(path=file)


if __name__ == "__main__":
    main()
