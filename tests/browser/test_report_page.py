"""Report and event: point at a fact and its words light up, point at words and the facts do."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.site import Site, site_in
from tests.browser.test_every_page import REPORT, the_call

SOFT, LIT = re.compile(r"\blit-soft\b"), re.compile(r"\blit\b")


def test_pointing_at_a_fact_lights_its_words(page: Page, site: Site) -> None:
    page.goto(site.address + REPORT)
    page.locator("#e1").hover()
    for word in page.locator("a.w.i-e1").all():
        expect(word).to_have_class(SOFT)
    page.locator("#e2 .head").click()
    expect(page.locator("a.w.i-e2").first).to_have_class(LIT)
    assert page.url.endswith("#e2")


def test_pointing_at_words_lights_the_facts(page: Page, site: Site) -> None:
    page.goto(site.address + REPORT)
    word = page.locator("article a.w.i-m1").first
    word.hover()
    expect(page.locator("#m1")).to_have_class(SOFT)
    word.click()
    expect(page.locator(".item.lit").first).to_be_in_viewport()


def test_the_same_by_keyboard(page: Page, site: Site) -> None:
    page.goto(site.address + REPORT)
    page.locator("#s1 a.number").focus()
    page.keyboard.press("Enter")
    expect(page.locator("a.w.i-s1").first).to_have_class(LIT)
    page.keyboard.press("Escape")
    expect(page.locator("a.w.i-s1").first).not_to_have_class(LIT)


def test_what_was_skipped_is_there_with_its_reason(page: Page, site: Site) -> None:
    page.goto(site.address + REPORT)
    skipped = page.locator(".g-x .item")
    assert skipped.count() > 0
    assert skipped.first.locator(".head").inner_text().strip()
    assert skipped.first.locator(".quote").inner_text().strip()


def test_a_hostile_report_is_only_words(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/reports/hostile")
    assert page.locator("main script, main img, main iframe").count() == 0
    expect(page.locator("article.report")).to_contain_text("<script>alert(1)</script>")
    assert page.locator('a[href^="javascript"]').count() == 0


def test_an_event_shows_its_accounts_why_linked_and_what_each_readout_leaves_out(page: Page, site: Site) -> None:
    page.goto(site.address + the_call(site))
    expect(page.locator("h1")).to_have_text("Narendra Modi and Donald Trump spoke by telephone")
    accounts = page.locator(".account")
    assert accounts.count() == 2
    expect(accounts.nth(1).locator(".why")).to_contain_text(re.compile(r"Linked: .*Modi.*likeness 0\.\d\d"))
    expect(page.locator("table")).to_contain_text("time")
    expect(page.get_by_role("heading", name="What each account names and leaves out")).to_be_visible()
    left_out = page.locator(".card", has_text="Narendra Modi’s post").locator("ul").last
    expect(left_out).to_contain_text("oil")
    accounts.first.locator("a").first.click()
    # The account leads to its words.
    item = page.locator(".item.lit")
    expect(item).to_be_in_viewport()
    key = item.get_attribute("data-k")
    expect(page.locator(f"a.w.i-{key}").first).to_have_class(LIT)
    expect(page.locator(f"a.w.i-{key}").first).to_be_in_viewport()


def test_in_public_there_are_excerpts_and_a_way_to_the_publisher(
    watched: Watched, tmp_path_factory: object, site: Site
) -> None:
    page = watched.page()
    with site_in(tmp_path_factory.mktemp("public"), public=True) as public:  # type: ignore[attr-defined]
        page.goto(public.address + REPORT)
        assert page.locator("article.report").count() == 0
        expect(page.get_by_role("link", name="at the publisher")).to_have_attribute("href", re.compile("^https://"))
        assert page.locator("form[action^='/corrections']").count() == 0
        assert page.get_by_text("Sign in").count() == 0
        whole = page.request.get(public.address + REPORT + ".json").json()
        assert whole["reading"] is None
    page.goto(site.address + REPORT)
    text = page.locator("article.report").inner_text()
    assert all(len(fact["words"] or "") < len(text) for fact in whole["facts"])


def test_search_finds_words_in_whatever_form_and_keeps_the_filters(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/statements")
    page.get_by_label("Words").fill("tariff")
    page.keyboard.press("Enter")
    page.wait_for_url("**words=tariff*")
    expect(page.locator("#found .said").first).to_contain_text(re.compile("tariff", re.IGNORECASE))
    page.get_by_label("Speaking for").select_option("IND")
    page.wait_for_url("**country=IND*")
    assert "words=tariff" in page.url
    for who in page.locator("#found .said .speaker").all_inner_texts():
        assert "India" in who
    page.get_by_label("Speaker", exact=True).fill("nobody of this name")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("No statement fits")
