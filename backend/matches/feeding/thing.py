"""One thing as a card shows it, and as the library ranks it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import type_coerce
from sqlalchemy.types import NullType

from backend.matches.schemas.cards import Amounts, MatchMunicipality, MatchOrganisation
from backend.organisations.models import OrganisationStatus, Replies
from backend.territories.models import Municipality
from matching.types import Item, MoneyRange, Period, Place, ReplyRecord

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Thing:
    """What a card says about an item. `words` is what the search box looks through; `town` tells how fast roads are."""

    item: Item
    title: str
    summary: str
    lang: str
    words: str
    by: str | None = None
    account_id: UUID | None = None
    organisation: MatchOrganisation | None = None
    municipality: MatchMunicipality | None = None
    town: int = 2
    pay: Amounts | None = None
    pay_basis: str | None = None
    price: Amounts | None = None
    grant: Amounts | None = None
    zone: str | None = None
    deadline_at: datetime | None = None
    starts_on: date | None = None
    opened_at: datetime | None = None
    reply_by_days: int | None = None
    replies: Replies | None = None
    changes_at: datetime | None = None

    @property
    def id(self) -> str:
        """The id of its item."""
        return self.item.id


class Names(dict[Any, str]):
    """Ids as the library takes them, each made once: hundreds of thousands of rows repeat a few.

    Keys are ids as the driver has them: read them with `raw`.
    """

    def __missing__(self, key: Any) -> str:
        self[key] = str(key if isinstance(key, UUID) else UUID(hex=key))
        return self[key]


def raw(column: Any) -> Any:
    """An id as the driver has it, under its own name."""
    return type_coerce(column, NullType()).label(column.key)


@lru_cache(maxsize=8192)
def organisation_of(one: UUID, name: str, status: OrganisationStatus) -> MatchOrganisation:
    """Who offers it, as a card names them: one object for all that they offer."""
    return MatchOrganisation(id=one, name=name, is_verified=status == OrganisationStatus.VERIFIED)


@lru_cache(maxsize=8192)
def replies_of(asked: int, answered: int, hours: int | None, ended: int, filled: int) -> Replies | None:
    """How they treated those who applied, as a card tells it: one object for all that they offer."""
    return Replies(asked, answered, hours, ended, filled) if asked else None


@lru_cache(maxsize=8192)
def reply_of(asked: int, answered: int, hours: int | None, *_: int) -> ReplyRecord | None:
    """The same as the library counts it: whole days, begun ones included."""
    return ReplyRecord(asked, answered, None if hours is None else -(-hours // 24)) if asked else None


def money_of(amounts: Amounts | None) -> MoneyRange | None:
    """What a card says about money, as the library counts it."""
    if amounts is None:
        return None
    return MoneyRange(amounts.low, amounts.high, amounts.currency, Period(amounts.period))


TOWN = (
    Municipality.id,
    Municipality.name,
    Municipality.lat,
    Municipality.lon,
    Municipality.nuts3,
    Municipality.is_low_density,
    Municipality.urbanisation,
)
"""What of a municipality a ranking needs, in this order."""


@lru_cache(maxsize=4096)
def place_of(town: tuple[Any, ...], lat: float | None = None, lon: float | None = None) -> Place:
    """A point in a municipality (its seat, unless a better one is known), with the regions around it."""
    municipality_id, _, seat_lat, seat_lon, nuts3, is_low_density, _ = town
    return Place(
        lat=seat_lat if lat is None else lat,
        lon=seat_lon if lon is None else lon,
        municipality=str(municipality_id),
        regions=tuple(nuts3[:length] for length in range(2, len(nuts3) + 1)),
        is_low_density=is_low_density,
    )


@lru_cache(maxsize=4096)
def municipality_of(town: tuple[Any, ...]) -> MatchMunicipality:
    """The municipality as a card names it."""
    return MatchMunicipality(id=town[0], name=town[1], is_low_density=town[5])


def grouped(pairs: Iterable[tuple[Key, Any]]) -> dict[Key, list[Any]]:
    """Rows of a child table by their parent."""
    found: dict[Key, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def ids(values: Iterable[UUID]) -> tuple[str, ...]:
    """Ids as the library takes them."""
    return tuple(str(value) for value in values)
