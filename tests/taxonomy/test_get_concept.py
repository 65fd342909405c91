"""Looking at one concept, its names and what is around it."""

from uuid import uuid4

from backend.taxonomy.vocabulary import id_of


def get(client, key, **params):
    return client.get(f"/api/concepts/{id_of(key)}", params=params).json()


def around(concept, kind):
    return [each["concept"]["label"] for each in concept["relations"] if each["kind"] == kind]


def test_a_concept_has_names_in_several_languages(client):
    concept = get(client, "occupation/theatre-director", lang="pt")

    assert (concept["key"], concept["kind"], concept["code"]) == ("occupation/theatre-director", "occupation", "2654")
    assert concept["label"] == "encenador/a"
    assert {"lang": "pt", "text": "encenadora", "kind": "feminine"} in concept["labels"]
    assert {"lang": "en", "text": "theatre director", "kind": "preferred"} in concept["labels"]


def test_an_occupation_shows_what_it_calls_for(client):
    concept = get(client, "occupation/motion-designer")

    assert "motion graphics" in around(concept, "essential")
    assert around(concept, "broader") == ["Animation and game occupations"]


def test_a_skill_shows_who_needs_it_and_what_goes_with_it(client):
    concept = get(client, "skill/motion-graphics", lang="pt")

    assert "motion designer" in around(concept, "needed_by")
    assert "Adobe After Effects" in around(concept, "related")
    assert around(concept, "narrower") == ["design de genéricos"]


def test_what_is_needed_everywhere_does_not_flood_the_page(client):
    concept = get(client, "skill/project-management")

    assert around(concept, "needed_by") == sorted(around(concept, "needed_by"))
    assert len(around(concept, "needed_by")) <= 60


def test_nobody_knows_an_invented_id(client):
    reply = client.get(f"/api/concepts/{uuid4()}")

    assert (reply.status_code, reply.json()["code"]) == (404, "not-found")


def test_a_lonely_concept_and_a_busy_one_cost_the_same(client, count_queries):
    lonely = count_queries(lambda: get(client, "language/mwl"))

    assert lonely == count_queries(lambda: get(client, "skill/project-management")) == 4


def test_before_esco_nobody_has_to_be_thanked(client):
    assert client.get("/api/concepts/attribution").json() == {"attribution": None, "imported_at": None}
