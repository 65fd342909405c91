"""An owner asks somebody to join who has no account yet; they come, find the question, and answer it by keyboard on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import forgive, join
from tests.journeys.test_startup import workshop
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PHONE = {"width": 320, "height": 640}


def invite(page: Page, lang: str, email: str) -> None:
    """Through the form of the team's page; the row that appears says that it waits."""
    page.get_by_label(say(lang, "accounts.email"), exact=True).fill(email)
    page.get_by_role("button", name=say(lang, "organisations.invite"), exact=True).click()
    waiting = page.get_by_role("listitem").filter(has_text=email)
    expect(waiting.get_by_text(say(lang, "organisations.invitation.pending"))).to_be_visible()


def press(page: Page, name: str) -> None:
    """Walk to a button with the Tab key alone, and press it."""
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to “{name}” by keyboard")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_owner_asks_and_the_person_decides(page, lang, region, visitor, is_open_to_all):
    join(page, region.mail, name="Olga Mota", email=f"olga.owner.{lang}@example.org")
    organisation = page.request.post("/api/organisations", data=workshop(lang)).json()
    guest = f"rita.guest.{lang}@example.org"
    page.goto(f"/organisations/{organisation['id']}/members")
    invite(page, lang, f"typo.{lang}@example.org")
    invite(page, lang, guest)
    page.get_by_role("button", name=f"typo.{lang}").click()
    expect(page.get_by_role("listitem").filter(has_text="typo")).to_have_count(0)
    is_open_to_all()
    page.set_viewport_size(PHONE)
    assert fits(page)

    rita = visitor()
    rita.set_viewport_size(PHONE)
    join(rita, region.mail, name="Rita Vale", email=guest)
    rita.goto("/today")
    expect(rita.get_by_role("heading", name=organisation["name"])).to_be_visible()
    expect(rita.get_by_text(like(lang, "organisations.asks-you"))).to_contain_text("Olga Mota")
    assert rita.request.get("/api/me").json()["roles"] == []
    is_open_to_all(rita)
    assert fits(rita)
    rita.goto("/invitations")
    is_open_to_all(rita)
    press(rita, say(lang, "can.decline_invitation"))
    expect(rita.get_by_role("dialog").get_by_text(like(lang, "organisations.decline-hint"))).to_be_visible()
    is_open_to_all(rita)
    rita.keyboard.press("Escape")
    press(rita, say(lang, "can.accept_invitation"))
    rita.wait_for_url("**/organisation?*")
    expect(rita.locator("h1")).to_have_text(organisation["name"])
    forgive(rita, 409)  # Today asks for matches before there is a profile
    assert rita.complaints == []

    page.reload()
    expect(page.get_by_role("listitem").filter(has_text="Rita Vale")).to_be_visible()
    expect(page.get_by_role("heading", name=say(lang, "organisations.invitations"))).to_have_count(0)
    is_open_to_all()
