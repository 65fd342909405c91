"""Offering mentoring, changing the offer, pausing and ending it."""

from typing import Any

import pytest

from backend.core.access import Role
from backend.core.events import LoggedEvent
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import PORTO


def draft_of(**given: Any) -> dict[str, Any]:
    """An offer that can be opened."""
    return {
        "title": "Ceramics beyond the wheel",
        "summary": "For those who want to live from clay.",
        "about": "I have run a workshop for thirty years.",
        "municipality_id": str(PORTO),
        "monthly_hours": 6,
        "free_hours": 4,
        "topics": [{"concept_id": str(id_of("craft/basketry")), "level": 4}],
        "languages": [{"concept_id": str(id_of("language/pt")), "level": "C2"}],
        "goals": ["start_a_business", "craft"],
    } | given


@pytest.fixture
def rita(make):
    """Somebody with something to teach."""
    return make.as_(make.account(name="Rita Vale"))


def add(client, headers, **given):
    reply = client.post("/api/mentors", json=draft_of(**given), headers=headers)
    assert reply.status_code == 201, reply.text
    return f"/api/mentors/{reply.json()['id']}", reply.json()


def test_a_draft_is_seen_by_its_author_only(client, make, rita):
    url, page = add(client, rita)

    assert (page["name"], page["status"], page["goals"]) == ("Rita Vale", "draft", ["craft", "start_a_business"])
    assert page["can"] == ["edit_mentor", "discard_mentor", "open_mentor"]
    assert "email" not in page
    assert client.get(url, headers=rita).json() == page
    assert client.get(url).status_code == client.get(url, headers=make.as_(make.account())).status_code == 404


def test_a_person_makes_one_offer(client, rita):
    add(client, rita)

    again = client.post("/api/mentors", json=draft_of(), headers=rita)

    assert (again.status_code, again.json()["code"]) == (409, "mentoring.one-each")


def test_guests_are_asked_to_sign_in(client):
    assert client.post("/api/mentors", json=draft_of()).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"title": ""}, "/title", "string_too_short"),
        ({"free_hours": 7}, "/free_hours", "more_than_all"),
        ({"monthly_hours": 0, "free_hours": 0}, "/monthly_hours", "greater_than_equal"),
        ({"cadence": "daily"}, "/cadence", "enum"),
        ({"goals": ["craft", "craft"]}, "/goals", "repeated"),
        ({"topics": [{"concept_id": str(id_of("language/pt"))}]}, "/topics/0/concept_id", "unknown"),
        ({"topics": [{"concept_id": str(PORTO)}] * 2}, "/topics", "repeated"),
        ({"languages": [{"concept_id": str(id_of("craft/basketry"))}]}, "/languages/0/concept_id", "unknown"),
        ({"languages": [{"concept_id": str(PORTO), "level": "D1"}]}, "/languages/0/level", "enum"),
        ({"municipality_id": "0" * 32}, "/municipality_id", "unknown"),
        ({"account_id": "0" * 32}, "/account_id", "extra_forbidden"),
        ({"status": "open"}, "/status", "extra_forbidden"),
    ],
)
def test_bad_input_is_refused_with_its_place(client, rita, wrong, pointer, code):
    reply = client.post("/api/mentors", json=draft_of(**wrong), headers=rita)

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]
    assert client.get("/api/mentors?mine=true", headers=rita).json()["total"] == 0


def test_open_pause_open_close_and_discard(client, rita, db):
    url, _ = add(client, rita)

    assert client.post(f"{url}/pause", headers=rita).json()["code"] == "not-now"
    assert client.post(f"{url}/opening", headers=rita).json()["status"] == "open"
    assert client.get("/api/mentors").json()["total"] == 1
    assert client.get(url).json()["can"] == []
    assert client.delete(url, headers=rita).status_code == 409
    assert client.post(f"{url}/pause", headers=rita).json()["status"] == "paused"
    assert client.get("/api/mentors").json()["total"] == 0
    assert client.get(url).status_code == 200
    assert client.post(f"{url}/opening", headers=rita).json()["status"] == "open"
    assert client.post(f"{url}/closure", headers=rita).json()["status"] == "closed"
    assert client.get(url).status_code == 404
    assert client.delete(url, headers=rita).status_code == 204
    names = [e.name for e in db.query(LoggedEvent).order_by(LoggedEvent.position)]
    assert [n.removeprefix("mentoring.mentor-") for n in names if n.startswith("mentoring.")] == [
        "added",
        "opened",
        "paused",
        "opened",
        "closed",
    ]


@pytest.mark.parametrize(("missing", "empty"), [("about", ""), ("topics", []), ("languages", []), ("goals", [])])
def test_people_need_to_know_enough_to_choose(client, rita, missing, empty):
    url, _ = add(client, rita, **{missing: empty})

    reply = client.post(f"{url}/opening", headers=rita)

    assert (reply.status_code, reply.json()["code"]) == (422, "mentoring.not-ready")
    assert [e["pointer"] for e in reply.json()["errors"]] == [f"/{missing}"]


def test_only_what_was_sent_changes_and_stale_forms_are_refused(client, rita):
    url, before = add(client, rita)

    after = client.patch(url, json={"topics": [], "updated_at": before["updated_at"]}, headers=rita).json()

    assert after == before | {"topics": [], "updated_at": after["updated_at"]}
    stale = client.patch(url, json={"goals": [], "updated_at": before["updated_at"]}, headers=rita)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [({"monthly_hours": 3}, "/free_hours"), ({"title": None}, "/title"), ({"topics": []}, "/topics")],
)
def test_parts_have_to_agree_and_what_is_public_stays_complete(client, rita, change, pointer):
    url, _ = add(client, rita)
    client.post(f"{url}/opening", headers=rita)

    reply = client.patch(url, json=change, headers=rita)

    assert (reply.status_code, [e["pointer"] for e in reply.json()["errors"]]) == (422, [pointer])


def test_a_mentor_names_an_organisation_only_as_one_of_its_people(client, make):
    nest = make.verified(kind="incubator", name="Ninho")
    member, stranger = make.member(nest, Role.VIEWER), make.account()
    draft = draft_of(organisation_id=str(nest.id))

    assert client.post("/api/mentors", json=draft, headers=make.as_(stranger)).status_code == 403
    reply = client.post("/api/mentors", json=draft, headers=make.as_(member))
    assert reply.json()["organisation"]["name"] == "Ninho"


@pytest.mark.parametrize(
    "given", [{"status": "draft"}, {"status": "suspended", "suspended_for": "impostor"}], ids=["draft", "suspended"]
)
def test_an_organisation_nobody_sees_is_named_to_its_people_only(client, make, given):
    hidden = make.organisation(name="Casa Escondida", **given)
    member = make.member(hidden)
    mentor = make.mentor(account=member, organisation_id=hidden.id)

    for url in ("/api/mentors", f"/api/mentors/{mentor.id}"):
        for stranger in ({}, make.as_(make.account())):
            assert client.get(url, headers=stranger).status_code == 200
            assert "Casa Escondida" not in client.get(url, headers=stranger).text
        assert "Casa Escondida" in client.get(url, headers=make.as_(member)).text


def test_others_change_nothing_but_the_staff_may_end_it(client, make):
    url = f"/api/mentors/{make.mentor().id}"
    stranger, staff = make.as_(make.account()), make.as_(make.staff())

    for headers, status in ((stranger, 403), ({}, 401), (staff, 403)):
        assert client.patch(url, json={"free_hours": 1}, headers=headers).status_code == status
        assert client.post(f"{url}/pause", headers=headers).status_code == status
    assert client.post(f"{url}/closure", headers=stranger).status_code == 403
    assert client.post(f"{url}/closure", headers=staff).json()["status"] == "closed"
