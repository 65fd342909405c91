"""Saying what one does, looks for, and shows to whom."""

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from backend.core.events import LoggedEvent
from backend.core.ids import new_id
from backend.profiles.models import Profile
from backend.taxonomy.vocabulary import id_of
from backend.territories.models import municipality_id

MINE = "/api/profiles/mine"


@pytest.fixture
def me(make):
    return make.account(name="Rita Moreno", lang="pt")


@pytest.fixture
def mine(client, make, me):
    """Calls of one signed-in person."""
    headers = make.as_(me)

    def call(method, path="", **given):
        return client.request(method, f"{MINE}{path}", headers=headers, **given)

    return call


def test_a_profile_opens_at_the_first_look_and_is_private(mine, db):
    body = mine("GET").json()

    assert (body["display_name"], body["lang"], body["status"]) == ("Rita Moreno", "pt", "private")
    assert body["missing"] == ["headline"]
    assert mine("GET").json()["id"] == body["id"]
    assert db.scalar(select(func.count()).select_from(Profile)) == 1


def test_a_guest_has_none(client):
    assert client.get(MINE).status_code == 401
    assert client.patch(MINE, json={}).status_code == 401


def test_everything_in_the_form_comes_back(mine):
    said = {
        "display_name": "Rita",
        "headline": "Técnica de som",
        "about": "Gravo salas.",
        "lang": "en",
        "municipality_id": str(municipality_id("1308")),
        "travel_km": 25,
        "remote": "prefer",
        "hours_min": 10,
        "hours_max": 30,
        "available_from": "2026-12-01",
        "available_until": "2027-06-30",
        "kinds": ["job", "residency"],
        "occupation_ids": [str(id_of("occupation/sound-technician"))],
        "sector_ids": [str(id_of("sector/design"))],
        "goal_ids": [str(id_of("skill/drawing"))],
        "field_ids": [str(id_of("field/isced-0212"))],
        "pay_floor": 120_000,
        "pay_currency": "EUR",
        "pay_period": "month",
        "education_level": 6,
        "status": "listed",
        "audience": "everyone",
    }

    changed = mine("PATCH", json=said)

    assert changed.status_code == 200, changed.text
    body = mine("GET").json()
    ids = {name.removesuffix("_ids") + "s": said.pop(name) for name in list(said) if name.endswith("_ids")}
    assert {name: [c["id"] for c in body[name]] for name in ids} == ids
    assert body["municipality"]["id"] == said.pop("municipality_id")
    assert {name: body[name] for name in said} == said


def test_only_what_was_sent_changes_and_can_be_emptied(mine):
    mine("PATCH", json={"headline": "Oleira", "travel_km": 10, "kinds": ["job"]})
    body = mine("PATCH", json={"travel_km": None, "kinds": []}).json()

    assert (body["headline"], body["travel_km"], body["kinds"]) == ("Oleira", None, [])


BAD = {
    "an unknown field": ({"salary_history": 1}, "/salary_history", "extra_forbidden"),
    "a null that cannot be": ({"headline": None}, "/headline", "string_type"),
    "hours the wrong way round": ({"hours_min": 30, "hours_max": 10}, "/", "hours_in_order"),
    "dates the wrong way round": (
        {"available_from": "2027-01-01", "available_until": "2026-01-01"},
        "/",
        "dates_in_order",
    ),
    "half a wage": ({"pay_floor": 100}, "/", "half_a_wage"),
    "an unknown kind": ({"kinds": ["slavery"]}, "/kinds/0", "literal_error"),
    "twice the same": ({"kinds": ["job", "job"]}, "/kinds", "repeated"),
    "a language we do not speak": ({"lang": "tlh"}, "/lang", "literal_error"),
    "level nine": ({"education_level": 9}, "/education_level", "less_than_equal"),
    "nowhere": ({"municipality_id": str(new_id())}, "/municipality_id", "unknown"),
    "a skill as an occupation": ({"occupation_ids": [str(id_of("tool/blender"))]}, "/occupation_ids/0", "unknown"),
    "a naive time": ({"updated_at": "2026-01-01T10:00:00"}, "/updated_at", "timezone_aware"),
}


@pytest.mark.parametrize(("sent", "pointer", "code"), BAD.values(), ids=BAD.keys())
def test_bad_input_names_the_field_and_changes_nothing(mine, sent, pointer, code):
    before = mine("GET").json()

    reply = mine("PATCH", json={"about": "não fica"} | sent)

    assert reply.status_code == 422
    assert (pointer, code) in [(e["pointer"], e["code"]) for e in reply.json()["errors"]]
    assert mine("GET").json() == before


def test_a_profile_that_says_nothing_cannot_be_listed(mine):
    reply = mine("PATCH", json={"status": "listed"})

    assert (reply.status_code, reply.json()["code"]) == (409, "profiles.not-ready")
    assert reply.json()["params"]["missing"] == ["headline"]
    assert mine("GET").json()["status"] == "private"


def test_a_listed_profile_keeps_its_headline(mine):
    assert mine("PATCH", json={"headline": "Oleira", "status": "listed"}).status_code == 200

    assert mine("PATCH", json={"headline": ""}).json()["code"] == "profiles.not-ready"
    assert mine("PATCH", json={"headline": "", "status": "private"}).status_code == 200


def test_a_form_filled_from_an_older_version_is_stale(mine):
    first = mine("GET").json()["updated_at"]
    second = mine("PATCH", json={"headline": "Oleira", "updated_at": first}).json()["updated_at"]

    reply = mine("PATCH", json={"headline": "Tecedeira", "updated_at": first})

    assert (reply.status_code, reply.json()["code"]) == (409, "stale")
    assert mine("PATCH", json={"headline": "Tecedeira", "updated_at": second}).status_code == 200


def test_a_new_skill_does_not_make_an_open_form_stale(mine):
    opened = mine("GET").json()["updated_at"]
    assert mine("PUT", f"/skills/{id_of('tool/blender')}", json={"level": 2}).status_code == 200

    assert mine("PATCH", json={"headline": "Oleira", "updated_at": opened}).status_code == 200


def test_each_step_is_told_without_personal_words(mine, db):
    mine("PATCH", json={"headline": "Oleira", "status": "listed", "audience": "everyone"})
    mine("PATCH", json={"audience": "verified"})
    mine("PATCH", json={"status": "archived"})
    mine("PATCH", json={"status": "archived"})

    told = db.scalars(
        select(LoggedEvent).where(LoggedEvent.name.startswith("profiles.")).order_by(LoggedEvent.position)
    )
    facts = [(e.name, {k: v for k, v in e.facts.items() if k != "subject_id"}) for e in told]
    assert sorted(facts[:3], key=lambda fact: fact[0]) == [  # one deed, one moment
        ("profiles.edited", {"fields": ["headline"]}),
        ("profiles.listed", {"audience": "everyone"}),
        ("profiles.opened", {}),
    ]
    assert facts[3:] == [
        ("profiles.listed", {"audience": "verified"}),
        ("profiles.withdrawn", {"status": "archived"}),
    ]


def test_two_first_looks_at_once_open_one_profile(app, client, make, me, db):
    headers, barrier, codes = make.as_(me), Barrier(4), []

    def open_it():
        barrier.wait()
        codes.append(client.get(MINE, headers=headers).status_code)

    threads = [Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert codes == [200] * 4
    assert db.scalar(select(func.count()).select_from(Profile)) == 1


def test_erasing_the_account_erases_the_profile(mine, me, db):
    assert mine("PUT", f"/skills/{id_of('tool/blender')}", json={"level": 2}).status_code == 200
    files = {"file": ("cv.txt", "Marta Espinheira\n\nLínguas\nInglês C1\n".encode())}
    assert mine("POST", "/cv-imports", files=files).status_code == 201

    db.delete(db.merge(me))
    db.commit()

    assert db.scalar(select(func.count()).select_from(Profile)) == 0
