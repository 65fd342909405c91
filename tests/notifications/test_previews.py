"""Letters in a browser: every kind in both languages, inert, and in development alone."""

import re

import pytest
from pydantic import SecretStr

from backend.app import equip
from backend.notifications.service import previews
from backend.notifications.words import LANGUAGES, words
from backend.settings import Settings


def test_every_kind_of_letter_is_shown_in_every_language(client, make, inbox):
    page = client.get("/dev/mail")
    assert page.status_code == 200
    shown = re.findall(r"<h3>(\S+) (en|pt)</h3>", page.text)
    kinds = {key.removesuffix(".text") for key in words("en") if key.endswith(".text")} | {"digest"}
    assert set(shown) == {(kind, lang) for kind in kinds for lang in LANGUAGES}
    assert page.text.count("<iframe sandbox ") == len(LANGUAGES)


def test_nothing_in_it_runs_or_is_fetched(client):
    page = client.get("/dev/mail")
    assert page.headers["Content-Security-Policy"] == previews.POLICY
    assert "script-src" not in previews.POLICY
    assert "<script" not in page.text


def test_what_was_sent_to_the_folder_is_shown_below(client, make, inbox):
    account = {"name": "Rita", "email": "rita.preview@example.org", "password": "telha olaria maré 58", "lang": "pt"}
    assert client.post("/api/accounts", json=account).status_code == 202
    (letter,) = inbox()
    assert client.get("/dev/mail").text.count(str(letter["Subject"])) >= 1


@pytest.mark.parametrize("database_url", ["sqlite://"])
def test_there_is_no_such_page_in_production(app, client, config: Settings):
    real = config.model_copy(
        update={"environment": "production", "secret_key": SecretStr("s" * 40), "public_url": "https://viveiro.example"}
    )
    equip(app, real)
    assert client.get("/dev/mail").status_code == 404
