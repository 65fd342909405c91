"""Beginning a space, through the front door."""

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.events import LoggedEvent
from backend.core.ids import new_id
from backend.organisations.models import Organisation
from backend.spaces.models import Space
from backend.taxonomy.vocabulary import id_of
from tests.spaces.drafts import draft_of

NOWHERE = str(new_id())


@pytest.fixture
def house(make):
    """A place of a public organisation, and the headers of its editor."""
    host = make.organisation()
    return make.place(organisation_id=host.id, name="Casa do Barro"), make.as_(make.member(host, Role.EDITOR))


def test_a_draft_is_seen_by_its_organisation_only(client, db, make, house):
    place, headers = house

    reply = client.post("/api/spaces", json=draft_of(place.id), headers=headers)

    assert reply.status_code == 201, reply.text
    page = reply.json()
    assert (page["status"], page["place"]["name"], page["opened_at"]) == ("draft", "Casa do Barro", None)
    assert (page["access"], page["lift"], page["hearing_loop"]) == (["step_free"], False, None)
    assert page["equipment_ids"] == [str(id_of("tool/ceramic-kiln"))]
    assert page["can"] == ["edit_space", "discard_space", "open_space"]
    url = f"/api/spaces/{page['id']}"
    assert client.get(url, headers=headers).json() == page
    assert client.get(url).status_code == client.get(url, headers=make.as_(make.account())).status_code == 404
    assert db.scalars(select(LoggedEvent.name)).all() == ["spaces.added"]


def test_a_draft_needs_little_and_guesses_nothing(client, house):
    little = {"place_id": str(house[0].id), "kind": "desk", "name": "Desk 7", "summary": "By the window."}

    page = client.post("/api/spaces", json=little, headers=house[1]).json()

    facts = ("area_m2", "seats", "price", "step_free", "parking", "blackout", "internet_mbps", "storey")
    assert {page[fact] for fact in facts} == {None}


@pytest.mark.parametrize(("role", "status"), [(Role.OWNER, 201), (Role.EDITOR, 201), (Role.VIEWER, 403)])
def test_owners_and_editors_write(client, make, house, role, status):
    host = make.db.get(Organisation, house[0].organisation_id)
    headers = make.as_(make.member(host, role))

    assert client.post("/api/spaces", json=draft_of(house[0].id), headers=headers).status_code == status


def test_strangers_and_guests_do_not(client, make, house):
    draft = draft_of(house[0].id)

    assert client.post("/api/spaces", json=draft, headers=make.as_(make.account())).status_code == 403
    assert client.post("/api/spaces", json=draft).status_code == 401


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        pytest.param({"name": "  "}, "/name", "string_too_short", id="a name of spaces"),
        pytest.param({"area_m2": 0}, "/area_m2", "greater_than", id="no area at all"),
        pytest.param({"area_m2": "NaN"}, "/area_m2", "finite_number", id="no number"),
        pytest.param({"seats": -1}, "/seats", "greater_than_equal", id="fewer than nobody"),
        pytest.param({"price_period": None}, "/price_period", "half_a_price", id="a price for what"),
        pytest.param({"price": None}, "/price_period", "half_a_price", id="a period for what"),
        pytest.param({"price": 12.5}, "/price", "int_from_float", id="half a cent"),
        pytest.param({"available_until": "2026-12-31"}, "/available_until", "wrong_order", id="dates backwards"),
        pytest.param({"power_phases": 2}, "/power_phases", "literal_error", id="two phases"),
        pytest.param({"step_free": "perhaps"}, "/step_free", "bool_parsing", id="a perhaps"),
        pytest.param({"equipment_ids": [NOWHERE]}, "/equipment_ids/0", "unknown", id="an unknown tool"),
        pytest.param({"equipment_ids": [str(id_of("craft/pottery"))]}, "/equipment_ids/0", "unknown",
                     id="a craft as a tool"),
        pytest.param({"activity_ids": [str(id_of("tool/blender"))]}, "/activity_ids/0", "unknown",
                     id="a tool as an activity"),
        pytest.param({"activity_ids": [str(id_of("craft/pottery"))] * 2}, "/activity_ids", "repeated", id="twice"),
        pytest.param({"status": "open"}, "/status", "extra_forbidden", id="a field that is not theirs"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_its_place_and_keeps_nothing(client, db, house, wrong, pointer, code):
    reply = client.post("/api/spaces", json=draft_of(house[0].id) | wrong, headers=house[1])

    assert reply.status_code == 422, reply.text
    assert (pointer, code) in [(e["pointer"], e["code"]) for e in reply.json()["errors"]]
    assert db.scalars(select(Space)).all() == []


def test_a_space_in_a_place_nobody_knows_is_refused(client, house):
    assert client.post("/api/spaces", json=draft_of(new_id()), headers=house[1]).status_code == 404
