"""Two clicks to apply, and an answer always: from a match to a yes that ends the others, and from silence to its end."""

from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Grant
from backend.applications.models import Application
from backend.applications.service import clocks
from backend.core.access import Role
from backend.core.db import writing
from backend.core.model import now
from backend.core.work import Chore
from tests.journeys.people import enter, join
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

NOTE = {"en": "I animated two films about pottery.", "pt": "Animei dois filmes sobre olaria."}


def can_be_applied_for(page: Page) -> list[dict]:
    """The best matches of whoever sits here for which they have not applied."""
    found = page.request.get("/api/matches?market=opportunities&size=10").json()["items"]
    previews = [page.request.get(f"/api/opportunities/{one['thing_id']}/application").json() for one in found]
    return [
        one for one, it in zip(found, previews, strict=True) if it["objection"] is None and not it["application_id"]
    ]


def record(page: Page, card: dict) -> dict | None:
    """What everybody may know of how the organisation behind a card answers."""
    return page.request.get(f"/api/organisations/{card['organisation']['id']}").json()["reply_record"]


def apply(page: Page, card: dict) -> str:
    """Without looking; the address of what was sent."""
    sent = page.request.post(f"/api/opportunities/{card['thing_id']}/applications", data={})
    assert sent.ok, sent.text()
    return f"/applications/{sent.json()['id']}"


def answer_for(db: Session, email: str, organisation_id: UUID) -> None:
    """From now on this person speaks for the organisation."""
    account = db.scalars(select(Account).where(Account.email == email)).one()
    hour = timedelta(hours=1)
    db.add(Grant(account_id=account.id, role=Role.OWNER, scope_id=organisation_id, starts_at=now() - hour))


def press(page: Page, button: Locator) -> None:
    """By keyboard: where the focus is, Enter presses."""
    button.focus()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def test_a_match_becomes_a_yes_and_the_others_are_told(page, lang, region, visitor, is_open_to_all):
    enter(page, "student")
    wanted, other = can_be_applied_for(page)[:2]
    elsewhere = apply(page, other)

    # Two clicks: the button on the card, and the one on the sheet that shows what will be seen.
    page.goto("/matches")
    page.get_by_role("button", name=f"{say(lang, 'act.apply')}: {wanted['title']}").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name=say(lang, "applications.they-see"))).to_be_visible()
    expect(sheet.get_by_text(like(lang, "applications.promise"))).to_be_visible()
    is_open_to_all()
    sheet.get_by_label(say(lang, "applications.note")).fill(NOTE[lang])
    sheet.get_by_role("button", name=say(lang, "applications.send"), exact=True).click()
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("status").get_by_text(say(lang, "applications.sent"))).to_be_visible()
    page.goto("/applications")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=wanted["title"], exact=True))
    expect(row.get_by_text(say(lang, "applications.status.sent"))).to_be_visible()
    is_open_to_all()

    # Who answers for the organisation opens it, and offers the place by keyboard.
    team, email = visitor(), f"team.{lang}@example.org"
    join(team, region.mail, name="Olga Mota", email=email)
    with writing(region.engine) as db:
        answer_for(db, email, UUID(wanted["organisation"]["id"]))
    team.goto(f"/opportunities/{wanted['thing_id']}/applications")
    expect(team.locator("h1")).to_have_text(say(lang, "applications.of"))
    is_open_to_all(team)
    team.locator("main li").get_by_role("link", name="Inês Sequeira", exact=True).first.click()
    expect(team.get_by_text(NOTE[lang])).to_be_visible()
    expect(team.locator("header .tag")).to_have_text(say(lang, "applications.status.seen"))
    is_open_to_all(team)
    press(team, team.get_by_role("button", name=say(lang, "can.decline_application"), exact=True))
    expect(team.get_by_role("dialog").get_by_text(say(lang, "applications.reason.no_money"))).to_be_visible()
    is_open_to_all(team)
    team.keyboard.press("Escape")
    press(team, team.get_by_role("button", name=say(lang, "can.make_offer"), exact=True))
    press(team, team.get_by_role("dialog").get_by_role("button", name=say(lang, "can.make_offer"), exact=True))
    expect(team.locator("header .tag")).to_have_text(say(lang, "applications.status.offered"))
    assert team.complaints == []

    # The person says yes, and what becomes of the others.
    row.get_by_role("link", name=wanted["title"], exact=True).click()
    press(page, page.get_by_role("button", name=say(lang, "can.accept_offer"), exact=True))
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(like(lang, "applications.others"))).to_be_visible()
    is_open_to_all()
    press(page, dialog.get_by_role("button", name=say(lang, "can.accept_offer"), exact=True))
    expect(page.locator("header .tag")).to_have_text(say(lang, "applications.status.accepted"))
    is_open_to_all()
    page.goto(elsewhere)
    expect(page.locator("header .tag")).to_have_text(say(lang, "applications.status.elsewhere"))


@pytest.mark.parametrize("lang", ["pt"])
def test_silence_runs_out_and_everybody_can_see_whose_it_was(page, lang, region, is_open_to_all):
    enter(page, "student")
    card = next(card for card in can_be_applied_for(page) if record(page, card) is None)
    here = apply(page, card)
    company = f"/organisations/{card['organisation']['id']}"

    with writing(region.engine) as db:  # two months later
        long, mine = timedelta(days=60), select(Application).where(Application.id == UUID(here.rsplit("/", 1)[1]))
        row = db.scalars(mine).one()
        row.sent_at, row.reply_by_at, row.remind_at = row.sent_at - long, row.reply_by_at - long, row.remind_at - long
        name = f"{clocks.__name__}.close_overdue"
        db.execute(update(Chore).where(Chore.name == name).values(next_at=now() - timedelta(minutes=1)))

    for _ in range(100):
        told = record(page, card)
        if told and told["answered"] < told["asked"]:
            break
        page.wait_for_timeout(100)
    page.goto(here)
    expect(page.locator("header .tag")).to_have_text(say(lang, "applications.lapsed"))
    expect(page.get_by_text(say(lang, "applications.reason.no_answer"))).to_be_visible()
    is_open_to_all()
    told = record(page, card)  # others may wait there too, whose time was up already
    page.goto(company)
    expect(page.get_by_text(f"{round(100 * told['share_answered'])}% de {told['asked']}")).to_be_visible()
    is_open_to_all()
