"""Organisations, their sectors, who belongs to them, and the region's own desk."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from backend.accounts.models import Account, Grant
from backend.core.access import Role
from backend.core.model import Model
from backend.core.text import fold
from backend.organisations.models import Organisation as House
from backend.organisations.models import OrganisationSector, Proof
from backend.seed.rows.row import Row, born, concept, municipality, row_id
from backend.seed.world.things import Organisation
from backend.seed.world.world import World

VOUCHED = timedelta(days=365)  # from the day on which the region is made
DESK = "staff/desk"
DESK_NAME, DESK_EMAIL = "Mesa da região", "regiao@example.org"


def batches(world: World) -> Iterator[tuple[type[Model], list[Row]]]:
    """Houses, their sectors, then grants."""
    now = datetime.combine(world.today, time(), UTC)
    yield House, [_house(house, now) for house in world.organisations]
    yield (
        OrganisationSector,
        [
            {"organisation_id": row_id(house.key), "concept_id": concept(sector)}
            for house in world.organisations
            for sector in house.sectors
        ],
    )
    opened = now - timedelta(days=400)
    desk = {"email": DESK_EMAIL, "name": DESK_NAME, "lang": "pt", "password_hash": None, "confirmed_at": opened}
    yield Account, [born(DESK, opened) | desk]
    yield Grant, [_staff(opened), *_members(world, now)]


def _house(house: Organisation, now: datetime) -> Row:
    is_verified = house.status == "verified"
    return born(house.key, house.created_at) | {
        "name": house.name,
        "kind": house.kind,
        "summary": house.summary,
        "description": house.description,
        "lang": house.lang,
        "website": house.website,
        "contact_email": house.email,
        "municipality_id": municipality(house.town),
        "address": house.address,
        "lat": house.lat,
        "lon": house.lon,
        "founded_year": house.founded,
        "headcount": house.headcount,
        "legal_form": house.legal_form,
        "status": house.status,
        "status_at": house.created_at + timedelta(days=3),
        "proof": Proof.STAFF if is_verified else None,
        "verified_until": now + VOUCHED if is_verified else None,
        "suspended_for": None,
        "folded": fold(house.name, house.summary),
    }


def _staff(at: datetime) -> Row:
    return _grant(DESK, Role.STAFF, None, at, None)


def _members(world: World, now: datetime) -> Iterator[Row]:
    houses = {house.key: house for house in world.organisations}
    for seat in world.seats:
        house = houses[seat.organisation]
        until = now + VOUCHED if house.status == "verified" else None
        yield _grant(seat.person, Role(seat.role), house.key, house.created_at, until)


def _grant(person: str, role: Role, scope: str | None, at: datetime, until: datetime | None) -> Row:
    return born(f"{person}/{role}/{scope}", at) | {
        "account_id": row_id(person),
        "role": role,
        "scope_id": row_id(scope) if scope else None,
        "starts_at": at,
        "ends_at": None,
        "vouched_until": until,
    }
