"""What many concepts are called, in one question."""

from uuid import uuid4

import pytest

from backend.taxonomy.vocabulary import id_of

DIRECTOR, MOTION = id_of("occupation/theatre-director"), id_of("skill/motion-graphics")


def names(client, *ids, **query):
    reply = client.get("/api/concepts/names", params={"id": ids, **query})
    assert reply.status_code == 200, reply.text
    return {each["id"]: each["label"] for each in reply.json()}


def test_a_page_learns_all_its_names_at_once(client):
    assert names(client, DIRECTOR, MOTION, lang="pt")[str(DIRECTOR)] == "encenador/a"
    assert names(client, DIRECTOR, MOTION, lang="en") == {
        str(DIRECTOR): "theatre director",
        str(MOTION): "motion graphics",
    }


def test_what_nobody_knows_is_left_out(client):
    assert names(client, DIRECTOR, uuid4()).keys() == {str(DIRECTOR)}


def test_asking_twice_for_one_tells_it_once(client):
    assert len(client.get("/api/concepts/names", params={"id": [DIRECTOR, DIRECTOR]}).json()) == 1


@pytest.mark.parametrize("many", [0, 101])
def test_no_id_and_too_many_are_refused(client, many):
    assert client.get("/api/concepts/names", params={"id": [uuid4() for _ in range(many)]}).status_code == 422


def test_one_name_and_two_cost_one_statement(client, count_queries):
    one = count_queries(lambda: names(client, DIRECTOR))

    assert one == count_queries(lambda: names(client, DIRECTOR, MOTION)) == 1
