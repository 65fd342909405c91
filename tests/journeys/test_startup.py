"""A startup posts a role with fair pay, sees who agreed to be seen, and why; a stranger's role waits for the region's team."""

import re
from datetime import timedelta
from decimal import Decimal
from math import floor

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.accounts.models import Account, Grant
from backend.core.access import Role
from backend.core.db import writing
from backend.core.model import now
from tests.journeys.people import enter, forgive, join
from tests.journeys.sums import check_sums
from tests.journeys.words import like, say
from tests.opportunities.drafts import draft_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

VAGUE = {"en": "Competitive salary and a good team.", "pt": "Salário competitivo e boa equipa."}
FAIR = {"en": "Lunch together on Fridays.", "pt": "Almoço em conjunto à sexta."}
HIDDEN = "Inês Sequeira"


def write_a_role(page: Page, lang: str, title: str) -> None:
    """Everything the form asks for, but with a pay that says nothing."""
    page.locator("[name=title]").fill(title)
    page.locator("[name=summary]").fill("We cut and animate short films about potters, with the potters.")
    page.locator("textarea[name=description]").fill(
        "You edit, grade and animate short films from the first cut to the last."
    )
    pick(page, say(lang, "opportunities.where"), "Barcel", "Barcelos")
    page.locator("[name=deadline_at]").fill((now() + timedelta(days=30)).strftime("%Y-%m-%dT18:00"))
    page.locator("[name=apply_email]").fill("ola@estudio.example")


def pick(page: Page, label: str, typed: str, name: str) -> None:
    """Type into a box, wait for what it suggests, take the one of that name."""
    page.get_by_role("combobox", name=label).press_sequentially(typed, delay=5)
    page.get_by_role("option", name=name).first.click()


def ask_for_skills(page: Page, lang: str) -> None:
    """Typed the way people type; the suggestions know what was meant."""
    for typed, name in (
        ("davinci resovle", "DaVinci Resolve"),
        ("after efects", "After Effects"),
        ("blendr", "Blender"),
    ):
        pick(page, say(lang, "opportunities.add-requirement"), typed, name)
    expect(page.get_by_role("button", name=re.compile("Blender"))).to_be_visible()


def mend_the_pay(page: Page, lang: str, is_open_to_all) -> None:
    """Vague words and half a range are refused with words where they stand, before and when publishing."""
    benefits = page.locator("[name=benefits]")
    benefits.fill(VAGUE[lang])
    page.locator("[name=pay_min]").fill("1500")
    expect(page.get_by_text(like(lang, "lint.pay-vague")).first).to_be_visible()
    expect(page.get_by_text(say(lang, "lint.pay-incomplete")).first).to_be_visible()
    is_open_to_all()

    page.get_by_role("button", name=say(lang, "opportunities.publish")).click()
    expect(page.get_by_role("alert").get_by_text(say(lang, "problem.opportunities.not-ready"))).to_be_visible()
    expect(page.get_by_role("alert").get_by_text(say(lang, "way-out.opportunities.not-ready"))).to_be_visible()
    forgive(page, 422)
    benefits.fill(FAIR[lang])
    page.locator("[name=pay_max]").fill("1900")
    expect(page.get_by_text(like(lang, "lint.pay-vague"))).to_have_count(0)
    expect(page.get_by_text(say(lang, "opportunities.checks-passed"))).to_be_visible()


def names_on(page: Page) -> list[str]:
    """Everybody on the page of candidates."""
    expect(page.locator("article.match").first).to_be_visible()
    return page.locator("article.match .title").all_inner_texts()


def test_a_fresh_form_says_what_is_missing_and_leads_there(page, lang, is_open_to_all):
    enter(page, "founder")
    page.goto("/opportunities/new")
    publish = page.get_by_role("button", name=say(lang, "opportunities.publish"))
    publish.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
    expect(page.get_by_text(say(lang, "field.missing"))).to_have_count(3)
    is_open_to_all()
    page.keyboard.type("Editor")
    page.get_by_role("button", name=say(lang, "opportunities.save-draft")).click()
    expect(page.locator("[name=summary]")).to_be_focused()
    page.keyboard.type("Films")
    expect(page.get_by_text(like(lang, "field.string_too_short"))).to_be_visible()
    page.keyboard.type(" about clay.")
    publish.press("Enter")
    expect(page.get_by_role("combobox", name=say(lang, "opportunities.where"))).to_be_focused()

    page.goto("/organisations/new")
    page.get_by_role("button", name=say(lang, "opportunities.publish")).click()
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Olaria")
    page.get_by_role("button", name=say(lang, "opportunities.publish")).click()
    expect(page.locator("[name=kind]").first).to_be_focused()
    is_open_to_all()


def test_a_startup_posts_a_role_and_sees_who_agreed_to_be_seen(page, lang, visitor, is_open_to_all):
    enter(page, "founder")
    page.goto("/organisation")
    expect(page.locator("h1")).to_be_visible()
    is_open_to_all()
    page.get_by_role("link", name=say(lang, "opportunities.new")).first.click()
    title = {"en": "Editor of films about clay", "pt": "Edição de filmes sobre barro"}[lang]
    write_a_role(page, lang, title)
    ask_for_skills(page, lang)
    expect(page.get_by_text(like(lang, "reach.musts"))).to_be_visible()
    mend_the_pay(page, lang, is_open_to_all)

    page.get_by_role("button", name=say(lang, "opportunities.save-draft")).click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_text(say(lang, "opportunities.status.draft")).first).to_be_visible()
    is_open_to_all()
    page.get_by_role("button", name=say(lang, "can.open_opportunity")).click()
    expect(page.get_by_role("link", name=say(lang, "opportunities.candidates"))).to_be_visible()

    page.get_by_role("link", name=say(lang, "opportunities.candidates")).click()
    expect(page.locator("h1")).to_have_text(say(lang, "candidates.title"))
    assert HIDDEN in names_on(page)
    is_open_to_all()
    first = page.locator("article.match").first
    first.get_by_role("button", name=say(lang, "matches.show-sums")).click()
    expect(first.locator("table").first).to_be_visible()
    sums = check_sums(first.locator("table"))
    assert len(sums) == 3
    assert int(first.locator(".fit strong").inner_text().split()[-1]) == floor(
        sums[0] + Decimal("0.5")
    )  # as people round
    is_open_to_all()

    student, organisation = visitor(), organisation_of(page)
    enter(student, "student")
    assert student.request.put(f"/api/profiles/mine/hidden-from/{organisation}").ok
    page.reload()
    assert HIDDEN not in names_on(page)
    assert HIDDEN not in page.content()
    assert student.request.delete(f"/api/profiles/mine/hidden-from/{organisation}").ok


def organisation_of(page: Page) -> str:
    """Where the person of this browser works."""
    roles = page.request.get("/api/me").json()["roles"]
    return next(role["scope_id"] for role in roles if role["scope_id"])


def make_staff(db: Session, email: str) -> None:
    account = db.scalars(select(Account).where(Account.email == email)).one()
    db.add(Grant(account_id=account.id, role=Role.STAFF, starts_at=now()))


def test_a_role_of_an_unverified_organisation_waits_for_the_regions_team(page, lang, region, visitor, is_open_to_all):
    join(page, region.mail, name="Rui Barbosa", email=f"rui.{lang}@example.org")
    organisation = page.request.post("/api/organisations", data=workshop(lang)).json()
    assert page.request.post(f"/api/organisations/{organisation['id']}/claim").ok
    title = {"en": "Potter who teaches", "pt": "Oleiro ou oleira que ensina"}[lang]
    role = page.request.post("/api/opportunities", data=draft_of(organisation["id"], title=title)).json()

    page.goto("/organisation?state=draft")
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("button", name=say(lang, "can.open_opportunity")).click()
    expect(page.get_by_text(say(lang, "opportunities.status.in_review")).first).to_be_visible()
    is_open_to_all()
    stranger = visitor()
    assert stranger.request.get(f"/api/opportunities/{role['id']}").status == 404

    staff = visitor()
    join(staff, region.mail, name="Olga Mota", email=f"olga.{lang}@example.org")
    with writing(region.engine) as db:
        make_staff(db, f"olga.{lang}@example.org")
    staff.goto("/desk")
    waiting = staff.get_by_role("listitem").filter(has_text=title)
    expect(waiting).to_be_visible()
    waiting.locator("summary").click()
    expect(waiting.get_by_role("button", name=say(lang, "can.approve_opportunity"))).to_be_visible()
    is_open_to_all(staff)

    assert page.request.patch(
        f"/api/opportunities/{role['id']}", data={"summary": "Teach what took years to learn."}
    ).ok
    waiting.get_by_role("button", name=say(lang, "can.approve_opportunity")).click()
    expect(waiting.get_by_role("status")).to_contain_text(say(lang, "opportunities.summary"))
    expect(waiting.get_by_text("Teach what took years to learn.")).to_be_visible()
    expect(staff.get_by_text(say(lang, "problem.read-again"))).to_be_visible()
    is_open_to_all(staff)
    assert "409" in staff.complaints.pop()  # the browser's own line about the refusal
    waiting.get_by_role("button", name=say(lang, "can.approve_opportunity")).click()
    expect(waiting).to_have_count(0)

    stranger.goto(f"/opportunities/{role['id']}")
    expect(stranger.locator("h1")).to_have_text(title)
    assert staff.complaints == stranger.complaints == []


def workshop(lang: str) -> dict:
    """A workshop that nobody has verified."""
    return {
        "name": {"en": "Clay and Company", "pt": "Barro e Companhia"}[lang],
        "kind": "creative_business",
        "summary": "A workshop where neighbours learn to throw pots.",
        "municipality_id": draft_of("")["municipality_id"],
        "lang": lang,
    }
