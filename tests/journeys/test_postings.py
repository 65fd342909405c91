"""Postings come in from a table line by line; a title is mended by a press, and seen as all will see it before it is published."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import enter
from tests.journeys.words import like, say

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

HEADER = "external_id;title;summary;description;municipality;pay_min;pay_max;pay_period;skills;lang"
ROWS = {
    "en": 'en-1;Cameraman;"Film potters at work.";"Film, light and listen.";Braga;1.300;1.500;month;Blender;en',
    "pt": 'pt-1;Operador de câmara;"Filmar oleiros a trabalhar.";"Filmar, iluminar e ouvir.";Braga;1.300;1.500;month;Blender;pt',
}
MENDED = {"en": "Camera operator", "pt": "Operador/a de câmara"}


def drop(page: Page, *rows: str) -> None:
    content = "\n".join([HEADER, *rows]).encode()
    page.locator("input[type=file]").set_input_files({"name": "jobs.csv", "mimeType": "text/csv", "buffer": content})


def test_a_table_becomes_drafts_and_a_title_is_mended_and_previewed(page, lang, is_open_to_all):
    row = ROWS[lang]
    enter(page, "founder")
    page.goto("/organisation")
    page.get_by_role("link", name=say(lang, "imports.title")).click()
    expect(page.locator("h1")).to_have_text(say(lang, "imports.title"))
    is_open_to_all()

    drop(page, row, "r-2;;;;Atlantis;;;;;")
    title = page.get_by_role("heading", name=row.split(";")[1])
    expect(title).to_be_visible()
    expect(page.get_by_text(say(lang, "field.unknown_place"))).to_be_visible()
    is_open_to_all()
    page.get_by_role("checkbox", name=f"{say(lang, 'opportunities.pay')} · {say(lang, 'opportunities.pay-for')}").press(
        "Space"
    )
    page.get_by_role("button", name=like(lang, "imports.take")).press("Enter")
    expect(page.get_by_role("link", name=say(lang, "imports.see-drafts"))).to_be_visible()

    drop(page, row)
    expect(page.get_by_role("heading", name=say(lang, "imports.nothing-new"))).to_be_visible()
    page.get_by_role("button", name=say(lang, "imports.another")).click()
    drop(page, row.replace("1.500", "1.600"))
    expect(page.locator("ins")).to_contain_text("600")
    expect(page.get_by_role("checkbox")).to_have_count(1)
    is_open_to_all()
    page.get_by_role("button", name=like(lang, "imports.take")).click()
    page.get_by_role("link", name=say(lang, "imports.see-drafts")).click()

    page.get_by_role("link", name=f"{say(lang, 'act.edit')}: {row.split(';')[1]}").click()
    page.get_by_role("button", name=MENDED[lang]).click()
    expect(page.locator("[name=title]")).to_have_value(MENDED[lang])
    page.get_by_role("button", name=say(lang, "opportunities.preview")).press("Enter")
    shown = page.get_by_role("dialog")
    expect(shown.get_by_role("heading", name=MENDED[lang])).to_be_visible()
    expect(shown.get_by_text("Blender")).to_be_visible()
    is_open_to_all()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
