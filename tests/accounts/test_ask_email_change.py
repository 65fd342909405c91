"""Another address: proved by a link there, told to the present one, and nobody learns who else has an account."""

import pytest

from backend.accounts.tokens import hash_password
from tests.accounts.test_sign_up import GOOD, sign_up, token_in

OLD, NEW = "rita@example.org", "rita@atelier.example"


@pytest.fixture
def rita(make):
    """Somebody with a password, by the headers of one browser."""
    return make.as_(make.account(email=OLD, name="Rita", lang="pt", password_hash=hash_password(GOOD)))


def ask(client, headers, email=NEW, password=GOOD):
    return client.post("/api/me/email", headers=headers, json={"email": email, "password": password})


def follow(client, letter):
    return client.post("/api/accounts/new-address", json={"token": token_in(letter)})


def enters(client, email):
    return client.post("/api/sessions", json={"email": email, "password": GOOD}).status_code == 204


def by_address(sent):
    return {letter["To"]: letter for letter in sent}


def test_the_address_changes_when_the_link_there_is_followed_and_not_before(client, inbox, rita):
    assert ask(client, rita).status_code == 202
    sent = by_address(inbox())
    assert sent.keys() == {OLD, NEW}
    assert "/settings" in sent[OLD].get_content()
    assert NEW not in sent[OLD].get_content()
    assert enters(client, OLD)
    assert not enters(client, NEW)

    assert follow(client, sent[NEW]).status_code == 204
    assert client.get("/api/me", headers=rita).json()["email"] == NEW
    assert enters(client, NEW)
    assert not enters(client, OLD)
    assert inbox()[-1]["To"] == OLD  # the last word to the old address
    assert follow(client, sent[NEW]).json()["code"] == "accounts.link-spent"


def test_of_an_address_that_somebody_has_only_they_are_told(client, inbox, make, rita):
    make.account(email=NEW, name="Other")
    free = "nobody@atelier.example"
    assert ask(client, rita).json() == ask(client, rita, email=free).json() == {"status": "mail-sent"}
    sent = inbox()
    assert sorted(letter["To"] for letter in sent) == sorted([OLD, OLD, NEW, free])
    assert len({letter.get_content() for letter in sent if letter["To"] == OLD}) == 1
    client.post("/api/accounts/new-address", json={"token": token_in(by_address(sent)[NEW])})
    assert client.get("/api/me", headers=rita).json()["email"] == OLD

    client.patch("/api/profiles/mine", headers=rita, json={"headline": "Illustrator"})
    kept = client.get("/api/profiles/mine/export", headers=rita).json()["kept"]
    assert {link["email"]: (link["purpose"], link["used_at"]) for link in kept["links"]} == {
        NEW: ("move", None),
        free: ("move", None),
    }
    assert [entry["name"] for entry in kept["log"]].count("accounts.move-asked") == len([NEW, free])


def test_who_is_faster_keeps_the_address(client, inbox, rita):
    ask(client, rita)
    letter = by_address(inbox())[NEW]
    sign_up(client, NEW)
    assert follow(client, letter).json()["code"] == "accounts.link-spent"
    assert client.get("/api/me", headers=rita).json()["email"] == OLD


def test_another_password_stops_a_thiefs_link(client, inbox, rita):
    ask(client, rita)
    letter = by_address(inbox())[NEW]
    changed = client.post("/api/me/password", headers=rita, json={"current": GOOD, "password": "outra telha maré 58"})
    assert changed.status_code == 204
    assert follow(client, letter).json()["code"] == "accounts.link-spent"


def test_it_takes_the_password_and_another_address(client, inbox, make, rita):
    assert ask(client, rita, password="guessed").json()["code"] == "accounts.wrong-password"
    assert ask(client, rita, email=OLD).json()["errors"] == [
        {"pointer": "/email", "code": "same-address", "detail": "", "params": {}}
    ]
    assert ask(client, make.as_(make.account())).json()["code"] == "accounts.no-password"
    assert inbox() == []
