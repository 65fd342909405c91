"""A newcomer's CV becomes a profile line by line, and the profile ranked matches whose numbers sum and whose advice holds."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import sign_up
from tests.journeys.sums import check_sums
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

TYPED = "Editora de vídeo que desenha letras"
PROPOSED = "Editora de vídeo a caminho do motion design"


def drop(page: Page, *files) -> None:
    page.locator("input[type=file]").set_input_files(*files)


def mine(page: Page) -> dict:
    return page.request.get("/api/profiles/mine").json()


def say_in_one_line(page: Page, lang: str) -> None:
    """What she typed herself, before any CV."""
    page.goto("/profile")
    page.get_by_label(say(lang, "profiles.headline"), exact=True).fill(TYPED)
    page.keyboard.press("Tab")
    expect(page.get_by_text(like(lang, "profiles.saved-at"))).to_be_visible()


def proposal(page: Page, name: str) -> Locator:
    """The line that proposes this itself: others may name it in the passage they come from."""
    return page.locator("label.line").filter(has=page.locator(".title, .text", has_text=name)).first


def accept_all_but(page: Page, lang: str, refused: str) -> int:
    """Tick every proposed line but the one that says `refused`, and send; how many were accepted."""
    for everything in page.get_by_role("button", name=say(lang, "profiles.cv-all"), exact=True).all():
        everything.click()
    for name in (refused, PROPOSED):
        proposal(page, name).get_by_role("checkbox").uncheck()
    chosen = page.locator("label.line input:checked").count()
    page.get_by_role("button", name=like(lang, "profiles.cv-accept")).click()
    expect(page.get_by_text(say(lang, "profiles.cv-done"))).to_be_visible()
    return chosen


def test_a_newcomer_goes_from_a_cv_to_matches_that_explain_themselves(page, lang, region, cv_pdf, is_open_to_all):
    sign_up(page, lang, region.mail, name="Beatriz Novais", email=f"beatriz.{lang}@example.org", check=is_open_to_all)
    say_in_one_line(page, lang)
    is_open_to_all()

    page.goto("/profile/cv")
    is_open_to_all()
    drop(page, cv_pdf)
    expect(page.get_by_text(like(lang, "profiles.cv-found"))).to_be_visible(timeout=15_000)
    skill = proposal(page, "DaVinci Resolve")
    expect(skill.locator("q mark")).to_have_text("DaVinci Resolve")
    assert len(skill.locator("q").inner_text()) > len("DaVinci Resolve")
    headline = proposal(page, PROPOSED)
    expect(headline.get_by_text(like(lang, "profiles.cv-now"))).to_contain_text(TYPED)
    expect(headline.get_by_role("checkbox")).not_to_be_checked()
    is_open_to_all()

    accepted = accept_all_but(page, lang, refused="Figma")
    assert accepted > 20
    is_open_to_all()
    profile = mine(page)
    names = {one["concept"]["label"] for one in profile["skills"]}
    assert profile["headline"] == TYPED
    assert "DaVinci Resolve" in names
    assert "Figma" not in names
    assert "Web development" not in names

    drop(page, cv_pdf)
    expect(page.get_by_text(say(lang, "profiles.cv-done"))).to_be_visible()
    assert mine(page) == profile

    be_seen_by_verified_organisations(page, lang)
    promised = open_a_match_that_can_be_raised(page, lang, is_open_to_all)
    follow_the_way(page, promised)
    is_open_to_all()
    learn(page, lang, promised)
    the_promise_is_kept(page, promised)


def be_seen_by_verified_organisations(page: Page, lang: str) -> None:
    page.goto("/profile#visibility")
    page.get_by_role("radio", name=say(lang, "profiles.sight-verified"), exact=True).check(force=True)
    expect(page.get_by_text(say(lang, "profiles.sight-verified-hint"))).to_be_visible()
    expect(page.get_by_text(like(lang, "profiles.saved-at"))).to_be_visible()
    assert (mine(page)["status"], mine(page)["audience"]) == ("listed", "verified")


def open_a_match_that_can_be_raised(page: Page, lang: str, is_open_to_all) -> dict:
    """From the list to a match whose place one more skill would change; returns the deed, and for which thing."""
    page.goto("/matches")
    first = page.locator("article.match").first
    first.get_by_role("button", name=say(lang, "matches.show-sums")).click()
    expect(first.locator("table")).to_have_count(3)
    assert score_of(first) == round(check_sums(first.locator("table"))[0])
    expect(page.get_by_role("heading", name=say(lang, "openings.title"))).to_be_visible()
    is_open_to_all()

    found = page.request.get("/api/matches?market=opportunities&size=10").json()["items"]
    raised = [one for one in found if one["lever"] and one["lever"]["code"] == "learn.skill"]
    card = max(raised, key=lambda one: one["lever"]["rank_from"] - one["lever"]["rank_to"])
    page.locator(f"a[href='/matches/opportunities/{card['thing_id']}']").first.click()
    expect(page.locator("h1")).to_have_text(say(lang, "matches.detail-title"))
    assert score_of(page.locator("article.match")) == round(check_sums(page.locator("main table"))[0])
    is_open_to_all()
    return {"thing": card["thing_id"], **card["lever"]}


def score_of(card: Locator) -> int:
    """The number that stands large on a card."""
    return int("".join(filter(str.isdigit, card.locator(".fit strong").inner_text())))


def follow_the_way(page: Page, promised: dict) -> None:
    """The first deed's link leads to somebody who teaches it, or to the place in the profile where it is said."""
    target = promised["targets"][0]
    page.locator("main section ul a").first.click()
    if target["kind"] == "thing":
        expect(page.locator("h1")).to_have_text(target["title"])
    else:
        expect(page).to_have_url(re.compile(f"/profile#{target['field']}$"))
        expect(page.locator(f"#{target['field']}")).to_be_in_viewport()


def learn(page: Page, lang: str, promised: dict) -> None:
    """Say in the profile that the skill is there now, on the level that was asked, and who vouches for it."""
    name = page.request.get(f"/api/concepts/{promised['facts']['concept']}?lang={lang}").json()["label"]
    page.goto("/profile#skills")
    page.get_by_role("combobox", name=say(lang, "profiles.add-skill")).press_sequentially(name, delay=5)
    page.get_by_role("option", name=name).first.click()
    form = page.locator("#skills form")
    form.get_by_role("radio", name=say(lang, f"level.{promised['facts']['level']}"), exact=True).check(force=True)
    form.get_by_role("radio", name=say(lang, "profiles.evidence.reference"), exact=True).check(force=True)
    form.get_by_role("button", name=say(lang, "act.save")).click()
    expect(form).to_have_count(0)


def the_promise_is_kept(page: Page, promised: dict) -> None:
    """To the last digit, and to the place in the list."""
    page.goto(f"/matches/opportunities/{promised['thing']}")
    card = page.locator("article.match")
    expect(card).to_be_visible()
    now = page.request.get(f"/api/matches/opportunities/{promised['thing']}").json()["card"]
    assert now["score"] == pytest.approx(promised["score"], abs=1e-9)
    assert now["rank"] == promised["rank_to"]
    assert score_of(card) == round(promised["score"])


def test_a_guest_drops_a_cv_and_sees_matches_and_nothing_is_kept(page, lang, region, samples, is_open_to_all):
    before = region.count_rows()
    page.goto("/start")
    is_open_to_all()
    drop(page, samples / "resume.json")
    first = page.locator("article.match").first
    expect(first).to_be_visible(timeout=15_000)
    expect(page.get_by_text("TypeScript").first).to_be_visible()
    assert page.locator("article.match").count() == 10
    is_open_to_all()

    page.get_by_role("group", name=say(lang, "matches.markets")).get_by_role("button").nth(1).click()
    expect(page.locator("article.match").first.locator("h3 a")).to_have_attribute("href", re.compile("^/mentors/"))
    assert page.get_by_role("link", name=say(lang, "start.keep")).get_attribute("href") == "/sign-up"
    assert region.count_rows() == before
