"""The region as a whole."""

from sqlalchemy import delete

from backend.core.site import Site
from backend.territories.models import Municipality, Region, region_id


def test_the_region_is_added_up(client):
    region = client.get("/api/territories/region").json()

    assert (region["code"], region["name"], region["municipalities"]) == ("PT11", "Norte", 86)
    assert region["article"] == "o"
    assert region["low_density_municipalities"] == 52
    assert region["population"] == sum(part["population"] for part in region["subregions"]) > 3_500_000
    assert [part["code"] for part in region["subregions"]] == sorted(part["code"] for part in region["subregions"])
    assert region["bounds"]["south"] < region["bounds"]["north"]


def test_an_installation_may_choose_another_region(client, make):
    make.save(Region(id=region_id("ES11"), code="ES11", name="Galicia", level=2))
    make.save(Region(id=region_id("ES111"), code="ES111", name="A Coruña", level=3, parent_code="ES11"))
    coruna = {
        "code": "ES:15030",
        "name": "A Coruña",
        "folded": "a coruna",
        "nuts3": "ES111",
        "lat": 43.371,
        "lon": -8.396,
    }
    sizes = {"population": 245_468, "area_km2": 37.83, "size_class": "city", "urbanisation": 1, "is_low_density": False}
    make.save(Municipality(**coruna, **sizes))
    make.save(Site(id=1, name="Galicia", region_id=region_id("ES11")))

    region = client.get("/api/territories/region").json()

    assert (region["name"], region["municipalities"], region["population"]) == ("Galicia", 1, 245_468)
    assert region["article"] == ""


def test_a_land_without_regions_has_none_to_show(client, db):
    db.execute(delete(Municipality))
    db.execute(delete(Region).where(Region.level == 3))
    db.execute(delete(Region))
    db.commit()

    assert client.get("/api/territories/region").status_code == 404
