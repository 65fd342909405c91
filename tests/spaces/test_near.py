"""What the database calls near is what the arithmetic calls near."""

from random import Random

import pytest
from sqlalchemy import select

from backend.spaces.models import Place
from backend.territories.distance import great_circle_km
from backend.territories.queries import haversine_from, is_near

CHANCE = Random(7)


@pytest.mark.parametrize(
    ("lat", "lon", "spread"),
    [
        pytest.param(41.15, -8.61, 2.0, id="in a region"),
        pytest.param(0.0, 179.9, 3.0, id="at the date line"),
        pytest.param(89.0, 10.0, 1.0, id="at the pole"),
    ],
)
def test_near_is_near_everywhere(db, make, lat, lon, spread):
    host = make.organisation()
    for _ in range(40):
        at = max(-90.0, min(90.0, lat + CHANCE.uniform(-spread, spread)))
        over = (lon + CHANCE.uniform(-spread, spread) * (20 if abs(lat) > 80 else 1) + 540) % 360 - 180
        make.place(organisation_id=host.id, lat=at, lon=over)
    places = db.scalars(select(Place)).all()

    for km in (1, 10, 60, 150, 400):
        found = set(db.scalars(select(Place.id).where(is_near(lat, lon, km, Place.lat, Place.lon))))
        assert found == {p.id for p in places if great_circle_km(lat, lon, p.lat, p.lon) <= km}
    ordered = db.scalars(select(Place).order_by(haversine_from(lat, lon, Place.lat, Place.lon))).all()
    kms = [great_circle_km(lat, lon, p.lat, p.lon) for p in ordered]
    assert kms == pytest.approx(sorted(kms), abs=1e-6)
