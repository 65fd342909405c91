"""Signing up, confirming the address, and resetting a password, with the mails a person really gets."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from backend.accounts.tokens import hash_password

GOOD = "azulejo-vento-4-pontes"
NEW = "lousa-neblina-9-comboios"


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


def test_mails_to_an_address_nobody_has_proved_hold_no_word_of_a_stranger(client, inbox):
    """Or anybody could have us write to anybody."""
    sign_up(client, name="Win a prize at https://prize.example")
    sign_up(client, name="Win a prize at https://prize.example", password=NEW)

    assert [mail["Subject"] for mail in inbox()] == [
        "Please confirm your address for Viveiro",
        "Choose a new password for Viveiro",
    ]
    assert "prize" not in "".join(mail.get_content() for mail in inbox())


def test_signing_up_twice_at_once_is_signing_up(client, inbox, make):
    """A double click, or a request that was sent again: nobody is told that somebody was faster."""
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: sign_up(client), range(4)))

    assert [reply.status_code for reply in replies] == [202] * 4
    assert client.post("/api/accounts/confirmation", json={"token": token_in(inbox()[-1])}).status_code == 204
    assert sign_in(client, GOOD) == 204


def test_who_guesses_locks_nobody_else_out(app, client, make):
    account = make.account(password_hash=hash_password(GOOD))
    guess = {"email": account.email, "password": "no"}
    statuses = {client.post("/api/sessions", json=guess).status_code for _ in range(11)}

    elsewhere = TestClient(app, client=("203.0.113.9", 50_000))

    assert 429 in statuses
    assert elsewhere.post("/api/sessions", json=guess | {"password": GOOD}).status_code == 204


@pytest.mark.parametrize(
    ("path", "body", "times"),
    [
        ("/api/accounts", {"password": GOOD, "name": "Rita"}, 10),
        ("/api/accounts/confirmation-mails", {}, 5),
        ("/api/password-resets", {}, 5),
    ],
)
def test_one_address_gets_so_many_mails_an_hour_whoever_asks(app, path, body, times):
    callers = (TestClient(app, client=(f"203.0.113.{i}", 50_000)) for i in range(times + 1))

    statuses = [one.post(path, json=body | {"email": "rita@example.org"}).status_code for one in callers]

    assert statuses == [202] * times + [429]
