"""Signing up, confirming the address, and resetting a password, with the mails a person really gets."""

import email
import re
from email.policy import default
from pathlib import Path

import pytest

from backend.accounts.tokens import hash_password

GOOD = "azulejo-vento-4-pontes"
NEW = "lousa-neblina-9-comboios"


@pytest.fixture
def inbox(worker, tmp_path):
    """The mails that were sent so far, oldest first."""

    def read() -> list[email.message.EmailMessage]:
        worker()
        files = sorted(Path(tmp_path / "mail").glob("*.eml"))
        return [email.message_from_bytes(f.read_bytes(), policy=default) for f in files]

    return read


def token_in(message) -> str:
    return re.search(r"token=(\S+)", message.get_content())[1]


def sign_up(client, address="rita@example.org", **given):
    return client.post("/api/accounts", json={"email": address, "password": GOOD, "name": "Rita", **given})


def test_the_link_in_the_mail_confirms_and_signs_in(client, inbox):
    assert sign_up(client, lang="pt").status_code == 202
    assert client.post("/api/sessions", json={"email": "rita@example.org", "password": GOOD}).json()["code"] == (
        "accounts.not-confirmed"
    )

    (mail,) = inbox()
    reply = client.post("/api/accounts/confirmation", json={"token": token_in(mail)})

    assert mail["To"] == "rita@example.org"
    assert "Confirme" in mail["Subject"]
    assert reply.status_code == 204
    assert client.get("/api/me").json()["name"] == "Rita"


def test_a_link_works_once(client, inbox):
    sign_up(client)
    token = token_in(inbox()[0])
    client.post("/api/accounts/confirmation", json={"token": token})

    again = client.post("/api/accounts/confirmation", json={"token": token})

    assert (again.status_code, again.json()["code"]) == (409, "accounts.link-spent")


@pytest.mark.parametrize("token", ["x", "." * 100, "00000000000000000000000000000000.abc", "é.ü"])
def test_a_made_up_link_opens_nothing(client, token):
    assert client.post("/api/accounts/confirmation", json={"token": token}).json()["code"] == "accounts.link-spent"


def test_nobody_learns_who_has_an_account_but_its_owner(client, make, inbox):
    account = make.account(email="rita@example.org", password_hash=hash_password(GOOD))

    known, unknown = sign_up(client, account.email), sign_up(client, "new@example.org")

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert {m["To"]: m["Subject"] for m in inbox()} == {
        "rita@example.org": "You already have an account at Viveiro",
        "new@example.org": "Please confirm your address for Viveiro",
    }


def sign_in(client, password):
    client.cookies.clear()
    return client.post("/api/sessions", json={"email": "rita@example.org", "password": password}).status_code


def test_a_stranger_who_came_first_does_not_keep_a_key(client, inbox):
    """Somebody signs up with Rita's address and waits for her to confirm it."""
    sign_up(client, name="Stranger")
    sign_up(client, password=NEW)

    first, second = map(token_in, inbox())
    chosen = client.post("/api/password-resets/completion", json={"token": second, "password": NEW})

    assert chosen.status_code == 204
    assert client.get("/api/me").json()["name"] == "Rita"
    assert (sign_in(client, NEW), sign_in(client, GOOD)) == (204, 401)
    assert client.post("/api/accounts/confirmation", json={"token": first}).status_code == 204
    assert sign_in(client, GOOD) == 401


def test_whoever_signs_up_twice_alike_needs_one_link(client, inbox):
    sign_up(client)
    sign_up(client)

    reply = client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[1])})

    assert reply.status_code == 204
    assert sign_in(client, GOOD) == 204


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password-too-short"),
        ("password12", "password-guessable"),
        ("rita@example.org", "password-guessable"),
        ("x" * 129, "password-too-long"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(client, password, code):
    reply = sign_up(client, password=password)

    assert reply.status_code == 422
    assert reply.json()["errors"][0] | {"detail": "", "params": {}} == {
        "pointer": "/password", "code": code, "detail": "", "params": {},
    }  # fmt: skip
    assert "password" not in reply.text.replace("/password", "").replace(f'"{code}"', "").replace(
        "weak-password", ""
    ).replace("This password", "")


def test_a_reset_ends_every_session_and_warns(client, make, inbox):
    account = make.account(password_hash=hash_password(GOOD))
    thief = make.as_(account)
    client.post("/api/password-resets", json={"email": account.email})

    reply = client.post("/api/password-resets/completion", json={"token": token_in(inbox()[0]), "password": NEW})

    assert reply.status_code == 204
    assert client.get("/api/me").json()["id"] == str(account.id)
    client.cookies.clear()
    assert client.get("/api/me", headers=thief).json()["id"] is None
    assert "changed" in inbox()[1]["Subject"]


def test_the_eleventh_guess_waits(client, make):
    account = make.account(password_hash=hash_password(GOOD))

    guess = {"email": account.email, "password": "no"}
    statuses = [client.post("/api/sessions", json=guess).status_code for _ in range(11)]
    locked = client.post("/api/sessions", json={"email": account.email, "password": GOOD})

    assert statuses == [401] * 10 + [429]
    assert int(locked.headers["retry-after"]) > 0
