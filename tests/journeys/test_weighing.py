"""Six small choices, by keyboard: they are kept, what counts is told at once, and the next match weighs it so."""

import pytest
from playwright.sync_api import Page, expect

from backend.matches.service.competing import price_competition
from tests.journeys.words import say
from tests.screenshots import enter

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def shares(page: Page) -> list[int]:
    """The percents in the person's own column."""
    return [int(cell.removesuffix("%")) for cell in page.locator("#choices tbody td:first-of-type").all_inner_texts()]


def told_when_all_are_kept(page: Page) -> list[int]:
    """The person's weights, in thousandths, once the server has all six choices."""
    for _ in range(100):
        told = page.request.get("/api/matches/choices").json()
        if all(one["choice"] for one in told["choices"]):
            return [one["own"] for one in told["weights"]]
        page.wait_for_timeout(100)
    raise AssertionError("not all choices were kept")


def whole(weights: list[int]) -> list[int]:
    """Percents that sum to a hundred: the largest remainders are rounded up."""
    floors = [weight // 10 for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda i: (-(weights[i] % 10), i))
    return [floor + (i in by_rest[: 100 - sum(floors)]) for i, floor in enumerate(floors)]


def test_choosing_tells_at_once_what_counts_and_matches_follow(page, lang, region):
    enter(page.context, region.address, "student")
    page.goto("/profile")
    section = page.locator("#choices")
    expect(section.get_by_role("table")).to_be_visible()
    usual = shares(page)
    assert sum(usual) == 100

    for place in range(6):
        section.get_by_role("radio").nth(3 * place).focus()
        page.keyboard.press("Space")
    expect(section.get_by_role("radio", checked=True)).to_have_count(6)
    kept = whole(told_when_all_are_kept(page))  # each choice is saved, one after the other, and what it comes to asked
    assert kept != usual
    expect(section.locator("tbody td:first-of-type")).to_have_text([f"{share}%" for share in kept])

    page.reload()
    expect(section.get_by_role("radio", checked=True)).to_have_count(6)
    assert shares(page) == kept
    told = page.request.get("/api/matches/choices").json()["weights"]
    best = page.request.get("/api/matches").json()["items"][0]["thing_id"]
    factors = page.request.get(f"/api/matches/opportunities/{best}").json()["arithmetic"]["factors"]
    weighed = {one["factor"]: round(one["weight"] * 1000) for one in factors if one["side"] == "forward"}
    assert weighed == {one["factor"]: one["own"] for one in told}

    section.get_by_role("button", name=say(lang, "profiles.choices-clear")).click()
    expect(section.get_by_role("radio", checked=True)).to_have_count(0)
    expect(section.locator("tbody td:first-of-type").first).to_have_text(f"{usual[0]}%")


def titles(page: Page) -> list[str]:
    """The list, from the top."""
    return page.locator("ol > li article .title").all_inner_texts()


def lowered(page: Page, lang: str) -> str:
    """What the receipt of the list on the page says of competition."""
    page.get_by_role("link", name=say(lang, "matches.receipt")).click()
    told = page.get_by_text(say(lang, "receipts.competition")).locator("xpath=following-sibling::*[1]").inner_text()
    page.go_back()
    return told


def test_one_switch_leaves_competition_out_and_list_and_receipt_say_so(page, lang, region):
    price_competition(region.engine)
    enter(page.context, region.address, "student")
    page.goto("/matches")
    switch = page.get_by_role("checkbox", name=say(lang, "matches.competition"))
    expect(switch).to_be_checked()
    counted, nothing = titles(page), say(lang, "receipts.nothing")
    assert lowered(page, lang) != nothing

    switch.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text(say(lang, "matches.competition-off"))).to_be_visible()
    expect(page.locator("ol > li article .title")).not_to_have_text(counted)
    alone = titles(page)
    assert lowered(page, lang) == nothing
    page.reload()
    expect(switch).not_to_be_checked()
    assert titles(page) == alone

    switch.click()
    expect(page.get_by_text(say(lang, "matches.competition-on"))).to_be_visible()
    expect(page.locator("ol > li article .title")).to_have_text(counted)
