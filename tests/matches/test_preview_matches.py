"""A visitor's claims are ranked and forgotten."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from backend.core.model import Model
from backend.taxonomy.vocabulary import id_of
from tests.matches.scene import far, role, sums
from tests.organisations.factory import PORTO


def claims(**given):
    return {
        "skills": [
            {"concept_id": str(id_of("tool/blender")), "level": 3, "evidence_kind": "project", "evidence": "Two films"}
        ],
        "languages": [{"concept_id": str(id_of("language/en")), "cefr": "C1"}],
        "experience": [{"occupation_id": str(id_of("occupation/motion-designer")), "months": 20}],
        "education_level": 6,
        "municipality_id": str(PORTO),
        "travel_km": 30,
        "kinds": ["job"],
    } | given


def preview(client, **given):
    return client.post("/api/matches/preview", json=claims(**given))


def everything(db):
    """How many rows each table holds; the counter of attempts is no trace of anybody's claims."""
    tables = [table for table in Model.metadata.sorted_tables if table.name != "attempt"]
    return {table.name: db.scalar(select(func.count()).select_from(table)) for table in tables}


def test_a_visitor_sees_what_fits_and_why(client, make):
    good = role(make, "tool/blender")
    role(make, "craft/basketry"), far(make), make.space(), make.mentor()
    reply = preview(client)
    assert reply.status_code == 200, reply.text
    page = reply.json()
    assert page["items"][0]["thing_id"] == str(good.id)
    assert all(sums(card) for card in page["items"])
    shown = next(why for why in page["items"][0]["why"] if why["code"] == "skills.covered")
    assert shown["facts"]["evidence"] == [{"id": "skill-0", "kind": "project", "text": "Two films", "url": None}]
    assert page["counts"] == {"opportunities": 2, "mentors": 1, "places": 0, "funding": 0, "spaces": 1}
    assert [h["rule"] for h in page["hidden"]] == ["travel"]
    assert page["kept"] is False


def test_nothing_is_stored(client, make, db):
    role(make)
    before = everything(db)
    preview(client)
    db.rollback()
    assert everything(db) == before


def test_nothing_to_go_by_is_still_an_answer_with_questions(client, make):
    role(make)
    page = client.post("/api/matches/preview", json={}).json()
    assert page["total"] == 1
    assert page["items"][0]["low"] < page["items"][0]["high"]
    assert {"question.skills", "question.place"} <= {q["code"] for q in page["questions"]}


def test_it_is_the_same_twice(client, make):
    role(make), role(make)
    assert preview(client).content == preview(client).content


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ({"municipality_id": str(uuid4())}, "/municipality_id"),
        ({"skills": [{"concept_id": str(uuid4())}]}, "/skills/0/concept_id"),
        ({"skills": [{"concept_id": str(id_of("tool/blender")), "level": 9}]}, "/skills/0/level"),
        ({"languages": [{"concept_id": str(uuid4())}]}, "/languages/0/concept_id"),
        ({"sector_ids": [str(uuid4())]}, "/sector_ids/0"),
        ({"name": "Rita"}, "/name"),
        ({"born_on": "1999-01-01"}, "/born_on"),
        ({"kinds": ["king"]}, "/kinds/0"),
        ({"size": 51}, "/size"),
        ({"market": "stars"}, "/market"),
    ],
)
def test_what_leads_nowhere_or_does_not_belong_is_refused(client, given, pointer):
    reply = preview(client, **given)
    assert reply.status_code == 422
    assert [error["pointer"] for error in reply.json()["errors"]] == [pointer]


def test_claiming_the_same_twice_is_refused(client):
    twice = [{"concept_id": str(id_of("tool/blender"))}] * 2
    assert preview(client, skills=twice).status_code == 422


def test_too_many_previews_have_to_wait(client, monkeypatch):
    monkeypatch.setattr("backend.matches.service.preview.PREVIEWS_AN_HOUR", 2)
    assert [preview(client).status_code for _ in range(3)] == [200, 200, 429]
