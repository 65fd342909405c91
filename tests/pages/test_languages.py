"""Pages without a language of their own speak the visitor's; the address decides first."""

import json
import re
from pathlib import Path

import pytest

from backend.pages.places import OPEN_TO_ALL
from backend.pages.words import LANGUAGES, preferred, words
from tests.pages.html import lang, title

FRONT_END = Path(__file__).resolve().parents[2] / "frontend" / "src" / "core" / "words"


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_first_html_uses_the_words_of_the_front_end(tongue):
    """Else a page would change its title while it loads."""
    theirs = json.loads((FRONT_END / f"{tongue}.json").read_text("utf-8"))
    assert {key: theirs.get(key) for key in words(tongue)} == dict(words(tongue))


def test_both_languages_have_the_same_words():
    assert words("pt").keys() == words("en").keys()


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("pt-PT,pt;q=0.9,en;q=0.8", "pt"),
        ("fr, en;q=0.3, pt;q=0.7", "pt"),
        ("en-GB", "en"),
        ("pt;q=0, en;q=0.1", "en"),
        ("fr", "en"),
        ("", "en"),
        ("*", "en"),
        ("pt;q=much", "en"),
        ("pt;q=nan, en", "en"),
        (";;;,,=", "en"),
    ],
)
def test_the_browsers_wishes_are_weighed(accepted, chosen):
    assert preferred(accepted) == chosen


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_every_list_and_page_speaks_both_languages(client, path):
    english = client.get(f"/{path}", headers={"Accept-Language": "en"})
    portuguese = client.get(f"/{path}", headers={"Accept-Language": "pt"})

    assert title(english.text) != title(portuguese.text)
    assert 'property="og:locale" content="pt_PT"' in portuguese.text
    assert "accept-language" in portuguese.headers["vary"].lower()


def test_the_address_decides_before_the_browser(client):
    html = client.get("/spaces?lang=pt", headers={"Accept-Language": "en"}).text
    assert title(html) == "Espaços · Viveiro"
    assert lang(html) == "pt" or "not built" in html


def addresses_of(html):
    """What the page calls itself, and its other addresses by language."""
    (canonical,) = re.findall(r'<link rel="canonical" href="(.*?)" />', html)
    (shared,) = re.findall(r'<meta property="og:url" content="(.*?)" />', html)
    assert shared == canonical
    return canonical, dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)" />', html))


def test_each_language_of_a_page_is_an_address_that_calls_itself_so(client):
    plain, others = addresses_of(client.get("/spaces", headers={"Accept-Language": "pt"}).text)

    assert others == {"en": f"{plain}?lang=en", "pt": f"{plain}?lang=pt", "x-default": plain}
    assert plain == "http://testserver/spaces"
    for address in others.values():
        assert addresses_of(client.get(address).text) == (address, others)
    assert addresses_of(client.get("/spaces?lang=xx").text)[0] == plain


def test_a_thing_has_one_address_whatever_the_language_around_it(client, make):
    plain = f"http://testserver/opportunities/{make.opportunity(lang='pt').id}"

    for address in (plain, f"{plain}?lang=en"):
        assert addresses_of(client.get(address).text) == (plain, {})


def test_a_thing_keeps_its_own_language(client, make):
    row = make.opportunity(lang="pt", title="Pessoa que desenha sons")

    html = client.get(f"/opportunities/{row.id}", headers={"Accept-Language": "en"}).text

    assert 'property="og:locale" content="pt_PT"' in html
    assert lang(html) == "pt" or "not built" in html


def test_what_is_not_there_is_said_in_the_visitors_language(client):
    html = client.get("/nowhere", headers={"Accept-Language": "pt"}).text
    assert title(html) == "Aqui não cresce nada · Viveiro"
