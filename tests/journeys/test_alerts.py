"""Somebody saves a search by keyboard, gets the letter, stops it with one click, and the page says so; and starts it again."""

import time
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from backend.alerts.service.digests import compose_due
from backend.core.db import writing
from backend.core.model import now
from backend.opportunities.models import Opportunity, OpportunityStatus
from tests.journeys.people import join
from tests.journeys.test_invitation import PHONE, fits, press
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def came(region, kind):
    """One of the region's opportunities opens anew, so to say: the latest, and only from now on."""
    with writing(region.engine) as db:
        open_ones = select(Opportunity).where(Opportunity.status == OpportunityStatus.OPEN, Opportunity.kind == kind)
        one = db.scalars(open_ones.order_by(Opportunity.deadline_at.desc()).limit(1)).one()
        one.opened_at = now() + timedelta(minutes=5)
        return one.title


def letter_to(region, email):
    """The letter with a way out in its head, once the worker has sent it."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        for path in region.mail.glob("*.eml"):
            letter = message_from_bytes(path.read_bytes(), policy=default)
            if email in letter["To"] and letter["List-Unsubscribe"]:
                return letter
        time.sleep(0.05)
    raise AssertionError(f"no letter for {email}")


def test_a_search_is_saved_told_of_stopped_and_started_again(page, lang, region, visitor, is_open_to_all):
    email = f"ana.alert.{lang}@example.org"
    join(page, region.mail, name="Ana Reis", email=email)
    page.set_viewport_size(PHONE)
    page.goto("/opportunities?kind=job&utm_source=elsewhere")  # the list does not know what a link brought along
    press(page, say(lang, "alerts.save"))
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(say(lang, "alerts.frequency.daily"), exact=True).click()
    is_open_to_all()
    assert fits(page)
    dialog.get_by_role("button", name=say(lang, "alerts.save")).click()
    expect(page.get_by_text(say(lang, "alerts.saved-toast"))).to_be_visible()

    title = came(region, "job")
    assert compose_due(region.engine, now() + timedelta(days=2)) == 1
    letter = letter_to(region, email)
    assert title in letter.get_body("html").get_content()
    assert letter.get_content_type() == "multipart/alternative"

    stop = letter["List-Unsubscribe"].strip("<>").partition("/unsubscribe/")[2]
    stranger = visitor()  # signed out, as most who open a letter are
    stranger.goto(f"/unsubscribe/{stop}")
    is_open_to_all(stranger)
    press(stranger, say(lang, "alerts.stop.act"))
    expect(stranger.get_by_text(say(lang, "alerts.stop.done"))).to_be_visible()

    page.goto("/alerts")
    expect(page.get_by_text(say(lang, "alerts.all-stopped"))).to_be_visible()
    is_open_to_all()
    assert fits(page)
    press(page, say(lang, "alerts.resume-all"))
    expect(page.get_by_text(like(lang, "alerts.next"))).to_be_visible()
    page.get_by_role("button", name=say(lang, "alerts.remove")).click()
    expect(page.get_by_text(say(lang, "alerts.empty"), exact=True)).to_be_visible()
    page.get_by_role("button", name=say(lang, "act.undo")).click()
    expect(page.get_by_role("button", name=say(lang, "alerts.remove"))).to_be_visible()


def test_letters_are_shown_to_those_who_work_on_them(page, region, is_open_to_all):
    """Under a policy of their own: the HTML of a letter stands in a frame in which nothing runs."""
    page.goto("/dev/mail")
    for lang in ("en", "pt"):
        letter = page.frame_locator(f"iframe[title='digest {lang}']")
        expect(letter.get_by_role("link", name="Estágio em cerâmica")).to_be_visible()
        expect(letter.locator("h1")).to_have_css("font-size", "24px")
    is_open_to_all()
