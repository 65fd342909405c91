"""Everything we keep about a profile, for its person."""

from backend.core.ids import new_id
from backend.taxonomy.vocabulary import id_of
from tests.profiles.samples import sample

MINE = "/api/profiles/mine"


def test_the_export_holds_everything(client, make):
    account = make.account(email="rita@example.org")
    headers, employer = make.as_(account), new_id()
    client.patch(MINE, headers=headers, json={"headline": "Oleira", "pay_floor": 100_000, "pay_period": "month"})
    client.put(f"{MINE}/skills/{id_of('tool/blender')}", headers=headers, json={"level": 2})
    client.put(f"{MINE}/hidden-from/{employer}", headers=headers)
    imported = client.post(
        f"{MINE}/cv-imports", headers=headers, files={"file": ("cv.txt", sample("cv-pt.txt"))}
    ).json()

    reply = client.get(f"{MINE}/export", headers=headers)

    body = reply.json()
    assert reply.headers["content-disposition"] == 'attachment; filename="profile.json"'
    assert body["account"]["email"] == "rita@example.org"
    assert body["profile"] == client.get(MINE, headers=headers).json()
    assert (body["profile"]["pay_floor"], body["profile"]["hidden_from"]) == (100_000, [str(employer)])
    assert body["imports"] == [imported]


def test_a_guest_exports_nothing(client):
    assert client.get(f"{MINE}/export").status_code == 401
