"""The table that ships with the code, against its own rules and, where they are at hand, against public data."""

import csv
import json
import math
from collections import Counter, defaultdict

import pytest

from backend.core.text import fold
from backend.territories.distance import great_circle_km
from backend.territories.models import municipality_id
from backend.territories.service import DATA
from backend.territories.tables import read_table

NORTE = read_table(DATA / "norte.csv")
PUBLISHED = {  # INE, Census 2021, final results
    "PT111": 231_266, "PT112": 416_605, "PT119": 418_455, "PT11A": 1_736_228,
    "PT11B": 84_248, "PT11C": 408_637, "PT11D": 183_875, "PT11E": 107_272,
}  # fmt: skip
IN_ONE_TOWN = {"Bragança", "Chaves", "Mirandela", "Vila Real"}


def test_norte_has_eighty_six_municipalities_in_eight_parts():
    counts = Counter(line.nuts3 for line in NORTE)

    assert len(NORTE) == len({line.code for line in NORTE}) == 86
    assert counts == {
        "PT111": 10, "PT112": 6, "PT119": 8, "PT11A": 17, "PT11B": 6, "PT11C": 11, "PT11D": 19, "PT11E": 9,
    }  # fmt: skip


def test_ids_follow_from_official_codes():
    assert str(municipality_id("1308")) == "f4c4a6b9-b043-57c2-9fee-c38ddb5963f9"


def test_population_adds_up_to_the_published_totals():
    people = defaultdict(int)
    for line in NORTE:
        people[line.nuts3] += line.population

    assert {part: people[part] == pytest.approx(total, rel=1e-4) for part, total in PUBLISHED.items()} == dict.fromkeys(
        PUBLISHED, True
    )


def test_the_degree_of_urbanisation_follows_its_stated_rule():
    for line in NORTE:
        dense = line.population / line.area_km2 >= 200 or line.name in IN_ONE_TOWN
        assert line.urbanisation in ((1, 2) if dense else (3,)), line.name


def test_names_are_written_as_in_portuguese():
    for line in NORTE:
        assert all(word[0].isupper() or word in {"da", "de", "do", "à"} for word in line.name.split()), line.name


def test_codes_areas_and_people_agree_with_the_public_table(shared_data):
    with (shared_data / "geo" / "municipios_308.csv").open(encoding="utf-8") as file:
        public = {row["dicofre"]: row for row in csv.DictReader(file)}

    for line in NORTE:
        row = public[line.code]
        assert fold(line.name) == fold(row["concelho"])
        assert line.area_km2 == pytest.approx(float(row["area"]) / 100, abs=0.01)
        assert line.population == pytest.approx(int(row["population"]), rel=0.2), "an estimate of another year"


def test_parts_are_those_of_nuts_2024(shared_data):
    with (shared_data / "geo" / "nuts2024_all_codes.csv").open(encoding="utf-8") as file:
        names = {row["NUTS_ID"]: row["NAME_LATN"] for row in csv.DictReader(file)}

    assert {(line.nuts3, line.nuts3_name) for line in NORTE} == {
        (code, name) for code, name in names.items() if code.startswith("PT11") and len(code) == 5
    }
    assert {line.nuts2_name for line in NORTE} == {names["PT11"]}


def test_seats_lie_in_their_part_of_the_region(shared_data):
    outlines = outlines_of(json.loads((shared_data / "geo" / "nuts2024_pt.geojson").read_text("utf-8")))

    astray = {line.name: km for line in NORTE if (km := km_outside(line.lat, line.lon, outlines[line.nuts3])) > 1.5}

    assert astray == {}, "the outlines are simplified, but not by more than this"


def test_seats_lie_where_their_libraries_and_theatres_are(shared_data):
    nearest = {}
    for path in sorted((shared_data / "venues").glob("*.json")):
        for venue in json.loads(path.read_text("utf-8"))["results"]["bindings"]:
            label, place = fold(venue["itemLabel"]["value"]), venue["geo"]["value"]
            if not place.startswith("Point("):
                continue
            lon, lat = map(float, place.removeprefix("Point(").removesuffix(")").split())
            for line in NORTE:
                if label.endswith((f" de {fold(line.name)}", f" do {fold(line.name)}", f" da {fold(line.name)}")):
                    km = great_circle_km(line.lat, line.lon, lat, lon)
                    nearest[line.name] = min(km, nearest.get(line.name, math.inf))

    assert len(nearest) > 50
    assert sum(km < 2 for km in nearest.values()) / len(nearest) > 0.75, "some venues have false coordinates"


def outlines_of(geojson):
    """The outer rings of each NUTS region, as (lon, lat) lists."""
    return {
        f["properties"]["NUTS_ID"]: [p[0] for p in f["geometry"]["coordinates"]]
        if f["geometry"]["type"] == "MultiPolygon"
        else [f["geometry"]["coordinates"][0]]
        for f in geojson["features"]
    }


def km_outside(lat, lon, rings):
    """How far a point lies from a shape; 0 inside it."""
    if any(is_inside(lat, lon, ring) for ring in rings):
        return 0.0
    return min(km_to_edge(lat, lon, ring) for ring in rings)


def is_inside(lat, lon, ring):
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def km_to_edge(lat, lon, ring):
    per_lon, per_lat = 111.2 * math.cos(math.radians(lat)), 111.2
    flat = [((x - lon) * per_lon, (y - lat) * per_lat) for x, y in ring]

    def to_side(a, b):
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = dx * dx + dy * dy
        t = max(0.0, min(1.0, -(a[0] * dx + a[1] * dy) / length)) if length else 0.0
        return math.hypot(a[0] + t * dx, a[1] + t * dy)

    return min(to_side(a, b) for a, b in zip(flat, flat[1:] + flat[:1], strict=True))
