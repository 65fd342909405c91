"""What belongs to a profile: skills, languages, education, experience, links, and whom it hides from."""

import pytest

from backend.core.access import Role
from backend.core.ids import new_id
from backend.profiles.service import parts
from backend.taxonomy.vocabulary import id_of

MINE = "/api/profiles/mine"
BLENDER, ENGLISH = id_of("tool/blender"), id_of("language/en")


@pytest.fixture
def me(make):
    return make.account()


@pytest.fixture
def mine(client, make, me):
    headers = make.as_(me)

    def call(method, path="", **given):
        return client.request(method, f"{MINE}{path}", headers=headers, **given)

    return call


def test_a_skill_is_put_changed_and_dropped(mine):
    said = {
        "level": 3,
        "evidence_kind": "project",
        "evidence": "A short film",
        "evidence_url": "https://example.org/film",
    }

    first = mine("PUT", f"/skills/{BLENDER}", json=said)
    second = mine("PUT", f"/skills/{BLENDER}", json=said | {"level": 4})

    assert first.status_code == 200, first.text
    assert first.json()["concept"] == {"id": str(BLENDER), "kind": "tool", "label": "Blender"}
    assert (first.json()["id"], second.json()["level"]) == (second.json()["id"], 4)
    assert {k: second.json()[k] for k in ("source", "confidence")} == {"source": "typed", "confidence": 100}
    assert mine("DELETE", f"/skills/{BLENDER}").status_code == 204
    assert mine("DELETE", f"/skills/{BLENDER}").status_code == 404
    assert mine("GET").json()["skills"] == []


def test_a_language_is_put_and_dropped(mine):
    assert mine("PUT", f"/languages/{ENGLISH}", json={"cefr": "C1"}).json()["cefr"] == "C1"
    assert mine("GET").json()["languages"][0]["concept"]["label"] == "English"
    assert mine("DELETE", f"/languages/{ENGLISH}").status_code == 204


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/skills/00000000-0000-7000-8000-000000000000", {"level": 2}),
        (f"/skills/{ENGLISH}", {"level": 2}),
        (f"/languages/{BLENDER}", {"cefr": "B1"}),
    ],
)
def test_what_is_no_such_concept_is_not_there(mine, path, body):
    assert mine("PUT", path, json=body).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        (f"/skills/{BLENDER}", {"level": 5}, "/level"),
        (f"/skills/{BLENDER}", {"level": 2, "evidence_url": "javascript:alert(1)"}, "/evidence_url"),
        (f"/skills/{BLENDER}", {"level": 2, "endorsed_by": "me"}, "/endorsed_by"),
        (f"/languages/{ENGLISH}", {"cefr": "D1"}, "/cefr"),
    ],
)
def test_bad_claims_are_refused_with_the_field(mine, path, body, pointer):
    reply = mine("PUT", path, json=body)

    assert (reply.status_code, [e["pointer"] for e in reply.json()["errors"]]) == (422, [pointer])
    assert mine("GET").json()["skills"] == []


EDUCATION = {
    "title": "Licenciatura em Design",
    "school": "Politécnico",
    "level": 6,
    "started": "2018",
    "ended": "2021-07",
}
EXPERIENCE = {
    "title": "Designer",
    "employer": "Atelier",
    "started": "2021-09",
    "is_current": True,
    "summary": "Cartazes.",
}
LINK = {"url": "https://www.behance.net/rita", "title": "Portfolio"}


@pytest.mark.parametrize(
    ("part", "draft", "change"),
    [
        ("education", EDUCATION, {"school": "Universidade"}),
        ("experience", EXPERIENCE, {"is_current": False, "ended": "2024"}),
        ("links", LINK, {"title": "Trabalhos"}),
    ],
)
def test_a_part_is_added_mended_and_dropped(mine, part, draft, change):
    added = mine("POST", f"/{part}", json=draft)
    assert added.status_code == 201, added.text
    path, body = f"/{part}/{added.json()['id']}", added.json()
    assert {k: body[k] for k in draft} == draft

    mended = mine("PATCH", path, json=change | {"updated_at": body["updated_at"]})
    assert mended.status_code == 200, mended.text
    assert {k: mended.json()[k] for k in draft | change} == draft | change
    assert mine("PATCH", path, json=change | {"updated_at": body["updated_at"]}).json()["code"] == "stale"

    assert mine("DELETE", path).status_code == 204
    assert mine("GET").json()[part] == []


def test_a_link_knows_its_kind_and_is_kept_once(mine):
    first, again = mine("POST", "/links", json=LINK), mine("POST", "/links", json=LINK | {"title": "Outra vez"})

    assert (first.json()["kind"], first.json()["id"]) == ("portfolio", again.json()["id"])
    other = mine("POST", "/links", json={"url": "https://example.org/other"}).json()
    assert mine("PATCH", f"/links/{other['id']}", json={"url": LINK["url"]}).status_code == 422


@pytest.mark.parametrize(
    ("part", "draft"),
    [
        ("education", EDUCATION | {"ended": "2017"}),
        ("education", EDUCATION | {"title": ""}),
        ("education", EDUCATION | {"field_id": str(BLENDER)}),
        ("education", EDUCATION | {"started": "2018-13"}),
        ("experience", EXPERIENCE | {"ended": "2022-01"}),
        ("experience", EXPERIENCE | {"occupation_id": str(new_id())}),
        ("experience", EXPERIENCE | {"started": "1066"}),
        ("experience", EXPERIENCE | {"salary": 1000}),
        ("links", {"url": "ftp://example.org"}),
        ("links", {"url": "not an address"}),
    ],
)
def test_bad_parts_are_refused_and_nothing_is_kept(mine, part, draft):
    assert mine("POST", f"/{part}", json=draft).status_code == 422
    assert mine("GET").json()[part] == []


def test_years_and_months_may_be_mixed(mine):
    assert mine("POST", "/education", json=EDUCATION | {"started": "2021-09", "ended": "2021"}).status_code == 201


def test_nobody_touches_anothers_parts(client, make, mine):
    link = mine("POST", "/links", json=LINK).json()
    stranger = make.as_(make.account())

    for method in ("PATCH", "DELETE"):
        reply = client.request(method, f"{MINE}/links/{link['id']}", headers=stranger, json={"title": "x"})
        assert reply.status_code == 404
    assert mine("GET").json()["links"][0]["title"] == "Portfolio"


def test_a_list_has_its_bounds(mine, monkeypatch):
    monkeypatch.setitem(parts.AT_MOST, "links", 1)
    mine("POST", "/links", json=LINK)

    reply = mine("POST", "/links", json={"url": "https://example.org/b"})

    assert (reply.json()["code"], reply.json()["params"]["at_most"]) == ("profiles.too-much", 1)


def test_what_goes_on_comes_first(mine):
    for started, ended, current in (("2015", "2016", False), ("2020", None, True), ("2017", "2019", False)):
        body = {"title": started, "started": started, "ended": ended, "is_current": current}
        assert mine("POST", "/experience", json=body).status_code == 201

    assert [job["title"] for job in mine("GET").json()["experience"]] == ["2020", "2017", "2015"]


def test_hiding_from_an_organisation_can_be_taken_back(client, make, mine):
    employer = new_id()
    colleague = make.account()
    make.grant(colleague, Role.EDITOR, employer)
    mine("PATCH", json={"headline": "Oleira", "status": "listed", "audience": "everyone"})
    address, headers = f"/api/profiles/{mine('GET').json()['id']}", make.as_(colleague)
    assert client.get(address, headers=headers).status_code == 200

    assert [mine("PUT", f"/hidden-from/{employer}").status_code for _ in range(2)] == [204, 204]
    assert mine("GET").json()["hidden_from"] == [str(employer)]
    assert client.get(address, headers=headers).status_code == 404

    assert [mine("DELETE", f"/hidden-from/{employer}").status_code for _ in range(2)] == [204, 204]
    assert client.get(address, headers=headers).status_code == 200
