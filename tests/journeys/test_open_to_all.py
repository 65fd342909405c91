"""Every page of the pictures, in both languages, both themes, wide and narrow: axe finds nothing, the console is silent."""

import pytest
from playwright.sync_api import Page

from tests.screenshots import SHOTS, Shot, address, enter
from tests.tools.browser import COLOURS, come_to_rest, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PEOPLE = (None, "student", "founder", "incubator")


def look_at(page: Page, base: str, shot: Shot) -> list[str]:
    """What is wrong with one page: everything in light, then what the dark may change; it must not scroll sideways."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size(WIDE)
    page.goto(address(page.context, base, shot))
    come_to_rest(page)
    found = [f"wide: {one}" for one in violations(page)]
    page.set_viewport_size(NARROW)
    come_to_rest(page)
    found += [f"narrow: {one}" for one in violations(page)]
    if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
        found.append("narrow: it scrolls sideways")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    come_to_rest(page)
    found += [f"dark: {one}" for one in violations(page, COLOURS)]
    found += [f"console: {one}" for one in page.complaints if not (shot.name == "not-found" and "404" in one)]
    page.complaints.clear()
    return [f"{shot.name} {one}" for one in found]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "visitor")
def test_every_page_is_open_to_all(page, lang, region, who):
    enter(page.context, region.address, who)
    shots = [shot for shot in SHOTS if shot.who == who]
    assert shots
    assert [one for shot in shots for one in look_at(page, region.address, shot)] == []
