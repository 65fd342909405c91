"""Buildings and sites: described, changed, found and removed."""

import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.events import LoggedEvent
from backend.spaces.models import Place
from backend.territories.models import municipality_id
from tests.organisations.factory import BARCELOS, BRAGA, BRAGANCA
from tests.spaces.drafts import place_of


@pytest.fixture
def host(make):
    """A public organisation, and the headers of its editor."""
    organisation = make.organisation(name="Barro & Lume")
    return organisation, make.as_(make.member(organisation, Role.EDITOR))


def names(reply):
    assert reply.status_code == 200, reply.text
    return [item["name"] for item in reply.json()["items"]]


def test_a_place_without_coordinates_stands_at_the_seat_of_its_municipality(client, db, host):
    reply = client.post("/api/places", json=place_of(host[0].id), headers=host[1])

    assert reply.status_code == 201, reply.text
    page = reply.json()
    assert (page["lat"], page["lon"]) == (41.532, -8.618)
    assert (page["municipality"]["name"], page["organisation"]["name"]) == ("Barcelos", "Barro & Lume")
    assert page["can"] == ["edit_place", "remove_place", "add_space"]
    assert client.get(f"/api/places/{page['id']}").json() == page | {"can": []}
    assert db.scalars(select(LoggedEvent.name)).all() == ["spaces.place-added"]


def test_its_own_coordinates_are_kept(client, host):
    draft = place_of(host[0].id, lat=41.5, lon=-8.6)

    page = client.post("/api/places", json=draft, headers=host[1]).json()

    assert (page["lat"], page["lon"]) == (41.5, -8.6)


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        pytest.param({"lat": 41.5}, "/lon", "half_a_place", id="half a point"),
        pytest.param({"lat": 91, "lon": 0}, "/lat", "less_than_equal", id="above the pole"),
        pytest.param({"municipality_id": str(municipality_id("9999"))}, "/municipality_id", "unknown", id="no town"),
        pytest.param({"kind": "castle in the air"}, "/kind", "enum", id="no such kind"),
        pytest.param({"address": ""}, "/address", "string_too_short", id="no address"),
        pytest.param({"zone": "Lisbon"}, "/zone", "unknown_zone", id="no such zone"),
        pytest.param({"owner": "me"}, "/owner", "extra_forbidden", id="an unknown field"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_keeps_nothing(client, db, host, wrong, pointer, code):
    reply = client.post("/api/places", json=place_of(host[0].id) | wrong, headers=host[1])

    assert reply.status_code == 422
    assert (pointer, code) in [(e["pointer"], e["code"]) for e in reply.json()["errors"]]
    assert db.scalars(select(Place)).all() == []


def test_a_place_that_moves_to_another_town_goes_to_its_seat(client, make, host):
    place = make.place(organisation_id=host[0].id)

    page = client.patch(f"/api/places/{place.id}", json={"municipality_id": str(BRAGA)}, headers=host[1]).json()

    assert (page["municipality"]["name"], page["lat"], page["lon"]) == ("Braga", 41.55, -8.427)


def test_a_form_from_before_is_refused(client, make, host):
    place = make.place(organisation_id=host[0].id)
    before = client.get(f"/api/places/{place.id}").json()["updated_at"]
    client.patch(f"/api/places/{place.id}", json={"name": "Faster"}, headers=host[1])

    late = client.patch(f"/api/places/{place.id}", json={"name": "Slower", "updated_at": before}, headers=host[1])

    assert (late.status_code, late.json()["code"]) == (409, "stale")


def test_an_empty_place_can_be_removed_and_a_used_one_cannot(client, db, make, host):
    used, empty = (make.place(organisation_id=host[0].id) for _ in range(2))
    make.space(place_id=used.id, status="draft")

    assert client.delete(f"/api/places/{empty.id}", headers=host[1]).status_code == 204
    assert client.delete(f"/api/places/{used.id}", headers=host[1]).json()["code"] == "spaces.place-in-use"
    assert db.scalars(select(Place.id)).all() == [used.id]


def test_others_cannot(client, make, host):
    url = f"/api/places/{make.place(organisation_id=host[0].id).id}"
    stranger = make.as_(make.account())

    assert client.patch(url, json={"name": "Mine"}, headers=stranger).status_code == 403
    assert client.delete(url, headers=stranger).status_code == 403
    assert client.patch(url, json={"name": "Mine"}).status_code == 401
    assert client.post("/api/places", json=place_of(host[0].id), headers=stranger).status_code == 403


def test_places_of_an_organisation_nobody_sees_are_not_there(client, make):
    hidden = make.place(organisation_id=make.organisation(status="draft").id)

    assert client.get(f"/api/places/{hidden.id}").status_code == 404
    assert names(client.get("/api/places")) == []


@pytest.fixture
def three(make):
    """Three unlike places."""
    make.place(name="Ânfora", kind="museum", municipality_id=BRAGA, lat=41.55, lon=-8.43)
    make.place(name="Barro", address="Largo do Forno", municipality_id=BARCELOS, lat=41.53, lon=-8.62)
    make.place(name="Castelo", municipality_id=BRAGANCA, lat=41.8, lon=-6.75)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Ânfora", "Barro", "Castelo"]),
        ("q=anfora", ["Ânfora"]),
        ("q=forno", ["Barro"]),
        ("q=nothing+like+it", []),
        ("kind=museum", ["Ânfora"]),
        ("kind=factory", []),
        (f"municipality={BARCELOS}", ["Barro"]),
        (f"organisation={BRAGA}", []),
        (f"near={BRAGA}&km=20", ["Ânfora", "Barro"]),
        (f"near={BRAGA}&km=0.01", []),
        (f"near={municipality_id('9999')}&km=500", []),
        ("mine=true", []),
        ("size=2&page=2", ["Castelo"]),
    ],
)
def test_filters_are_true(client, three, asked, found):
    assert names(client.get(f"/api/places?{asked}")) == found


def test_the_number_of_queries_does_not_grow(client, make, count_queries):
    make.place()
    one = count_queries(lambda: client.get(f"/api/places?near={BRAGA}&km=400"))
    make.place(), make.place()

    assert count_queries(lambda: client.get(f"/api/places?near={BRAGA}&km=400")) == one <= 3
