"""A visitor without an account searches, filters to nothing, is told why, widens, and finds."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.people import forgive
from tests.journeys.words import like, say
from tests.tools.browser import COLOURS, come_to_rest, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

OPPORTUNITIES = re.compile(r"/api/opportunities(\?|$)")


def test_a_visitor_filters_to_nothing_and_finds_the_way_back(page, lang, is_open_to_all):
    page.goto("/")
    expect(page.locator("h1")).to_have_text(say(lang, "front.title"))
    is_open_to_all()

    page.keyboard.press("/")
    expect(page).to_have_url(re.compile("/search"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("design")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("design", re.IGNORECASE)).first).to_be_visible()
    is_open_to_all()

    page.goto("/opportunities")
    expect(page.get_by_role("status").filter(has_text=re.compile(r"\d"))).to_be_visible()
    is_open_to_all()

    page.goto("/opportunities?pay_at_least=9000000&kind=job&q=design")
    expect(page.get_by_text(say(lang, "list.nothing"), exact=True)).to_be_visible()
    expect(page.get_by_text(say(lang, "list.nothing-hint"))).to_be_visible()
    is_open_to_all()

    in_play = page.get_by_role("list", name=say(lang, "list.in-play"))
    expect(in_play.get_by_role("button")).to_have_count(4)  # three that are set, and all of them
    in_play.get_by_role("button", name=like(lang, "list.quoted")).click()
    expect(in_play.get_by_role("button")).to_have_count(3)
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
        come_to_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_an_address_that_leads_nowhere_says_so(page, lang, is_open_to_all):
    page.goto("/nothing-here")
    expect(page.locator("h1")).to_be_visible()
    is_open_to_all()
    forgive(page, 404)


def test_everything_can_be_reached_without_a_mouse(page, lang, is_open_to_all):
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_attribute("href", "#main")

    page.keyboard.press("g")
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile("/opportunities$"))
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name=say(lang, "help.title"))
    expect(keys).to_be_visible()
    is_open_to_all()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("g o ?")  # typing is typing, not a shortcut
    expect(page.get_by_role("searchbox")).to_have_value("g o ?")
    expect(keys).to_be_hidden()


def test_back_and_forward_keep_the_place_and_tell_it_to_screen_readers(page):
    page.goto("/opportunities")
    rows = page.locator("main").get_by_role("listitem").get_by_role("link", name=re.compile(r"\w"))
    last = page.locator("main ul.list > li").last
    last.scroll_into_view_if_needed()
    where = page.evaluate("scrollY")
    assert where > 300
    expect(rows.first).to_be_attached()
    last.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/opportunities/[0-9a-f-]{36}"))
    expect(page.locator("h1")).to_be_focused()
    title = page.title()
    assert page.evaluate("scrollY") == 0

    page.go_back()
    expect(page).to_have_url(re.compile("/opportunities$"))
    expect(page.locator("main ul.list > li").last).to_be_visible()
    page.wait_for_function(f"Math.abs(scrollY - {where}) < 5")
    expect(page.locator("h1")).to_be_focused()
    page.go_forward()
    expect(page).to_have_title(title)
    expect(page.locator("h1")).to_be_focused()


def test_a_filter_that_was_set_is_a_step_that_can_be_taken_back(page):
    page.goto("/opportunities")
    kind = page.get_by_role("main").get_by_role("button", pressed=False).first
    kind.click()
    expect(page).to_have_url(re.compile(r"/opportunities\?kind="))
    page.go_back()
    expect(page).to_have_url(re.compile("/opportunities$"))


def test_a_slow_network_shows_the_shape_of_what_is_coming(page, lang):
    held = []
    page.route(OPPORTUNITIES, lambda route: held.append(route))  # noqa: PLW0108  playwright takes no builtins
    page.goto("/opportunities")
    expect(page.locator("main .skeleton")).to_be_visible()
    expect(page.locator("main .skeleton").get_by_text(say(lang, "wait.loading"))).to_be_attached()
    assert violations(page) == []
    for route in held:
        route.continue_()
    expect(page.locator("main ul.list > li").first).to_be_visible()
    expect(page.locator("main .skeleton")).to_have_count(0)

    held.clear()
    page.get_by_role("main").get_by_role("button", pressed=False).first.click()
    expect(page.locator("main .stale li").first).to_be_visible()
    assert violations(page, COLOURS) == []  # what is still there while its successor is fetched can be read
    for route in held:
        route.continue_()
    expect(page.locator("main .stale")).to_have_count(0)


def test_without_a_network_the_page_says_so_and_tries_again_when_asked(page, lang, is_open_to_all):
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    page.route(OPPORTUNITIES, lambda route: route.abort("internetdisconnected"))
    page.keyboard.press("g")
    page.keyboard.press("o")
    alert = page.get_by_role("alert")
    expect(alert.get_by_text(say(lang, "problem.offline"))).to_be_visible()
    expect(alert.get_by_text(say(lang, "way-out.offline"))).to_be_visible()
    is_open_to_all()
    page.unroute(OPPORTUNITIES)
    alert.get_by_role("button", name=say(lang, "act.try-again")).click()
    expect(page.locator("main ul.list > li").first).to_be_visible()
    page.complaints[:] = [one for one in page.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_an_opportunity_can_be_printed_with_all_that_one_needs(page, lang):
    first = page.request.get("/api/opportunities").json()["items"][0]
    page.goto(f"/opportunities/{first['id']}")
    expect(page.locator("h1")).to_have_text(first["title"])
    come_to_rest(page)
    paper = "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
    said = " ".join(paper.split())
    assert first["title"] in said
    assert first["organisation"]["name"] in said
    assert say(lang, "opportunities.pay") in said
    for only_on_screens in ("act.share", "act.print", "nav.mentors"):
        assert say(lang, only_on_screens) not in said


def test_twice_as_large_nothing_is_lost(page, is_open_to_all):
    """A window of 1280 pixels at 200 % has 640 of them; at 400 % it has 320, which has a test of its own."""
    page.set_viewport_size({"width": 640, "height": 450})
    for path in ("/", "/opportunities", "/start"):
        page.goto(path)
        is_open_to_all()
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


def test_the_first_page_is_light_and_asks_no_other_host(page):
    """What stands before the page does: scripts and styles, as they came over the wire."""
    sizes = {}
    page.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length") or 0)}))
    page.goto("/", wait_until="load")
    code = {url: size for url, size in sizes.items() if url.endswith((".js", ".css"))}

    assert len(code) > 3
    assert sum(code.values()) <= 60 * 1024, code
