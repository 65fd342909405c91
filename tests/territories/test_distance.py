"""Distances and travel estimates are arithmetic, so they are tested as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.territories.distance import (
    EARTH_KM,
    great_circle_km,
    haversine,
    haversine_of_km,
    travel_minutes,
)

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)
degrees_of_urbanisation = st.sampled_from([1, 2, 3])


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        pytest.param((41.150, -8.611), (41.550, -8.427), 47.1, id="Porto to Braga"),
        pytest.param((41.150, -8.611), (41.806, -6.757), 170.8, id="Porto to Bragança"),
        pytest.param((0.0, 0.0), (0.0, 180.0), 20015.1, id="half way round the Earth"),
        pytest.param((0.0, 179.9), (0.0, -179.9), 22.2, id="across the date line"),
        pytest.param((41.150, -8.611), (41.150, -8.611), 0.0, id="nowhere"),
    ],
)
def test_known_distances(a, b, km):
    assert great_circle_km(*a, *b) == pytest.approx(km, abs=0.1)


@given(lats, lons, lats, lons)
def test_it_is_as_far_back_and_never_more_than_half_round(lat_a, lon_a, lat_b, lon_b):
    there, back = great_circle_km(lat_a, lon_a, lat_b, lon_b), great_circle_km(lat_b, lon_b, lat_a, lon_a)

    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 3.1415927 * EARTH_KM


@given(lats, lons, lats, lons, st.floats(0.1, 500))
def test_comparing_haversines_is_comparing_distances(lat_a, lon_a, lat_b, lon_b, km):
    distance = great_circle_km(lat_a, lon_a, lat_b, lon_b)

    if abs(distance - km) > 1e-6:
        assert (haversine(lat_a, lon_a, lat_b, lon_b) <= haversine_of_km(km)) == (distance <= km)


def test_a_radius_beyond_the_antipodes_takes_in_everything():
    assert haversine_of_km(20_100) == 1.0


@given(st.floats(0.1, 400), st.floats(0.1, 50), degrees_of_urbanisation, degrees_of_urbanisation)
def test_further_never_takes_less_and_the_way_back_is_as_long(km, more, origin, destination):
    estimate = travel_minutes(km, origin, destination)

    assert estimate.is_estimate is True
    assert estimate.minutes > 0
    assert estimate == travel_minutes(km, destination, origin)
    assert travel_minutes(km + more, origin, destination).minutes >= estimate.minutes


@given(st.floats(0.1, 400))
def test_the_same_distance_is_slower_between_cities(km):
    assert travel_minutes(km, 1, 1).minutes >= travel_minutes(km, 2, 2).minutes >= travel_minutes(km, 3, 3).minutes


def test_at_home_one_is_there_already():
    assert travel_minutes(0, 1, 1).minutes == 0


def test_a_negative_distance_is_a_mistake():
    with pytest.raises(ValueError, match="negative"):
        travel_minutes(-1, 1, 1)
