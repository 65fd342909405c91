"""Completing a word while it is being typed."""

import pytest

from backend.taxonomy.vocabulary import id_of


def suggest(client, q, **others):
    reply = client.get("/api/concepts", params={"q": q, **others})
    assert reply.status_code == 200, reply.json()
    return reply.json()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("blen", "tool/blender", id="the beginning of a name"),
        pytest.param("encenadora", "occupation/theatre-director", id="a Portuguese woman's title"),
        pytest.param("ilustracao", "skill/illustration", id="without accents"),
        pytest.param("photgrapher", "occupation/photographer", id="a slip of the finger"),
        pytest.param("C++", "tool/c-plus-plus", id="a name that lives by its signs"),
        pytest.param("filigr", "craft/filigree", id="a craft"),
        pytest.param("Deutsch", "language/de", id="what a language calls itself"),
        pytest.param("design gráfico", "skill/graphic-design", id="two words"),
    ],
)
def test_what_is_typed_leads_to_what_is_meant(client, typed, key):
    assert str(id_of(key)) in [found["id"] for found in suggest(client, typed)[:3]]


def test_the_answer_is_in_the_language_of_the_asker_and_names_what_was_recognised(client):
    first = suggest(client, "técnica de som", lang="en")[0]

    assert first == {
        "id": str(id_of("occupation/sound-technician")),
        "kind": "occupation",
        "label": "sound technician",
        "lang": "en",
        "matched": "técnica de som",
        "matched_lang": "pt",
    }


def test_a_title_leaves_nobody_out(client):
    assert suggest(client, "sound technician", lang="pt")[0]["label"] == "técnico/a de som"


def test_only_the_kinds_asked_for(client):
    found = suggest(client, "ceramic", kind=["craft", "sector"], size=50)

    assert {each["kind"] for each in found} == {"craft", "sector"}


def test_a_language_nobody_wrote_in_is_answered_in_english(client):
    assert suggest(client, "Blender", lang="de")[0]["label"] == "Blender"


def test_each_concept_comes_once(client):
    ids = [each["id"] for each in suggest(client, "design", size=50)]

    assert len(ids) == len(set(ids)) == 50


def test_groups_are_not_offered(client):
    assert str(id_of("skill/graphic-design-skills")) not in [
        e["id"] for e in suggest(client, "Graphic design skills", size=50)
    ]


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "zzqqxxyy"])
def test_nothing_recognisable_finds_nothing(client, typed):
    assert suggest(client, typed) == []


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"q": "x" * 101}, "/q"),
        ({"q": "a", "kind": "planet"}, "/kind/0"),
        ({"q": "a", "lang": "english"}, "/lang"),
        ({"q": "a", "size": 51}, "/size"),
        ({"q": "a", "colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_asked_is_said(client, params, pointer):
    reply = client.get("/api/concepts", params=params)

    assert (reply.status_code, [error["pointer"] for error in reply.json()["errors"]]) == (422, [pointer])


def test_typing_costs_one_query_however_much_is_found(client, count_queries):
    suggest(client, "b")  # whoever is first builds the linker

    assert count_queries(lambda: suggest(client, "blender", size=1)) == 1
    assert count_queries(lambda: suggest(client, "design", size=50)) == 1
