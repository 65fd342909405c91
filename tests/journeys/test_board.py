"""The employer's board by keyboard: a step, its undo, a no for several, and the reason that their people read."""

import re
from datetime import timedelta
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

PHONE = {"width": 390, "height": 844}
NAME = "Inês Sequeira"


def move(team, lang, dialog, status):
    """Chosen with the arrows of the radio buttons, confirmed with Enter."""
    state = say(lang, f"applications.status.{status}")
    choice = dialog.get_by_role("radio", name=state, exact=True)
    dialog.get_by_role("radio").first.focus()
    for _ in range(5):
        if choice.is_checked():
            break
        team.keyboard.press("ArrowRight")
    expect(choice).to_be_checked()


def test_moved_undone_and_told_why(page, lang, region, visitor, is_open_to_all):
    enter(page, "student")
    team = visitor()
    enter(team, "founder")
    posts = team.request.get("/api/opportunities?size=100").json()["items"]
    replies = {post["id"]: team.request.get(f"/api/opportunities/{post['id']}/board") for post in posts}
    boards = {job: reply.json()["columns"] for job, reply in replies.items() if reply.ok}
    job = max(boards, key=lambda one: sum(column["total"] for column in boards[one]))
    with writing(region.engine) as db:  # the other language was here before
        mine = select(Application).join(Account, Account.id == Application.account_id).where(Account.name == NAME)
        for row in db.scalars(mine.where(Application.opportunity_id == UUID(job))):
            db.delete(row)
    sent = page.request.post(f"/api/opportunities/{job}/applications", data={})
    assert sent.ok, sent.text()
    here = f"/applications/{sent.json()['id']}"

    def column(status):
        return team.get_by_role("region", name=re.compile(f"^{say(lang, f'applications.status.{status}')} "))

    def card(name):
        return team.get_by_role("article").filter(has=team.get_by_role("link", name=name, exact=True))

    # One step, heard by whoever cannot see it, and undone.
    team.goto(f"/opportunities/{job}/applications")
    is_open_to_all(team)
    button = f"{say(lang, 'applications.board.move')}: {NAME}"
    press(team, team.get_by_role("button", name=button))
    dialog = team.get_by_role("dialog")
    move(team, lang, dialog, "interview")
    press(team, dialog.locator("footer button").first)
    expect(column("interview").get_by_role("link", name=NAME)).to_be_visible()
    expect(team.get_by_role("status").get_by_text(like(lang, "applications.board.moved"))).to_be_visible()
    page.goto(here)
    expect(page.locator("header .tag")).to_have_text(say(lang, "applications.status.sent"))  # not told yet
    press(team, card(NAME).get_by_role("button", name=f"{say(lang, 'act.undo')}: {NAME}"))
    expect(column("sent").get_by_role("link", name=NAME)).to_be_visible()

    # By pointer: what is held at its foot lands in the column that the pointer is over.
    top = column("sent").get_by_role("article").first
    top.scroll_into_view_if_needed()
    held, there = top.bounding_box(), column("seen").get_by_role("list").bounding_box()
    who = top.get_by_role("link").inner_text()
    team.mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] - 4)
    team.mouse.down()
    team.mouse.move(there["x"] + 60, there["y"] + 40, steps=8)
    expect(column("seen").locator("li", has_text=who)).to_have_count(1)  # the place it would have
    team.mouse.up()
    press(team, card(who).get_by_role("button", name=f"{say(lang, 'act.undo')}: {who}"))
    expect(column("sent").get_by_role("link", name=who)).to_be_visible()

    # The arrows walk from card to card.
    first, second = column("sent").get_by_role("article").nth(0), column("sent").get_by_role("article").nth(1)
    first.get_by_role("link").focus()
    team.keyboard.press("ArrowDown")
    expect(second.get_by_role("link")).to_be_focused()

    # On a phone, one state at a time: a no for two, with one reason.
    team.set_viewport_size(PHONE)
    other = first.get_by_role("link").inner_text()
    for name in (NAME, other):
        box = card(name).get_by_role("checkbox")
        box.focus()
        team.keyboard.press("Space")
        expect(box).to_be_checked()
    chosen = team.get_by_role("group", name=like(lang, "applications.board.chosen"))
    press(team, chosen.get_by_role("button").first)
    move(team, lang, dialog, "declined")
    dialog.get_by_role("radio", name=say(lang, "applications.reason.portfolio")).focus()
    team.keyboard.press("Space")
    is_open_to_all(team)
    press(team, dialog.locator("footer button").first)
    expect(dialog).to_have_count(0)
    expect(card(NAME)).to_have_count(0)
    told = team.request.get(f"/api/opportunities/{job}/applications?status=declined&size=100").json()["items"]
    assert {NAME, other} <= {one["name"] for one in told if one["reason"] == "portfolio"}
    assert team.complaints == []

    with writing(region.engine) as db:  # six minutes later
        for row in db.scalars(select(Application).where(Application.told_at.is_not(None))):
            row.told_at -= timedelta(minutes=6)
    page.goto(here)
    expect(page.locator("header .tag")).to_have_text(say(lang, "applications.status.declined"))
    expect(page.get_by_text(say(lang, "applications.reason.portfolio"))).to_be_visible()
