"""What the search box looks through is cut where it grows too long; what people wrote never is."""

import pytest

from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import PORTO

LONG = "…" * 270 + " moinho"  # folded: three dots each


@pytest.fixture
def headers(make):
    return make.as_(make.account())


def test_a_text_that_grows_when_folded_is_kept_whole(client, headers):
    draft = {"name": "Moinho", "kind": "startup", "summary": LONG, "municipality_id": str(PORTO)}

    added = client.post("/api/organisations", json=draft, headers=headers)

    assert (added.status_code, added.json().get("summary")) == (201, LONG)
    found = client.get("/api/organisations?mine=true&q=moinho", headers=headers).json()
    assert [row["name"] for row in found["items"]] == ["Moinho"]


def test_in_every_noun_that_is_searched(client, make, headers):
    host = make.verified()
    member, place = make.as_(make.member(host)), make.place(organisation_id=host.id)
    here = {"municipality_id": str(PORTO), "summary": LONG}
    of_the_host = {"organisation_id": str(host.id), "title": "Moinho"}
    drafts = {
        "opportunities": here | of_the_host | {"kind": "job", "zone": "Europe/Lisbon"},
        "mentors": here
        | {
            "title": "Moinho",
            "monthly_hours": 4,
            "free_hours": 2,
            "topics": [{"concept_id": str(id_of("craft/basketry"))}],
        },
        "spaces": {"place_id": str(place.id), "kind": "desk", "name": "M" * 120, "summary": LONG},
    }

    for noun, draft in drafts.items():
        reply = client.post(f"/api/{noun}", json=draft, headers=headers if noun == "mentors" else member)
        assert (reply.status_code, reply.json().get("summary")) == (201, LONG), (noun, reply.text)


def test_a_search_longer_than_the_column_finds_nothing_and_breaks_nothing(client):
    assert client.get(f"/api/spaces?q={'…' * 100}").json()["total"] == 0
