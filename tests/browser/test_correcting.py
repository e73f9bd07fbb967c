"""Correct in place: sign in, correct a speaker, a date, an event, a link; see it as corrected; undo it."""

import pytest
from playwright.sync_api import Page, expect

import bilat
from tests.browser.conftest import Watched
from tests.browser.site import Site
from tests.browser.test_every_page import REPORT, the_call
from tests.made_readings import report


@pytest.fixture
def signed_in(page: Page, own_site: Site) -> Page:
    page.goto(own_site.address + REPORT)
    assert page.locator(".fix").count() == 0  # who has not signed in is offered nothing that would fail
    page.get_by_role("link", name="Sign in to correct").click()
    page.get_by_label("Token").fill(own_site.token)
    page.get_by_label("Your name").fill("Asha Rao")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{REPORT}")
    expect(page.locator(".who")).to_contain_text("Asha Rao")
    return page


def corrected(page: Page, within: str) -> None:
    said = page.locator(f"{within} .corrected").first
    expect(said).to_contain_text("corrected")
    expect(said).to_contain_text("Asha Rao")


def test_a_wrong_speaker(signed_in: Page) -> None:
    page, item = signed_in, signed_in.locator("#s1")
    before = item.locator(".b-who").inner_text()
    item.get_by_text("Correct", exact=True).click()
    item.get_by_label("Speaker").select_option(label="Narendra Modi (IND)")
    item.locator("form", has=page.get_by_label("Speaker")).get_by_role("button").click()
    corrected(page, "#s1")
    expect(item.locator(".b-who").first).to_contain_text("Narendra Modi")
    item.get_by_role("button", name="Undo").click()
    expect(item.locator(".corrected")).to_have_count(0)
    expect(item.locator(".b-who").first).to_have_text(before)


def test_a_wrong_date(signed_in: Page) -> None:
    page, item = signed_in, signed_in.locator("#e3")
    item.get_by_text("Correct", exact=True).click()
    item.get_by_label("Day").fill("2026-02-01")
    item.locator("form", has=page.get_by_label("Day")).get_by_role("button").click()
    corrected(page, "#e3")
    expect(item.locator(".tags")).to_contain_text("2026-02-01")
    item.get_by_role("button", name="Undo").click()
    expect(item.locator(".tags")).not_to_contain_text("2026-02-01")


def test_what_is_no_event(signed_in: Page, own_site: Site) -> None:
    page = signed_in
    events = page.locator(".g-e .item")
    count, words = events.count(), page.locator("#e1 q").inner_text().strip("“”")
    page.locator("#e1").get_by_text("Correct", exact=True).click()
    page.locator("#e1").get_by_label("Why (may stay empty)").fill("a headline alone")
    page.locator("#e1").get_by_role("button", name="Not an event").click()
    expect(events).to_have_count(count - 1)
    struck = page.locator(".struck")
    expect(struck).to_contain_text(words[:30])
    expect(struck).to_contain_text("a headline alone")
    page.goto(f"{own_site.address}/corrections")
    expect(page.locator(".entry").first).to_contain_text("struck out")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator(".badge", has_text="undone")).to_be_visible()
    page.goto(own_site.address + REPORT)
    expect(events).to_have_count(count)


def test_a_wrong_link_and_a_missing_one(signed_in: Page, own_site: Site) -> None:
    page, call = signed_in, the_call(own_site)
    page.goto(own_site.address + call)
    accounts = page.locator(".account")
    expect(accounts).to_have_count(2)
    second = accounts.nth(1)
    second.get_by_text("Correct", exact=True).click()
    second.get_by_role("button", name="Tells another event").click()
    expect(accounts).to_have_count(1)
    corrected(page, ".pagehead")
    expect(page.locator(".pagehead .corrected")).to_contain_text("parted from other accounts")
    page.locator(".pagehead").get_by_role("button", name="Undo").click()
    expect(accounts).to_have_count(2)
    page.get_by_text("Tell that another event is this one").click()
    page.get_by_role("button", name="Is this event").click()
    corrected(page, ".pagehead")
    assert accounts.count() > 2
    page.locator(".pagehead").get_by_role("button", name="Undo").click()
    expect(accounts).to_have_count(2)
    with bilat.Record(own_site.record) as record:
        made = record.corrections()
        assert [one.kind for one in made] == ["split", "merge"]
        assert all(one.undone_at and one.author.startswith("Asha Rao") for one in made)
        assert [problem for problem in record.check() if problem.level != "notice"] == []


def test_an_event_of_one_account_that_is_none_can_be_brought_back(signed_in: Page, own_site: Site) -> None:
    page = signed_in
    accounts = page.locator(".account")
    for link in [one.get_attribute("href") for one in page.get_by_role("link", name="This event").all()]:
        page.goto(f"{own_site.address}{link}")
        if accounts.count() == 1:
            break
    title = page.locator("h1").inner_text()
    accounts.get_by_text("Correct", exact=True).click()
    page.get_by_role("button", name="Not an event").click()
    expect(page.locator("h1")).to_have_text("Struck out")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text(title)


def test_a_report_of_an_odd_name_is_corrected_as_any(watched: Watched, own_site: Site) -> None:
    name = 'odd name/?a=1&b="2"#x%20.json'
    with bilat.Record(own_site.record) as record:
        text = "India imposed a tariff of 12 percent on American steel."
        record.add(bilat.read(report(name, "2026-03-01", text, url=None)))
    page = watched.page()
    page.goto(f"{own_site.address}/?country=IND&type=SANCTION")
    page.locator("#news h3 a").first.click()  # the newest
    page.locator(".account a").first.click()
    expect(page.locator("article.report")).to_contain_text("American steel")
    page.get_by_role("link", name="Sign in to correct").click()
    page.get_by_label("Token").fill(own_site.token)
    page.get_by_label("Your name").fill("Asha Rao")
    page.get_by_role("button", name="Sign in").click()
    page.locator("#e1").get_by_text("Correct", exact=True).click()
    page.get_by_role("button", name="Not an event").click()
    expect(page.locator(".struck")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#e1")).to_be_visible()
    expect(page.locator(".struck")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert "American steel" in download.value.path().read_text(encoding="utf-8")
