"""One's own name and language."""


def test_only_what_was_sent_changes(client, make):
    headers = make.as_(make.account(name="Rita", lang="pt"))

    me = client.patch("/api/me", json={"lang": "en"}, headers=headers).json()

    assert (me["name"], me["lang"]) == ("Rita", "en")
    assert client.get("/api/me", headers=headers).json() == me


def test_a_form_filled_from_an_older_version_is_refused(client, make):
    headers = make.as_(make.account(name="Rita"))
    form = {"name": "Rita Vale", "updated_at": client.get("/api/me", headers=headers).json()["updated_at"]}
    client.patch("/api/me", json={"lang": "pt"}, headers=headers)

    reply = client.patch("/api/me", json=form, headers=headers)

    assert (reply.status_code, reply.json()["code"]) == (409, "stale")
    assert client.get("/api/me", headers=headers).json()["name"] == "Rita"


def test_address_and_roles_are_not_changed_this_way(client, make):
    headers = make.as_(make.account())

    for field, value in (("email", "other@example.org"), ("is_staff", True), ("confirmed_at", "2026-01-01T00:00:00Z")):
        reply = client.patch("/api/me", json={field: value}, headers=headers)
        assert (reply.status_code, reply.json()["errors"][0]["pointer"]) == (422, f"/{field}")
    assert client.patch("/api/me", json={"lang": "pt"}).status_code == 401
