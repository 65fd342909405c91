"""One's own profile as a CV that other services read."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from backend.profiles.reading.cv import read_cv
from backend.taxonomy.vocabulary import id_of
from tests.organisations.factory import BARCELOS

MINE = "/api/profiles/mine"
SCHEMA = Path("tests/tools/node_modules/@jsonresume/schema/schema.json")


@pytest.fixture
def ceramist(client, make):
    """The headers of somebody with two stations, two skills, a language, a link, a town, a wage, and a word to escape."""
    headers = make.as_(make.account(email="rita@example.org", name="Rita Alves de Sá"))
    about = "Faço\f louça & azulejo. <b>Trabalho com pessoas</b> e gosto de ensinar."
    said = {"headline": "Ceramista", "about": about, "lang": "pt", "municipality_id": str(BARCELOS)}
    said |= {"pay_floor": 987_654, "pay_period": "month", "display_name": "Rita Alves de Sá"}
    assert client.patch(MINE, headers=headers, json=said).status_code == 200
    client.post(
        f"{MINE}/experience",
        headers=headers,
        json={"title": "Oleira", "employer": "Olaria do Cávado", "started": "2021-03", "is_current": True},
    )
    client.post(
        f"{MINE}/education",
        headers=headers,
        json={
            "title": "Licenciatura em Artes Plásticas",
            "school": "ESAD",
            "level": 6,
            "started": "2017",
            "ended": "2020-07",
        },
    )
    client.put(f"{MINE}/skills/{id_of('tool/blender')}", headers=headers, json={"level": 4})
    client.put(f"{MINE}/languages/{id_of('language/en')}", headers=headers, json={"cefr": "C1"})
    client.post(f"{MINE}/links", headers=headers, json={"url": "https://rita.example/obra", "kind": "portfolio"})
    return headers


@pytest.mark.parametrize("form", ["json-resume", "europass"])
def test_what_we_write_we_read_again(client, ceramist, form):
    reply = client.get(f"{MINE}/{form}", headers=ceramist)

    told = read_cv(reply.content)
    assert told.format.value == form.replace("-", "_")
    assert (told.name.value, told.headline.value, told.place.value) == ("Rita Alves de Sá", "Ceramista", "Barcelos")
    (job,), (study,) = told.experience, told.education
    assert (job.title, job.employer, str(job.period.start)) == ("Oleira", "Olaria do Cávado", "2021-03")
    assert job.period.is_current
    assert (study.title, study.school, study.level) == ("Licenciatura em Artes Plásticas", "ESAD", 6)
    assert (str(study.period.start), str(study.period.end)) == ("2017", "2020-07")
    assert [(one.code, one.cefr) for one in told.languages] == [("en", "C1")]
    assert [one.url for one in told.links] == ["https://rita.example/obra"]
    assert "Blender" in told.text
    assert "Trabalho com pessoas" in told.text
    assert "987" not in reply.text  # a wage is in no CV


def test_json_resume_keeps_to_its_schema(client, ceramist, make):
    rules = Draft7Validator(json.loads(SCHEMA.read_text()))
    full = client.get(f"{MINE}/json-resume", headers=ceramist)
    empty = client.get(f"{MINE}/json-resume", headers=make.as_(make.account()))

    for reply in (full, empty):
        assert [error.message for error in rules.iter_errors(reply.json())] == []
    assert full.headers["content-disposition"] == 'attachment; filename="resume.json"'
    wrong = full.json() | {"basics": {"email": "no address"}, "work": "none"}
    assert list(rules.iter_errors(wrong)) != []


@pytest.mark.parametrize("form", ["json-resume", "europass"])
def test_a_guest_has_no_cv(client, form):
    assert client.get(f"{MINE}/{form}").status_code == 401
