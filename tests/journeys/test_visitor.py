"""A visitor without an account searches, filters to nothing, is told why, widens, and finds."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.words import say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_visitor_filters_to_nothing_and_finds_the_way_back(page, lang, is_open_to_all):
    page.goto(f"/?lang={lang}")
    expect(page.locator("h1")).to_have_text(say(lang, "front.title"))
    is_open_to_all()

    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search"))
    page.get_by_role("searchbox").first.fill("design")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("design", re.IGNORECASE)).first).to_be_visible()
    is_open_to_all()

    page.goto(f"/opportunities?lang={lang}")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()
    is_open_to_all()

    page.goto(f"/opportunities?lang={lang}&pay_at_least=9000000&kind=job")
    expect(page.get_by_text(say(lang, "list.nothing"), exact=True)).to_be_visible()
    expect(page.get_by_text(say(lang, "list.nothing-hint"))).to_be_visible()
    is_open_to_all()

    in_play = page.get_by_role("list", name=say(lang, "list.in-play"))
    in_play.get_by_role("button").first.click()
    in_play.get_by_role("button").first.click()
    first = page.locator("main").get_by_role("listitem").get_by_role("link").first
    expect(first).to_be_visible()

    title = first.inner_text()
    first.click()
    expect(page).to_have_url(re.compile(r"/opportunities/[0-9a-f-]{36}"))
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("h1")).to_be_focused()
    is_open_to_all()
    assert page.complaints == []


def test_a_phone_of_320_pixels_shows_everything_without_scrolling_sideways(page):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (
        "/",
        "/opportunities",
        "/organisations",
        "/funding-calls",
        "/spaces",
        "/mentors",
        "/programmes",
        "/sign-up",
    ):
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_an_address_that_leads_nowhere_says_so(page, lang, is_open_to_all):
    page.goto(f"/nothing-here?lang={lang}")
    expect(page.locator("h1")).to_be_visible()
    is_open_to_all()


def test_the_first_page_is_light_and_asks_no_other_host(page):
    """What stands before the page does: scripts and styles, as they came over the wire."""
    sizes = {}
    page.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length") or 0)}))
    page.goto("/", wait_until="load")
    code = {url: size for url, size in sizes.items() if url.endswith((".js", ".css"))}

    assert len(code) > 3
    assert sum(code.values()) <= 60 * 1024, code
    page.wait_for_load_state("networkidle")
    assert page.complaints == []
