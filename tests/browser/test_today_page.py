"""Today: filter, look again, and what comes in while one looks."""

from playwright.sync_api import Page, expect

import bilat
from tests.browser.conftest import Watched
from tests.browser.site import Site
from tests.made_readings import report


def test_filtering_keeps_what_fits_and_stands_in_the_address(page: Page, site: Site) -> None:
    page.goto(site.address)
    lines = page.locator("#news > ol > .entry")
    everything = lines.count()
    page.get_by_label("Country").select_option(label="Russia")
    page.wait_for_url("**country=RUS*")
    expect(lines).not_to_have_count(everything)
    view = page.request.get(f"{site.address}/index.json?country=RUS").json()
    told = [new["event"] for new in view["events"]]
    assert all("RUS" in (*one["source"], *one["target"]) for one in told)
    expect(lines).to_have_count(len(told))
    page.get_by_label("Kind of event").select_option("SANCTION")
    page.wait_for_url("**type=SANCTION*")
    expect(lines.first).to_contain_text("SANCTION")
    # The address is the view: a colleague who opens it sees the same.
    shown = lines.all_inner_texts()
    page.goto(page.url)
    assert lines.all_inner_texts() == shown
    assert page.get_by_label("Country").input_value() == "RUS"
    page.go_back()
    expect(page.get_by_label("Kind of event")).to_have_value("")
    expect(lines).to_have_count(len(told))


def test_what_was_seen_is_not_new_again(page: Page, site: Site) -> None:
    page.goto(site.address)
    assert page.locator("#news > ol > .entry").count() > 10
    page.get_by_role("link", name="I have seen these").click()
    expect(page.locator(".nothing")).to_contain_text("Nothing new")
    expect(page.locator(".lead")).to_contain_text("your last look")
    page.get_by_role("link", name="Show all").click()
    assert page.locator("#news > ol > .entry").count() > 10


def test_a_new_report_shows_by_itself_as_an_event(watched: Watched, own_site: Site) -> None:
    page = watched.page()
    page.goto(own_site.address)
    page.get_by_role("link", name="I have seen these").click()
    expect(page.locator(".nothing")).to_be_visible()
    page.wait_for_timeout(300)  # the stream is open
    with bilat.Record(own_site.record) as record:
        record.add(
            report(
                "fresh",
                "2026-07-01",
                "France imposed a tariff of 12 percent on Indian steel on Wednesday, the French ministry said.",
                title="France puts a tariff on Indian steel",
                source="Invented Wire",
            )
        )
    fresh = page.locator("#news > ol > .entry.fresh")
    expect(fresh.first).to_be_visible(timeout=8000)
    expect(fresh.first).to_contain_text("Invented Wire")
    expect(page.get_by_role("status").first).to_contain_text("new event")
    expect(page.locator("#news .bar")).to_contain_text("1 new report")


def test_from_today_to_the_event(page: Page, site: Site) -> None:
    page.goto(site.address)
    link = page.locator("#news > ol > .entry h3 a").first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title)
