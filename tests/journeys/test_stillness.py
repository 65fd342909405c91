"""Who asked for less motion sees none, and what is measured on a page is where it was going."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_visitor import OPPORTUNITIES
from tests.tools import browser
from tests.tools.browser import come_to_rest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

COUNT = "addEventListener('transitionrun', () => (window.moved = (window.moved ?? 0) + 1), true)"
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.moved ?? 0))))"
# Whoever arrives sends the next one: three journeys, one after the other.
RELAY = """<style>b { color: #111; transition: color 200ms } b.dark { color: #eee }</style>
    <main><h1>A</h1><b>1</b><b>2</b><b>3</b></main>
    <script>addEventListener('transitionend', event => event.target.nextElementSibling?.classList.add('dark'))</script>"""
COLOURS = "[...document.querySelectorAll('b')].map(one => getComputedStyle(one).color)"


def moves(page: Page, *, motion: str) -> int:
    """How many things begin to move when night falls."""
    page.emulate_media(color_scheme="light", reduced_motion=motion)
    come_to_rest(page)
    page.evaluate("window.moved = 0")
    page.emulate_media(color_scheme="dark", reduced_motion=motion)
    return page.evaluate(FRAMES)


def test_nothing_moves_for_who_asked_for_less_motion(page):
    page.goto("/opportunities")
    expect(page.locator("main ul.list > li").first).to_be_visible()
    page.evaluate(COUNT)
    assert moves(page, motion="no-preference") > 0
    assert moves(page, motion="reduce") == 0


def test_rest_is_when_the_last_colour_has_arrived(page):
    page.emulate_media(reduced_motion="no-preference")
    page.set_content(RELAY)
    page.evaluate("document.querySelector('b').classList.add('dark')")
    come_to_rest(page)
    assert page.evaluate(COLOURS) == ["rgb(238, 238, 238)"] * 3


def test_a_page_whose_answer_does_not_come_is_not_at_rest(page, monkeypatch):
    held = []
    page.route(OPPORTUNITIES, lambda route: held.append(route))  # noqa: PLW0108  playwright takes no builtins
    page.goto("/opportunities")
    expect(page.locator("h1")).to_be_visible()  # a busy machine may take longer to get here than is waited below
    monkeypatch.setattr(browser, "PATIENCE", 1_000)
    with pytest.raises(TimeoutError, match="/api/opportunities"):
        come_to_rest(page)
    for route in held:
        route.continue_()
    come_to_rest(page)
