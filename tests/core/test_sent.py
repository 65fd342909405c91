"""What no database can keep is refused at the door, with its field, on both databases alike."""

import pytest

from tests.organisations.factory import PORTO

PHRASE = "azulejo-vento-4-pontes"
ATTIC = {"name": "Attic", "kind": "startup", "summary": "Under the roof.", "municipality_id": str(PORTO)}


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/api/accounts", {"email": "rita@example.org", "password": PHRASE, "name": "Ri\0ta"}, "/name"),
        ("/api/accounts/confirmation", {"token": "\0"}, "/token"),
        ("/api/demo/sessions", {"key": "stu\0dent"}, "/key"),
        ("/api/organisations", ATTIC | {"name": "At\0tic"}, "/name"),
        ("/api/organisations", ATTIC | {"description": "Below it, \0."}, "/description"),
    ],
)
def test_a_nul_character_is_refused_in_a_body(client, make, path, body, pointer):
    reply = client.post(path, json=body, headers=make.as_(make.account()))

    assert reply.status_code == 422, reply.text
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    "address",
    [
        "/api/opportunities?q=%00",
        "/api/organisations?q=a%00b",
        "/api/spaces?q=%00",
        "/api/mentors?q=%00",
        "/api/municipalities?nuts3=%00",
        "/api/concepts?q=%00",
    ],
)
def test_a_nul_character_is_refused_in_an_address(client, address):
    assert client.get(address).status_code == 422


def test_other_signs_are_welcome(client, make):
    """The control: what is refused above is refused for the NUL alone."""
    headers = make.as_(make.account())

    reply = client.post("/api/organisations", json=ATTIC | {"name": "Ateliê 🎨 «ﬁm»\u200d\t…"}, headers=headers)

    assert reply.status_code == 201, reply.text
    assert reply.json()["name"] == "Ateliê 🎨 «ﬁm»\u200d\t…"
    assert client.get("/api/organisations?q=🎨").status_code == 200


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("9999-12-31T23:59:59-10:00", 422),
        ("0001-01-01T00:00:00+10:00", 422),
        ("2026-12-01T18:00:00", 422),
        ("9999-12-31T23:59:59+00:00", 201),
        ("2026-12-01T18:00:00+00:00", 201),
    ],
)
def test_a_moment_has_a_zone_and_lies_in_the_calendar(client, make, moment, status):
    host = make.verified()
    draft = {
        "organisation_id": str(host.id),
        "kind": "job",
        "title": "Potter",
        "summary": "At the wheel, all day.",
        "municipality_id": str(PORTO),
        "zone": "Europe/Lisbon",
        "deadline_at": moment,
    }

    reply = client.post("/api/opportunities", json=draft, headers=make.as_(make.member(host)))

    assert reply.status_code == status, reply.text


def test_an_address_may_grow_when_it_is_written_out(client, make):
    headers = make.as_(make.account())

    long = client.post("/api/organisations", json=ATTIC | {"website": "https://a.pt/" + "é" * 250}, headers=headers)
    short = client.post("/api/organisations", json=ATTIC | {"website": "https://a.pt/" + "é" * 40}, headers=headers)

    assert (long.status_code, long.json()["errors"][0]["code"]) == (422, "string_too_long")
    assert short.status_code == 201
    page = client.get(f"/api/organisations/{short.json()['id']}", headers=headers).json()
    assert page["website"] == "https://a.pt/" + "%C3%A9" * 40


def test_a_file_may_be_called_anything(client, make):
    form = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="c\0v.txt"\r\n\r\nSkills: Blender\r\n--b--\r\n'
    )
    headers = make.as_(make.account()) | {"Content-Type": "multipart/form-data; boundary=b"}

    reply = client.post("/api/profiles/mine/cv-imports", content=form, headers=headers)

    assert (reply.status_code, reply.json()["filename"]) == (201, "cv.txt")


def test_a_page_may_have_any_name(client):
    assert client.get("/" + "a" * 5000).status_code == 404
