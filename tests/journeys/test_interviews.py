"""An interview from the times that are offered to the one that is cancelled, by keyboard, and what two calendars show."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from backend.accounts.models import Account
from backend.applications.models import Application
from backend.core.db import writing
from tests.journeys.people import enter
from tests.journeys.test_applying import press
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PHONE = {"width": 320, "height": 720}
WORDS = "Afinal tenho uma rodagem nesse dia."
NAME = "Inês Sequeira"


def held(page, address):
    """How many meetings a program reads that follows the address."""
    feed = page.request.get(address)
    assert feed.ok, feed.status
    return feed.text().count("BEGIN:VEVENT")


def time_field(dialog, lang, n):
    """The nth time; its label may go on."""
    return dialog.get_by_label(re.compile(like(lang, "meetings.time-n").pattern.replace(".+?", str(n))))


@pytest.mark.parametrize("lang", ["pt"])
def test_a_time_is_offered_chosen_followed_and_cancelled(page, lang, region, visitor, is_open_to_all):
    enter(page, "student")
    team = visitor()
    enter(team, "founder")
    posts = team.request.get("/api/opportunities?size=100").json()["items"]
    job = next(post for post in posts if team.request.get(f"/api/opportunities/{post['id']}/board").ok)
    with writing(region.engine) as db:  # another journey may have applied there
        mine = select(Application).join(Account, Account.id == Application.account_id).where(Account.name == NAME)
        for row in db.scalars(mine.where(Application.opportunity_id == UUID(job["id"]))):
            db.delete(row)
    sent = page.request.post(f"/api/opportunities/{job['id']}/applications", data={})
    assert sent.ok, sent.text()
    here = f"/applications/{sent.json()['id']}"

    # The employer offers two times; one left empty in between finds no mistake of another.
    team.goto(here)
    press(team, team.get_by_role("button", name=say(lang, "can.offer_interview"), exact=True))
    dialog = team.get_by_role("dialog")
    offer = dialog.get_by_role("button", name=say(lang, "meetings.offer"), exact=True)
    press(team, offer)
    first, third = (time_field(dialog, lang, n) for n in (1, 3))
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    team.complaints.clear()  # the browser wrote down the refusal
    day = datetime.now().astimezone() + timedelta(days=9)
    first.fill(f"{day:%Y-%m-%d}T10:00")
    third.fill(f"{day:%Y-%m-%d}T15:30")
    dialog.get_by_label(say(lang, "meetings.place")).fill("Rua do Almada 1")
    is_open_to_all(team)
    press(team, offer)
    card = team.get_by_role("article", name=say(lang, "meetings.kind.interview"), exact=True)
    expect(card.get_by_role("listitem")).to_have_count(2)

    # Its person chooses one on a phone, and goes on from the head of the card.
    page.set_viewport_size(PHONE)
    page.goto(here)
    card = page.get_by_role("article", name=say(lang, "meetings.kind.interview"), exact=True)
    is_open_to_all(page)
    press(page, card.get_by_role("button", name="15:30"))
    expect(card.get_by_role("heading")).to_be_focused()
    expect(card.get_by_text(say(lang, "meetings.status.booked"), exact=True)).to_be_visible()

    # Both have it in their calendars, and a program that follows the address reads it.
    for one in (page, team):
        one.goto("/calendar")
        mark = one.get_by_role("article", name=job["title"])
        expect(mark.get_by_role("time").first).to_contain_text("15:30")
    press(page, page.get_by_role("button", name=say(lang, "meetings.feed-make")))
    field = page.get_by_label(say(lang, "meetings.feed-url"))
    expect(field).to_be_focused()
    is_open_to_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    address = field.input_value()
    assert held(page, address) == 1

    # They cannot come after all, and the employer reads why.
    mark = page.get_by_role("article", name=job["title"])
    press(page, mark.get_by_role("button", name=say(lang, "can.cancel_meeting")))
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill(WORDS)
    is_open_to_all(page)
    press(page, dialog.get_by_role("button", name=say(lang, "can.cancel_meeting")))
    expect(mark.get_by_role("heading")).to_be_focused()
    expect(mark.get_by_text(say(lang, "meetings.status.cancelled"), exact=True)).to_be_visible()
    assert held(page, address) == 0
    team.goto(here)
    card = team.get_by_role("article", name=say(lang, "meetings.kind.interview"), exact=True)
    expect(card.get_by_text(WORDS)).to_be_visible()
    team.goto("/calendar")
    expect(team.get_by_role("heading", name=say(lang, "meetings.none"))).to_be_visible()

    # The address is ended: nobody follows it any more.
    press(page, page.get_by_role("button", name=say(lang, "meetings.feed-close")))
    expect(page.get_by_role("heading", name=say(lang, "meetings.feed"))).to_be_focused()
    assert page.request.get(address).status == 404
    assert team.complaints == []
