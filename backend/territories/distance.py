"""How far it is, and about how long it takes. Pure arithmetic."""

from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt
from typing import Literal

EARTH_KM = 6371.0088
"""Mean radius R1 of the Earth in kilometres (IUGG; Moritz, "Geodetic Reference System 1980", 2000)."""

DETOUR = 1.3
"""Road kilometres for each kilometre of air line: between the factors measured for European countries
(1.2 to 1.65; Ballou, Rahardja and Sakai, "Selected country circuity factors", 2002)."""

FIXED_MINUTES = 5  # to the car or the stop, and from it
LOCAL_KM = 4.0  # road kilometres at each end that are driven at the speed of the place
LOCAL_SPEED = {1: 25.0, 2: 40.0, 3: 50.0}  # km/h by degree of urbanisation: city, town, countryside
OPEN_SPEED = 80.0  # km/h between the two ends


@dataclass(frozen=True, slots=True)
class TravelEstimate:
    """About how long it takes by road. Nobody has measured it: show it as an estimate."""

    minutes: int
    is_estimate: Literal[True] = True


def great_circle_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres along the sphere between two points in decimal degrees (haversine formula).

    Against the ellipsoid the error stays below 0.56 %.
    """
    return 2 * EARTH_KM * asin(min(1.0, sqrt(haversine(lat_a, lon_a, lat_b, lon_b))))


def haversine(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """The haversine (0 to 1) of the angle between two points in decimal degrees; it grows with the distance."""
    across = cos(radians(lat_a)) * cos(radians(lat_b)) * sin(radians(lon_b - lon_a) / 2) ** 2
    return float(sin(radians(lat_b - lat_a) / 2) ** 2 + across)


def haversine_of_km(km: float) -> float:
    """The haversine of the angle that `km` kilometres span; 1 (the whole Earth) from half a circumference on."""
    angle = km / EARTH_KM
    return 1.0 if angle >= pi else sin(angle / 2) ** 2


def travel_minutes(km: float, origin: int, destination: int) -> TravelEstimate:
    """An estimate of the minutes on the road for `km` kilometres of air line.

    `origin` and `destination` are degrees of urbanisation (1 city, 2 town, 3 countryside): the kilometres at
    each end go at the speed of the place, the rest at the speed of open roads. Raises `ValueError` below zero.
    """
    if km < 0:
        raise ValueError("a distance is not negative")
    if km == 0:
        return TravelEstimate(0)
    road = km * DETOUR
    local = min(LOCAL_KM, road / 2)
    hours = local / LOCAL_SPEED[origin] + local / LOCAL_SPEED[destination] + (road - 2 * local) / OPEN_SPEED
    return TravelEstimate(FIXED_MINUTES + round(hours * 60))
