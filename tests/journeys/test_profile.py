"""One's own profile: an address leads to its part, another language takes every word along, and what is typed is kept."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import forgive, join
from tests.journeys.words import like, say
from tests.tools.browser import come_to_rest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

TYPED = "Tipografia para quem lê de noite"


def mine(page: Page, lang: str = "en") -> dict:
    return page.request.get(f"/api/profiles/mine?lang={lang}").json()


def add_skill(page: Page, name: str) -> dict:
    """One skill by its English name; the same concept in both languages."""
    found = page.request.get(f"/api/concepts?q={name}&lang=en").json()[0]
    draft = {"level": 2, "evidence_kind": "self", "evidence": ""}
    assert page.request.put(f"/api/profiles/mine/skills/{found['id']}", data=draft).ok
    (en,), (pt,) = (mine(page, lang)["skills"] for lang in ("en", "pt"))
    return {"en": en["concept"]["label"], "pt": pt["concept"]["label"]}


def test_an_address_leads_to_its_part_of_the_page(page, region, is_open_to_all):
    join(page, region.mail, name="Vasco Leal", email="vasco@example.org")
    for part in ("skills", "wishes", "visibility"):
        page.goto("about:blank")
        page.goto(f"/profile#{part}")
        expect(page.locator(f"#{part} h2")).to_be_focused()
        come_to_rest(page)
        expect(page.locator(f"#{part} h2")).to_be_in_viewport()
        assert page.evaluate("scrollY") > 200, part
    is_open_to_all()


def test_another_language_takes_the_vocabulary_along_and_leaves_what_is_typed(page, region):
    join(page, region.mail, name="Sara Pinto", email="sara.pinto@example.org")
    labels = add_skill(page, "typography")
    assert labels["en"] != labels["pt"]
    page.goto("/profile")
    skills = page.locator("#skills")
    expect(skills.get_by_text(labels["en"], exact=True)).to_be_visible()
    link = page.locator("#links input[name=url]")
    link.fill("https://example.org/sa")
    page.get_by_role("contentinfo").get_by_text("Português", exact=True).click()
    expect(skills.get_by_text(labels["pt"], exact=True)).to_be_visible()
    expect(skills.get_by_text(labels["en"], exact=True)).to_have_count(0)
    expect(link).to_have_value("https://example.org/sa")


def test_what_is_typed_is_kept_without_leaving_the_field_and_without_a_network(page, region, is_open_to_all):
    join(page, region.mail, name="Rui Calado", email="rui.calado@example.org")
    page.goto("/profile")
    headline = page.get_by_label(say("en", "profiles.headline"), exact=True)
    headline.press_sequentially("Letters")
    expect(page.get_by_text(like("en", "profiles.saved-at"))).to_be_visible()
    expect(headline).to_be_focused()
    assert mine(page)["headline"] == "Letters"

    page.context.set_offline(True)
    headline.press_sequentially(" by night")
    expect(page.get_by_text(say("en", "profiles.waiting"))).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text(like("en", "profiles.saved-at"))).to_be_visible()
    assert mine(page)["headline"] == "Letters by night"

    page.route(
        "**/api/profiles/mine*", lambda route: route.abort() if route.request.method == "PATCH" else route.fallback()
    )
    headline.fill(TYPED)
    expect(page.get_by_text(say("en", "profiles.waiting"))).to_be_visible()
    is_open_to_all()
    page.reload()
    expect(headline).to_have_value(TYPED)
    page.unroute("**/api/profiles/mine*")
    page.reload()
    expect(headline).to_have_value(TYPED)
    come_to_rest(page)
    expect(page.get_by_text(say("en", "profiles.waiting"))).to_have_count(0)
    assert mine(page)["headline"] == TYPED
    page.complaints[:] = [one for one in page.complaints if "net::ERR_" not in one]


def test_what_another_window_changed_is_shown_and_the_person_decides(page, lang, region, is_open_to_all):
    join(page, region.mail, name="Inês Brito", email=f"ines.{lang}@example.org")
    page.goto("/profile")
    headline = page.get_by_label(say(lang, "profiles.headline"), exact=True)
    expect(headline).to_be_visible()
    assert page.request.patch("/api/profiles/mine", data={"headline": "Elsewhere", "about": "By night"}).ok
    headline.fill(TYPED)
    expect(page.get_by_text(say(lang, "profiles.clash"))).to_be_visible()
    expect(page.get_by_text("Elsewhere")).to_be_visible()
    expect(page.get_by_label(say(lang, "profiles.about"), exact=False)).to_have_value("By night")
    is_open_to_all()
    page.get_by_role("button", name=say(lang, "profiles.clash-mine")).click()
    expect(page.get_by_text(like(lang, "profiles.saved-at"))).to_be_visible()
    assert (mine(page)["headline"], mine(page)["about"]) == (TYPED, "By night")
    forgive(page, 409)
