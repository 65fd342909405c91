"""Changing a space, and throwing a draft away."""

from uuid import UUID

import pytest
from sqlalchemy import select

from backend.core.events import LoggedEvent
from backend.spaces.models import Space, SpaceEquipment
from backend.taxonomy.vocabulary import id_of


@pytest.fixture
def studio(make):
    """An open space, and the headers of its owner."""
    host = make.organisation()
    place = make.place(organisation_id=host.id)
    return make.space(place_id=place.id, name="Studio"), make.as_(make.member(host))


def url(space):
    return f"/api/spaces/{space.id}"


def test_what_is_sent_changes_and_nothing_else(client, db, studio):
    space, headers = studio

    page = client.patch(url(space), json={"name": "Big studio", "quiet": True, "lift": None}, headers=headers).json()

    assert (page["name"], page["access"], page["seats"]) == ("Big studio", ["quiet"], 10)
    event = db.scalars(select(LoggedEvent)).one()
    assert (event.name, event.facts["fields"]) == ("spaces.edited", ["name", "quiet"])
    assert client.get("/api/spaces?q=big").json()["total"] == 1


def test_a_fact_can_be_taken_back(client, studio):
    space, headers = studio
    client.patch(url(space), json={"parking": False}, headers=headers)

    assert client.patch(url(space), json={"parking": None}, headers=headers).json()["parking"] is None


def test_equipment_and_activities_are_replaced(client, db, studio):
    space, headers = studio
    kiln, printer, pottery = (str(id_of(k)) for k in ("tool/ceramic-kiln", "tool/3d-printer", "craft/pottery"))
    for tools in ([kiln], [kiln, printer], [printer]):
        page = client.patch(url(space), json={"equipment_ids": tools}, headers=headers).json()
        assert page["equipment_ids"] == sorted(tools)
    page = client.patch(url(space), json={"equipment_ids": [], "activity_ids": [pottery]}, headers=headers).json()

    assert (page["equipment_ids"], page["activity_ids"]) == ([], [pottery])
    assert db.scalars(select(SpaceEquipment)).all() == []


def test_a_change_that_changes_nothing_leaves_no_trace(client, db, studio):
    space, headers = studio
    before = client.get(url(space), headers=headers).json()

    assert client.patch(url(space), json={"name": "Studio"}, headers=headers).json() == before
    assert db.scalars(select(LoggedEvent)).all() == []


def test_a_form_from_before_is_refused(client, studio):
    space, headers = studio
    before = client.get(url(space)).json()["updated_at"]
    client.patch(url(space), json={"name": "Faster"}, headers=headers)

    late = client.patch(url(space), json={"name": "Slower", "updated_at": before}, headers=headers)

    assert (late.status_code, late.json()["code"]) == (409, "stale")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"price_period": None}, "/price_period", "half_a_price"),
        ({"name": None}, "/name", "string_type"),
        ({"seats": None}, "/seats", "missing"),
        ({"price": None, "price_period": None}, "/price", "missing"),
        ({"available_until": "2020-01-01"}, "/available_until", "in_the_past"),
        ({"status": "closed"}, "/status", "extra_forbidden"),
    ],
)
def test_an_open_space_stays_complete(client, studio, change, pointer, code):
    reply = client.patch(url(studio[0]), json=change, headers=studio[1])

    assert reply.status_code == 422
    assert [(e["pointer"], e["code"]) for e in reply.json()["errors"]] == [(pointer, code)]


def test_a_space_moves_within_its_organisation_only(client, make, studio):
    space, headers = studio
    host_id = client.get(url(space)).json()["place"]["organisation"]["id"]
    near, far = make.place(organisation_id=UUID(host_id), name="Annex"), make.place()

    moved = client.patch(url(space), json={"place_id": str(near.id)}, headers=headers)
    refused = client.patch(url(space), json={"place_id": str(far.id)}, headers=headers)

    assert moved.json()["place"]["name"] == "Annex"
    assert refused.json()["errors"][0]["code"] == "of_another_organisation"


def test_strangers_do_not_edit(client, make, studio):
    change = {"name": "Mine now"}

    assert client.patch(url(studio[0]), json=change, headers=make.as_(make.account())).status_code == 403
    assert client.patch(url(studio[0]), json=change).status_code == 401


def test_a_draft_is_thrown_away_and_what_was_open_is_not(client, db, make, studio):
    space, headers = studio
    draft = make.space(place_id=space.place_id, status="draft", equipment_ids=[id_of("tool/3d-printer")])

    assert client.delete(url(draft), headers=headers).status_code == 204
    assert client.delete(url(space), headers=headers).json()["code"] == "not-now"
    assert db.scalars(select(Space.id)).all() == [space.id]
    assert db.scalars(select(SpaceEquipment)).all() == []
