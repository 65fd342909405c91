"""Finding municipalities by name, by kind and by distance."""

import pytest

from backend.territories.models import municipality_id

BRAGA = municipality_id("0303")


def names(client, **query):
    reply = client.get("/api/municipalities", params=query)
    assert reply.status_code == 200, reply.text
    return [m["name"] for m in reply.json()["items"]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("guimaraes", "Guimarães", id="without accents"),
        pytest.param("  PENAFIEL ", "Penafiel", id="in capitals"),
        pytest.param("gaia", "Vila Nova de Gaia", id="a word in the middle"),
        pytest.param("feira maria", "Santa Maria da Feira", id="words in any order"),
        pytest.param("vila r", "Vila Real", id="a beginning"),
        pytest.param("guimaraens", "Guimarães", id="a letter too many"),
        pytest.param("matozinhos", "Matosinhos", id="another letter"),
        pytest.param("bragansa", "Bragança", id="by ear"),
    ],
)
def test_a_name_is_found_as_people_type_it(client, typed, first):
    assert names(client, q=typed)[0] == first


def test_what_begins_with_the_words_comes_first(client):
    assert names(client, q="pa")[:3] == ["Paços de Ferreira", "Paredes", "Paredes de Coura"]


def test_letters_that_mean_something_to_a_database_mean_nothing_here(client):
    assert names(client, q="%") == names(client, q="_") == []


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({}, 86),
        ({"nuts3": "PT112"}, 6),
        ({"nuts3": ["PT112", "PT119"]}, 14),
        ({"nuts3": "PT999"}, 0),
        ({"size_class": "city"}, 10),
        ({"size_class": "tiny", "urbanisation": 1}, 0),
        ({"low_density": True}, 52),
        ({"low_density": True, "urbanisation": 1}, 0),
        ({"q": "xyzzy"}, 0),
        ({"near": BRAGA, "km": 0.5}, 1),
        ({"near": BRAGA, "km": 500}, 86),
        ({"near": municipality_id("9999"), "km": 500}, 0),
        ({"near": BRAGA, "km": 20, "low_density": True}, 2),
        ({"id": [BRAGA, municipality_id("1308")]}, 2),
        ({"id": [BRAGA, municipality_id("9999")]}, 1),
        ({"id": BRAGA, "q": "porto"}, 0),
    ],
)
def test_filters_are_true(client, filters, total):
    assert client.get("/api/municipalities", params=filters).json()["total"] == total


def test_what_is_near_comes_with_distance_and_an_estimate_of_the_way(client):
    reply = client.get("/api/municipalities", params={"near": BRAGA, "km": 17, "size": 100}).json()["items"]

    assert [(m["name"], m["km"]) for m in reply][:3] == [("Braga", 0.0), ("Amares", 11.0), ("Vila Verde", 11.0)]
    assert all(m["km"] <= 17 and m["travel"]["is_estimate"] is True for m in reply)
    assert [m["km"] for m in reply] == sorted(m["km"] for m in reply)
    assert client.get("/api/municipalities").json()["items"][0]["travel"] is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"near": str(BRAGA)}, "near_needs_km"),
        ({"km": 3}, "near_needs_km"),
        ({"near": str(BRAGA), "km": -1}, "greater_than"),
        ({"near": str(BRAGA), "km": "nan"}, "finite_number"),
        ({"size_class": "huge"}, "enum"),
        ({"urbanisation": 9}, "less_than_equal"),
        ({"colour": "green"}, "extra_forbidden"),
    ],
)
def test_a_mistaken_question_is_told_so(client, query, code):
    reply = client.get("/api/municipalities", params=query)

    assert (reply.status_code, reply.json()["errors"][0]["code"]) == (422, code)


def test_pages_do_not_overlap(client):
    pages = [names(client, size=30, page=page) for page in (1, 2, 3)]

    assert [len(page) for page in pages] == [30, 30, 26]
    assert len({name for page in pages for name in page}) == 86


def test_the_number_of_queries_does_not_grow(client, count_queries):
    one, many = ({"near": BRAGA, "km": km, "size": 100} for km in (0.5, 300))

    assert count_queries(lambda: names(client, **one)) == count_queries(lambda: names(client, **many)) <= 4


def test_one_municipality_by_its_id(client):
    reply = client.get(f"/api/municipalities/{BRAGA}").json()

    assert (reply["code"], reply["name"], reply["nuts3"], reply["size_class"]) == ("0303", "Braga", "PT112", "city")
    assert client.get(f"/api/municipalities/{municipality_id('9999')}").status_code == 404
