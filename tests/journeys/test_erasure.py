"""Somebody reads what goes and what stays, mistypes, erases everything by keyboard on a phone, and is nobody any more."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import PASSWORD, forgive, join
from tests.journeys.words import say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PHONE = {"width": 320, "height": 640}


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def confirm(page: Page, lang: str, password: str) -> None:
    """The field, the Tab key, the button beside it."""
    page.get_by_label(say(lang, "settings.erase-password")).fill(password)
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name=say(lang, "settings.erase-do"))
    assert button.evaluate("it => it === document.activeElement")
    page.keyboard.press("Enter")


def test_a_person_leaves(page, lang, region, is_open_to_all):
    email = f"rita.leaves.{lang}@example.org"
    page.set_viewport_size(PHONE)
    join(page, region.mail, name="Rita Vale", email=email)
    page.goto("/profile")
    page.evaluate("localStorage.setItem('viveiro.draft.mentor', '{}'); localStorage.setItem('viveiro.theme', 'light')")
    page.get_by_role("link", name=say(lang, "profiles.take-or-erase")).click()
    expect(page.get_by_role("heading", name=say(lang, "settings.erase"), exact=True)).to_be_visible()
    expect(page.get_by_text(say(lang, "settings.erase-log"))).to_be_visible()

    confirm(page, lang, "guessed wrongly")
    expect(page.get_by_text(say(lang, "field.wrong-password"))).to_be_visible()
    is_open_to_all()
    assert fits(page)
    forgive(page, 401)

    confirm(page, lang, PASSWORD)
    expect(page.locator("h1")).to_have_text(say(lang, "goodbye.title"))
    expect(page.locator("h1")).to_be_focused()
    is_open_to_all()
    assert fits(page)
    assert page.request.get("/api/me").json()["id"] is None
    kept = page.evaluate("Object.keys(localStorage)")
    assert "viveiro.theme" in kept
    assert [key for key in kept if "draft" in key] == []

    page.goto("/settings")
    expect(page.get_by_role("button", name=say(lang, "settings.erase-do"))).to_have_count(0)
    entered = page.request.post("/api/sessions", data={"email": email, "password": PASSWORD})
    assert entered.status == 401
