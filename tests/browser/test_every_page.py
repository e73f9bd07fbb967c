"""What holds on every page: no serious fault for those who cannot see it, none on a phone, the same as JSON and CSV."""

import csv
import gzip
import hashlib
import io
import json
import re
from importlib.resources import files

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

import bilat
from tests.browser.conftest import Watched
from tests.browser.site import Site

REPORT = "/reports/sample-2026-02-02-call-trump-account"
PAGES = (
    "/?limit=12",
    "/pairs",
    "/IND/USA?limit=12&on=2026-02-10",
    "/IND/USA?limit=5&on=2025-08-15&as_of=2025-08-02",
    "/IND/JPN",
    REPORT,
    "/reports/hostile",
    "EVENT",
    "/actors/USA:donald-trump",
    "/statements?limit=12",
    "/measures?on=2026-02-10",
    "/sources",
    "/stories?limit=5",
    "/corrections",
    "/sign-in",
    "/dropped",
    "/api",
    "/nothing/of/the/kind",
)
SERIOUS = ("serious", "critical")
RUN = """run => axe.run({resultTypes: ["violations"], runOnly: run}).then(found => found.violations.map(
    fault => [fault.impact, fault.id, fault.nodes.slice(0, 3).map(node => node.html.slice(0, 120))]))"""
LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")


def the_call(site: Site) -> str:
    """The address of the call of which there are two accounts, one of each side."""
    with bilat.Record(site.record) as record:
        calls = [one for one in record.timeline("IND", "USA") if one.day == "2026-02-02" and one.mode == "phone"]
    return f"/events/{max(calls, key=lambda one: one.articles).id}"


def address(site: Site, path: str) -> str:
    return site.address + (the_call(site) if path == "EVENT" else path)


def test_axe_finds_no_serious_fault_in_light_and_dark(watched: Watched, site: Site) -> None:
    page, faults = watched.page(), []
    for path in PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(address(site, path))
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        page.evaluate(Axe().axe_script)
        found = page.evaluate(RUN, {"type": "tag", "values": list(LEVELS)})
        page.emulate_media(color_scheme="dark")
        # What is not a matter of colour is the same in the dark.
        found += page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]})
        faults += [(path, *fault[1:]) for fault in found if fault[0] in SERIOUS]
    watched.complaints[:] = [each for each in watched.complaints if "404" not in each]
    assert faults == []


def test_no_page_scrolls_sideways_on_a_phone(watched: Watched, site: Site) -> None:
    page = watched.page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for path in PAGES:
        page.goto(address(site, path))
        page.wait_for_timeout(50)
        wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= 390, (path, wide)
    watched.complaints[:] = [each for each in watched.complaints if "404" not in each]


def test_every_page_can_be_read_without_script(watched: Watched, site: Site) -> None:
    page = watched.page(java_script_enabled=False)
    for path in PAGES[:-1]:
        page.goto(address(site, path))
        assert page.locator("h1").first.is_visible(), path
        assert page.locator("main").inner_text().strip(), path
        names = re.findall(r'\bid="([^"]+)"', page.content())
        assert len(names) == len(set(names)), path
    page.goto(f"{site.address}/statements")
    page.get_by_label("Words").fill("tariff")
    page.get_by_role("button", name="Search").click()
    assert "words=tariff" in page.url
    assert page.locator(".said").count() > 0


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("each => each === document.activeElement")
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]  # it is shown once it has the focus
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "on"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.id || e.textContent.trim().slice(0, 30), s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
        )
        seen.add(style[0])
        assert style[1] != "none", style
        assert style[2] >= 1, style
    assert {"on-slider", "as_of", "Zoom in", "since"} <= seen


@pytest.mark.parametrize("path", ["/index", "/IND/USA", REPORT, "EVENT", "/statements", "/measures", "/sources"])
def test_every_page_is_json_and_csv_at_its_address(page: Page, site: Site, path: str) -> None:
    at = address(site, path)
    told = page.request.get(f"{at}.json")
    assert told.ok
    assert json.loads(told.body())
    table = page.request.get(f"{at}.csv")
    assert table.ok
    rows = list(csv.reader(io.StringIO(table.text())))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_page_leads_to_its_own_json_with_the_same_question(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-15&as_of=2025-08-02")
    link = page.get_by_role("link", name="JSON").get_attribute("href")
    view = json.loads(page.request.get(site.address + str(link)).body())
    assert (view["on_day"], view["as_of"]) == ("2025-08-15", "2025-08-02")


def test_the_pair_page_does_not_jump_while_it_loads(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    page.wait_for_selector("#chart canvas")
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries())"
        " { sum += e.value; } }).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 300); })"
    )
    assert shift < 0.02


def test_scripts_and_styles_are_light_and_what_is_vendored_is_what_it_says() -> None:
    static = files("bilat.serve") / "static"
    ours = [each for each in static.iterdir() if each.name.endswith((".js", ".css"))]
    theirs = [each for each in (static / "vendor").iterdir() if each.name.endswith((".js", ".css"))]
    assert sum(len(gzip.compress(each.read_bytes())) for each in (*ours, *theirs)) < 600_000
    sums = dict(re.findall(r"\| `([^`]+\.(?:js|css))` .*`([0-9a-f]{64})`", (static / "vendor/README.md").read_text()))
    assert {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in theirs} == sums
