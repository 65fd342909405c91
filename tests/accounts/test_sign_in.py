"""Signing in and out."""

from backend.accounts.tokens import hash_password

GOOD = "azulejo-vento-4-pontes"


def test_the_right_password_opens_a_session(client, make):
    account = make.account(password_hash=hash_password(GOOD))

    reply = client.post("/api/sessions", json={"email": account.email.upper(), "password": GOOD})

    assert reply.status_code == 204
    assert client.get("/api/me").json()["id"] == str(account.id)


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, make):
    account = make.account(password_hash=hash_password(GOOD))

    wrong = client.post("/api/sessions", json={"email": account.email, "password": "no"})
    unknown = client.post("/api/sessions", json={"email": "nobody@example.org", "password": "no"})

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()
    assert wrong.headers["content-type"] == "application/problem+json"
