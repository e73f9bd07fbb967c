"""Pair: move the day, ask what was known by when, zoom the chart, filter the timeline, print."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched
from tests.browser.site import Site

FORCE = "#measures .force"


def test_moving_the_day_by_slider_changes_what_is_in_force(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-15")
    before = page.locator(FORCE).all_inner_texts()
    slider = page.get_by_label("Day asked about, by slider")
    slider.focus()
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#measures-title")).to_have_text("Measures on 2025-08-29")
    expect(page.locator("#dates .on")).to_have_text("2025-08-29")
    assert "on=2025-08-29" in page.url
    assert page.locator(FORCE).all_inner_texts() != before
    assert page.evaluate("document.activeElement.id") == "on-slider"  # the hand stays where it was
    assert slider.get_attribute("aria-valuetext") == "2025-08-29"
    page.reload()
    expect(page.locator("#measures-title")).to_have_text("Measures on 2025-08-29")


def test_a_day_typed_in_moves_the_slider(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-15")
    slider = page.get_by_label("Day asked about, by slider")
    at = int(slider.input_value())
    page.get_by_label("Day asked about", exact=True).fill("2025-08-25")
    expect(page.locator("#measures-title")).to_have_text("Measures on 2025-08-25")
    assert int(slider.input_value()) == at + 10


def test_what_was_known_by_a_day_is_another_question(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-29")
    known_now = page.locator("#measures").inner_text()
    page.get_by_label("Known by").fill("2025-08-02")
    expect(page.locator("#dates .as-of")).to_have_text("2025-08-02")
    expect(page.locator("#dates .on")).to_have_text("2025-08-29")
    assert "as_of=2025-08-02" in page.url
    assert "on=2025-08-29" in page.url
    assert page.locator("#measures").inner_text() != known_now
    reported = page.locator("#timeline .entry time").all_inner_texts()
    assert reported
    page.get_by_role("link", name="All that is known now").click()
    expect(page.locator("#dates")).to_contain_text("all of the record")
    assert page.locator("#timeline .entry time").count() > len(reported)


def test_both_days_stand_on_every_state_of_the_page(watched: Watched, site: Site) -> None:
    page = watched.page(java_script_enabled=False)
    for asked in ("", "?on=2025-08-15", "?as_of=2025-08-15", "?on=2024-01-01&as_of=2024-01-01"):
        page.goto(f"{site.address}/IND/USA{asked}")
        days = page.locator("#dates time").all_inner_texts()
        assert len(days) == 2
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)


def test_drawing_across_the_chart_zooms_and_the_timeline_follows(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    over = page.locator("#chart .u-over")
    box = over.bounding_box()
    assert box is not None
    whole = page.locator("#timeline .entry").count()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*")
    expect(page.locator("#timeline > p").first).to_contain_text(" to ")
    since = page.locator("#since").input_value()
    until = page.locator("#until").input_value()
    assert since < until
    for day in page.locator("#timeline .entry time").all_inner_texts():
        assert day <= until
    assert page.locator("#timeline .entry").count() < whole
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#timeline .entry")).to_have_count(whole)


def test_the_chart_can_be_zoomed_by_keyboard_and_a_zoom_can_be_sent(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**since=*")
    said = page.locator("#chart-said")
    expect(said).to_contain_text("Shown: 2025-")
    shown = said.inner_text()
    page.goto(page.url)
    assert page.locator("#since").input_value() in shown
    before = page.locator("#since").input_value()
    page.get_by_role("button", name="Earlier").click()
    expect(said).to_contain_text("Shown")
    assert page.locator("#since").input_value() < before


def test_the_numbers_of_the_chart_stand_in_a_table(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    page.get_by_text("The numbers", exact=True).click()
    table = page.get_by_role("region", name="Tone, the numbers")
    expect(table.get_by_role("columnheader")).to_contain_text(
        ["Month", "Events", "Mean", "95 percent interval", "▲", "▼"]
    )
    expect(table).to_contain_text("2025-08")
    page.get_by_role("link", name="quarter").click()
    page.wait_for_url("**by=quarter*")
    page.get_by_text("The numbers", exact=True).click()
    expect(table).to_contain_text("2025-Q3")


def test_the_timeline_is_filtered_by_kind_and_days(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    page.locator("#timeline-type").select_option("CONSULT")
    page.wait_for_url("**type=CONSULT*")
    expect(page.locator("#timeline .entry").first).to_be_visible()
    for small in page.locator("#timeline .entry .small").all_inner_texts():
        assert small.startswith("CONSULT")
    page.locator("#since").fill("2026-01-01")
    page.wait_for_url("**since=2026-01-01*")
    assert all(day >= "2025-12" for day in page.locator("#timeline .entry time").all_inner_texts())


def test_people_and_topics_lead_on(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA")
    expect(page.locator("#said")).to_contain_text("tariffs")
    page.locator("#people tbody a").first.click()
    expect(page.locator("h1")).to_have_text("Donald Trump")
    expect(page.locator("#found")).to_contain_text("Statements")


def test_it_prints_the_record_and_not_the_controls(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-29")
    page.emulate_media(media="print")
    for control in (".top", "#question", "#period", ".zoom", ".choice"):
        expect(page.locator(control).first).to_be_hidden()
    for shown in ("h1", "#dates", "#chart canvas", "#measures h3", "#timeline h3"):
        expect(page.locator(shown).first).to_be_visible()
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_two_names_lead_to_a_pair(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/pairs")
    page.get_by_label("One country").fill("india")
    page.get_by_label("The other").fill("United States")
    page.get_by_role("button", name="Open").click()
    expect(page.locator("h1")).to_have_text("India – United States")
    assert page.url == f"{site.address}/IND/USA"


def test_what_was_chosen_stays_when_something_else_is(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/IND/USA?on=2025-08-15")
    page.locator("#timeline-type").select_option("CONSULT")
    page.wait_for_url("**type=CONSULT*")
    page.get_by_label("Day asked about", exact=True).fill("2025-08-25")
    page.wait_for_url("**on=2025-08-25*")
    assert "type=CONSULT" in page.url
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url("**since=*")
    assert "on=2025-08-25" in page.url
    page.get_by_label("Known by").fill("2026-01-31")
    page.wait_for_url("**as_of=2026-01-31*")
    page.get_by_role("link", name="quarter").click()
    page.wait_for_url("**by=quarter*")
    for kept in ("type=CONSULT", "on=2025-08-25", "since=", "as_of=2026-01-31"):
        assert kept in page.url
    with page.expect_download() as download:
        page.get_by_role("link", name="measures", exact=True).click()
    assert "as_of=2026-01-31" in download.value.url
    assert "table=measures" in download.value.url
